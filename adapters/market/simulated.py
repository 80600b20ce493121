"""The simulated market: it stands still but for `market:` lines, and opens where its seed says."""

from __future__ import annotations

import hashlib
from decimal import ROUND_HALF_EVEN, Decimal

from core.kernel.errors import Refusal
from core.kernel.money import Price, Quantity, to_step
from core.kernel.time import Clock
from core.market.model import ALWAYS_OPEN, AssetClass, Instrument, Quote, Rules, Session, SourceState
from core.market.symbols import SymbolTable
from core.orders.model import Side
from core.paper.matching import FEE_RATE, taken
from core.paper.model import PriceMoved, SimulatedMove, SimulatedPrice
from core.ports.store import Store

# Where the market opens: last, tick and step (DESIGN, section 2). Others are drawn from the seed.
OPENING = {
    "BTC/USDT": ("60000.00", "0.01", "0.00001"),
    "ETH/USDT": ("3431.00", "0.01", "0.0001"),
    "SOL/USDT": ("142.05", "0.05", "0.1"),
    # A drawn price would make every sum over dollars and stablecoins absurd.
    "USDT/USD": ("1.0000", "0.0001", "0.1"),
    "USDC/USD": ("1.0000", "0.0001", "0.1"),
}
# A plausible range of opening prices for each kind of thing, in its quote currency.
RANGES = {
    AssetClass.CRYPTO: (Decimal("0.05"), Decimal(200)),
    AssetClass.FOREX: (Decimal("0.6"), Decimal(2)),
    AssetClass.METAL: (Decimal(25), Decimal(2500)),
    AssetClass.COMMODITY: (Decimal(40), Decimal(110)),
    AssetClass.INDEX: (Decimal(4000), Decimal(40000)),
    AssetClass.STOCK: (Decimal(12), Decimal(600)),
    AssetClass.OPTION: (Decimal(1), Decimal(20)),
}
# What trades in a day, in quote currency; others are drawn from the seed. One of them is thin on purpose.
VOLUMES = {
    "BTC/USDT": Decimal(40_000_000_000),
    "ETH/USDT": Decimal(20_000_000_000),
    "SOL/USDT": Decimal(12_000_000_000),
    "KAVA/USDT": Decimal(1_000_000),
}
VOLUME_RANGE = (Decimal(50_000_000), Decimal(5_000_000_000))
# What the book holds near the price, as a part of what trades in a day.
BOOK_PART = Decimal("0.02")
MINIMUM_NOTIONAL = Decimal(1)
DIGITS_SHOWN = 5


class SimulatedMarket:
    """Quotes from the database, so that every process and the next start see the same market."""

    simulated = True
    sources: tuple[SourceState, ...] = ()

    def __init__(self, store: Store, clock: Clock, table: SymbolTable, seed: int) -> None:
        self._store = store
        self._clock = clock
        self.table = table
        self._seed = seed
        self._opening: dict[str, tuple[Price, Price, Quantity]] = {}

    async def quote(self, instrument: Instrument) -> Quote:
        """The price since the last `market:` line, or the opening price."""
        last, tick, _ = self.opening(instrument)
        moved = await self._store.view.get(SimulatedPrice, instrument.symbol)
        last = last if moved is None else moved.last
        volume = volume_of(instrument, self._seed)
        return Quote(
            symbol=instrument.symbol,
            last=last,
            bid=taken(Side.SELL, last, tick),
            ask=taken(Side.BUY, last, tick),
            at=self._clock.now(),
            size=None if moved is None else moved.size,
            revision=0 if moved is None else moved.revision,
            volume=volume,
            depth=Quantity(to_step(volume * BOOK_PART / last, self.opening(instrument)[2], ROUND_HALF_EVEN)),
        )

    async def shown(self, instrument: Instrument) -> Quote | None:
        """The same: what stands still is never old."""
        return await self.quote(instrument)

    async def learn(self, instrument: Instrument) -> None:
        """Nothing that is not known."""

    async def session(self, instrument: Instrument) -> Session:
        """It never closes."""
        return ALWAYS_OPEN

    def tick(self, instrument: Instrument) -> Price:
        """The step of the instrument's price."""
        return self.opening(instrument)[1]

    def rules(self, instrument: Instrument) -> Rules:
        """Ticks and steps of the simulated venue."""
        _, tick, step = self.opening(instrument)
        return Rules(
            tick=tick, step=step, minimum_quantity=step, minimum_notional=MINIMUM_NOTIONAL, fee_rate=FEE_RATE
        )

    async def move(self, instrument: Instrument, last: Price, size: Quantity | None) -> None:
        """Put the market there. Resting orders trade by the event that this records."""
        tick = self.opening(instrument)[1]
        if to_step(last, tick, ROUND_HALF_EVEN) != last:
            raise Refusal("off_tick", {"symbol": instrument.symbol, "price": str(last), "tick": str(tick)})
        async with self._store.unit() as unit:
            before = await unit.get(SimulatedPrice, instrument.symbol)
            revision = 1 if before is None else before.revision + 1
            now = self._clock.now()
            await unit.put(
                [SimulatedPrice(symbol=instrument.symbol, last=last, size=size, revision=revision, at=now)]
            )
            await unit.add(
                [SimulatedMove(symbol=instrument.symbol, revision=revision, last=last, at=now)], new_only=True
            )
            unit.record(PriceMoved(instrument.symbol, revision))

    def opening(self, instrument: Instrument) -> tuple[Price, Price, Quantity]:
        """Opening price, tick and step of an instrument."""
        known = self._opening.get(instrument.symbol)
        if known is None:
            known = self._opening[instrument.symbol] = drawn(instrument, self._seed)
        return known


def volume_of(instrument: Instrument, seed: int) -> Decimal:
    """What trades of an instrument in a day under this seed, in whole units of its quote currency."""
    known = VOLUMES.get(instrument.symbol)
    if known is not None:
        return known
    digest = hashlib.sha256(f"{seed}/{instrument.symbol}/volume".encode()).digest()
    share = Decimal(int.from_bytes(digest[:8], "big")) / Decimal(2**64)
    low, high = VOLUME_RANGE
    return to_step(low * (high / low) ** share, Decimal(1), ROUND_HALF_EVEN)


def drawn(instrument: Instrument, seed: int) -> tuple[Price, Price, Quantity]:
    """Where an instrument opens under this seed: its price, tick and step."""
    if instrument.symbol in OPENING:
        opens, ticks, steps = OPENING[instrument.symbol]
        return Price(opens), Price(ticks), Quantity(steps)
    digest = hashlib.sha256(f"{seed}/{instrument.symbol}".encode()).digest()
    share = Decimal(int.from_bytes(digest[:8], "big")) / Decimal(2**64)
    low, high = RANGES[instrument.asset_class]
    # Even in the logarithm: a market has more cheap things than dear ones.
    price = low * (high / low) ** share
    magnitude = price.adjusted()
    tick = Price(Decimal(1).scaleb(magnitude - DIGITS_SHOWN + 1))
    step = Quantity(Decimal(1).scaleb(-magnitude - 1))
    return Price(to_step(price, tick, ROUND_HALF_EVEN)), tick, step
