"""The message catalogue: every text that people read, by key, in the language of its reader.

Texts are data: `words/<language>/<area>.toml`, keys and texts with `{parameters}`. A key is `area.key`. A text
that counts has forms (`one`, `other`, and what else a language has, by the names of Unicode's CLDR) and a parameter
`{count}`. English is complete. What another language lacks is told in English, the whole text, never half of one.

The help of commands stands in their own docstrings, in English. `commands.toml` of another language has it by the
command's path: `trade_buy.help`, `trade_buy.options.amount`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any

from bot.present.locales import ENGLISH, IN_ENGLISH, Style, plural_of, style_of
from core.kernel.errors import Bug

# The plural categories of Unicode's CLDR (Language Plural Rules).
CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
COUNT = "count"
COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Text:
    """One text, cut at its parameters: `("Bought ", "symbol"), (" for ", "paid"), (".", None)`."""

    pieces: tuple[tuple[str, str | None], ...]

    @property
    def parameters(self) -> frozenset[str]:
        """The names that must be given."""
        return frozenset(name for _, name in self.pieces if name is not None)

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with its values in place."""
        return "".join(before + ("" if name is None else values[name]) for before, name in self.pieces)


@dataclass(frozen=True, slots=True)
class Message:
    """What one key says: one text, under `other`, or one for each form of a number.

    `parameters` are the names that a call must give: those of all forms together, and the number that chooses one.
    """

    forms: Mapping[str, Text]
    parameters: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = frozenset(name for text in self.forms.values() for name in text.parameters)
        object.__setattr__(self, "parameters", names | {COUNT} if self.counts else names)

    @property
    def counts(self) -> bool:
        """Whether a number chooses the form."""
        return len(self.forms) > 1


class Words:
    """The texts of one language, and behind them those of English."""

    def __init__(
        self,
        messages: Mapping[str, Message],
        plural: Callable[[int], str],
        behind: Words | None = None,
        *,
        language: str = ENGLISH,
        helps: Mapping[str, Message] | None = None,
    ) -> None:
        self.messages = messages
        self.language = language
        self.helps = helps or {}
        self._plural = plural
        self._behind = behind
        self._style: Style = IN_ENGLISH if language == ENGLISH else style_of(language)
        if behind is not None:
            _must_agree(messages, behind.messages)

    def say(self, key: str, /, **values: str | int) -> str:
        """The text of a key. Values are words ready to be read; a whole number is a count and gets its commas.

        Raises Bug for a key that English does not have, and for parameters that are not exactly the text's.
        """
        message = self.messages.get(key)
        if message is None:
            if self._behind is None:
                raise Bug(f"no text is called {key!r}")
            return self._behind.say(key, **values)
        expected = self._behind.messages[key] if self._behind else message
        if values.keys() != expected.parameters:
            raise Bug(f"{key} takes {sorted(expected.parameters)}, not {sorted(values)}")
        said = {
            name: value if isinstance(value, str) else self._number(value) for name, value in values.items()
        }
        return self._form(key, message, values).fill(said)

    def help(self, path: str, option: str, english: str) -> str:
        """The help of a command, or of an option of it, whose own English text is given."""
        name = path.replace(" ", "_")
        found = self.helps.get(f"{name}.options.{option}" if option else f"{name}.help")
        return english if found is None else found.forms["other"].fill({})

    def _number(self, count: int) -> str:
        return self._style.number(f"{count:,}")

    def form_of(self, count: int) -> str:
        """Which form of a text this number takes."""
        return self._plural(count)

    def _form(self, key: str, message: Message, values: Mapping[str, str | int]) -> Text:
        if not message.counts:
            return message.forms["other"]
        count = values[COUNT]
        if not isinstance(count, int):
            raise Bug(f"{key} counts: {COUNT} must be a whole number")
        return message.forms.get(self._plural(count), message.forms["other"])


def words_folder(language: str) -> Traversable:
    """Where the words of a language stand."""
    return _folder() / language


def _folder() -> Traversable:
    return files("bot.present") / "words"


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have words here, English first."""
    found = sorted(each.name for each in _folder().iterdir() if each.is_dir() and each.name.isalpha())
    return (ENGLISH, *(name for name in found if name != ENGLISH))


def language_of(code: str) -> str:
    """The language of a platform's code, `es-ES` or `pt_BR`; nothing for one that has no words here."""
    language = code.replace("_", "-").partition("-")[0].lower()
    return language if language in languages() else ""


@cache
def spoken(language: str) -> Words:
    """The words of a language, read once; English for a language that is not here."""
    if language == ENGLISH:
        return Words(load(words_folder(ENGLISH)), plural_of(ENGLISH))
    if language not in languages():
        return spoken(ENGLISH)
    folder, plural = words_folder(language), plural_of(language)
    return Words(load(folder), plural, spoken(ENGLISH), language=language, helps=load_helps(folder))


def load(folder: Traversable) -> dict[str, Message]:
    """Every message of a folder of areas. Raises Bug for what is not a text."""
    found: dict[str, Message] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        area, dot, kind = file.name.partition(".")
        if dot and kind == "toml" and area != COMMANDS:
            found |= _messages(area, tomllib.loads(file.read_text(encoding="utf-8")))
    return found


def load_helps(folder: Traversable) -> dict[str, Message]:
    """The help of commands in a language: `trade_buy.help`, `trade_buy.options.amount`."""
    file = folder / f"{COMMANDS}.toml"
    if not file.is_file():
        return {}
    return _messages("", tomllib.loads(file.read_text(encoding="utf-8")))


def _messages(above: str, table: Mapping[str, Any]) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for name, value in table.items():
        key = f"{above}.{name}" if above else name
        if isinstance(value, str):
            found[key] = Message({"other": _text(key, value)})
        elif isinstance(value, dict) and _is_plural(value):
            found[key] = Message({form: _text(key, text) for form, text in value.items()})
        elif isinstance(value, dict):
            found |= _messages(key, value)
        else:
            raise Bug(f"{key} is no text")
    return found


def _is_plural(table: Mapping[str, Any]) -> bool:
    return "other" in table and len(table) > 1 and table.keys() <= CATEGORIES


def _text(key: str, text: object) -> Text:
    if not isinstance(text, str):
        raise Bug(f"{key} is no text")
    try:
        pieces = tuple(Formatter().parse(text))
    except ValueError as error:
        raise Bug(f"{key}: {error}") from error
    for _, name, form, conversion in pieces:
        if name is not None and (not name.isidentifier() or form or conversion):
            raise Bug(f"{key}: a parameter is a bare name, not {{{name}}}")
    return Text(tuple((before, name) for before, name, _, _ in pieces))


def _must_agree(messages: Mapping[str, Message], english: Mapping[str, Message]) -> None:
    """A translation may leave a parameter out; it cannot ask for one that no call gives."""
    unknown = sorted(messages.keys() - english.keys())
    if unknown:
        raise Bug(f"English does not have {', '.join(unknown)}")
    for key, message in messages.items():
        # A language may count where English does not, but only where a number is given.
        more = message.parameters - english[key].parameters
        if more:
            raise Bug(f"{key} has parameters of its own: {', '.join(sorted(more))}")
