"""Profit and loss of a portfolio over a part of its time, by instrument and by currency, by any method. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.kernel.money import ZERO
from core.orders.model import Fill
from core.portfolio.lots import Booked
from core.portfolio.model import CashFlow, Change, ChangeKind, Position
from core.portfolio.results import PnlCurrency, PnlLine, PnlStep
from core.portfolio.sheet import Fact, Sheet


def currencies(
    sheet: Sheet, flows: Sequence[CashFlow], prices: Mapping[str, Decimal], since: datetime | None
) -> tuple[PnlCurrency, ...]:
    """One sum for each currency, never over several. What was realized, paid and earned since; what is open now."""
    lines: dict[str, list[PnlLine]] = {}
    for symbol, position in sorted(sheet.positions.items()):
        line = _line(sheet, position, flows, prices.get(symbol), since)
        if line is not None:
            lines.setdefault(position.quote, []).append(line)
    apart: dict[str, Decimal] = {}
    for flow in flows:
        if flow.kind.earned and flow.symbol is None and _within(flow.at, since):
            apart[flow.money.currency] = apart.get(flow.money.currency, ZERO) + flow.money.amount
    return tuple(
        PnlCurrency(
            currency=currency,
            realized=_sum([line.realized for line in lines.get(currency, ())]),
            unrealized=_sum([line.unrealized for line in lines.get(currency, ())]),
            fees=_sum([line.fees for line in lines.get(currency, ())]),
            earned=sum((line.earned for line in lines.get(currency, ())), apart.get(currency, ZERO)),
            lines=tuple(lines.get(currency, ())),
        )
        for currency in sorted({*lines, *apart})
    )


def _line(
    sheet: Sheet,
    position: Position,
    flows: Sequence[CashFlow],
    price: Decimal | None,
    since: datetime | None,
) -> PnlLine | None:
    steps = [step for step in steps_of(sheet, position.symbol) if _within(step.fact.at, since)]
    paid = [
        flow.money.amount
        for flow in flows
        if flow.kind.earned and flow.symbol == position.symbol and _within(flow.at, since)
    ]
    if not steps and not position.quantity and not paid:
        return None
    known = not position.unvalued
    value = position.quantity * price if price is not None else None if position.quantity else ZERO
    return PnlLine(
        symbol=position.symbol,
        realized=sum((step.booked.realized for step in steps), ZERO) if known else None,
        unrealized=value - position.cost if known and value is not None else None,
        fees=sum((step.fee for step in steps), ZERO) if known else None,
        earned=sum(paid, ZERO),
        trips=sum(len(step.booked.matches) for step in steps),
    )


@dataclass(frozen=True, slots=True)
class SheetStep:
    """One fact, what it did, and the fee that it added."""

    fact: Fact
    booked: Booked
    fee: Decimal


def steps_of(sheet: Sheet, symbol: str) -> list[SheetStep]:
    """What happened to an instrument, in the order in which it was booked, also under its earlier names."""
    named, called = list[tuple[Fact, Booked, str]](), dict[str, str]()
    for fact, booked in reversed(sheet.steps):
        name = called.get(booked.position.symbol, booked.position.symbol)
        if isinstance(fact, Change) and fact.kind is ChangeKind.RENAME:
            called[fact.symbol] = name
        named.append((fact, booked, name))
    steps, fees = list[SheetStep](), dict[str, Decimal]()
    for fact, booked, name in reversed(named):
        position = booked.position
        if isinstance(fact, Change) and fact.kind is ChangeKind.RENAME:
            fee = ZERO
        else:
            fee = position.fees - fees.get(position.symbol, ZERO)
        fees[position.symbol] = position.fees
        if name == symbol:
            steps.append(SheetStep(fact, booked, fee))
    return steps


def _sum(parts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum, or nothing when a part of it is not known: what is not known is never 0."""
    known = [part for part in parts if part is not None]
    return sum(known, ZERO) if len(known) == len(parts) else None


def _within(at: datetime, since: datetime | None) -> bool:
    return since is None or at >= since


def worked_out(sheet: Sheet, symbol: str, since: datetime | None) -> tuple[PnlStep, ...]:
    """Everything behind the figures of one instrument, in the order in which it was booked."""
    return tuple(_step(step) for step in steps_of(sheet, symbol) if _within(step.fact.at, since))


def _step(step: SheetStep) -> PnlStep:
    fact = step.fact
    if isinstance(fact, Fill):
        what, units = fact.side.value.lower(), Decimal(fact.quantity)
    else:
        what, units = fact.kind.value, fact.units
    return PnlStep(
        at=fact.at,
        what=what,
        quantity=units,
        price=fact.price,
        fee=step.fee,
        realized=step.booked.realized,
        held=step.booked.position.quantity,
        cost=step.booked.position.cost,
    )
