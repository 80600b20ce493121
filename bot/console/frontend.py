"""The console as a front-end: script steps in, cards out. It decides nothing; it shows at rest, in a fixed order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Protocol

from bot.buttons import Place as Button
from bot.console.render import body
from bot.console.script import ClockMove, MarketMove, Nothing, Post, Press, Say, Step
from bot.dispatch import Answer, Dispatcher, Speaker, channel, private
from bot.drawing.painter import Paint, unpainted
from bot.looks import look_of
from bot.present.connecting import field_word
from bot.present.look import Look
from bot.present.refusals import refusal
from bot.present.reply import Attachment, Drawn, Line, Reply
from core.accounts.directory import meet
from core.accounts.model import Person
from core.bookkeeping import Offer, Spent
from core.command import Call
from core.context import Place, World
from core.kernel.access import Level
from core.kernel.codec import dumps
from core.kernel.errors import Refusal, Unavailable
from core.kernel.ids import derived
from core.kernel.money import Price, Quantity
from core.market.model import Instrument
from core.ports.questions import LastOffers
from core.signals import model as signals
from core.signals.channels import know_channel
from core.signals.intake import receive
from core.venues.options import entry_text
from core.venues.pasted import holds_key

PLATFORM = "console"
OWNER = "owner"
LOOK_BACK = 12


class Moves(Protocol):
    """What `market:` and `clock:` move. Absent where prices and time come from outside."""

    async def market(self, instrument: Instrument, last: Price, size: Quantity | None) -> None:
        """Put the simulated market there."""
        ...

    async def clock(self, by: timedelta) -> None:
        """Let time pass."""
        ...


@dataclass(slots=True)
class _Remembered:
    """The last post of somebody in a channel, for replies and edits."""

    message: str
    version: int


@dataclass(slots=True)
class _Entry:
    """A key that somebody is entering line by line: the command that waits for it, and what is there already."""

    call: Call
    asks: tuple[str, ...]
    hidden: tuple[str, ...]
    spare: tuple[str, ...]
    got: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def next(self) -> str:
        """What the next line is."""
        return self.asks[len(self.got)]


class Console:
    """Carries out script steps and collects what is told until `flush`."""

    def __init__(
        self,
        world: World,
        dispatcher: Dispatcher,
        moves: Moves | None,
        owner: Speaker,
        rest: Callable[[], Awaitable[None]],
        keep: Callable[[Attachment | Drawn], str] | None = None,
        hear: Callable[[signals.Post], Awaitable[object]] | None = None,
        paint: Paint = unpainted,
    ) -> None:
        self._paint = paint
        self._world = world
        self._dispatcher = dispatcher
        self._moves = moves
        self._owner = owner
        self._rest = rest
        self._keep = keep
        self._hear = hear or partial(receive, world)
        self._names: dict[str, str] = {}
        self._told: list[Answer] = []
        self._posts: dict[tuple[str, str], list[_Remembered]] = {}
        self._asked: dict[str, str] = {}
        self._entries: dict[str, _Entry] = {}

    async def tell(self, answer: Answer) -> None:
        """A notice for somebody on the console: shown when everything is at rest."""
        self._told.append(answer)

    async def do(self, step: Step) -> None:
        """Carry out one step and wait until everything it caused is done."""
        try:
            if isinstance(step, Say):
                await self._say(step)
            elif isinstance(step, Post):
                await self._post(step)
            elif isinstance(step, Press):
                await self._press(step)
            elif isinstance(step, MarketMove):
                await self._market(step)
            elif isinstance(step, ClockMove):
                await self._clock(step)
            elif not isinstance(step, Nothing):
                raise TypeError(step)
        except Refusal as error:
            await self._refuse(error, self._speaker(getattr(step, "name", None)))
        except Unavailable as error:
            speaker = self._speaker(getattr(step, "name", None))
            self._answered(speaker, self._dispatcher.records_away(speaker, error))
        await self._rest()

    async def flush(self) -> list[tuple[str, Answer]]:
        """What was told since the last flush, each card once and in its newest form, in the fixed order."""
        told, self._told = self._told, []
        first: dict[tuple[str, str], Answer] = {}
        for answer in told:
            key = (answer.card, answer.person or answer.channel or "")
            known = first.get(key)
            first[key] = answer if known is None else replace(answer, kind=known.kind, command=known.command)
        shown = [(await self._name(answer), await self._with_files(answer)) for answer in first.values()]
        rank = {"reply": -1, "refusal": -1}
        shown.sort(
            key=lambda one: (
                not one[0].startswith("#"),
                one[0],
                rank.get(one[1].kind, one[1].rank),
                one[1].card,
            )
        )
        return shown

    async def _with_files(self, answer: Answer) -> Answer:
        """Files and pictures of a card are written down, and told by their path and what they are."""
        reply = await self._paint(answer.reply)
        if not reply.files and not reply.pictures:
            return replace(answer, reply=reply)
        keep = self._keep or (lambda file: file.name)
        lines = [Line(f"{keep(file)}  {file.alt}") for file in reply.files]
        for picture in reply.pictures:
            path = keep(picture) if isinstance(picture, Drawn) else picture.path
            lines.append(Line(f"{path}  {picture.alt}"))
        return replace(answer, reply=replace(reply, blocks=(*reply.blocks, *lines)))

    async def _name(self, answer: Answer) -> str:
        if answer.channel is not None:
            return f"#{answer.channel.removeprefix(f'{PLATFORM}:')}"
        if answer.person is None:
            return OWNER
        with suppress(Unavailable):  # then by the name they had, or that they speak under
            person = await self._world.view.get(Person, answer.person)
            self._names[answer.person] = OWNER if person is None else person.name
        return self._names.get(answer.person, OWNER)

    def _speaker(self, name: str | None) -> Speaker:
        if name is None or name == OWNER:
            return self._owner
        return Speaker(PLATFORM, name, name)

    @property
    def hides(self) -> str:
        """What of a key the owner's next line is, where nobody may see it; empty otherwise."""
        entry = self._entries.get(self._owner.external)
        return entry.next if entry is not None and entry.next in entry.hidden else ""

    def leave_entry(self) -> None:
        """The owner does not go on with the key that was asked for."""
        self._entries.pop(self._owner.external, None)

    async def _say(self, step: Say) -> None:
        speaker = self._speaker(step.name)
        entry = self._entries.pop(speaker.external, None)
        if entry is not None and not step.text.startswith("/"):
            await self._enter(speaker, entry, step.text)
            return
        if holds_key(step.text):
            raise Refusal("key_in_line")
        asked = self._asked.pop(speaker.external, None)
        text = f"{asked} {step.text}" if asked is not None and not step.text.startswith("/") else step.text
        place = private(speaker.platform, speaker.external)
        self._answered(speaker, await self._dispatcher.say(speaker, place, text, self._world.ids.new()))

    async def _enter(self, speaker: Speaker, entry: _Entry, text: str) -> None:
        """One more part of a key; with the last one the command gets all of it. `-` leaves a part out."""
        entry.got[entry.next] = "" if text.strip() == "-" else text
        if len(entry.got) < len(entry.asks):
            self._entries[speaker.external] = entry
            person = (await self._dispatcher.meet(speaker))[0].person
            look = await look_of(self._world, person)
            key = "connecting.each_line_spare" if entry.next in entry.spare else "connecting.each_line"
            said = look.say(key, field=field_word(entry.next, look))
            card = self._world.ids.new()
            path, reply = entry.call.path, Reply(title=said[:1].upper() + said[1:])
            self._told.append(
                Answer(kind="reply", person=person, channel=None, card=card, command=path, reply=reply)
            )
            return
        call = replace(entry.call, options={**entry.call.options, "entry": entry_text(entry.got)})
        place = private(speaker.platform, speaker.external)
        self._answered(speaker, await self._dispatcher.run(speaker, place, call, self._world.ids.new()))

    def _answered(self, speaker: Speaker, answer: Answer) -> None:
        """Keep what was answered; a question keeps the line that the person's next one completes, and a card that asks
        for a key whose lines are to come."""
        entry = _entry_of(answer)
        if entry is not None:
            self._entries[speaker.external] = entry
        if answer.reply.data.get("code") == "missing_option":
            line = answer.reply.data["facts"].get("line")
            if line is not None:
                self._asked[speaker.external] = line
        if answer.person is not None:
            self._names.setdefault(answer.person, speaker.name)
        self._told.append(answer)

    def _heard_in_public(self, place: Place, answer: Answer) -> None:
        """An answer to what was asked in a channel, and beside a private one the line that says where it went."""
        self._told.append(answer)
        if answer.aside is not None:
            card = derived("aside", answer.card)
            self._told.append(
                replace(answer, kind="notice", person=None, channel=place.id, card=card, reply=answer.aside)
            )

    async def _post(self, step: Post) -> None:
        speaker = self._speaker(step.name)
        place = channel(PLATFORM, step.channel)
        with suppress(Unavailable):  # whoever takes the post in makes up for it
            await self._know_channel(step.channel)
        if step.text.startswith("/") and not step.edit:
            self._heard_in_public(
                place, await self._dispatcher.say(speaker, place, step.text, self._world.ids.new())
            )
            return
        name = speaker.name
        with suppress(Unavailable):
            name = (await self._dispatcher.meet(speaker))[0].name
        mine = await self._posts_of(step.channel, speaker.external, alone=not (step.edit or step.reply_to))
        if step.edit:
            if not mine:
                raise Refusal("no_post", {"who": name, "channel": step.channel})
            mine[-1].version += 1
            message = mine[-1]
        else:
            message = _Remembered(self._world.ids.new(), 0)
            mine.append(message)
        post = signals.Post(
            platform=PLATFORM,
            channel=step.channel,
            message=message.message,
            version=message.version,
            author=speaker.external,
            author_name=name,
            text=step.text,
            posted_at=self._world.clock.now() - (step.age or timedelta(0)),
            reply_to=await self._replied(step, speaker),
        )
        await self._hear(post)

    async def _know_channel(self, name: str) -> None:
        await know_channel(self._world, PLATFORM, name, name)

    async def _replied(self, step: Post, speaker: Speaker) -> str | None:
        if step.reply_to is None:
            return None
        author = step.reply_to.author or speaker.external
        posts = await self._posts_of(step.channel, author)
        if step.reply_to.author is None and not step.edit:
            posts = posts[:-1]  # the reply itself is not what it answers
        if len(posts) < step.reply_to.back:
            raise Refusal("no_post", {"who": author, "channel": step.channel})
        return posts[-step.reply_to.back].message

    async def _posts_of(self, channel_name: str, author: str, *, alone: bool = False) -> list[_Remembered]:
        """Somebody's posts in a channel, oldest first; what was recorded before this start is looked up. What stands
        `alone` is about none of them, and comes in also while they cannot be looked up."""
        key = (channel_name, author)
        if key not in self._posts:
            found: dict[str, _Remembered] = {}
            chain = f"{PLATFORM}:{channel_name}"
            try:
                entries = await self._world.view.all(signals.LedgerEntry, chain=chain, author=author)
            except Unavailable:
                if alone:
                    return []
                raise
            for entry in entries:
                found[entry.message] = _Remembered(entry.message, entry.version)
            self._posts[key] = list(found.values())
        return self._posts[key]

    async def _press(self, step: Press) -> None:
        speaker = self._speaker(step.name)
        actor, _ = await self._dispatcher.meet(speaker)
        place = private(speaker.platform, speaker.external)
        if step.channel is not None:
            where = await self._where_shown(step, step.channel, actor.person)
        elif step.of is not None:
            of = self._speaker(step.of)
            owner, _ = await meet(self._world, of.platform, of.external, of.name, Level.TRADER)
            where = f"person:{owner.id}"
        else:
            where = f"person:{actor.person}"
        offer, number = await self._find_button(where, step)
        self._asked.pop(speaker.external, None)
        self._entries.pop(speaker.external, None)
        self._answered(
            speaker,
            await self._dispatcher.press(speaker, place, offer.id, Button(number), self._world.ids.new()),
        )

    async def _where_shown(self, step: Press, channel_name: str, person: str) -> str:
        """The channel; or the person, who was answered privately there (`pro #calls [Go live]`)."""
        where = f"channel:{PLATFORM}:{channel_name}"
        offers = await self._world.view.ask(LastOffers(where, step.back))
        if len(offers) >= step.back and _number_of(offers[step.back - 1], step.label) is not None:
            return where
        mine = await self._world.view.ask(LastOffers(f"person:{person}", step.back))
        fits = len(mine) >= step.back and _number_of(mine[step.back - 1], step.label) is not None
        return f"person:{person}" if fits else where

    async def _find_button(self, where: str, step: Press) -> tuple[Offer, int]:
        offers = await self._world.view.ask(LastOffers(where, LOOK_BACK))
        if len(offers) < step.back:
            raise Refusal("no_card")
        offer = offers[step.back - 1]
        number = _number_of(offer, step.label)
        if number is None and step.back == 1:
            # A second tap comes when the card has changed already: it meets the spent one, never another.
            for earlier in offers[1:]:
                number = _number_of(earlier, step.label)
                if (
                    number is not None
                    and await self._world.view.get(Spent, f"offer:{earlier.id}") is not None
                ):
                    return earlier, number
                number = None
        if number is None:
            raise Refusal("no_button", {"label": step.label[:40], "labels": ", ".join(offer.labels)})
        return offer, number

    async def _market(self, step: MarketMove) -> None:
        if self._moves is None:
            raise Refusal("fixed_market")
        table = self._world.market.table
        instrument = table.find(step.symbol)
        if instrument is None:
            raise Refusal(
                "unknown_symbol", {"typed": step.symbol, "near": ", ".join(table.near(step.symbol))}
            )
        size = None if step.size is None else Quantity(step.size)
        await self._moves.market(instrument, Price(step.price), size)

    async def _clock(self, step: ClockMove) -> None:
        if self._moves is None:
            raise Refusal("fixed_market")
        if step.by < timedelta(0):
            raise Refusal("backwards")
        await self._moves.clock(step.by)

    async def _refuse(self, error: Refusal, speaker: Speaker) -> None:
        """A refusal of the console itself, for whoever wrote the line."""
        person = derived("person", speaker.platform, speaker.external)
        look = Look(self._world, self._world.clock.now())
        with suppress(Unavailable):
            person = (await self._dispatcher.meet(speaker))[0].person
            look = await look_of(self._world, person)
        self._names.setdefault(person, speaker.name)
        reply = refusal(error, look)
        self._told.append(
            Answer(
                kind="refusal",
                person=person,
                channel=None,
                card=self._world.ids.new(),
                command="",
                reply=reply,
            )
        )


