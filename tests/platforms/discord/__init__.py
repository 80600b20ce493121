"""A local Discord: REST, gateway, interactions and files on one loopback port, for the unmodified client library.

`Discord` is the platform, `Person` somebody who uses it; `client.point_client_at` sends discord.py there.
"""

from tests.platforms.discord.people import Person
from tests.platforms.discord.server import Discord

__all__ = ["Discord", "Person"]
