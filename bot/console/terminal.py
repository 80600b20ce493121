"""A person at a terminal: one line in, cards out above it. What a line means is not decided here.

The library is only imported when someone sits there; pipes and tests of the rest never load it.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console.render import COLOURS
from bot.console.script import pasted
from bot.present.reply import Tone

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.history import History
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent
    from prompt_toolkit.output import ColorDepth, Output
    from prompt_toolkit.styles import Style

Complete = Callable[[str], Awaitable[Sequence[tuple[str, str]]]]

# Completion may ask the database; someone who is typing does not wait for it.
COMPLETE_SECONDS = 1.0

# All that would act on a terminal but colours and weights (`\x1b[...m`), which cards bring with them.
_ACTS = re.compile(r"\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


async def no_completion(text: str) -> Sequence[tuple[str, str]]:
    """Offers nothing."""
    return ()


class Terminal:
    """One terminal session.

    `complete` is given the text before the cursor and offers what may replace its last word, with a help for
    each. `hide` tells lines that hold a secret; they, lines that begin with a space and hidden input are not
    stored. Without `history` nothing is.
    """

    def __init__(
        self,
        *,
        history: Path | None = None,
        complete: Complete = no_completion,
        hide: Callable[[str], bool] = lambda line: False,
        environ: Mapping[str, str] = os.environ,
        source: Input | None = None,
        output: Output | None = None,
    ) -> None:
        from prompt_toolkit.output import create_output

        self._source = source
        self._output = output or create_output()
        # https://no-color.org: present and not empty, whatever its value.
        self.colour = not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
        self._hide = hide
        self._waiting: deque[str] = deque()
        self._session = self._make_session(_history(history, self._kept), complete)

    async def read(self, prompt: str = "you> ") -> str | None:
        """The next line as typed; None at Ctrl-D. Ctrl-C empties the line.

        Several lines pasted at once come as the script lines they are, one at a time.
        """
        while not self._waiting:
            try:
                typed = await self._session.prompt_async([("class:prompt", prompt)])
            except EOFError:
                return None
            # A space in front is asked of the history, not of the script, so it is handed on.
            self._waiting.extend(pasted(typed) or ("",))
        return self._waiting.popleft()

    async def read_secret(self, prompt: str) -> str | None:
        """A line shown as stars and never stored; None at Ctrl-C or Ctrl-D. Lines pasted before do not answer it."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import DummyHistory

        self._waiting.clear()
        session: PromptSession[str] = PromptSession(
            history=DummyHistory(),
            is_password=True,
            input=self._source,
            output=self._output,
            style=_style(),
            color_depth=self._depth(),
        )
        try:
            return await session.prompt_async([("class:prompt", prompt)])
        except (EOFError, KeyboardInterrupt):
            return None

    def show(self, text: str) -> None:
        """Print above the line being typed, in the order of calls. Colours are kept where wanted; nothing else acts."""
        from prompt_toolkit import print_formatted_text
        from prompt_toolkit.formatted_text import ANSI

        text = _ACTS.sub("", text)
        shown = ANSI(text) if self.colour else _ESCAPES.sub("", text)
        print_formatted_text(shown, output=self._output, style=_style(), color_depth=self._depth())

    @contextmanager
    def above(self) -> Iterator[None]:
        """While inside, what anyone prints to stdout or stderr appears above the line that is being typed.

        It is meant for logs: it may come later than what `show` prints.
        """
        from prompt_toolkit.patch_stdout import patch_stdout

        with patch_stdout():
            yield

    def _make_session(self, history: History, complete: Complete) -> PromptSession[str]:
        from prompt_toolkit import PromptSession

        return PromptSession(
            history=history,
            completer=_completer(complete),
            complete_while_typing=False,
            reserve_space_for_menu=4,
            key_bindings=_keys(),
            input=self._source,
            output=self._output,
            style=_style(),
            color_depth=self._depth(),
        )

    def _depth(self) -> ColorDepth | None:
        from prompt_toolkit.output import ColorDepth

        return None if self.colour else ColorDepth.DEPTH_1_BIT

    def _kept(self, line: str) -> bool:
        return bool(line.strip()) and not line.startswith(" ") and not self._hide(line)


def _history(path: Path | None, kept: Callable[[str], bool]) -> History:
    from prompt_toolkit.history import DummyHistory, FileHistory

    if path is None:
        return DummyHistory()

    class Kept(FileHistory):
        def append_string(self, string: str) -> None:
            if kept(string):
                super().append_string(string)

    _own_file(path)
    return Kept(str(path))


def _own_file(path: Path) -> None:
    """The file exists and only its owner reads it, also when an earlier one was open to others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    path.chmod(0o600)


def _completer(complete: Complete) -> Completer:
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Asking(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
            yield from ()

        async def get_completions_async(
            self, document: Document, complete_event: CompleteEvent
        ) -> AsyncGenerator[Completion, None]:
            before = document.text_before_cursor
            word = before.rsplit(" ", 1)[-1]
            try:
                async with asyncio.timeout(COMPLETE_SECONDS):
                    offers = await complete(before)
            except TimeoutError:
                return
            for text, help_text in offers:
                yield Completion(text, start_position=-len(word), display_meta=help_text)

    return Asking()


def _keys() -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("c-c")
    def empty(event: KeyPressEvent) -> None:
        event.current_buffer.reset()

    return keys


def _style() -> Style:
    from prompt_toolkit.styles import Style

    return Style.from_dict(
        {
            "prompt": COLOURS[Tone.ASKS],
            "completion-menu.meta.completion": COLOURS[Tone.INFO],
        }
    )
