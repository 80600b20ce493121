"""One line of the console script language as a value. Nothing here speaks, presses or moves anything.

    ann: /portfolio show        Say       a person speaks to the bot in private
    pro #calls ^2: close half   Post      a person writes in a channel; ^ replies, ~ edits, -134s is its age
    ann [Confirm] of bob        Press     a person presses a button of a card
    1                           Press     the owner presses the first button of the last card
    market: BTC/USDT 61500      MarketMove
    clock: +2h                  ClockMove
    # words                     Nothing   so is an empty line; `#calls: words` is a post of the owner's

A line without a name is the owner's. Where a line can be read as script, it is: the whole line
`entry: 60000` is a person called `entry` saying "60000", `BUY [BTC]` presses a button. What does not begin
like script is the owner's own text, so a signal can be pasted as it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from core.kernel.time import parse_length

LONGEST_LINE = 4096
RESERVED = frozenset({"market", "clock"})

# A name has a letter in it, so that `14: words` and `2.5: words` are no people.
_NAME = r"(?=[\d.\-]*[^\W\d])\w[\w.\-]{0,31}(?![\w.\-])"
_CHANNEL = r"#\w[\w.\-]{0,63}(?![\w.\-])"

# `#BTC/USDT LONG` is someone's signal: a comment has no word right behind its mark.
_COMMENT = re.compile(r"#(?!\w)")
# `market:BTC/USDT 1` and `ann:/help` are clear without a space; `entry:60000` and `https://...` are text.
_MOVE = re.compile(r"(market|clock)\s*:\s*(.*)", re.IGNORECASE)
_SAY = re.compile(rf"({_NAME}):(?:\s+|$|(?=/[a-z]))(.*)")
_POST = re.compile(rf"(?:({_NAME})\s+)?({_CHANNEL})((?:\s+(?:[~^]|-\d)[^\s:]*)*)\s*:\s*(.*)")
# `LONG #BTC ~60000` is someone's signal, `pro #calls ^^: x` and `pro #calls -134: x` are slips.
_SLIP = r"\^|~(?!\s*[\d$])|-\d+[a-z]*\s*:|-\d+(?:s|m|min|h|d)\s"
_LIKE_POST = re.compile(rf"(?:{_NAME}\s+)?{_CHANNEL}\s+(?:{_SLIP})")
_LIKE_REPLY = re.compile(rf"{_NAME}(?:\s+(?:~|\^[^\s:]*|-\d+[a-z]+))+\s*:(?:\s|$)")
_PRESS = re.compile(rf"(?:({_NAME})(?:\s+|(?=\[)))??(?:({_CHANNEL})\s*)?\[([^\[\]]*)\]\s*(.*)")
_WHOSE = re.compile(rf"(?:\^([0-9]{{0,3}}))?\s*(?:\bof\s+({_NAME}))?|of\s+({_NAME})\s+\^([0-9]{{0,3}})")
_NUMBER = re.compile(r"[1-9][0-9]?")
_AMOUNT = re.compile(r"([0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(\.[0-9]{1,18})?")
_SYMBOL = re.compile(r"[A-Za-z0-9][A-Za-z0-9./:_\-]{0,39}")
_ESCAPE = re.compile(r"\\([n\\])")


class NotScript(ValueError):
    """A line that begins like the script language but is not of it. Its text says why and what to write."""


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Which post is answered: the last one (`back` 1), the one before (2)... of `author`, or one's own."""

    back: int = 1
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Someone speaks to the bot in private. No name: the owner."""

    name: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Someone writes in a channel, or with `edit` changes their last post there. `channel` is without its `#`."""

    name: str | None
    channel: str
    text: str
    reply_to: ReplyTo | None = None
    edit: bool = False
    age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Someone presses a button: its number, its label or the label's first words.

    It is a button of the last card (`back` 1) they were shown, or that `of` was shown, or that `channel` shows.
    """

    name: str | None
    label: str
    back: int = 1
    of: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class MarketMove:
    """The simulated market moves to a price, where `size` says how much can trade (None: any amount)."""

    symbol: str
    price: Decimal
    size: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ClockMove:
    """Time passes."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty line or a comment."""


Step = Say | Post | Press | MarketMove | ClockMove | Nothing


def parse(line: str) -> Step:
    """What one line asks for. Raises `NotScript` for a line that begins like script and is not; nothing else."""
    line = line.removeprefix("\ufeff").strip(" \t\r\n")
    _check(line)
    if not line or _COMMENT.match(line):
        return Nothing()
    if move := _MOVE.fullmatch(line):
        return _market(move[2]) if move[1].lower() == "market" else _clock(move[2])
    return _press(line) or _post(line) or _say(line) or Say(None, _text(line))


