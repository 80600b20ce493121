"""Whatever is typed, piped or configured: a clear sentence with a next step, the rest still runs, nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

BELLWETHER = Path(sys.executable).parent / "bellwether"
SECONDS = 60
LAST = b"/me show\n"


@dataclass(frozen=True)
class Ran:
    """What a run left: exit code, cards as JSON, and what stood on stderr."""

    code: int
    cards: list[dict[str, Any]]
    error: str

    @property
    def codes(self) -> list[str]:
        """Codes of the refusals, in order."""
        return [card["data"]["code"] for card in self.cards if card["kind"] == "refusal"]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BELLWETHER_")}
    return {**kept, **more}


def ran(
    script: bytes, folder: Path, *arguments: str, fresh: bool = True, command: str = "console", **more: str
) -> Ran:
    """Run a script to its end. No trace of a stack is ever seen by the person who runs it."""
    done = subprocess.run(
        [BELLWETHER, command, "--json", *(["--fresh"] if fresh else []), *arguments],
        input=script,
        capture_output=True,
        timeout=SECONDS,
        cwd=folder,
        env=environment(**more),
        check=False,
    )
    error = done.stderr.decode()
    assert "Traceback" not in error
    return Ran(done.returncode, [json.loads(line) for line in done.stdout.splitlines()], error)


def said(card: dict[str, Any]) -> str:
    return f"{card['title']} {' '.join(card['text'].split())}"


# ---- what people type: one line each, the code it is refused with, and words that say what to do

TYPED = [
    ("/helo", "unknown_command", "I do not know /helo. Close: /help."),
    ("/trade by btc", "unknown_command", "Close: /trade buy"),
    ("/xyzzy", "unknown_command", "/help lists what I know."),
    ("/trade buy bttc 1", "unknown_symbol", 'I do not know "BTTC". Close: BTT/USDT'),
    ("/trade buy btc", "missing_option", "/trade buy <symbol> <amount>"),
    ("/trade buy btc 0", "not_understood", '"0" is not an amount. For example: 0.5, $100 or 10%.'),
    ("/trade buy btc -5", "not_understood", '"-5" is not an amount.'),
    ("/trade buy btc 1e999", "not_understood", '"1e999" is not an amount.'),
    ("/trade buy btc nan", "not_understood", '"nan" is not an amount.'),
    ("/trade buy btc inf", "not_understood", '"inf" is not an amount.'),
    ("/trade buy btc 200%", "not_understood", '"200%" is not an amount.'),
    (f"/trade buy btc {'9' * 60}", "not_understood", "is not an amount."),
    ("/trade buy btc 99999999999999999999", "no_cash", "100,000.00 is free"),
    # Digits of other scripts are digits: three bitcoin, which nobody here can pay.
    ("/trade buy btc \u0663", "no_cash", "Needs 181,080.90 USDT"),
    ("/trade buy btc 0.000001", "too_small", "the smallest entry is 10.00"),
    ("/trade buy btc $0", "not_understood", '"$0" is not an amount.'),
    ("/trade buy btc 0.01 0.02", "too_many_words", "/trade buy <symbol> <amount>"),
    ("/trade buy btc 0.01 sl -1", "not_understood", '"-1" is not a price.'),
    ("/trade buy btc 0.01 sl 61000", "wrong_side", "I do not guess."),
    ("/trade buy btc 0.01 tp 50000", "wrong_target", "on the wrong side of"),
    ("/trade show T-ZZZZ", "no_such_trade", "/trade history lists them."),
    ("/trade why #9", "nothing_decided", "no trade, no skipped signal"),
    ("/trade close btc", "nothing_held", "/portfolio positions"),
    ("/me limits risk 500%", "not_understood", "is not a percentage up to 100."),
    ("/me limits age 0s", "not_understood", "is not an age above zero."),
    ("/me limits age 99999d", "not_understood", "is not a length of time."),
    ("/start 5", "not_a_choice", "100000, 10000"),
    ("/copy start nobody", "no_such_provider", "/provider list"),
    ("/provider register", "not_in_channel", "#calls: /provider register"),
    ("/help nonsense", "no_such_topic", "/help lists what there is"),
    ("zed: /admin health", "no_right", "Ask owner."),
    ("bob [Nope]", "no_card", "/help"),
    ("market: NOPE/NOPE 5", "unknown_symbol", 'I do not know "NOPE/NOPE".'),
    ("pro #calls ~: LONG BTC", "no_post", "has not posted in #calls yet."),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """All of it typed to one program, one after the other, and at the end a question it can answer."""
    lines = [line for line, _, _ in TYPED]
    return ran("\n".join([*lines, ""]).encode() + LAST, tmp_path_factory.mktemp("typed"))


def test_nothing_typed_stops_the_program_or_trades(answers: Ran):
    assert answers.code == 0
    assert answers.error == ""
    assert len(answers.cards) == len(TYPED) + 1
    assert answers.cards[-1]["data"]["trades"] == 0


@pytest.mark.parametrize(
    "number", range(len(TYPED)), ids=[f"{code}-{n}" for n, (_, code, _) in enumerate(TYPED)]
)
def test_what_cannot_be_done_is_said_with_what_can(answers: Ran, number: int):
    line, code, words = TYPED[number]
    card = answers.cards[number]

    assert card["kind"] == "refusal"
    assert card["data"]["code"] == code
    assert card["to"] == next((name for name in ("zed", "bob", "pro") if line.startswith(name)), "owner")
    assert words in said(card)


# ---- buttons


def test_a_button_is_for_its_person_for_its_time_and_once(tmp_path: Path):
    script = """
