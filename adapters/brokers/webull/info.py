"""Webull as data (row BR-10)."""

from __future__ import annotations

from core.market.model import AssetClass
from core.venues.model import CredentialField, Feature, How, Support, VenueInfo

NATIVE = Support(How.NATIVE)
ABSENT = Support(How.ABSENT)

INFOS = (
    VenueInfo(
        name="webull",
        title="Webull",
        classes=(AssetClass.STOCK,),
        quotes=("USD",),
        fields=(
            CredentialField(name="key"),
            CredentialField(name="secret"),
            CredentialField(name="token", optional=True),
            CredentialField(name="account", secret=False, optional=True),
        ),
        experimental=True,
        region="For accounts in the United States with access to the OpenAPI. Where two factors are on, a token that "
        "was confirmed in Webull's app is needed too.",
        keys_page="https://developer.webull.com",
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
            Feature.REPLACE: Support(
                How.EMULATED,
                "Webull changes an order under its old id; here it is taken back and placed anew.",
            ),
            Feature.FRACTIONS: Support(How.ABSENT, "Whole shares only."),
            Feature.SHORT: Support(How.ABSENT, "Sales are of shares that are held."),
            Feature.LEVERAGE: ABSENT,
            Feature.REDUCE_ONLY: Support(
                How.EMULATED, "A sale is of shares that are held; Webull refuses to sell more."
            ),
            Feature.CLIENT_ID: NATIVE,
            Feature.FIND_BY_ID: NATIVE,
            Feature.FEES_ON_FILLS: Support(
                How.EMULATED,
                "Webull tells one average price and the fees of a whole order: it is booked when the order ends.",
            ),
            Feature.ORDER_STREAM: Support(How.ABSENT, "Orders are asked about."),
            Feature.HOURS: Support(How.EMULATED, "By the exchange's calendar."),
            Feature.SANDBOX: ABSENT,
        },
    ),
)
