"""`@command`: a function declared once becomes a slash command, a menu line, console usage and a help page.

The signature is the source. Options are `Annotated[T, Kind..., "help"]`; a nullable or defaulted option may
be left out. The decorator marks and describes; it starts and registers nothing: `catalog` collects.
"""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from types import ModuleType
from typing import Annotated, Any, Concatenate, Generic, ParamSpec, TypeVar

from core.context import CommandInfo, Context
from core.kernel.access import Level
from core.kernel.errors import Bug, Refusal

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
PlanT = TypeVar("PlanT")

WIRES = frozenset({"text", "whole", "secret"})
HAND_PREVIEW = timedelta(seconds=60)
ASKED_PREVIEW = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How a noun is typed by people: once per type, not once per option.

    `read` makes the value from text or raises a `Refusal`; it may ask the database. `looks` says from the text
    alone whether it could be one, so that words may come in either order. `suggest` completes.
    `wire` is what a front-end must know: a word, the whole rest of the line, or a secret.
    """

    type: type[T]
    read: Callable[[Context, str], Awaitable[T]]
    looks: Callable[[str], bool]
    write: Callable[[T], str] = str
    suggest: Callable[[Context, str], Awaitable[Sequence[str]]] | None = None
    wire: str = "text"

    def __post_init__(self) -> None:
        if self.wire not in WIRES:
            raise Bug(f"no front-end knows the wire {self.wire!r}")


def plain_kind(kind: type[T], read: Callable[[str], T | None], *, write: Callable[[T], str] = str) -> Kind[T]:
    """A noun that needs no data: `read` gives None for text that is not one."""

    async def parse(ctx: Context, text: str) -> T:
        value = read(text)
        if value is None:
            raise Refusal("not_understood", {"what": kind.__name__.lower(), "typed": text})
        return value

    return Kind(kind, parse, lambda text: read(text) is not None, write)


def choice_kind(kind: type[Enum]) -> Kind[Any]:
    """One of an enum's values; every front-end offers them all."""

    async def parse(ctx: Context, text: str) -> Enum:
        for member in kind:
            if text.lower() == str(member.value):
                return member
        raise Refusal("not_a_choice", {"typed": text, "choices": ", ".join(str(m.value) for m in kind)})

    values = {str(member.value) for member in kind}
    return Kind(kind, parse, lambda text: text.lower() in values, lambda member: str(member.value))


async def _read_text(ctx: Context, text: str) -> str:
    return text


TEXT = Kind(str, _read_text, lambda text: True)
WHOLE = Kind(str, _read_text, lambda text: True, wire="whole")
AWord = Annotated[str, TEXT]
AText = Annotated[str, WHOLE]


