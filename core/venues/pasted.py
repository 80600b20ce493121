"""Whether a text that somebody wrote in a chat holds a key: it has no business there, and is taken away (row BR-16).

Posts of traders are full of long words that are no secrets: addresses of contracts and wallets, hashes, links. What
looks like one of these is left alone unless the words beside it say that it is a key.
"""

from __future__ import annotations

import re

from core.kernel.errors import Refusal

PEM = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
COINBASE = re.compile(r"\borganizations/[0-9a-f-]{36}/apiKeys/[0-9a-f-]{36}\b", re.IGNORECASE)
ALPACA = re.compile(r"(?:PK|AK|CK)[A-Z0-9]{16,24}")
TOKEN = re.compile(r"[A-Za-z0-9+/_=\-]{16,}")
LINK = re.compile(r"\S+://\S+|\bwww\.\S+")
HEX = re.compile(r"(?:0x)?[0-9a-fA-F]+")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Solana, Bitcoin and the like write addresses in base 58, hashes a little longer.
BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{25,48}")
BECH32 = re.compile(r"(?:bc1|ltc1|addr1|cosmos1)[0-9a-z]{20,}")
SAYS_KEY = re.compile(
    r"\bapi[ _-]?key\b|\bapi[ _-]?secret\b|\bsecret(?:[ _-]?key)?\b|\bpassphrase\b|\bprivate key\b",
    re.IGNORECASE,
)
ASKS = re.compile(r"/?\s*me[ _](?:re)?connect(?:@\w+)?\s+(.*)", re.IGNORECASE | re.DOTALL)
NAMED = frozenset({"as", "name", "called"})
SURE = 40
DOTS = "••••"
# What is kept of a message that held a key, so that it is still known as one.
GONE = f"{DOTS} key"


def holds_key(text: str) -> bool:
    """Whether there is a key or a secret in it, as far as a text tells."""
    if text == GONE:
        return True
    asked = ASKS.fullmatch(text.strip())
    if asked is not None and _too_much(asked[1].split()):
        return True
    if PEM.search(text) or COINBASE.search(text):
        return True
    words = TOKEN.findall(LINK.sub(" ", text))
    said = SAYS_KEY.search(text) is not None
    return any(_is_key(word) or (said and _could_be(word)) for word in words)


def not_here(*, deleted: bool) -> Refusal:
    """What whoever pasted a key hears: whether the message is gone or theirs to delete."""
    return Refusal("looked_like_key") if deleted else Refusal("looked_like_key_there")


def _too_much(words: list[str]) -> bool:
    """`/me connect kraken KEY SECRET`: all but the venue and what the account is called is a key."""
    return len(words) > 1 and not (words[1].lower() in NAMED and len(words) <= 3)


def _is_key(word: str) -> bool:
    if ALPACA.fullmatch(word):
        return True
    if (
        HEX.fullmatch(word)
        or BASE58.fullmatch(word)
        or BECH32.fullmatch(word)
        or "--" in word
        or "/" * 2 in word
    ):
        return False
    return len(word) >= SURE and _mixed(word)


def _could_be(word: str) -> bool:
    """Beside a word that says so, what is long and no plain word."""
    return UUID.fullmatch(word) is not None or any(letter.isdigit() for letter in word)


def _mixed(word: str) -> bool:
    return all(any(test(letter) for letter in word) for test in (str.isupper, str.islower, str.isdigit))


def without_keys(text: str) -> str:
    """The same text with dots where something in it looks like a key: for what is echoed or logged."""
    text = PEM.sub(DOTS, COINBASE.sub(DOTS, text))
    return TOKEN.sub(lambda found: DOTS if _is_key(found[0]) else found[0], text)
