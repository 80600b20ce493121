"""Venues that do as a key says: `withdraws-...` may withdraw, `dead-...` is not taken. They trade nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import cast
from urllib.parse import parse_qs, urlsplit

from adapters.brokers.driver import Driver, Keep
from core.accounts.model import Mode
from core.kernel.money import Money
from core.kernel.time import Clock
from core.market.model import AssetClass
from core.orders.model import OrderRequest, OrderSnapshot
from core.ports.broker import Broker, BrokerError, ErrorKind, Placed
from core.venues.model import KEY_AND_SECRET, Checked, CredentialField, Rights, VenueInfo
from tests.worlds import ToldBroker

CRYPTO, EQUITY = (AssetClass.CRYPTO,), (AssetClass.STOCK,)
INFOS = (
    VenueInfo(
        name="kraken", title="Kraken", classes=CRYPTO, quotes=("USD",), keys_page="https://kraken.example/api",
        region="Kraken does not serve everybody everywhere.",
    ),
    VenueInfo(name="alpaca", title="Alpaca", classes=EQUITY, quotes=("USD",), sandbox=True),
    VenueInfo(
        name="kucoin", title="KuCoin", classes=CRYPTO, quotes=("USDT",), experimental=True, extra="kucoin",
        fields=(*KEY_AND_SECRET, CredentialField(name="passphrase")),
    ),
    VenueInfo(
        name="schwab", title="Schwab", classes=EQUITY, quotes=("USD",), aliases=("td_ameritrade",), fields=(),
        sign_in=True,
    ),
)  # fmt: skip
FAILS = {
    "dead": ErrorKind.AUTH,
    "late": ErrorKind.CLOCK,
    "silent": ErrorKind.UNAVAILABLE,
    "bare": ErrorKind.UNSUPPORTED,
}
WEEK = timedelta(days=7)


@dataclass(slots=True)
class ToldVenues:
    """`asked` is every key that was checked, by its venue."""

    clock: Clock
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list, repr=False)

    @property
    def known(self) -> Sequence[VenueInfo]:
        return INFOS

    def named(self, name: str) -> VenueInfo | None:
        wanted = name.strip().casefold()
        return next((one for one in INFOS if wanted in (one.name, one.title.casefold(), *one.aliases)), None)

    async def check(self, venue: str, credentials: Mapping[str, str]) -> Checked:
        self.asked.append((venue, dict(credentials)))
        key = credentials.get("key") or credentials.get("token", "")
        how = key.split("-")[0].lower()
        if how in FAILS:
            if how == "bare":
                raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "pip install 'bellwether[kucoin]'")
            # Venues do repeat keys in what they say.
            raise BrokerError(FAILS[how], Placed.NO, f"{venue} says no to {credentials}")
        if how == "breaks":
            raise ValueError(f"not JSON: {credentials}")
        paper = how.startswith("pk")
        return Checked(
            mode=Mode.PAPER if paper else Mode.LIVE,
            rights=Rights(trade=how != "reads", withdraw=how == "withdraws", address_bound=True),
            currency="USD",
            balances=(Money(Decimal("4000"), "USD"),),
            label=f"··{key[-4:]}",
            until=self.clock.now() + WEEK if venue == "schwab" else None,
            skew_seconds=12.0 if how == "skewed" else 0.2,
        )

    def driver(self, venue: str) -> Driver:
        return cast("Driver", ToldDriver(venue))

    def sign_in(self, venue: str, state: str) -> str:
        return f"https://{venue}.example/authorize?state={state}"

    async def signed_in(self, venue: str, answer: str) -> Mapping[str, str]:
        codes = parse_qs(urlsplit(answer).query).get("code", [])
        if not codes:
            raise BrokerError(ErrorKind.AUTH, Placed.NO, f"no code in {answer}")
        return {"token": f"{codes[0]}-token"}


class ThereBroker(ToldBroker):
    """An account with 4,000 dollars at a venue that takes nothing."""

    async def balances(self) -> Sequence[Money]:
        return [Money(Decimal(4000), "USD")]


@dataclass
class ToldDriver:
    """Its accounts differ by nothing."""

    venue: str

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> Broker:
        async def refuse(request: OrderRequest) -> OrderSnapshot:
            raise BrokerError(ErrorKind.REJECTED, Placed.NO, "told to")

        return ThereBroker(refuse, venue=self.venue)
