"""Candles: exact in, exact out, never known too early, and no two that contradict each other."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Bug
from core.market.candles import BLOCK, CandleFault, Gathering, milliseconds, series_of
from core.market.candlesheet import gather, instrument_of
from core.market.symbols import builtin_table

D = Decimal

NOON = datetime(2024, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
AT = milliseconds(NOON)
H = 3_600_000


def hours(*closes: str):
    return series_of([(NOON + n * HOUR, close, close, close, close) for n, close in enumerate(closes)])


def sheet(text: str, zone=UTC):
    gathering = Gathering()
    gather(text.splitlines(), gathering, zone)
    return gathering.series()


def fault(text: str) -> tuple[str, int]:
    with pytest.raises(CandleFault) as caught:
        sheet(text)
    return caught.value.code, caught.value.line


# -- what is known when --------------------------------------------------------------------------------------


def test_a_price_is_known_when_its_candle_is_over():
    series = hours("1", "2", "3")

    assert series.last_before(AT + H - 1) is None
    assert series.last_before(AT + H) == 1
    assert series.last_before(AT + 3 * H) == 3
    assert series.last_before(AT + 3 * H + 6 * 24 * H) is None  # too old to say anything


def test_the_first_candle_from_a_moment_is_the_one_that_opens_then():
    series = hours("1", "2", "3")

    assert [series.first_from(AT + offset) for offset in (-1, 0, 1, 2 * H, 2 * H + 1)] == [0, 0, 1, 2, 3]


def test_candles_before_a_hole_of_days_are_what_is_known():
    times = [0, 1, 2, 200, 201]
    series = series_of([(NOON + n * HOUR, "1", "1", "1", "1") for n in times])

    assert [series.known_until(place) for place in (0, 2, 3, 4)] == [3, 3, 5, 5]


@given(st.lists(st.integers(1, 50), min_size=2, max_size=80), st.integers(0, 60), st.data())
def test_touch_finds_what_a_plain_search_finds(lows, level, data):
    series = series_of(
        [(NOON + n * HOUR, str(low), str(low + 3), str(low), str(low)) for n, low in enumerate(lows)]
    )
    start, end = sorted(data.draw(st.tuples(*(st.integers(0, len(lows)),) * 2)))
    below, above = data.draw(
        st.sampled_from([(level, None), (None, level), (level, level + 9), (None, None)])
    )
    plain = (
        n
        for n in range(start, end)
        if (below is not None and lows[n] <= below) or (above is not None and lows[n] + 3 >= above)
    )

    assert series.touch(start, end, below, above) == next(plain, end)


def test_touch_looks_into_every_block():
    closes = ["5"] * (3 * BLOCK)
    closes[2 * BLOCK + 7] = "1"
    series = hours(*closes)

    assert series.touch(3, len(closes), 1, None) == 2 * BLOCK + 7
    assert series.touch(2 * BLOCK + 8, len(closes), 1, None) == len(closes)


@given(st.lists(st.decimals("0.00000001", "99999", places=8, allow_nan=False), min_size=2, max_size=20))
def test_every_price_comes_out_as_it_went_in(prices):
    series = hours(*(format(price, "f") for price in prices))

    assert [series.price(units) for units in series.closes] == prices


def test_levels_between_two_steps_are_met_exactly():
    series = hours("1.5", "1.6")

    assert (series.at_most(D("1.57")), series.at_least(D("1.57"))) == (15, 16)


# -- what contradicts itself ---------------------------------------------------------------------------------

HEAD = "time,open,high,low,close,volume\n"
GOOD = "2024-03-04T12:00:00Z,10,12,9,11,5\n2024-03-04T13:00:00Z,11,13,10,12,5\n"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("2024-03-04T14:00:00Z,11,10,10,12,5\n", ("high_too_low", 4)),
        ("2024-03-04T14:00:00Z,11,13,12,12,5\n", ("low_too_high", 4)),
        ("2024-03-04T14:00:00Z,11,13,0,12,5\n", ("not_above_zero", 4)),
        ("2024-03-04T14:00:00Z,11,13,-1,12,5\n", ("not_above_zero", 4)),
        ("2024-03-04T14:00:00Z,11,abc,10,12,5\n", ("not_a_price", 4)),
        ("2024-03-04T14:00:00Z,11,1_3,10,12,5\n", ("not_a_price", 4)),
        ("2024-03-04T14:00:00Z,11,nan,10,12,5\n", ("not_a_price", 4)),
        ("2024-03-04T14:00:00Z,11,inf,10,12,5\n", ("not_a_price", 4)),
        ("2024-03-04T14:00:00Z,11,1e9999999,10,12,5\n", ("not_a_price", 4)),
        ("2024-03-04T14:00:00Z,11,,10,12,5\n", ("not_a_price", 4)),
        ("2024-03-04T14:00:00Z,11,13.1234567890123456789,10,12,5\n", ("too_many_digits", 4)),
        ("2024-03-04T14:00:00Z,11,13\n", ("short_row", 4)),
        ("tomorrow,11,13,10,12,5\n", ("not_a_time", 4)),
        ("2024-03-04T13:00:00Z,11,13,10,12.5,5\n", ("two_of_one_time", 4)),
        ("2024-03-04T14:00:00Z,11,13,10,12,5\n\n2024-03-04T14:30:00Z,11,13,10,12,5\n", ("overlap", 6)),
    ],
)
def test_a_bad_row_is_told_with_its_line(rows, found):
    assert fault(HEAD + GOOD + rows) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("empty", 0)),
        ("hello\nworld\n", ("no_headings", 2)),
        ("time,open,high,low\n2024-03-04,1,2,1\n", ("no_column", 2)),
        (HEAD + GOOD.splitlines()[0], ("too_few", 0)),
        (HEAD, ("too_few", 0)),
        ("\0\0\0", ("not_a_sheet", 1)),
    ],
)
def test_a_bad_sheet_is_told(text, found):
    assert fault(text) == found


def test_the_same_row_twice_is_one_and_order_is_no_matter():
    rows = GOOD.splitlines()
    series = sheet(HEAD + "\n".join([rows[1], rows[0], rows[1]]))

    assert (len(series), series.times[0], series.price(series.opens[0])) == (2, AT, 10)


@pytest.mark.parametrize(
    "text",
    [
        "timestamp,open,high,low,close\n1709553600,10,12,9,11\n1709557200,11,13,10,12",
        "open_time,o,h,l,c\n1709553600000,10,12,9,11\n1709557200000,11,13,10,12",
        "Date;Open;High;Low;Close\n2024-03-04 12:00:00;10;12;9;11\n2024-03-04 13:00:00;11;13;10;12",
        "Unix\tDate\tSymbol\tClose\tOpen\tHigh\tLow\n1709553600\tx\ty\t11\t10\t12\t9\n1709557200\tx\ty\t12\t11\t13\t10",
        "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\n2024.03.04\t12:00:00\t10\t12\t9\t11\n2024.03.04\t13:00:00\t11\t13\t10\t12",
        "https://example.org/data\nunix,date,symbol,open,high,low,close\n1709557200,a,b,11,13,10,12\n1709553600,a,b,10,12,9,11",
        "1709553600000000,10,12,9,11,5,1709557199999\n1709557200000000,11,13,10,12,5,1",
        "2024.03.04,12:00,10,12,9,11,5\n2024.03.04,13:00,11,13,10,12,5",
        '"Time","Open","High","Low","Close"\n"2024-03-04T12:00:00Z","10","12","9","11"\n"2024-03-04T13:00:00Z","11","13","10","12"',
        "time,open,high,low,close\n1709553600.0,1e1,12.0,9,1.1E+1\n1709557200.0,11,13,10,12",
    ],
)
def test_the_headings_of_many_sources_are_understood(text):
    series = sheet(text)

    assert (series.times[0], series.span, len(series)) == (AT, H, 2)
    assert [
        series.price(column[0]) for column in (series.opens, series.highs, series.lows, series.closes)
    ] == [10, 12, 9, 11]


def test_times_without_a_zone_are_of_the_zone_that_was_said():
    from zoneinfo import ZoneInfo

    text = "time,open,high,low,close\n2024-03-04 13:00,10,12,9,11\n2024-03-04 14:00,11,13,10,12"

    assert sheet(text, ZoneInfo("Europe/Berlin")).times[0] == AT


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "time",
                "open",
                "high",
                "low",
                "close",
                "10",
                "-1",
                "1e400",
                ",",
                ";",
                "\n",
                "2024-03-04",
                "x" * 50,
                "٣",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_is_a_sheet_or_a_fault(text):
    for each in (HEAD + text, text):
        try:
            assert len(sheet(each)) >= 2
        except CandleFault as found:
            told = found
            assert 0 <= told.line <= len(each.splitlines())


def test_sound_rows_that_are_not_are_a_bug():
    with pytest.raises(Bug):
        series_of([(NOON, "1", "1", "2", "1"), (NOON + HOUR, "1", "1", "1", "1")])


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("BTC-USDT", "BTC/USDT"), ("BTCUSDT", "BTC/USDT"), ("btc_usdt", "BTC/USDT"), ("AAPL", "AAPL"),
        ("BTCUSDT-1h-2024-01", "BTC/USDT"), ("Binance_ETHUSDT_1h", "ETH/USDT"), ("EURUSD", "EUR/USD"),
        ("EURUSD60", None), ("notes", None),
        ("2024-01", None), ("", None),
    ],
)  # fmt: skip
def test_a_file_is_named_after_its_instrument(name, symbol):
    found = instrument_of(name, builtin_table())

    assert (found and found.symbol) == symbol
