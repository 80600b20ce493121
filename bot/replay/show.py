"""How a record is shown: a table for people, CSV and JSON lines for programs. Figures are rounded here alone."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, TextIO

from bot.present.format import change, cut, length, multiple, number, percent
from core.kernel.money import ZERO, exact, plain
from core.replay.figures import figures_of
from core.replay.model import CLOSED_OUTCOMES, Figures, FollowUpFate, Line, Outcome, Record
from core.signals.reading import Tier

WIDTH = 100
MARGIN = 22
MISSING_SHOWN = 40
UNKNOWN = "n/a"
AVERAGE_PLACES = 12  # a mean of several fills may have no end
RATIO_PLACES = 6
COLUMNS = (
    "number", "message", "posted_utc", "known_utc", "edited", "forwarded", "author", "symbol", "side", "tier", "type",
    "entries", "stop", "targets", "outcome", "opened_utc", "entry", "exits", "closed_utc", "r", "move_percent",
    "seconds_held", "follow_ups", "reasons",
)  # fmt: skip
# How the product calls its tiers to people.
READ = {Tier.AUTO: "clear", Tier.CONFIRM: "check"}
# The line of each outcome that made no figure, in the order in which they are told.
ASIDE = (
    (Outcome.EXPIRED, "expired", "never filled within {valid}"),
    (Outcome.CANCELED, "canceled", "taken back before they were filled"),
    (Outcome.PASSED, "passed", "the price was through the stop first"),
    (Outcome.NO_CANDLES, "no candles", "{missing}"),
    (Outcome.NO_SYMBOL, "no symbol", "no instrument of that name is known"),
    (Outcome.OPTION, "options", "their premiums are not in candles"),
    (Outcome.DOUBT, "in doubt", "a number that may be a slip: not guessed"),
    (Outcome.REPEAT, "repeated", "the same trade again within 10 min"),
    (Outcome.JOINED, "joined", "alerts whose levels came a moment later: that post counts"),
    (Outcome.INCONSISTENT, "inconsistent", "levels on the wrong side of each other"),
)
FATES = (
    (FollowUpFate.APPLIED, "carried out"),
    (FollowUpFate.DECLINED, "changed nothing"),
    (FollowUpFate.AMBIGUOUS, "could be about several"),
    (FollowUpFate.UNTIED, "about nothing open"),
    (FollowUpFate.EARLY, "answer words that were edited later"),
    (FollowUpFate.REPORT, "only tell of a close"),
    (FollowUpFate.UNREAD, "not wholly understood"),
    (FollowUpFate.ADD, "ask for more size"),
)
FIGURES: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("signals", lambda one: str(one.signals)),
    ("filled", lambda one: str(one.filled)),
    ("closed", lambda one: str(one.closed)),
    ("won", lambda one: str(one.won)),
    ("win rate", lambda one: percent(one.win_rate, signed=False)),
    ("average move", lambda one: percent(one.share)),
    ("with a stop", lambda one: str(one.measured)),
    ("average R", lambda one: multiple(one.average)),
    ("expectancy", lambda one: multiple(one.expectancy)),
    ("profit factor", lambda one: number(one.profit_factor, 2)),
    ("sum", lambda one: multiple(one.total if one.measured else None)),
    ("deepest fall", lambda one: multiple(-one.fall if one.measured else None)),
    ("median time held", lambda one: length(one.held)),
)


def table(record: Record, title: str, valid: str) -> Iterator[str]:
    """The lines of the readable form, none longer than `WIDTH`: the sum first, then each signal."""
    yield cut(printable(title), WIDTH)
    span = f", {_minute(record.first_at)} to {_minute(record.last_at)} UTC" if record.first_at else ""
    yield cut(f"{record.posts:,} posts{span}", WIDTH)
    yield ""
    yield from _figures(record)
    yield ""
    yield from _aside(record, valid)
    if record.lines:
        yield ""
        yield _cells(("#", "known UTC", "symbol", "side", "read", "entry", "out", "R", "move", "", "outcome"))
        yield from (_signal(line) for line in record.lines)


def groups(record: Record) -> dict[str, Figures]:
    """The figures of all signals, and of the groups that they are shown in."""
    return {
        "all": figures_of(record.lines),
        "auto": figures_of([line for line in record.lines if line.tier is Tier.AUTO]),
        "confirm": figures_of([line for line in record.lines if line.tier is Tier.CONFIRM]),
        "unedited": figures_of([line for line in record.lines if not line.edited]),
    }


def _figures(record: Record) -> Iterator[str]:
    found = groups(record)
    names = ("all", *READ.values(), "never edited")
    yield " " * MARGIN + "".join(f"{name:>18}" for name in names)
    for name, say in FIGURES:
        yield f"{name:<{MARGIN}}" + "".join(f"{say(one):>18}" for one in found.values())


def _aside(record: Record, valid: str) -> Iterator[str]:
    """What is in no figure, and why."""
    count = dict.fromkeys(Outcome, 0)
    for line in record.lines:
        count[line.outcome] += 1
    if count[Outcome.UNRESOLVED]:
        yield _note("unresolved", count[Outcome.UNRESOLVED], _unresolved(record.lines))
    missing = _missing(record.missing)
    for outcome, name, words in ASIDE:
        if count[outcome]:
            yield from _folded(_note(name, count[outcome], words.format(valid=valid, missing=missing)))
    total = sum(record.follow_ups.values())
    if total:
        told = [f"{record.follow_ups[fate]} {words}" for fate, words in FATES if record.follow_ups.get(fate)]
        yield from _folded(_note("follow-ups", total, ", ".join(told)))
    if record.edited:
        words = "only their last words are left: they count from the last edit"
        yield _note("edited posts", record.edited, words)
    if record.forwarded:
        yield _note("forwarded posts", record.forwarded, "count from when they were forwarded")


def _unresolved(lines: Sequence[Line]) -> str:
    found = [line for line in lines if line.outcome is Outcome.UNRESOLVED]
    is_open = [line for line in found if line.opened_at is not None]
    now = sum((line.multiple for line in is_open if line.multiple is not None), ZERO)
    at_close = f", together {multiple(now)} at the last close" if is_open else ""
    return f"the candles end: {len(is_open)} open{at_close}, {len(found) - len(is_open)} not filled"


def _missing(missing: Mapping[str, int]) -> str:
    shown = sorted(missing.items(), key=lambda one: (-one[1], one[0]))
    more = [f"and {len(shown) - MISSING_SHOWN} more"] if len(shown) > MISSING_SHOWN else []
    return ", ".join([f"{symbol} {count}" for symbol, count in shown[:MISSING_SHOWN]] + more)


def _note(name: str, count: int, words: str) -> str:
    return f"{name:<16}{count:>6}  {words}"


def _folded(text: str) -> Iterator[str]:
    """A note in lines of the width, broken between words."""
    while len(text) > WIDTH:
        at = text.rfind(" ", MARGIN + 3, WIDTH + 1)
        at = WIDTH if at < 0 else at
        yield text[:at].rstrip()
        text = " " * (MARGIN + 2) + text[at:].lstrip()
    yield text


def _signal(line: Line) -> str:
    over = line.outcome in CLOSED_OUTCOMES
    marks = ("✎" if line.edited else "") + ("→" if line.forwarded else "")
    return _cells(
        (
            str(line.number),
            _minute(line.known_at),
            printable(line.symbol),
            line.direction.value,
            READ[line.tier],
            _figure(line.entry),
            _figure(_mean_exit(line)),
            change(line.multiple) if over else "",
            percent(line.share) if over else "",
            marks,
            line.outcome.value.replace("_", " "),
        )
    )


def _cells(cells: Sequence[str]) -> str:
    widths = (5, 16, 10, 5, 5, 10, 10, 6, 8, 2, 12)
    left = {1, 2, 3, 4, 9, 10}
    shown = [cut(cell, width) for cell, width in zip(cells, widths, strict=True)]
    padded = [f"{cell:<{width}}" if place in left else f"{cell:>{width}}"
              for place, (cell, width) in enumerate(zip(shown, widths, strict=True))]  # fmt: skip
    return " ".join(padded).rstrip()[:WIDTH]


def _figure(value: Decimal | None) -> str:
    """A price in ten letters: whole where that is all that fits, with what is left of its decimals otherwise."""
    if value is None:
        return ""
    text = plain(_rounded(value, AVERAGE_PLACES))
    whole = len(text.partition(".")[0])
    if len(text) > 10:
        text = plain(_rounded(value, max(0, 9 - whole)))
    return text


def _mean_exit(line: Line) -> Decimal | None:
    sold = sum((one.share for one in line.exits), ZERO)
    return sum((one.share * one.price for one in line.exits), ZERO) / sold if sold else None


# -- for programs --------------------------------------------------------------------------------------------


def row_of(line: Line) -> dict[str, Any]:
    """A signal as JSON values: money and figures are exact text (means to 12 places, R and shares to 6)."""
    return {
        "number": line.number,
        "message": line.message,
        "posted_utc": _stamp(line.posted_at),
        "known_utc": _stamp(line.known_at),
        "edited": line.edited,
        "forwarded": line.forwarded,
        "author": line.author_name,
        "symbol": line.symbol,
        "side": line.direction.value,
        "tier": line.tier.value,
        "type": line.entry_type.value,
        "entries": [plain(price) for price in line.entries],
        "stop": None if line.stop is None else plain(line.stop),
        "targets": [plain(price) for price in line.targets],
        "outcome": line.outcome.value,
        "opened_utc": _stamp(line.opened_at),
        "entry": _text(line.entry, AVERAGE_PLACES),
        "exits": [
            {
                "at_utc": _stamp(one.at),
                "reason": one.reason.value,
                "number": one.number or None,
                "price": plain(one.price),
                "share": _text(one.share, RATIO_PLACES),
            }
            for one in line.exits
        ],
        "closed_utc": _stamp(line.closed_at),
        "r": _text(line.multiple, RATIO_PLACES),
        "move_percent": _percent(line.share),
        "seconds_held": None if line.held is None else int(line.held.total_seconds()),
        "follow_ups": line.follow_ups,
        "reasons": list(line.reasons),
    }


def json_lines(record: Record, title: str) -> Iterator[str]:
    """The sum as one object, then one object for each signal."""
    outcomes = {
        outcome.value: sum(1 for line in record.lines if line.outcome is outcome) for outcome in Outcome
    }
    summary = {
        "kind": "summary",
        "channel": title,
        "posts": record.posts,
        "edited": record.edited,
        "forwarded": record.forwarded,
        "first_utc": _stamp(record.first_at),
        "last_utc": _stamp(record.last_at),
        "outcomes": outcomes,
        "follow_ups": {fate.value: record.follow_ups.get(fate, 0) for fate in FollowUpFate},
        "declined": dict(sorted(record.declined.items())),
        "no_candles": dict(sorted(record.missing.items())),
        **{name: _figures_row(one) for name, one in groups(record).items()},
    }
    yield json.dumps(summary, ensure_ascii=False)
    for line in record.lines:
        yield json.dumps({"kind": "signal", **row_of(line)}, ensure_ascii=False)


def _figures_row(one: Figures) -> dict[str, Any]:
    return {
        "signals": one.signals,
        "filled": one.filled,
        "closed": one.closed,
        "won": one.won,
        "measured": one.measured,
        "win_rate_percent": _percent(one.win_rate),
        "average_r": _text(one.average, RATIO_PLACES),
        "total_r": _text(one.total, RATIO_PLACES),
        "expectancy_r": _text(one.expectancy, RATIO_PLACES),
        "profit_factor": _text(one.profit_factor, RATIO_PLACES),
        "max_drawdown_r": _text(one.fall, RATIO_PLACES),
        "median_seconds_held": None if one.held is None else int(one.held.total_seconds()),
        "average_move_percent": _percent(one.share),
    }


def write_csv(stream: TextIO, record: Record) -> None:
    """One row for each signal. Lists are joined by spaces; an exit is written `target 1 @ 61500 x 0.5`."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in record.lines:
        row = row_of(line)
        row["exits"] = [_exit(one) for one in row["exits"]]
        writer.writerow([_cell(row[name], "; " if name == "exits" else " ") for name in COLUMNS])


def _exit(one: Mapping[str, Any]) -> str:
    which = f"{one['reason']} {one['number']}" if one["number"] else one["reason"]
    return f"{which} @ {one['price']} x {one['share']}"


def _cell(value: object, joint: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return joint.join(value)
    text = printable(str(value))
    # A name must not become a formula in somebody's spreadsheet; a number may begin with a minus.
    return f"'{text}" if text[:1] in "=+@" or (text[:1] == "-" and not text[1:2].isdigit()) else text


def printable(text: str) -> str:
    """A text of the channel without anything that moves a cursor or turns the line around."""
    return "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)


def _text(value: Decimal | None, places: int) -> str | None:
    return None if value is None else plain(_rounded(value, places))


def _percent(share: Decimal | None) -> str | None:
    return None if share is None else _text(share * 100, RATIO_PLACES)


def _rounded(value: Decimal, places: int) -> Decimal:
    digits = Context(prec=max(exact(value).adjusted(), 0) + places + 2)
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=digits)


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _minute(at: datetime | None) -> str:
    return UNKNOWN if at is None else f"{at:%Y-%m-%d %H:%M}"
