"""The column types that must not lie: exact numbers, instants in UTC, and text in one order everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, Dialect, Numeric, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from core.kernel.money import plain
from core.kernel.time import utc

# Ordered by code points on both databases, as Python orders it: otherwise a Postgres server's own language decides
# the order of keys, and its next update of that language's rules may break the indexes.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")


@lru_cache(maxsize=4_096)
def text_of(at: datetime) -> str:
    """An instant as SQLite keeps it: UTC, of fixed width, so that text order is time order.

    Remembered: rows that are written together were mostly made at one moment.
    """
    return utc(at).isoformat(timespec="microseconds")


class Exact(TypeDecorator[Decimal]):
    """A Decimal, to the last digit: canonical text on SQLite (whose NUMERIC alters digits), NUMERIC on Postgres.

    Text does not sort or sum as numbers do: neither is done in SQL.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """NUMERIC without a scale holds any number of digits."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric(asdecimal=True))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Text for SQLite, a plain Decimal for Postgres."""
        if value is None:
            return None
        return plain(value) if dialect.name == "sqlite" else Decimal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Always a Decimal."""
        return None if value is None else Decimal(value)


class Instant(TypeDecorator[datetime]):
    """An instant: text of fixed width on SQLite, so that text order is time order; TIMESTAMPTZ on Postgres."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite has no instants of its own."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """UTC, with microseconds always written."""
        if value is None:
            return None
        return text_of(value) if dialect.name == "sqlite" else utc(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """An aware datetime in UTC."""
        if value is None:
            return None
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
        return at.astimezone(UTC)
