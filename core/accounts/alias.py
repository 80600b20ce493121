"""The name under which somebody is shown to others: what it may look like, and which two look alike. Pure (SO-02).

Whoever reads a board must be able to tell people apart. So an alias is of one alphabet, and two that a reader would
take for each other are one: capitals, marks, separators, look-alike letters of other alphabets and look-alike pairs
are folded away before they are compared. The idea is Unicode's (Technical Standard 39: skeletons, single script);
the table has the letters that people are known to use, not all that there are, and an alphabet that is not listed is
refused.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

SHORTEST, LONGEST = 2, 16
SEPARATORS = "_-."
# Alphabets that one name may be written in; Japanese is written in three at once, and with Chinese signs.
ALPHABETS = frozenset(
    """latin cyrillic greek armenian georgian hebrew arabic devanagari bengali gurmukhi gujarati tamil telugu kannada
    malayalam sinhala thai lao myanmar khmer ethiopic east-asian""".split()
)
# Alphabets whose marked letters are letters of their own: a mark by itself is there to mislead.
WITHOUT_MARKS = frozenset({"latin", "cyrillic", "greek"})
EAST_ASIAN = frozenset({"cjk", "hiragana", "katakana", "hangul", "katakana-hiragana"})
# What boards and cards say themselves.
RESERVED = ("left", "nobody", "everybody", "anonymous", "deleted", "you", "owner", "admin", "administrator",
"moderator",
            "support", "staff", "bellwether", "paper", "live", "bot")  # fmt: skip

# Letters that look like Latin ones. Capitals come first: some of them look like another letter than their small form.
_CAPITALS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕЅІЈКМНОРСТУХԌԚԜ", "abezhikmnoptyxabesijkmhopctyxgqw", strict=True))
_SMALL = {
    **dict(zip("αβεγικνορτυχηωσϲϳ", "abeyikvoptuxnwocj", strict=True)),
    **dict(zip("аеорсухіјѕԁһԛԝӏкмтвнпгьё", "aeopcyxijsdhqwlkmtbhnrbe", strict=True)),
    **dict(zip("օսհոցԁ", "ouhngd", strict=True)),
    **dict(zip("ɑɡɩɪıłøđħŧǀ", "agiiilodhtl", strict=True)),
    "æ": "ae",
    "œ": "oe",
}
# Pairs and figures that one takes for a letter. `i`, `l` and `1` are one: a capital I is folded to a small one before.
_PAIRS = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"))


def page_of(address: str, alias: str) -> str:
    """Where the page of whoever is called so is, below the installation's own address."""
    return f"{address}/u/{quote(alias, safe='')}"


def tidied(typed: str) -> str:
    """The alias as it is kept: one spelling for each letter, nothing around it, no @ before it."""
    return unicodedata.normalize("NFKC", typed).strip().lstrip("@")


def fault(alias: str) -> str | None:
    """What speaks against a tidied alias, by name; None when nothing does.

    `length`, `letters` (a sign that is neither letter, figure nor separator, or no letter at all), `alphabets` (more
    than one, or one that is not known here), `reserved`.
    """
    if not SHORTEST <= len(alias) <= LONGEST:
        return "length"
    written = {_alphabet(sign) for sign in alias if not _is_mark(sign)} - {""}
    proper = all(sign.isalnum() or sign in SEPARATORS or _is_mark(sign) for sign in alias)
    whole = alias[0].isalnum() and (alias[-1].isalnum() or _is_mark(alias[-1]))
    if not (proper and whole and written) or (any(map(_is_mark, alias)) and written & WITHOUT_MARKS):
        return "letters"
    if len(written) > 1 or not written <= ALPHABETS:
        return "alphabets"
    return "reserved" if folded(alias) in _RESERVED else None


def folded(name: str) -> str:
    """What two names that look alike have in common."""
    letters = [_CAPITALS.get(sign, sign) for sign in unicodedata.normalize("NFKC", name)]
    plain = unicodedata.normalize("NFKD", "".join(letters).casefold())
    signs = [_SMALL.get(sign, sign) for sign in plain if not _is_mark(sign) and sign.isalnum()]
    text = "".join(_figure(sign) for sign in signs)
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text


def _alphabet(sign: str) -> str:
    """Whose letter it is; empty for figures and separators, which all alphabets share."""
    if not sign.isalpha():
        return ""
    script = unicodedata.name(sign, "?").partition(" ")[0].lower()
    return "east-asian" if script in EAST_ASIAN else script


def _figure(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Mc")


_RESERVED = frozenset(folded(word) for word in RESERVED)
