"""Arriving, and what somebody allows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated

from core.accounts.directory import limits_of
from core.accounts.model import PAPER, PAPER_CURRENCY, PAPER_DEPOSIT, Identity, Person
from core.accounts.ownership import claim_ownership
from core.accounts.results import Me, OwnerNow, ProviderHere, Step, Welcome
from core.analytics.closed import tally
from core.command import AWord, Preview, command
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.kernel.money import Money, plain
from core.linking.codes import OWNER_LETTERS, read_code
from core.linking.joining import redeem
from core.linking.results import JoinPlan
from core.notices.options import Hours, write_hours
from core.notices.views import wishes_of
from core.orders.model import Trade
from core.paper.model import PaperBalance
from core.portfolio.model import Cash, CashFlow, FlowKind, Portfolio
from core.portfolio.views import book_equity, home_book
from core.ports.questions import ClosedTrades
from core.signals.model import Channel, Provider, ProviderStatus

SMALL_DEPOSIT = Decimal(10_000)
CHOICES = {"100000": PAPER_DEPOSIT, "10000": SMALL_DEPOSIT}
# What one trade may lose, by the names of the second tap.
RISKS = {"careful": Decimal("0.005"), "steady": Decimal("0.01")}
PROVIDERS_AT_MOST = 5


@command("start", level=Level.VIEWER)
async def start(
    ctx: Context,
    code: Annotated[
        AWord | None, "10000 or 100000: the play money to begin with; or a code that you were given"
    ] = None,
) -> Welcome | OwnerNow | Preview[JoinPlan]:
    """Begin: what this is, and your paper account. Three taps."""
    typed = "" if code is None else code.replace(",", "").lower()
    if typed in CHOICES:
        await _begin_with(ctx, CHOICES[typed])
        return await _welcome(ctx, Step.RISK)
    if typed in RISKS:
        await _risk(ctx, RISKS[typed])
        return await _welcome(ctx, Step.READY)
    if typed in (Step.READY, Step.OVER):
        return await _welcome(ctx, Step(typed))
    if read_code(typed) is not None:
        return await redeem(ctx, typed)
    letters = read_code(typed, OWNER_LETTERS)
    if letters is not None:
        return await claim_ownership(ctx, letters)
    if code is not None:
        raise Refusal("not_a_choice", {"typed": code[:40], "choices": ", ".join(CHOICES)})
    has_traded = await ctx.view.page(Trade, person=ctx.actor.person, size=1)
    return await _welcome(ctx, Step.READY if has_traded else Step.DEPOSIT)


async def _welcome(ctx: Context, step: Step) -> Welcome:
    """One of the three cards, as things stand."""
    book = await home_book(ctx.view, ctx.actor.person, ctx.world.clock.now())
    present = [one for one in await ctx.view.all(Provider) if one.status is ProviderStatus.LIVE]
    present = present[:PROVIDERS_AT_MOST]
    channels = await ctx.view.all(Channel, id={one.channel for one in present}) if present else ()
    names = {one.id: one.name for one in channels}
    wishes = await wishes_of(ctx.view, ctx.actor.person)
    return Welcome(
        step=step,
        name=ctx.actor.name,
        mode=book.portfolio.mode,
        currency=book.portfolio.currency,
        equity=await book_equity(ctx.world, book, {}),
        untouched=not await ctx.view.page(Trade, person=ctx.actor.person, size=1),
        limits=await limits_of(ctx.world, ctx.actor.person),
        providers=tuple(ProviderHere(name=one.name, channel=names.get(one.channel, "")) for one in present),
        zone=wishes.zone,
        risks=tuple(RISKS.items()),
    )


async def _risk(ctx: Context, share: Decimal) -> None:
    """What one trade may lose, chosen on arrival. Whoever has traded loosens limits the slow way, as always."""
    before = await limits_of(ctx.world, ctx.actor.person)
    if share > before.risk_share and await ctx.view.page(Trade, person=ctx.actor.person, size=1):
        raise Refusal("limits_wait", {"typed": f"risk {plain(share * 100)}%"})
    if share != before.risk_share:
        async with ctx.unit() as unit:
            await unit.put([replace(before, risk_share=share)])


async def _begin_with(ctx: Context, amount: Decimal) -> None:
    """Change the deposit of a paper account that has not traded: a flow in or out, never a profit."""
    if await ctx.view.page(Trade, person=ctx.actor.person, size=1):
        raise Refusal("has_traded")
    async with ctx.unit() as unit:
        portfolios = await unit.all(Portfolio, person=ctx.actor.person, venue=PAPER, currency=PAPER_CURRENCY)
        portfolio = portfolios[0]
        cash = await unit.get(Cash, portfolio.id, PAPER_CURRENCY)
        by = amount - (Decimal(0) if cash is None else cash.amount)
        if not by:
            return
        flow = CashFlow(
            id=derived("flow", portfolio.id, ctx.cause.key),
            portfolio=portfolio.id,
            kind=FlowKind.DEPOSIT if by > 0 else FlowKind.WITHDRAWAL,
            money=Money(by, PAPER_CURRENCY),
            at=ctx.world.clock.now(),
            before=amount - by,
        )
        await unit.add([flow])
        await unit.put([Cash(portfolio=portfolio.id, currency=PAPER_CURRENCY, amount=amount)])
        await unit.put([PaperBalance(account=portfolio.account, asset=PAPER_CURRENCY, amount=amount)])


@command("me show")
async def show(ctx: Context) -> Me:
    """You, as Bellwether knows you."""
    person = await ctx.view.get(Person, ctx.actor.person)
    book = await home_book(ctx.view, ctx.actor.person, ctx.world.clock.now())
    identities = await ctx.view.all(Identity, person=ctx.actor.person)
    trades = await ctx.view.all(Trade, person=ctx.actor.person)
    wishes = await wishes_of(ctx.view, ctx.actor.person)
    return Me(
        name=ctx.actor.name,
        level=ctx.actor.level,
        since=ctx.world.clock.now() if person is None else person.created_at,
        identities=tuple(f"{one.platform}: {one.name}" for one in identities),
        mode=book.portfolio.mode,
        currency=book.portfolio.currency,
        equity=await book_equity(ctx.world, book, {}),
        trades=len(trades),
        record=tally(await ctx.view.ask(ClosedTrades((book.portfolio.id,)))),
        last_trade_at=max((trade.began_at for trade in trades), default=None),
        limits=await limits_of(ctx.world, ctx.actor.person),
        zone=wishes.zone,
        quiet=write_hours(Hours(wishes.quiet_from, wishes.quiet_until)),
        language=wishes.speaks,
    )
