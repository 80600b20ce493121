"""Robinhood as data (row BR-09)."""

from __future__ import annotations

from core.market.model import AssetClass
from core.venues.model import CredentialField, Feature, How, Support, VenueInfo

NATIVE = Support(How.NATIVE)
ABSENT = Support(How.ABSENT)

INFOS = (
    VenueInfo(
        name="robinhood",
        title="Robinhood",
        aliases=("Robinhood Crypto",),
        classes=(AssetClass.CRYPTO,),
        quotes=("USD",),
        fields=(CredentialField(name="key"), CredentialField(name="secret")),
        experimental=True,
        region="Crypto only: Robinhood has no official interface for stocks, and the unofficial one (a password login "
        "that keeps its token in a file) is not used here. The secret is the private half of an Ed25519 pair.",
        keys_page="https://robinhood.com/account/crypto",
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
                How.EMULATED, "Coins back one resting order: the stop rests, targets are watched."
            ),
            Feature.REPLACE: Support(How.EMULATED, "Taken back and placed anew."),
            Feature.FRACTIONS: NATIVE,
            Feature.SHORT: ABSENT,
            Feature.LEVERAGE: ABSENT,
            Feature.REDUCE_ONLY: Support(
                How.EMULATED, "A sale is of coins that are held; Robinhood refuses to sell more."
            ),
            Feature.CLIENT_ID: NATIVE,
            Feature.FIND_BY_ID: Support(How.EMULATED, "By listing the orders of that time."),
            Feature.FEES_ON_FILLS: Support(
                How.EMULATED,
                "Robinhood tells one fee for an order: it is shared among its parts by their worth.",
            ),
            Feature.ORDER_STREAM: Support(How.ABSENT, "Orders are asked about."),
            Feature.HOURS: Support(How.NATIVE, "Coins trade around the clock."),
            Feature.SANDBOX: ABSENT,
        },
    ),
)
