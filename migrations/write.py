"""For developers: write a revision from the difference between the history and the tables of today.

Only a checkout has use for it, through `python -m storage.migrate`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.operations import ops
from alembic.script import Script
from sqlalchemy import BigInteger, Text, create_engine
from sqlalchemy.pool import StaticPool

from storage.migrate import HOME, REVISIONS, configuration
from storage.types import Exact, Instant

USAGE = """python -m storage.migrate new "what changes"    write the next revision
python -m storage.migrate first                 write the first one anew, while nothing is released"""
# Names that every revision defines for itself (script.py.mako).
NAMES = ((Exact, "EXACT"), (Instant, "INSTANT"), (BigInteger, "WHOLE"), (Text, "TEXT"))


def main(words: list[str]) -> int:
    """Do what was asked on the command line and say which file was written."""
    match words:
        case ["first"]:
            print(write_first())
        case ["new", message] if message.strip():
            print(write_next(message))
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0


def write_next(message: str) -> Path:
    """Write the revision that leads from the newest one to the tables of today."""
    number = f"{len(_revisions()) + 1:04d}"
    return _write(number, message, REVISIONS)


def write_first() -> Path:
    """Write 0001 anew from the tables of today. Refused once there is a second one."""
    earlier = _revisions()
    if len(earlier) > 1:
        raise SystemExit("There are later revisions: the first one is history. Write the next one instead.")
    with tempfile.TemporaryDirectory() as drafts:
        draft = _write("0001", "first", Path(drafts), lean=True)
        source = draft.read_text(encoding="utf-8")
    for path in earlier:
        path.unlink()
    target = REVISIONS / draft.name
    target.write_text(source, encoding="utf-8")
    return target


def _revisions() -> list[Path]:
    return sorted(path for path in REVISIONS.glob("*.py") if re.match(r"\d{4}_", path.name))


def _write(number: str, message: str, folder: Path, lean: bool = False) -> Path:
    # An empty database in memory, brought to the newest revision, is what the tables are compared with.
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        config = configuration([folder], connection, render_item=_render, render_as_batch=not lean)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        _format_after(config)
        command.upgrade(config, "head")
        connection.rollback()
        script = command.revision(
            config,
            message,
            autogenerate=True,
            rev_id=number,
            version_path=str(folder),
            process_revision_directives=_shorten if lean else None,
        )
    engine.dispose()
    if not isinstance(script, Script):
        raise SystemExit("Alembic wrote no file.")
    return _without_advice(Path(script.path))


def _without_advice(path: Path) -> Path:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not line.lstrip().startswith("# ###")), encoding="utf-8"
    )
    return path


def _format_after(config: Config) -> None:
    hooks = {"hooks": "sort, format"}
    for name, options in (("sort", "check --quiet --fix --select I"), ("format", "format --quiet")):
        hooks |= {f"{name}.type": "module", f"{name}.module": "ruff"}
        hooks[f"{name}.options"] = (
            f"{options} --config {HOME.parent / 'pyproject.toml'} REVISION_SCRIPT_FILENAME"
        )
    for key, value in hooks.items():
        config.set_section_option("post_write_hooks", key, value)


def _render(kind: str, item: Any, _context: Any) -> str | bool:
    """Our three column types by the names that each revision gives them; all else as Alembic would."""
    if kind == "type":
        for known, name in NAMES:
            if isinstance(item, known):
                return name
    return False


def _shorten(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Leave out what says nothing: a dropped table takes its indexes with it, and False is the default."""
    for script in directives:
        for container in (script.downgrade_ops, *script.downgrade_ops.ops):
            if hasattr(container, "ops"):
                container.ops = [op for op in container.ops if not isinstance(op, ops.DropIndexOp)]
        for op in script.upgrade_ops.ops:
            if isinstance(op, ops.CreateTableOp) and not op.kw.get("sqlite_autoincrement", True):
                del op.kw["sqlite_autoincrement"]
