"""Levels: who may ask for what (row AC-06)."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """A higher level may do all that a lower one may."""

    VIEWER = 0
    TRADER = 10
    PROVIDER = 20
    MODERATOR = 30
    ADMIN = 40
    OWNER = 50
