"""Accounts at venues: paper or live, the paper account begun anew, brokers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from core.accounts.model import PAPER_CURRENCY, PAPER_DEPOSIT, Account, Mode
from core.accounts.options import AFigure
from core.command import AWord, Named, Preview, command, confirmed
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.kernel.money import ZERO, Money, plain
from core.notices.views import wishes_of
from core.orders.lifecycle import FINAL
from core.orders.model import Order, OrderStatus, Trade, TradeStatus
from core.paper.model import PaperBalance
from core.portfolio.model import Cash, CashFlow, FlowKind, Portfolio, Position
from core.portfolio.views import book_equity, load_book
from core.ports.store import View
from core.venues.results import (
    BrokerLine,
    BrokerList,
    ModeCard,
    PaperAccount,
    PaperCard,
    ResetDone,
    ResetPlan,
)

LEAST, MOST = Decimal(10), Decimal(100_000_000)
UNFINISHED = tuple(status for status in OrderStatus if status not in FINAL)


class PaperWhat(StrEnum):
    """What is done with paper accounts."""

    SHOW = "show"
    RESET = "reset"


class ModeWord(StrEnum):
    """Play money or real money; and how a new copy begins."""

    PAPER = "paper"
    LIVE = "live"
    AUTO = "auto"
    CONFIRM = "confirm"


# -- paper


@command("me paper")
async def paper(
    ctx: Context,
    what: Annotated[PaperWhat, "show or reset"] = PaperWhat.SHOW,
    amount: Annotated[AFigure | None, "play money to begin anew with: 10000"] = None,
    currency: Annotated[AWord, "which account: USDT", Named(("in",))] = PAPER_CURRENCY,
) -> PaperCard | Preview[ResetPlan]:
    """Your paper accounts; `/me paper reset 10000` begins one anew."""
    if what is PaperWhat.SHOW and amount is None:
        return PaperCard(accounts=await _accounts(ctx))
    portfolio = await _paper_portfolio(ctx, currency.upper())
    await _must_be_idle(ctx.view, portfolio.id)
    after = PAPER_DEPOSIT if amount is None else Decimal(amount)
    if not LEAST <= after <= MOST:
        raise Refusal("reset_bounds", {"value": plain(after), "least": plain(LEAST), "most": plain(MOST)})
    cash = await ctx.view.get(Cash, portfolio.id, portfolio.currency)
    trades = await ctx.view.all(Trade, person=ctx.actor.person)
    plan = ResetPlan(
        person=ctx.actor.person,
        portfolio=portfolio.id,
        currency=portfolio.currency,
        before=ZERO if cash is None else cash.amount,
        after=after,
        trades=sum(trade.portfolio == portfolio.id for trade in trades),
    )
    return Preview(plan)


async def _accounts(ctx: Context) -> tuple[PaperAccount, ...]:
    portfolios = await ctx.view.all(Portfolio, person=ctx.actor.person, mode=Mode.PAPER)
    trades = await ctx.view.all(Trade, person=ctx.actor.person)
    found = []
    for one in sorted(portfolios, key=lambda one: (one.opened_at, one.currency)):
        book = await load_book(ctx.view, ctx.actor.person, one.currency, ctx.world.clock.now())
        flows = await ctx.view.all(CashFlow, portfolio=one.id)
        own = [trade for trade in trades if trade.portfolio == one.id]
        found.append(
            PaperAccount(
                currency=one.currency,
                equity=await book_equity(ctx.world, book, {}),
                cash=book.cash,
                deposited=sum((flow.money.amount for flow in flows if not flow.kind.earned), ZERO),
                trades=len(own),
                open_trades=sum(trade.status is TradeStatus.OPEN for trade in own),
                since=one.opened_at,
            )
        )
    return tuple(found)


async def _paper_portfolio(ctx: Context, currency: str) -> Portfolio:
    found = await ctx.view.all(Portfolio, person=ctx.actor.person, mode=Mode.PAPER)
    named = [one for one in found if one.currency == currency]
    if not named:
        have = ", ".join(sorted(one.currency for one in found))
        raise Refusal("not_a_choice", {"typed": currency[:12], "choices": have})
    return named[0]


async def _must_be_idle(view: View, portfolio: str) -> None:
    """Nothing held and nothing on its way: what is open is closed first, by whoever owns it."""
    held = [one for one in await view.all(Position, portfolio=portfolio) if one.quantity]
    orders = await view.all(Order, portfolio=portfolio, status=UNFINISHED)
    if held or orders:
        raise Refusal("still_open", {"positions": str(len(held)), "orders": str(len(orders))})


@confirmed
async def reset(ctx: Context, plan: ResetPlan) -> ResetDone:
    """Begin anew: a flow in or out of the account. Trades and what they brought stay in the records."""
    async with ctx.unit() as unit:
        await unit.hold(Portfolio, [plan.portfolio])
        await _must_be_idle(unit, plan.portfolio)
        [portfolio] = await unit.all(Portfolio, id=plan.portfolio)
        cash = await unit.get(Cash, portfolio.id, portfolio.currency)
        by = plan.after - (ZERO if cash is None else cash.amount)
        if by:
            flow = CashFlow(
                id=derived("reset", portfolio.id, ctx.cause.key),
                portfolio=portfolio.id,
                kind=FlowKind.DEPOSIT if by > 0 else FlowKind.WITHDRAWAL,
                money=Money(by, portfolio.currency),
                at=ctx.world.clock.now(),
            )
            balance = await unit.get(PaperBalance, portfolio.account, portfolio.currency)
            held = ZERO if balance is None else balance.amount
            await unit.add([flow])
            await unit.put([Cash(portfolio=portfolio.id, currency=portfolio.currency, amount=plan.after)])
            now_held = PaperBalance(account=portfolio.account, asset=portfolio.currency, amount=held + by)
            await unit.put([now_held])
    return ResetDone(currency=plan.currency, cash=plan.after, flow=by, trades=plan.trades)


# -- mode and brokers


@command("me mode")
async def mode(
    ctx: Context, mode: Annotated[ModeWord | None, "paper or live; auto or confirm for new copies"] = None
) -> ModeCard:
    """Paper or live, and how a new copy begins."""
    wishes = await wishes_of(ctx.view, ctx.actor.person)
    if mode is ModeWord.LIVE:
        raise Refusal("live_off")
    if mode in (ModeWord.AUTO, ModeWord.CONFIRM):
        wishes = replace(wishes, copying=mode.value)
        async with ctx.unit() as unit:
            await unit.put([wishes])
    return ModeCard(mode=Mode.PAPER, copying=wishes.copying, changed=mode is not None)


@command("me brokers", level=Level.VIEWER)
async def brokers(ctx: Context) -> BrokerList:
    """Your accounts, by broker."""
    accounts = await ctx.view.all(Account, person=ctx.actor.person)
    venues: dict[tuple[str, Mode], list[Account]] = {}
    for account in sorted(accounts, key=lambda one: (one.opened_at, one.currency)):
        venues.setdefault((account.venue, account.mode), []).append(account)
    return BrokerList(brokers=tuple(_line(of) for of in venues.values()))


def _line(accounts: Sequence[Account]) -> BrokerLine:
    return BrokerLine(
        venue=accounts[0].venue,
        mode=accounts[0].mode,
        currencies=tuple(account.currency for account in accounts),
        since=accounts[0].opened_at,
    )
