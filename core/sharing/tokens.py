"""The last part of a link's address: six letters that tell links apart, then a secret of 130 bits. Plain functions."""

from __future__ import annotations

import re

from core.kernel.ids import ALPHABET
from core.sharing.model import REFERENCE_LETTERS

PURPOSE = "share"
PATH = "s"
SECRET_LETTERS = 26
TOKEN_LETTERS = REFERENCE_LETTERS + SECRET_LETTERS
TOKEN = re.compile(f"[{ALPHABET}]{{{TOKEN_LETTERS}}}")
REFERENCE = re.compile(f"[{ALPHABET}]{{{REFERENCE_LETTERS},{SECRET_LETTERS}}}")


def made(reference: str, secret: str) -> str:
    """The token of a new link."""
    return f"{reference}{secret}"


def typed(text: str) -> str | None:
    """What somebody may have meant by a word: the token out of an address, a token, or the first letters of an id."""
    word = text.strip().strip("<>").lower()
    if f"/{PATH}/" in word:
        word = re.split(r"[/?#]", word.split(f"/{PATH}/", 1)[1], maxsplit=1)[0]
    word = word.rstrip("….")
    return word if TOKEN.fullmatch(word) or REFERENCE.fullmatch(word) else None


def is_token(word: str) -> bool:
    """Whether a word has the form of a token; whether there is such a link is another question."""
    return TOKEN.fullmatch(word) is not None
