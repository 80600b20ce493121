"""What one block of a post has given so far, while it is being read. Becomes a frozen `Reading` at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from core.market.model import AssetClass, Instrument
from core.signals.cues import Cue
from core.signals.reading import Direction, OptionContract
from core.signals.token import Strength, Token


@dataclass(frozen=True, slots=True)
class Level:
    """One price with what joined it to the one before it (`-`, `/`, `to`, or nothing)."""

    value: Decimal
    joint: str
    token: Token
    line: int


@dataclass(slots=True)
class Draft:
    """A block's fields as read, before anything is held against anything."""

    symbol: Token | None = None
    other_symbols: list[Token] = field(default_factory=list)
    direction: Direction | None = None
    side: Token | None = None
    conflict: bool = False
    zone_side: Direction | None = None  # in the name of the entry, where no side is told otherwise
    side_line: int = 0
    symbol_line: int = 0
    market: bool = False
    limit: bool = False
    breakout: bool = False
    zone: bool = False
    ladder: bool = False
    entries: list[Level] = field(default_factory=list)
    targets: list[Level] = field(default_factory=list)
    stops: list[Level] = field(default_factory=list)
    reference: list[Level] = field(default_factory=list)  # what it is said to cost now
    target_shares: list[Decimal] = field(default_factory=list)
    entry_shares: list[Decimal] = field(default_factory=list)
    leverage: list[Decimal] = field(default_factory=list)
    margin_mode: str | None = None
    size_pct: list[Decimal] = field(default_factory=list)
    size_usd: Decimal | None = None
    risk_pct: Decimal | None = None
    qty: Decimal | None = None
    targets_pct: list[Decimal] = field(default_factory=list)
    stop_pct: Decimal | None = None
    targets_pips: list[Decimal] = field(default_factory=list)
    stop_pips: Decimal | None = None
    trailing_pct: Decimal | None = None
    rr: Decimal | None = None
    open_target: bool = False
    stop_condition: str | None = None
    be_after_target: int | None = None
    sats: bool = False
    option: OptionContract | None = None
    expiry_open: bool = False
    closes_short: bool = False
    reasons: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    unknown_words: int = 0
    asides: int = 0  # unknown words in sentences that hold nothing of the trade
    unread: list[Token] = field(default_factory=list)  # numbers that nothing explains
    cues: dict[Cue, int] = field(default_factory=dict)

    def doubt(self, reason: str) -> None:
        """Say why this may not trade by itself."""
        if reason not in self.reasons:
            self.reasons.append(reason)

    def span(self, name: str, start: int, end: int) -> None:
        """Note where a field was written, in the normalised text."""
        self.spans.append((name, start, end))

    def choose_symbol(self) -> None:
        """Of several symbols, the one beside the side is the one that is traded."""
        if self.symbol is None or self.side is None or not self.other_symbols:
            return
        side = self.side

        def gap(token: Token) -> int:
            return token.start - side.end if token.start >= side.end else side.start - token.end

        every = [self.symbol, *self.other_symbols]
        sure = [token for token in every if token.strength is Strength.STRONG]
        chosen = min(every, key=gap)
        if chosen.strength is Strength.SLOT and sure:
            chosen = min(sure, key=gap)  # ALT SHORT above TON-USDT-SWAP
        if chosen is not self.symbol:
            self.other_symbols = [
                self.symbol,
                *(token for token in self.other_symbols if token is not chosen),
            ]
            self.symbol = chosen
            self.spans = [span for span in self.spans if span[0] != "symbol"]
            self.span("symbol", chosen.start, chosen.end)

    @property
    def asset_class(self) -> AssetClass | None:
        """The class of what the symbol resolved to; an option contract outranks its underlying."""
        if self.option is not None:
            return AssetClass.OPTION
        instrument = self.instrument
        return instrument.asset_class if instrument else None

    @property
    def instrument(self) -> Instrument | None:
        """What the symbol resolved to."""
        return self.symbol.instrument if self.symbol else None

    @property
    def has_levels(self) -> bool:
        """Whether a stop or a target was written in any form."""
        return bool(self.stops or self.targets or self.relative)

    @property
    def relative(self) -> bool:
        """Whether a stop or target was written as a distance."""
        return bool(
            self.targets_pct or self.stop_pct or self.targets_pips or self.stop_pips or self.trailing_pct
        )
