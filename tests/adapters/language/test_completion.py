"""A server's answer is held against the form before anybody looks at what it says."""

from __future__ import annotations

import json

import pytest

from adapters.language.completion import BODY_MOST, suggestion_in
from core.ports.language import Failure, ModelFailed
from core.signals.reading import Direction, EntryType
from core.signals.suggestion import ANSWER_MOST, Suggestion
from tests.language import NO_TRADE, READING, completion


def said(content: object, finish: str | None = "stop") -> bytes:
    return completion({"content": content if isinstance(content, str) else json.dumps(content)}, finish)


def failure(body: bytes) -> ModelFailed:
    with pytest.raises(ModelFailed) as caught:
        suggestion_in(body)
    return caught.value


def test_an_answer_of_the_form_is_a_suggestion():
    assert suggestion_in(said(READING)) == Suggestion(
        symbol="BTC",
        side=Direction.LONG,
        entry_type=EntryType.LIMIT,
        entries=("61000",),
        stop="58000",
        targets=("63000", "65000"),
    )


def test_some_servers_do_not_say_why_they_stopped():
    assert suggestion_in(said(READING, None)) is not None


def test_no_trade_is_an_answer():
    assert suggestion_in(said(NO_TRADE)) is None


BODIES = {
    "nothing": b"",
    "not JSON": b"<html>busy</html>",
    "not text": b"\xff\xfe\x00",
    "a number": b"1",
    "nested without end": b"[" * 60_000,
    "no choices": b'{"choices": []}',
    "two choices": json.dumps({"choices": [json.loads(said(READING))["choices"][0]] * 2}).encode(),
    "choice is no object": b'{"choices": ["yes"]}',
    "no message": b'{"choices": [{"finish_reason": "stop"}]}',
    "no words": completion({"content": None}),
    "words are no text": completion({"content": [{"type": "text", "text": json.dumps(READING)}]}),
    "too large": b" " * BODY_MOST + said(READING),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_of_another_form_is_unreadable(body: bytes):
    assert failure(body).kind is Failure.UNREADABLE


ANSWERS = {
    "prose": "Sure! I would go long here.",
    "fenced": f"```json\n{json.dumps(READING)}\n```",
    "two objects": json.dumps(READING) * 2,
    "a list": [READING],
    "a key more": READING | {"leverage": "125"},
    "a key less": {name: value for name, value in READING.items() if name != "stop"},
    "a key twice": json.dumps(READING)[:-1] + ', "stop": "1"}',
    "another kind": READING | {"kind": "close_all"},
    "another side": READING | {"side": "both"},
    "side is a list": READING | {"side": ["long"]},
    "another entry": READING | {"entry_type": "all in"},
    "stop is a number": READING | {"stop": 58000},
    "stop is not finite": json.dumps(READING).replace('"58000"', "NaN"),
    "stop is words": READING | {"stop": "none, you are safe"},
    "stop is negative": READING | {"stop": "-58000"},
    "stop has an exponent": READING | {"stop": "5.8e4"},
    "stop in other digits": READING | {"stop": "٥٨٠٠٠"},
    "stop is empty": READING | {"stop": ""},
    "stop is very long": READING | {"stop": "5" * 40},
    "entries are no list": READING | {"entries": "61000"},
    "entries are null": READING | {"entries": None},
    "too many targets": READING | {"targets": ["63000"] * 11},
    "a target is null": READING | {"targets": ["63000", None]},
    "symbol is an object": READING | {"symbol": {"$ne": None}},
    "symbol is very long": READING | {"symbol": "BTC" * 20},
    "too long": json.dumps(READING) + " " * ANSWER_MOST,
    "nested without end": "[" * 3_000,
}


@pytest.mark.parametrize("content", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_of_another_form_is_unreadable(content: object):
    failed = failure(said(content))

    assert failed.kind is Failure.UNREADABLE
    assert len(failed.answer) <= ANSWER_MOST
    assert failed.answer[:20] not in str(failed)


CALLS = [{"id": "t1", "type": "function", "function": {"name": "place_order", "arguments": '{"size":"all"}'}}]
DECLINED = {
    "refuses": completion({"content": None, "refusal": "I cannot help with that."}),
    "calls tools": completion({"content": json.dumps(READING), "tool_calls": CALLS}),
    "calls tools and stops for them": completion({"content": None, "tool_calls": CALLS}, "tool_calls"),
    "calls a function": completion({"content": json.dumps(READING), "function_call": CALLS[0]["function"]}),
    "was cut off": said(json.dumps(READING)[:30], "length"),
    "was filtered": said(READING, "content_filter"),
}


@pytest.mark.parametrize("body", DECLINED.values(), ids=DECLINED)
def test_a_model_that_declines_gives_nothing(body: bytes):
    assert failure(body).kind is Failure.DECLINED
