"""`bellwether replay` as it is typed: both exports, every way out, and whatever may be wrong with a file."""

import asyncio
import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli import parser
from bot.replay.main import DONE, FAILED, USAGE, main
from bot.replay.progress import Progress
from bot.replay.show import WIDTH
from bot.replay.stream import CHUNK, Export, NotJson
from tests.venues.market.binance import Binance
from tests.venues.market.coinbase import Coinbase
from tests.venues.market.kraken import Kraken

D = Decimal

CANDLES = """time,open,high,low,close,volume
2024-01-02T10:00:00Z,105,106,104,105,1
2024-01-02T11:00:00Z,104,105,99,102,1
2024-01-02T12:00:00Z,102,111,101,109,1
2024-01-02T13:00:00Z,109,112,100,101,1
2024-01-02T14:00:00Z,101,102,99,100,1
"""
# 1704189630 is 2024-01-02T10:00:30Z.
TELEGRAM = {
    "name": "Alpha Calls", "type": "public_channel", "id": 1,
    "messages": [
        {"id": 1, "type": "service", "date_unixtime": "1704186000", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date_unixtime": "1704189630", "from": "Alpha", "from_id": "channel1",
         "text": ["LONG ", {"type": "hashtag", "text": "#SOL"}, " entry 100 sl 90 tp 110 120"]},
        {"id": 3, "type": "message", "date_unixtime": "1704189700", "from": "Alpha", "from_id": "channel1",
         "text": ["gm ", {"type": "strikethrough", "text": "LONG SOL entry 100 sl 90 tp 110"}]},
        {"id": 4, "type": "message", "date_unixtime": "1704196830", "from": "Alpha", "from_id": "channel1",
         "reply_to_message_id": 2, "text": "tp1 hit, stop to be"},
        {"id": 5, "type": "message", "date_unixtime": "1704200430", "from": "Alpha", "from_id": "channel1",
         "edited_unixtime": "1704200500", "text": "SHORT ETH entry 3000 sl 3100 tp 2900"},
    ],
}  # fmt: skip


def said(number: int, at: str, text: str, **more: object) -> dict[str, object]:
    return {"id": str(number), "type": "Default", "timestamp": at, "timestampEdited": None, "content": text,
            "author": {"id": "5", "name": "alpha", "isBot": False}, "embeds": [], **more}  # fmt: skip


DISCORD = {
    "guild": {"id": "1", "name": "Den"}, "channel": {"id": "2", "name": "calls"},
    "messages": [
        said(2, "2024-01-02T10:00:30+00:00", "",
             embeds=[{"title": "LONG SOL", "description": "", "fields": [
                 {"name": "Entry", "value": "100"}, {"name": "SL", "value": "90"}, {"name": "TP1", "value": "110"},
                 {"name": "TP2", "value": "120"}]}]),
        said(4, "2024-01-02T12:00:30+00:00", "stop to be", type="Reply", reference={"messageId": "2"}),
        said(5, "2024-01-02T13:00:30+00:00", "SHORT ETH entry 3000 sl 3100 tp 2900",
             timestampEdited="2024-01-02T13:01:40+00:00"),
        said(6, "2024-01-02T13:10:00+00:00", "joined", type="GuildMemberJoin"),
    ],
    "messageCount": 4,
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "candles").mkdir()
    (tmp_path / "candles" / "SOL-USDT.csv").write_text(CANDLES, encoding="utf-8")
    (tmp_path / "result.json").write_text(json.dumps(TELEGRAM), encoding="utf-8")
    (tmp_path / "discord.json").write_text(json.dumps(DISCORD), encoding="utf-8")
    return tmp_path


