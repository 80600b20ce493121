"""A portfolio's books keep every law of conservation, whatever happens in whatever order (row TG-09)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.kernel.errors import Bug
from core.kernel.money import ZERO, Money, Price, Quantity
from core.orders.model import Fill, Side
from core.portfolio.lots import Method
from core.portfolio.model import CashFlow, Change, ChangeKind, FlowKind
from core.portfolio.sheet import Sheet, changed, filled, flowed, fold
from tests.core.builders import NOW

D = Decimal
QUOTES = {"BTC/USDT": "USDT", "ETH/USDT": "USDT", "ETH/EUR": "EUR", "NEW/USDT": "USDT"}
RATES = {"BNB": D("600.5"), "USDT": D("0.93"), "EUR": D("1.08")}

symbols = st.sampled_from(["BTC/USDT", "ETH/USDT", "ETH/EUR"])
quantities = st.integers(1, 300).map(lambda steps: D(steps) * D("0.001"))
prices = st.integers(1, 90_000).map(lambda ticks: Price(D(ticks) * D("0.01")))
fee_rates = st.sampled_from([ZERO, D("0.001"), D("0.0007"), D("-0.0002")])


class Books(RuleBasedStateMachine):
    """Sheets by every method, fact by fact, beside a plain count of what must be there."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets = {method: Sheet("portfolio", method) for method in Method}
        self.facts: list[Fill | Change] = []
        self.flows: list[CashFlow] = []
        self.rates: dict[str, D] = {}
        self.units: defaultdict[str, Fraction] = defaultdict(Fraction)
        self.cash: defaultdict[str, Fraction] = defaultdict(Fraction)
        self.moved: defaultdict[str, Fraction] = defaultdict(Fraction)

    @rule(
        symbol=symbols,
        side=st.sampled_from(Side),
        quantity=quantities,
        price=prices,
        rate=fee_rates,
        paid_in=st.sampled_from(["quote", "base", "third"]),
    )
    def trade(self, symbol: str, side: Side, quantity: D, price: Price, rate: D, paid_in: str) -> None:
        base, quote = symbol.split("/")
        currency = {"quote": quote, "base": base, "third": "BNB"}[paid_in]
        fee = quantity * rate if paid_in == "base" else quantity * price * rate
        fill = Fill(
            id=f"fill-{len(self.facts)}",
            order="order",
            account="account",
            portfolio="portfolio",
            trade="T-1",
            symbol=symbol,
            side=side,
            quantity=Quantity(quantity),
            price=price,
            fee=fee,
            fee_currency=currency,
            at=NOW,
        )
        if paid_in == "third":
            self.rates[fill.id] = RATES["BNB"]
        self.facts.append(fill)
        for sheet in self.sheets.values():
            filled(sheet, fill, quote, self.rates.get(fill.id))
        self.units[symbol] += Fraction(side.sign * quantity)
        self.cash[quote] -= Fraction(side.sign * quantity * price)
        if paid_in == "base":
            self.units[symbol] -= Fraction(fee)
        else:
            self.cash[currency] -= Fraction(fee)
        worth = {"quote": Fraction(1), "base": Fraction(price), "third": Fraction(RATES["BNB"])}[paid_in]
        in_units = Fraction(fee * price) if paid_in == "base" else Fraction(0)
        # What trading did to money, had every fee been paid in the quote currency.
        self.moved[quote] -= Fraction(side.sign * quantity * price) + Fraction(fee) * worth - in_units

    @rule(symbol=symbols, units=quantities, price=prices, out=st.booleans(), outside=st.booleans())
    def units_without_an_order(self, symbol: str, units: D, price: Price, out: bool, outside: bool) -> None:
        kind = ChangeKind.OUTSIDE if outside else ChangeKind.TRANSFER
        signed = -units if out else units
        change = self._change(kind, symbol, units=signed, price=price, fee=D("0.01") if outside else ZERO)
        self.units[symbol] += Fraction(signed)
        self.moved[change.quote] -= Fraction(signed * price + change.fee)
        if outside:
            self.cash[change.quote] -= Fraction(signed * price + change.fee)

    @rule(symbol=symbols, ratio=st.sampled_from([(2, 1), (3, 2), (1, 4), (5, 1)]))
    def split(self, symbol: str, ratio: tuple[int, int]) -> None:
        self._change(ChangeKind.SPLIT, symbol, new=ratio[0], old=ratio[1])
        # Rounded down to 18 places by the books; they are asked what they made of it, within that.
        exact = self.units[symbol] * ratio[0] / ratio[1]
        for sheet in self.sheets.values():
            position = sheet.positions[symbol]
            assert abs(Fraction(position.quantity) - exact) <= Fraction(1, 10**18)
            self.units[symbol] = Fraction(position.quantity)

    def _change(self, kind: ChangeKind, symbol: str, **also: object) -> Change:
        change = Change(
            id=f"change-{len(self.facts)}",
            portfolio="portfolio",
            kind=kind,
            symbol=symbol,
            quote=QUOTES[symbol],
            at=NOW,
            **also,  # type: ignore[arg-type]
        )
        self.facts.append(change)
        for sheet in self.sheets.values():
            changed(sheet, change)
        return change

    @rule(
        kind=st.sampled_from(FlowKind),
        amount=st.integers(-50_000, 50_000),
        currency=st.sampled_from(["USDT", "EUR", "BNB"]),
    )
    def money_without_a_trade(self, kind: FlowKind, amount: int, currency: str) -> None:
        money = Money(D(amount) * D("0.01"), currency)
        flow = CashFlow(id=f"flow-{len(self.flows)}", portfolio="portfolio", kind=kind, money=money, at=NOW)
        self.flows.append(flow)
        for sheet in self.sheets.values():
            flowed(sheet, flow)
        self.cash[currency] += Fraction(money.amount)

    @invariant()
    def units_are_conserved(self) -> None:
        for sheet in self.sheets.values():
            for symbol, position in sheet.positions.items():
                lots = sheet.lots[symbol]
                assert Fraction(position.quantity) == self.units[symbol]
                assert sum((lot.side.sign * lot.quantity for lot in lots), ZERO) == position.quantity
                assert len({lot.side for lot in lots}) <= 1

    @invariant()
    def cash_is_conserved(self) -> None:
        for sheet in self.sheets.values():
            assert {c: Fraction(a) for c, a in sheet.cash.items() if a} == {
                c: a for c, a in self.cash.items() if a
            }

    @invariant()
    def cost_and_profit_are_what_trading_moved(self) -> None:
        for sheet in self.sheets.values():
            made: defaultdict[str, Fraction] = defaultdict(Fraction)
            for position in sheet.positions.values():
                made[position.quote] += Fraction(position.realized - position.cost)
            assert {c: a for c, a in made.items() if a} == {c: a for c, a in self.moved.items() if a}

    @invariant()
    def the_law_of_the_sheet_holds_in_every_currency(self) -> None:
        for sheet in self.sheets.values():
            for currency, amount in sheet.cash.items():
                made = sum(
                    (p.realized - p.cost for p in sheet.positions.values() if p.quote == currency), ZERO
                )
                sums = (sheet.flows, sheet.earned, sheet.in_kind, sheet.foreign)
                assert amount == made + sum((one.get(currency, ZERO) for one in sums), ZERO)

    @invariant()
    def profit_is_the_sum_of_the_round_trips(self) -> None:
        for sheet in self.sheets.values():
            realized = sum((booked.realized for _, booked in sheet.steps), ZERO)
            assert realized == sum((p.realized for p in sheet.positions.values()), ZERO)

    def teardown(self) -> None:
        for method, sheet in self.sheets.items():
            again = fold("portfolio", self.facts, self.flows, QUOTES, self.rates, method)
            assert (again.positions, again.lots, again.cash) == (sheet.positions, sheet.lots, sheet.cash)


