"""A month of random trades and deposits: what `/portfolio stats` says equals fractions for money and pandas for ratios.

The oracle of `test_oracle.py` keeps the books; here it also notes what the account is worth at each 00:00 UTC and
before each deposit, and what each trade brought. Money must be equal to the last digit, ratios within 1e-9.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from bot.console.frontend import Console
from tests.story.stage import Stage
from tests.story.test_oracle import FEE, INSTRUMENTS, Book, Listed, Oracle, Play, Trade

DAYS, STEPS_A_DAY = 24, 5
CLOSE = 1e-9
BITCOIN = INSTRUMENTS[0]
# Figures are told to nine places, and an index is kept to twelve.
TOLD = Fraction(2, 10**9)


@dataclass
class Ledger:
    """What is known of one account by the day: the growth of each day, and the closes of Bitcoin."""

    base: Fraction
    growth: Fraction = Fraction(1)
    flows: Fraction = Fraction(0)
    changes: list[Fraction] = field(default_factory=list)
    closes: list[Fraction] = field(default_factory=list)

    def paid(self, amount: Fraction, before: Fraction) -> None:
        """A flow ends a span; the next one begins with it."""
        self.growth *= before / self.base
        self.base = before + amount
        self.flows += amount

    def midnight(self, worth: Fraction, close: Fraction) -> None:
        """A day is over."""
        self.changes.append(self.growth * worth / self.base - 1)
        self.closes.append(close)
        self.growth, self.base = Fraction(1), worth


class Noting(Oracle):
    """The oracle, which also notes what each trade brought once all of it was given back."""

    def __init__(self) -> None:
        super().__init__()
        self.earned: dict[int, Fraction] = {}
        self.closed: list[tuple[str, Fraction, Fraction | None]] = []

    def enter(
        self, one: Listed, sign: int, quantity: Fraction, stop: Fraction | None, targets: list[Fraction]
    ) -> None:
        at_risk = None if stop is None else quantity * abs(self.last[one.symbol] - stop)
        super().enter(one, sign, quantity, stop, targets)
        trade = self.trades[one.symbol][-1]
        self.earned[id(trade)] = -quantity * trade.entry * FEE
        self.risks[id(trade)] = at_risk

    risks: dict[int, Fraction | None] = {}  # noqa: RUF012 - of one play at a time, by the identity of its trades

    def give_back(self, one: Listed, trade: Trade, quantity: Fraction, price: Fraction) -> None:
        super().give_back(one, trade, quantity, price)
        self.earned[id(trade)] += trade.sign * quantity * (price - trade.entry) - quantity * price * FEE
        if not trade.held and one.currency == "USDT":
            self.closed.append((one.symbol, self.earned[id(trade)], self.risks[id(trade)]))

    @property
    def worth(self) -> Fraction:
        """What the account in USDT is worth now."""
        book: Book = self.books["USDT"]
        mine = (one.symbol for one in INSTRUMENTS if one.currency == "USDT")
        return book.cash + sum((book.held(symbol) * self.last[symbol] for symbol in mine), Fraction(0))


class Month(Play):
    """Plays whole days: every clock line ends at the next midnight."""

    def __init__(self, seed: int, console: Console) -> None:
        super().__init__(seed, console)
        self.oracle: Noting = Noting()
        self.ledger = Ledger(self.oracle.worth)

    async def move(self, one: Listed) -> None:
        """Prices go without time passing; the days are played one by one."""
        by = Fraction(self.chance.randint(-250, 250), 10_000)
        last = self.oracle.last[one.symbol] * (1 + by) // one.tick * one.tick
        await self.say(f"market: {one.symbol} {float(last):.5f}".rstrip("0").rstrip("."))
        self.oracle.move(one, last)

    async def pay(self, one: Listed) -> None:
        before = self.oracle.worth
        amount = self.chance.randint(1, 20_000)
        into = self.chance.choice(["deposit", "withdraw"])
        answer = await self.say(f"/portfolio cash {into} {amount} USDT")
        if answer.kind == "reply":
            signed = Fraction(amount if into == "deposit" else -amount)
            self.oracle.books["USDT"].cash += signed
            self.ledger.paid(signed, before)

    async def day(self) -> None:
        """Some steps, and on to the next midnight."""
        for _ in range(STEPS_A_DAY):
            await self.step()
        await self.say("clock: +24h")
        self.ledger.midnight(self.oracle.worth, self.oracle.last[BITCOIN.symbol])


def near(found: dict[str, Any], expected: float) -> bool:
    """The figure is there, and equal within 1e-9."""
    assert found["value"] is not None, found
    return math.isclose(float(found["value"]), expected, rel_tol=CLOSE, abs_tol=2 * CLOSE)


async def played(seed: int, url: str) -> tuple[Month, dict[str, Any]]:
    async with Stage(url).open() as (_, console):
        month = Month(seed, console)
        await month.say("/start")
        await month.say("market: AAPL 200")
        for _ in range(DAYS):
            await month.day()
        data = (await month.say("/portfolio stats all-time all")).reply.data
    return month, data["stats"]


def check_money(month: Month, stats: dict[str, Any]) -> None:
    """Profit, counts and R of closed trades, and what was gained, in fractions."""
    closed = month.oracle.closed
    gained = sum((one for _, one, _ in closed if one > 0), Fraction(0))
    lost = -sum((one for _, one, _ in closed if one < 0), Fraction(0))
    told = stats["trades"]["tally"]
    assert told["trades"] == len(closed) > 12, "a history in which little happened would prove little"
    assert (told["won"], told["losing"]) == (
        sum(1 for _, one, _ in closed if one > 0),
        sum(1 for _, one, _ in closed if one < 0),
    )
    assert (Fraction(told["gained"]), Fraction(told["lost"])) == (gained, lost)
    assert Fraction(stats["trades"]["profit"]["value"]) == gained - lost
    multiples = [one / risk for _, one, risk in closed if risk is not None]
    assert told["measured"] == len(multiples)
    assert abs(Fraction(told["multiples"]) - sum(multiples)) < Fraction(len(multiples), 10**12)
    worth, paid = month.oracle.worth, month.ledger.flows
    assert Fraction(stats["returns"]["gained"]) == worth - 100_000 - paid


def check_ratios(month: Month, stats: dict[str, Any]) -> None:
    """Ratios by pandas and the standard library, over the oracle's own days."""
    exact = month.ledger.changes
    changes = pd.Series([float(one) for one in exact])
    returns, day = stats["returns"], 1.03 ** (1 / 365) - 1
    levels = pd.concat([pd.Series([1.0]), (1 + changes).cumprod()])
    total = math.prod(1 + one for one in exact) - 1
    assert abs(Fraction(returns["total"]["value"]) - Fraction(total)) < TOLD
    assert returns["days"] == DAYS
    over, short = changes - day, (changes - day).clip(upper=0)
    assert near(returns["consistency"], changes.std())
    assert near(returns["volatility"], changes.std() * math.sqrt(365))
    assert near(returns["sharpe"], over.mean() / over.std() * math.sqrt(365))
    assert near(returns["sortino"], over.mean() * 365 / math.sqrt((short**2).mean() * 365))
    deepest = (levels / levels.cummax() - 1).min()
    assert abs(float(returns["fall"]["share"]) - deepest) < CLOSE
    assert near(returns["calmar"], (levels.iloc[-1] ** (365 / DAYS) - 1) / -deepest)


