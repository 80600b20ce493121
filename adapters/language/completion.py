"""The answer of a chat-completions server, held against what was asked for: one choice, finished, words and no tools.

No library here: what a server sends is judged by plain functions, whoever carried it.
"""

from __future__ import annotations

import json
from typing import Any

from core.ports.language import Failure, ModelFailed
from core.signals.suggestion import ANSWER_MOST, NotASuggestion, Suggestion, read_suggestion

BODY_MOST = 64 * 1024  # bytes of an answer with everything around it; ours are about a thousand


def suggestion_in(body: bytes) -> Suggestion | None:
    """The suggestion in a server's answer; None when the model says that there is none.

    Raises `ModelFailed`: unreadable for another form, declined for a refusal, a cut answer and a call of tools.
    """
    answer = content_of(body)
    try:
        return read_suggestion(answer)
    except NotASuggestion as error:
        raise ModelFailed(Failure.UNREADABLE, f"answer: {error}", answer[:ANSWER_MOST]) from None


def content_of(body: bytes) -> str:
    """What the model said, in a server's answer."""
    if len(body) > BODY_MOST:
        raise ModelFailed(Failure.UNREADABLE, "body: too large")
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ModelFailed(Failure.UNREADABLE, "body: not JSON") from None
    choices = found.get("choices") if isinstance(found, dict) else None
    if not isinstance(choices, list) or len(choices) != 1 or not isinstance(choices[0], dict):
        raise ModelFailed(Failure.UNREADABLE, "body: not one choice")
    message = choices[0].get("message")
    if not isinstance(message, dict):
        raise ModelFailed(Failure.UNREADABLE, "body: no message")
    return _said(message, choices[0].get("finish_reason"))


def _said(message: dict[str, Any], finish: object) -> str:
    content = message.get("content")
    said = content[:ANSWER_MOST] if isinstance(content, str) else ""
    if message.get("refusal"):
        raise ModelFailed(Failure.DECLINED, "it refused", said)
    if message.get("tool_calls") or message.get("function_call"):
        raise ModelFailed(Failure.DECLINED, "it asked for tools", said)
    if finish not in ("stop", None):  # some servers leave it out
        raise ModelFailed(Failure.DECLINED, "it did not finish", said)
    if not isinstance(content, str):
        raise ModelFailed(Failure.UNREADABLE, "body: no words")
    return content
