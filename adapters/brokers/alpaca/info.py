"""Alpaca as data: what it is called, what connecting takes, what it can do."""

from __future__ import annotations

from core.market.model import AssetClass
from core.venues.model import Feature, How, Support, VenueInfo

NATIVE, EMULATED, ABSENT = How.NATIVE, How.EMULATED, How.ABSENT

INFOS = (
    VenueInfo(
        name="alpaca",
        title="Alpaca",
        classes=(AssetClass.STOCK, AssetClass.CRYPTO),
        quotes=("USD",),
        sandbox=True,
        region="Coins are not offered in every state and country.",
        keys_page="https://app.alpaca.markets",
        features={
            Feature.MARKET: Support(NATIVE, "An entry in shares is only sent while the market is open."),
            Feature.LIMIT: Support(NATIVE),
            Feature.STOP: Support(NATIVE, "For coins a stop-limit whose limit is 5 % past the stop."),
            Feature.STOP_LIMIT: Support(NATIVE),
            Feature.TAKE_PROFIT: Support(EMULATED, "Targets are watched here."),
            Feature.TRAILING: Support(EMULATED),
            Feature.SEVERAL_EXITS: Support(
                EMULATED, "What is held backs one resting order: the stop rests, targets are watched here."
            ),
            Feature.REPLACE: Support(
                NATIVE, "Not the size of a fraction, and nothing that has traded in part."
            ),
            Feature.FRACTIONS: Support(
                NATIVE,
                "Orders for a fraction of a share end with the trading day; stops are placed again after it.",
            ),
            Feature.SHORT: Support(NATIVE, "Whole shares, on margin accounts; no coins."),
            Feature.LEVERAGE: Support(ABSENT, "The account's own margin counts."),
            Feature.REDUCE_ONLY: Support(
                EMULATED, "An exit of shares is refused rather than opening a position the other way."
            ),
            Feature.CLIENT_ID: Support(NATIVE),
            Feature.FIND_BY_ID: Support(NATIVE),
            Feature.FEES_ON_FILLS: Support(
                EMULATED, "Shares are free of commission; fees of coins by the published table."
            ),
            Feature.ORDER_STREAM: Support(ABSENT, "Orders are asked about."),
            Feature.HOURS: Support(NATIVE, "The venue's own clock."),
            Feature.SANDBOX: Support(NATIVE, "Keys that begin with PK are of a paper account."),
        },
    ),
)
