"""The last part of an address: what counts as one, and what people may type for it."""

from __future__ import annotations

import pytest

from bot.ids import SystemIds
from core.kernel.ids import ALPHABET
from core.sharing.tokens import SECRET_LETTERS, is_token, made, typed

TOKEN = "9fk2mq" + "a" * 26


def test_a_token_has_at_least_128_bits_that_nobody_can_guess():
    secret = SystemIds().new()

    assert len(secret) == SECRET_LETTERS
    assert SECRET_LETTERS * (len(ALPHABET) - 1).bit_length() >= 128
    assert is_token(made("9fk2mq", secret))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (f"https://bw.example/s/{TOKEN}", TOKEN),
        (f"https://bw.example/s/{TOKEN}/data.json?period=30d", TOKEN),
        (f"<https://bw.example/s/{TOKEN}>", TOKEN),
        (f" https://bw.example/s/{TOKEN.upper()}#top", TOKEN),
        (TOKEN, TOKEN),
        ("9fk2mq", "9fk2mq"),
        ("https://bw.example/s/9fk2mq…", "9fk2mq"),
        ("9FK2MQ", "9fk2mq"),
        ("9fk2", None),
        ("amounts", None),
        (f"{TOKEN}a", None),
        ("https://bw.example/s/", None),
    ],
)
def test_what_is_typed_for_a_link(text: str, meant: str | None):
    assert typed(text) == meant
