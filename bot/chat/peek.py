"""What a command that only shows would show somebody while they are still typing: nobody is met by it, nothing kept."""

from __future__ import annotations

from dataclasses import replace

from bot.dispatch import Speaker, private, run_typed
from bot.looks import look_of
from bot.present.reply import Reply
from bot.present.table import card
from bot.typed import read_call
from core.accounts.model import Identity, Person
from core.command import Call, Catalog
from core.context import Actor, Cause, Context, World
from core.kernel.access import Level
from core.kernel.errors import Refusal

# The first word that is typed, and what it may show.
SHOWN = {"portfolio": ("portfolio show", "portfolio positions"), "signal": ("signal list",)}
ONE = {"signal": ("signal show", "signal")}


def calls_for(text: str) -> list[Call]:
    """What these words ask to be shown: `portfolio`, `signal`, `signal 12`; nothing for all others."""
    noun, _, rest = " ".join(text.lower().replace("/", "").split()).partition(" ")
    if rest and noun in ONE:
        path, option = ONE[noun]
        return [Call(path, {option: rest})]
    found = [path for path in SHOWN.get(noun, ()) if path.startswith(f"{noun} {rest}".rstrip())]
    return [Call(path, {}) for path in found]


async def peek(world: World, catalog: Catalog, speaker: Speaker, call: Call) -> Reply | None:
    """The card, without its buttons; None for whoever is not known, and where it is refused."""
    identity = await world.view.get(Identity, speaker.platform, speaker.external)
    person = None if identity is None else await world.view.get(Person, identity.person)
    if person is None:
        return None
    level = Level.OWNER if speaker.owner else person.level
    place = private(speaker.platform, speaker.external)
    ctx = Context(world, Actor(person.id, person.name, level), place, Cause(f"peek:{place.id}"))
    try:
        typed = read_call(catalog, call)
        if not ctx.actor.may(typed.command.level):
            return None
        shown = card(await run_typed(ctx, typed), await look_of(world, person.id))
    except Refusal:
        return None
    return replace(shown, buttons=(), files=(), pictures=())
