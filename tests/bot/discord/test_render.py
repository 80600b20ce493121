"""Cards on Discord: within its limits, whatever people wrote, and nothing of theirs is markup."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import place_of, wire_id
from bot.chat.measure import clusters, units
from bot.discord.render import DESCRIPTION_MOST, NOTHING, TITLE_MOST, WHOLE, components, escape, render
from bot.present.reply import (
    Attachment,
    Block,
    Button,
    Confirm,
    Dismiss,
    Line,
    Picture,
    Reply,
    Rows,
    Rule,
    Tone,
)
from core.command import Call

CARD = "c" * 26
ADDRESS = r"https?://[^\s<>`|\\\"^{}\[\]]+"
PIECES = [
    *"ab1 \n*_~`|>#-[]()<@&:.\\/!$", "```", "||", "**", "@everyone", "<@123>", "</buy:1>", "https://x.y/a_b*c*",
    "[a](https://evil.example)", "👨‍👩‍👧", "🇩🇪", "é", "e\u0301", "نص", "\u202e", "\x1b[31m", "1. ", "-# ",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
CELLS = st.tuples(WORDS, WORDS, WORDS)
BLOCKS = st.one_of(
    st.builds(Line, WORDS),
    st.builds(Rows, st.lists(CELLS, min_size=1, max_size=6).map(tuple)),
    st.just(Rule()),
)
ACTIONS = st.one_of(st.just(Confirm()), st.just(Dismiss()), st.just(Call("me show", {})))
BUTTONS = st.lists(st.builds(Button, WORDS, ACTIONS), max_size=40).map(tuple)


def bare(text: str) -> str:
    """What a reader sees of an escaped text."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text.replace(f"@{NOTHING}", "@"))


def fences(description: str) -> list[str]:
    return description.split("```")


def ids(payload: dict[str, Any]) -> list[str]:
    return [one["custom_id"] for row in payload["components"] for one in row["components"]]


@settings(max_examples=40)
@given(WORDS, st.lists(BLOCKS, max_size=5).map(tuple), BUTTONS, st.integers(1, 40))
def test_any_card_is_within_the_limits(title: str, blocks: tuple[Block, ...], buttons: Any, times: int):
    made = render(Reply(title=title, blocks=blocks * times, buttons=buttons), CARD)
    embed = made.payload["embeds"][0]

    assert units(embed.get("title", "")) <= TITLE_MOST
    assert 0 < units(embed.get("description", "x")) <= DESCRIPTION_MOST
    assert len(made.payload["components"]) <= 5
    assert all(len(row["components"]) <= 5 for row in made.payload["components"])
    found = ids(made.payload)
    assert len(found) == len(set(found))
    assert all(0 < len(one) <= 100 for one in found)
    for row in made.payload["components"]:
        for one in row["components"]:
            assert all(0 < units(option["label"]) <= 100 for option in one.get("options", ()))
            assert 0 < units(one.get("label", "x")) <= 80
            assert len(one.get("options", ())) <= 25


@settings(max_examples=40)
@given(st.lists(BLOCKS, max_size=5).map(tuple), st.integers(1, 40))
def test_a_code_block_is_always_closed_and_nothing_closes_it_early(blocks: tuple[Block, ...], times: int):
    description = (
        render(Reply(title="x", blocks=blocks * times), CARD).payload["embeds"][0].get("description", "")
    )

    parts = fences(description)
    assert len(parts) % 2 == 1
    assert all(part.startswith("\n") and part.endswith("\n") for part in parts[1::2])


