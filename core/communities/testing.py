"""A test signal end to end: heard, read, planned, sent, filled, shown. On paper, in an account of its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from core.accounts.directory import meet
from core.accounts.model import PAPER_CURRENCY
from core.communities.model import Community
from core.communities.results import TestCard, TestState
from core.context import Context, World
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.kernel.money import plain, to_step
from core.notices.model import Notice, NoticeKind, Preferences
from core.notices.tell import notice
from core.orders.model import Order, OrderStatus, Trade
from core.signals.channels import channel_row
from core.signals.intake import receive
from core.signals.model import Channel, LedgerEntry, Post, Provider, ProviderStatus, Signal, SignalTold
from core.social.model import CopyMode, Follow

PLATFORM, NAME = "test", "setup test"
SYMBOL = "BTC/USDT"
STOP, TARGET = Decimal("0.975"), Decimal("1.025")
UNSENT = (OrderStatus.PLANNED, OrderStatus.HELD)
# Nobody reads what the test's own account is told.
NOTHING_TOLD = tuple(
    kind.value for kind in (NoticeKind.FILL, NoticeKind.EXIT, NoticeKind.SKIP, NoticeKind.INFO)
)
STEPS = ("heard", "read", "planned", "sent", "filled", "shown")


async def begin_test(ctx: Context, community: Community) -> Community:
    """Post a test signal in a channel of the community. Its provider leaves at once, so the channel stays free."""
    world, now = ctx.world, ctx.world.clock.now()
    channel = await _free_channel(world, community)
    id_ = derived("provider", PLATFORM, community.id, ctx.cause.key)
    # An account of its own for each test: what an earlier one still holds would stand in its way.
    person, _ = await meet(world, PLATFORM, id_, NAME, Level.TRADER)
    provider = Provider(
        id=id_,
        name=f"{NAME} {id_[:6]}",
        person=person.id,
        channel=channel,
        authors=(PLATFORM,),
        default_quote=PAPER_CURRENCY,
        status=ProviderStatus.LIVE,
        signals=0,
        registered_at=now,
    )
    platform, _, external = channel.partition(":")
    async with world.store.unit() as unit:
        await unit.add([channel_row(platform, external, f"#{external}", now)], new_only=True)
        await unit.add([provider])
        follow = Follow(provider=provider.id, person=person.id, mode=CopyMode.AUTO, active=True, since=now)
        await unit.add([follow])
        await unit.put([Preferences(person=person.id, silent=(), digest=(), off=NOTHING_TOLD)])
        changed = replace(community, test=provider.id)
        await unit.put([changed])
    post = Post(
        platform=platform, channel=external, message=provider.id, version=0, author=PLATFORM, author_name=NAME,
        text=await _words(world), posted_at=now,
    )  # fmt: skip
    try:
        await receive(world, post)
    finally:
        await _leave(world, provider.id)
    return changed


async def _free_channel(world: World, community: Community) -> str:
    """A channel of the community that no provider has: the test is its provider for a moment."""
    ours = [one for one in (community.signals, community.desk, community.results) if one]
    if not ours:
        raise Refusal("no_channels")
    taken = {one.channel for one in await world.view.all(Provider, channel=set(ours))}
    free = [one for one in ours if one not in taken]
    if not free:
        raise Refusal("no_free_channel")
    return free[0]


async def _words(world: World) -> str:
    """The signal, at the present price."""
    instrument = world.market.table.get(SYMBOL)
    if instrument is None:
        raise Refusal("unknown_symbol", {"typed": SYMBOL, "near": ""})
    last, tick = (await world.market.quote(instrument)).last, world.market.tick(instrument)
    stop, target = (to_step(last * part, tick, ROUND_DOWN) for part in (STOP, TARGET))
    return f"LONG {SYMBOL} entry {plain(last)} sl {plain(stop)} tp {plain(target)}"


async def _leave(world: World, provider: str) -> None:
    async with world.store.unit() as unit:
        await unit.hold(Provider, [provider])
        stands = await unit.get(Provider, provider)
        if stands is not None:
            gone = replace(stands, status=ProviderStatus.REMOVED, channel=f"left:{provider}")
            await unit.put([gone])


async def test_card(world: World, community: Community) -> TestCard:
    """How far the newest test signal of a community is."""
    entries = [
        one
        for chain in {community.signals, community.desk, community.results} - {""}
        for one in await world.view.all(LedgerEntry, chain=chain, message=community.test)
    ]
    signals = await world.view.all(Signal, provider=community.test) if community.test else ()
    trades = await world.view.all(Trade, signal=signals[0].id) if signals else ()
    orders = await world.view.all(Order, trade=trades[0].id) if trades else ()
    shown = None
    if signals:
        told = notice(world, SignalTold(signals[0].id), channel=signals[0].channel)
        shown = await world.view.get(Notice, told.id)
    passed = {
        "heard": bool(entries),
        "read": bool(signals),
        "planned": bool(trades),
        "sent": any(one.status not in UNSENT for one in orders),
        "filled": any(one.entered > 0 for one in trades),
        "shown": shown is not None and shown.shown,
    }
    where = await world.view.get(Channel, entries[0].chain) if entries else None
    steps = tuple((step, TestState.PASSED if passed[step] else TestState.WAITING) for step in STEPS)
    return TestCard(community=community.id, channel="" if where is None else where.name, steps=steps)
