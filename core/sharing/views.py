"""Reads of links: whose a token is, how a link stands, and what others see of a portfolio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from core.accounts.alias import folded, page_of, tidied
from core.accounts.model import Person, Profile
from core.analytics.curve import Curve
from core.analytics.days import ONE
from core.analytics.views import curve_from, curve_of, kept_days
from core.boards.views import head_of
from core.context import World
from core.journal.model import Note
from core.kernel.money import ZERO
from core.linking.codes import digest_of, same
from core.orders.model import Fill, Trade
from core.portfolio.lots import cash_moved, move_of
from core.portfolio.model import Cash, CashFlow, Change, Portfolio, Position, Rate
from core.portfolio.record import load_facts
from core.portfolio.sheet import fold
from core.portfolio.valuation import equity
from core.portfolio.views import prices_of, rates_into
from core.ports.page_questions import FillsAfter, NewestClosed
from core.ports.store import View
from core.sharing.filter import TRADES_SHOWN, ClosedFact, Facts, HeldFact, public_view
from core.sharing.model import Share, SharePeriod, ShareSettings, ShareViews, Visibility
from core.sharing.results import PublicView, ShareCard
from core.sharing.tallies import Tallies
from core.sharing.tokens import PURPOSE, is_token

DELAY = timedelta(hours=24)
LONGEST_ALIAS = 64
EVERYTHING = ShareSettings(show_amounts=True, show_notes=True)


async def find_share(world: World, token: str) -> Share | None:
    """The link of a token, whether it is open or not; None for what is no token of ours. Raises Unavailable."""
    if not is_token(token):
        return None
    digest = digest_of(world.installation, PURPOSE, token)
    found = await world.view.all(Share, digest=digest)
    return found[0] if found and same(found[0].digest, digest) else None


async def public_profile(world: World, alias: str) -> Profile | None:
    """Whose page is under this alias, if they have one. Raises Unavailable."""
    if not alias or len(alias) > LONGEST_ALIAS:
        return None
    found = await world.view.all(Profile, folded=folded(tidied(alias)))
    return found[0] if found and found[0].public else None


async def public_shares(world: World, profile: Profile) -> Sequence[Share]:
    """What somebody shows everybody who looks at their page, the oldest first."""
    joined = await world.view.all(Person, joined_to=profile.person)
    persons = {profile.person, *(one.id for one in joined)}
    shares = await world.view.all(Share, person=persons, visibility=Visibility.PUBLIC)
    now = world.clock.now()
    return sorted((one for one in shares if one.is_open(now)), key=lambda one: (one.created_at, one.id))


async def find_public(world: World, alias: str, reference: str) -> Share | None:
    """One of the links on somebody's page, by its first letters. Raises Unavailable."""
    profile = await public_profile(world, alias)
    if profile is None:
        return None
    return next((one for one in await public_shares(world, profile) if one.reference == reference), None)


async def share_cards(world: World, shares: Sequence[Share]) -> Sequence[ShareCard]:
    """Links as their owner sees them."""
    if not shares:
        return ()
    now = world.clock.now()
    books = {one.id: one for one in await world.view.all(Portfolio, id={one.portfolio for one in shares})}
    seen = {one.share: one for one in await world.view.all(ShareViews, share={one.id for one in shares})}
    profile = await world.view.get(Profile, await head_of(world, shares[0].person))
    alias = profile.alias if profile is not None and profile.public else None
    cards = [_card(world, one, books[one.portfolio], seen.get(one.id), now) for one in shares]
    if alias is None:
        return cards
    base = page_of(world.address, alias)
    return [
        replace(card, has_page=True, page=f"{base}/{card.reference}" if one.is_public else "")
        for card, one in zip(cards, shares, strict=True)
    ]


