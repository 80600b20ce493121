"""Where live prices come from: each source is asked for one thing that it quotes, within a time limit of its own
(MD-03). A key is shown by nothing, and no address."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from adapters.market.source import Failure, Source, SourceFailed
from bot.doctor.findings import Finding, broken, caution, fine
from bot.settings import MarketKind, Settings
from core.market.model import Instrument
from core.market.symbols import builtin_table

NAME = "prices"
# A source's list of what it quotes, and one price.
SECONDS = 15.0
# One of each class; the first that a source quotes is what it is asked for.
ASKED = ("BTC/USDT", "BTC/USD", "AAPL", "EUR/USD")
KEYED = {
    "Alpaca": "BELLWETHER_ALPACA_KEY and BELLWETHER_ALPACA_SECRET",
    "Twelve Data": "BELLWETHER_TWELVE_DATA_KEY",
    "Finnhub": "BELLWETHER_FINNHUB_KEY",
    "Alpha Vantage": "BELLWETHER_ALPHA_VANTAGE_KEY",
}


async def look_at_prices(settings: Settings, sources: Sequence[Source]) -> list[Finding]:
    """Every source, all at once; nothing on the simulated market."""
    if settings.market is not MarketKind.LIVE:
        return []
    found = await asyncio.gather(*(_look(source) for source in sources))
    if not any(said for said, _ in found):
        to_do = "Check the network; without a price nothing is bought, and no stop is watched here"
        return [*(finding for _, finding in found), broken(NAME, "nobody tells a price", to_do)]
    return [finding for _, finding in found]


async def _look(source: Source) -> tuple[bool, Finding]:
    """Whether this one told a price, and what is to be said of it."""
    try:
        async with asyncio.timeout(SECONDS):
            await source.ready()
            asked = _asked(source)
            told = {} if asked is None else await source.ask([asked], order=False)
    except TimeoutError:
        return False, _silent(source, f"does not answer within {SECONDS:.0f} s")
    except SourceFailed as error:
        return False, _failed(source, error)
    finally:
        await source.close()
    if asked is None or asked.symbol not in told:
        what = "what it is asked for" if asked is None else asked.symbol
        to_do = "Nothing, if others tell it; else see what your plan there covers"
        return False, caution(NAME, f"{source.name} has no price of {what}", to_do)
    return True, fine(NAME, f"{source.name}: {asked.symbol} at {told[asked.symbol].last:,f}")


def _asked(source: Source) -> Instrument | None:
    table = builtin_table()
    listed = (table.get(symbol) for symbol in ASKED)
    return next((one for one in listed if one is not None and source.serves(one, order=False)), None)


def _failed(source: Source, error: SourceFailed) -> Finding:
    match error.kind:
        case Failure.SILENT:
            return _silent(source, "does not answer")
        case Failure.REFUSED:
            return _refused(source)
        case Failure.LIMITED:
            wait = "a minute" if error.after is None else f"{error.after.total_seconds():.0f} s"
            to_do = f"Wait {wait}; see what else asks with the same key or from this address"
            return caution(NAME, f"{source.name} says that it is asked too much", to_do)
        case Failure.NONSENSE:
            to_do = "Look whether a proxy or a sign-in page answers in its place"
            return caution(NAME, f"{source.name} answers what is no price", to_do)


def _refused(source: Source) -> Finding:
    variable = KEYED.get(source.name)
    if variable is None:
        return caution(
            NAME, f"{source.name} refuses this server", "It may not serve your region; the others are asked"
        )
    return caution(
        NAME, f"{source.name} does not take the key", f"Copy it whole from your account there into {variable}"
    )


def _silent(source: Source, said: str) -> Finding:
    variable = f"BELLWETHER_VENUE_{source.name.upper().replace(' ', '_')}_URL"
    return caution(
        NAME,
        f"{source.name} {said}",
        f"Check the network, a firewall in between, and {variable} if it is set",
    )
