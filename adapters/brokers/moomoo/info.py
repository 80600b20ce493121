"""Moomoo as data (row BR-11)."""

from __future__ import annotations

from core.market.model import AssetClass
from core.venues.model import CredentialField, Feature, How, Support, VenueInfo

NATIVE = Support(How.NATIVE)
ABSENT = Support(How.ABSENT)

INFOS = (
    VenueInfo(
        name="moomoo",
        title="Moomoo",
        aliases=("Futu",),
        classes=(AssetClass.STOCK,),
        quotes=("USD",),
        fields=(
            CredentialField(name="host", secret=False),
            CredentialField(name="port", secret=False),
            CredentialField(name="password", optional=True),
            CredentialField(name="account", secret=False, optional=True),
        ),
        experimental=True,
        extra="moomoo",
        region="For whoever runs Moomoo's OpenD gateway and is signed in there; shares of the United States.",
        keys_page="https://openapi.moomoo.com",
        features={
            Feature.MARKET: NATIVE,
            Feature.LIMIT: NATIVE,
            Feature.STOP: NATIVE,
            Feature.STOP_LIMIT: NATIVE,
            Feature.TAKE_PROFIT: NATIVE,
            Feature.TRAILING: Support(How.EMULATED, "The stop that rests there is moved."),
            Feature.SEVERAL_EXITS: Support(
                How.EMULATED, "Shares back one resting order: the stop rests, targets are watched."
            ),
            Feature.REPLACE: Support(How.EMULATED, "Taken back and placed anew."),
            Feature.FRACTIONS: Support(How.ABSENT, "Whole shares only."),
            Feature.SHORT: Support(How.ABSENT, "Sales are of shares that are held."),
            Feature.LEVERAGE: ABSENT,
            Feature.REDUCE_ONLY: Support(How.EMULATED, "A sale is of shares that are held."),
            Feature.CLIENT_ID: Support(How.EMULATED, "In the order's remark, which Moomoo does not check."),
            Feature.FIND_BY_ID: Support(How.EMULATED, "By the remarks of the orders of that time."),
            Feature.FEES_ON_FILLS: Support(
                How.EMULATED,
                "Moomoo tells one fee for an order: it is shared among its parts by their worth.",
            ),
            Feature.ORDER_STREAM: Support(How.ABSENT, "Orders are asked about."),
            Feature.HOURS: Support(How.EMULATED, "By the exchange's calendar."),
            Feature.SANDBOX: ABSENT,
        },
    ),
)
