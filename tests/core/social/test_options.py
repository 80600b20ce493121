"""How the size of a copy is typed."""

import pytest

from core.social.options import read_size


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("risk", "risk"),
        ("fixed:200", "fixed:200"),
        ("200", "fixed:200"),
        ("$1.5k", "fixed:1500"),
        ("factor=0.5x", "factor:0.5"),
        ("2x", "factor:2"),
        ("part:5%", "part:0.05"),
        ("ask", "ask"),
        # Of what, is not said; nothing is; more than nothing is wanted.
        ("5%", None),
        ("fixed", None),
        ("0x", None),
        ("half", None),
    ],
)
def test_a_size_is_read_as_it_is_typed(typed: str, meant: str | None):
    assert read_size(typed) == meant