def run(*typed: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main(parser().parse_args(["replay", *map(str, typed)]), out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("export", ["result.json", "discord.json"])
def test_both_exports_tell_the_same_record(folder, export):
    """Entry 100 touched at 11:00, half at 110 in the candle of 12:00; the stop is asked to the entry at 12:00:30, holds
    from 13:00 on and is touched there: (0.5 x 10 + 0) / 10 = +0.5 R. ETH has no candles."""
    code, out, err = run(folder / export, "--candles", folder / "candles", "--json")
    summary, *lines = map(json.loads, out.splitlines())

    assert (code, err) == (DONE, "")
    assert [(line["symbol"], line["outcome"], line["r"]) for line in lines] == [
        ("SOL/USDT", "stop", "0.5"),
        ("ETH/USDT", "no_candles", None),
    ]
    assert lines[0]["exits"] == [
        {"at_utc": "2024-01-02T13:00:00Z", "reason": "target", "number": 1, "price": "110", "share": "0.5"},
        {"at_utc": "2024-01-02T14:00:00Z", "reason": "stop", "number": None, "price": "100", "share": "0.5"},
    ]
    assert (lines[1]["edited"], lines[1]["known_utc"]) == (True, "2024-01-02T13:01:40Z")
    assert summary["no_candles"] == {"ETH/USDT": 1}
    assert summary["follow_ups"]["applied"] == 1
    assert summary["all"] == summary["auto"] | {"signals": 2}
    assert summary["all"] == {
        "signals": 2, "filled": 1, "closed": 1, "won": 1, "measured": 1, "win_rate_percent": "100", "average_r": "0.5",
        "total_r": "0.5", "expectancy_r": "0.5", "profit_factor": None, "max_drawdown_r": "0",
        "median_seconds_held": 7200, "average_move_percent": "5",
    }  # fmt: skip
    assert summary["channel"] == ("Alpha Calls" if export == "result.json" else "Den #calls")


def test_the_table_says_the_sum_first_and_fits_a_hundred_columns(folder):
    code, out, _ = run(folder / "result.json", "--candles", folder / "candles" / "SOL-USDT.csv")
    lines = out.splitlines()

    assert code == DONE
    assert lines[:2] == ["Alpha Calls", "4 posts, 2024-01-02 10:00 to 2024-01-02 13:00 UTC"]
    assert lines.index("") < next(n for n, line in enumerate(lines) if line.startswith("average R"))
    assert "no candles           1  ETH/USDT 1" in lines
    assert lines[-2].split() == [*"1 2024-01-02 10:00 SOL/USDT long clear 100 105 +0.50 +5.00 % stop".split()]
    assert max(map(len, lines)) <= WIDTH


def test_the_csv_has_one_row_for_each_signal(folder):
    target = folder / "record.csv"
    code, _, _ = run(folder / "result.json", "--candles", folder / "candles", "--csv", target)
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))

    assert code == DONE
    assert [row["symbol"] for row in rows] == ["SOL/USDT", "ETH/USDT"]
    assert rows[0]["exits"] == "target 1 @ 110 x 0.5; stop @ 100 x 0.5"
    assert (D(rows[0]["r"]), rows[1]["edited"], rows[1]["r"]) == (D("0.5"), "yes", "")
    assert sorted(path.name for path in folder.iterdir()) == [
        "candles",
        "discord.json",
        "record.csv",
        "result.json",
    ]


def test_a_name_does_not_become_a_formula_or_move_a_cursor(folder):
    export = json.loads(json.dumps(TELEGRAM))
    for message in export["messages"]:
        message["from"] = "=HYPERLINK(1)\x1b[2J\u202e"
    export["name"] = "Al\x1b[31mpha\n\u202ex"
    (folder / "result.json").write_text(json.dumps(export), encoding="utf-8")
    _, out, _ = run(folder / "result.json", "--candles", folder / "candles", "--csv", folder / "record.csv")

    row = next(csv.DictReader((folder / "record.csv").read_text(encoding="utf-8").splitlines()))
    assert row["author"].startswith("'=HYPERLINK")
    assert not {"\x1b", "\u202e"} & set(out + row["author"])


def test_a_fee_and_break_even_are_taken_into_account(folder):
    _, out, _ = run(folder / "result.json", "--candles", folder / "candles", "--json", "--fee", "0.1%")
    line = json.loads(out.splitlines()[1])

    # Break-even pays both fees: 100 x 1.001 / 0.999 = 100.2002. Half at 110 brings 5 less 0.1 % of 50 and of 55.
    assert line["exits"][1]["price"].startswith("100.2002")
    assert line["r"] == "0.4895"


