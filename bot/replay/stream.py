"""A large JSON document read piece by piece: the objects of its `messages` list, one at a time.

The standard library decodes whole texts only. Here a window slides over the file: each value is decoded once all of
it is there, and forgotten. Memory is that of the longest value, which is bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn, TextIO

CHUNK = 1 << 18  # characters
LONGEST_VALUE = 1 << 24  # no message and no heading of an export is so long
LIST = "messages"
ACCOUNT = ("chats", "left_chats")  # of an export of somebody's whole account
_SPACE = re.compile(r"[ \t\r\n]*")
_TAIL = 16  # an error so near to the end of what was read may be its end


class NotJson(Exception):
    """The text is not JSON. `line` counts from 1; `why` is a code: empty, html, account, syntax, cut, long, deep."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(f"{why} in line {line}")
        self.why = why
        self.line = line


class Export:
    """One JSON object with a list of messages. Iterate once; `head` fills with its other values as they are met."""

    def __init__(self, stream: TextIO) -> None:
        self.head: dict[str, object] = {}
        self.found = False
        self._stream = stream
        self._text = ""
        self._at = 0
        self._line = 1
        self._whole = False  # nothing more can be read
        self._decoder = json.JSONDecoder(parse_float=str, parse_constant=str)

    def __iter__(self) -> Iterator[object]:
        """Every message, decoded. Raises `NotJson`."""
        self._begin()
        while (mark := self._mark()) != "}":
            if mark == ",":
                self._at += 1
                continue
            name = self._value()
            if not isinstance(name, str) or self._mark() != ":":
                self._fail("syntax")
            self._at += 1
            if name in ACCOUNT and self._mark() == "{":
                self._fail("account")
            if name == LIST and self._mark() == "[":
                self.found = True
                yield from self._items()
            else:
                self.head[name] = self._value()

    def _begin(self) -> None:
        mark = self._mark(may_end=True)
        if mark in ("", "<"):
            self._fail("html" if mark else "empty")
        if mark != "{":
            self._fail("syntax")
        self._at += 1

    def _items(self) -> Iterator[object]:
        self._at += 1
        while (mark := self._mark()) != "]":
            if mark == ",":
                self._at += 1
                continue
            yield self._value()
        self._at += 1

    def _mark(self, *, may_end: bool = False) -> str:
        """The next character that is no space."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return "" if may_end else self._fail("cut")

    def _value(self) -> object:
        """Decode one value. A value counts once something stands behind it: 12 may be the half of 1234."""
        self._mark()
        while True:
            why, into = "cut", 0
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
                if end < len(self._text):
                    self._at = end
                    return value
            except json.JSONDecodeError as error:
                into = error.pos - self._at
                if not error.msg.startswith("Unterminated") and error.pos < len(self._text):
                    why = "syntax"
                    if error.pos < len(self._text) - _TAIL:
                        self._fail(why, error.pos)
            except RecursionError:
                self._fail("deep")
            except ValueError:  # a whole number of thousands of digits
                self._fail("syntax")
            if not self._more():
                self._fail(why, self._at + into)

    def _more(self) -> bool:
        """Read on, twice as far each time nothing could be decoded; what is behind us is let go."""
        if self._whole:
            return False
        kept = len(self._text) - self._at
        if kept > LONGEST_VALUE:
            self._fail("long")
        read = self._stream.read(max(CHUNK, kept))
        self._whole = not read
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + read
        self._at = 0
        return bool(read)

    def _fail(self, why: str, at: int | None = None) -> NoReturn:
        """`at` is a place in what is there now; else where we are."""
        raise NotJson(why, self._line + self._text.count("\n", 0, self._at if at is None else at))