def pasted(text: str) -> tuple[str, ...]:
    """The script lines in what was typed or pasted at once.

    Several lines are one text with line breaks (a post copied from a chat), unless one of them can only be
    script: a number, a button, a command, a move, a post in a channel. Then each line is its own.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return tuple(lines)
    if any(_only_script(line) for line in lines):
        return tuple(lines)
    return ("\\n".join(line.rstrip() for line in lines),)


def _check(line: str) -> None:
    if len(line) > LONGEST_LINE:
        raise NotScript(f"The line is {len(line):,} characters long, {LONGEST_LINE:,} at most. Split it.")
    for char in line:
        if "\udc80" <= char <= "\udcff":
            raise NotScript(
                f"The line is not UTF-8 text (byte {ord(char) - 0xDC00:02X}). Save or send it as UTF-8."
            )
        if char != "\t" and unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
            raise NotScript(
                f"The line holds a control character (U+{ord(char):04X}). Write \\n for a line break."
            )


def _market(rest: str) -> MarketMove:
    words = rest.split()
    size: Decimal | None = None
    if len(words) == 4 and words[2].lower() == "size":
        size = _amount(words[3])
        words = words[:2] if size is not None else words
    price = _amount(words[1]) if len(words) == 2 else None
    if price is None or not _SYMBOL.fullmatch(words[0]):
        raise NotScript(
            f"I cannot move the market by {_shown(rest)}. Write a symbol and a price: market: BTC/USDT 61500, "
            "or with how much can trade: market: SOL/USDT 142.05 size 6.5"
        )
    if not price:
        raise NotScript("A price is above zero. Write market: BTC/USDT 61500")
    return MarketMove(words[0].upper(), price, size)


def _amount(text: str) -> Decimal | None:
    found = _AMOUNT.fullmatch(text)
    return Decimal(text.replace(",", "")) if found else None


def _clock(rest: str) -> ClockMove:
    by = parse_length(rest)
    if by is None:
        raise NotScript(
            f"I cannot move the clock by {_shown(rest)}. Write a length of time up to ten years: clock: +2h, "
            "clock: +1d 6h, clock: +90s. It only goes forward."
        )
    return ClockMove(by)


def _press(line: str) -> Press | None:
    if _NUMBER.fullmatch(line):
        return Press(name=None, label=line)
    found = _PRESS.fullmatch(line)
    if not found:
        return None
    name, channel, label, rest = found.groups()
    whose = _WHOSE.fullmatch(rest)
    if not whose:
        # Words after the brackets are a sentence of the owner's; a half-written address is a mistake.
        if not rest.startswith("^") and rest != "of":
            return None
        raise NotScript(
            f"I do not know which card {_shown(rest)} is. Write [Confirm], [Confirm] ^2 or [Confirm] of ann"
        )
    label = " ".join(label.split())
    if not label:
        raise NotScript(
            "The brackets are empty. Write the button's number or label between them: [1] or [Confirm]"
        )
    of, back = whose[2] or whose[3], whose[1] or whose[4]
    _check_names(name, of)
    if of and channel:
        raise NotScript(f"A card is {of}'s or the channel's, not both. Leave out one of them.")
    return Press(name=name, label=label, back=_back(back), of=of, channel=_bare(channel))


def _post(line: str) -> Post | None:
    found = _POST.fullmatch(line)
    if not found:
        if _LIKE_POST.match(line):
            raise NotScript(
                "I cannot read what stands before the text. Write pro #calls: text, pro #calls ^: a reply, "
                "pro #calls ~: an edit or pro #calls -134s: an older post"
            )
        return None
    name, channel, marks, text = found.groups()
    _check_names(name)
    reply_to, edit, age = _marks(marks.split())
    return Post(
        name=name,
        channel=channel[1:],
        text=_said(text, f"{name or 'the owner'} {channel}"),
        reply_to=reply_to,
        edit=edit,
        age=age,
    )


def _marks(marks: list[str]) -> tuple[ReplyTo | None, bool, timedelta | None]:
    """What stands between channel and colon: at most one each of a reply or an edit, and an age."""
    reply_to: ReplyTo | None = None
    age: timedelta | None = None
    kinds = [mark[0] for mark in marks]
    if len(set(kinds)) != len(kinds) or {"^", "~"} <= set(kinds):
        raise NotScript(
            "A post is one reply (^) or one edit (~), with one age (-134s) at most. Leave out the others."
        )
    for mark in marks:
        if mark[0] == "^":
            reply_to = _reply(mark[1:])
        elif mark[0] == "-":
            age = parse_length(mark[1:])
            if age is None:
                raise NotScript(f"I cannot read the age {_shown(mark)}. Write -134s, -5m or -2h")
        elif mark != "~":
            raise NotScript(f"I cannot read {_shown(mark)}. ~ alone is an edit of the last post.")
    return reply_to, "~" in kinds, age


def _reply(whom: str) -> ReplyTo:
    if re.fullmatch(r"[0-9]{0,3}", whom):
        return ReplyTo(_back(whom))
    if not re.fullmatch(_NAME, whom):
        raise NotScript(
            f"I do not know which post {_shown('^' + whom)} is. ^ is the last one, ^2 the one before, "
            "^otto the last of otto's."
        )
    _check_names(whom)
    return ReplyTo(1, whom)


def _say(line: str) -> Say | None:
    found = _SAY.fullmatch(line)
    if found:
        _check_names(found[1])
        return Say(found[1], _said(found[2], found[1]))
    if _LIKE_REPLY.match(line):
        raise NotScript("Replies, edits and ages need a channel. Write pro #calls ^: text")
    return None


def _only_script(line: str) -> bool:
    """Whether a line cannot be part of someone's post."""
    if line.lstrip().startswith("/"):
        return True
    try:
        step = parse(line)
    except NotScript:
        return False
    if isinstance(step, Nothing):
        return False
    return not isinstance(step, Say) or (step.name is not None and step.text.startswith("/"))


def _back(digits: str | None) -> int:
    back = int(digits or 1)
    if not back:
        raise NotScript("^0 is nothing. ^ is the last one, ^2 the one before.")
    return back


def _bare(channel: str | None) -> str | None:
    return channel[1:] if channel else None


def _check_names(*names: str | None) -> None:
    for name in names:
        if name and name.lower() in RESERVED:
            raise NotScript(
                f"{name} is not a person here. Write market: BTC/USDT 61500 or clock: +2h, or use another name."
            )


def _said(text: str, who: str) -> str:
    if not text:
        raise NotScript(f"Nothing follows the colon after {who}. Write the text behind it.")
    return _text(text)


def _text(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else "\\", text)


def _shown(text: str) -> str:
    return f'"{text[:40]}"'
