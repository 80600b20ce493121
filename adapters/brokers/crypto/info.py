"""The crypto venues as data: what each is called, what connecting takes, what it can do."""

from __future__ import annotations

from core.market.model import AssetClass
from core.venues.model import KEY_AND_SECRET, CredentialField, Feature, How, Support, VenueInfo

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
BINANCE = VenueInfo(
    name="binance",
    title="Binance",
    classes=COINS,
    quotes=("USDT", "USDC", "EUR"),
    aliases=("binance spot",),
    region="Not offered in the United States; there it is Binance.US.",
    keys_page="https://www.binance.com/en/my/settings/api-management",
    features=SPOT,
)
BINANCEUS = VenueInfo(
    name="binanceus",
    title="Binance.US",
    classes=COINS,
    quotes=("USDT", "USD", "USDC"),
    aliases=("binance us",),
    region="For residents of the United States.",
    keys_page="https://www.binance.us/settings/api-management",
    features=SPOT,
)
COINBASE = VenueInfo(
    name="coinbase",
    title="Coinbase",
    classes=COINS,
    quotes=("USD", "USDC", "USDT", "EUR"),
    aliases=("coinbase advanced", "coinbase pro"),
    keys_page="https://portal.cdp.coinbase.com/access/api",
    features=SPOT
    | {
        Feature.MARKET: Support(
            NATIVE, "A purchase goes as a limit at most 2 % over the price, at once or never."
        ),
        Feature.STOP: Support(EMULATED, "A stop-limit whose limit is 5 % past the stop."),
        Feature.TAKE_PROFIT: Support(EMULATED, "Targets are watched here."),
        Feature.FIND_BY_ID: Support(EMULATED, "Its list of orders is read."),
    },
)
BINANCEUSDM = VenueInfo(
    name="binanceusdm",
    title="Binance Futures",
    classes=COINS,
    quotes=("USDT", "USDC"),
    aliases=("binance futures", "binance usd-m", "binance usdm"),
    region="Not offered in the United States and in some other countries.",
    keys_page="https://www.binance.com/en/my/settings/api-management",
    features=SPOT
    | {
        Feature.SEVERAL_EXITS: Support(NATIVE),
        Feature.SHORT: Support(NATIVE),
        Feature.LEVERAGE: Support(
            ABSENT,
            "Positions are kept within the money in the account; one-way mode. What is set there for an instrument"
            " is not changed: with isolated margin and 1x no more is at risk than that position's own money.",
        ),
        Feature.REDUCE_ONLY: Support(NATIVE),
    },
)
KUCOIN = VenueInfo(
    name="kucoin",
    title="KuCoin",
    classes=COINS,
    quotes=("USDT", "USDC"),
    fields=(*KEY_AND_SECRET, CredentialField(name="passphrase")),
    region="Not licensed in the United States.",
    keys_page="https://www.kucoin.com/account/api",
    features=SPOT
    | {
        Feature.STOP: Support(
            NATIVE, "Stops stand in a list of their own, which forgets what was taken back."
        )
    },
)
INFOS = (KRAKEN, BINANCE, BINANCEUSDM, BINANCEUS, COINBASE, KUCOIN)