def test_only_the_posts_of_one_author_can_be_asked_for(folder):
    code, _, err = run(folder / "discord.json", "--candles", folder / "candles", "--author", "nobody")

    assert code == USAGE
    assert "nobody named nobody posted there. Authors: alpha (3)." in err
    assert run(folder / "discord.json", "--candles", folder / "candles", "--author", "ALPHA")[0] == DONE


def test_without_candles_it_says_what_is_missing(folder):
    code, out, err = run(folder / "result.json")

    assert code == DONE
    assert "no candles were given" in err
    assert "no candles           2  ETH/USDT 1, SOL/USDT 1" in out


def test_signals_of_several_authors_are_told(folder):
    export = json.loads(json.dumps(TELEGRAM))
    export["messages"][4] |= {"from": "Beta", "from_id": "channel2"}
    (folder / "result.json").write_text(json.dumps(export), encoding="utf-8")

    assert "signals of 2 authors are counted together: Alpha, Beta." in run(folder / "result.json")[2]


# -- what may be wrong ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", FAILED, "is empty"),
        ("  \n ", FAILED, "is empty"),
        ("<!DOCTYPE html><html></html>", FAILED, "web page (HTML)"),
        ("[1, 2]", FAILED, "is no JSON: line 1"),
        ('{"name": "x",\n "messages": [\n{"id": 1,, }]}', FAILED, "line 3 breaks it"),
        ('{"name": "x", "messages": [{"id": 1', FAILED, "ends in the middle"),
        ('{"name": "x"}', FAILED, "has no list of messages"),
        ('{"name": "x", "messages": []}', FAILED, "has no messages"),
        ('{"name": "x", "messages": [{"hello": 1}, 5]}', FAILED, "none is of a form that is known"),
        (
            '{"messages": [{"id": 1, "date_unixtime": "1704186000", "text": ""}]}',
            FAILED,
            "none of them has words",
        ),
        ('{"chats": {"list": []}}', FAILED, "whole account"),
        (
            '{"messages": [{"id": 1, "date": "2020-01-01T00:00:00", "text": "hi"}]}',
            USAGE,
            "--zone Europe/Berlin",
        ),
        ("{" * 100_000, FAILED, "is no JSON"),
        ('{"messages": [' + "[" * 100_000, FAILED, "nested too deeply"),
        ('{"messages": [' + "9" * 10_000 + "]}", FAILED, "is no JSON"),
    ],
)
def test_an_export_that_is_none_is_refused_in_words(tmp_path, content, code, words):
    path = tmp_path / "result.json"
    path.write_text(content, encoding="utf-8")
    found, out, err = run(path)

    assert (found, out) == (code, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "result.json").write_bytes(b"\xff\xfe{\x00")

    assert "not UTF-8" in run(tmp_path / "result.json")[2]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["nowhere.json"], "there is no file nowhere.json"),
        (["."], "is a folder"),
        (["result.json", "--candles", "nowhere"], "there is no file or folder nowhere"),
        (["result.json", "--candles", "result.json"], "named after an instrument"),
        (["result.json", "--valid", "soon"], "--valid soon is no length of time"),
        (["result.json", "--valid", "0d"], "--valid 0d is no length of time"),
        (["result.json", "--fee", "0.1"], "Write it in percent"),
        (["result.json", "--fee", "nan%"], "Write it in percent"),
        (["result.json", "--fee=-1%"], "Write it in percent"),
        (["result.json", "--quote", "shells"], "no currency"),
        (["result.json", "--zone", "Mars"], "--zone Mars is no time zone"),
        (["result.json", "--candle-zone", "Berln"], "Europe/Berlin"),
        (["result.json", "--break-even", "-1"], "no number of targets"),
        (["result.json", "--csv", "result.json"], "would write over what is read"),
        (
            ["result.json", "--candles", "candles", "--csv", "candles/SOL-USDT.csv"],
            "would write over what is read",
        ),
        (
            ["result.json", "--candles", "candles", "--csv", "candles/notes.csv"],
            "would write over what is read",
        ),
        (["result.json", "--csv", "no/where.csv"], "cannot be written"),
        (["result.json", "--csv", "candles"], "cannot be written"),
    ],
)
def test_what_is_typed_wrong_is_said_with_what_to_do(folder, monkeypatch, typed, words):
    monkeypatch.chdir(folder)
    (folder / "candles" / "notes.csv").write_text("mine", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, out, err = run(*typed)

    assert (code, out) == (USAGE, "")
    assert words in err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_empty_folder_of_candles_is_told(folder):
    (folder / "none").mkdir()
    code, _, err = run(folder / "result.json", "--candles", folder / "none")

    assert (code, "there is no .csv file in" in err) == (FAILED, True)


def test_a_bad_candle_is_told_with_file_and_line(folder):
    (folder / "candles" / "SOL-USDT.csv").write_text(
        CANDLES + "2024-01-02T15:00:00Z,1,x,1,1,1\n", encoding="utf-8"
    )
    code, out, err = run(folder / "result.json", "--candles", folder / "candles")

    assert (code, out) == (FAILED, "")
    assert "SOL-USDT.csv, line 7: “x” is no price. Write 61500.5, with a point." in err


def test_two_files_of_one_instrument_are_one_and_may_not_disagree(folder):
    head, *rows = CANDLES.splitlines(keepends=True)
    (folder / "candles" / "SOL-USDT.csv").write_text(head + "".join(rows[:3]), encoding="utf-8")
    second = folder / "candles" / "SOLUSDT-1h-2024.csv"
    second.write_text(head + "".join(rows[2:]), encoding="utf-8")
    whole = run(folder / "result.json", "--candles", folder / "candles", "--json")
    second.write_text(head + rows[2].replace("109", "110") + rows[3], encoding="utf-8")
    code, _, err = run(folder / "result.json", "--candles", folder / "candles")

    assert '"r": "0.5"' in whole[1]
    assert code == FAILED
    assert "SOLUSDT-1h-2024.csv, line 2: there are two different candles of 2024-01-02T12:00" in err
    assert "the other in" in err


def test_one_candle_alone_is_no_candles(folder):
    (folder / "candles" / "SOL-USDT.csv").write_text(
        "".join(CANDLES.splitlines(keepends=True)[:2]), encoding="utf-8"
    )
    code, out, _ = run(folder / "result.json", "--candles", folder / "candles")

    assert (code, "no candles           2  ETH/USDT 1, SOL/USDT 1" in out) == (DONE, True)


def test_a_candle_file_without_an_instrument_is_told_and_left_out(folder):
    (folder / "candles" / "notes.csv").write_text("hello", encoding="utf-8")

    assert (
        "1 candle files are named after no instrument and were left out: notes.csv."
        in run(folder / "result.json", "--candles", folder / "candles")[2]
    )


# -- large files, piece by piece -----------------------------------------------------------------------------


def messages(text: str) -> list[object]:
    return list(Export(io.StringIO(text)))


@pytest.mark.parametrize("indent", [None, 1])
def test_a_file_of_many_pieces_comes_out_as_it_went_in(indent):
    """Values of every length fall on the edges of what is read at once."""
    values = [{"id": n, "text": 'ä\\"' * (n % 97), "n": [n, -1.5e3, True, None]} for n in range(3000)]
    text = json.dumps(
        {"name": "x", "messages": values, "after": {"deep": [1]}}, indent=indent, ensure_ascii=indent is None
    )
    assert len(text) > 2 * CHUNK
    export = Export(io.StringIO(text))

    assert list(export) == json.loads(text, parse_float=str)["messages"]
    assert export.head == {"name": "x", "after": {"deep": [1]}}


def test_one_message_that_is_longer_than_a_piece():
    long = {"id": 1, "text": "x" * (3 * CHUNK)}

    assert messages(json.dumps({"messages": [long, {"id": 2}]})) == [long, {"id": 2}]


JUNK = st.text(alphabet='{}[]",:0123 \\n\n', max_size=80)


@given(JUNK | st.binary(max_size=60).map(lambda one: one.decode("latin-1")))
def test_any_text_is_messages_or_not_json(text):
    for each in (text, '{"messages": [' + text, '{"messages": [{"id": 1}' + text):
        assert 1 <= _line_of_fault(each) <= each.count("\n") + 1


def _line_of_fault(text: str) -> int:
    try:
        messages(text)
    except NotJson as fault:
        return fault.line
    return 1


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_broken_export_is_answered_with_a_code(folder, data):
    """Cut anywhere, with one letter changed, or with any value in the place of another."""
    text = json.dumps(data.draw(st.sampled_from([TELEGRAM, DISCORD])))
    place = data.draw(st.integers(0, len(text) - 1))
    with_ = data.draw(st.sampled_from(["", '"', "{", "]", "null", "9" * 30, "\\ud83d", "-", "e"]))
    (folder / "broken.json").write_text(
        text[:place] if data.draw(st.booleans()) else text[:place] + with_ + text[place + 1 :],
        encoding="utf-8",
    )

    code, out, err = run(folder / "broken.json", "--candles", folder / "candles", "--csv", folder / "out.csv")

    assert (code == DONE) == bool(out)
    assert code == DONE or len(err.splitlines()) == 1


# -- candles of the market -----------------------------------------------------------------------------------


def test_the_market_has_candles_too_and_they_are_said_to_be_made_up(folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BELLWETHER_MARKET_SEED", "3")
    code, out, err = run("result.json", "--market", "--json")
    _, again, _ = run("result.json", "--market", "--json")

    assert (code, out) == (DONE, again)
    assert json.loads(out.splitlines()[0])["outcomes"]["no_candles"] == 0
    assert "the simulated market's, made up" in err


async def test_live_candles_are_those_of_the_sources(folder, monkeypatch):
    """The same course as on the file's candles, asked of an exchange."""
    monkeypatch.chdir(folder)
    binance = Binance()
    binance.prices["SOLUSDT"] = ("100.00", "99.99", "100.01")
    rows = [line.split(",")[1:] for line in CANDLES.splitlines()[1:]]
    binance.klines["SOLUSDT", "1h"] = [
        [1704189600000 + number * 3_600_000, *row, 0, "1", 1, "1", "1", "0"]
        for number, row in enumerate(rows)
    ]
    kraken, coinbase = Kraken(), Coinbase()
    async with binance.open(), kraken.open(), coinbase.open():
        monkeypatch.setenv("BELLWETHER_MARKET", "live")
        for name, stall in (("BINANCE", binance), ("KRAKEN", kraken), ("COINBASE", coinbase)):
            monkeypatch.setenv(f"BELLWETHER_VENUE_{name}_URL", stall.url)
        code, out, err = await asyncio.to_thread(run, "result.json", "--market", "--json")
    line = json.loads(out.splitlines()[1])

    assert (code, line["symbol"], line["outcome"], line["r"]) == (DONE, "SOL/USDT", "stop", "0.5")
    assert "of exchanges and price services" in err
    assert not (folder / "data").exists()  # a visitor makes no data folder


async def test_live_candles_that_nobody_tells_are_said(folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BELLWETHER_MARKET", "live")
    for name in ("BINANCE", "KRAKEN", "COINBASE"):
        monkeypatch.setenv(f"BELLWETHER_VENUE_{name}_URL", "http://127.0.0.1:9")
    code, _, err = await asyncio.to_thread(run, "result.json", "--market")

    assert (code, "no source tells the past of SOL/USDT now" in err) == (FAILED, True)


def test_a_parquet_file_without_its_library_is_refused_in_a_sentence(folder):
    (folder / "candles" / "SOL-USDT.csv").rename(folder / "candles" / "SOL-USDT.parquet")
    code, _, err = run(folder / "result.json", "--candles", folder / "candles")

    assert code == FAILED
    assert "is a Parquet file, and pyarrow, which reads them, is not installed" in err


def test_files_and_the_market_at_once_are_refused(folder):
    code, _, err = run(folder / "result.json", "--market", "--candles", folder / "candles")

    assert (code, "two sources of one thing" in err) == (USAGE, True)


def test_a_wrong_setting_stops_it_before_anything_is_shown(folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BELLWETHER_MARKET_SEED", "soon")
    code, out, err = run("result.json", "--market")

    assert (code, out) == (FAILED, "")
    assert "MARKET_SEED" in err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_alone_and_leaves_nothing_behind():
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        progress = Progress(stream)
        for _ in range(1000):
            progress.step("posts replayed:", 1000)
        progress.done()

        assert ("posts replayed: 1,000 of 1,000" in stream.getvalue()) is shown
        assert stream.getvalue().endswith("\x1b[K" if shown else "")
