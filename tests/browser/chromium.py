"""A real browser, driven by its own protocol: Debian's chromium, headless, with a folder of its own."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_SECONDS, ANSWER_SECONDS = 30.0, 30.0
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--mute-audio",
    "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking", "--disable-sync",
    "--remote-debugging-port=0",
)  # fmt: skip


def browser_path() -> str | None:
    """Where the browser is; None where there is none."""
    named = os.environ.get("BELLWETHER_TEST_BROWSER")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Page:
    """One tab. `events` holds what the browser told unasked, in order."""

    socket: aiohttp.ClientWebSocketResponse
    session: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One question to the browser, and its answer."""
        number = next(self.numbers)
        asked: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self.session:
            asked["sessionId"] = self.session
        await self.socket.send_json(asked)
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                told = json.loads((await self.socket.receive()).data)
                if told.get("id") == number:
                    if "error" in told:
                        raise RuntimeError(f"{method}: {told['error']['message']}")
                    result: dict[str, Any] = told["result"]
                    return result
                self.events.append(told)

    async def until(self, method: str) -> dict[str, Any]:
        """Wait for an event that has not come yet."""
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                told: dict[str, Any] = json.loads((await self.socket.receive()).data)
                self.events.append(told)
                if told.get("method") == method:
                    return told

    async def open(self, address: str) -> int:
        """Go there, wait until all of it is loaded; gives the status of the page itself."""
        self.events.clear()
        await self.ask("Page.navigate", url=address)
        if not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            await self.until("Page.loadEventFired")
        for one in self.events:
            if one.get("method") == "Network.responseReceived" and one["params"]["type"] == "Document":
                return int(one["params"]["response"]["status"])
        return 0

    async def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = await self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"]["text"])
        return found["result"].get("value")

    async def looks(self, width: int, height: int = 900, *, scheme: str = "dark", scale: int = 1) -> None:
        """The size of the window and what its owner's device asks for."""
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )
        await self.ask(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
        )

    async def key(self, name: str) -> None:
        """Press a key: Tab, Enter."""
        codes = {"Tab": 9, "Enter": 13}
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if name == "Enter" and kind == "keyDown" else {}
            await self.ask(
                "Input.dispatchKeyEvent",
                type=kind,
                key=name,
                code=name,
                windowsVirtualKeyCode=codes[name],
                **text,
            )

    async def picture(self) -> bytes:
        """The whole page as a PNG."""
        shot = await self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def complaints(self) -> list[str]:
        """What the browser logged as wrong: refused by the policy, not found, a script that broke."""
        found = []
        for one in self.events:
            if one.get("method") == "Log.entryAdded" and one["params"]["entry"]["level"] == "error":
                found.append(str(one["params"]["entry"]["text"]))
            if one.get("method") == "Runtime.exceptionThrown":
                found.append(str(one["params"]["exceptionDetails"]["text"]))
        return found


@asynccontextmanager
async def browser(path: str) -> AsyncIterator[Page]:
    """A browser with one tab, ended with the block."""
    with tempfile.TemporaryDirectory(prefix="bellwether-browser-") as folder:
        process = await asyncio.create_subprocess_exec(
            path,
            *FLAGS,
            f"--user-data-dir={folder}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            address = await asyncio.wait_for(_address(process), START_SECONDS)
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(address, max_msg_size=0) as socket,
            ):
                page = Page(socket)
                target = await page.ask("Target.createTarget", url="about:blank")
                attached = await page.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
                page.session = attached["sessionId"]
                for domain in ("Page", "Network", "Runtime", "Log"):
                    await page.ask(f"{domain}.enable")
                yield page
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.communicate(), START_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    """Where the browser listens: it says so itself."""
    assert process.stderr is not None
    while line := await process.stderr.readline():
        text = line.decode("utf-8", "replace").strip()
        if text.startswith("DevTools listening on "):
            return text.removeprefix("DevTools listening on ")
    raise RuntimeError("the browser ended before it listened")