def _card(world: World, share: Share, book: Portfolio, seen: ShareViews | None, now: datetime) -> ShareCard:
    return ShareCard(
        reference=share.reference,
        mode=book.mode.value,
        address="",
        hint=f"{world.address}/s/{share.reference}…",
        visibility=share.visibility,
        is_active=share.is_active,
        is_over=share.is_over(now),
        settings=share.settings,
        created_at=share.created_at,
        expires_at=share.expires_at,
        views=0 if seen is None else seen.views,
        seen_at=None if seen is None else seen.last_at,
    )


async def shown_of(
    world: World, share: Share, period: SharePeriod = SharePeriod.ALL, tallies: Tallies | None = None
) -> PublicView | None:
    """What others see of a link's portfolio now; None when the portfolio is not there any more. `tallies` are those of
    who asks again."""
    book = await world.view.get(Portfolio, share.portfolio)
    if book is None:
        return None
    facts = await facts_of(world, book, share.settings, period, tallies or Tallies())
    return public_view(facts, share.settings)


async def shown_to_owner(world: World, book: Portfolio, period: SharePeriod, tallies: Tallies) -> PublicView:
    """A portfolio as its owner sees it on the web: all of it, now."""
    return public_view(await facts_of(world, book, EVERYTHING, period, tallies), EVERYTHING)


@dataclass(frozen=True, slots=True)
class _Held:
    """What a portfolio held at some moment: positions by instrument, and free money by currency."""

    positions: Mapping[str, Position]
    cash: Mapping[str, Decimal]


async def facts_of(
    world: World, book: Portfolio, settings: ShareSettings, period: SharePeriod, tallies: Tallies
) -> Facts:
    """A portfolio in full as of the moment that is shown: now, or a day ago."""
    now, late = world.clock.now(), settings.delayed
    as_of = now - DELAY if late else now
    since = None if period.days is None else (as_of - timedelta(days=period.days)).date()
    held = await (_held_then(world.view, book, as_of) if late else _held_now(world.view, book))
    lines, worth = await _valued(world, book, held)
    curve = await (_curve_then(world.view, book, since, as_of) if late else curve_of(world, book, since))
    begins = None if since is None else datetime(since.year, since.month, since.day, tzinfo=UTC)
    until = as_of if late else None
    ended = await world.view.ask(
        NewestClosed(portfolio=book.id, size=TRADES_SHOWN, since=begins, until=until)
    )
    total = await tallies.of(world.view, book.id, begins, until)
    notes = await _notes(world.view, [one.id for one in ended]) if settings.show_notes else {}
    profile = await world.view.get(Profile, await head_of(world, book.person))
    return Facts(
        name="" if profile is None else profile.alias or "",
        mode=book.mode,
        currency=book.currency,
        period=period.value,
        since=max(book.opened_at.date(), since or date.min),
        until=max(book.opened_at, as_of).date(),
        points=points_of(curve),
        total=curve.total if curve.days else None,
        fall=curve.fall.share if curve.days else None,
        profit=curve.gained if curve.days else None,
        equity=worth,
        cash=held.cash.get(book.currency, ZERO),
        held=lines,
        trades=[_closed(one, notes.get(one.id, "")) for one in ended],
        closed=total.trades,
        won=total.won,
        average_r=total.multiples / total.measured if total.measured else None,
    )


def points_of(curve: Curve) -> Sequence[tuple[date, Decimal]]:
    """Where the index stood when the span began, and at the end of each of its days."""
    if not curve.days:
        return ()
    first = curve.days[0].day if curve.before is None else curve.before.day
    began = ONE if curve.before is None else curve.before.index
    return [(first, began), *((day.day, day.index) for day in curve.days)]


async def _curve_then(view: View, book: Portfolio, since: date | None, at: datetime) -> Curve:
    """The curve of the days that were over at an earlier moment."""
    kept = (await kept_days(view, [book.id], since)).get(book.id, ())
    return curve_from([day for day in kept if day.marked_at <= at], since)


def _closed(trade: Trade, note: str) -> ClosedFact:
    assert trade.closed_at is not None
    return ClosedFact(
        symbol=trade.symbol,
        side=trade.side,
        closed_at=trade.closed_at,
        quantity=trade.entered,
        cost=trade.cost,
        profit=trade.side.sign * (trade.proceeds - trade.cost) - trade.fees,
        risk=trade.risk,
        note=note,
    )


