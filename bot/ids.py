"""Fresh ids: from the operating system, or from a seed where a run must repeat."""

from __future__ import annotations

import random
import secrets

from core.kernel.ids import base32

BYTES = 17


class SystemIds:
    """Unguessable ids."""

    def new(self) -> str:
        """Twenty-six characters (130 bits) from the operating system."""
        return base32(secrets.token_bytes(BYTES), 26)


class SeededIds:
    """The same ids for the same seed: only for `console --fresh`, whose folder is thrown away."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose, nothing secret hangs on it

    def new(self) -> str:
        """Twenty-six characters that follow from the seed."""
        return base32(self._random.randbytes(BYTES), 26)
