"""A typed command line as a command and its options: pure. Front-ends with forms of their own do not need it."""

from __future__ import annotations

import difflib
import shlex
from dataclasses import dataclass
from typing import Any

from core.command import Call, Catalog, Command, Option, usage
from core.kernel.errors import Refusal

# Unlisted short forms (storyboard, section 17).
ALIASES = {
    "buy": "trade buy",
    "sell": "trade sell",
    "status": "portfolio positions",
    "balance": "portfolio show",
    "stop": "panic",
    "portfolio history": "trade history",
}


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
    words = _words(text.strip().lstrip("/"))
    found, rest = _command(catalog, words)
    if found is None:
        raise _unknown(catalog, words)
    return Typed(found, _options(found, rest))


def read_call(catalog: Catalog, call: Call) -> Typed:
    """The command behind a button."""
    found = catalog.commands.get(call.path)
    if found is None:
        raise Refusal("unknown_command", {"typed": call.path, "near": ""})
    many = {option.name: option.many for option in found.options}
    options = {
        name: tuple(text.split()) if many[name] else (text,)
        for name, text in call.options.items()
        if name in many
    }
    _must_be_whole(found, options)
    return Typed(found, options)


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text, comments=False)
    except ValueError:  # an open quote is somebody's apostrophe
        return text.split()


def _command(catalog: Catalog, words: list[str]) -> tuple[Command[..., Any] | None, list[str]]:
    if not words:
        return catalog.commands.get("help"), []
    # A Telegram menu has no spaces: /trade_buy. Its groups append the bot's name: /help@bot.
    first, *rest = [*words[0].lower().split("@")[0].split("_"), *words[1:]]
    two = f"{first} {rest[0].lower()}" if rest else first
    two = ALIASES.get(two, two)
    if two in catalog.commands and " " in two:
        return catalog.commands[two], rest[1:]
    one = ALIASES.get(first, first)
    if one in catalog.commands:
        return catalog.commands[one], rest
    if one in catalog.nouns and not rest:
        return catalog.commands.get("help"), [one]
    return None, []


def _unknown(catalog: Catalog, words: list[str]) -> Refusal:
    typed = " ".join(words[:2]).lower()[:40]
    if words[0].lower() in catalog.nouns:
        near = [f"/{one.path}" for one in catalog.group(words[0].lower())]
    else:
        names = [*catalog.commands, *catalog.nouns, *ALIASES]
        near = [f"/{name}" for name in difflib.get_close_matches(typed, names, 3, 0.6)]
        near = near or [f"/{name}" for name in difflib.get_close_matches(words[0].lower(), names, 3, 0.6)]
    return Refusal("unknown_command", {"typed": typed, "near": ", ".join(dict.fromkeys(near))})


def _options(command: Command[..., Any], words: list[str]) -> dict[str, tuple[str, ...]]:
    whole = next((option for option in command.options if option.kind.wire == "whole"), None)
    if whole is not None and len(command.options) == 1:
        taken: dict[str, tuple[str, ...]] = {whole.name: (" ".join(words),)} if words else {}
    else:
        taken = _taken(command, words)
    _must_be_whole(command, taken)
    return taken


def _must_be_whole(command: Command[..., Any], taken: dict[str, tuple[str, ...]]) -> None:
    """Every required option is there; else a question, with the line that the answer completes."""
    for option in command.options:
        if option.required and option.name not in taken:
            so_far = " ".join(f"{name} {' '.join(words)}" for name, words in taken.items())
            raise _missing(command, option, f"/{command.path} {so_far}".rstrip())


def _missing(command: Command[..., Any], option: Option, line: str = "") -> Refusal:
    facts = {"command": command.path, "option": option.name, "help": option.help, "usage": usage(command)}
    return Refusal("missing_option", facts | ({"line": f"{line} {option.name}"} if line else {}))


def _taken(command: Command[..., Any], words: list[str]) -> dict[str, tuple[str, ...]]:
    """Named options take what follows them; other words go to the first free option they could be."""
    names = {name: option for option in command.options for name in _names(option)}
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
            raise _missing(command, option)
        taken[option.name] = taken.get(option.name, ()) + found if option.many else found
        position = end
    for word in loose:
        option = _free(command, taken, word)
        if option is None:
            raise Refusal(
                "too_many_words", {"typed": word[:40], "command": command.path, "usage": usage(command)}
            )
        taken[option.name] = (*taken.get(option.name, ()), word)
    return taken


def _names(option: Option) -> tuple[str, ...]:
    """Words that name an option: its own, its other names, and targets by number (tp1)."""
    names = (option.name, *option.aliases)
    return (
        (*names, *(f"{name}{number}" for name in names for number in range(1, 10))) if option.many else names
    )


def _free(command: Command[..., Any], taken: dict[str, tuple[str, ...]], word: str) -> Option | None:
    free = [option for option in command.options if option.name not in taken and not option.many]
    fitting = [option for option in free if option.kind.looks(word)]
    required = [option for option in free if option.required]
    # Nothing fits: the first that is needed says itself what is wrong with the word.
    return next(iter([*fitting, *required]), None)
