"""What holds of every replay, whatever the market does: seeded walks of prices, posts at any minute."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.market.candles import Series, series_of
from core.replay.figures import figures_of
from core.replay.model import CLOSED_OUTCOMES, Line, OldPost, Outcome, Record, Terms
from tests.core.replay.worlds import SOL, TERMS, at, post, replay

D = Decimal

Row = tuple[int, int, int, int]  # open, high, low, close in cents
MINUTES = 5
TEXTS = (
    "LONG SOL/USDT entry 100 sl 96 tp 103 106",
    "SHORT SOL/USDT entry 100 sl 104 tp 97 94",
    "LONG SOL/USDT now sl 95 tp 104",
    "LONG SOL/USDT entry 1: 100 entry 2: 98 sl 95 tp 104 108",
    "SHORT SOL/USDT entry 100 tp 97",
    "LONG SOL/USDT buy stop above 101 sl 97 tp 105",
    "gm everyone",
)
WORDS = ("close", "close half", "sl to be", "cancel", "sl 99", "tp 102", "close SOL", "trail 2%")


@st.composite
def markets(draw) -> list[Row]:
    """Candles whose moves, wicks and gaps are drawn; prices stay around 100."""
    rows: list[Row] = []
    last = 10_000
    steps = st.tuples(
        *(st.integers(-low, low) for low in (60, 150)), st.integers(0, 120), st.integers(0, 120)
    )
    for gap, body, up, down in draw(st.lists(steps, min_size=12, max_size=60)):
        first = max(last + gap, 1_000)
        close = max(first + body, 1_000)
        rows.append((first, max(first, close) + up, min(first, close) - down, close))
        last = close
    return rows


@st.composite
def channels(draw) -> list[OldPost]:
    """Signals and follow-ups at any minute, some edited, some as a reply to an earlier post."""
    posts: list[OldPost] = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        minute = draw(st.integers(0, 200))
        text = draw(st.sampled_from(TEXTS if number == 1 else TEXTS + WORDS))
        answered = (
            draw(st.integers(1, number - 1)) if number > 1 and text in WORDS and draw(st.booleans()) else None
        )
        edited = minute + draw(st.integers(1, 40)) if draw(st.integers(0, 4)) == 0 else None
        posts.append(post(number, minute, text, reply=answered, edited=edited))
    return posts


def series(rows: Sequence[Row], scale: int = 0) -> Series:
    """These rows as candles of five minutes, every price times ten to the `scale`."""

    def written(price: int) -> str:
        return format(D(price).scaleb(scale - 2), "f")

    return series_of(
        [
            (at(MINUTES * count), written(first), written(high), written(low), written(last))
            for count, (first, high, low, last) in enumerate(rows)
        ]
    )


def lived(posts: Sequence[OldPost], rows: Sequence[Row], terms: Terms = TERMS) -> Record:
    return replay(posts, series(rows), terms)


@given(channels(), markets())
def test_nothing_happens_before_the_words_were_known(posts, rows):
    for line in lived(posts, rows).lines:
        times = [one.at for one in line.exits] + ([line.opened_at] if line.opened_at else [])
        assert all(one >= line.known_at for one in times)
        assert all(one.at >= line.opened_at for one in line.exits if line.opened_at)


@given(channels(), markets())
def test_every_fill_is_at_a_price_that_a_candle_had(posts, rows):
    low, high = min(row[2] for row in rows), max(row[1] for row in rows)
    for line in lived(posts, rows).lines:
        for price in [one.price for one in line.exits] + ([line.entry] if line.entry else []):
            assert D(low).scaleb(-2) <= price <= D(high).scaleb(-2)


@given(channels(), markets(), st.randoms(use_true_random=False))
def test_the_order_of_messages_in_the_file_changes_nothing(posts, rows, chance):
    shuffled = list(posts)
    chance.shuffle(shuffled)

    assert lived(shuffled, rows) == lived(posts, rows)


@given(channels(), markets(), markets())
def test_what_comes_after_the_last_exit_changes_nothing(posts, rows, more):
    """A trade that is over stays as it is, whatever candles are added behind."""
    before = lived(posts, rows).lines
    after = lived(posts, [*rows, *more]).lines
    over = CLOSED_OUTCOMES | {Outcome.CANCELED, Outcome.EXPIRED, Outcome.PASSED}

    end = at(MINUTES * len(rows))
    if all(one.known_at <= end for one in posts):
        assert [old for old in before if old.outcome in over] == [
            new for old, new in zip(before, after, strict=True) if old.outcome in over
        ]


@given(channels(), markets(), st.integers(10, 190))
def test_what_is_posted_later_changes_nothing_that_is_over_by_then(posts, rows, minute):
    """The past knows nothing of the future: signals closed before a moment are the same without what was said later."""
    early = [one for one in posts if one.known_at < at(minute)]
    if not early:
        return
    whole = {line.message: line for line in lived(posts, rows).lines}

    for line in lived(early, rows).lines:
        if line.closed_at is not None and line.closed_at < at(minute):
            assert whole[line.message] == line


@given(markets(), st.integers(-3, 3), st.integers(0, 60))
def test_scaling_every_price_changes_no_r(rows, scale, minute):
    def text(power: int) -> str:
        entry, stop, one, two = (format(D(price).scaleb(power), "f") for price in (100, 96, 103, 106))
        return f"LONG SOL/USDT entry {entry} sl {stop} tp {one} {two}"

    def measured(power: int) -> list[tuple[Outcome, D | None]]:
        found = replay([post(1, minute, text(power))], series(rows, power)).lines
        return [(line.outcome, line.multiple) for line in found if line.outcome is not Outcome.DOUBT]

    assert measured(scale) == measured(0)


@given(markets(), st.integers(0, 60))
def test_a_mirrored_market_gives_the_mirrored_trade_the_same_result(rows, minute):
    """A short in a market turned upside down around 100 is the long in the market as it was."""
    turned = [
        tuple(20_000 - price for price in (first, low, high, close)) for first, high, low, close in rows
    ]
    if min(min(row) for row in turned) <= 0:
        return
    long_ = replay([post(1, minute, TEXTS[0])], series(rows)).lines
    short = replay([post(1, minute, "SHORT SOL/USDT entry 100 sl 104 tp 97 94")], series(turned)).lines

    assert [(line.outcome, line.multiple) for line in long_] == [
        (line.outcome, line.multiple) for line in short
    ]


@given(channels(), markets())
def test_parts_never_sum_to_more_than_the_whole(posts, rows):
    for line in lived(posts, rows).lines:
        total = sum((one.share for one in line.exits), D(0))
        assert total == 1 if line.outcome in CLOSED_OUTCOMES else total < 1


@given(channels(), markets())
def test_a_fee_never_helps(posts, rows):
    free, dear = lived(posts, rows), lived(posts, rows, Terms(fee=D("0.001")))

    for one, other in zip(free.lines, dear.lines, strict=True):
        if one.exits == other.exits and one.share is not None and other.share is not None:
            assert other.share < one.share


@given(channels(), markets())
def test_figures_are_those_of_the_lines(posts, rows):
    lines: Sequence[Line] = lived(posts, rows).lines
    found = figures_of(lines)
    measured = [
        line.multiple for line in lines if line.outcome in CLOSED_OUTCOMES and line.multiple is not None
    ]

    assert found.total == sum(measured, D(0))
    assert found.closed <= found.filled <= found.signals == len(lines)
    assert found.fall >= max(D(0), -found.total)


def test_a_longer_validity_never_loses_a_fill():
    rows = [(10_500, 10_520, 10_400, 10_450)] * 20 + [(10_100, 10_150, 9_990, 10_000)] * 3
    posts = [replace(post(1, 0, TEXTS[0]))]

    assert (
        replay(posts, {SOL: series(rows)}, Terms(valid=timedelta(minutes=60))).lines[0].outcome
        is Outcome.EXPIRED
    )
    assert (
        replay(posts, {SOL: series(rows)}, Terms(valid=timedelta(minutes=120))).lines[0].opened_at is not None
    )
