"""Whether all processes at work run the same program: one that was left behind may mean something else by the same
row, so new trades wait until it is gone (reliability, incident 1)."""

from __future__ import annotations

from collections.abc import Sequence

from core.bookkeeping import Process

# Why an entry is held.
MIXED_BUILDS = "mixed_builds"


def differ(processes: Sequence[Process]) -> bool:
    """Whether two of them run different builds, or take the tables for different ones."""
    return len({(one.build, one.revision) for one in processes}) > 1


def builds_of(processes: Sequence[Process]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each build with the roles that run it, in order of its name; a schema's revision tells builds apart as well."""
    found: dict[str, list[str]] = {}
    for one in sorted(processes, key=lambda one: (one.build, one.revision, one.role, one.id)):
        found.setdefault(f"{one.build}, tables {one.revision}", []).append(one.role)
    return tuple((build, tuple(roles)) for build, roles in found.items())