def check_benchmark(month: Month, stats: dict[str, Any]) -> None:
    """Beta and alpha by the line of regression over Bitcoin's closes in this market."""
    [bitcoin] = [one for one in stats["against"] if one["name"] == "BTC"]
    closes = [float(one) for one in month.ledger.closes]
    theirs = [after / before - 1 for before, after in pairwise(closes)]
    mine, day = [float(one) for one in month.ledger.changes[1:]], 1.03 ** (1 / 365) - 1
    line = statistics.linear_regression([one - day for one in theirs], [one - day for one in mine])
    # The day on which it was opened is no whole day of its own.
    assert bitcoin["days"] == len(mine)
    assert near(bitcoin["beta"], line.slope)
    assert near(bitcoin["alpha"], line.intercept * 365)
    assert near(bitcoin["correlation"], statistics.correlation(theirs, mine))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_month_equals_fractions_and_pandas(url: str):
    month, stats = await played(3, url)

    check_money(month, stats)
    check_ratios(month, stats)
    check_benchmark(month, stats)
    assert any("withdraw" in line for line in month.lines)
    assert any("deposit" in line for line in month.lines)


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(4, 10))
async def test_more_months_equal_fractions_and_pandas(seed: int, url: str):
    month, stats = await played(seed, url)

    check_money(month, stats)
    check_ratios(month, stats)
    check_benchmark(month, stats)
