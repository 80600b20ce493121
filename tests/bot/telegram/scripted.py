"""A server that answers each method as a test says, and remembers what it was asked. No rules of its own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz012345678"
ME = {"id": 99, "is_bot": True, "first_name": "Bellwether", "username": "bellwether_bot"}

Answer = dict[str, Any] | Callable[[web.Request], Awaitable[web.StreamResponse]]


def no(code: int, description: str, **parameters: int) -> dict[str, Any]:
    """How Telegram says no."""
    return {"ok": False, "error_code": code, "description": description} | (
        {"parameters": parameters} if parameters else {}
    )


def yes(result: object) -> dict[str, Any]:
    """How it says yes."""
    return {"ok": True, "result": result}


def message(number: int, chat: int = 7) -> dict[str, Any]:
    """A message that was sent."""
    return {"message_id": number, "date": 1_790_000_000, "chat": {"id": chat, "type": "private"}, "text": "x"}


@dataclass
class Scripted:
    """Answers by method, in turn; the last one stays."""

    url: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=lambda: {"getMe": [yes(ME)]})
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def say(self, method: str, *answers: Answer) -> None:
        """What it answers to a method from now on."""
        self.answers[method] = list(answers)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """What it was asked by this method."""
        return [parameters for name, parameters in self.asked if name == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        form = await request.post()
        parameters = {
            name: value.file.read() if isinstance(value, web.FileField) else _read(str(value))
            for name, value in form.items()
        }
        self.asked.append((method, parameters))
        waiting = self.answers.get(method, [yes(True)])
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if not isinstance(answer, dict):
            response: web.StreamResponse = await answer(request)
            return response
        status = int(answer.get("error_code", 200))
        return web.json_response(answer, status=status)


def _read(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


@asynccontextmanager
async def scripted() -> AsyncIterator[Scripted]:
    """A server on a free port of this machine."""
    server = Scripted()
    app = web.Application()
    app.router.add_route("*", f"/bot{TOKEN}/{{method}}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()
