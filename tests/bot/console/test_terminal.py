"""A person at a terminal, played by a pipe."""

import asyncio
import io
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.plain_text import PlainTextOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from bot.console import terminal as terminal_module
from bot.console.terminal import Complete, Terminal

PASTE = "\x1b[200~{}\x1b[201~"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        yield source


def terminal(keys: PipeInput, **settings) -> Terminal:
    return Terminal(source=keys, output=DummyOutput(), environ={}, **settings)


async def test_reads_a_line(keys: PipeInput):
    keys.send_text("ann: /help\r")

    assert await terminal(keys).read() == "ann: /help"


async def test_leaves_at_ctrl_d(keys: PipeInput):
    keys.send_text("\x04")

    assert await terminal(keys).read() is None


async def test_ctrl_c_empties_the_line(keys: PipeInput):
    keys.send_text("/trade buy\x03/help\r")

    assert await terminal(keys).read() == "/help"


async def test_an_empty_line_is_a_line(keys: PipeInput):
    keys.send_text("\r")

    assert await terminal(keys).read() == ""


async def test_a_pasted_post_is_one_line(keys: PipeInput):
    keys.send_text(PASTE.format("LONG BTC/USDT\nentry: 60000\n") + "\r")

    assert await terminal(keys).read() == r"LONG BTC/USDT\nentry: 60000"


async def test_a_pasted_script_is_read_line_by_line(keys: PipeInput):
    keys.send_text(PASTE.format("ann: /help\n[Confirm]\n") + "\r/me\r")
    session = terminal(keys)

    assert [await session.read() for _ in range(3)] == ["ann: /help", "[Confirm]", "/me"]


async def test_a_secret_is_neither_shown_nor_stored(keys: PipeInput, tmp_path: Path):
    history = tmp_path / "history"
    shown = io.StringIO()
    session = Terminal(source=keys, output=PlainTextOutput(shown), environ={}, history=history)
    keys.send_text("TOPSECRET\r")

    assert await session.read_secret("Key: ") == "TOPSECRET"
    assert "TOPSECRET" not in history.read_text() + shown.getvalue()


@pytest.mark.parametrize("key", ["\x03", "\x04"])
async def test_a_secret_can_be_refused(keys: PipeInput, key: str):
    keys.send_text(key)

    assert await terminal(keys).read_secret("Key: ") is None


async def test_lines_pasted_earlier_do_not_answer_for_a_secret(keys: PipeInput):
    session = terminal(keys)
    keys.send_text(PASTE.format("/me connect alpaca\n/help") + "\r")
    await session.read()
    keys.send_text("KEY\r")

    assert await session.read_secret("Key: ") == "KEY"
    keys.send_text("/me\r")
    assert await session.read() == "/me"


async def test_history_keeps_lines_but_not_private_ones(keys: PipeInput, tmp_path: Path):
    history = tmp_path / "data" / "history"
    session = terminal(keys, history=history, hide=lambda line: "KEY" in line)
    keys.send_text("/help\r /me\r/me connect alpaca KEY\r/portfolio show\r")

    lines = [await session.read() for _ in range(4)]

    assert lines == ["/help", " /me", "/me connect alpaca KEY", "/portfolio show"]
    stored = [line[1:] for line in history.read_text().splitlines() if line.startswith("+")]
    assert stored == ["/help", "/portfolio show"]


async def test_an_earlier_line_comes_back_in_the_next_session(keys: PipeInput, tmp_path: Path):
    keys.send_text("/help\r")
    await terminal(keys, history=tmp_path / "history").read()
    keys.send_text("\x1b[A\r")

    assert await terminal(keys, history=tmp_path / "history").read() == "/help"


def test_history_is_the_owners_alone(keys: PipeInput, tmp_path: Path):
    path = tmp_path / "history"
    path.write_text("")
    path.chmod(0o644)

    terminal(keys, history=path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def offers(complete: Complete, text: str) -> list[Completion]:
    asking = terminal_module._completer(complete).get_completions_async(Document(text), CompleteEvent())
    return [offer async for offer in asking]


async def test_completion_replaces_the_last_word():
    async def complete(text: str) -> Sequence[tuple[str, str]]:
        return [("portfolio", "what you own")] if text == "ann: /x port" else []

    (offer,) = await offers(complete, "ann: /x port")

    assert (offer.text, offer.start_position, offer.display_meta_text) == ("portfolio", -4, "what you own")


async def test_completion_that_takes_too_long_offers_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(terminal_module, "COMPLETE_SECONDS", 0.01)

    async def complete(text: str) -> Sequence[tuple[str, str]]:
        await asyncio.Event().wait()
        return [("late", "")]

    assert await offers(complete, "/x") == []


def drawn(text: str, environ: dict[str, str]) -> str:
    out = io.StringIO()
    output = Vt100_Output(out, lambda: None, enable_cpr=False)  # type: ignore[arg-type,return-value]
    Terminal(output=output, environ=environ).show(text)
    return out.getvalue()


def test_colours_are_shown_unless_they_are_not_wanted(keys: PipeInput):
    card = "\x1b[0;4;38;2;76;141;255mPAPER\x1b[0m"

    assert "\x1b[" in drawn(card, {"TERM": "xterm"}).split("PAPER")[0].replace("\x1b[0m", "").replace(
        "\x1b[?7h", ""
    )
    plain = drawn(card, {"NO_COLOR": "1"})
    assert "38;" not in plain
    assert "PAPER" in plain
    assert not Terminal(output=DummyOutput(), environ={"NO_COLOR": "1"}).colour


def test_what_is_shown_moves_no_cursor(keys: PipeInput):
    shown = drawn("a\x1b[2Jb\x1b]0;t\x07c\x9b1Ad\x01e\x02", {"TERM": "xterm"})

    assert "\x1b[2J" not in shown
    assert "\x1b]" not in shown
    assert not set("\x07\x9b\x01\x02") & set(shown)


async def test_what_is_shown_while_someone_types_leaves_the_line_alone(keys: PipeInput):
    out = io.StringIO()
    session = Terminal(source=keys, output=PlainTextOutput(out), environ={})
    with session.above():
        reading = asyncio.create_task(session.read())
        keys.send_text("/he")
        await asyncio.sleep(0)
        session.show("A card")
        keys.send_text("lp\r")

        assert await reading == "/help"
    assert "A card" in out.getvalue()
