"""Reads of the journal: pages of trades, one trade in full, notes and plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.accounts.model import Mode
from core.context import World
from core.journal.model import Idea, Note
from core.journal.results import (
    IdeaCard,
    JournalCard,
    NoteView,
    Origin,
    TradeLine,
    TradeList,
)
from core.journal.story import last_exit, round_trips, steps
from core.kernel.errors import Refusal
from core.orders.model import Trade, TradeTold
from core.orders.results import TradeCard
from core.orders.views import show_trade
from core.portfolio.closings import matches_of
from core.portfolio.lots import Match
from core.portfolio.views import shown_price
from core.ports.questions import TradeCount, TradePage
from core.signals.model import Provider, Signal
from core.social.model import Follow

PAGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of a person's trades: by how far they are, by instrument, by provider."""

    person: str
    status: str | None = None
    symbol: str | None = None
    provider: str | None = None


async def trade_list(
    world: World, wanted: Wanted, beside: Trade | None, *, newer: bool, about: str
) -> TradeList:
    """The page older (or newer) than one trade, or the first one. Trades of one instant keep their true order."""
    page = TradePage(
        person=wanted.person, status=wanted.status, symbol=wanted.symbol, provider=wanted.provider, size=PAGE
    )
    total = (await world.view.ask(_counted(page)))[0]
    if beside is not None:
        page = replace(page, at=beside.created_at, number=await _number(world, beside), newer=newer)
    found = list(await world.view.ask(page))
    if newer:
        found.reverse()
    before = 0
    if found:
        first = replace(page, at=found[0].trade.created_at, number=found[0].number, newer=True)
        before = (await world.view.ask(_counted(first)))[0]
    lines = await _lines(world, [one.trade for one in found])
    last = before + len(found)
    return TradeList(
        mode=Mode.PAPER.value if not lines else lines[0][0].mode,
        trades=tuple(line for _, line in lines),
        first=before + 1 if found else 0,
        last=last,
        total=total,
        older=found[-1].trade.id if found and last < total else None,
        newer=found[0].trade.id if found and before else None,
        filter=wanted.status or "",
        about=about,
    )


def _counted(page: TradePage) -> TradeCount:
    return TradeCount(
        person=page.person,
        status=page.status,
        symbol=page.symbol,
        provider=page.provider,
        at=page.at,
        number=page.number,
    )


async def _number(world: World, trade: Trade) -> int:
    """The trade's place among those of its instant."""
    same = TradePage(person=trade.person, trade=trade.id, size=1)
    return (await world.view.ask(same))[0].number


async def _lines(world: World, trades: Sequence[Trade]) -> list[tuple[TradeCard, TradeLine]]:
    cards = [(trade, await show_trade(world, TradeTold(trade.id))) for trade in trades]
    shown = [(trade, card) for trade, card in cards if card is not None]
    fills: dict[str, dict[str, str]] = {}
    for trade, card in shown:
        fills.setdefault(trade.portfolio, {}).update((fill.id, trade.symbol) for fill in card.fills)
    matches = {book: await matches_of(world.view, book, ids) for book, ids in sorted(fills.items())}
    return [(card, _line(trade, card, matches[trade.portfolio])) for trade, card in shown]


def _line(trade: Trade, card: TradeCard, matches: Sequence[Match]) -> TradeLine:
    return TradeLine(
        trade=card.trade,
        symbol=card.symbol,
        side=card.side,
        status=card.status,
        quantity=card.quantity,
        realized=card.realized,
        triggered_by=card.source,
        created_at=card.created_at,
        closed_at=trade.closed_at,
        last_exit=last_exit(card),
        round_trips=round_trips(matches, frozenset(fill.id for fill in card.fills)),
    )


async def journal_card(world: World, trade: Trade) -> JournalCard:
    """One trade in full."""
    card = await show_trade(world, TradeTold(trade.id))
    if card is None:
        raise Refusal("no_such_trade", {"typed": trade.id})
    signal = None if trade.signal is None else await world.view.get(Signal, trade.signal)
    notes = sorted(await world.view.all(Note, trade=trade.id), key=lambda note: note.version)
    return JournalCard(
        card=card,
        origin=await _origin(world, trade, signal),
        steps=steps(trade, card, None if signal is None else signal.posted_at),
        notes=tuple(NoteView(version=note.version, text=note.text, at=note.at) for note in notes),
    )


async def _origin(world: World, trade: Trade, signal: Signal | None) -> Origin:
    provider = None if signal is None else await world.view.get(Provider, signal.provider)
    follow = None if provider is None else await world.view.get(Follow, provider.id, trade.person)
    if signal is None or provider is None:
        return Origin(
            provider=None,
            number=None,
            tier=None,
            copied=None,
            risk=trade.risk,
            triggered_by=trade.triggered_by,
        )
    return Origin(
        provider=provider.name,
        number=signal.number,
        tier=signal.tier.value,
        copied=None if follow is None else follow.mode.value,
        risk=trade.risk,
        triggered_by=f"signal:{provider.name.lower()}/{signal.number}",
    )


async def idea_card(world: World, idea: Idea) -> IdeaCard:
    """A plan, and what the market says of it now."""
    return IdeaCard(
        idea=idea,
        profit_share=idea.profit_share,
        r_multiple=idea.r_multiple,
        win=idea.win,
        price=await shown_price(world, idea.symbol),
    )


async def find_idea(world: World, person: str, reference: str) -> Idea:
    """The person's plan of this reference: `P-7K2Q`, its first letters, or a symbol with one open plan."""
    text = reference.strip().upper()
    ideas = await world.view.all(Idea, person=person)
    found = [idea for idea in ideas if len(text) > len("P-X") and idea.id.startswith(text)]
    if not found:
        instrument = world.market.table.find(reference)
        symbol = None if instrument is None else instrument.symbol
        found = [idea for idea in ideas if idea.symbol == symbol and idea.closed_at is None]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal("no_such_plan", {"typed": reference[:40]})
    near = ", ".join(idea.id[:8] for idea in found[:6])
    raise Refusal("which_trade", {"typed": reference[:40], "near": near})
