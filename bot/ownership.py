"""What the start says about becoming the owner on Telegram, while nobody is."""

from __future__ import annotations

from bot.settings import Settings
from core.accounts.ownership import offer_ownership
from core.context import World
from storage.folder import DataFolder


async def owner_line(world: World, settings: Settings) -> str | None:
    """One line for the greeting; None where Telegram is not spoken, or the owner is known already.

    Call it once at each start, also without a Telegram token: a code that was printed before stops working once
    OWNER is set.
    """
    wanted = not settings.owner and settings.telegram_token is not None
    key = DataFolder(settings.data_dir).secret_key(settings.secret_key_file)
    code = await offer_ownership(world, key, wanted=wanted)
    return None if code is None else f"Owner     send your bot on Telegram: /start {code}"
