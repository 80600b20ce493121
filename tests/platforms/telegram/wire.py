"""What comes in over HTTP and what goes back: parameters of a call, its refusals, the log of calls."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.platforms.telegram.model import Json


class Refusal(Exception):
    """An answer with `ok: false`, in the words of the real server."""

    def __init__(self, code: int, words: str, **parameters: int) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.parameters = parameters

    @property
    def shape(self) -> Json:
        """The body of the answer."""
        shape: Json = {"ok": False, "error_code": self.code, "description": self.words}
        return shape | ({"parameters": self.parameters} if self.parameters else {})


def bad(words: str, **parameters: int) -> Refusal:
    """A request that is wrong."""
    return Refusal(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> Refusal:
    """Somewhere the bot may not be."""
    return Refusal(403, f"Forbidden: {words}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    data: bytes
    content_type: str


class Given:
    """The parameters of one call. They come as text in forms and as values in JSON; nested ones are JSON in both."""

    def __init__(self, values: Json, files: dict[str, Upload]) -> None:
        self.values = values
        self.files = files

    def text(self, name: str) -> str:
        """Text; empty when it was not given."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else str(value)

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self.values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f'Parameter "{name}" must be an integer') from None

    def flag(self, name: str) -> bool:
        """Yes or no."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def nested(self, name: str) -> Any:
        """A list or an object; None when it was not given."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except json.JSONDecodeError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def file(self, name: str) -> Upload | str | None:
        """An upload under this name or attached under another; else the file's id or address."""
        return self.attached(self.values.get(name, "")) or self.files.get(name) or self.text(name) or None

    def attached(self, value: object) -> Upload | None:
        """What `attach://<name>` names."""
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return None


@dataclass(eq=False, kw_only=True)
class Call:
    """One call of the bot, and what came back. `at` is the loop's time; status 0: the connection was cut."""

    number: int
    method: str
    given: Json
    files: list[str] = field(default_factory=list)
    at: float = 0.0
    status: int | None = None
    answer: Any = None
    words: str = ""


async def read(request: web.Request) -> Given:
    """The parameters of a request in any of the forms that the Bot API takes."""
    values: Json = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.text()
        values |= json.loads(body) if body else {}
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            if part.filename is None:
                values[part.name] = await part.text()
            else:
                kind = part.headers.get("Content-Type", "application/octet-stream")
                files[part.name] = Upload(part.filename, bytes(await part.read()), kind)
    else:
        values |= dict(await request.post())
    return Given(values, files)
