"""Accounts at venues: paper or live, the paper account begun anew, brokers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from core.accounts.model import PAPER, PAPER_CURRENCY, PAPER_DEPOSIT, Account, Mode, TradingAccount
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
from core.ports.vault import KeyFixed
from core.venues.accounts import broker_lines, leaving
from core.venues.choosing import account_named, alive, chosen_account, name_of
from core.venues.connecting import CONNECT, RECONNECT, ask_for_key, entered, leave, venues_of
from core.venues.credentials import Connection, Credential
from core.venues.keys import keys_in_use, reseal, vault_of
from core.venues.model import VenueInfo
from core.venues.options import TYPED_MOST, AnEntry, AVenue, Entry, read_venue
from core.venues.pasted import holds_key, without_keys
from core.venues.results import (
    BrokerChoice,
    BrokerList,
    ConnectCard,
    Connected,
    ConnectStopped,
    Disconnected,
    DisconnectPlan,
    ModeCard,
    PaperAccount,
    PaperCard,
    ResetDone,
    ResetPlan,
    Rotated,
    RotatePlan,
)
from core.venues.views import stopped

LEAST, MOST = Decimal(10), Decimal(100_000_000)
LONGEST_NAME = 20
ALL, STOP = "all", "cancel"
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
    portfolios = await ctx.view.all(Portfolio, person=ctx.actor.person, venue=PAPER)
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
    found = await ctx.view.all(Portfolio, person=ctx.actor.person, venue=PAPER)
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
                before=plan.after - by,
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
    ctx: Context,
    mode: Annotated[ModeWord | None, "paper or live; auto or confirm for new copies"] = None,
    broker: Annotated[AWord | None, "which of your accounts: kraken", Named(("on",))] = None,
    sure: Annotated[AWord | None, "the venue's name, for real money", Named(("really",))] = None,
) -> ModeCard:
    """Paper or live, at which of your accounts, and how a new copy begins."""
    wishes = await wishes_of(ctx.view, ctx.actor.person)
    if mode in (ModeWord.AUTO, ModeWord.CONFIRM):
        wishes = replace(wishes, copying=mode.value)
        async with ctx.unit() as unit:
            await unit.put([wishes])
    elif mode is not None or broker is not None:
        await _trade_at(ctx, await _meant(ctx, mode, broker, sure))
    account = await chosen_account(ctx.view, ctx.actor.person)
    return ModeCard(
        mode=Mode.PAPER if account is None else account.mode,
        venue=await name_of(ctx.view, account),
        copying=wishes.copying,
        changed=(mode, broker) != (None, None),
    )


async def _meant(ctx: Context, mode: ModeWord | None, broker: str | None, sure: str | None) -> Account | None:
    """The account that somebody wants to trade at: real money is asked for by its venue's name, typed."""
    person = ctx.actor.person
    if broker is not None:
        account = await account_named(ctx.view, person, broker)
    elif mode is ModeWord.LIVE:
        linked = [one.account for one in await alive(ctx.view, person)]
        live = await ctx.view.all(Account, id=linked, mode=Mode.LIVE) if linked else ()
        if len(live) > 1:
            names = ", ".join([await name_of(ctx.view, one) for one in live])
            raise Refusal("which_account", {"typed": "live", "accounts": names})
        account = live[0] if live else None
    else:
        return None
    if mode is ModeWord.LIVE and (account is None or account.mode is not Mode.LIVE):
        raise Refusal("no_live_account" if ctx.world.live_trading else "live_off")
    if account is None or account.mode is Mode.PAPER:
        return account
    if not ctx.world.live_trading:
        raise Refusal("live_off")
    if mode is ModeWord.PAPER or (sure or "").casefold() != account.venue:
        raise Refusal("live_typed", {"venue": account.venue, "account": await name_of(ctx.view, account)})
    return account


async def _trade_at(ctx: Context, account: Account | None) -> None:
    """Hand trades and new follows go there from now on. What is followed already stays where it is traded."""
    person = ctx.actor.person
    async with ctx.unit() as unit:
        if account is None:
            await unit.drop(TradingAccount, [person])
        else:
            await unit.put([TradingAccount(person=person, account=account.id)])


@command("me brokers", level=Level.VIEWER)
async def brokers(ctx: Context) -> BrokerList:
    """Your accounts, by broker: what is in them, and which is the default."""
    return BrokerList(brokers=await broker_lines(ctx.world, ctx.actor.person))


# -- connecting


@command("me connect")
async def connect(
    ctx: Context,
    broker: Annotated[AVenue | None, "which: kraken, binance, alpaca"] = None,
    name: Annotated[AWord, "what you call it, for a second account there", Named(("as", "called"))] = "",
    entry: Annotated[AnEntry | None, "its key: asked for where nobody else reads it"] = None,
) -> BrokerChoice | ConnectCard | Connected:
    """Connect a broker: your key is asked for in private, checked there, and kept sealed."""
    if broker is None:
        known = venues_of(ctx.world).known
        return BrokerChoice(brokers=tuple((one.name, one.title, one.experimental) for one in known))
    return await _key(ctx, broker, name, entry, CONNECT)


