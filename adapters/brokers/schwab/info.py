"""Schwab as data (row BR-08)."""

from __future__ import annotations

from core.market.model import AssetClass
from core.venues.model import Feature, How, Support, VenueInfo

NATIVE = Support(How.NATIVE)
EMULATED = Support(How.EMULATED)
ABSENT = Support(How.ABSENT)

INFOS = (
    VenueInfo(
        name="schwab",
        title="Charles Schwab",
        aliases=("td_ameritrade", "TD Ameritrade", "TDA", "Charles Schwab & Co."),
        classes=(AssetClass.STOCK,),
        quotes=("USD",),
        fields=(),
        sign_in=True,
        extra="schwab",
        region="For accounts of Charles Schwab in the United States. The sign-in ends after seven days.",
        keys_page="https://developer.schwab.com",
        features={
            Feature.MARKET: NATIVE,
            Feature.LIMIT: NATIVE,
            Feature.STOP: NATIVE,
            Feature.STOP_LIMIT: NATIVE,
            Feature.TAKE_PROFIT: Support(
                How.EMULATED, "The program watches the price and sells at market when it is touched."
            ),
            Feature.TRAILING: Support(How.EMULATED, "The stop that rests there is moved."),
            Feature.SEVERAL_EXITS: Support(
                How.EMULATED, "Shares back one resting order: the stop rests, targets are watched."
            ),
            Feature.REPLACE: Support(How.NATIVE, "The new order has an id of its own."),
            Feature.FRACTIONS: Support(How.ABSENT, "Whole shares only."),
            Feature.SHORT: Support(How.ABSENT, "Sales are of shares that are held."),
            Feature.LEVERAGE: ABSENT,
            Feature.REDUCE_ONLY: Support(
                How.EMULATED, "A sale is of shares that are held; Schwab refuses to sell more."
            ),
            Feature.CLIENT_ID: Support(How.ABSENT, "Schwab knows its own ids only."),
            Feature.FIND_BY_ID: Support(
                How.EMULATED,
                "By what was asked and when: symbol, side, size, price and time. A person looks when several fit.",
            ),
            Feature.FEES_ON_FILLS: Support(
                How.EMULATED,
                "From the account's transactions. A fee that is told after its fill shows as a difference of money.",
            ),
            Feature.ORDER_STREAM: Support(How.ABSENT, "Orders are asked about."),
            Feature.HOURS: NATIVE,
            Feature.SANDBOX: ABSENT,
        },
    ),
)