@given(WORDS)
def test_nothing_that_was_written_is_markup(text: str):
    escaped = escape(text)

    outside = re.sub(ADDRESS, "", escaped)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~`|\[<]", outside)
    assert not re.search(r"@(everyone|here)", outside)
    assert not re.search(r"^\s*(#{1,3}\s|-#|[-+>]|\d+\.\s)", outside, re.MULTILINE)


@given(WORDS)
def test_a_reader_sees_what_was_written(text: str):
    apart = re.sub(rf"({ADDRESS})(?=[\\`|<\[\]])", r"\1 ", text)
    assert bare(escape(text)) == bare(apart.replace("\\", "\\\\"))


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(["👨‍👩‍👧", "🇩🇪", "e\u0301", "*", "a", " "]), min_size=1, max_size=40).map(
        "".join
    )
)
def test_a_long_line_ends_between_letters(pattern: str):
    text = pattern * (6_000 // len(pattern))
    made = render(Reply(title="x", blocks=(Line(f"x{text}"),)), CARD)
    shown = bare(made.payload["embeds"][0]["description"])

    assert shown.endswith("…")
    kept = len(shown) - 2
    assert text.startswith(shown[1:-1])
    starts = set(accumulate(map(len, clusters(text)), initial=0))
    assert kept in starts or text[kept] == " "


def test_what_does_not_fit_goes_with_it_as_a_file():
    made = render(
        Reply(title="Long", blocks=tuple(Line(f"line {number} " + "x" * 90) for number in range(60))), CARD
    )

    assert made.payload["embeds"][0]["description"].endswith("…")
    assert made.payload["attachments"] == [{"id": "0", "filename": WHOLE, "description": "Long"}]
    assert "line 59" in made.files[0].content.decode()


def test_an_address_is_left_whole_and_never_cut():
    address = "https://desk.example/s/9f_K*x*"
    fits = render(Reply(title="x", blocks=(Line(f"see {address} now"),)), CARD)
    cut = render(Reply(title="x", blocks=(Line("y" * 4_085 + f" {address}"),)), CARD)

    assert fits.payload["embeds"][0]["description"] == f"see {address} now"
    assert "https" not in cut.payload["embeds"][0]["description"]


def test_a_link_cannot_hide_behind_other_words():
    assert escape("[safe](https://evil.example)") == r"\[safe\](https://evil.example)"


def test_nobody_is_ever_mentioned():
    made = render(Reply(title="@everyone", blocks=(Line("<@&42> @here"),)), CARD)

    assert made.payload["allowed_mentions"] == {"parse": []}
    assert "@everyone" not in json.dumps(made.payload)


def at(card: str, buttons: list[Button], number: int) -> str:
    return wire_id(card, place_of(buttons[number], number))


def test_four_buttons_are_two_rows_of_two():
    buttons = [Button("Confirm", Confirm()), *(Button(name, Call("me show", {})) for name in ("a", "b", "c"))]

    assert components(buttons, "k") == [
        {"type": 1, "components": [
            {"type": 2, "style": 1, "label": "Confirm", "custom_id": at("k", buttons, 0)},
            {"type": 2, "style": 2, "label": "a", "custom_id": at("k", buttons, 1)},
        ]},
        {"type": 1, "components": [
            {"type": 2, "style": 2, "label": "b", "custom_id": at("k", buttons, 2)},
            {"type": 2, "style": 2, "label": "c", "custom_id": at("k", buttons, 3)},
        ]},
    ]  # fmt: skip


def test_more_buttons_are_a_list_beside_what_is_decided():
    buttons = [
        Button("Confirm", Confirm()), *(Button(str(n), Call("me show", {})) for n in range(30)), Button("No", Dismiss())
    ]  # fmt: skip
    rows = components(buttons, "k")

    assert [one["custom_id"] for one in rows[0]["components"]] == [at("k", buttons, 0), at("k", buttons, 31)]
    first, second = (row["components"][0] for row in rows[1:])
    assert (first["type"], len(first["options"])) == (3, 25)
    assert [option["value"].partition(".")[0] for option in second["options"]] == [
        "26",
        "27",
        "28",
        "29",
        "30",
    ]


def test_red_is_for_alarms_only():
    confirm = [Button("Stop all", Confirm())]

    assert components(confirm, "k", Tone.ASKS)[0]["components"][0]["style"] == 1
    assert components(confirm, "k", Tone.ALARM)[0]["components"][0]["style"] == 4


def test_a_card_as_it_is():
    reply = Reply(
        title="PAPER  Bought BTC/USDT         60,012.00",
        blocks=(
            Rows((("now", "60,020.00", "−1.73", "−0.09 %"), ("stop", "58,500.00", "working at broker"))),
            Rule(),
            Rows((("target 1", "61,500.00", "working", "50 %"),)),
            Line("from north_light #86, *auto*"),
            Rule(),
            Line("T-7K2Q · 14:03 UTC"),
        ),
        buttons=(Button("Close", Call("trade close", {"what": "T-7K2Q"})),),
        tone=Tone.DONE,
        files=(Attachment("fills.csv", "a,b\n", "Fills of one trade"),),
    )

    made = render(reply, "card")

    assert made.payload == {
        "embeds": [
            {
                "color": 0x2FA97C,
                "title": "PAPER  Bought BTC/USDT  60,012.00",
                "description": (
                    "```\n"
                    "now    60,020.00   −1.73   −0.09 %\n"
                    "stop   58,500.00   working at broker\n"
                    "─────────────────────────────────────\n"
                    "target 1   61,500.00   working   50 %\n"
                    "```\n"
                    "from north\\_light #86, \\*auto\\*\n"
                    "────────────────────\n"
                    "T-7K2Q · 14:03 UTC"
                ),
            }
        ],
        "components": [
            {
                "type": 1,
                "components": [{"type": 2, "style": 2, "label": "Close", "custom_id": "bw:card:0.2pnjk"}],
            }
        ],
        "attachments": [{"id": "0", "filename": "fills.csv", "description": "Fills of one trade"}],
        "allowed_mentions": {"parse": []},
    }
    assert [(one.name, one.content) for one in made.files] == [("fills.csv", b"a,b\n")]


def test_an_id_that_does_not_fit_is_ours_to_mend():
    with pytest.raises(ValueError, match="letters"):
        components([Button("a", Confirm())], "c" * 99)


def test_a_picture_stands_in_the_card_and_says_what_it_shows(tmp_path: Path):
    path = tmp_path / "value.png"
    path.write_bytes(b"png")
    card = Reply(title="Value", pictures=(Picture(str(path), "Value, 30 days"),))

    made = render(card, "k")
    path.unlink()
    alone = render(card, "k")

    assert made.payload["embeds"][0]["image"] == {"url": "attachment://value.png"}
    assert made.payload["attachments"] == [
        {"id": "0", "filename": "value.png", "description": "Value, 30 days"}
    ]
    assert [(one.name, one.content, one.kind) for one in made.files] == [("value.png", b"png", "image/png")]
    assert alone.payload["embeds"][0]["description"] == "Value, 30 days"
    assert (alone.payload["attachments"], alone.files) == ([], ())
