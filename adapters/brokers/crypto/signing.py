"""Binance's signatures: over the very text that is sent, by whichever kind of key a person has made there.

Source: "Request Security" of the venue's REST API (2026). A secret is either a word (HMAC-SHA-256, in hexadecimal) or a
private key in PEM (Ed25519, or RSA with PKCS #1 v1.5 and SHA-256, in base64).
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

PEM = "PRIVATE KEY"
Sign = Callable[[bytes], str]


def signer(secret: str) -> Sign:
    """What signs with this secret: bytes in, the signature as it stands in a query out.

    Raises `ValueError` for a private key that cannot be read, or is of a kind that the venue does not take.
    """
    if PEM not in secret:
        return partial(_word, secret.encode())
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(secret.strip().encode(), None)
    if isinstance(key, Ed25519PrivateKey):
        return partial(_in_base64, key.sign)
    if isinstance(key, RSAPrivateKey):
        return partial(_in_base64, partial(_by_rsa, key))
    raise ValueError("neither Ed25519 nor RSA")


def _word(secret: bytes, text: bytes) -> str:
    return hmac.digest(secret, text, "sha256").hex()


def _by_rsa(key: object, text: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256

    assert isinstance(key, RSAPrivateKey)
    return key.sign(text, PKCS1v15(), SHA256())


def _in_base64(sign: Callable[[bytes], bytes], text: bytes) -> str:
    return quote(b64encode(sign(text)), safe="")