TestBooks = Books.TestCase
TestBooks.settings = settings(max_examples=200, stateful_step_count=25)


class ManyBooks(Books):
    """The same for five thousand programs."""


TestFiveThousandBooks = pytest.mark.timeout(1_200)(pytest.mark.heavy(ManyBooks.TestCase))
TestFiveThousandBooks.settings = settings(max_examples=5_000, stateful_step_count=25)


def a_change(kind: ChangeKind, **also: object) -> Change:
    made: dict[str, object] = {
        "id": "change",
        "portfolio": "portfolio",
        "kind": kind,
        "symbol": "BTC/USDT",
        "quote": "USDT",
        "at": NOW,
    }
    return Change(**{**made, **also})  # type: ignore[arg-type]


def received(units: str, price: str, symbol: str = "BTC/USDT", name: str = "in") -> Change:
    return a_change(ChangeKind.TRANSFER, id=name, symbol=symbol, units=D(units), price=Price(price))


def test_units_that_came_in_are_no_profit():
    sheet = fold("portfolio", [received("2", "100")], [], QUOTES, {})

    assert sheet.cash == {}
    assert sheet.in_kind == {"USDT": D(200)}
    assert sheet.positions["BTC/USDT"].cost == D(200)
    assert sheet.positions["BTC/USDT"].realized == ZERO


def test_a_renamed_instrument_goes_on_with_its_lots_and_its_profit():
    """Two of the old at 100, one given away at 130 (+30), then the old becomes the new, of which one is held."""
    facts = [
        received("2", "100"),
        received("-1", "130", name="out"),
        received("1", "90", symbol="NEW/USDT", name="there"),
        a_change(ChangeKind.RENAME, renamed="NEW/USDT"),
    ]

    for method in Method:
        sheet = fold("portfolio", facts, [], QUOTES, {}, method)

        assert set(sheet.positions) == {"NEW/USDT"}
        position = sheet.positions["NEW/USDT"]
        assert (position.quantity, position.cost, position.realized) == (D(2), D(190), D(30))
        assert {lot.symbol for lot in sheet.lots["NEW/USDT"]} == {"NEW/USDT"}


def test_a_name_that_is_held_the_other_way_round_needs_a_person():
    facts = [
        received("1", "100"),
        received("-1", "100", symbol="NEW/USDT", name="short"),
        a_change(ChangeKind.RENAME, renamed="NEW/USDT"),
    ]

    with pytest.raises(Bug, match="one side"):
        fold("portfolio", facts, [], QUOTES, {})


@pytest.mark.parametrize(
    "change",
    [
        a_change(ChangeKind.RENAME),
        a_change(ChangeKind.RENAME, renamed="BTC/USDT"),
        a_change(ChangeKind.TRANSFER, units=D(1)),
        a_change(ChangeKind.OUTSIDE, price=Price(1)),
        a_change(ChangeKind.SPLIT, new=0),
    ],
)
def test_a_change_that_says_half_is_a_bug(change: Change):
    with pytest.raises(Bug):
        changed(Sheet("portfolio"), change)
