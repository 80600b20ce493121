"""What the commands of communities answer with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.ports.grounds import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPlan:
    """What would be made in a community, and nothing else: only what it does not have yet."""

    community: str
    name: str
    rooms: tuple[Room, ...]
    roles: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupByHand:
    """What somebody makes themselves where we cannot, step by step; `missing` is what kept us from it, if anything."""

    name: str
    platform: str
    rooms: tuple[Room, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupDone:
    """What was made. `stopped` names what was not, when the platform forbade it in the midst."""

    name: str
    rooms: tuple[str, ...]
    roles: tuple[str, ...]
    stopped: str
    test: TestCard | None


class TestState(StrEnum):
    """How far one step of a test signal is."""

    PASSED = "passed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCard:
    """A test signal on its way through all of it: each step with how far it is."""

    community: str
    channel: str
    steps: tuple[tuple[str, TestState], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """What a setup made, about to be taken away, with everything that was posted there."""

    community: str
    name: str
    rooms: tuple[str, ...]
    roles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoDone:
    """What a setup made is gone."""

    name: str
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsCard:
    """A community's channels, its language and its zone, and which of it was changed just now."""

    name: str
    signals: str
    results: str
    desk: str
    language: str
    zone: str
    changed: tuple[str, ...] = ()