async def _notes(view: View, trades: Sequence[str]) -> dict[str, str]:
    """The latest note on each trade."""
    rows = sorted(await view.all(Note, trade=trades), key=lambda note: note.version) if trades else ()
    return {row.trade: row.text for row in rows}


async def _held_now(view: View, book: Portfolio) -> _Held:
    positions = await view.all(Position, portfolio=book.id)
    cash = await view.all(Cash, portfolio=book.id)
    return _Held(
        {one.symbol: one for one in positions if one.quantity},
        {one.currency: one.amount for one in cash},
    )


async def _held_then(view: View, book: Portfolio, at: datetime) -> _Held:
    """The same as of an earlier moment: what is held now without what came and went since."""
    if any(change.at > at for change in await view.all(Change, portfolio=book.id)):
        return await _held_by_facts(view, book, at)
    now = await _held_now(view, book)
    positions = {one.symbol: one for one in await view.all(Position, portfolio=book.id)}
    units = {symbol: one.quantity for symbol, one in now.positions.items()}
    cash = dict(now.cash)
    for fill in await view.ask(FillsAfter(book.account, book.id, at)):
        position = positions[fill.symbol]
        move = move_of(fill, position.quote)
        units[fill.symbol] = units.get(fill.symbol, ZERO) - move.side.sign * move.quantity
        for currency, by in cash_moved(fill, position.quote).items():
            cash[currency] = cash.get(currency, ZERO) - by
    for flow in await view.all(CashFlow, portfolio=book.id):
        if flow.at > at:
            cash[flow.money.currency] = cash.get(flow.money.currency, ZERO) - flow.money.amount
    return _Held({name: _then(positions[name], held) for name, held in units.items() if held}, cash)


def _then(position: Position, units: Decimal) -> Position:
    """A position of so many units, at what one costs on average now: where nobody prices it, that is what it counts."""
    return replace(position, quantity=units, cost=(position.average_price or ZERO) * units)


async def _held_by_facts(view: View, book: Portfolio, at: datetime) -> _Held:
    """Units were split, renamed or moved since: all that happened before is folded."""
    facts = [fact for fact in await load_facts(view, book.id) if fact.at <= at]
    flows = [flow for flow in await view.all(CashFlow, portfolio=book.id) if flow.at <= at]
    quotes = {one.symbol: one.quote for one in await view.all(Position, portfolio=book.id)}
    quotes |= {fact.symbol: fact.quote for fact in facts if not isinstance(fact, Fill)}
    fills = [fact.id for fact in facts if isinstance(fact, Fill)]
    rates = {row.subject: row.rate for row in await view.all(Rate, subject=fills)} if fills else {}
    sheet = fold(book.id, facts, flows, quotes, rates)
    return _Held({symbol: one for symbol, one in sheet.positions.items() if one.quantity}, sheet.cash)


async def _valued(world: World, book: Portfolio, held: _Held) -> tuple[Sequence[HeldFact], Decimal]:
    """Each holding at its last price, and all of it with the money. Without a price it counts at cost, and its own
    part is not known."""
    prices = await prices_of(world, held.positions.keys()) if held.positions else {}
    lines = [_line(one, prices.get(symbol)) for symbol, one in sorted(held.positions.items())]
    foreign = {currency for currency, amount in held.cash.items() if amount} - {book.currency}
    rates = await rates_into(world, book.currency, foreign) if foreign else {}
    money = held.cash.get(book.currency, ZERO)
    money += sum((held.cash[currency] * rate.rate for currency, rate in rates.items()), ZERO)
    return lines, equity(money, list(held.positions.values()), prices)


def _line(position: Position, price: Decimal | None) -> HeldFact:
    value = None if price is None else position.quantity * price
    return HeldFact(symbol=position.symbol, quantity=position.quantity, value=value)
