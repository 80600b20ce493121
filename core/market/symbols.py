"""Which instrument a piece of text names. Exact after clean-up, never by likeness.

A look-alike letter of another alphabet must not become a trade, so text is folded (NFKC), held against an
allow-list of characters, and then looked up. `near` gives suggestions for people; nothing trades by them.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from core.market import listing
from core.market.model import AssetClass, Instrument

ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.:-_&")
FIAT = frozenset(
    "USD EUR GBP JPY CHF CAD AUD NZD MXN ZAR TRY SEK NOK DKK PLN HUF CZK SGD HKD CNH INR BRL RUB THB IDR".split()
)
STABLE = ("USDT", "USDC", "FDUSD", "BUSD", "DAI")
QUOTES = frozenset((*FIAT, *STABLE, "BTC", "ETH", "BNB", "XBT"))
LONGEST = 40
FOUND_MOST = 20_000


def fold(text: str) -> str | None:
    """The text as a symbol is written: upper case, marks and venue suffixes gone. None when a character is foreign."""
    if len(text) > LONGEST:
        return None
    name = unicodedata.normalize("NFKC", text).strip().lstrip("#$").upper()
    if not name or not ALLOWED.issuperset(name):
        return None
    venue, colon, rest = name.partition(":")
    # What stands after another colon is the settlement of a swap: BTC/USDT:USDT.
    name = rest if colon and venue in listing.EXCHANGES else name.split(":", 1)[0]
    for suffix in (".PERP", "-PERP", "_PERP", ".P"):
        name = name.removesuffix(suffix)
    return name


class SymbolTable:
    """Names to instruments, for one set of instruments. Immutable once built."""

    def __init__(
        self,
        instruments: Iterable[Instrument],
        *,
        aliases: Mapping[str, str] | None = None,
        word_like: Iterable[str] = (),
    ) -> None:
        self._symbols = {instrument.symbol: instrument for instrument in instruments}
        self._compact: dict[str, Instrument] = {}
        self._bases: dict[str, list[Instrument]] = {}
        for instrument in self._symbols.values():
            self._bases.setdefault(instrument.base, []).append(instrument)
            if "/" in instrument.symbol:
                self._compact.setdefault(instrument.base + instrument.quote, instrument)
        self._aliases = {name.upper(): target for name, target in (aliases or {}).items()}
        self._words = frozenset(word_like)
        # The words of a channel are few, and every one of them is asked about.
        self._found_before = lru_cache(FOUND_MOST)(self._found)

    @property
    def all(self) -> tuple[Instrument, ...]:
        """Every instrument, in the order of the listing."""
        return tuple(self._symbols.values())

    def get(self, symbol: str) -> Instrument | None:
        """The instrument of exactly this canonical symbol."""
        return self._symbols.get(symbol)

    def base(self, symbol: str) -> str:
        """What units of this are called: the listed base, else the symbol as it stands."""
        instrument = self.get(symbol)
        return symbol if instrument is None else instrument.base

    def find(self, text: str, default_quote: str = "USDT") -> Instrument | None:
        """The instrument this text names, or None. A bare coin is quoted in `default_quote`."""
        find = self._found_before if len(text) <= LONGEST else self._found
        return find(text, default_quote)

    def word_like(self, text: str) -> bool:
        """Whether this name is also a word or a letter, so that plain text must mark it to mean it."""
        return text.lstrip("#$").upper() in self._words

    def near(self, text: str, count: int = 2) -> tuple[str, ...]:
        """Symbols that look like this text, best first, for a "did you mean"."""
        name = fold(text)
        if name is None:
            return ()
        base = name.replace("-", "/").split("/")[0]
        close = difflib.get_close_matches(base, self._bases, n=count, cutoff=0.6)
        found = [self._preferred(self._bases[each], "USDT").symbol for each in close]
        if not found:
            found = difflib.get_close_matches(name, self._compact, n=count, cutoff=0.7)
            found = [self._compact[each].symbol for each in found]
        return tuple(dict.fromkeys(found))

    def complete(self, prefix: str, count: int = 25) -> tuple[Instrument, ...]:
        """Instruments whose name begins with this text, the exact and the shortest first."""
        name = fold(prefix) or ""
        bare = name.replace("/", "").replace("-", "")
        hits = [
            (instrument.base != name, place, instrument)
            for place, instrument in enumerate(self._symbols.values())
            if instrument.symbol.startswith(name) or (instrument.base + instrument.quote).startswith(bare)
        ]
        hits.sort(key=lambda hit: hit[:2])
        return tuple(instrument for _, _, instrument in hits[:count])

    def _found(self, text: str, default_quote: str) -> Instrument | None:
        # An alias may be in any script, but is exact.
        name = self._aliases.get(text.strip().lstrip("#$").upper()) or fold(text)
        return None if name is None else self._exact(name, default_quote)

    def _exact(self, name: str, default_quote: str) -> Instrument | None:
        known = self._symbols.get(name)
        if known is not None:
            return known
        for mark in "/-_":
            base, found, quote = name.partition(mark)
            if found:
                return self._pair(base, quote)
        compact = self._compact.get(name)
        if compact is not None:
            return compact
        if name in self._aliases:
            return self._exact(self._aliases[name], default_quote)
        for quote in ("USDT", "USDC", "USD", "PERP"):  # XBTUSD: an alias stuck to its quote
            alias = self._aliases.get(name.removesuffix(quote)) if name.endswith(quote) else None
            if alias is not None:
                return self._pair(alias, "USDT" if quote == "PERP" else quote)
        bases = self._bases.get(name)
        return self._preferred(bases, default_quote) if bases and self._may_stand_alone(bases) else None

    def _pair(self, base: str, quote: str) -> Instrument | None:
        base = self._aliases.get(base, base)
        quote = self._aliases.get(quote, quote)
        return self._symbols.get(base if "/" in base and base.endswith("/" + quote) else f"{base}/{quote}")

    @staticmethod
    def _may_stand_alone(bases: list[Instrument]) -> bool:
        # "EUR" alone names no trade: it could be any of a dozen pairs.
        return bases[0].asset_class is not AssetClass.FOREX

    @staticmethod
    def _preferred(bases: list[Instrument], default_quote: str) -> Instrument:
        return next((each for each in bases if each.quote == default_quote), bases[0])


def builtin_instruments() -> tuple[Instrument, ...]:
    """The built-in listing as instruments; where a coin and a share have one name, the coin has it."""
    found: dict[str, Instrument] = {}
    for instrument in (*_coins(), *_others(), *_shares()):
        found.setdefault(instrument.symbol, instrument)
    return tuple(found.values())


def _coins() -> Iterator[Instrument]:
    majors = frozenset(listing.MAJORS.split())
    for base in dict.fromkeys(listing.CRYPTO.split()):
        for quote in (*listing.CRYPTO_QUOTES, *(listing.MAJOR_QUOTES if base in majors else ())):
            if quote != base and (base, quote) != ("BTC", "ETH"):
                yield Instrument(f"{base}/{quote}", base, quote, AssetClass.CRYPTO)


def _others() -> Iterator[Instrument]:
    pairs = f"{listing.FOREX} {listing.STABLE_PAIRS}"
    for family, kind in ((pairs, AssetClass.FOREX), (listing.METALS, AssetClass.METAL)):
        for symbol in family.split():
            base, quote = symbol.split("/")
            yield Instrument(symbol, base, quote, kind)
    for family, kind in ((listing.COMMODITIES, AssetClass.COMMODITY), (listing.INDICES, AssetClass.INDEX)):
        for symbol in family.split():
            yield Instrument(symbol, symbol, "USD", kind)
    for symbol, name in listing.FUTURES.items():
        yield Instrument(symbol, symbol, "USD", AssetClass(name))


def _shares() -> Iterator[Instrument]:
    coins = frozenset(listing.CRYPTO.split())
    for family, quote in (
        (listing.STOCKS, "USD"),
        (listing.RUSSIAN_STOCKS, "RUB"),
        (listing.INDIAN_STOCKS, "INR"),
        (listing.TURKISH_STOCKS, "TRY"),
        (listing.BRAZILIAN_STOCKS, "BRL"),
        (listing.INDONESIAN_STOCKS, "IDR"),
        (listing.EUROPEAN_STOCKS, "EUR"),
        (listing.VIETNAMESE_STOCKS, "VND"),
        (listing.JAPANESE_STOCKS, "JPY"),
        (listing.KOREAN_STOCKS, "KRW"),
        (listing.CHINESE_STOCKS, "CNY"),
        (listing.SAUDI_STOCKS, "SAR"),
    ):
        for symbol in family.split():
            if symbol not in coins:
                yield Instrument(symbol, symbol, quote, AssetClass.STOCK)


@cache
def builtin_table() -> SymbolTable:
    """The table of the built-in listing, built once."""
    return SymbolTable(
        builtin_instruments(), aliases={**listing.ALIASES, **listing.INDEX_CODES}, word_like=listing.WORD_LIKE
    )