def _entry_of(answer: Answer) -> _Entry | None:
    """The lines that a card asks for."""
    data = answer.reply.data
    if answer.kind != "reply" or not data.get("asks") or data.get("expired"):
        return None
    options = {"broker": data["broker"], **({"name": data["name"]} if data["name"] else {})}
    return _Entry(
        Call(data["path"], options), tuple(data["asks"]), tuple(data["hidden"]), tuple(data["spare"])
    )


def _number_of(offer: Offer, label: str) -> int | None:
    """Which button a label means: its number, its words, or how they begin. A price may be the words of a button."""
    text = label.strip().casefold()
    if text.isdecimal() and 0 < int(text) <= len(offer.labels):
        return int(text) - 1
    labels = [known.casefold() for known in offer.labels]
    if text in labels:
        return labels.index(text)
    starting = [index for index, known in enumerate(labels) if text and known.startswith(text)]
    return starting[0] if len(starting) == 1 else None


def as_json(to: str, answer: Answer) -> str:
    """One line for machines."""
    return dumps(
        {
            "kind": answer.kind,
            "to": to,
            "command": answer.command,
            "title": answer.reply.title,
            "text": body(answer.reply),
            "buttons": [button.label for button in answer.reply.buttons],
            "data": answer.reply.data,
        }
    )
