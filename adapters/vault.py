"""AES-256-GCM over each field, with the row that it belongs to as associated data (row BR-16).

Facts: NIST SP 800-38D (96-bit nonces at random, at most 2^32 of them under one key), RFC 5869 for the way from a key
in the file to the one that seals, so that what else is derived from the file's key never meets it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from core.kernel.secret import Secret
from core.ports.vault import Bound, KeyMissing, SealBroken, Sealed

if TYPE_CHECKING:  # loaded when the first secret is sealed or opened: most starts have none
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORM = "1"
NONCE_BYTES, KEY_BYTES = 12, 32
NAME_DIGITS = 12
PURPOSE = b"bellwether vault 1"


class Keys(Protocol):
    """Where the keys are, the newest first: 32 bytes each. `storage/keys.py` keeps them in a file."""

    def read(self) -> Sequence[bytes]:
        """All of them, as they stand now."""
        ...

    def add(self, key: bytes) -> None:
        """Put a new one before the others. Raises `KeyFixed`."""
        ...

    def drop(self, keys: Sequence[bytes]) -> None:
        """Take these out. Raises `KeyFixed`."""
        ...


def name_of(key: bytes) -> str:
    """What a key is called in rows and messages: it follows from the key and tells nothing about it."""
    return hashlib.sha256(b"bellwether key name\x1f" + key).hexdigest()[:NAME_DIGITS]


class AesVault:
    """The vault over the keys of a file. It holds no key that the file does not hold, so that several processes on one
    file agree from one call to the next."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._made: dict[bytes, AESGCM] = {}

    def __repr__(self) -> str:
        return f"AesVault({', '.join(self.names)})"

    @property
    def newest(self) -> str:
        """The name of the key that seals now."""
        return name_of(self._keys.read()[0])

    @property
    def names(self) -> tuple[str, ...]:
        """All keys by name, the newest first."""
        return tuple(name_of(key) for key in self._keys.read())

    def seal(self, bound: Bound, secret: Secret) -> Sealed:
        """Seal with the newest key."""
        key = self._keys.read()[0]
        name = name_of(key)
        # From the operating system, never from a seed: a nonce that comes again under one key gives both texts away.
        nonce = os.urandom(NONCE_BYTES)
        hidden = self._cipher(key).encrypt(nonce, secret.reveal().encode(), _row(bound, name))
        return Sealed(name, f"{FORM}.{base64.urlsafe_b64encode(nonce + hidden).decode()}")

    def open(self, bound: Bound, sealed: Sealed) -> Secret:
        """The secret of this row."""
        key = next((one for one in self._keys.read() if name_of(one) == sealed.key), None)
        if key is None:
            raise KeyMissing(f"key {sealed.key} is not in the secret key file")
        from cryptography.exceptions import InvalidTag

        form, _, text = sealed.text.partition(".")
        broken = SealBroken(
            f"a sealed {bound.field} of account {bound.account} does not open with {sealed.key}"
        )
        if form != FORM:
            raise broken
        try:
            whole = base64.b64decode(text, altchars=b"-_", validate=True)
            shown = self._cipher(key).decrypt(
                whole[:NONCE_BYTES], whole[NONCE_BYTES:], _row(bound, sealed.key)
            )
        except (InvalidTag, binascii.Error, ValueError):
            raise broken from None
        return Secret(shown.decode())

    def renew(self) -> str:
        """Make a new key, which seals from now on."""
        key = os.urandom(KEY_BYTES)
        self._keys.add(key)
        return name_of(key)

    def forget(self, names: tuple[str, ...]) -> None:
        """Drop keys by name, never the newest."""
        _, *older = self._keys.read()
        self._keys.drop([key for key in older if name_of(key) in names])
        self._made.clear()

    def _cipher(self, key: bytes) -> AESGCM:
        made = self._made.get(key)
        if made is None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
            from cryptography.hazmat.primitives.hashes import SHA256
            from cryptography.hazmat.primitives.kdf.hkdf import HKDF

            derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(key)
            made = self._made[key] = AESGCM(derived)
        return made


def _row(bound: Bound, key: str) -> bytes:
    """The row as associated data: as JSON, so that no two rows look alike however their parts are spelled."""
    return json.dumps([FORM, key, bound.account, bound.person, bound.venue, bound.field]).encode()
