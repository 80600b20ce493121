"""Commands, taps, forms and typing on Discord: acknowledged at once, answered when it is known.

A person who is not acknowledged within 3 seconds reads that the application did not respond, so that comes before
everything else. An answer in private talk is a message like any other; in a server it is for one person's eyes and
can be changed for 15 minutes by the token of what asked (document "Receiving and responding", 2026-07).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from bot.buttons import NOWHERE, meant
from bot.buttons import Place as Button
from bot.chat.frontends import Parts
from bot.chat.inbox import Inbox
from bot.chat.lanes import Turns
from bot.chat.taps import takes_its_place
from bot.chat.wire import InDoubt, Later, Refused, Unreachable
from bot.discord import forms
from bot.discord.asked import (
    COMMAND,
    COMPONENT,
    FORM,
    TYPING,
    Tap,
    call_of,
    filled_in,
    is_menu,
    message_of,
    packed,
    pressed,
    said_in,
    unpacked,
    words_of,
)
from bot.discord.asked import typing as typed_in
from bot.discord.payload import MENU, READ
from bot.discord.render import Rendered, render
from bot.discord.rest import Rest
from bot.discord.wire import HOOK, PLATFORM, DiscordWire
from bot.dispatch import Answer, Speaker, channel, private
from bot.present import reply as blocks
from bot.present.connecting import field_word
from bot.present.locales import ENGLISH
from bot.present.look import Look
from bot.present.messages import language_of
from bot.present.reply import Line, Reply
from core.accounts.model import Identity, Person
from core.bookkeeping import Offer
from core.command import Call, Catalog
from core.communities.views import level_here
from core.context import Actor, Cause, Context, Place
from core.kernel.access import Level
from core.kernel.errors import Refusal, Unavailable
from core.kernel.ids import derived
from core.signals.channels import know_channel
from core.signals.model import Signal
from core.venues.pasted import holds_key

T = TypeVar("T")

HIDDEN = 1 << 6
MESSAGE, DEFER, DEFER_UPDATE, CHOICES, OPEN_FORM = 4, 5, 6, 8, 9
CHOICES_MOST, CHOICE_MOST = 25, 100
SUGGEST_SECONDS = 1.5
# What is looked up before the acknowledgement may not hold it up.
LOOK_SECONDS = 1.0
ACKNOWLEDGE_SECONDS = 2.5
TOKEN_LIVES = timedelta(minutes=14)
DOUBTS_MOST = 3
TAPS_REMEMBERED = ROOMS_REMEMBERED = 2_000


class Interactions:
    """Takes taps in. `speaker(tap)` says who asks, with their rights on this platform."""

    def __init__(
        self, parts: Parts, catalog: Catalog, rest: Rest, wire: DiscordWire, lanes: Turns,
        inbox: Inbox, speaker: Callable[[Tap], Speaker],
    ) -> None:  # fmt: skip
        self._parts = parts
        self._world = parts.world
        self._catalog = catalog
        self._rest = rest
        self._wire = wire
        self._lanes = lanes
        self._inbox = inbox
        self._speaker = speaker
        self._taken: OrderedDict[str, None] = OrderedDict()
        self._rooms: set[str] = set()
        # What is in a row while it is done, and what was acknowledged by the process before this one.
        self._kept: set[str] = set()
        self._acknowledged: set[str] = set()

    async def take(self, tap: Tap) -> None:
        """Acknowledge, carry out, show. The same tap twice is taken once."""
        if tap.id in self._taken:
            return
        self._taken[tap.id] = None
        if len(self._taken) > TAPS_REMEMBERED:
            self._taken.popitem(last=False)
        take = {COMMAND: self._command, COMPONENT: self._press, TYPING: self._typing, FORM: self._form}
        if tap.kind in take:
            await take[tap.kind](tap)
        if tap.id in self._kept:
            self._kept.discard(tap.id)
            self._inbox.done(int(tap.id))

    async def again(self, number: int, body: str) -> None:
        """One that was begun when the program ended: done now, if whoever asked still sees that it was taken."""
        tap = unpacked(body)
        if await self._is_waited_for(tap):
            self._kept.add(tap.id)
            self._acknowledged.add(tap.id)
            await self.take(tap)
        else:
            self._inbox.done(number)

    async def _is_waited_for(self, tap: Tap) -> bool:
        """Whether the answer still has its place: there is none if it was not acknowledged, and after its time."""
        if self._world.clock.now() - tap.at > TOKEN_LIVES:
            return False
        path = f"/webhooks/{self._wire.application}/{tap.token}/messages/@original"
        return await self._patiently(tap, lambda: self._rest.call("GET", path, signed=False)) is not None

    # -- commands ----------------------------------------------------------------------------------------

    async def _command(self, tap: Tap) -> None:
        if is_menu(tap.data):
            return await self._menu(tap)
        call = call_of(tap.data)
        command = self._catalog.commands.get(call.path)
        form = None if command is None else forms.form_for(command, call.options)
        if form is not None:
            await self._acknowledge(tap, {"type": OPEN_FORM, "data": form})
            return None
        return await self._run(tap, call)

    async def _run(self, tap: Tap, call: Call) -> None:
        """A command that has all it needs, from a slash command or a form."""
        command = self._catalog.commands.get(call.path)
        public = tap.in_server and not tap.on_card and command is not None and command.public
        if await self._defer(tap, public=public):
            await self._show(tap, await self._ask(tap, self._running(tap, call)), public=public)

    def _running(self, tap: Tap, call: Call) -> Callable[[Speaker], Awaitable[Answer]]:
        place = self._place(tap)

        async def run(speaker: Speaker) -> Answer:
            answer = await self._parts.dispatcher.run(speaker, place, call, tap.id)
            return await self._parts.asks.noted(answer, speaker, chat=tap.room)

        return run

    async def _menu(self, tap: Tap) -> None:
        if not await self._defer(tap):
            return None
        message = message_of(tap.data)
        if tap.data["name"] == READ:
            text = words_of(message)
            call = Call(MENU[READ], {"text": text}) if text else None
            missing = "no_words"
        else:
            call, missing = await self._why(tap, str(message.get("id", ""))), "no_signal"
        if call is None:
            text = words_of(message)
            return await self._show(
                tap, await self._ask(tap, lambda who: self.nothing(who, missing, tap.id, text))
            )
        return await self._show(tap, await self._ask(tap, self._running(tap, call)))

    async def _why(self, tap: Tap, message: str) -> Call | None:
        """What was decided for this person about the signal in a message."""
        with suppress(Unavailable):
            found = await self._world.view.all(Signal, channel=f"{PLATFORM}:{tap.room}", message=message)
            if found:
                return Call("trade why", {"what": min(found, key=lambda one: one.item).id})
        return None

    async def nothing(self, speaker: Speaker, what: str, cause: str, text: str = "") -> Answer:
        """What is said where there is nothing to say: no words in a message, no signal in a post."""
        look = Look(self._world, self._world.clock.now(), language=language_of(speaker.language) or ENGLISH)
        buttons: tuple[blocks.Button, ...] = ()
        if text:
            buttons = (blocks.Button(look.say("discord.read_it"), Call(MENU[READ], {"text": text})),)
        reply = Reply(
            title=look.say(f"discord.{what}"),
            blocks=(Line(look.say(f"discord.{what}_how")),),
            buttons=buttons,
        )
        card = derived("nothing", PLATFORM, cause)
        try:
            actor, _ = await self._parts.dispatcher.meet(speaker)
            answer = Answer(
                kind="reply", person=actor.person, channel=None, card=card, command="", reply=reply
            )
            return await self._parts.dispatcher.offer(answer, None, None, None)
        except Unavailable as error:
            return self._parts.dispatcher.records_away(speaker, error)

    # -- taps and forms ----------------------------------------------------------------------------------

    async def _press(self, tap: Tap) -> None:
        card, button = pressed(tap.data)
        form = await self._form_behind(card, button, tap.language)
        if form is not None:
            await self._acknowledge(tap, {"type": OPEN_FORM, "data": form})
            return
        own = tap.hidden or not tap.in_server
        if not (await self._begin(tap, {"type": DEFER_UPDATE}) if own else await self._defer(tap)):
            return
        place = self._place(tap)
        answer = await self._ask(
            tap,
            lambda who: self._parts.asks.press(who, place, card, button, tap.id, chat=tap.room),
        )
        if not own:
            await self._show(tap, answer)
        elif not await takes_its_place(self._world, card, answer):
            await self._show_beside(tap, answer)
        elif tap.with_bot:  # what the mail has written down is shown in any case
            await self._parts.mail.answer(answer, platform=PLATFORM, chat=tap.room, over=tap.message)
        else:
            await self._show(tap, answer, word=tap.message)

    async def _form_behind(self, card: str, button: Button, language: str) -> dict[str, Any] | None:
        """The form that a button opens: one that asks for what it does not know."""
        call = await self._call_behind(card, button)
        command = None if call is None else self._catalog.commands.get(call.path)
        if call is None or command is None:
            return None
        look = Look(self._world, self._world.clock.now(), language=language_of(language) or ENGLISH)
        return forms.form_for_button(command, call, card, button, lambda part: field_word(part, look))

    async def _call_behind(self, card: str, button: Button) -> Call | None:
        with suppress(Unavailable, TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                offer = await self._world.view.get(Offer, card) if card else None
            number = None if offer is None else meant(offer, button)
            if offer is not None and number is not None:
                return forms.call_behind(offer.actions[number])
        return None

    async def _form(self, tap: Tap) -> None:
        """A form that was sent in: what it is for, with what was filled in."""
        custom = str(tap.data.get("custom_id", ""))
        filled = filled_in(tap.data)
        path, button = forms.command_of(custom), forms.button_of(custom)
        call = None if path is None else Call(path, filled)
        if button is not None:
            behind = await self._call_behind(*button)
            call = None if behind is None else forms.with_filled(behind, filled)
        if call is not None:
            return await self._run(tap, call)
        if await self._defer(tap):
            place = self._place(tap)
            answer = await self._ask(
                tap, lambda who: self._parts.dispatcher.press(who, place, "", NOWHERE, tap.id)
            )
            await self._show(tap, answer)
        return None

    # -- typing ------------------------------------------------------------------------------------------

    async def _typing(self, tap: Tap) -> None:
        found: list[str] = []
        with suppress(Unavailable, Refusal, TimeoutError):
            async with asyncio.timeout(SUGGEST_SECONDS):
                found = await self._suggestions(tap)
        choices = [{"name": one, "value": one} for one in found if 0 < len(one) <= CHOICE_MOST][:CHOICES_MOST]
        await self._acknowledge(tap, {"type": CHOICES, "data": {"choices": choices}})

    async def _suggestions(self, tap: Tap) -> list[str]:
        path, name, so_far = typed_in(tap.data)
        command = self._catalog.commands.get(path)
        option = next((one for one in command.options if one.name == name), None) if command else None
        if command is None or option is None or option.kind.suggest is None:
            return []
        actor, place = await self._known(tap), self._place(tap)
        actor = replace(actor, here=await level_here(self._world.view, actor, place))
        if not actor.may(command.level, local=command.local):
            return []
        ctx = Context(self._world, actor, place, Cause(f"typing:{tap.id}"))
        return list(await option.kind.suggest(ctx, so_far))

    async def _known(self, tap: Tap) -> Actor:
        """Who types, without making anybody's acquaintance: that is for the command."""
        speaker = self._speaker(tap)
        identity = await self._world.view.get(Identity, PLATFORM, tap.person)
        person = None if identity is None else await self._world.view.get(Person, identity.person)
        if person is None:
            level = Level.OWNER if speaker.owner else Level.TRADER
            return Actor(derived("person", PLATFORM, tap.person), tap.name, level)
        return Actor(person.id, person.name, Level.OWNER if speaker.owner else person.level)

    # -- asking and showing ------------------------------------------------------------------------------

    def _place(self, tap: Tap) -> Place:
        if not tap.in_server:
            return private(PLATFORM, tap.person)
        hidden = tap.on_card or is_menu(tap.data)
        return channel(PLATFORM, tap.room, name=tap.room_name, community=tap.server, hidden=hidden)

    async def _ask(self, tap: Tap, run: Callable[[Speaker], Awaitable[Answer]]) -> Answer:
        """Carry it out in its turn: what one person asks goes in the order of asking."""
        speaker = self._speaker(tap)
        async with self._lanes.turn(f"@{tap.person}"):
            await self._know(tap)
            answer = await run(speaker)
        with suppress(Unavailable):
            if tap.with_bot:
                self._wire.knows(tap.person, tap.room)
                await self._parts.mail.reachable(PLATFORM, tap.person, tap.room)
            else:
                await self._parts.mail.spoke(PLATFORM, tap.person)
        return answer

    async def _know(self, tap: Tap) -> None:
        """The channel by the name that it has."""
        if tap.in_server and tap.room not in self._rooms:
            with suppress(Unavailable):
                community = f"{PLATFORM}:{tap.server}" if tap.server else ""
                await know_channel(self._world, PLATFORM, tap.room, tap.room_name, community)
                if len(self._rooms) > ROOMS_REMEMBERED:
                    self._rooms.clear()
                self._rooms.add(tap.room)

    async def _defer(self, tap: Tap, *, public: bool = False) -> bool:
        hidden = not (public or tap.with_bot)
        return await self._begin(tap, {"type": DEFER, **({"data": {"flags": HIDDEN}} if hidden else {})})

    async def _begin(self, tap: Tap, answer: dict[str, Any]) -> bool:
        """Acknowledge what takes a while, and write down meanwhile that it is to be done: a kill forgets nothing."""
        if tap.id in self._acknowledged:
            self._acknowledged.discard(tap.id)
            return True
        taken, _ = await asyncio.gather(self._acknowledge(tap, answer), self._keep(tap))
        return taken

    async def _keep(self, tap: Tap) -> None:
        """What a form brought may be a secret: it is in no row. Nor is a key that somebody typed where it does not
        belong."""
        if tap.kind in (COMMAND, COMPONENT) and not any(map(holds_key, said_in(tap.data))):
            with suppress(Unavailable):  # whoever asks hears of that
                await self._inbox.keep([(int(tap.id), packed(tap))])
                self._kept.add(tap.id)

    async def _acknowledge(self, tap: Tap, answer: dict[str, Any]) -> bool:
        """Whether the person sees that it was taken. If not they are told so by the platform, and it is not done."""
        path = f"/interactions/{tap.id}/{tap.token}/callback"
        try:
            async with asyncio.timeout(ACKNOWLEDGE_SECONDS):
                while True:
                    try:
                        await self._rest.call("POST", path, payload=answer, signed=False)
                        return True
                    except Later as error:  # nothing has reached the platform: there is time for another try
                        await asyncio.sleep(min(error.seconds, 0.5))
        except InDoubt:
            return True
        except (Unreachable, Refused, TimeoutError) as error:
            self._parts.report("discord", "an interaction was not acknowledged", error)
            return False

    async def _show(self, tap: Tap, answer: Answer, *, public: bool = False, word: str | None = None) -> None:
        """Put the answer where it is waited for: in the place of "thinking", or of the card that was tapped."""
        original = f"/webhooks/{self._wire.application}/{tap.token}/messages/@original"
        if public and answer.channel is None:
            return await self._show_in_private(tap, answer, original)
        made = render(await self._parts.paint(answer.reply), answer.card)
        shown = await self._patiently(tap, lambda: self._patch(original, made))
        return await self._told(tap, answer, None if shown is None else str(shown.get("id") or word or ""))

    async def _show_in_private(self, tap: Tap, answer: Answer, original: str) -> None:
        """A refusal is nobody else's business. The first message after "thinking" would take its place and be as
        public, so that this is ended first, and taken away at last."""
        look = Look(self._world, self._world.clock.now())
        ended = render(Reply(title=look.say("discord.in_private")), answer.card)
        await self._patiently(tap, lambda: self._patch(original, ended))
        await self._show_beside(tap, answer)
        await self._patiently(tap, lambda: self._rest.call("DELETE", original, signed=False))

    async def _patch(self, path: str, made: Rendered) -> Any:
        return (
            await self._rest.call("PATCH", path, payload=made.payload, files=made.files, signed=False) or {}
        )

    async def _show_beside(self, tap: Tap, answer: Answer) -> None:
        """A message of its own. In private talk it goes by the mail, which never shows one twice."""
        if tap.with_bot:
            await self._parts.mail.answer(answer, platform=PLATFORM, chat=tap.room, to=tap.message)
            return
        made = render(await self._parts.paint(answer.reply), answer.card)
        payload = made.payload | {"flags": HIDDEN}
        path = f"/webhooks/{self._wire.application}/{tap.token}"

        async def send() -> Any:
            return await self._rest.call(
                "POST", path, payload=payload, files=made.files, query={"wait": "true"}, signed=False
            )

        shown = await self._patiently(tap, send)
        await self._told(tap, answer, None if shown is None else str(shown["id"]))

    async def _told(self, tap: Tap, answer: Answer, id_: str | None) -> None:
        """Tell the mail where the card is; what could not be shown here it shows elsewhere."""
        mail = self._parts.mail
        if not id_:
            await mail.tell(answer)
        elif answer.channel is not None or tap.with_bot:
            await mail.shown(answer, platform=PLATFORM, chat=tap.room, message=id_)
        else:
            until = self._world.clock.now() + TOKEN_LIVES
            word = f"{HOOK}:{tap.token}:{id_}"
            chat = self._wire.known(tap.person)
            await mail.shown(answer, platform=PLATFORM, chat=chat, message=word, until=until)

    async def _patiently(self, tap: Tap, call: Callable[[], Awaitable[T]]) -> T | None:
        """What the platform answers, as long as the token lives; None when it cannot be shown."""
        loop = asyncio.get_running_loop()
        until, doubts = loop.time() + TOKEN_LIVES.total_seconds(), 0
        while True:
            try:
                return await call()
            except Later as error:
                wait = error.seconds
            except InDoubt as error:
                doubts += 1
                wait = float(doubts)
                if doubts > DOUBTS_MOST:
                    self._parts.report("discord", "an answer could not be shown", error)
                    return None
            except (Unreachable, Refused) as error:
                self._parts.report("discord", "an answer could not be shown", error)
                return None
            if loop.time() + wait > until:
                return None
            await asyncio.sleep(wait)
