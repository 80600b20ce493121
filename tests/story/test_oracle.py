"""Sixty random trades through the console equal plain arithmetic, to the last digit (rows PF-03, PF-04, TG-09).

The oracle knows the simulated market by its description alone: half spread and slippage of 0.02 %, rounded to the
tick against the person; a fee of 0.1 % of each fill, not rounded; a resting target fills at its price, a stop at
last less slippage; after target 1 the stop stands where the rest gives back its cost, both fees in. It keeps
books in fractions and shares no code with the program, which is asked for its own by `/portfolio show`. At the end
the program's own books are rebuilt from their facts and compared with what it kept.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest

from bot.console.frontend import Console
from bot.console.script import parse
from bot.dispatch import Answer
from bot.present.reply import Reply
from core.context import World
from core.portfolio.model import Cash, Lot, Portfolio, Position
from core.portfolio.record import load_sheet
from tests.story.stage import Stage

TRADES = 60
SPREAD, FEE = Fraction(2, 10_000), Fraction(1, 1000)
DEPOSIT = Fraction(100_000)


# What `market:` and `clock:` answer.
NOTHING = Answer(kind="", person=None, channel=None, card="", command="", reply=Reply(title=""))


@dataclass(frozen=True)
class Listed:
    """An instrument as the oracle knows it."""

    symbol: str
    typed: str
    currency: str
    opens: Fraction
    tick: Fraction
    step: Fraction
    about: int  # steps of a middling order


def listed(
    symbol: str, typed: str, opens: str, tick: str, step: str, about: int, currency: str = "USDT"
) -> Listed:
    return Listed(symbol, typed, currency, Fraction(opens), Fraction(tick), Fraction(step), about)


INSTRUMENTS = (
    listed("BTC/USDT", "btc", "60000", "0.01", "0.00001", 1_000),
    listed("ETH/USDT", "eth", "3431", "0.01", "0.0001", 2_500),
    listed("SOL/USDT", "sol", "142.05", "0.05", "0.1", 60),
    listed("AAPL", "aapl", "200", "0.001", "0.01", 450, "USD"),
)


def down(value: Fraction, step: Fraction) -> Fraction:
    return value // step * step


def up(value: Fraction, step: Fraction) -> Fraction:
    return -(-value // step) * step


@dataclass
class Trade:
    """One entry with what protects it. `sign` is +1 for a long one."""

    sign: int
    held: Fraction
    entry: Fraction
    stop: Fraction | None
    targets: list[tuple[Fraction, Fraction]]  # price and quantity of those still to come
    first: bool = True


@dataclass
class Book:
    """Everything in one currency, and the lots of each instrument: quantity, price, oldest first."""

    cash: Fraction = DEPOSIT
    realized: Fraction = Fraction(0)
    lots: dict[str, list[list[Fraction]]] = field(default_factory=dict)

    def fill(self, symbol: str, sign: int, quantity: Fraction, price: Fraction) -> None:
        """First in, first out; a lot's cost includes its fee, and so does what a closing brings."""
        self.cash -= sign * quantity * price + quantity * price * FEE
        lots, left = self.lots.setdefault(symbol, []), quantity
        while left and lots and lots[0][0] * sign < 0:
            side = 1 if lots[0][0] > 0 else -1
            part = min(left, abs(lots[0][0]))
            self.realized += side * part * (price - lots[0][1]) - part * (price + lots[0][1]) * FEE
            lots[0][0] -= side * part
            left -= part
            if not lots[0][0]:
                lots.pop(0)
        if left:
            lots.append([sign * left, price])

    def held(self, symbol: str) -> Fraction:
        return sum((lot[0] for lot in self.lots.get(symbol, ())), Fraction(0))

    def unrealized(self, symbol: str, last: Fraction) -> Fraction:
        lots = self.lots.get(symbol, ())
        return sum((units * (last - price) - abs(units) * price * FEE for units, price in lots), Fraction(0))


