"""Posts that open a trade: what is read, and how far it may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.kernel.money import Price
from core.market.symbols import builtin_table
from core.signals.ledger import GENESIS
from core.signals.making import signal_of
from core.signals.model import EntryKind, LedgerEntry, Provider, ProviderStatus
from core.signals.profile import Dash, Profile
from core.signals.read import read
from core.signals.reading import Direction, EntryType, OptionContract, Reading, ReadingKind, Tier

TABLE = builtin_table()
NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
PROVIDER = Provider(
    id="p", name="pro", person="x", channel="console:calls", authors=("x",), default_quote="USDT",
    status=ProviderStatus.LIVE, signals=0, registered_at=NOW,
)  # fmt: skip
ENTRY = LedgerEntry(
    chain="console:calls", number=1, message="1", version=0, author="x", text="", prices=(), posted_at=NOW, seen_at=NOW,
    previous=GENESIS, seal="", kind=EntryKind.POST, reply_to=None,
)  # fmt: skip


def one(text: str, **more) -> Reading:
    readings = read(text, table=TABLE, **more)
    assert len(readings) == 1
    return readings[0]


def numbers(*values: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


def test_reads_the_plain_post_and_shows_where_each_field_was_written():
    text = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"

    reading = one(text)

    assert (reading.kind, reading.tier, reading.direction) == (ReadingKind.OPEN, Tier.AUTO, Direction.LONG)
    assert reading.instrument is TABLE.get("BTC/USDT")
    assert (reading.entry_type, reading.entries) == (EntryType.LIMIT, numbers("60000"))
    assert (reading.stop, reading.targets) == (Decimal(58500), numbers("61500", "63000"))
    assert {span.field: span.text for span in reading.spans} == {
        "side": "LONG", "symbol": "BTC/USDT", "entry": "entry 60000", "stop": "sl 58500", "target1": "tp 61500",
        "target2": "63000",
    }  # fmt: skip
    assert all(text[span.start : span.end] == span.text for span in reading.spans)
    assert reading.reasons == ()


@pytest.mark.parametrize(
    ("text", "kind", "entries", "stop", "targets"),
    [
        ("Short #SOL\nEntries: 150.5 / 152\nStop: 156\nTargets:\n1) 147\n2) 144\n3) 140", EntryType.ZONE, ("150.5", "152"), "156", ("147", "144", "140")),  # noqa: E501
        ("GOLD BUY NOW 2410\nSL 2402\nTP1 2416\nTP2 2424", EntryType.MARKET, ("2410",), "2402", ("2416", "2424")),
        ("buy stop EURUSD 1.0925 sl 1.0890 tp 1.0990", EntryType.STOP, ("1.0925",), "1.0890", ("1.0990",)),
        ("Sell $TSLA below 240.50, stop 246, targets 232 and 225", EntryType.STOP, ("240.5",), "246", ("232", "225")),
        ("LONG ETH/USDT entry 3.050,50 stop 2.960 tp 3.200", EntryType.LIMIT, ("3050.5",), "2960", ("3200",)),
        ("Лонг SOL/USDT\nвход 142,5\nстоп 138\nцели 150, 155,5", EntryType.LIMIT, ("142.5",), "138", ("150", "155.5")),
        ("做空 BNB 入场：610 止损：620 止盈：595、580", EntryType.LIMIT, ("610",), "620", ("595", "580")),
        ("SHORT PEPE/USDT entry 0.0₅12 sl 0.0₅13 tp 0.0₅11", EntryType.LIMIT, ("12e-7",), "13e-7", ("11e-7",)),
        ("𝐋𝐎𝐍𝐆 **ADA/USDT** `0.45` SL ||0.43|| TP¹ 0.48 TP² 0.50", EntryType.LIMIT, ("0.45",), "0.43", ("0.48", "0.5")),
        ("long btc 61k-62k sl 59.5k tp 64k 66k", EntryType.ZONE, ("61000", "62000"), "59500", ("64000", "66000")),
        ("LONG AVAX ~~30~~ 31 sl 29 tp 34", EntryType.LIMIT, ("31",), "29", ("34",)),
        ("buy SOL 140, dca 135, stop 130, tp 155", EntryType.LADDER, ("140", "135"), "130", ("155",)),
    ],
)  # fmt: skip
def test_clear_posts_of_many_hands_may_trade_by_themselves(text, kind, entries, stop, targets):
    reading = one(text)

    assert (reading.entry_type, reading.entries) == (kind, numbers(*entries))
    assert (reading.stop, reading.targets) == (Decimal(stop), numbers(*targets))
    assert (reading.tier, reading.reasons) == (Tier.AUTO, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("LONG BTC/USDT entry 60000 tp 62000", "no_stop"),
        ("LONG BTC/USDT entry 60000 sl 59000", "no_target"),
        ("LONG FOOBAR/USDT entry 1.2 sl 1.1 tp 1.4", "unknown_symbol"),
        ("LONG ВТС/USDT entry 60000 sl 58500 tp 61500", "no_symbol"),
        ("BTC/USDT entry 60000 sl 58500 tp 61500", "side_inferred"),
        ("LONG BTC/USDT entry 60000 sl 61000 tp 62000", "inconsistent_levels"),
        ("SHORT BTC/USDT entry 60000 sl 61000 tp 62000", "inconsistent_levels"),
        ("LONG BTC/USDT entry 60000 sl 59000 tp 61000 620000", "outlier_target"),
        ("LONG BTC/USDT entry 60.2 sl 59 tp 62", "implied_thousands"),
        ("LONG BTC/USDT 60000 59500 sl 59000 tp 61000", "unread_number"),
        ("LONG BTC/USDT entry 60000 sl 59000 tp 3%", "relative_levels"),
        ("LONG SHORT BTC/USDT entry 60000 sl 59000 tp 61000", "both_sides"),
        ("Kauf SAP 142.500, SL 138.000, TP 150.000", "ambiguous_separator"),
        ("BTO SPY 500c @ 1.20 SL .80 PT 2", "missing_expiry"),
        ("SPY 500c 3/15 @ 1.20 SL .80 PT 2", "side_by_convention"),
        ("GOLD SELL 2361-64 sl 2370 tp 2350", "shortened_price"),
    ],
)
def test_one_doubt_is_enough_for_a_question(text, reason):
    reading = one(text)

    assert (reading.kind, reading.tier) == (ReadingKind.OPEN, Tier.CONFIRM)
    assert reason in reading.reasons


def test_a_whole_contract_is_read_for_certain_and_never_becomes_a_trade_in_its_underlying():
    reading = one("BTO SPY 500c 3/15 @ 1.20 SL .80 PT 2")
    signal = signal_of(PROVIDER, 1, 0, reading, ENTRY)

    assert (reading.tier, reading.option) == (
        Tier.AUTO,
        OptionContract(right="call", strike=Decimal(500), expiry="03-15"),
    )
    assert (signal.symbol, signal.base, signal.tier) == (None, "SPY 500 call 03-15", Tier.CONFIRM)
    assert signal.reasons == ("option",)


def test_a_stop_that_waits_for_a_candle_is_read_for_certain_and_asked_about_as_a_signal():
    reading = one("LONG BTC/USDT entry 60000 sl 59000 (4h close) tp 63000")
    signal = signal_of(PROVIDER, 1, 0, reading, ENTRY)

    assert (reading.tier, reading.stop, reading.stop_condition) == (Tier.AUTO, Decimal(59000), "4h close")
    assert (signal.symbol, signal.tier, signal.reasons) == ("BTC/USDT", Tier.CONFIRM, ("stop_condition",))


def test_levels_on_the_wrong_side_stay_as_written():
    reading = one("LONG BTC/USDT entry 60000 sl 61000 tp 59000")

    assert (reading.direction, reading.stop, reading.targets) == (
        Direction.LONG,
        Decimal(61000),
        numbers("59000"),
    )
    assert reading.flags == ("inconsistent_levels",)


def test_nothing_is_filled_in():
    reading = one("sell gold now")

    assert (reading.entry_type, reading.entries, reading.targets, reading.stop) == (
        EntryType.MARKET,
        (),
        (),
        None,
    )
    assert (reading.leverage, reading.size_pct, reading.risk_pct, reading.qty) == ((), (), None, None)


def test_counts_shares_and_amounts_are_not_prices():
    bought = one("Bought 40 NVDA @ 118.20, stop 113, target 130")
    spent = one("buy $300 of ETH")

    assert (bought.qty, bought.entries) == (Decimal(40), numbers("118.2"))
    assert (spent.size_usd, spent.entries) == (Decimal(300), ())


def test_leverage_margin_and_shares_of_targets_are_read():
    reading = one("SHORT LTC/USDT 5-10x isolated, entry 84, sl 87, TP1 82 (60%) TP2 79 (40%), risk 1%")

    assert reading.leverage == numbers("5", "10")
    assert reading.margin_mode == "isolated"
    assert reading.target_shares == numbers("0.6", "0.4")
    assert reading.risk_pct == Decimal(1)


def test_several_trades_in_one_post_are_several_readings():
    readings = read(
        "EURUSD BUY 1.0850\nSL 1.0820\nTP 1.0900\n\nUSDJPY SELL 151.20\nSL 151.80\nTP 150.10", table=TABLE
    )

    assert [(each.base, each.direction, each.stop) for each in readings] == [
        ("EUR", Direction.LONG, Decimal("1.0820")),
        ("USD", Direction.SHORT, Decimal("151.80")),
    ]


def test_the_provider_says_what_a_dash_means():
    text = "LONG BTC/USDT 60000 - 59500 sl 58500 tp 61500"

    assert one(text).entry_type is EntryType.ZONE
    assert one(text, profile=Profile(dash=Dash.TWO_ENTRIES)).entry_type is EntryType.LADDER


def test_a_live_price_shows_a_wrong_scale():
    reading = one("LONG SOL/USDT 1420 sl 1380 tp 1500", price=lambda instrument: Price("142"))

    assert "scale_suspect" in reading.flags
    assert reading.tier is Tier.CONFIRM


def test_options_keep_what_was_left_out_open():
    reading = one("BTO 3 AMD 165c @ 2.10")

    assert reading.option is not None
    assert (reading.option.right, reading.option.strike, reading.option.expiry) == (
        "call",
        Decimal(165),
        None,
    )
    assert (reading.qty, reading.entries) == (Decimal(3), numbers("2.10"))
    assert "missing_expiry" in reading.flags


def test_words_that_are_tickers_need_a_mark_or_the_slot():
    assert one("LONG NEAR 5.30 sl 5 tp 6").base == "NEAR"
    assert one("long $W here, sl 0.30 tp 0.45").base == "W"
    assert one("Long BTC near 60000 sl 58000 tp 65000").base == "BTC"


def test_an_alert_in_json_is_read_without_words():
    reading = one('{"symbol":"OKX:SOLUSDT.P","side":"buy","price":"142.5","sl":"138","tp":"150"}')

    assert (reading.tier, reading.base, reading.entries) == (Tier.AUTO, "SOL", numbers("142.5"))


def test_a_price_in_a_remark_beside_the_entry_is_asked_about():
    """Found in a post of another hand: the price in brackets was passed over, and the next one taken for the entry."""
    reading = one("SOL/USDT LONG\nentry now (roughly then 146.30)\nlater perhaps 142.80\ntp 150 155\nsl 139")

    assert reading.tier is Tier.CONFIRM


def test_a_price_after_about_is_the_entry():
    reading = one(
        "SOL/USDT Long\nEinstieg jetzt (ca. 146,30)\nNachkauf 142,80\nZiele: 150,4 / 155\nStopp: 139,9"
    )

    assert [str(price) for price in reading.entries] == ["146.30", "142.80"]


@pytest.mark.parametrize(
    ("text", "leverage"),
    [
        ("LONG BTC/USDT entry 60000 sl 58500 tp 63000", 5),
        ("LONG BTC/USDT entry 60000 sl 58500 tp 63000 lev 10x", 10),
        ("BUY $NVDA 140 stop 135 target 150", None),
        ("BTO $NVDA 140c 12/20 @ 3.10 stop 2.20", None),
    ],
)
def test_a_provider_may_lend_a_leverage_to_posts_that_name_none(text: str, leverage: int | None):
    (reading,) = read(text, table=TABLE)

    assert signal_of(replace(PROVIDER, leverage=Decimal(5)), 1, 0, reading, ENTRY).leverage == leverage
    assert signal_of(PROVIDER, 1, 0, reading, ENTRY).leverage == (10 if leverage == 10 else None)


def test_a_letter_of_an_abbreviation_is_no_share():
    (reading,) = read(
        "a stop on a long goes below your entry, e.g. buy at 100, stop 95, target 110", table=TABLE
    )

    assert reading.tier is Tier.IGNORE


def test_in_before_a_name_and_its_price_is_an_entry_and_elsewhere_a_word():
    bought = one("In 150 SOFI @ 9.84, stop 9.20, targets 10.75 11.60")
    (moved,) = read("In NVDA we tighten the stop to 131.2", table=TABLE)

    assert (bought.direction, bought.entries, bought.qty) == (Direction.LONG, numbers("9.84"), Decimal(150))
    assert moved.kind is ReadingKind.UPDATE
