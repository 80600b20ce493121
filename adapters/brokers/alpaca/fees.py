"""What Alpaca charges: nothing for shares, a share of what was received for coins.

Its fills name no fee. Fees of coins are posted at the end of the day, in one sum for all fills of a coin, but they are
taken from what is held at once: whoever books none believes in units that are not there. So they are computed by the
published table, by the tier that the account tells, rounded as the venue rounds. Regulatory fees on sales of shares
(a few cents a day, in one sum) are not of any one fill, and come in with the account's cash.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_UP, Decimal

from core.kernel.money import ZERO, Money, Price, Quantity, to_step
from core.market.model import AssetClass, Instrument
from core.orders.model import Side

# By tier, of the 30-day volume: resting orders, orders that take (in basis points).
TIERS = ((15, 25), (12, 22), (10, 20), (8, 18), (5, 15), (2, 13), (2, 12), (0, 10))
POINT = Decimal("0.0001")
TAKER = TIERS[0][1] * POINT
SMALLEST = Decimal("1E-9")
# A limit that traded so soon after it was sent took what was there.
AT_ONCE = timedelta(seconds=5)


def rate_of(tier: int, *, rested: bool) -> Decimal:
    """The share that is charged in this tier (1 to 8); the dearest where the account names another."""
    maker, taker = TIERS[tier - 1] if 1 <= tier <= len(TIERS) else TIERS[0]
    return (maker if rested else taker) * POINT


def fee_of(instrument: Instrument, side: Side, quantity: Quantity, price: Price, rate: Decimal) -> Money:
    """The fee of a fill, in what was received."""
    if instrument.asset_class is not AssetClass.CRYPTO:
        return Money(ZERO, instrument.quote)
    received = quantity if side is Side.BUY else quantity * price
    currency = instrument.base if side is Side.BUY else instrument.quote
    return Money(to_step(received * rate, SMALLEST, ROUND_UP), currency)
