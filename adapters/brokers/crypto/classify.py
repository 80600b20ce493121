"""What a venue's answer, or its absence, says about an order: a table for each venue and one pure function.

`placed` is NO only where nothing was written yet, or where a parsed answer bears a code of the venue's table. Exception
classes of the library are no evidence: it takes a broken answer for a refusal and a revoked key for haste (brokers, 2).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from core.ports.broker import ErrorKind, Placed

Code = tuple[str, str]
"""A venue's own code and the sentence beside it."""


@dataclass(frozen=True, slots=True)
class Row:
    """An answer that is known: its code, and where one code means several things, words of its sentence.

    Without `proof` it is known and still says nothing about whether an order exists.
    """

    code: str
    kind: ErrorKind
    words: str = ""
    proof: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a call. `code` is the venue's, for the log."""

    kind: ErrorKind
    placed: Placed
    code: str = ""


@dataclass(frozen=True, slots=True)
class Refusals:
    """How a venue says no: where its codes stand in an answer, and what they mean.

    `absent` are the codes for an order that is not there, and `nothing` tells an answer without codes that says the
    same; `plain` are refusals that are no JSON. `sound` tells whether an answer has the shape that all of the venue's
    have: what has not may be anybody's, and an empty list in it is no evidence.
    """

    codes: Callable[[object], Sequence[Code]]
    rows: tuple[Row, ...]
    absent: tuple[Row, ...] = ()
    nothing: Callable[[object], bool] = lambda answer: False
    sound: Callable[[object], bool] = bool
    plain: tuple[tuple[int, str, ErrorKind], ...] = ()


def classify(
    table: Refusals, status: int | None, body: str | None, error: BaseException | None, *, written: bool
) -> Verdict:
    """What a failed call says. `written`: the first byte of the request may have left us."""
    if not written:
        return Verdict(_unreached(error), Placed.NO)
    if status is None or body is None:  # no answer, or one that broke off
        silent = isinstance(error, TimeoutError) or type(error).__name__ == "RequestTimeout"
        return Verdict(ErrorKind.TIMEOUT if silent else ErrorKind.UNAVAILABLE, Placed.UNKNOWN)
    codes = codes_of(table, body)
    if codes is None:
        return _plain(table, status, body)
    known = [(found, code) for code in codes if (found := _row(table.rows, code)) is not None]
    if not codes or len(known) < len(codes):
        return Verdict(_by_status(status), Placed.UNKNOWN, " ".join(codes[0]).strip() if codes else "")
    row, (code, _) = known[0]
    proven = all(one.proof for one, _ in known)
    return Verdict(row.kind, Placed.NO if proven else Placed.UNKNOWN, code)


def says_absent(table: Refusals, body: str | None) -> bool:
    """Whether this answer is the venue's definite "there is no such order"."""
    codes = None if body is None else codes_of(table, body)
    if body is None or codes is None:
        return False
    if not codes:
        return is_sound(table, body) and table.nothing(json.loads(body))
    return all(_row(table.absent, code) is not None for code in codes)


def is_sound(table: Refusals, body: str | None) -> bool:
    """Whether this is an answer of the venue, and a whole one."""
    try:
        return body is not None and bool(table.sound(json.loads(body)))
    except (ValueError, AttributeError, TypeError, LookupError):
        return False


def codes_of(table: Refusals, body: str) -> Sequence[Code] | None:
    """The codes in an answer; None when it is no JSON."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    try:
        return table.codes(answer)
    except (AttributeError, TypeError, LookupError, ValueError):
        return ()


def _row(rows: Sequence[Row], code: Code) -> Row | None:
    name, sentence = code
    words = sentence.casefold()
    return next((row for row in rows if row.code == name and row.words in words), None)


def _plain(table: Refusals, status: int, body: str) -> Verdict:
    for expected, text, kind in table.plain:
        if status == expected and body.strip() == text:
            return Verdict(kind, Placed.NO, text)
    return Verdict(_by_status(status), Placed.UNKNOWN)


def _by_status(status: int) -> ErrorKind:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ErrorKind.RATE_LIMITED
    return ErrorKind.UNNAMED if status < HTTPStatus.BAD_REQUEST else ErrorKind.UNAVAILABLE


def _unreached(error: BaseException | None) -> ErrorKind:
    """Why nothing left us: it was our turn too late, or nobody was there."""
    return ErrorKind.TIMEOUT if isinstance(error, TimeoutError) else ErrorKind.UNAVAILABLE
