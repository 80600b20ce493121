"""Which signal a follow-up is about: what was said decides, and where two would fit it is asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.signals.reading import Direction
from core.signals.tying import Meant, Standing, Tied, Untied, Which, tie

SYMBOLS = ("BTC/USDT", "ETH/USDT", "SOL/USDT")

symbols = st.sampled_from(SYMBOLS)
directions = st.sampled_from(list(Direction))
rows = st.lists(st.tuples(symbols, directions), max_size=6)


def signals(found: list[tuple[str, Direction]]) -> list[Standing]:
    return [
        Standing(signal=f"s{number}", symbol=symbol, direction=direction)
        for number, (symbol, direction) in enumerate(found, start=1)
    ]


def meant(
    replied: frozenset[str] | None = None,
    symbol: str | None = None,
    direction: Direction | None = None,
    *,
    everything: bool = False,
) -> Meant:
    return Meant(replied=replied, symbol=symbol, direction=direction, all=everything)


meanings = st.builds(
    meant,
    st.none() | st.frozensets(st.sampled_from([f"s{number}" for number in range(1, 9)]), max_size=3),
    st.none() | symbols,
    st.none() | directions,
    everything=st.booleans(),
)


@given(meanings, rows)
def test_nothing_is_touched_that_does_not_stand_or_does_not_fit(said: Meant, found):
    standing = signals(found)
    by_id = {one.signal: one for one in standing}

    outcome = tie(said, standing)

    if isinstance(outcome, Tied):
        assert outcome.signals
        for id_ in outcome.signals:
            assert said.symbol in (None, by_id[id_].symbol)
            assert said.direction in (None, by_id[id_].direction)
    elif isinstance(outcome, Which):
        assert set(outcome.signals) <= set(by_id)


@given(meanings, rows)
def test_more_than_one_is_meant_only_by_a_word_for_all(said: Meant, found):
    outcome = tie(said, signals(found))

    assert not isinstance(outcome, Tied) or len(outcome.signals) == 1 or said.all


@given(meanings, rows)
def test_a_reply_to_a_signal_never_touches_another_one(said: Meant, found):
    outcome = tie(said, signals(found))

    if isinstance(outcome, Tied) and said.replied and not said.all:
        assert set(outcome.signals) <= said.replied


@given(meanings, rows, st.randoms(use_true_random=False))
def test_the_order_of_signals_decides_nothing(said: Meant, found, random):
    standing = signals(found)
    shuffled = list(standing)
    random.shuffle(shuffled)

    one, other = tie(said, standing), tie(said, shuffled)

    assert type(one) is type(other)
    if isinstance(one, Tied | Which) and isinstance(other, Tied | Which):
        assert set(one.signals) == set(other.signals)


@given(rows)
def test_the_only_one_that_stands_needs_no_name(found):
    standing = signals(found)

    outcome = tie(meant(), standing)

    if not standing:
        assert outcome == Untied("none_open")
    elif len(standing) == 1:
        assert outcome == Tied(("s1",))
    else:
        assert isinstance(outcome, Which)


def test_a_reply_is_heard_first():
    standing = signals([("BTC/USDT", Direction.LONG), ("BTC/USDT", Direction.LONG)])

    assert tie(meant(frozenset({"s2"})), standing) == Tied(("s2",))
    assert tie(meant(symbol="BTC/USDT"), standing) == Which(("s1", "s2"))


def test_a_reply_to_something_else_is_asked_about_even_if_one_is_open():
    standing = signals([("BTC/USDT", Direction.LONG)])

    assert tie(meant(frozenset()), standing) == Which(("s1",))
    assert tie(meant(frozenset(), "BTC/USDT"), standing) == Tied(("s1",))


def test_a_reply_that_names_another_symbol_is_asked_about():
    standing = signals([("BTC/USDT", Direction.LONG), ("ETH/USDT", Direction.LONG)])

    assert tie(meant(frozenset({"s1"}), "ETH/USDT"), standing) == Which(("s1", "s2"))


def test_a_reply_to_what_is_over_is_not_about_what_is_open():
    standing = signals([("BTC/USDT", Direction.LONG)])

    assert tie(meant(frozenset({"s7"})), standing) == Untied("signal_over", "s7")
    assert tie(meant(symbol="SOL/USDT"), standing) == Untied("none_in_symbol")


def test_all_means_all_of_a_side():
    standing = signals(
        [("BTC/USDT", Direction.LONG), ("ETH/USDT", Direction.SHORT), ("SOL/USDT", Direction.LONG)]
    )

    assert tie(meant(everything=True), standing) == Tied(("s1", "s2", "s3"))
    assert tie(meant(direction=Direction.LONG, everything=True), standing) == Tied(("s1", "s3"))
    assert tie(meant(symbol="ETH/USDT", everything=True), standing) == Tied(("s2",))