class Oracle:
    """The market, the venue and the books, all in fractions."""

    def __init__(self) -> None:
        self.last = {one.symbol: one.opens for one in INSTRUMENTS}
        self.books: dict[str, Book] = {"USDT": Book()}
        self.trades: dict[str, list[Trade]] = {one.symbol: [] for one in INSTRUMENTS}

    def book(self, one: Listed) -> Book:
        return self.books.setdefault(one.currency, Book())

    def market(self, one: Listed, sign: int) -> Fraction:
        """What a market order pays or gets now."""
        price = self.last[one.symbol] * (1 + sign * SPREAD)
        return up(price, one.tick) if sign > 0 else down(price, one.tick)

    def enter(
        self, one: Listed, sign: int, quantity: Fraction, stop: Fraction | None, targets: list[Fraction]
    ) -> None:
        price = self.market(one, sign)
        self.book(one).fill(one.symbol, sign, quantity, price)
        parts, left = list[tuple[Fraction, Fraction]](), quantity
        for number, target in enumerate(targets, start=1):
            part = left if number == len(targets) else down(quantity / len(targets), one.step)
            parts.append((target, part))
            left -= part
        self.trades[one.symbol].append(Trade(sign, quantity, price, stop, parts))

    def close(self, one: Listed, quantity: Fraction | None) -> None:
        """All that is held, or so much of it from the oldest trades on, at market."""
        trades = self.trades[one.symbol]
        left = sum((trade.held for trade in trades), Fraction(0)) if quantity is None else quantity
        price = self.market(one, -trades[0].sign)
        for trade in trades:
            part = min(left, trade.held)
            if part:
                self.give_back(one, trade, part, price)
                left -= part
        self.trades[one.symbol] = [trade for trade in trades if trade.held]

    def give_back(self, one: Listed, trade: Trade, quantity: Fraction, price: Fraction) -> None:
        self.book(one).fill(one.symbol, -trade.sign, quantity, price)
        trade.held -= quantity

    def move(self, one: Listed, last: Fraction) -> None:
        """The market goes there: stops and targets that it reaches trade."""
        self.last[one.symbol] = last
        for trade in self.trades[one.symbol]:
            if trade.stop is not None and trade.sign * (last - trade.stop) <= 0:
                self.give_back(one, trade, trade.held, self.market(one, -trade.sign))
                continue
            for price, quantity in [
                target for target in trade.targets if trade.sign * (last - target[0]) >= 0
            ]:
                self.give_back(one, trade, quantity, price)
                trade.targets.remove((price, quantity))
                if trade.first and trade.stop is not None and trade.held:
                    trade.first, trade.stop = False, self.break_even(one, trade)
        self.trades[one.symbol] = [trade for trade in self.trades[one.symbol] if trade.held]

    def break_even(self, one: Listed, trade: Trade) -> Fraction:
        """Where the rest gives back what it cost, both fees in, on the person's side of the tick."""
        if trade.sign > 0:
            return up(trade.entry * (1 + FEE) / (1 - FEE), one.tick)
        return down(trade.entry * (1 - FEE) / (1 + FEE), one.tick)


