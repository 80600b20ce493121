"""One dispatcher for every front-end: who asks, may they, confirm, run, present. No front-end decides any of it."""

from __future__ import annotations

import json
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import buttons
from bot.present.locales import ENGLISH
from bot.present.look import Look, mode_word
from bot.present.messages import language_of
from bot.present.refusals import refusal
from bot.present.reply import Button, Confirm, Line, Reply
from bot.present.table import Dismissed, card
from bot.typed import ALIASES, Typed, read_call, read_line
from core.accounts.directory import meet
from core.accounts.model import PAPER_CURRENCY, PAPER_DEPOSIT, Person
from core.bookkeeping import PRIVATE_TALK, Offer, Spent
from core.command import Call, Catalog, Command, Preview
from core.communities.views import level_here
from core.context import Actor, Cause, Context, Place, PlaceKind, World
from core.control.reactions import tell_of_bug
from core.handling.results import EntrySent
from core.kernel.access import Level
from core.kernel.codec import decode, dumps, encode
from core.kernel.errors import AlreadyDone, Refusal, Unavailable
from core.kernel.ids import derived
from core.kernel.money import plain
from core.linking.model import LinkTold
from core.linking.results import BookCard, JoinPlan, LinkCard
from core.notices.model import NoticeKind
from core.notices.tell import notice
from core.notices.views import note_language, room_language, wishes_of
from core.notices.zones import zone_of
from core.orders.model import ExitTold, Side, Trade, TradeTold
from core.orders.planning import EntryPlan, trade_id
from core.orders.results import CloseTicket, OrderTicket
from core.ports.market import NoPrice
from core.ports.questions import LastOffers, LastShown
from core.ports.store import Unit
from core.teaching.sessions import awaits_words
from core.venues.credentials import ConnectTold
from core.venues.results import ConnectCard, Connected, ConnectStopped

LONGEST_TEXT = 4_096
# Names of people who can be asked for a right.
ASKED_AT_MOST = 2
# Groups of commands that are for private talk (storyboard, section 17): asked in public, the public is told so.
PRIVATE = frozenset("trade portfolio copy share watch alert strategy scan ask panic me".split())
# Of these, the ones that only show: nothing but the way is said.
ONLY_SHOWN = frozenset({"portfolio"})
# Somebody who asks within this much of the last one that was told so asks in the same outage.
SAME_OUTAGE = timedelta(seconds=30)
BUTTONS_LAST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as the platform knows them. `owner` when this platform id runs the installation.

    `language` is what the platform tells of the person's own: `es-ES`, `ru`; nothing where it tells nothing.
    """

    platform: str
    external: str
    name: str
    owner: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back to one reader: the card, what kind it is, and the command that it answers.

    `aside` is one neutral line for the place where it was asked, when the answer itself went elsewhere. `book` is the
    account that the card is of, where that is not the reader's own but one they linked: its buttons act there. For what
    is told unasked: `version` counts up with each telling of a card, `notice` is what it is to its reader, and `under`
    is the card that it belongs to.
    """

    kind: str
    person: str | None
    channel: str | None
    card: str
    command: str
    reply: Reply
    rank: int = 0
    rings: bool = False
    aside: Reply | None = None
    book: str | None = None

    version: int = 0
    notice: NoticeKind | None = None
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A card that is about to be shown, what it is the card of, the call that makes it anew, and the community that it
    was asked in."""

    answer: Answer
    result: object
    again: Call | None
    community: str = ""


@dataclass(slots=True)
class Asked:
    """What one message turned out to ask for: known as soon as it is read, also when it is refused then."""

    typed: Typed | None = None

    def note(self, typed: Typed) -> Typed:
        """Remember it, and hand it on."""
        self.typed = typed
        return typed

    @property
    def path(self) -> str:
        """The command's path, or nothing."""
        return "" if self.typed is None else self.typed.command.path

    @property
    def call(self) -> Call | None:
        """The same command again."""
        return None if self.typed is None else self.typed.call

    @property
    def repeatable(self) -> Call | None:
        """The same command for a button. What holds a secret is never kept."""
        if self.typed is None or any(option.kind.wire == "secret" for option in self.typed.command.options):
            return None
        return self.typed.call


