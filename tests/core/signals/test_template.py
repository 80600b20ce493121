"""What is learned from three posts: it gives them back, knows no numbers, and makes no signal of talk (BX-08)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.kernel.codec import decode, dumps, encode
from core.kernel.money import Price
from core.market.symbols import builtin_table
from core.signals.learning import NotLearned, guessed, learn, understood
from core.signals.lessons import APART, NONE, Lesson, Step, can_part, choices, why_not
from core.signals.profile import DEFAULT, Decimals, Profile, Role, Template
from core.signals.read import read, retold
from core.signals.reading import Direction, EntryType, Reading, ReadingKind, Tier
from core.signals.template import merged

TABLE = builtin_table()
CORPUS = Path(__file__).parents[2] / "corpus"
ETH = ("eth yolo 🔼 3.4 3.5k out 3300 | 3.9k", "🔼", "3.4 3.5k", "3300", "3.9k")
BTC = ("btc 🔼 61.2 61.5k out 60200 | 64k", "🔼", "61.2 61.5k", "60200", "64k")
SOL = ("sol moon 🔽 150 149 out 155 | 140 120", "🔽", "150 149", "155", "140 120")


def taught(text: str, *taps: str) -> Lesson:
    """A post with these labels tapped, one a step."""
    lesson = Lesson(text=text)
    for tap in taps:
        if tap == APART:
            assert can_part(lesson, DEFAULT, TABLE)
            lesson = replace(lesson, apart=True)
            continue
        offered = {choice.label: choice.answer for choice in choices(lesson, DEFAULT, TABLE)} | {NONE: NONE}
        assert tap in offered, (lesson.step, sorted(offered))
        lesson = replace(lesson, answers=(*lesson.answers, offered[tap]))
    assert lesson.step is Step.RIGHT
    return lesson


def learned(*posts: tuple[str, ...]) -> Template:
    return learn([taught(*post) for post in posts], DEFAULT, TABLE)


def by(template: Template, *, proven: bool = False) -> Profile:
    return replace(DEFAULT, template=template, proven=proven)


FORM = learned(ETH, BTC, SOL)


def one(text: str, profile: Profile) -> Reading:
    (reading,) = read(text, profile=profile, table=TABLE)
    return reading


def test_three_posts_make_a_form():
    assert [(slot.role, slot.anchor) for slot in FORM.slots] == [
        (Role.ENTRY, ()),
        (Role.STOP, ("out",)),
        (Role.TARGET, ("|",)),
    ]
    assert dict(FORM.sides) == {"🔼": Direction.LONG, "🔽": Direction.SHORT}
    assert FORM.filler == ("moon",)
    assert FORM.decimals is Decimals.POINT


def test_a_post_in_this_form_is_read_and_asked_about():
    reading = one("doge 🔽 0.150 0.152 out 0.160 | 0.13", by(FORM))

    assert (reading.kind, reading.tier, reading.taught) == (ReadingKind.OPEN, Tier.CONFIRM, True)
    assert reading.reasons == ("taught",)
    assert reading.direction is Direction.SHORT
    assert reading.entry_type is EntryType.ZONE
    assert reading.entries == (Decimal("0.150"), Decimal("0.152"))
    assert (reading.stop, reading.targets) == (Decimal("0.160"), (Decimal("0.13"),))
    assert {span.field: span.text for span in reading.spans}["stop"] == "out 0.160"


def test_a_proven_form_is_clear_and_says_where_it_comes_from():
    reading = one(ETH[0], by(FORM, proven=True))

    assert (reading.tier, reading.reasons, reading.taught) == (Tier.AUTO, (), True)
    assert reading.entries == (Decimal(3400), Decimal(3500))


def test_a_form_travels_as_plain_data():
    assert decode(Template, encode(FORM)) == FORM
    assert "3400" not in dumps(encode(FORM))


@pytest.mark.parametrize(
    "text",
    [
        "eth 🔼 3.4 3.5k out 3300 | 3.9k hit",
        "eth 🔼 was 3.4 3.5k out 3300 | 3.9k",
        "eth 🔼 if 3.4 3.5k out 3300 | 3.9k",
        "eth 🔼 3.4 3.5k out 3300 | 3.9k?",
        "close eth 🔼 3.4 3.5k out 3300 | 3.9k",
        "eth 🔼 3.4 3.5k | 3.9k out 3300",
        "eth 🔼 3.4 3.5k out 3300",
        "eth 🔼 3.4 3.5k out 3300 | 3.9k | 4.1k",
        "eth 🔼 3.4 3.5k 3.6k out 3300 | 3.9k",
        "eth 3.4 3.5k out 3300 | 3.9k",
        "eth 🔼 🔽 3.4 3.5k out 3300 | 3.9k",
        "eth or btc 🔼 3.4 3.5k out 3300 | 3.9k",
        "🔼 3.4 3.5k out 3300 | 3.9k",
        "eth 🔼 3.4 3.5k out 3300 > 3.9k",
        "eth 🔼 one word then another and more 3.4 3.5k out 3300 | 3.9k quux zyzzy plugh",
        "eth 🔼 3.4 3.5k stop 3300 | 3.9k",
    ],
)
def test_what_has_not_the_whole_form_is_left_to_the_reader(text: str):
    assert retold(text, profile=by(FORM), table=TABLE) is None
    assert read(text, profile=by(FORM), table=TABLE) == read(text, profile=DEFAULT, table=TABLE)


def test_levels_on_the_wrong_side_are_never_clear():
    reading = one("eth 🔼 3.4 3.5k out 3300 | 3.2k", by(FORM, proven=True))

    assert reading.tier is Tier.CONFIRM
    assert "inconsistent_levels" in reading.reasons


def test_the_standard_reader_goes_first():
    text = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"

    assert read(text, profile=by(FORM), table=TABLE) == read(text, profile=DEFAULT, table=TABLE)


@pytest.mark.parametrize("proven", [False, True])
@pytest.mark.parametrize(
    "other", [{"direction": Direction.SHORT}, {"stop": Price("3200")}, {"entries": (Price("3410"),)}]
)
def test_a_contradiction_is_asked_about_and_the_readers_word_stands(other: dict[str, Any], proven: bool):
    standard = one("LONG ETH/USDT entry 3400 sl 3300 tp 3900", DEFAULT)
    told: Reading = replace(standard, **other)

    (reading,) = merged((standard,), told, proven=proven)

    assert standard.tier is Tier.AUTO
    assert reading == replace(standard, tier=Tier.CONFIRM, reasons=("taught_differs",))


def test_what_both_read_alike_stays_clear():
    standard = one("LONG ETH/USDT entry 3400 sl 3300 tp 3900", DEFAULT)

    assert merged((standard,), replace(standard, spans=()), proven=False) == (standard,)


def test_a_name_that_is_a_word_counts_beside_its_side():
    assert one("link 🔼 14.1 14.2 out 13.1 | 16", by(FORM)).base == "LINK"
    assert retold("link to it 🔼 14.1 14.2 out 13.1 | 16", profile=by(FORM), table=TABLE) is None


@pytest.mark.parametrize(
    ("posts", "code"),
    [
        ([("btc 60000 58500 61500 63000", NONE, "60000", "58500", "61500 63000")], "only_numbers"),
        ([("eth 🔼 3400 out 3300 | 3900", "🔼", "3900", "3300", "3400")], "order"),
        ([("short eth 3400 guard 3300 aim 3900", "short", "3400", "3300", "3900")], "side"),
        ([("eth 🔼 3400 out 3300 | 3900", "🔼", "3400", "3300", NONE)], "left_over"),
        ([("eth 🔼 3400 target 3300 | 3900", "🔼", "3400", "3300", "3900")], "word_means"),
        ([("eth 🔼 3400 hit 3300 | 3900", "🔼", "3400", "3300", "3900")], "talk"),
        ([("eth yesterday 🔼 3400 out 3300 | 3900", "🔼", "3400", "3300", "3900")], "talk"),
        (
            [
                ("eth 🔼 3400 out 3300 | 3900", "🔼", "3400", "3300", "3900"),
                ("eth 🔼 3400 out 3500 | 3100", "🔼", "3400", "3500", "3100"),
            ],
            "side_both",
        ),
        (
            [
                ("eth 🔼 3400 out 3300 | 3900", "🔼", "3400", "3300", "3900"),
                ("eth 🔼 out 3300 3400 | 3900", "🔼", APART, "3400", "3300", "3900"),
            ],
            "other_order",
        ),
    ],
)
def test_what_cannot_be_learned_says_why(posts: list[tuple[str, ...]], code: str):
    with pytest.raises(NotLearned) as refused:
        learned(*posts)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("buy it 3400 out 3300", "no_symbol"),
        ("btc and eth 3400 out 3300", "symbols"),
        ("btc to the moon", "numbers"),
        ("btc 60000 " + "words " * 200, "long"),
        ("btc 🔼 60000 out 59000", None),
    ],
)
def test_a_post_that_cannot_teach_is_told(text: str, code: str | None):
    assert why_not(text, DEFAULT, TABLE) == code


def test_a_row_of_numbers_is_told_apart_one_by_one():
    form = learned(
        ("eth 🔼 3400 3300 | 3900", "🔼", APART, "3400", "3300", "3900"),
        ("sol 🔼 142 139 | 150 160", "🔼", APART, "142", "139", "150 160"),
        ("btc 🔼 60000 59000 | 63000", "🔼", APART, "60000", "59000", "63000"),
    )
    reading = one("link 🔼 14.2 13.1 | 16 17 18", by(form))

    assert (reading.entries, reading.stop) == ((Decimal("14.2"),), Decimal("13.1"))
    assert reading.targets == (Decimal(16), Decimal(17), Decimal(18))


def test_each_target_may_have_its_own_sign():
    post = ("ETH 🔼\n3400\n✂ 3300\n🏁 3600\n🏁 3900", "🔼", "3400", "3300", "3600 🏁 3900")
    form = learned(post, post, post)

    reading = one("SOL 🔼\n142\n✂ 139\n🏁 150\n🏁 155\n🏁 160", by(form))

    assert reading.targets == (Decimal(150), Decimal(155), Decimal(160))


def test_a_further_post_of_the_form_needs_a_yes_only():
    first = taught(*ETH)

    assert guessed(Lesson(text=BTC[0]), [first], DEFAULT, TABLE) == taught(*BTC)
    assert guessed(Lesson(text=SOL[0]), [first], DEFAULT, TABLE) == Lesson(text=SOL[0])
    assert guessed(Lesson(text=SOL[0]), [first, taught(*SOL)], DEFAULT, TABLE) == taught(*SOL)


# -- whatever the form ------------------------------------------------------------------------------------

SIGNS = ("🔼", "⏫", "⤴", "🟢", "🐂", "zzoom", "hopp")
DOWN = ("🔽", "⏬", "⤵", "🐻", "plumms")
STOPS = ("out", "✂", "guard", "wall", "|", ";", "nope")
AIMS = ("|", "🏁", ">", "gold", "aims", "top", "+")
COINS = ("eth", "SOL", "BTC/USDT", "#LINK", "avaxusdt", "doge")
WORDS = ("", "", "fam", "yolo", "gm", "hello there")


@st.composite
def forms(draw: st.DrawFn) -> list[tuple[str, tuple[str, ...]]]:
    """Three posts in one form of somebody's own, with what is tapped in each; and a factor for the numbers."""
    up, down = draw(st.sampled_from(SIGNS)), draw(st.sampled_from(DOWN))
    stop, aim = draw(st.sampled_from(STOPS)), draw(st.sampled_from(AIMS))
    assume(stop != aim)
    two = draw(st.booleans())
    return [_post(draw, up, down, stop, aim, two) for _ in range(3)]


