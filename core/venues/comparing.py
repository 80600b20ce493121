"""The same purchase at each of somebody's accounts: fee, half spread, whether it may be made (BR-06, BX-11)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from core.accounts.model import Account, Mode
from core.context import World
from core.kernel.errors import Refusal
from core.market.model import Instrument
from core.orders.access import rules_at, session_at
from core.orders.amount import Amount
from core.orders.views import quote_for
from core.portfolio.views import book_equity
from core.ports.market import NoPrice
from core.venues.choosing import alive, home_of, name_of
from core.venues.results import CostLine

ASKED_MOST = 8


async def cost_lines(
    world: World, person: str, instrument: Instrument, amount: Amount
) -> tuple[CostLine, ...]:
    """One line for each account, the cheapest first, then those where it cannot be had and why."""
    linked = [one.account for one in await alive(world.view, person)][:ASKED_MOST]
    accounts: Sequence[Account | None] = (
        None,
        *(await world.view.all(Account, id=linked) if linked else ()),
    )
    lines = await asyncio.gather(*(_line(world, person, one, instrument, amount) for one in accounts))
    return tuple(sorted(lines, key=lambda one: (bool(one.why), one.cost or 0, one.account)))


async def _line(
    world: World, person: str, account: Account | None, instrument: Instrument, amount: Amount
) -> CostLine:
    """What it would cost there. Of what the price moves while one buys nothing is known beforehand."""
    now, called = world.clock.now(), await name_of(world.view, account)
    mode = Mode.PAPER if account is None else account.mode
    book = await home_of(world.view, person, account, now)
    broker = await world.brokers.of(book.account.id)
    try:
        rules = await rules_at(broker, instrument, now)
        session = await session_at(broker, instrument, now)
        quote = await quote_for(world, instrument, session, broker)
    except (Refusal, NoPrice) as error:
        return CostLine(account=called, mode=mode, why=error.code)
    quantity = amount.quantity(await book_equity(world, book, {}), quote.ask, rules)
    value = quantity * quote.ask
    small = quantity < rules.minimum_quantity or value < rules.minimum_notional or not quantity
    why = "too_small" if small else "" if session.is_open else "market_closed"
    return CostLine(
        account=called,
        mode=mode,
        why=why,
        quantity=quantity,
        price=quote.ask,
        fee=value * rules.fee_rate,
        spread=quantity * (quote.ask - quote.bid) / 2,
        minimum=rules.minimum_notional,
    )
