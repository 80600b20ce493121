"""The openai client, used for one request: no second try, no redirect, no more bytes than an answer can have.

Nothing but `completions.py` imports this, and only when a post is to be read: loading the client takes half a second.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import openai

from adapters.language.completion import BODY_MOST
from core.ports.language import Failure, ModelFailed

NO_KEY = "none"  # the client insists on one; servers of one's own ask for none


class _Short(httpx2.AsyncByteStream):
    """A body that ends with a failure once it is longer than any answer, so that nobody fills our memory."""

    def __init__(self, body: Any) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._body:
            size += len(piece)
            if size > BODY_MOST:
                raise httpx2.ReadError("the answer is too large")
            yield piece

    async def aclose(self) -> None:
        await self._body.aclose()


class _Bounded(httpx2.AsyncHTTPTransport):
    """Sends as usual; answers are bounded, faults included, and may not be packed: a packed one could unfold."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            await response.aclose()
            raise httpx2.ReadError("the answer is packed")
        response.stream = _Short(response.stream)
        return response


async def complete(request: dict[str, Any], *, base_url: str, api_key: str, seconds: float) -> bytes:
    """The body of the server's answer. Raises `ModelFailed`; never its cause, which may quote keys and posts."""
    carrier = httpx2.AsyncClient(transport=_Bounded(), timeout=seconds, follow_redirects=False)
    async with openai.AsyncOpenAI(
        api_key=api_key or NO_KEY, base_url=base_url, max_retries=0, timeout=seconds, http_client=carrier
    ) as client:
        try:
            create: Any = client.chat.completions.with_raw_response.create
            answer = await create(**request, extra_headers={"Accept-Encoding": "identity"})
        except openai.APITimeoutError:
            raise ModelFailed(Failure.TIMEOUT, f"no whole answer in {seconds:g} s") from None
        except openai.APIConnectionError as error:
            detail = (
                str(error.__cause__) if isinstance(error.__cause__, httpx2.ReadError) else "no connection"
            )
            kind = Failure.UNREADABLE if "the answer is" in detail else Failure.UNREACHABLE
            raise ModelFailed(kind, detail if kind is Failure.UNREADABLE else "no connection") from None
        except openai.APIStatusError as error:
            raise ModelFailed(Failure.REFUSED, f"status {error.status_code}") from None
        except openai.OpenAIError as error:
            raise ModelFailed(Failure.UNREADABLE, type(error).__name__) from None
        body: bytes = answer.http_response.content
        return body
