"""A post comes in: recorded as first seen, read, and what it asks for is set going. Once, whatever comes twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Identity, Person
from core.bookkeeping import Spent
from core.communities.views import level_in
from core.context import World
from core.kernel.access import Level
from core.kernel.faults import faultpoint
from core.kernel.money import Price
from core.market.model import Instrument
from core.notices.tell import notice, tell
from core.portfolio.views import prices_now
from core.ports.store import Unit
from core.signals.amending import amend
from core.signals.answering import withdraw
from core.signals.instructing import (
    Word,
    ask,
    decline,
    instruct,
    replied_to,
    standing,
    standing_signals,
    write_update,
)
from core.signals.instructions import follow_ups, instructions, is_clear, is_report
from core.signals.joining import alert_of, completion, together
from core.signals.ledger import GENESIS, seal
from core.signals.making import opening
from core.signals.model import (
    Channel,
    EditsPolicy,
    EntryKind,
    LedgerEntry,
    Post,
    Provider,
    ProviderStatus,
    QuestionKind,
    Signal,
    SignalStatus,
    SignalTold,
    UpdateSource,
)
from core.signals.model_readings import PostUnread
from core.signals.opening import SUGGESTED, concerns_anybody, open_late, open_signals
from core.signals.profile import PROVEN, Profile
from core.signals.read import read
from core.signals.reading import Reading
from core.signals.tying import Tied, Untied, Which, meant, tie
from core.signals.unread import looks_unread

LONGEST_TEXT = 4_096
IN_PLAY = (SignalStatus.OPEN, SignalStatus.WAITING)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a post."""

    provider: str | None
    signals: tuple[str, ...]
    readings: tuple[Reading, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """A post that tells the rest of an alert: both read as one, and what it adds as an instruction about the alert."""

    alert: str
    whole: tuple[Reading, ...]
    update: Reading


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A reading about standing trades, and which signals it is about."""

    reading: Reading
    about: Tied | Which | Untied


async def receive(world: World, post: Post) -> Received:
    """Take a post in. The second delivery of the same (message, version) changes nothing.

    Posts of a provider's authors in the bound channel are recorded and read; of others only a moderator's reply
    words, as a reply to a signal. An edit never trades: it may tighten stops (rows SG-01, P1). A first version that
    comes in behind its own edit is recorded and opens nothing: the edit asked its provider. A paused provider opens
    nothing; what is said about standing trades is carried out all the same.
    """
    channel = f"{post.platform}:{post.channel}"
    post = replace(post, text=post.text[:LONGEST_TEXT])
    replied = await replied_to(world, channel, post.reply_to)
    found = await _speaker(world, channel, post, replied)
    if found is None:
        return Received(None, (), ())
    provider, person = found
    known = await standing_signals(world.view, provider.id)
    readings, prices = await read_priced(
        world, post.text, profile_for(provider, post.reply_to), await _parent(world, channel, post, known)
    )
    if person != provider.person and not (follow_ups(readings) and all(map(is_clear, readings))):
        return Received(None, (), ())
    asked = [
        FollowUp(reading, tie(meant(reading, replied), standing(known))) for reading in follow_ups(readings)
    ]
    added = await _completion(world, provider, channel, post, known, readings)
    if added is not None:
        # The two posts are one signal: this one opens nothing beside it.
        readings, asked = added.whole, [FollowUp(added.update, Tied((added.alert,)))]
    prices |= await _prices_of(world, asked, known, prices)
    faultpoint("post.read")
    async with world.store.unit() as unit:
        spent = Spent(cause=f"post:{channel}:{post.message}:{post.version}", at=world.clock.now())
        if not await unit.add([spent], new_only=True):
            return Received(provider.id, (), readings, repeated=True)
        await unit.hold(Provider, [provider.id])
        # An edit that came in first has spoken already: what it changed is recorded behind it and does nothing.
        overtaken = bool(await unit.page(LedgerEntry, chain=channel, message=post.message, size=1))
        entry = await _record(unit, channel, post, prices, world.clock.now())
        source = UpdateSource.EDIT if post.version else UpdateSource.REPLY
        word = Word(
            provider=provider.id, person=person, channel=channel, message=post.message, version=post.version,
            source=source,
        )  # fmt: skip
        if post.version:
            signals = await _amend(world, unit, word, provider, readings, entry, prices)
        elif overtaken:
            signals = ()
        else:
            live = provider.status is ProviderStatus.LIVE
            if added is not None and not await _replaces(world, unit, added, live=live):
                readings = (added.update,)
            elif added is not None:
                asked = []
            signals = await open_signals(world, unit, word, readings, entry, prices) if live else ()
            for one in asked:
                await _follow_up(world, unit, word, one, prices)
            _hand_on(world, unit, post, readings, live=live)
        faultpoint("post.received")
    return Received(provider.id, signals, readings)


def _hand_on(world: World, unit: Unit, post: Post, readings: Sequence[Reading], *, live: bool) -> None:
    """A post that looks like a trade and was not read goes to the language model, where there is one; nobody waits."""
    if live and world.language is not None and looks_unread(post.text, readings):
        unit.record(PostUnread(f"{post.platform}:{post.channel}", post.message))


async def forget(world: World, platform: str, channel: str, message: str) -> bool:
    """A platform says that a post is gone. The record stays, and says so; open trades keep their stops.

    Nobody enters by its signals any more. Returns whether the post was known. A second time changes nothing.
    """
    chain = f"{platform}:{channel}"
    entries = await world.view.all(LedgerEntry, chain=chain, message=message)
    found = await world.view.all(Provider, channel=chain)
    if not entries or not found:
        return False
    last = max(entries, key=lambda entry: entry.version)
    async with world.store.unit() as unit:
        spent = Spent(cause=f"post:{chain}:{message}:deleted", at=world.clock.now())
        if not await unit.add([spent], new_only=True):
            return True
        await unit.hold(Provider, [found[0].id])
        gone = Post(
            platform=platform,
            channel=channel,
            message=message,
            version=last.version + 1,
            author=last.author,
            author_name="",
            text="",
            posted_at=last.posted_at,
            reply_to=last.reply_to,
        )
        await _record(unit, chain, gone, {}, world.clock.now(), kind=EntryKind.DELETED)
        await withdraw(world, unit, chain, message)
        word = Word(
            provider=found[0].id, person=found[0].person, channel=chain, message=message, version=gone.version,
            source=UpdateSource.DELETED,
        )  # fmt: skip
        for signal in await unit.all(Signal, channel=chain, message=message, adds_to=None):
            if signal.status is SignalStatus.WAITING:
                signal = replace(signal, status=SignalStatus.DROPPED)
            await write_update(world, unit, word, signal, (), None)
        faultpoint("post.received")
    return True


async def _speaker(
    world: World, channel: str, post: Post, replied: frozenset[str] | None
) -> tuple[Provider, str] | None:
    """The provider whose channel this is and the person who speaks, when they may: its author, or a moderator
    who answers one of its signals."""
    found = await world.view.all(Provider, channel=channel)
    if not found:
        return None
    provider = found[0]
    if post.author in provider.authors:
        return provider, provider.person
    identity = await world.view.get(Identity, post.platform, post.author) if replied else None
    person = None if identity is None else await world.view.get(Person, identity.person)
    if person is None or post.version:
        return None
    room = await world.view.get(Channel, channel)
    community = "" if room is None else room.community
    if await level_in(world.view, person.id, person.level, community) < Level.MODERATOR:
        return None
    return provider, person.id


async def _completion(
    world: World,
    provider: Provider,
    channel: str,
    post: Post,
    known: Sequence[Signal],
    readings: Sequence[Reading],
) -> Completion | None:
    """What a post adds to an alert that came just before it."""
    alert = alert_of(known, channel, post, readings)
    if alert is None or post.reply_to not in (None, alert.message):
        return None
    entries = await world.view.all(LedgerEntry, chain=channel, message=alert.message)
    first = max(entries, key=lambda entry: entry.version, default=None)
    if first is None:
        return None
    whole, _ = await read_priced(world, together(first, post), profile_for(provider, None))
    update = completion(alert, whole)
    return None if update is None else Completion(alert.id, whole, update)


async def _replaces(world: World, unit: Unit, added: Completion, *, live: bool) -> bool:
    """Whether the whole takes the place of the alert: nobody is in it or asked about it, so nobody has it twice."""
    alert = await unit.get(Signal, added.alert)
    if alert is None or not live or alert.status is not SignalStatus.OPEN:
        return False
    if await concerns_anybody(world, unit, alert):
        return False
    await unit.put([replace(alert, status=SignalStatus.COMPLETED, closed_at=world.clock.now())])
    await tell(unit, [notice(world, SignalTold(alert.id), channel=alert.channel)])
    return True


async def _parent(world: World, channel: str, post: Post, known: Sequence[Signal]) -> str | None:
    """The words that this post may be about: of the post it answers, else of whatever stands."""
    if post.reply_to is not None:
        entries = await world.view.all(LedgerEntry, chain=channel, message=post.reply_to, version=0)
        return entries[0].text if entries else ""
    return "" if known else None


async def read_priced(
    world: World, text: str, profile: Profile, parent: str | None = None
) -> tuple[tuple[Reading, ...], dict[str, Decimal]]:
    """Read a text, with the present price of every instrument it names, and these prices."""
    first = read(text, profile=profile, table=world.market.table, parent=parent)
    named = {reading.instrument.symbol for reading in first if reading.instrument is not None}
    prices = await prices_now(world, named)
    if not prices:
        return first, prices

    def price(instrument: Instrument) -> Price | None:
        known = prices.get(instrument.symbol)
        return None if known is None else Price(known)

    return read(text, profile=profile, table=world.market.table, parent=parent, price=price), prices


def profile_for(provider: Provider, reply_to: str | None) -> Profile:
    """How this provider writes; a taught form is one of posts of their own, and makes no entry of an answer."""
    profile = profile_of(provider)
    return profile if reply_to is None else replace(profile, template=None)


def profile_of(provider: Provider) -> Profile:
    """How this provider writes."""
    return Profile(
        default_quote=provider.default_quote,
        dash=provider.dash,
        decimals=provider.decimals,
        language=provider.language,
        template=provider.template,
        proven=provider.right >= PROVEN,
    )


async def _prices_of(
    world: World, asked: Sequence[FollowUp], known: Sequence[Signal], prices: dict[str, Decimal]
) -> dict[str, Decimal]:
    """Present prices of what the follow-ups are about: asked before the transaction begins."""
    about = {id_ for one in asked if isinstance(one.about, Tied) for id_ in one.about.signals}
    symbols = {one.symbol for one in known if one.id in about and one.symbol is not None}
    return await prices_now(world, symbols - prices.keys())


async def _follow_up(world: World, unit: Unit, word: Word, one: FollowUp, prices: dict[str, Decimal]) -> None:
    """Carry out what is clear, ask about the rest."""
    actions = instructions(one.reading)
    match one.about:
        case Untied(code, signal):
            await decline(world, unit, word, code, signal)
        case Which(signals):
            await ask(world, unit, word, QuestionKind.WHICH, signals, actions=actions)
        case Tied(signals) if is_report(one.reading):
            await ask(world, unit, word, QuestionKind.REPORT, signals, actions=actions)
        case Tied(signals) if not is_clear(one.reading):
            await ask(world, unit, word, QuestionKind.SURE, signals, actions=actions)
        case Tied(signals):
            await instruct(world, unit, word, signals, actions, prices)


async def _record(
    unit: Unit,
    channel: str,
    post: Post,
    prices: dict[str, Decimal],
    now: datetime,
    kind: EntryKind | None = None,
) -> LedgerEntry:
    last = await unit.page(LedgerEntry, chain=channel, size=1, newest=True)
    entry = seal(
        LedgerEntry(
            chain=channel,
            number=last[0].number + 1 if last else 1,
            message=post.message,
            version=post.version,
            author=post.author,
            text=post.text,
            prices=tuple(sorted(prices.items())),
            posted_at=post.posted_at,
            seen_at=now,
            previous=last[0].seal if last else GENESIS,
            seal="",
            kind=kind or (EntryKind.EDIT if post.version else EntryKind.POST),
            reply_to=post.reply_to,
        )
    )
    await unit.add([entry])
    return entry


async def _amend(
    world: World,
    unit: Unit,
    word: Word,
    provider: Provider,
    readings: Sequence[Reading],
    entry: LedgerEntry,
    prices: dict[str, Decimal],
) -> tuple[str, ...]:
    """An edited post: what it tightens is carried out, the rest is noted, a new trade in it is asked about."""
    await withdraw(world, unit, entry.chain, entry.message)
    known = {
        one.item: one
        for one in await unit.all(Signal, channel=entry.chain, message=entry.message, adds_to=None)
        if one.item != SUGGESTED or one.status is SignalStatus.OPEN
    }
    now = dict(opening(readings))
    if not known and provider.status is ProviderStatus.LIVE:
        return await open_late(world, unit, word, readings, entry) if now else ()
    was = dict(opening(await _version_before(world, unit, provider, entry)))
    for item, signal in sorted(known.items()):
        if item not in was or signal.status not in IN_PLAY:
            continue
        price = prices.get(signal.symbol or "")
        tighten = provider.edits is EditsPolicy.TIGHTEN and signal.status is SignalStatus.OPEN
        change = amend(was[item], now.get(item), signal.stop_now, price, tighten=tighten)
        if change:
            await write_update(world, unit, word, signal, change.applied, price, change.noted)
    return ()


async def _version_before(
    world: World, unit: Unit, provider: Provider, entry: LedgerEntry
) -> tuple[Reading, ...]:
    versions = await unit.all(LedgerEntry, chain=entry.chain, message=entry.message)
    earlier = [one for one in versions if one.version < entry.version]
    if not earlier:
        return ()
    last = max(earlier, key=lambda one: one.version)
    return read(last.text, profile=profile_for(provider, last.reply_to), table=world.market.table)