class Dispatcher:
    """Runs commands and buttons. `report(reference, error)` hears of what broke."""

    def __init__(self, world: World, catalog: Catalog, report: Callable[[str, BaseException], None]) -> None:
        self._world = world
        self._catalog = catalog
        self._report = report
        self._away_since = self._away_until = datetime.min.replace(tzinfo=UTC)

    @property
    def catalog(self) -> Catalog:
        """Every command that there is."""
        return self._catalog

    async def meet(self, speaker: Speaker) -> tuple[Actor, bool]:
        """The person behind a platform id; and whether they were met just now."""
        level = Level.OWNER if speaker.owner else Level.TRADER
        person, new = await meet(self._world, speaker.platform, speaker.external, speaker.name, level)
        return Actor(person.id, person.name, level if speaker.owner else person.level), new

    async def say(self, speaker: Speaker, place: Place, text: str, message: str) -> Answer:
        """A typed command, or words in private that may be a signal. The message's id is its cause."""
        try:
            return await self._say(speaker, place, text, message)
        except Unavailable as error:
            return self.records_away(speaker, error)

    async def _say(self, speaker: Speaker, place: Place, text: str, message: str) -> Answer:
        actor, new = await self.meet(speaker)
        actor = await self._in(place, actor)
        ctx = Context(self._world, actor, place, Cause(f"message:{place.id}:{message}"))

        async def run(asked: Asked) -> object:
            _check_text(text)
            if text.lstrip().startswith("/"):
                typed = await self._read(ctx, text)
            else:
                typed = Typed(self._catalog.commands[await self._meant(ctx)], {"text": (text,)})
            return await self._run(ctx, asked.note(typed))

        return await self._answer(speaker, ctx, run, opened=new and text.lstrip().startswith("/"))

    async def _in(self, place: Place, actor: Actor) -> Actor:
        """The same person with the role that they have in this place's community."""
        return replace(actor, here=await level_here(self._world.view, actor, place))

    async def run(self, speaker: Speaker, place: Place, call: Call, message: str) -> Answer:
        """A command whose options have names already, as forms and slash commands give them: what `say` does with the
        same typed. The id of what asked is its cause."""
        try:
            return await self._run_call(speaker, place, call, message)
        except Unavailable as error:
            return self.records_away(speaker, error)

    async def _run_call(self, speaker: Speaker, place: Place, call: Call, message: str) -> Answer:
        actor, new = await self.meet(speaker)
        actor = await self._in(place, actor)
        ctx = Context(self._world, actor, place, Cause(f"message:{place.id}:{message}"))

        async def run(asked: Asked) -> object:
            for text in call.options.values():
                _check_text(text)
            named = self._catalog.commands.get(call.path)
            if named is not None and not actor.may(named.level, local=named.local):
                raise Refusal("no_right", await self._who_may(named))
            return await self._run(ctx, asked.note(read_call(self._catalog, call)))

        return await self._answer(speaker, ctx, run, opened=new)

    async def _meant(self, ctx: Context) -> str:
        """What plain words in private are for: the lesson that waits for them, else a post to be read."""
        now = self._world.clock.now()
        waits = ctx.place.kind is PlaceKind.PRIVATE and await awaits_words(
            self._world.view, ctx.actor.person, now
        )
        return "provider teach" if waits else "signal read"

    async def _read(self, ctx: Context, text: str) -> Typed:
        """The command of a line. Whoever may not use it hears that, not what its options are."""
        try:
            return read_line(self._catalog, text)
        except Refusal as error:
            named = self._catalog.commands.get(error.facts.get("command", ""))
            if named is not None and not ctx.actor.may(named.level, local=named.local):
                raise Refusal("no_right", await self._who_may(named)) from error
            if error.code == "unknown_command":
                near = [one for one in error.facts["near"].split(", ") if self._may_see(ctx, one)]
                raise Refusal(error.code, {**error.facts, "near": ", ".join(near)}) from error
            raise

    def _may_see(self, ctx: Context, typed: str) -> bool:
        """Whether a command, a group or a short form is for this person: groups that hold nothing else are not."""
        name = typed.removeprefix("/")
        path = ALIASES.get(name, name)
        found = [one for one in self._catalog.commands.values() if path in (one.path, one.path.split()[0])]
        return any(ctx.actor.may(one.level, local=one.local) for one in found)

    async def press(
        self, speaker: Speaker, place: Place, offer_id: str, button: buttons.Place, message: str
    ) -> Answer:
        """A button of a card: for its actor only, a plan once, the rest as often as wanted until it is too old."""
        try:
            return await self._press(speaker, place, offer_id, button, message)
        except Unavailable as error:
            return self.records_away(speaker, error)

    def records_away(self, speaker: Speaker, error: Unavailable) -> Answer:
        """What whoever asks is told while the database does not answer: nothing of it can be looked up or kept."""
        now = self._world.clock.now()
        if self._away_until < now:
            self._away_since = now
            self._report("records", error)
        self._away_until = now + SAME_OUTAGE
        person = derived("person", speaker.platform, speaker.external)
        card = derived("away", person, self._away_since)
        why = Refusal("database_out", {"since": self._away_since.isoformat()})
        language = language_of(speaker.language) or ENGLISH
        reply = refusal(why, Look(self._world, now, language=language))
        return Answer(kind="refusal", person=person, channel=None, card=card, command="", reply=reply)

    async def _press(
        self, speaker: Speaker, place: Place, offer_id: str, button: buttons.Place, message: str
    ) -> Answer:
        reader, _ = await self.meet(speaker)
        reader = await self._in(place, reader)
        book = await self._book_of(reader, offer_id)
        actor = reader if book is None else replace(reader, person=book.id, name=book.name)
        ctx = Context(self._world, actor, place, Cause(f"press:{place.id}:{message}"))

        async def run(asked: Asked) -> object:
            return await self._pressed(ctx, offer_id, button, asked)

        return await self._answer(speaker, ctx, run, reader=reader.person)

    async def _book_of(self, reader: Actor, offer_id: str) -> Person | None:
        """Whose account a card is of, when that is one that the reader linked to their own."""
        offer = await self._world.view.get(Offer, offer_id)
        if offer is None or offer.actor is None or offer.actor == reader.person:
            return None
        owner = await self._world.view.get(Person, offer.actor)
        return owner if owner is not None and owner.joined_to == reader.person else None

    async def _pressed(self, ctx: Context, offer_id: str, button: buttons.Place, asked: Asked) -> object:
        offer = await self._world.view.get(Offer, offer_id)
        number = None if offer is None else buttons.meant(offer, button)
        if offer is None or number is None:
            raise Refusal("card_changed" if offer is not None and button.mark else "no_card")
        if offer.actor is not None and offer.actor != ctx.actor.person:
            owner = await self._world.view.get(Person, offer.actor)
            raise Refusal("not_yours", {"name": "" if owner is None else owner.name})
        action = json.loads(offer.actions[number])
        if action["do"] == "call":
            self._must_be_fresh(offer, asked)
            typed = read_call(self._catalog, decode(Call, action["call"]))
            return await self._run(ctx, asked.note(typed))
        ctx = replace(ctx, cause=Cause(f"offer:{offer.id}"))
        if await self._world.view.get(Spent, ctx.cause.key) is not None:
            raise Refusal("already_done", await self._what_was_done(offer, ctx.cause.key))
        self._must_be_fresh(offer, asked)
        if action["do"] == "dismiss" or offer.plan is None:
            async with ctx.unit():
                return Dismissed()
        ctx = await self._where_it_was_asked(ctx, action)
        await self._must_still_be_allowed(ctx, offer)
        plan: Any = self._world.vocabulary.read(offer.plan)
        if action.get("variant"):
            plan = plan.variant(action["variant"])
        confirmed = self._catalog.plans[type(plan)]
        return await confirmed(ctx, plan)

    async def _where_it_was_asked(self, ctx: Context, action: dict[str, Any]) -> Context:
        """A plan that was made in a community may be confirmed in private, by the role that its reader has there."""
        within = action.get(buttons.WITHIN)
        if within is None or ctx.place.kind is not PlaceKind.PRIVATE:
            return ctx
        there = replace(ctx.place, community=within)
        here = await level_here(self._world.view, ctx.actor, there)
        return replace(ctx, actor=replace(ctx.actor, here=here))

    async def _must_still_be_allowed(self, ctx: Context, offer: Offer) -> None:
        """A role that was taken back is gone from cards that are still open, too."""
        path = "trade buy" if offer.again is None else decode(Call, json.loads(offer.again)).path
        asked = self._catalog.commands.get(path)
        if asked is not None and not ctx.actor.may(asked.level, local=asked.local):
            raise Refusal("no_right", await self._who_may(asked))

    async def _what_was_done(self, offer: Offer, cause: str) -> dict[str, str]:
        """What became of an entry whose card is pressed again."""
        plan = None if offer.plan is None else self._world.vocabulary.read(offer.plan)
        if not isinstance(plan, EntryPlan):
            return {}
        trade = await self._world.view.get(Trade, trade_id(cause))
        if trade is None:
            return {"left": plan.symbol}
        facts = {"trade": trade.id, "symbol": trade.symbol}
        if not trade.entered:
            return facts
        did = "bought" if trade.side is Side.BUY else "sold"
        return facts | {"price": plain(trade.cost / trade.entered), "did": did}

    def _must_be_fresh(self, offer: Offer, asked: Asked) -> None:
        """Refuse what is too old, and offer what was asked then once more."""
        now = self._world.clock.now()
        if offer.expires_at is None or now <= offer.expires_at:
            return
        facts = {"since": offer.made_at.isoformat()}
        if offer.again is None:
            raise Refusal("expired", facts)
        asked.note(read_call(self._catalog, decode(Call, json.loads(offer.again))))
        raise Refusal("expired", facts | {"again": "yes"})

    async def _run(self, ctx: Context, typed: Typed) -> object:
        """Run a command for somebody who may use it."""
        if not ctx.actor.may(typed.command.level, local=typed.command.local):
            raise Refusal("no_right", await self._who_may(typed.command))
        return await run_typed(ctx, typed)

    async def _who_may(self, refused: Command[..., Any]) -> dict[str, str]:
        """Who may use a command, and who of those that run this can be asked for it."""
        least = max(refused.level, Level.MODERATOR)
        levels = [level for level in Level if level >= least]
        people = await self._world.view.all(Person, level=levels)
        names = [person.name for person in sorted(people, key=lambda person: (person.level, person.name))]
        facts = {"command": refused.path, "level": refused.level.name.lower()}
        return facts | {"ask": ", ".join(names[:ASKED_AT_MOST])}

    async def _answer(
        self,
        speaker: Speaker,
        ctx: Context,
        run: Callable[[Asked], Awaitable[object]],
        *,
        opened: bool = False,
        reader: str | None = None,
    ) -> Answer:
        """Run, present, and keep the buttons. Whatever goes wrong becomes words with a next step.

        `reader` is who reads the answer, where that is not whose account it is about.
        """
        reader = reader or ctx.actor.person
        look, room = await self._looks(speaker, ctx, reader)
        asked, result, again, public = Asked(), None, None, False
        try:
            result = await run(asked)
            again, public = asked.repeatable, _is_public(ctx, asked)
            reply, kind = _presented(result, room if public else look, public=public), "reply"
        except AlreadyDone:
            reply, kind = refusal(Refusal("already_done"), look), "refusal"
        except Refusal as error:
            reply, kind = refusal(error, look, asked.repeatable), "refusal"
        except NoPrice as error:
            reply, kind = refusal(Refusal(error.code, error.facts), look, asked.repeatable), "refusal"
        except Unavailable as error:
            self._report("unavailable", error)
            reply, kind = refusal(Refusal("busy"), look, asked.repeatable), "refusal"
        except Exception as error:  # noqa: BLE001 - the edge of the message loop: told to the person and the owner
            reference = derived("bug", ctx.cause.key)[:4].upper()
            await self._tell_owners(reference, error)
            reply, kind = refusal(Refusal("bug", {"ref": reference}), look, asked.repeatable), "refusal"
        public = public and kind == "reply"
        if opened and not public and asked.path != "start":
            deposit = look.amount(PAPER_DEPOSIT, PAPER_CURRENCY)
            said = look.say("common.opened", mode=mode_word("paper"), amount=deposit)
            reply = replace(reply, blocks=(*reply.blocks, Line(said)))
        answer = Answer(
            kind=kind,
            person=reader,
            channel=ctx.place.id if public else None,
            card=self._card_of(ctx, result),
            command=asked.path,
            reply=reply,
            aside=None if public else _aside(ctx, asked, room),
            book=_book(ctx, reader, result),
        )
        if ctx.actor.person != reader and not public:
            answer = replace(answer, reply=of_book(reply, ctx.actor.name, look))
        return await self.offer(answer, ctx.place, result, again)

    async def _looks(self, speaker: Speaker, ctx: Context, reader: str) -> tuple[Look, Look]:
        """How this person's answers look, and what everybody in the place sees: its language, universal time.

        What the platform says of their language is remembered where it is news, for what they are told unasked.
        """
        wishes = await wishes_of(self._world.view, reader)
        heard = language_of(speaker.language)
        if heard and heard != (wishes.heard or ENGLISH):
            await note_language(self._world.store, reader, heard)
        theirs = wishes.language or heard or wishes.heard or ENGLISH
        now = self._world.clock.now()
        of_all = Look(self._world, now, language=theirs)
        if ctx.place.kind is PlaceKind.CHANNEL:
            said = await room_language(self._world.view, ctx.place.id)
            of_all = replace(of_all, language=said or ENGLISH)
        return Look(self._world, now, language=theirs, zone=zone_of(wishes.zone)), of_all

    async def _tell_owners(self, reference: str, error: Exception) -> None:
        """The log and the owners. Where even that cannot be written, the log has both."""
        self._report(reference, error)
        frames = traceback.extract_tb(error.__traceback__)
        where = f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else ""
        try:
            await tell_of_bug(self._world, reference, where, error)
        except Exception as second:  # noqa: BLE001 - the person still gets their answer
            self._report(reference, second)

    def _card_of(self, ctx: Context, result: object) -> str:
        """A ticket's card is the card of its trade or its exit, so that the fill takes its place."""
        about: object = None
        if isinstance(result, OrderTicket | EntrySent):
            about = TradeTold(result.trade)
        elif isinstance(result, CloseTicket) and len(result.orders) == 1 and not result.stopped:
            about = ExitTold(result.trades[0], result.orders[0])
        elif isinstance(result, LinkCard):
            about = LinkTold(result.link, result.side)
        elif isinstance(result, Preview) and isinstance(result.plan, JoinPlan):
            about = LinkTold(result.plan.link, result.plan.side)
        elif isinstance(result, ConnectCard | Connected | ConnectStopped) and result.ticket:
            about = ConnectTold(result.ticket)
        if about is not None:
            return notice(self._world, about, person=ctx.actor.person).id
        return derived("card", ctx.cause.key)

    async def offer(self, answer: Answer, place: Place | None, result: object, again: Call | None) -> Answer:
        """Keep a card's buttons, so that they work after a restart and never for the wrong person."""
        await self.offer_all([Shown(answer, result, again, "" if place is None else place.community)])
        return answer

    async def offer_all(self, cards: Sequence[Shown]) -> None:
        """The same for several cards, in the order in which they are shown: all in one transaction."""
        pressed = [card for card in cards if card.answer.reply.buttons]
        if not pressed:
            return
        now = self._world.clock.now()
        async with self._world.store.unit() as unit:
            last = await _last_shown(unit, [card.answer for card in pressed])
            offers = []
            for card in pressed:
                where = _where(card.answer)
                last[where] += 1
                offers.append(self._offer(card, where, now, last[where]))
            await unit.put(offers)

    def _offer(self, card: Shown, where: str, now: datetime, shown: int) -> Offer:
        answer, plan = card.answer, card.result.plan if isinstance(card.result, Preview) else None
        again = None if isinstance(plan, JoinPlan) else card.again  # it would hold the code
        return Offer(
            id=answer.card,
            actor=None if answer.reply.anyone else answer.book or answer.person,
            place=where,
            labels=tuple(button.label for button in answer.reply.buttons),
            actions=tuple(_action(button, card.community) for button in answer.reply.buttons),
            plan=None if plan is None else self._world.vocabulary.write(plan),
            again=None if again is None or plan is None else dumps(encode(again)),
            made_at=now,
            expires_at=_until(card.result, now),
            shown=shown,
        )


