"""Codes that people carry from one chat to another: how they look, how they are read, what is kept of them."""

from __future__ import annotations

import hashlib
import hmac
import re

from core.kernel.ids import ALPHABET

LINK_LETTERS, OWNER_LETTERS = 8, 16
# What people type for letters that this alphabet leaves out (Crockford).
MEANT = str.maketrans({"o": "0", "i": "1", "l": "1"})
SHAPE = re.compile(r"[0-9a-z]+")


def written(letters: str) -> str:
    """`k7qm2xtd` as people see it: `K7QM-2XTD`."""
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4)).upper()


def read_code(typed: str, length: int = LINK_LETTERS) -> str | None:
    """The letters of a typed code, with or without dashes and blanks; None for what cannot be one."""
    letters = re.sub(r"[\s-]", "", typed).lower()
    if len(letters) != length or not SHAPE.fullmatch(letters):
        return None
    letters = letters.translate(MEANT)
    return letters if all(letter in ALPHABET for letter in letters) else None


def digest_of(installation: str, purpose: str, letters: str) -> str:
    """What is kept of a code (SHA-256, 64 hexadecimal digits): no use without the code, and none elsewhere."""
    return hashlib.sha256(f"{purpose}\x1f{installation}\x1f{letters}".encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are equal, in the same time wherever they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
