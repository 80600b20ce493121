"""The crypto venues as data: what each is called, what connecting takes, what it can do."""

from __future__ import annotations

from core.market.model import AssetClass
from core.venues.model import Feature, How, Support, VenueInfo

NATIVE, EMULATED, ABSENT = How.NATIVE, How.EMULATED, How.ABSENT
COINS = (AssetClass.CRYPTO,)

SPOT: dict[Feature, Support] = {
    Feature.MARKET: Support(NATIVE),
    Feature.LIMIT: Support(NATIVE),
    Feature.STOP: Support(NATIVE),
    Feature.STOP_LIMIT: Support(NATIVE),
    Feature.TAKE_PROFIT: Support(NATIVE),
    Feature.TRAILING: Support(EMULATED),
    Feature.SEVERAL_EXITS: Support(
        EMULATED, "What is held backs one resting order: the stop rests, targets are watched here."
    ),
    Feature.REPLACE: Support(EMULATED, "The old order is taken back first."),
    Feature.FRACTIONS: Support(NATIVE),
    Feature.SHORT: Support(ABSENT),
    Feature.LEVERAGE: Support(ABSENT),
    Feature.REDUCE_ONLY: Support(EMULATED, "What is not held cannot be sold."),
    Feature.CLIENT_ID: Support(NATIVE),
    Feature.FIND_BY_ID: Support(NATIVE),
    Feature.FEES_ON_FILLS: Support(NATIVE),
    Feature.ORDER_STREAM: Support(ABSENT, "Orders are asked about."),
    Feature.HOURS: Support(NATIVE, "Around the clock, unless the venue has halted an instrument."),
    Feature.SANDBOX: Support(ABSENT),
}

KRAKEN = VenueInfo(
    name="kraken",
    title="Kraken",
    classes=COINS,
    quotes=("USD", "EUR", "USDT", "USDC"),
    keys_page="https://www.kraken.com/u/security/api",
    features=SPOT
    | {
        Feature.MARKET: Support(NATIVE, "Fees are taken in the currency that is paid in."),
        Feature.FIND_BY_ID: Support(NATIVE, "In its lists of open and of closed orders."),
    },
)
INFOS = (KRAKEN,)
