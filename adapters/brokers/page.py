"""`docs/brokers.md`, made of what each adapter says of itself: `python -m adapters.brokers.page` (`make brokers`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from adapters.brokers.drivers import all_infos
from core.venues.model import Feature, How, VenueInfo

PAGE = Path(__file__).parents[2] / "docs" / "brokers.md"
# The venues that were promised (row BR-03).
PROMISED = "alpaca td_ameritrade robinhood webull moomoo binance coinbase kraken kucoin".split()
MARKS = {How.NATIVE: "yes", How.EMULATED: "here", How.ABSENT: "–"}
NAMES = {
    Feature.MARKET: "market orders",
    Feature.LIMIT: "limit orders",
    Feature.STOP: "stops",
    Feature.STOP_LIMIT: "stop-limit orders",
    Feature.TAKE_PROFIT: "targets",
    Feature.TRAILING: "trailing stops",
    Feature.SEVERAL_EXITS: "a stop and targets at once",
    Feature.REPLACE: "replacing an order",
    Feature.FRACTIONS: "fractions",
    Feature.SHORT: "short",
    Feature.LEVERAGE: "leverage",
    Feature.REDUCE_ONLY: "exits that only reduce",
    Feature.CLIENT_ID: "our own order ids",
    Feature.FIND_BY_ID: "finding an order by our id",
    Feature.FEES_ON_FILLS: "fees on each fill",
    Feature.ORDER_STREAM: "a stream of orders",
    Feature.HOURS: "market hours",
    Feature.SANDBOX: "accounts without real money",
}
PARTS = {"key": "its key", "secret": "its secret", "passphrase": "its passphrase"}
HEAD = """# Brokers

<!-- Made by `python -m adapters.brokers.page` of what each adapter says of itself: change its `info.py`, not this. -->

`/me connect` and a name asks for what a broker needs, in private. A key that may withdraw money is refused.
`bellwether doctor --broker NAME` says what is wrong with a key, the clock, a right, the address or a missing library.
The built-in paper broker needs nothing of it.

*yes*: the broker does it. *here*: this program does it in its place, as long as it runs. *–*: not possible there.
"""


def page(infos: Sequence[VenueInfo]) -> str:
    """The whole page."""
    parts = [HEAD, *_table(infos)]
    names = {name for info in infos for name in (info.name, *info.aliases)}
    missing = [
        name for name in PROMISED if name not in names and not any(one.startswith(name) for one in names)
    ]
    if missing:
        parts += ["", f"Not in this version: {', '.join(missing)}."]
    for info in infos:
        parts += ["", *_venue(info)]
    return "\n".join(parts) + "\n"


def _table(infos: Sequence[VenueInfo]) -> Iterator[str]:
    yield f"| | {' | '.join(info.title for info in infos)} |"
    yield f"|---{'|---' * len(infos)}|"
    for feature in Feature:
        cells = " | ".join(MARKS[info.how(feature)] for info in infos)
        yield f"| {NAMES[feature]} | {cells} |"


def _venue(info: VenueInfo) -> Iterator[str]:
    yield f"## {info.title}"
    yield ""
    yield f"* {_connecting(info)}"
    if info.aliases:
        yield f"* Also typed {', '.join(f'`{alias}`' for alias in info.aliases)}."
    yield f"* Trades {', '.join(one.value for one in info.classes)}; accounts are held in {', '.join(info.quotes)}."
    if info.extra:
        yield f"* Needs a library of its own: `pip install 'bellwether[{info.extra}]'`."
    if info.experimental:
        yield "* Still being tried out: begin with little."
    if info.keys_page:
        yield f"* Keys are made at <{info.keys_page}>."
    if info.region:
        yield f"* {info.region}"
    for feature in Feature:
        support = info.features.get(feature)
        if support is not None and support.note:
            yield f"* {NAMES[feature].capitalize()}: {MARKS[support.how]}. {support.note}"


def _connecting(info: VenueInfo) -> str:
    if info.sign_in:
        return f"`/me connect {info.name}` leads to its own sign-in page; no password is seen here."
    asks = [
        f"{PARTS.get(one.name, one.name)}{' (may be left out)' if one.optional else ''}"
        for one in info.fields
    ]
    return f"`/me connect {info.name}` asks for {', '.join(asks)}."


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page([info for info, _ in all_infos().values()]), encoding="utf-8")


if __name__ == "__main__":
    main()
