"""How a request to Robinhood is signed: Ed25519 over key, second, path with query, method and body. Pure; the venue's
own worked example is its test. A signature is good for about half a minute."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.ports.broker import BrokerError, ErrorKind, Placed

SEED_BYTES = 32


class Key:
    """A key and the private half of its pair, in base64 as Robinhood's own page makes it."""

    def __init__(self, key: str, secret: str) -> None:
        self.key = key
        try:
            seed = base64.b64decode(secret, validate=True)[:SEED_BYTES]
            self._private = Ed25519PrivateKey.from_private_bytes(seed)
        except (binascii.Error, ValueError) as error:
            raise BrokerError(ErrorKind.AUTH, Placed.NO, "the secret is no Ed25519 key in base64") from error

    def __repr__(self) -> str:
        return "Key(...)"

    def headers(self, method: str, target: str, body: str, now: datetime) -> dict[str, str]:
        """The headers of a request to this target: its path, with its query."""
        second = str(int(now.timestamp()))
        signed = self._private.sign(f"{self.key}{second}{target}{method}{body}".encode())
        headers = {
            "x-api-key": self.key,
            "x-timestamp": second,
            "x-signature": base64.b64encode(signed).decode(),
        }
        return {**headers, "Content-Type": "application/json; charset=utf-8"} if body else headers
