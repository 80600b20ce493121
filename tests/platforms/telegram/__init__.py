"""A local Telegram: the Bot API, webhooks and files on one loopback port, for the unmodified client library.

`Telegram` is the platform, `Person` somebody who uses it, `Room` a group or a channel.
"""

from tests.platforms.telegram.people import CannotDo, Person, Room
from tests.platforms.telegram.server import TOKEN, Telegram
from tests.platforms.telegram.troubles import UNLIMITED, Limits

__all__ = ["TOKEN", "UNLIMITED", "CannotDo", "Limits", "Person", "Room", "Telegram"]