@command("me reconnect")
async def reconnect(
    ctx: Context,
    broker: Annotated[AVenue | None, "which; not needed where there is one only"] = None,
    name: Annotated[AWord, "what you call it, for a second account there", Named(("as", "called"))] = "",
    entry: Annotated[AnEntry | None, "its new key: asked for where nobody else reads it"] = None,
) -> ConnectCard | Connected:
    """Sign in again, or give a connected account a new key. Its records go on."""
    if broker is None:
        known = sorted({one.venue for one in await ctx.view.all(Connection, person=ctx.actor.person)})
        if not known:
            raise Refusal("nothing_connected")
        if len(known) > 1:
            raise Refusal("which_broker", {"typed": "", "choices": ", ".join(known)})
        broker = await read_venue(ctx, known[0])
    return await _key(ctx, broker, name, entry, RECONNECT)


async def _key(
    ctx: Context, info: VenueInfo, name: str, entry: Entry | None, path: str
) -> ConnectCard | Connected:
    if holds_key(name):
        raise Refusal("key_in_line")
    called = name.lower()[:LONGEST_NAME]
    if entry is None:
        return await ask_for_key(ctx, info, called, path=path)
    return await entered(ctx, info, called, entry.parts, path=path)


@command("me disconnect")
async def disconnect(
    ctx: Context,
    broker: Annotated[AWord | None, "which; or all"] = None,
    name: Annotated[AWord | None, "which of several there", Named(("as", "called"))] = None,
) -> Preview[DisconnectPlan] | ConnectStopped:
    """Wipe the keys of a broker, or of all of them: shows what is open there, then asks. Records stay."""
    if broker is not None and broker.lower() == STOP:
        return await _stop_asking(ctx)
    found = await alive(ctx.view, ctx.actor.person)
    if not found:
        raise Refusal("nothing_connected")
    choices = ", ".join(["all", *dict.fromkeys(one.venue for one in found)])
    if broker is None and len(found) > 1:
        raise Refusal("which_broker", {"typed": "", "choices": choices})
    if broker is not None and broker.lower() != ALL:
        venue = venues_of(ctx.world).named(broker)
        wanted = broker.lower() if venue is None else venue.name
        found = [one for one in found if one.venue == wanted and name in (None, one.name)]
    if not found:
        typed = without_keys(broker or "")[:TYPED_MOST]
        raise Refusal("which_broker", {"typed": typed, "choices": choices})
    return Preview(DisconnectPlan(person=ctx.actor.person, accounts=await leaving(ctx.world, found)))


async def _stop_asking(ctx: Context) -> ConnectStopped:
    """[Cancel] on the card that asks for a key."""
    ticket = await leave(ctx)
    if ticket is None:
        raise Refusal("nothing_connected")
    return stopped(ctx.world, ticket)


@confirmed
async def wipe(ctx: Context, plan: DisconnectPlan) -> Disconnected:
    """The keys are gone with this transaction; trades, orders and fills stay where they are."""
    accounts = [one.account for one in plan.accounts]
    if plan.person != ctx.actor.person:
        raise Refusal("nothing_connected")
    async with ctx.unit() as unit:
        mine = await unit.all(Connection, account=accounts, person=plan.person, ended_at=None)
        await unit.put([replace(one, ended_at=ctx.world.clock.now()) for one in mine])
        rows = await unit.all(Credential, account={one.account for one in mine}) if mine else ()
        await unit.drop(Credential, [(row.account, row.field) for row in rows])
        chosen = await unit.get(TradingAccount, plan.person)
        if chosen is not None and chosen.account in accounts:
            await unit.drop(TradingAccount, [plan.person])
    for account in accounts:
        ctx.world.brokers.forget(account)
    gone = {one.account for one in mine}
    return Disconnected(accounts=tuple(one for one in plan.accounts if one.account in gone))


# -- the keys of the vault


@command("admin rotate", level=Level.OWNER)
async def rotate(ctx: Context) -> Preview[RotatePlan]:
    """Another secret key: everything is sealed anew while the program goes on."""
    vault = vault_of(ctx.world)
    used = await keys_in_use(ctx.view)
    rows = sum(row.rows for row in used)
    unfinished = any(row.word in vault.names[1:] for row in used)
    return Preview(RotatePlan(key=vault.newest, rows=rows, unfinished=unfinished))


@confirmed
async def seal_anew(ctx: Context, plan: RotatePlan) -> Rotated:
    """A new key, then everything under it. Killed in the middle, the clock's hourly look goes on with the rest."""
    vault = vault_of(ctx.world)
    async with ctx.unit():
        pass  # spent before the file changes: a second tap makes no second key
    if not plan.unfinished:
        try:
            vault.renew()
        except KeyFixed as error:
            raise Refusal("key_fixed", {"why": str(error)}) from error
    done = await reseal(ctx.world)
    newest = vault.newest
    left = sum(row.rows for row in await keys_in_use(ctx.view) if row.word != newest)
    return Rotated(key=newest, rows=done, left=left)
