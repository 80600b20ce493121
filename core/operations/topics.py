"""From what somebody wants help on to one page of it: a group, a command, a word of the trade."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import TypeVar

from core.operations.model import HelpGroup, HelpLine, HelpPage, Topic

T = TypeVar("T")

# A phone shows about two dozen lines: a command in a list takes up to five of them, a group two.
GROUPS_A_PAGE = 8
LINES_A_PAGE = 5
NEAR_AT_MOST = 5
ALL_WORDS = "words"
# What is used most comes first (storyboard, section 17).
ORDER = (
    "start help trade portfolio signal provider copy leaderboard share watch alert strategy scan social compete ask "
    "panic me admin"
).split()

# Words that stay because everybody in the trade uses them, and how else they are typed. What each means is said in
# `bot/present/words`, under the word with underscores.
WORDS: dict[str, tuple[str, ...]] = {
    "at risk": ("risk",),
    "ask": (),
    "bid": (),
    "break-even": ("be", "b/e"),
    "chase": ("max chase",),
    "check": (),
    "clear": (),
    "drawdown": ("dd", "fall", "deepest fall"),
    "entry": (),
    "equity": (),
    "fee": ("fees",),
    "FIFO": (),
    "fill": ("filled",),
    "follow": (),
    "key": ("keys", "api key"),
    "leverage": ("20x", "3x"),
    "LIFO": (),
    "limit": ("limit order",),
    "live": (),
    "long": (),
    "lot": ("lots",),
    "margin": (),
    "market": ("market order",),
    "OCO": (),
    "open": (),
    "paper": ("play money",),
    "P&L": ("pnl", "p/l", "profit"),
    "position": (),
    "profit factor": (),
    "provider": (),
    "R": ("r multiple",),
    "reward/risk": ("rr", "r/r", "r:r", "reward"),
    "Sharpe": ("sharpe ratio",),
    "short": ("sell short",),
    "signal": (),
    "Sortino": (),
    "spread": (),
    "stop": ("sl", "stop loss"),
    "symbol": (),
    "target": ("tp", "targets", "take profit"),
    "tick": (),
    "trailing": ("trail", "trailing stop"),
    "zone": (),
}


def find(wanted: str, known: Sequence[HelpLine]) -> HelpPage | None:
    """The page for what was typed, of what the asker may use: `trade`, `trade buy`, `R`, `trade 2`; None for nothing.

    A number at the end is a page; one past the end shows the last.
    """
    text, page = _page_of(" ".join(wanted.strip().lower().lstrip("/").replace("_", " ").split()))
    if not text:
        return _all(known, page)
    exact = [one for one in known if one.path == text]
    if exact:
        return HelpPage(topic=text, kind=Topic.COMMAND, lines=tuple(exact))
    group = [one for one in known if one.path.split()[0] == text]
    if group:
        lines, page, pages = _cut(group, page, LINES_A_PAGE)
        return HelpPage(topic=text, kind=Topic.GROUP, lines=lines, page=page, pages=pages)
    if text == ALL_WORDS:
        return HelpPage(topic=text, kind=Topic.WORDS, words=tuple(WORDS))
    word = word_of(text)
    named = [one for one in known if one.path.split()[-1] in (text, word)]
    if word is None and not named:
        return None
    lines, page, pages = _cut(named, page, LINES_A_PAGE)
    kind = Topic.GROUP if word is None else Topic.WORD
    return HelpPage(topic=word or text, kind=kind, lines=lines, page=page, pages=pages)


def near(wanted: str, known: Sequence[HelpLine]) -> list[str]:
    """Topics that look like what was typed."""
    nouns = dict.fromkeys(one.path.split()[0] for one in known)
    spelled = {name.lower(): word for word, others in WORDS.items() for name in (word, *others)}
    topics = [*nouns, *(one.path for one in known), *spelled]
    found = difflib.get_close_matches(wanted.strip().lower().lstrip("/"), topics, NEAR_AT_MOST, 0.6)
    return list(dict.fromkeys(spelled.get(topic, topic) for topic in found))


def word_of(text: str) -> str | None:
    """The word of the trade that was meant, whichever way it is spelled."""
    bare = _bare(text)
    return next(
        (word for word, others in WORDS.items() if bare in (_bare(each) for each in (word, *others))), None
    )


def _bare(text: str) -> str:
    return re.sub(r"[\s\-]", "", text.lower())


def _page_of(text: str) -> tuple[str, int]:
    found = re.fullmatch(r"(?:(.*) )?([1-9]\d?)", text)
    return (found[1] or "", int(found[2])) if found else (text, 1)


def _all(known: Sequence[HelpLine], page: int) -> HelpPage:
    names: dict[str, list[str]] = {}
    for one in known:
        noun, _, name = one.path.partition(" ")
        names.setdefault(noun, [])
        if name:
            names[noun].append(name)
    first = {noun: place for place, noun in enumerate(ORDER)}
    nouns = sorted(names, key=lambda noun: first.get(noun, len(first)))
    groups = [HelpGroup(noun=noun, names=tuple(names[noun])) for noun in nouns]
    shown, page, pages = _cut(groups, page, GROUPS_A_PAGE)
    return HelpPage(topic="", kind=Topic.ALL, groups=shown, page=page, pages=pages)


def _cut(items: Sequence[T], page: int, size: int) -> tuple[tuple[T, ...], int, int]:
    pages = max(-(-len(items) // size), 1)
    page = min(page, pages)
    return tuple(items[(page - 1) * size : page * size]), page, pages
