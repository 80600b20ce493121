"""A vault whose keys are in memory: for worlds that have no folder of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.vault import AesVault


@dataclass(slots=True)
class MemoryKeys:
    """Keys, the newest first."""

    keys: list[bytes] = field(default_factory=lambda: [bytes(range(32))])

    def read(self) -> Sequence[bytes]:
        return tuple(self.keys)

    def add(self, key: bytes) -> None:
        self.keys.insert(0, key)

    def drop(self, keys: Sequence[bytes]) -> None:
        self.keys = [self.keys[0], *(one for one in self.keys[1:] if one not in keys)]


def a_vault() -> AesVault:
    """A vault of its own."""
    return AesVault(MemoryKeys())