def _post(draw: st.DrawFn, up: str, down: str, stop: str, aim: str, two: bool) -> tuple[str, tuple[str, ...]]:
    long = draw(st.booleans())
    sign = 1 if long else -1
    middle = draw(st.integers(min_value=200, max_value=90_000))
    entries = [middle, middle + sign * (middle // 100)] if two else [middle]
    guard = middle - sign * draw(st.integers(min_value=middle // 50, max_value=middle // 5))
    aims = [middle + sign * (middle // 20) * step for step in range(1, draw(st.integers(2, 5)))]
    parts = [draw(st.sampled_from(COINS)), draw(st.sampled_from(WORDS)), up if long else down]
    row = [" ".join(map(str, entries)), str(guard), " ".join(map(str, aims))]
    text = " ".join(part for part in (*parts, row[0], stop, row[1], aim, row[2]) if part)
    return text, (up if long else down, *row)


@settings(max_examples=120, deadline=None)
@given(forms())
def test_a_form_gives_back_its_three_posts_or_is_refused(posts):
    lessons = [taught(text, *taps) for text, taps in posts]
    try:
        form = learn(lessons, DEFAULT, TABLE)
    except NotLearned:
        return

    for lesson, (text, taps) in zip(lessons, posts, strict=True):
        reading = retold(text, profile=by(form), table=TABLE)
        assert reading is not None
        assert [plain(price) for price in sorted(reading.entries)] == sorted(taps[1].split())
        assert plain(reading.stop) == taps[2]
        assert [plain(price) for price in reading.targets] == taps[3].split()
        assert reading.direction is understood(lesson, DEFAULT, TABLE).direction
        assert one(text, by(form)).tier is Tier.CONFIRM


def plain(price: Decimal | None) -> str:
    return "" if price is None else f"{price:f}"


@settings(max_examples=80, deadline=None)
@given(forms(), st.integers(min_value=2, max_value=9))
def test_a_form_knows_no_numbers(posts, factor: int):
    def scaled(words: str) -> str:
        return " ".join(str(int(word) * factor) if word.isdigit() else word for word in words.split(" "))

    once = [taught(text, *taps) for text, taps in posts]
    again = [taught(scaled(text), *map(scaled, taps)) for text, taps in posts]

    assert outcome(once) == outcome(again)


def outcome(lessons: list[Lesson]) -> object:
    try:
        return learn(lessons, DEFAULT, TABLE)
    except NotLearned as why:
        return (why.code, why.post)


def said() -> list[str]:
    lines = [
        line
        for name in ("chat.txt", "late_chat.txt")
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    assert len(lines) > 1_000
    return lines


CHAT = said()


@settings(max_examples=60, deadline=None)
@given(forms(), st.lists(st.sampled_from(CHAT), min_size=20, max_size=60), st.randoms(use_true_random=False))
def test_no_form_makes_a_signal_of_talk(posts, lines, chance):
    try:
        form = learn([taught(text, *taps) for text, taps in posts], DEFAULT, TABLE)
    except NotLearned:
        return

    mixed = [f"{line} {chance.choice([*dict(form.sides), 'out 3300', '| 3900', 'eth'])}" for line in lines]
    for line in (*lines, *mixed):
        assert retold(line, profile=by(form, proven=True), table=TABLE) is None
        assert all(
            reading.tier is not Tier.AUTO
            for reading in read(line, profile=by(form, proven=True), table=TABLE)
        )


def test_of_all_that_was_said_nothing_has_the_form():
    profile = by(FORM, proven=True)

    assert [line for line in CHAT if retold(line, profile=profile, table=TABLE) is not None] == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_may_be_taught_and_read(text: str):
    profile = by(FORM)

    assert read(text, profile=profile, table=TABLE)
    if why_not(text, DEFAULT, TABLE) is None:
        lesson = Lesson(text=text)
        assert isinstance(choices(lesson, DEFAULT, TABLE), tuple)
