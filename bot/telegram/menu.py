"""Tells Telegram which commands its menu shows: to whom, and in which language."""

from __future__ import annotations

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.present.locales import ENGLISH
from bot.present.messages import languages
from bot.telegram.payload import commands, commands_of_administrators, commands_of_groups
from core.command import Catalog


async def set_menus(bot: Bot, catalog: Catalog) -> None:
    """Private chats see everything that is for everybody; groups what is answered there; their administrators more."""
    for language in languages():
        menus: list[tuple[BotCommandScope, list[dict[str, str]]]] = [
            (BotCommandScopeAllPrivateChats(), commands(catalog, language)),
            (BotCommandScopeAllGroupChats(), commands_of_groups(catalog, language)),
            (BotCommandScopeAllChatAdministrators(), commands_of_administrators(catalog, language)),
        ]
        # Whoever has a language that is not here sees the menu without a code, which is the English one.
        code = None if language == ENGLISH else language
        for scope, lines in menus:
            shown = [BotCommand(line["command"], line["description"]) for line in lines]
            await bot.set_my_commands(shown, scope=scope, language_code=code)
