"""How far a long replay is: one line on a terminal, overwritten, and nothing where nobody looks."""

from __future__ import annotations

from typing import TextIO

EVERY = 500
_CLEAR = "\r\x1b[K"


class Progress:
    """Counts what is done and shows it now and then. `done` leaves the line empty."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()
        self._count = 0

    def step(self, words: str, whole: int | None = None) -> None:
        """One more of these is done, of so many where that is known."""
        self._count += 1
        if self._shown and self._count % EVERY == 0:
            of = f" of {whole:,}" if whole is not None else ""
            self._stream.write(f"{_CLEAR}{words} {self._count:,}{of}")
            self._stream.flush()

    def done(self) -> None:
        """This part is over; the next one counts anew."""
        if self._shown and self._count >= EVERY:
            self._stream.write(_CLEAR)
            self._stream.flush()
        self._count = 0