class Play:
    """Lines for the console by a seed, each carried out by the program and by the oracle."""

    def __init__(self, seed: int, console: Console) -> None:
        self.chance = random.Random(seed)
        self.console = console
        self.oracle = Oracle()
        self.done = 0
        self.refused = 0
        self.lines: list[str] = []

    async def say(self, line: str) -> Answer:
        """One line; the answer to it."""
        self.lines.append(line)
        await self.console.do(parse(line))
        told = await self.console.flush()
        return next((answer for _, answer in told if answer.kind in ("reply", "refusal")), NOTHING)

    async def step(self) -> None:
        one = self.chance.choice(INSTRUMENTS)
        trades = self.oracle.trades[one.symbol]
        action = self.chance.random()
        if action < 0.55:
            await self.enter(one)
        elif action < 0.72 and trades:
            await self.close(one)
        elif action < 0.75:
            await self.pay(one)
        else:
            await self.move(one)

    async def enter(self, one: Listed) -> None:
        trades, last = self.oracle.trades[one.symbol], self.oracle.last[one.symbol]
        # What is held the other way round would be closed by it: one side at a time.
        sign = trades[0].sign if trades else self.chance.choice([1, 1, -1])
        if sign < 0 and trades and len(trades) > 3:
            return
        quantity = one.step * self.chance.randint(one.about // 2, one.about)
        away = [Fraction(self.chance.randint(100, 400), 10_000) for _ in range(3)]
        # Trades with targets and trades closed in parts by hand do not share an instrument.
        by_hand = not all(trade.targets for trade in trades) if trades else self.chance.random() < 0.4
        stop = (
            down(last * (1 - sign * away[0]), one.tick) if self.chance.random() < 0.7 or not by_hand else None
        )
        count = 0 if by_hand else self.chance.choice([1, 2])
        targets = [down(last * (1 + sign * sum(away[1 : 2 + at])), one.tick) for at in range(count)]
        words = f"/trade {'buy' if sign > 0 else 'sell'} {text(quantity)} {one.typed}"
        words += f" sl {text(stop)}" if stop is not None else ""
        words += f" tp {' '.join(text(target) for target in targets)}" if targets else ""
        if (sign > 0 or not trades) and (await self.say(words)).kind == "reply":
            await self.say("1")
            await self.say("clock: +1s")  # which of two trades is the older one is seen by the time
            self.oracle.enter(one, sign, quantity, stop, targets)
            self.done += 1
        else:
            self.refused += 1

    async def close(self, one: Listed) -> None:
        trades = self.oracle.trades[one.symbol]
        held = sum((trade.held for trade in trades), Fraction(0))
        part = down(held * self.chance.randint(20, 80) / 100, one.step)
        whole = any(trade.targets for trade in trades) or not part or self.chance.random() < 0.4
        answer = await self.say(f"/trade close {one.typed}" + ("" if whole else f" {text(part)}"))
        assert answer.kind == "reply", answer.reply
        await self.say("1")
        self.oracle.close(one, None if whole else part)

    async def move(self, one: Listed) -> None:
        by = Fraction(self.chance.randint(-250, 250), 10_000)
        last = down(self.oracle.last[one.symbol] * (1 + by), one.tick)
        if self.chance.random() < 0.5:
            await self.say(f"clock: +{self.chance.randint(1, 9)}h")
        await self.say(f"market: {one.symbol} {text(last)}")
        self.oracle.move(one, last)

    async def pay(self, one: Listed) -> None:
        if one.currency not in self.oracle.books:
            return
        amount = self.chance.randint(1, 500)
        into = self.chance.choice(["deposit", "withdraw"])
        answer = await self.say(f"/portfolio cash {into} {amount} {one.currency}")
        assert answer.kind == "reply"
        self.oracle.book(one).cash += amount if into == "deposit" else -amount

    async def compare(self) -> None:
        """The program's own figures against the oracle's."""
        data = (await self.say("/portfolio show")).reply.data
        views = {view["currency"]: view for view in (data, *data["others"])}
        assert set(views) == set(self.oracle.books), self.lines
        for currency, book in self.oracle.books.items():
            mine = dict(self.figures(currency, book))
            assert {name: said(views[currency], name) for name in mine} == mine, "\n".join(self.lines)
            symbols = {
                one.symbol for one in INSTRUMENTS if one.currency == currency and book.held(one.symbol)
            }
            assert {position["symbol"] for position in views[currency]["positions"]} == symbols

    def figures(self, currency: str, book: Book) -> Iterator[tuple[str, Fraction]]:
        mine = [one for one in INSTRUMENTS if one.currency == currency]
        value = {one.symbol: book.held(one.symbol) * self.oracle.last[one.symbol] for one in mine}
        open_now = {one.symbol: book.unrealized(one.symbol, self.oracle.last[one.symbol]) for one in mine}
        yield "cash", book.cash
        yield "realized", book.realized
        yield "unrealized", sum(open_now.values(), Fraction(0))
        yield "equity", book.cash + sum(value.values(), Fraction(0))
        for one in mine:
            if book.held(one.symbol):
                yield f"{one.symbol}.quantity", book.held(one.symbol)
                yield f"{one.symbol}.value", value[one.symbol]
                yield f"{one.symbol}.unrealized", open_now[one.symbol]


def said(view: dict[str, Any], name: str) -> Fraction:
    """A figure of the program, exactly as it was written."""
    symbol, _, what = name.rpartition(".")
    if not symbol:
        return Fraction(view[name])
    return next((Fraction(one[what]) for one in view["positions"] if one["symbol"] == symbol), Fraction(-1))


def text(value: Fraction) -> str:
    """A finite decimal as it would be typed."""
    return f"{float(value):.5f}".rstrip("0").rstrip(".")


async def play(seed: int, url: str) -> Play:
    async with Stage(url).open() as (app, console):
        game = Play(seed, console)
        await game.say("/start")
        await game.say("market: AAPL 200")
        steps = 0
        while game.done < TRADES and steps < 40 * TRADES:
            steps += 1
            await game.step()
            if steps % 40 == 0:
                await game.compare()
        await game.compare()
        await assert_rebuilt(app.world)
    return game


async def assert_rebuilt(world: World) -> None:
    """What is kept equals what the program itself makes of nothing but its facts."""
    for book in await world.view.all(Portfolio):
        sheet = await load_sheet(world.view, book.id)
        positions = await world.view.all(Position, portfolio=book.id)
        lots = await world.view.all(Lot, portfolio=book.id)
        assert {one.symbol: one for one in positions} == sheet.positions
        assert {one.id: one for one in lots} == {one.id: one for held in sheet.lots.values() for one in held}
        cash = await world.view.all(Cash, portfolio=book.id)
        assert {row.currency: row.amount for row in cash} == sheet.cash


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", [1])
async def test_sixty_trades_equal_plain_arithmetic_to_the_last_digit(seed: int, url: str):
    game = await play(seed, url)

    assert game.done == TRADES
    # A history in which little happened would prove little.
    assert sum("close" in line for line in game.lines) > 10
    assert any(line.startswith("/trade sell") for line in game.lines)
    assert set(game.oracle.books) == {"USDT", "USD"}


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(1, 10))
async def test_more_histories_equal_plain_arithmetic(seed: int, url: str):
    assert (await play(seed, url)).done == TRADES
