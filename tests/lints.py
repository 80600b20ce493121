"""House rules no linter knows. Each takes (path, source) and says what is wrong, so that each can be tested itself."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

Lint = Callable[[Path, str], list[str]]

LONGEST_FILE = 600

# Time, chance and background work are handed in, or a run could not be repeated from its seed.
BANNED_IN_CORE = {
    "asyncio.create_task",
    "asyncio.ensure_future",
    "asyncio.get_event_loop",
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "os.urandom",
    "time.monotonic",
    "time.monotonic_ns",
    "time.perf_counter",
    "time.perf_counter_ns",
    "time.time",
    "time.time_ns",
    "uuid.uuid1",
    "uuid.uuid4",
}
BANNED_MODULES_IN_CORE = {"random", "secrets"}
BROAD = {"Exception", "BaseException"}
SLEEPS = {"time.sleep", "asyncio.sleep", "anyio.sleep"}


def imported_names(tree: ast.AST) -> dict[str, str]:
    """What each imported name stands for, with its full path: `dt` -> `datetime.datetime`."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                names[name.asname or name.name.split(".")[0]] = (
                    name.name if name.asname else name.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                names[name.asname or name.name] = f"{node.module}.{name.name}"
    return names


def full_path(node: ast.expr, names: dict[str, str]) -> str | None:
    """`dt.now` -> `datetime.datetime.now`; None for what does not begin with an imported name."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        start = full_path(node.value, names)
        return start and f"{start}.{node.attr}"
    return None


def uses(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported thing that is imported or named, with its line."""
    names = imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Name | ast.Attribute) and (path := full_path(node, names)):
            yield node.lineno, path


def no_hidden_inputs(path: Path, source: str) -> list[str]:
    """Core asks its Clock, Ids and Rng, and leaves long-lived tasks to whoever started it."""
    found = {
        (line, name)
        for line, name in uses(ast.parse(source))
        if name in BANNED_IN_CORE or name.split(".")[0] in BANNED_MODULES_IN_CORE
    }
    found |= {
        (node.lineno, "create_task of a loop")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == "create_task" and isinstance(node.value, ast.Call)
    }
    return [f"{path}:{line}: {name} is banned here; take it from the World" for line, name in sorted(found)]


def no_broad_except(path: Path, source: str) -> list[str]:
    """Core names what it expects. Everything else is a bug, and must be seen as one."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or (isinstance(kind, ast.Name) and kind.id in BROAD) for kind in caught):
                found.append(f"{path}:{node.lineno}: a broad except hides bugs")
    return found


def not_too_long(path: Path, source: str) -> list[str]:
    """A file is read in one sitting."""
    lines = len(source.splitlines())
    return [f"{path}: {lines} lines, {LONGEST_FILE} at most"] if lines > LONGEST_FILE else []


def no_waiting(path: Path, source: str) -> list[str]:
    """A test that sleeps is slow when it passes and wrong when the machine is busy: wait for a fact."""
    tree = ast.parse(source)
    names = imported_names(tree)
    return [
        f"{path}:{node.lineno}: sleeps; wait for a fact, or move the clock"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and full_path(node.func, names) in SLEEPS
        and not is_zero(node.args)
        and (full_path(node.func, names) == "time.sleep" or is_number(node.args))
    ]


def is_number(arguments: list[ast.expr]) -> bool:
    return bool(arguments) and isinstance(arguments[0], ast.Constant)


def is_zero(arguments: list[ast.expr]) -> bool:
    return bool(arguments) and isinstance(arguments[0], ast.Constant) and arguments[0].value == 0


def no_address(path: Path, source: str) -> list[str]:
    """A lock holds names and hashes; where they come from is each machine's own business."""
    return [
        f"{path}:{number}: an address" for number, line in enumerate(source.splitlines(), 1) if "://" in line
    ]
