"""Any server that speaks the chat-completions form, through the openai client: one try, one time limit for all of it.

Neither the client nor its HTTP library is loaded before the first post is read: a program that has no model, or is
never asked, does not pay for them. What they do for us is in `wire.py`.
"""

from __future__ import annotations

import asyncio
import json
from importlib import import_module
from typing import Any

from adapters.language.completion import suggestion_in
from core.ports.language import Failure, ModelFailed
from core.ports.store import outside_unit
from core.signals.suggestion import INSTRUCTIONS, SCHEMA, Suggestion

SECONDS = 5.0
ANSWER_TOKENS = 1_000  # what the model may write; a reading takes about a hundred, some think aloud before it


class Completions:
    """A model at a server. `base_url` ends where `/chat/completions` begins; an empty key is sent as none at all.

    `seconds` bounds a whole call, from the connection to the last byte.
    """

    def __init__(self, *, model: str, base_url: str, api_key: str = "", seconds: float = SECONDS) -> None:
        self._model = model
        self._base_url = base_url
        self._api_key = api_key
        self._seconds = seconds

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""
        return self._model

    async def suggest(self, text: str) -> Suggestion | None:
        """Ask once. Raises `ModelFailed` for whatever comes of it but an answer of the form."""
        outside_unit("a language model")
        # Half a second the first time, and not the model's: other posts go on meanwhile.
        wire = await asyncio.to_thread(import_module, "adapters.language.wire")
        try:
            async with asyncio.timeout(self._seconds):
                body: bytes = await wire.complete(
                    self.request(text), base_url=self._base_url, api_key=self._api_key, seconds=self._seconds
                )
        except TimeoutError:
            raise ModelFailed(Failure.TIMEOUT, f"no whole answer in {self._seconds:g} s") from None
        return suggestion_in(body)

    def request(self, text: str) -> dict[str, Any]:
        """What is sent: our words, the post as quoted data, the form of the answer. No tools, and nobody's data."""
        form = {"name": "reading", "strict": True, "schema": SCHEMA}
        return {
            "model": self._model,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": json.dumps({"post": text}, ensure_ascii=False)},
            ],
            "response_format": {"type": "json_schema", "json_schema": form},
            "max_completion_tokens": ANSWER_TOKENS,
        }
