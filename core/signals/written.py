"""One form of each letter, for words that are looked for in a text itself and not among its tokens."""

from __future__ import annotations

import unicodedata

_ONE_FORM = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "ı": "i", "ی": "ي", "ک": "ك", "ة": "ه", "đ": "d", "ß": "ss", "\u00a0": " "}
)


def folded(text: str) -> str:
    """Letters without their accents and in one form each; apostrophes and spaces of one kind."""
    if text.isascii():
        return text.replace("`", "'")
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", text) if unicodedata.category(each) not in ("Mn", "Cf")
    )
    return plain.translate(_ONE_FORM)