async def _last_shown(unit: Unit, answers: Sequence[Answer]) -> dict[str, int]:
    """The number of the newest card in each place that these go to."""
    persons = {answer.person for answer in answers if answer.channel is None and answer.person is not None}
    known = await unit.ask(LastShown(tuple(sorted(persons)))) if persons else ()
    last = {f"{PRIVATE_TALK}{one.person}": one.cards for one in known}
    for where in dict.fromkeys(_where(answer) for answer in answers):
        if where not in last:
            newest = await unit.ask(LastOffers(where, 1))
            last[where] = newest[0].shown if newest else 0
    return last


def _is_public(ctx: Context, asked: Asked) -> bool:
    """Whether everybody in the place may see the answer."""
    in_public = ctx.place.kind is PlaceKind.CHANNEL and not ctx.place.hidden
    return in_public and asked.typed is not None and asked.typed.command.public


def _book(ctx: Context, reader: str, result: object) -> str | None:
    """The account that a card's buttons act in, where that is not the reader's own."""
    if isinstance(result, BookCard):
        return result.book
    return ctx.actor.person if ctx.actor.person != reader else None


def of_book(reply: Reply, name: str, look: Look) -> Reply:
    """A card of an account beside the reader's own says so first."""
    return replace(reply, blocks=(Line(look.say("people.of_book", name=name)), *reply.blocks))


