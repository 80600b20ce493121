"""From readings to the signals they are: plain functions, the same for a post as it arrives and for an old one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.kernel.ids import derived
from core.kernel.money import plain
from core.market.model import AssetClass
from core.signals.instructions import equal_parts
from core.signals.model import LedgerEntry, Provider, Signal, SignalStatus
from core.signals.reading import OptionContract, Reading, ReadingKind, Tier

OPTION = "option"
STOP_CONDITION = "stop_condition"
_CAUTION = (Tier.IGNORE, Tier.CONFIRM, Tier.AUTO)


def opening(readings: Sequence[Reading]) -> list[tuple[int, Reading]]:
    """The readings that would open a trade, each with its place in the post."""
    return [
        (item, reading)
        for item, reading in enumerate(readings)
        if reading.kind is ReadingKind.OPEN
        and reading.tier is not Tier.IGNORE
        and reading.direction is not None
    ]


def _not_as_written(reading: Reading) -> tuple[str, ...]:
    """What can be read and not be carried out so: contracts, and stops that wait for a candle to close."""
    told = ((OPTION, reading.option), (STOP_CONDITION, reading.stop_condition))
    return tuple(reason for reason, there in told if there is not None)


def contract_name(option: OptionContract) -> str:
    """What a contract is called on a card: `544 put 0DTE`, `610/620 call 12-12`."""
    strikes = option.strikes or ((option.strike,) if option.strike is not None else ())
    parts = ("/".join(plain(strike) for strike in strikes), option.right, option.expiry)
    return " ".join(part for part in parts if part)


def _asked_by_habit(provider: Provider, reading: Reading) -> Decimal | None:
    """The leverage of a provider whose post names none. Shares and options are never held with it."""
    cash = reading.option is not None or reading.asset_class in (AssetClass.STOCK, AssetClass.OPTION, None)
    return None if cash else provider.leverage


def signal_of(provider: Provider, number: int, item: int, reading: Reading, entry: LedgerEntry) -> Signal:
    """The signal that an opening reading of this post is: the `number`-th of its provider."""
    assert reading.direction is not None
    assert reading.entry_type is not None
    shares = reading.target_shares or provider.split
    targets = equal_parts(reading.targets, shares)
    contract = reading.option is not None  # never the underlying at the price of its option
    extra = tuple(reason for reason in _not_as_written(reading) if reason not in reading.reasons)
    return Signal(
        id=derived("signal", entry.chain, entry.message, item),
        provider=provider.id,
        number=number,
        channel=entry.chain,
        message=entry.message,
        item=item,
        author=entry.author,
        symbol=None if reading.instrument is None or contract else reading.instrument.symbol,
        base=reading.base if reading.option is None else f"{reading.base} {contract_name(reading.option)}",
        quote=reading.quote,
        direction=reading.direction,
        entry_type=reading.entry_type,
        entries=reading.entries,
        stop=reading.stop,
        targets=targets,
        tier=min(reading.tier, Tier.CONFIRM, key=_CAUTION.index) if extra else reading.tier,
        confidence=reading.confidence,
        reasons=(*reading.reasons, *extra),
        spans=reading.spans,
        status=SignalStatus.OPEN,
        posted_at=entry.posted_at,
        seen_at=entry.seen_at,
        stop_now=reading.stop,
        targets_now=targets,
        leverage=max(reading.leverage, default=_asked_by_habit(provider, reading)),
        taught=reading.taught,
    )
