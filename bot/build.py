"""Which build of the program this is: its version, and a digest of the very files that run."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

ROOTS = ("adapters", "bot", "core", "migrations", "storage")
KINDS = frozenset({".py", ".toml"})
DIGITS = 10


def build_of(home: Path = Path(__file__).parent.parent) -> str:
    """`VERSION-DIGEST`: two processes of the same say the same, and a changed line says another."""
    digest = hashlib.sha256()
    for root in ROOTS:
        for path in sorted((home / root).rglob("*")):
            if path.suffix in KINDS and path.is_file():
                digest.update(str(path.relative_to(home)).encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{version('bellwether')}-{digest.hexdigest()[:DIGITS]}"
