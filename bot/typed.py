"""A typed command line as a command and its options: pure. Front-ends with forms of their own do not need it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.command import TEXT, Call, Catalog, Command, Option, usage
from core.kernel.errors import Refusal

# Unlisted short forms (storyboard, section 17).
ALIASES = {
    "buy": "trade buy",
    "sell": "trade sell",
    "status": "portfolio positions",
    "balance": "portfolio cash",
    "profit": "portfolio pnl",
    "broker": "me brokers",
    "stop": "panic",
    "portfolio history": "trade history",
    "leaderboard rank": "leaderboard me",
}
# A quote opens only at the start of a word and closes only at its end: elsewhere it is an apostrophe.
WORD = re.compile(r"""(?<!\S)(?:"([^"]*)"|“([^”]*)”|'([^']*)')(?!\S)|(\S+)""")
NAMED = re.compile(r"(\w+)[:=](.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was asked for, option by option, still as text."""

    command: Command[..., Any]
    options: dict[str, tuple[str, ...]]

    @property
    def call(self) -> Call:
        """The same, to be put behind a button."""
        return Call(self.command.path, {name: " ".join(words) for name, words in self.options.items()})


def read_line(catalog: Catalog, text: str) -> Typed:
    """The command that `/trade buy $50 btc sl 58k` names. Raises refusals for what is missing or too much."""
    line = text.strip().lstrip("/")
    found, rest = _command(catalog, line)
    if found is None:
        raise _unknown(catalog, line.split())
    return Typed(found, _options(found, rest))


def read_call(catalog: Catalog, call: Call) -> Typed:
    """The command behind a button, a form or a slash command: its options have names already."""
    found = catalog.commands.get(call.path)
    if found is None:
        raise Refusal("unknown_command", {"typed": call.path, "near": ""})
    many = {option.name: option.many for option in found.options}
    options = {
        name: tuple(word for each in text.split() if (word := each.strip(",/"))) if many[name] else (text,)
        for name, text in call.options.items()
        if name in many
    }
    for option in found.options:
        if option.name in options and options[option.name] in ((), ("",)):  # a button that asks for this one
            named = [
                word for name, words in options.items() if any(words) for word in (name, *map(_quoted, words))
            ]
            raise _missing(found, option, " ".join([f"/{found.path}", *named, option.name]))
    _must_be_whole(found, options)
    return Typed(found, options)


def _words(text: str) -> list[str]:
    found = [next(part for part in word.groups() if part is not None) for word in WORD.finditer(text)]
    return [word for word in found if word]


def _quoted(word: str) -> str:
    """The word as it would be typed, so that it stays one word."""
    if not any(letter.isspace() for letter in word):
        return word
    return f"'{word}'" if '"' in word else f'"{word}"'


def _command(catalog: Catalog, line: str) -> tuple[Command[..., Any] | None, str]:
    """The command that the line begins with, and the rest of the line as it was typed."""
    name, after = _next_word(line)
    # A Telegram menu has no spaces: /trade_buy. Its groups append the bot's name: /help@bot.
    first, rest = _next_word(f"{name.split('@')[0].replace('_', ' ')} {after}")
    if not first:
        return catalog.commands.get("help"), ""
    second, after = _next_word(rest)
    two = f"{first} {second}".lower()
    two = _long(catalog, two)
    if second and two in catalog.commands:
        return catalog.commands[two], after
    one = _long(catalog, first.lower())
    if one in catalog.commands:
        return catalog.commands[one], rest
    if one in catalog.nouns and not rest:
        return catalog.commands.get("help"), one
    return None, ""


def _long(catalog: Catalog, name: str) -> str:
    """A short form written out."""
    path = ALIASES.get(name, name)
    return path if path in catalog.commands else name


def _next_word(text: str) -> tuple[str, str]:
    word, rest, *_ = [*text.split(maxsplit=1), "", ""]
    return word, rest


def _unknown(catalog: Catalog, words: list[str]) -> Refusal:
    typed = " ".join(words[:2]).lower()[:40]
    if words[0].lower() in catalog.nouns:
        near = [f"/{one.path}" for one in catalog.group(words[0].lower())]
    else:
        # A group is no command, but its name leads to its help: `/tradw` is close to `/trade`.
        names = [*catalog.commands, *catalog.nouns, *ALIASES]
        near = [f"/{name}" for name in difflib.get_close_matches(typed, names, 3, 0.6)]
        near = near or [f"/{name}" for name in difflib.get_close_matches(words[0].lower(), names, 3, 0.6)]
    return Refusal("unknown_command", {"typed": typed, "near": ", ".join(dict.fromkeys(near))})


def _options(command: Command[..., Any], rest: str) -> dict[str, tuple[str, ...]]:
    if _takes_whole(command):
        text = _unwrapped(rest.strip())
        taken: dict[str, tuple[str, ...]] = {command.options[0].name: (text,)} if text else {}
    elif command.options and command.options[-1].kind.wire == "whole":
        taken = _with_the_rest(command, rest)
    else:
        taken = _taken(command, _words(rest))
    _must_be_whole(command, taken)
    return taken


def _takes_whole(command: Command[..., Any]) -> bool:
    """Whether the rest of the line is the one option, as it was written: line breaks and quotes count in a post."""
    return len(command.options) == 1 and command.options[0].kind.wire == "whole"


def _with_the_rest(command: Command[..., Any], rest: str) -> dict[str, tuple[str, ...]]:
    """A word for each option but the last, which takes the rest of the line as it was written."""
    *leading, last = command.options
    taken: dict[str, tuple[str, ...]] = {}
    named = False
    for option in leading:
        word, after = _next_word(rest)
        if after and word.lower().rstrip(":=") in _names(option):
            named = True  # an answered question: its line names every option
            word, after = _next_word(after)
        if word:
            taken[option.name], rest = (word,), after
    word, after = _next_word(rest)
    text = _unwrapped((after if named and word.lower() == last.name else rest).strip())
    return taken | ({last.name: (text,)} if text else {})


def _unwrapped(text: str) -> str:
    found = WORD.fullmatch(text)
    return next(part for part in found.groups() if part is not None) if found else text


def _must_be_whole(command: Command[..., Any], taken: dict[str, tuple[str, ...]]) -> None:
    """Every required option is there; else a question, with the line that the answer completes."""
    for option in command.options:
        if option.required and option.name not in taken:
            so_far = [word for name, words in taken.items() for word in (name, *map(_quoted, words))]
            asked = [] if _takes_whole(command) else [option.name]
            raise _missing(command, option, " ".join([f"/{command.path}", *so_far, *asked]))


def _missing(command: Command[..., Any], option: Option, line: str) -> Refusal:
    facts = {"command": command.path, "option": option.name, "help": option.help, "usage": usage(command)}
    return Refusal("missing_option", facts | {"line": line})


def _taken(command: Command[..., Any], words: list[str]) -> dict[str, tuple[str, ...]]:
    """Named options take what follows them; other words go to the first free option they could be."""
    names = {name: option for option in command.options for name in _names(option)}
    words = _parted(words, names)
    taken: dict[str, tuple[str, ...]] = {}
    loose: list[str] = []
    position = 0
    while position < len(words):
        option = names.get(words[position].lower().rstrip(":="))
        position += 1
        if option is None:
            loose.append(words[position - 1])
            continue
        end = position + 1
        while option.many and end < len(words) and words[end].lower().rstrip(":=") not in names:
            end += 1
        found = tuple(word.strip(",/") for word in words[position:end] if word.strip(",/"))
        if not found:
            so_far = [*words[: position - 1], *words[end:], words[position - 1]]
            raise _missing(command, option, " ".join([f"/{command.path}", *map(_quoted, so_far)]))
        taken[option.name] = taken.get(option.name, ()) + found if option.many else found
        position = end
    for word in loose:
        _must_not_look_like_a_name(command, taken, word, names)
        option = _free(command, taken, word)
        if option is None:
            raise Refusal(
                "too_many_words", {"typed": word[:40], "command": command.path, "usage": usage(command)}
            )
        taken[option.name] = (*taken.get(option.name, ()), word)
    return taken


def _must_not_look_like_a_name(
    command: Command[..., Any], taken: dict[str, tuple[str, ...]], word: str, names: Mapping[str, Option]
) -> None:
    """`stp 58k` is a slip of `stop 58k`, and nothing is bought without the stop that was meant."""
    found = NAMED.match(word)
    name = (word if found is None else found[1]).lower().rstrip(":=")
    if found is None and any(
        option.kind.looks(word)
        for option in command.options
        if option.name not in taken and (option.required or not option.aliases)
    ):
        return
    near = difflib.get_close_matches(name, [each for each in names if not each[-1].isdigit()], 3, 0.7)
    if near:
        facts = {
            "typed": word[:40],
            "command": command.path,
            "near": ", ".join(near),
            "usage": usage(command),
        }
        raise Refusal("unknown_option", facts)


def _parted(words: list[str], names: Mapping[str, Option]) -> list[str]:
    """`limit=61000` and `sl:58k` as two words each."""
    parted: list[str] = []
    for word in words:
        found = NAMED.match(word)
        parted += [word] if found is None or found[1].lower() not in names else [found[1], found[2]]
    return parted


def _names(option: Option) -> tuple[str, ...]:
    """Words that name an option: its own, its other names, and targets by number (tp1)."""
    names = (option.name, *option.aliases)
    return (
        (*names, *(f"{name}{number}" for name in names for number in range(1, 10))) if option.many else names
    )


def _free(command: Command[..., Any], taken: dict[str, tuple[str, ...]], word: str) -> Option | None:
    """A price among other numbers must be named: `buy btc 1 58k` does not say whether 58k is a limit or a stop."""
    unnamed = [option for option in command.options if option.required or not option.aliases]
    free = [option for option in unnamed if option.name not in taken and not option.many]
    # Any word could be a plain one, so those kinds are asked last: `close 50% btc` is `close btc 50%`.
    fitting = sorted((o for o in free if o.kind.looks(word)), key=lambda option: option.kind is TEXT)
    required = [option for option in free if option.required]
    # Nothing fits: the first that is needed says itself what is wrong with the word.
    return next(iter([*fitting, *required]), None)
