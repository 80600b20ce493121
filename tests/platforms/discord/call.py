"""A request as the handlers and the log see it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import BodyPartReader, web

from tests.platforms.discord.errors import Refuse
from tests.platforms.discord.model import File, Json

MANY = 100


@dataclass(eq=False, kw_only=True)
class Call:
    """One request. `template` is its path as in Discord's documents; `status` and `answer` come with the answer.

    `lost` says that it took effect but its answer was cut off.
    """

    method: str
    path: str
    template: str
    parameters: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    at: datetime
    files: list[File] = field(default_factory=list)
    status: int = 0
    answer: Any = None
    lost: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"

    @property
    def fields(self) -> Json:
        """The body, when it is an object; an empty one otherwise."""
        return self.body if isinstance(self.body, dict) else {}


def uploads(files: Sequence[File], body: Json) -> list[tuple[Json, File]]:
    """Each upload with what the body says about it: an attachment's id is the upload's number."""
    said = {str(one["id"]): one for one in body.get("attachments") or []}
    return [(said.get(str(number), {}), file) for number, file in enumerate(files)]


async def read(request: web.Request, template: str, at: datetime) -> Call:
    """Take a request apart: JSON, or a form with `payload_json` and files."""
    body: Any = None
    files: list[File] = []
    if request.content_type == "multipart/form-data":
        body, files = await _form(request)
    elif raw := await request.read():
        try:
            body = json.loads(raw)
        except ValueError:
            raise Refuse(400, 50109, "The request body contains invalid JSON.") from None
    return Call(
        method=request.method,
        path=request.path.removeprefix("/api/v10"),
        template=template,
        parameters=dict(request.match_info),
        query=dict(request.query),
        headers=dict(request.headers),
        body=body,
        at=at,
        files=files,
    )


async def _form(request: web.Request) -> tuple[Any, list[File]]:
    body: Any = {}
    files: list[File] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader), "a form inside a form"
        data = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(data)
        elif len(files) < MANY:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append(File(name=part.filename or "file", data=data, content_type=kind))
    return body, files
