"""What can go wrong on the way, on demand: refusals, limits, answers that are lost, slow or held back."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass, field

from tests.platforms.discord.model import Json


def matches(pattern: str, template: str, path: str) -> bool:
    """Whether a request is meant: `*` alone is any, else a template of Discord's documents or a path with `*`."""
    if pattern in ("*", template, path):
        return True
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]+"), path) is not None


@dataclass(eq=False, kw_only=True)
class Fault:
    """What happens to the next `times` requests of a kind.

    `status` is answered instead of doing it; 429 with `retry_after`, for everything when `everywhere`. `lost`: it is
    done, but the connection is cut instead of answering. `cut`: the connection is cut and nothing is done. `held`:
    it waits until `release`, before it is done. `seconds`: it is done, and the answer comes so much later.
    """

    method: str
    pattern: str
    times: int = 1
    status: int = 0
    retry_after: float = 0.0
    everywhere: bool = False
    via: bool = True
    lost: bool = False
    cut: bool = False
    seconds: float = 0.0
    held: bool = False
    waiting: int = 0
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let everything go on that it holds."""
        self.times = 0
        self._released.set()

    async def wait(self) -> None:
        """Until released."""
        self.waiting += 1
        await self._released.wait()


class Faults:
    """All faults that are waiting for their request, in the order in which they were asked for."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """From now on."""
        self.planned.append(fault)
        return fault

    def take(self, method: str, template: str, path: str) -> Fault | None:
        """The fault of this request, used up by one."""
        for one in self.planned:
            if one.times > 0 and one.method in ("*", method) and matches(one.pattern, template, path):
                one.times -= 1
                return one
        return None


@dataclass(frozen=True, slots=True)
class Limited:
    """A request that came too early: when to come again, and whether that holds for everything."""

    retry_after: float
    everywhere: bool
    headers: dict[str, str]


class Limits:
    """Buckets as Discord has them: so many requests in a window, per route and channel, and all together.

    Both are only said in the answers' headers; the figures are what is commonly seen, not published. Answers to
    interactions are not counted in the common one (documents: "Rate Limits").
    """

    def __init__(
        self,
        room: tuple[int, float] | None = (5, 5.0),
        everything: tuple[int, float] | None = (50, 1.0),
    ) -> None:
        self.room = room
        self.everything = everything
        self._windows: dict[str, deque[float]] = {}
        self.refused = 0

    def take(self, method: str, template: str, parameters: dict[str, str], at: float) -> Limited | Json:
        """The headers of the answer, or when to come again. `at` is a monotonic time in seconds."""
        if self.everything is not None and not template.startswith(("/interactions", "/webhooks")):
            over = self._over("all", self.everything, at)
            if over is not None:
                self.refused += 1
                return Limited(over, True, {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"})
        if self.room is None:
            return {}
        major = next((parameters[one] for one in ("channel_id", "webhook_token") if one in parameters), "")
        bucket = f"{method} {template}"
        over = self._over(f"{bucket} {major}", self.room, at)
        headers = self._headers(bucket, f"{bucket} {major}", self.room, at)
        if over is not None:
            self.refused += 1
            return Limited(over, False, {**headers, "X-RateLimit-Scope": "user"})
        return headers

    def _over(self, key: str, limit: tuple[int, float], at: float) -> float | None:
        """Seconds until there is room again; None when there is, and then it is taken."""
        window = self._windows.setdefault(key, deque())
        while window and window[0] <= at - limit[1]:
            window.popleft()
        if len(window) >= limit[0]:
            return window[0] + limit[1] - at
        window.append(at)
        return None

    def _headers(self, bucket: str, key: str, limit: tuple[int, float], at: float) -> dict[str, str]:
        window = self._windows[key]
        left = (window[0] if window else at) + limit[1] - at
        return {
            "X-RateLimit-Bucket": f"{hash(bucket) & 0xFFFFFFFF:08x}",
            "X-RateLimit-Limit": str(limit[0]),
            "X-RateLimit-Remaining": str(limit[0] - len(window)),
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Reset": f"{at + left:.3f}",
        }