ann: /trade buy 0.01 btc
bob [Confirm] of ann
ann [Nope]
ann [9]
clock: +61s
ann [Confirm]
ann [New preview]
ann [Confirm]
ann [Confirm]
ann: /portfolio show
"""
    seen = ran(script.encode(), tmp_path)

    assert seen.codes == ["not_yours", "no_button", "no_button", "expired", "already_done"]
    refused = [card for card in seen.cards if card["kind"] == "refusal"]
    assert [card["to"] for card in refused] == ["bob", "ann", "ann", "ann", "ann"]
    assert "it is ann's" in said(refused[0])
    assert "It has: Confirm, Edit, Add a stop, Cancel." in said(refused[1])
    assert "Done already: bought at 60,012.00" in said(refused[4])
    assert [position["quantity"] for position in seen.cards[-1]["data"]["positions"]] == ["0.01"]


# ---- what comes through a pipe


def test_bytes_and_lines_that_are_no_script_are_named_and_the_rest_runs(tmp_path: Path):
    lines = [
        b"/me show",
        b"\xff\xfe broken",
        b"/me\0 show",
        b"/me \x1b[31mshow",
        b"ann: \x07",
        b"y" * 5_000,
        b"pro #calls ^^: x",
        b"market: BTC",
        b"clock: yesterday",
        b"",
        b"   \t ",
        b"# words",
        b"x" * 4_096,
        b"ann: " + b"z" * 4_000,
        "ann: жопа 🤷 \u202e".encode(),
        b"/me show",
    ]
    # A locale that can write nothing of all this must not matter.
    seen = ran(b"\n".join(lines), tmp_path, PYTHONIOENCODING="ascii:strict", LC_ALL="C", PYTHONUTF8="0")

    assert seen.code == 2
    assert [line.split(":")[0] for line in seen.error.splitlines()] == [f"line {n}" for n in range(2, 10)]
    assert "not UTF-8 text (byte FF)" in seen.error
    assert "control character (U+0000)" in seen.error
    assert "5,000 characters long, 4,096 at most. Split it." in seen.error
    assert [card["title"] for card in seen.cards] == [
        "owner",
        "Read as talk",
        "Read as talk",
        "Read as talk",
        "owner",
    ]


def test_a_script_file_is_read_as_a_pipe_is(tmp_path: Path):
    script = tmp_path / "odd.story"
    script.write_bytes("\ufeff/me show\r\nann: one\u2028two\r\n".encode() + b"\xff\r\n/me show")

    seen = ran(b"", tmp_path, str(script))

    assert seen.code == 2
    assert [line.split(":")[0] for line in seen.error.splitlines()] == ["line 2", "line 3"]
    assert [card["title"] for card in seen.cards] == ["owner", "owner"]


def test_a_script_that_is_not_there_is_wrong_usage(tmp_path: Path):
    seen = ran(b"", tmp_path, "missing.story")

    assert (seen.code, seen.cards) == (2, [])
    assert seen.error == "bellwether: there is no file missing.story. Give a script's path, or pipe one in.\n"


@pytest.mark.parametrize("how", ["| head -1", ">&-"])
def test_a_reader_who_leaves_is_no_mishap(tmp_path: Path, how: str):
    done = subprocess.run(
        ["bash", "-c", f'yes /help | head -40 | "$0" console --fresh {how}', BELLWETHER],
        capture_output=True,
        timeout=SECONDS,
        cwd=tmp_path,
        env=environment(),
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")


# ---- what stands in the way of a start


@pytest.mark.parametrize(
    ("settings", "toml", "words"),
    [
        ({"BELLWETHER_FOO": "1"}, None, "BELLWETHER_FOO is not a setting."),
        ({"BELLWETHER_MARKT": "live"}, None, "Did you mean BELLWETHER_MARKET?"),
        ({"BELLWETHER_WEB_PORT": "abc"}, None, "BELLWETHER_WEB_PORT is 'abc'. It takes"),
        ({}, b"market = [", "bellwether.toml is not TOML:"),
        ({}, b"markket = 'x'", "markket in "),
        ({}, b"\xff\xfe", "bellwether.toml is not UTF-8 text (line 1). Save it as UTF-8."),
        ({"BELLWETHER_DATA_DIR": "a-file/data"}, None, "a-file"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    tmp_path: Path, settings: dict[str, str], toml: bytes | None, words: str
):
    (tmp_path / "a-file").touch()
    if toml is not None:
        (tmp_path / "bellwether.toml").write_bytes(toml)

    seen = ran(LAST, tmp_path, fresh=False, **settings)

    assert (seen.code, seen.cards) == (1, [])
    assert seen.error.startswith("bellwether: ")
    assert len(seen.error.splitlines()) == 1
    assert words in seen.error


def test_a_newer_database_is_left_alone(tmp_path: Path):
    assert ran(LAST, tmp_path, fresh=False).code == 0
    database = tmp_path / "data" / "bellwether.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE bellwether_version SET version_num = '9999'")
    before = database.read_bytes()

    seen = ran(LAST, tmp_path, fresh=False)

    assert (seen.code, seen.cards) == (1, [])
    assert "was written by a newer Bellwether (schema revision 9999" in seen.error
    assert database.read_bytes() == before


def test_a_folder_serves_one_process_until_it_dies_and_nothing_is_lost(tmp_path: Path):
    holder = subprocess.Popen(
        [BELLWETHER, "console", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    with holder, holder.stdin, holder.stdout:
        holder.stdin.write(b"/trade buy 0.01 btc sl 58000\n[Confirm]\n")
        holder.stdin.flush()
        assert [json.loads(holder.stdout.readline())["title"] for _ in range(2)][
            1
        ] == "PAPER  Bought BTC/USDT"

        second = ran(LAST, tmp_path, fresh=False)
        holder.kill()
        holder.wait(SECONDS)

    assert (second.code, second.cards) == (1, [])
    assert f"is in use by process {holder.pid} (bellwether) since " in second.error
    assert "Stop it, or set BELLWETHER_DATA_DIR to another folder." in second.error
    again = ran(b"[Confirm] ^2\nmarket: BTC/USDT 57000\n/portfolio show\n", tmp_path, fresh=False)
    assert again.codes == ["already_done"]
    assert [card["title"].split("  ")[:2] for card in again.cards[1:2]] == [["PAPER", "Closed BTC/USDT"]]
    assert again.cards[-1]["data"]["positions"] == []
