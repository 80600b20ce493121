"""The servers the other tests trust are real, fresh and private."""

import asyncpg
import redis

from tests.services import fresh_database


def plain(url: str) -> str:
    return url.replace("+asyncpg", "")


async def test_a_fresh_database_is_empty_and_is_its_own(postgres_admin_url: str, fresh_postgres_url: str):
    async with fresh_database(postgres_admin_url) as other:
        connection = await asyncpg.connect(plain(fresh_postgres_url))
        await connection.execute("CREATE TABLE mine (number INTEGER)")
        await connection.close()
        elsewhere = await asyncpg.connect(plain(other))
        tables = await elsewhere.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        await elsewhere.close()
    assert tables == 0


async def test_postgres_is_recent_enough_for_what_storage_relies_on(postgres_admin_url: str):
    connection = await asyncpg.connect(postgres_admin_url)
    version = connection.get_server_version()
    await connection.close()
    assert version.major >= 14


def test_redis_starts_empty_and_knows_streams(redis_url: str, redis_prefix: str):
    client = redis.Redis.from_url(redis_url)
    stream = f"{redis_prefix}stream"
    assert client.exists(stream) == 0
    client.xadd(stream, {"word": "hello"})
    assert client.xlen(stream) == 1
    client.close()
