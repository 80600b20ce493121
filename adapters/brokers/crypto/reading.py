"""What the library tells of orders, trades and markets, in the words of the broker port. All numbers came as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from adapters.brokers.crypto.profiles import Profile
from core.kernel.money import ZERO, Money, Price, Quantity, exact
from core.market.model import Quote, Rules
from core.orders.model import OrderSnapshot, OrderStatus, Side, VenueFill

Told = Mapping[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# How the library names what is over; whatever it does not know passes through raw and counts as open.
OVER = {
    "closed": OrderStatus.CANCELED,
    "canceled": OrderStatus.CANCELED,
    "cancelled": OrderStatus.CANCELED,
    "expired": OrderStatus.EXPIRED,
    "expired_in_match": OrderStatus.EXPIRED,
    "rejected": OrderStatus.REJECTED,
    "failed": OrderStatus.CANCELED,
}
KNOWN_OPEN = frozenset({"open", "None", ""})


def number(value: object) -> Decimal:
    """A number as it was told; nothing told is zero."""
    return ZERO if value in (None, "") else exact(str(value))


def instant(milliseconds: object) -> datetime:
    """A moment told in milliseconds."""
    return EPOCH + timedelta(milliseconds=int(str(milliseconds)))


def milliseconds(moment: datetime) -> int:
    """The same the other way round."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def snapshot_of(
    order: Told, fills: Sequence[VenueFill], symbol: str, client_order_id: str, quantity: Quantity | None
) -> OrderSnapshot:
    """An order with its fills. It is over only once its fills say so too: what is filled is decided by quantity, never
    by the name of a status."""
    asked = Quantity(number(order.get("amount"))) if order.get("amount") else quantity or Quantity(ZERO)
    told = number(order.get("filled"))
    filled = sum((fill.quantity for fill in fills), ZERO)
    said = str(order.get("status"))
    status = OVER.get(said.casefold(), OrderStatus.OPEN)
    if asked and filled >= asked:
        status = OrderStatus.FILLED
    elif filled < told or (status is OrderStatus.OPEN and filled):
        # The fills of what it traded are not all told yet: more has to be asked for.
        status = OrderStatus.PARTIALLY_FILLED if filled else OrderStatus.OPEN
    elif status is OrderStatus.REJECTED and filled:
        status = OrderStatus.CANCELED
    unknown = status is OrderStatus.OPEN and said.casefold() not in KNOWN_OPEN and said.casefold() not in OVER
    side = order.get("side")
    return OrderSnapshot(
        venue_order_id=str(order["id"]),
        client_order_id=client_order_id,
        symbol=symbol,
        status=status,
        quantity=asked,
        filled=Quantity(filled),
        fills=tuple(fills),
        reason=f"status_{said.casefold()}"[:60] if unknown else "",
        side=Side(str(side).upper()) if side else None,
    )


def fill_of(trade: Told, symbol: str, client_order_id: str, profile: Profile) -> VenueFill:
    """A fill with its own fee. Where trades are numbered by instrument, the instrument is a part of the id."""
    fee = trade.get("fee") or {}
    id_ = str(trade["id"])
    base, _, quote = symbol.partition("/")
    return VenueFill(
        venue_trade_id=f"{base}{quote}-{id_}" if profile.trade_ids_by_symbol else id_,
        client_order_id=client_order_id,
        symbol=symbol,
        side=Side(str(trade["side"]).upper()),
        quantity=Quantity(number(trade["amount"])),
        price=Price(number(trade["price"])),
        fee=Money(number(fee.get("cost")), str(fee.get("currency") or quote)),
        at=instant(trade["timestamp"]),
        venue_order_id=str(trade.get("order") or ""),
    )


def in_order(fills: Sequence[VenueFill]) -> list[VenueFill]:
    """Each fill once, oldest first."""
    once = {fill.venue_trade_id: fill for fill in fills}
    return sorted(once.values(), key=lambda fill: (fill.at, fill.venue_trade_id))


def rules_of(market: Told, profile: Profile, own_fee: Decimal | None = None) -> Rules:
    """Ticks, steps, minima and fees of a market."""
    limits, precision = market["limits"], market["precision"]
    step = number(precision["amount"])
    listed = profile.fee_rate if market.get("taker") is None else number(market["taker"])
    fee = listed if own_fee is None else own_fee
    leverage = number((limits.get("leverage") or {}).get("max")) if profile.swap else ZERO
    return Rules(
        # Some tell how many decimals a price may have, and beside it the step that it goes in.
        tick=Price(number((market.get("info") or {}).get("tick_size")) or number(precision["price"])),
        step=Quantity(step),
        minimum_quantity=Quantity(number((limits.get("amount") or {}).get("min")) or step),
        minimum_notional=number((limits.get("cost") or {}).get("min")),
        fee_rate=fee or ZERO,
        leverage=leverage or Decimal(1),
    )


def quote_of(ticker: Told, symbol: str, at: datetime) -> Quote | None:
    """What it costs; None when the venue has no price for it."""
    last, bid, ask = (number(ticker.get(name)) for name in ("last", "bid", "ask"))
    if not (last or (bid and ask)):
        return None
    last = last or bid
    volume = number(ticker.get("quoteVolume"))
    return Quote(
        symbol=symbol,
        last=Price(last),
        bid=Price(bid or last),
        ask=Price(ask or last),
        at=at,
        volume=volume or None,
    )


def balances_of(told: Told, profile: Profile, positions: Sequence[tuple[str, str, Told]] = ()) -> list[Money]:
    """What an account holds and may trade. What is staked or lent stands under names of its own and is left out.

    A futures position is shown as the units that it is of, and what they were bought for as money that was paid: it is
    what the market would have to be asked for on a spot account, and comes out equal in value.
    """
    held: dict[str, Decimal] = {}
    for asset, amount in (told.get("total") or {}).items():
        if not is_set_aside(asset, profile):
            held[asset] = number(amount)
    for base, quote, position in positions:
        paid = number(position.get("notional")) - number(position.get("unrealizedProfit"))
        held[base] = held.get(base, ZERO) + number(position.get("positionAmt"))
        held[quote] = held.get(quote, ZERO) - paid
    return [Money(amount, asset) for asset, amount in held.items() if amount]


def is_set_aside(asset: str, profile: Profile) -> bool:
    """Whether this is a name for units that cannot be traded: `DOT.S` is staked, `LDBTC` is lent."""
    if profile.set_aside_prefix and asset.startswith(profile.set_aside_prefix):
        return asset not in profile.no_prefix
    return "." in asset