@dataclass(frozen=True, slots=True)
class Preview(Generic[PlanT]):
    """What would happen, to be confirmed. The frozen plan is spent by one yes."""

    plan: PlanT
    open_for: timedelta = HAND_PREVIEW


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its options as a person would type them: what a button holds."""

    path: str
    options: dict[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command, dug out of its signature."""

    name: str
    kind: Kind[Any]
    help: str
    required: bool
    many: bool
    default: Any
    aliases: tuple[str, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Other words that name an option in typed text: `sl` for stop."""

    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Command(Generic[P, R]):
    """A declared command. Calling it runs the function; everything else describes it."""

    path: str
    level: Level
    public: bool
    run: Callable[Concatenate[Context, P], Awaitable[R]]
    options: tuple[Option, ...]
    results: tuple[Any, ...]
    help: str
    local: bool = False

    async def __call__(self, ctx: Context, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self.run(ctx, *args, **kwargs)

    def call(self, *args: P.args, **kwargs: P.kwargs) -> Call:
        """This command with these options, to be put behind a button. Checked by the function's own types."""
        bound = inspect.signature(self.run).bind(None, *args, **kwargs)
        options = {option.name: option for option in self.options}
        typed = {}
        for name, value in list(bound.arguments.items())[1:]:
            if value is not None and value != ():
                option = options[name]
                values = value if option.many else (value,)
                typed[name] = " ".join(option.kind.write(one) for one in values)
        return Call(self.path, typed)


@dataclass(frozen=True, eq=False)
class Confirmed(Generic[PlanT, R]):
    """The function that carries out plans of one class."""

    plan: type[PlanT]
    run: Callable[[Context, PlanT], Awaitable[R]]
    results: tuple[Any, ...]

    async def __call__(self, ctx: Context, plan: PlanT) -> R:
        return await self.run(ctx, plan)


def command(
    path: str, *, level: Level = Level.TRADER, public: bool = False, local: bool = False
) -> Callable[[Callable[Concatenate[Context, P], Awaitable[R]]], Command[P, R]]:
    """Declare a command. `public` answers may be seen by everyone in the place where it was asked.

    `local`: what it does stays inside the place's community, so that a role there is enough. All others need a role
    of the whole installation.
    """
    if not re.fullmatch(r"[a-z]{1,32}( [a-z]{1,32})?", path):
        raise Bug(f"a command's path is one or two words: {path!r}")

    def mark(function: Callable[Concatenate[Context, P], Awaitable[R]]) -> Command[P, R]:
        hints = typing.get_type_hints(function, include_extras=True)
        parameters = list(inspect.signature(function).parameters.values())[1:]
        options = tuple(_option(parameter, hints[parameter.name]) for parameter in parameters)
        text = (inspect.getdoc(function) or "").strip()
        if not text:
            raise Bug(f"/{path} has no help")
        return Command(
            path, level, public, function, options, _results(hints["return"]), text.splitlines()[0], local
        )

    return mark


def confirmed(function: Callable[[Context, PlanT], Awaitable[R]]) -> Confirmed[PlanT, R]:
    """Mark the function that carries out a plan; it is found by the plan's class."""
    hints = typing.get_type_hints(function)
    plan = hints[list(inspect.signature(function).parameters)[1]]
    return Confirmed(plan, function, _results(hints["return"]))


def _results(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return tuple(part for part in typing.get_args(hint) if part is not type(None))
    return (hint,)


def _option(parameter: inspect.Parameter, hint: Any) -> Option:
    hint, notes = _notes(hint)
    many = typing.get_origin(hint) is tuple
    if many:
        hint, inner = _notes(typing.get_args(hint)[0])
        notes = (*notes, *inner)
    kinds = [note for note in notes if isinstance(note, Kind)]
    helps = [note for note in notes if isinstance(note, str)]
    named = [note for note in notes if isinstance(note, Named)]
    if not kinds and isinstance(hint, type) and issubclass(hint, Enum):
        kinds = [choice_kind(hint)]
    if len(kinds) != 1 or kinds[0].type is not hint or not helps:
        raise Bug(f"option {parameter.name}: needs one Kind of {hint} and a help text")
    choices = tuple(kinds[0].write(member) for member in hint) if issubclass(hint, Enum) else ()
    required = parameter.default is inspect.Parameter.empty
    aliases = tuple(word for note in named for word in note.words)
    default = None if required else parameter.default
    return Option(parameter.name, kinds[0], helps[0], required, many, default, aliases, choices)


def _notes(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """The bare type of a hint and the notes on it, also those inside `Annotated[X, ...] | None`."""
    notes: tuple[Any, ...] = ()
    while True:
        if typing.get_origin(hint) is Annotated:
            hint, *found = typing.get_args(hint)
            notes = (*notes, *found)
        elif typing.get_origin(hint) in (typing.Union, types.UnionType):
            parts = [part for part in typing.get_args(hint) if part is not type(None)]
            if len(parts) != 1:
                raise Bug(f"an option is of one type, not of {parts}")
            hint = parts[0]
        else:
            return hint, notes


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every command and every confirmed plan of the product, by its name."""

    commands: dict[str, Command[..., Any]]
    plans: dict[type, Confirmed[Any, Any]]

    def group(self, noun: str) -> tuple[Command[..., Any], ...]:
        """The commands under one noun, in the order in which they were declared."""
        return tuple(c for path, c in self.commands.items() if path.split()[0] == noun)

    @property
    def nouns(self) -> tuple[str, ...]:
        """First words of all commands, in order of declaration."""
        return tuple(dict.fromkeys(path.split()[0] for path in self.commands))


def usage(declared: Command[..., Any]) -> str:
    """How a command is typed: `/trade buy <symbol> <amount> [limit] [stop] [targets ...]`. A secret is never typed."""
    words = [f"/{declared.path}"]
    for option in typed_options(declared):
        name = f"{option.name} ..." if option.many else option.name
        words.append(f"<{name}>" if option.required else f"[{name}]")
    return " ".join(words)


def typed_options(declared: Command[..., Any]) -> tuple[Option, ...]:
    """What of a command is typed; secrets are asked for by other ways."""
    return tuple(option for option in declared.options if option.kind.wire != "secret")


def info(declared: Command[..., Any]) -> CommandInfo:
    """A command as help tells of it."""
    options = tuple((option.name, option.help) for option in typed_options(declared))
    return CommandInfo(declared.path, usage(declared), declared.help, declared.level, options, declared.local)


def catalog(modules: Iterable[ModuleType]) -> Catalog:
    """Collect what `@command` and `@confirmed` marked in these modules, in order."""
    commands: dict[str, Command[..., Any]] = {}
    plans: dict[type, Confirmed[Any, Any]] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Command) and commands.setdefault(value.path, value) is not value:
                raise Bug(f"two commands are called /{value.path}")
            if isinstance(value, Confirmed) and plans.setdefault(value.plan, value) is not value:
                raise Bug(f"two functions carry out {value.plan.__name__}")
    return Catalog(commands, plans)
