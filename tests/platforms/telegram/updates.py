"""What happened, on its way to the bot: by long polling or by webhook, never by both."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from tests.platforms.changes import Changes
from tests.platforms.telegram.judge import wrong_in_update
from tests.platforms.telegram.model import Json
from tests.platforms.telegram.wire import Refusal, bad

# They come only when they are asked for by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MOST = 100


@dataclass(frozen=True, slots=True)
class Update:
    """One update: its id and its shape with it."""

    id: int
    kind: str
    shape: Json


@dataclass(slots=True)
class Webhook:
    """Where updates go by themselves, and how that went."""

    url: str
    secret: str = ""
    connections: int = 40
    failed_at: datetime | None = None
    failed: str = ""


class Updates:
    """Keeps updates until the bot has acknowledged them."""

    def __init__(self, changes: Changes, now: Callable[[], datetime], violations: list[str]) -> None:
        self._changes = changes
        self._now = now
        self._violations = violations
        self._last = 700_000_000
        self._poll = 0
        self._handed: list[Update] = []
        self._held = 0
        self.waiting: list[Update] = []
        self.allowed: list[str] | None = None
        self.webhook: Webhook | None = None
        self.polling = 0
        self.retry_seconds = 0.05
        self.repeats = 0
        self.reverses = 0

    def tell(self, kind: str, body: Json) -> int | None:
        """Something happened: the update's id, or None when the bot did not ask for this kind."""
        if kind in ON_REQUEST if not self.allowed else kind not in self.allowed:
            return None
        self._last += 1
        shape: Json = {"update_id": self._last, kind: body}
        self._violations += wrong_in_update(shape)
        self.waiting.append(Update(self._last, kind, shape))
        self._changes.tell()
        return self._last

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing is handed out inside the block; afterwards all that happened goes out together."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            self._changes.tell()

    @property
    def _ready(self) -> bool:
        return bool(self.waiting or self.repeats) and not self._held

    def acknowledged(self, offset: int) -> None:
        """Forget what is older than the offset; a negative one keeps only so many of the newest."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset:
            self.waiting = [one for one in self.waiting if one.id >= offset]
        self._changes.tell()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - the API's word
        """One getUpdates. A newer one ends it with 409, as does a webhook."""
        self._refuse_while_webhook()
        self._poll += 1
        mine = self._poll
        self.acknowledged(offset)
        self.polling += 1
        try:
            await self._changes.until(lambda: self._poll != mine or self.webhook or self._ready, timeout)
        except TimeoutError:
            return []
        finally:
            self.polling -= 1
        self._refuse_while_webhook()
        if self._poll != mine:
            words = "terminated by other getUpdates request; make sure that only one bot instance is running"
            raise Refusal(409, f"Conflict: {words}")
        return [one.shape for one in self._batch(limit)]

    def _refuse_while_webhook(self) -> None:
        if self.webhook is not None:
            words = (
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
            )
            raise Refusal(409, f"Conflict: {words} first")

    def _batch(self, limit: int) -> Sequence[Update]:
        batch = self.waiting[: max(1, min(limit, MOST))]
        if self.repeats:
            self.repeats -= 1
            batch = [*self._handed, *batch]
        elif batch:
            self._handed = batch
        if self.reverses and len(batch) > 1:
            self.reverses -= 1
            batch = batch[::-1]
        return batch

    def set_webhook(self, url: str, secret: str, connections: int) -> None:
        """Go over to a webhook, or with an empty address back to polling."""
        if secret and not _SECRET.fullmatch(secret):
            raise bad("secret token contains illegal characters")
        if url and not re.match(r"https://|http://(127\.0\.0\.1|localhost|\[::1\])[:/]", url):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = Webhook(url, secret, connections) if url else None
        self._changes.tell()

    async def deliver(self) -> None:
        """Post updates to the webhook, one after the other and again until it takes them. Until canceled."""
        patience = aiohttp.ClientTimeout(total=10)
        async with aiohttp.ClientSession(timeout=patience) as session:
            while True:
                hook = await self._changes.until(self._to_deliver, float("inf"))
                batch = self._batch(1)
                if not await self._posted(session, hook, batch[0]):
                    await asyncio.sleep(self.retry_seconds)
                elif self.waiting and batch[0] is self.waiting[0]:
                    self.waiting = self.waiting[1:]
                    self._changes.tell()

    def _to_deliver(self) -> Webhook | None:
        return self.webhook if self._ready else None

    async def _posted(self, session: aiohttp.ClientSession, hook: Webhook, update: Update) -> bool:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update.shape, headers=headers) as answer:
                if answer.ok:
                    return True
                hook.failed = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            hook.failed = f"Connection failed: {type(error).__name__}"
        hook.failed_at = self._now()
        self._changes.tell()
        return False
