"""Signals: reading and checking posts, posting, following up, listing, and what the record says of them."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from core.command import AText, AWord, Preview, command
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.kernel.money import Price
from core.orders.model import Trade
from core.orders.planning import EntryPlan
from core.orders.proposal import Wanted
from core.orders.views import propose
from core.portfolio.views import prices_now, prices_of
from core.signals import checking
from core.signals.answering import LAPSED, choices, lapse, settle
from core.signals.cards import (
    first_paid,
    name_of,
    score_of,
    show_question,
    show_signal,
    updates_of,
)
from core.signals.instructing import Word, instruct
from core.signals.instructions import (
    equal_parts,
    instructions,
    is_clear,
    is_report,
    judge,
    levels_of,
    posted_entry,
)
from core.signals.intake import profile_of, read_priced, receive
from core.signals.model import (
    Channel,
    FollowUpCard,
    LedgerEntry,
    NothingRead,
    Post,
    Provider,
    ProviderStatus,
    QuestionCard,
    QuestionTold,
    Signal,
    SignalCard,
    SignalQuestion,
    SignalStatus,
    SignalTold,
    UpdateSource,
)
from core.signals.profile import DEFAULT
from core.signals.read import read
from core.signals.reading import EntryType, Reading, ReadingKind, Tier
from core.signals.record import verified, version_lines
from core.signals.results import (
    CheckCard,
    FirstVersion,
    Posted,
    SignalLine,
    SignalList,
    UpdateTicket,
    Verified,
)
from core.signals.rights import must_own, own_provider
from core.signals.views import find_provider, find_signal, item_of
from core.social.copying import SURE, unclear, wanted_entry
from core.social.model import Follow

PAGE = 8
SAMPLE = 16
FOLLOWERS_LOOKED_AT = 40
SHOWN = (SignalStatus.OPEN, SignalStatus.WAITING, SignalStatus.CLOSED, SignalStatus.CANCELED)


class Version(StrEnum):
    """Which version of a signal: as it stands now, or the post as it was first seen."""

    NOW = "now"
    FIRST = "first"


@command("signal read")
async def read_signal(
    ctx: Context, text: Annotated[AText, "the post, as it was written"]
) -> Preview[EntryPlan] | NothingRead:
    """Read a post as a signal and show what it would do with your limits."""
    readings, _ = await read_priced(ctx.world, text, DEFAULT)
    opening = [one for one in readings if one.kind is ReadingKind.OPEN and one.tier is not Tier.IGNORE]
    if not opening:
        reasons = tuple(reason for one in readings for reason in one.reasons)
        return NothingRead(text=text, reasons=reasons)
    plan, _ = await propose(ctx.world, ctx.actor.person, replace(_wanted(opening[0]), text=text))
    return Preview(plan)


@command("signal check")
async def check(ctx: Context, text: Annotated[AText, "the post, as it would be written"]) -> CheckCard:
    """How a draft would be read: what stands against it, and each field with the words it was read from."""
    mine = await ctx.view.all(Provider, person=ctx.actor.person)
    readings, prices = await read_priced(ctx.world, text, profile_of(mine[0]) if mine else DEFAULT)
    opening = [one for one in readings if one.kind is ReadingKind.OPEN]
    first = opening[0] if opening else None
    live = None if first is None or first.instrument is None else prices.get(first.instrument.symbol)
    findings = checking.check(readings, prices)
    if mine and first is not None and not any(finding.blocks for finding in findings):
        findings += checking.small_followers(*await _small_followers(ctx, mine[0], first), len(first.targets))
    return CheckCard(
        text=text,
        findings=findings,
        items=tuple(item_of(reading) for reading in readings),
        ratio=() if first is None else checking.ratios(first, live),
    )


async def _small_followers(ctx: Context, provider: Provider, reading: Reading) -> tuple[int, int]:
    """Of some followers: how many there are, and for how many the targets would have to be merged."""
    follows = await ctx.view.page(Follow, provider=provider.id, active=True, size=FOLLOWERS_LOOKED_AT)
    small = 0
    for follow in follows:
        try:
            plan, _ = await propose(ctx.world, follow.person, _wanted(reading))
        except Refusal as refusal:
            small += refusal.code == "too_small"
        else:
            small += len(plan.parts) < len(reading.targets)
    return len(follows), small


@command("signal post")
async def post(
    ctx: Context, text: Annotated[AText, "the signal, as it would be posted"]
) -> Posted | NothingRead:
    """Post a signal through the bot: the same as posting it in your channel."""
    provider = await own_provider(ctx, None)
    if provider.status is not ProviderStatus.LIVE:
        raise Refusal("provider_paused", {"name": provider.name})
    platform, _, channel = provider.channel.partition(":")
    now = ctx.world.clock.now()
    written = Post(
        platform=platform,
        channel=channel,
        message=derived("posted", ctx.cause.key),
        version=0,
        author=provider.authors[0],
        author_name=provider.name,
        text=text,
        posted_at=now,
    )
    received = await receive(ctx.world, written)
    if not received.signals:
        reasons = tuple(reason for one in received.readings for reason in one.reasons)
        return NothingRead(text=text, reasons=reasons)
    signals = await ctx.view.all(Signal, id=list(received.signals))
    where = await ctx.view.get(Channel, provider.channel)
    return Posted(
        provider=provider.name,
        channel=provider.channel if where is None else where.name,
        signals=tuple(name_of(one) for one in sorted(signals, key=lambda one: one.number)),
        text=text,
    )


@command("signal list", public=True)
async def list_signals(
    ctx: Context, provider: Annotated[AWord | None, "a provider's name; everybody's when left out"] = None
) -> SignalList:
    """Signals, newest first, with what they brought as posted."""
    whose = None if provider is None else (await find_provider(ctx.world, provider)).id
    names = {one.id: one.name for one in await ctx.view.all(Provider)}
    ids = [whose] if whose is not None else list(names)
    found = await ctx.view.all(Signal, provider=ids, status=SHOWN) if ids else ()
    newest = sorted(found, key=lambda one: (one.seen_at, one.number), reverse=True)[:PAGE]
    return SignalList(signals=tuple([await _line(ctx, one, names.get(one.provider, "")) for one in newest]))


async def _line(ctx: Context, signal: Signal, provider: str) -> SignalLine:
    score = None
    if signal.status is SignalStatus.CLOSED:
        sample = await ctx.view.page(Trade, signal=signal.id, size=SAMPLE)
        score = score_of(signal, await first_paid(ctx.world, sample), await updates_of(ctx.world, signal))
    return SignalLine(
        provider=provider,
        name=name_of(signal),
        status=signal.status,
        entry=posted_entry(signal),
        as_posted=score,
        seen_at=signal.seen_at,
    )


@command("signal show", public=True)
async def show(
    ctx: Context,
    signal: Annotated[AWord, "a signal's number: 86, or Northlight#86"],
    version: Annotated[Version, "now, or first: the post as it was first seen"] = Version.NOW,
) -> SignalCard | FirstVersion:
    """A signal as it stands, or its post as first seen."""
    found = await _signal(ctx, signal)
    if version is Version.NOW:
        card = await show_signal(ctx.world, SignalTold(found.id))
        assert card is not None
        return card
    provider = await ctx.view.get(Provider, found.provider)
    entries = await ctx.view.all(LedgerEntry, chain=found.channel, message=found.message)
    return FirstVersion(
        provider="" if provider is None else provider.name,
        name=name_of(found),
        versions=version_lines(entries),
    )


async def _signal(ctx: Context, typed: str) -> Signal:
    """The signal that a number means: of the provider of this channel, or one's own, before anybody else's."""
    everybody = await ctx.view.all(Provider)
    here = [one.id for one in everybody if one.channel == ctx.place.id]
    mine = [one.id for one in everybody if one.person == ctx.actor.person]
    return await find_signal(ctx.world, typed, provider=next(iter([*here, *mine]), None))


@command("signal update")
async def update(
    ctx: Context, words: Annotated[AText, "the signal's number, then what to do: 86 sl 59000"]
) -> UpdateTicket | FollowUpCard:
    """Follow a signal up: close, close 50, be, sl 59000, tp 62000 65000, tp2 64000, trail 1.5%, cancel."""
    number, _, rest = words.strip().partition(" ")
    return await _update(ctx, number, rest)


@command("signal close")
async def close(
    ctx: Context,
    words: Annotated[AText, "the signal's number, and how much: 86 50%; all of it when left out"],
) -> UpdateTicket | FollowUpCard:
    """Close a signal for everybody who copied it, whole or in part."""
    number, _, rest = words.strip().partition(" ")
    return await _update(ctx, number, f"close {rest}".strip())


@command("signal cancel")
async def cancel(
    ctx: Context, signal: Annotated[AWord, "the signal's number"]
) -> UpdateTicket | FollowUpCard:
    """Take back entries of a signal that are not filled yet. Open trades go on."""
    return await _update(ctx, signal, "cancel")


async def _update(ctx: Context, typed: str, words: str) -> UpdateTicket | FollowUpCard:
    """The way of a reply word, with its refusals as answers."""
    signal = await _signal(ctx, typed)
    provider = await must_own(ctx, signal.provider)
    (reading, *more) = read(words, profile=profile_of(provider), table=ctx.world.market.table, parent="")
    if more or not is_clear(reading) or is_report(reading):
        raise Refusal("not_reply_words", {"typed": words[:40]})
    prices = await prices_now(ctx.world, {signal.symbol} if signal.symbol is not None else ())
    actions = instructions(reading)
    price = prices.get(signal.symbol or "")
    code = "signal_over" if signal.status is not SignalStatus.OPEN else None
    code = code or judge(actions, signal.direction, levels_of(signal), price)
    name = name_of(signal)
    if code is not None:
        return FollowUpCard(
            code=code,
            text=words,
            symbol=name.symbol,
            direction=signal.direction,
            number=signal.number,
            price=None if price is None else Price(price),
            actions=actions,
        )
    word = Word(
        provider=provider.id,
        person=ctx.actor.person,
        channel=signal.channel,
        message=derived("said", ctx.cause.key),
        version=0,
        source=UpdateSource.COMMAND,
    )
    async with ctx.unit() as unit:
        await instruct(ctx.world, unit, word, [signal.adds_to or signal.id], actions, prices)
    return UpdateTicket(signal=name, provider=provider.name, actions=actions)


@command("signal verify", public=True)
async def verify(
    ctx: Context, signal: Annotated[AWord | None, "a signal's number; the whole record when left out"] = None
) -> Verified:
    """Work the seals of the record out anew: that nothing was changed since it was first seen."""
    if signal is not None:
        found = await _signal(ctx, signal)
        provider = await ctx.view.get(Provider, found.provider)
        assert provider is not None
        return await verified(ctx.world, provider, found)
    everybody = await ctx.view.all(Provider)
    here = [one for one in everybody if one.channel == ctx.place.id] or list(everybody)[:1]
    if not here:
        raise Refusal("no_such_provider", {"typed": "", "near": ""})
    return await verified(ctx.world, here[0])


@command("signal answer")
async def answer(
    ctx: Context,
    question: Annotated[AWord, "which question: its buttons know"],
    choice: Annotated[AWord, "yes, no, or what its buttons say"],
) -> QuestionCard:
    """Answer what I asked you about a post of yours."""
    asked = await ctx.view.get(SignalQuestion, question)
    if asked is None:
        raise Refusal("no_card")
    await must_own(ctx, asked.provider)
    if choice not in choices(asked):
        raise Refusal("not_a_choice", {"typed": choice[:40], "choices": ", ".join(choices(asked))})
    signals = await ctx.view.all(Signal, id=list(asked.signals))
    prices = await prices_of(ctx.world, {one.symbol for one in signals if one.symbol is not None})
    now = ctx.world.clock.now()
    async with ctx.unit() as unit:
        late = now > asked.until
        given = {"answer": LAPSED if late else choice, "answered_by": ctx.actor.person, "answered_at": now}
        if not await unit.move(SignalQuestion, [question], was={"answer": None}, now=given):
            raise Refusal("answered_already")
        if late:
            await lapse(ctx.world, unit, asked)
        else:
            await settle(ctx.world, unit, asked, choice, ctx.actor.person, prices)
    shown = await show_question(ctx.world, QuestionTold(question))
    assert shown is not None
    return shown


def _wanted(reading: Reading) -> Wanted:
    if reading.instrument is None:
        written = "/".join(part for part in (reading.base, reading.quote) if part)
        raise Refusal("unknown_symbol", {"typed": written or "?", "near": ""})
    if reading.direction is None:
        raise Refusal("no_side", {"symbol": reading.instrument.symbol})
    if unclear(reading.entry_type, reading.entries):
        raise Refusal("entry_form", {"symbol": reading.instrument.symbol})
    wanted = wanted_entry(
        reading.instrument,
        reading.direction,
        reading.entries,
        reading.stop,
        equal_parts(reading.targets, reading.target_shares),
        asked=True,
        signal=None,
        reading=SURE[reading.tier.value],
        entry_type=reading.entry_type or EntryType.MARKET,
    )
    return replace(wanted, leverage=max(reading.leverage, default=None))