def _presented(result: object, look: Look, *, public: bool) -> Reply:
    """The card. In public it is everybody's: its buttons work for whoever presses them."""
    return replace(card(result, look), anyone=True) if public else card(result, look)


def _aside(ctx: Context, asked: Asked, look: Look) -> Reply | None:
    """What the public hears of a private answer: one neutral line, never what was asked or answered."""
    noun = asked.path.split(" ")[0]
    if ctx.place.kind is not PlaceKind.CHANNEL or ctx.place.hidden or noun not in PRIVATE:
        return None
    key = "common.sent_in_private" if noun in ONLY_SHOWN else "refusals.wrong_place"
    data = {"code": "wrong_place"}
    return Reply(title=look.say(key), data=data)


def _where(answer: Answer) -> str:
    return f"{PRIVATE_TALK}{answer.person}" if answer.channel is None else f"channel:{answer.channel}"


def _until(result: object, now: datetime) -> datetime:
    return now + (result.open_for if isinstance(result, Preview) else BUTTONS_LAST)


def _action(button: Button, community: str) -> str:
    within = {buttons.WITHIN: community} if community and isinstance(button.action, Confirm) else {}
    return dumps(buttons.action_of(button) | within)


def _check_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refusal("too_long", {"length": str(len(text)), "limit": str(LONGEST_TEXT)})
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in text):
        raise Refusal("control_characters")


