"""What every venue server here has: a floor, keys with their accounts, and orders as they come off the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from core.kernel.money import Price, Quantity
from core.orders.model import OrderRequest, OrderType, Side, TimeInForce
from core.ports.broker import ErrorKind
from tests.venues.floor import Floor, Placed, Refused, pair

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Key:
    """A key of an account; `rights` in the venue's own words. `last` is the last number that a call of it bore."""

    account: str
    key: str
    secret: str
    passphrase: str = ""
    rights: list[str] = field(default_factory=list)
    revoked: bool = False
    last: int = 0

    @property
    def credentials(self) -> dict[str, str]:
        """What a person enters."""
        found = {"key": self.key, "secret": self.secret}
        return found | ({"passphrase": self.passphrase} if self.passphrase else {})


def order_of(
    symbol: str,
    side: str,
    kind: OrderType,
    *,
    quantity: str,
    limit: str | None = None,
    stop: str | None = None,
    waits: TimeInForce = TimeInForce.GTC,
    client_order_id: str = "",
    reduce_only: bool = False,
) -> OrderRequest:
    """An order from the text of a request. Raises `Refused` for what is no number."""
    try:
        return OrderRequest(
            client_order_id=client_order_id,
            symbol=symbol,
            side=Side(side.upper()),
            type=kind,
            quantity=Quantity(Decimal(quantity)),
            limit_price=Price(Decimal(limit)) if limit else None,
            stop_price=Price(Decimal(stop)) if stop else None,
            reduce_only=reduce_only,
            time_in_force=waits,
        )
    except InvalidOperation:
        raise Refused(ErrorKind.INVALID_SIZE) from None


def must_fit(floor: Floor, request: OrderRequest) -> None:
    """Refuse what is off the venue's ticks and steps, or too small: the core is to have seen to that."""
    rules = floor.listings.get(request.symbol)
    if rules is None:
        raise Refused(ErrorKind.UNKNOWN_INSTRUMENT)
    if request.quantity % rules.step or request.quantity < rules.minimum_quantity:
        raise Refused(ErrorKind.INVALID_SIZE)
    prices = [price for price in (request.limit_price, request.stop_price) if price is not None]
    if any(price % rules.tick for price in prices):
        raise Refused(ErrorKind.INVALID_PRICE)
    if (
        request.quantity * (prices[0] if prices else floor.quote(request.symbol).last)
        < rules.minimum_notional
    ):
        raise Refused(ErrorKind.INVALID_SIZE)


def average(placed: Placed) -> Decimal:
    """Mean price of its fills; zero while there are none."""
    return placed.spent / placed.order.filled if placed.order.filled else Decimal(0)


def fees(placed: Placed) -> Decimal:
    """What its fills cost together, whatever in."""
    return sum((fill.fee.amount for fill in placed.fills), Decimal(0))


def seconds(moment: datetime) -> float:
    """A moment as many venues write it."""
    return (moment - EPOCH).total_seconds()


def millis(moment: datetime) -> int:
    """The same in thousandths."""
    return round((moment - EPOCH).total_seconds() * 1000)


__all__ = ["Key", "average", "fees", "millis", "must_fit", "order_of", "pair", "seconds"]
