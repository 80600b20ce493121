"""Signals and providers as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.context import World
from core.kernel.errors import Refusal
from core.orders.model import Fill, Order, Purpose, Trade, TradeStatus
from core.ports.questions import DecisionTally, FollowTally, PostTally, TradeTally
from core.risk.model import ASKED, TOLD
from core.signals.model import (
    Channel,
    FollowUpCard,
    FollowUpTold,
    LedgerEntry,
    Provider,
    ProviderLine,
    Signal,
    SignalCard,
    SignalTold,
)

SAMPLE = 200
NOT_SKIPPED = frozenset({"", ASKED, TOLD})


async def provider_lines(world: World, providers: Sequence[Provider]) -> tuple[ProviderLine, ...]:
    """Providers with what the record says of them."""
    followers = {row.word: row.rows for row in await world.view.ask(FollowTally())}
    posts = {row.word: row.rows for row in await world.view.ask(PostTally())}
    channels = {c.id: c.name for c in await world.view.all(Channel, id=[p.channel for p in providers])}
    lines = []
    for provider in providers:
        head = await world.view.page(LedgerEntry, chain=provider.channel, size=1, newest=True)
        lines.append(
            ProviderLine(
                id=provider.id,
                name=provider.name,
                channel=channels.get(provider.channel, provider.channel),
                status=provider.status,
                signals=provider.signals,
                posts=posts.get(provider.channel, 0),
                followers=followers.get(provider.id, 0),
                since=provider.registered_at,
                head=head[0].seal if head else None,
            )
        )
    return tuple(lines)


async def find_provider(world: World, name: str) -> Provider:
    """The provider of this name, @handle or #channel; names are compared without regard to case."""
    wanted = name.strip().lower()
    for provider in await world.view.all(Provider):
        handles = {provider.name.lower(), f"@{provider.name.lower()}"}
        channel = await world.view.get(Channel, provider.channel)
        if channel is not None:
            handles |= {channel.name.lower(), f"#{channel.name.lower().lstrip('#')}"}
        if wanted in handles:
            return provider
    names = ", ".join(sorted(provider.name for provider in await world.view.all(Provider))[:5])
    raise Refusal("no_such_provider", {"typed": name[:40], "near": names})


async def show_signal(world: World, told: SignalTold) -> SignalCard | None:
    """The public card of a signal as it stands now."""
    signal = await world.view.get(Signal, told.signal)
    if signal is None:
        return None
    provider = await world.view.get(Provider, signal.provider)
    instrument = None if signal.symbol is None else world.market.table.get(signal.symbol)
    price = None if instrument is None else (await world.market.quote(instrument)).last
    decisions = {row.word: row.rows for row in await world.view.ask(DecisionTally(signal.id))}
    skips = tuple(sorted((code, rows) for code, rows in decisions.items() if code not in NOT_SKIPPED))
    trades = {row.word: row.rows for row in await world.view.ask(TradeTally(signal.id))}
    followers = await world.view.ask(FollowTally(signal.provider))
    filled = trades.get(TradeStatus.OPEN.value, 0) + trades.get(TradeStatus.CLOSED.value, 0)
    entries = await world.view.all(LedgerEntry, chain=signal.channel, message=signal.message, version=0)
    sample = await world.view.page(Trade, signal=signal.id, size=SAMPLE)
    return SignalCard(
        signal=signal.id,
        provider="" if provider is None else provider.name,
        number=signal.number,
        symbol=signal.symbol or "/".join(part for part in (signal.base, signal.quote) if part) or "?",
        direction=signal.direction,
        tier=signal.tier,
        entry_type=signal.entry_type,
        entries=signal.entries,
        stop=signal.stop,
        targets=signal.targets,
        spans=signal.spans,
        reasons=signal.reasons,
        price=price,
        followers=sum(row.rows for row in followers),
        taken=decisions.get("", 0),
        filled=filled,
        skipped=sum(rows for _, rows in skips),
        skips=skips,
        typical_entry=_middle([t.cost / t.entered for t in sample if t.entered]),
        targets_hit=await _targets_hit(world, sample),
        closed=filled > 0 and trades.get(TradeStatus.OPEN.value, 0) == 0,
        notes=signal.notes,
        seen_at=signal.seen_at,
        seal=entries[0].seal if entries else "",
    )


def _middle(values: Sequence[Decimal]) -> Decimal | None:
    """The median; of two middle values the lower."""
    return sorted(values)[(len(values) - 1) // 2] if values else None


async def _targets_hit(world: World, trades: Sequence[Trade]) -> tuple[int, ...]:
    """Numbers of the targets that paid for at least one follower in the sample."""
    if not trades:
        return ()
    orders = await world.view.all(Order, trade=[trade.id for trade in trades], purpose=Purpose.TARGET)
    paid = {fill.order for fill in await world.view.all(Fill, trade=[trade.id for trade in trades])}
    return tuple(sorted({order.number for order in orders if order.id in paid}))


async def show_follow_up(world: World, told: FollowUpTold) -> FollowUpCard | None:
    """What a provider hears about a post that is recorded and not carried out."""
    provider = await world.view.get(Provider, told.provider)
    if provider is None:
        return None
    entries = await world.view.all(LedgerEntry, chain=provider.channel, message=told.message)
    return FollowUpCard(read=told.read, text=entries[-1].text if entries else "")