def private(platform: str, external: str) -> Place:
    """The private talk with somebody."""
    return Place(platform, PlaceKind.PRIVATE, f"{platform}:@{external}", external)


def channel(
    platform: str, external: str, *, name: str = "", community: str = "", hidden: bool = False
) -> Place:
    """A channel. Its id is what providers are bound to.

    `name` is how people call it, `community` the platform's id of the server that it is in. A Telegram group or
    channel is a community by itself; the console has none. `hidden`: only who asks sees the answer.
    """
    if not community and platform == "telegram":
        community = external
    within = f"{platform}:{community}" if community else ""
    return Place(platform, PlaceKind.CHANNEL, f"{platform}:{external}", name or external, within, hidden)


def last_labels(offers: Sequence[Offer]) -> str:
    """Labels of the newest card, for who pressed something else."""
    return ", ".join(offers[0].labels) if offers else ""


async def run_typed(ctx: Context, typed: Typed) -> Any:
    """Read the options of a typed command by their kinds, then run it. Who may is not asked here."""
    values: dict[str, Any] = {}
    for option in typed.command.options:
        if option.name in typed.options:
            read = [await option.kind.read(ctx, text) for text in typed.options[option.name]]
            values[option.name] = tuple(read) if option.many else read[0]
    return await typed.command.run(ctx, **values)
