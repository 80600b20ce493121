"""Every performance figure has its command: `bellwether bench [NAME] [--full]`. Nothing timed is in the unit suite."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

from tests.bench import (
    alpaca,
    boards,
    chat,
    fanout,
    history,
    ledger,
    mail,
    parse,
    pictures,
    replay,
    results,
    startup,
    sustained,
    venues,
    web,
    workers,
)
from tests.bench.rows import Row, show

BENCHES: Mapping[str, Callable[[bool], Iterator[Row]]] = {
    "alpaca": alpaca.rows,
    "boards": boards.rows,
    "chat": chat.rows,
    "fanout": fanout.rows,
    "history": history.rows,
    "ledger": ledger.rows,
    "mail": mail.rows,
    "parse": parse.rows,
    "pictures": pictures.rows,
    "replay": replay.rows,
    "results": results.rows,
    "startup": startup.rows,
    "sustained": sustained.rows,
    "venues": venues.rows,
    "web": web.rows,
    "workers": workers.rows,
}


def main(name: str | None, *, full: bool) -> int:
    """Run one bench, or every one; 1 when a figure is not as wanted, 2 when there is no such bench."""
    if name is not None and name not in BENCHES:
        sys.stderr.write(f"bellwether: no bench is called {name}; there are: {', '.join(BENCHES)}\n")
        return 2
    failed = 0
    for known, rows in BENCHES.items():
        if name in (None, known):
            for row in rows(full):
                show(row)
                failed += not row.met
    return 1 if failed else 0
