"""How a request to Webull is signed. Pure; the venue's own worked example is its test.

What is signed are the path, every query parameter and six headers in the order of their names, and the MD5 of the body
where there is one; the whole is percent-encoded without exception and put under HMAC-SHA1 with the secret and an `&`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

ALGORITHM, VERSION = "HMAC-SHA1", "1.0"
API = "v3"


@dataclass(frozen=True, slots=True)
class Key:
    """An app's key and secret; `token` where the account has two factors."""

    key: str
    secret: str
    token: str = ""

    def __repr__(self) -> str:
        return "Key(...)"


def timestamp(now: datetime) -> str:
    """A moment as it is signed: to the second."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signature(
    secret: str, path: str, query: Mapping[str, str], signed: Mapping[str, str], body: bytes
) -> str:
    """The signature over all of it. `signed` are the six headers, `host` among them."""
    values = sorted({**query, **signed}.items())
    text = "&".join((path, *(f"{name}={value}" for name, value in values)))
    if body:
        # It is the venue's choice, and no secret hangs on it.
        text += "&" + hashlib.md5(body, usedforsecurity=False).hexdigest().upper()
    digest = hmac.new(f"{secret}&".encode(), quote(text, safe="").encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def headers(
    key: Key, *, host: str, path: str, query: Mapping[str, str], body: bytes, now: datetime, nonce: str
) -> dict[str, str]:
    """The headers of a request. Each needs a nonce of its own."""
    signed = {
        "x-app-key": key.key,
        "x-signature-algorithm": ALGORITHM,
        "x-signature-nonce": nonce,
        "x-signature-version": VERSION,
        "x-timestamp": timestamp(now),
    }
    sent = {
        **signed,
        "x-signature": signature(key.secret, path, query, {**signed, "host": host}, body),
        "x-version": API,
    }
    if key.token:
        sent["x-access-token"] = key.token
    if body:
        sent["Content-Type"] = "application/json"
    return sent
