"""Cards as Telegram gets them: within its measures, whatever people wrote, and never cut inside markup or a sign."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import MARK_LETTERS, Place, place_of
from bot.chat.measure import cut, units
from bot.console.render import columns
from bot.present.reply import Attachment, Button, Dismiss, Line, Reply, Rows, Rule, Tone
from bot.telegram.render import (
    CAPTION_MOST,
    COLUMNS,
    DATA_BYTES,
    POPUP_MOST,
    TEXT_MOST,
    caption,
    popup,
    render,
    tap,
)

CARD = "0123456789abcdefghjkmnpqrs"
SIGNAL = Reply(
    title="PAPER  Buy BTC/USDT for 19,999.80 USDT?",
    blocks=(
        Rows(
            (
                ("now", "60,000.00", "pay ≤ 60,300.00"),
                ("size", "0.33333 BTC", "reading: clear"),
                ("stop", "58,500.00", "−2.50 %"),
                ("target 1", "61,500.00", "+2.50 %", "50 %"),
            )
        ),
        Line("No money is involved: this is paper."),
    ),
    buttons=tuple(Button(label, Dismiss()) for label in ("Confirm", "Change size", "Skip")),
    tone=Tone.ASKS,
)


def test_a_preview_looks_as_drawn():
    shown = render(SIGNAL, CARD)

    assert shown.text == (
        "<b>PAPER  Buy BTC/USDT for 19,999.80 USDT?</b>\n"
        "<pre>now          60,000.00   pay ≤ 60,300.00\n"
        "size       0.33333 BTC   reading: clear\n"
        "stop         58,500.00   −2.50 %\n"
        "target 1     61,500.00   +2.50 %   50 %</pre>\n"
        "No money is involved: this is paper."
    )
    assert [[key.label for key in row] for row in shown.keys] == [["Confirm", "Change size"], ["Skip"]]
    assert shown.keys[1][0].data == tap(CARD, place_of(Button("Skip", Dismiss()), 2))
    assert shown.caption == shown.text


def test_the_figure_of_a_title_stands_two_blanks_behind_it():
    reply = Reply(
        title="BTC/USDT long                  60,012.00", blocks=(Line("Seen."), Rule(), Line("Done."))
    )

    assert render(reply).text == "<b>BTC/USDT long  60,012.00</b>\nSeen.\n────────────\nDone."


def test_a_rule_between_rows_stands_among_them():
    reply = Reply(title="T", blocks=(Rows((("a", "1"),)), Rule(), Rows((("b", "2"),))))

    assert render(reply).text.count("<pre>") == 1


def test_what_people_write_is_no_markup():
    reply = Reply(
        title="<b>Ann & Bob</b>",
        blocks=(Line('<a href="tg://user?id=1">press</a>'), Rows((("</pre>", "&lt;"),))),
        buttons=(Button("<i>", Dismiss()),),
    )

    assert render(reply, CARD).text == (
        "<b>&lt;b&gt;Ann &amp; Bob&lt;/b&gt;</b>\n"
        '&lt;a href="tg://user?id=1"&gt;press&lt;/a&gt;\n'
        "<pre>&lt;/pre&gt;   &amp;lt;</pre>"
    )


def test_a_long_card_below_a_file_is_a_text_of_its_own():
    file = Attachment("trades.csv", "a,b\n", "All trades")
    short, long = (
        Reply(title="Export", blocks=(Line("x" * length),), files=(file,)) for length in (100, 2_000)
    )

    assert render(short).caption is not None
    assert render(long).caption is None
    assert units(read_of(caption(long))) == CAPTION_MOST


def test_a_popup_has_no_markup_and_two_hundred_units():
    reply = Reply(title="Not your button: it is <Ann>'s.", blocks=(Line("Yours is under My trade. " * 20),))

    assert popup(reply).startswith("Not your button: it is <Ann>'s.\nYours is")
    assert units(popup(reply)) <= POPUP_MOST


def test_a_tap_fits():
    assert len(tap(CARD, Place(99, "x" * MARK_LETTERS)).encode()) <= DATA_BYTES


# -- whatever people write ---------------------------------------------------------------------------------

ODD = (
    "<", ">", "&", "&amp;", "</pre>", "\n", " ", "  ", "e\u0301", "o\u0308\u0304", "שלום", "مرحبا",
    "\u202e", "\u200d",
    "👨\u200d👩\u200d👧", "👍🏽", "🇩🇪", "🚀", "漢字", "x" * 50,
    "https://example.org/" + "a" * 60, "1,000.00", "\x1b[31m",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=20)), max_size=40).map("".join)
long_texts = st.tuples(texts, st.integers(1, 60)).map(lambda pair: pair[0] * pair[1])
blocks = st.one_of(
    st.builds(Line, long_texts),
    st.just(Rule()),
    st.builds(Rows, st.lists(st.lists(texts, min_size=1, max_size=4).map(tuple), min_size=1, max_size=6).map(tuple)),
)  # fmt: skip
replies = st.builds(
    lambda title, found, labels: Reply(
        title=title,
        blocks=tuple(found),
        buttons=tuple(Button(label, Dismiss()) for label in labels),
    ),
    texts,
    st.lists(blocks, max_size=6),
    st.lists(texts, max_size=9),
)


class Reader(HTMLParser):
    """Reads the markup as Telegram does: tags must be known, and closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.read: list[tuple[tuple[str, ...], str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in ("b", "pre"), tag
        assert not attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.read.append((tuple(self.open), data))


def reader_of(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def read_of(html: str) -> str:
    return "".join(text for _, text in reader_of(html).read)


@given(replies)
def test_any_card_is_within_the_measures_and_whole(reply: Reply):
    shown = render(reply, CARD)

    reader = reader_of(shown.text)
    assert 0 < units("".join(text for _, text in reader.read)) <= TEXT_MOST
    assert not re.search(r"&(?!(amp|lt|gt);)", shown.text)
    assert shown.text.encode("utf-16-le")  # no half of a pair
    for tags, text in reader.read:
        if "pre" in tags:
            assert all(columns(line) <= COLUMNS or "http" in line for line in text.split("\n"))
    assert all(len(row) <= 2 and all(key.label.strip() for key in row) for row in shown.keys)
    assert sum(map(len, shown.keys)) == len(reply.buttons)
    if shown.caption is not None:
        assert units(read_of(shown.caption)) <= CAPTION_MOST


@given(long_texts, st.integers(1, 300))
def test_a_cut_falls_between_signs(text: str, most: int):
    shown = cut(text, most)

    assert units(shown) <= most
    if shown != text:
        kept = shown.removesuffix("…")
        assert text.startswith(kept)
        rest = text[len(kept) :].lstrip()
        assert kept == "" or rest == "" or not _goes_on(kept, rest)


def _goes_on(kept: str, rest: str) -> bool:
    """Whether what was cut off belongs to the last sign that was kept."""
    if kept[-1].isspace():
        return False
    joins = rest[0] == "\u200d" or (
        kept[-1] == "\u200d" and rest[0] >= "\u0300"
    )  # no letter is joined to another
    return joins or unicodedata.category(rest[0]) in ("Mn", "Me", "Mc")
