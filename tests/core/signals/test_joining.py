"""An alert and its levels in two posts: what the second adds to the first, and what it may not touch (SG-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.market.symbols import builtin_table
from core.signals.joining import WITHIN, alert_of, completion, together
from core.signals.ledger import GENESIS
from core.signals.making import signal_of
from core.signals.model import LedgerEntry, Post, Provider, ProviderStatus, Signal, SignalStatus
from core.signals.read import read
from core.signals.reading import Do

TABLE = builtin_table()
NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
PROVIDER = Provider(
    id="p", name="pro", person="x", channel="console:calls", authors=("pro",), default_quote="USDT",
    status=ProviderStatus.LIVE, signals=0, registered_at=NOW,
)  # fmt: skip


def entry(text: str) -> LedgerEntry:
    return LedgerEntry(
        chain="console:calls", number=1, message="1", version=0, author="pro", text=text, prices=(), posted_at=NOW,
        seen_at=NOW, previous=GENESIS, seal="",
    )  # fmt: skip


def alert(text: str = "LONG BTC/USDT now") -> Signal:
    return signal_of(PROVIDER, 1, 0, read(text, table=TABLE)[0], entry(text))


def post(text: str, **changes: object) -> Post:
    told = Post(
        platform="console", channel="calls", message="2", version=0, author="pro", author_name="pro", text=text,
        posted_at=NOW + timedelta(seconds=20), reply_to=None,
    )  # fmt: skip
    return replace(told, **changes)  # type: ignore[arg-type]


def added(first: str, second: str) -> dict[Do, object]:
    whole = read(together(entry(first), post(second)), table=TABLE)
    update = completion(alert(first), whole)
    return {} if update is None else {action.do: action.stop or action.targets for action in update.actions}


def test_the_second_post_adds_the_stop_and_the_targets():
    assert added("LONG BTC/USDT now", "SL 58500\nTP 61500, 63000") == {
        Do.MOVE_STOP: Decimal(58500),
        Do.SET_TARGETS: (Decimal(61500), Decimal(63000)),
    }


def test_what_stands_is_not_told_again():
    assert added("LONG BTC/USDT now sl 58500", "TP 61500") == {Do.SET_TARGETS: (Decimal(61500),)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("LONG BTC/USDT now", "have a nice evening"),
        ("LONG BTC/USDT now", "SHORT BTC/USDT sl 61500 tp 58500"),
        ("LONG BTC/USDT now", "ETH/USDT long sl 3300 tp 3600"),
        ("LONG BTC/USDT entry 60000", "SL 61000 TP 62000"),
        ("LONG BTC/USDT now sl 58500", "SL 57000 TP 61500"),
    ],
)
def test_two_posts_that_make_no_one_trade_stay_two(first: str, second: str):
    assert added(first, second) == {}


def test_only_the_newest_bare_alert_of_the_same_author_within_minutes_is_completed():
    told, details = alert(), post("SL 58500 TP 61500")
    readings = read(details.text, table=TABLE)

    assert alert_of([told], "console:calls", details, readings) is told
    late = replace(details, posted_at=NOW + WITHIN + timedelta(seconds=1))
    newer = replace(alert(), number=2)
    over = replace(told, status=SignalStatus.CLOSED)
    whole = alert("LONG BTC/USDT now sl 58500 tp 61500")
    for known, said in (
        ([told], late),
        ([told], replace(details, author="somebody")),
        ([told], replace(details, version=1)),
        ([over], details),
        ([whole], details),
        ([], details),
    ):
        assert alert_of(known, "console:calls", said, readings) is None
    assert alert_of([told, newer], "console:calls", details, readings) is newer


def test_a_follow_up_or_another_trade_completes_nothing():
    for text in (
        "close half",
        "cancel",
        "ETH/USDT long 3400 sl 3300 tp 3600",
        "SHORT BTC/USDT sl 61500 tp 58500",
    ):
        assert alert_of([alert()], "console:calls", post(text), read(text, table=TABLE, parent="")) is None
