"""Which sources the live market has, in the order in which they are asked (MD-03): exchanges without a key first, then
what a key was set for, and what is not official last. A new source is its file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.market.alpaca import Alpaca
from adapters.market.alpha_vantage import AlphaVantage
from adapters.market.exchanges import VENUES, Exchange
from adapters.market.finnhub import Finnhub
from adapters.market.source import Source
from adapters.market.twelve_data import TwelveData
from adapters.market.yahoo import Yahoo
from core.kernel.time import Clock


@dataclass(frozen=True, slots=True)
class Keys:
    """What was set. A key is shown by nothing."""

    alpaca: tuple[str, str] | None = field(default=None, repr=False)
    twelve_data: str | None = field(default=None, repr=False)
    finnhub: str | None = field(default=None, repr=False)
    alpha_vantage: str | None = field(default=None, repr=False)
    yahoo: bool = False


def sources_of(keys: Keys, clock: Clock, urls: Mapping[str, str]) -> list[Source]:
    """The sources of these keys. `urls` point one by its name (`binance`, `twelve_data`) to another server."""
    found: list[Source] = [Exchange(venue, clock, urls.get(venue.id)) for venue in VENUES]
    if keys.alpaca is not None:
        found.append(Alpaca(*keys.alpaca, clock, urls.get("alpaca_data") or urls.get("alpaca")))
    if keys.twelve_data is not None:
        found.append(TwelveData(keys.twelve_data, clock, urls.get("twelve_data")))
    if keys.finnhub is not None:
        found.append(Finnhub(keys.finnhub, clock, urls.get("finnhub")))
    if keys.alpha_vantage is not None:
        found.append(AlphaVantage(keys.alpha_vantage, clock, urls.get("alpha_vantage")))
    if keys.yahoo:
        found.append(Yahoo(clock, urls.get("yahoo")))
    return found
