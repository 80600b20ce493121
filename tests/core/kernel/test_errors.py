"""Three kinds of failure, and none is taken for another."""

from __future__ import annotations

import json

import pytest

from core.kernel.codec import decode, encode
from core.kernel.errors import AlreadyDone, Bug, Reason, Refusal, Unavailable


def test_a_refusal_tells_its_code_and_facts():
    refusal = Refusal("unknown_symbol", {"typed": "BTTC"}, (Reason("size", "5", "10", False),), {"risk": "1"})

    assert str(refusal) == "unknown_symbol {'typed': 'BTTC'}"
    assert str(Refusal("has_traded")) == "has_traded"
    with pytest.raises(Refusal) as caught:
        raise refusal
    assert caught.value is refusal


def test_equal_words_are_not_the_same_refusal():
    assert Refusal("has_traded") != Refusal("has_traded")
    assert len({Refusal("has_traded"), Refusal("has_traded")}) == 2


def test_refusals_do_not_share_their_facts():
    first = Refusal("has_traded")
    first.facts["symbol"] = "BTC/USDT"

    assert Refusal("has_traded").facts == {}


def test_a_reason_is_plain_data():
    reason = Reason("size", "6.041", "10", passed=False, per="target")

    assert decode(Reason, json.loads(json.dumps(encode(reason)))) == reason


def test_a_reason_of_an_earlier_version_is_read():
    written = {"check": "age", "value": "134", "limit": "120", "passed": False}

    assert decode(Reason, written) == Reason("age", "134", "120", passed=False)


@pytest.mark.parametrize("kind", [Refusal, Unavailable, Bug, AlreadyDone])
def test_each_kind_of_failure_is_caught_as_itself_only(kind):
    others = {Refusal, Unavailable, Bug, AlreadyDone} - {kind}

    assert not any(issubclass(kind, other) for other in others)
