"""What all pages share: templates, the stylesheet and the script under names of their content, headers, languages.

Nothing of another origin is loaded, nothing runs inside a page's text, nothing is kept by caches on the way, no page is
for search engines, and no address is told to whom a link leads.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.present.locales import ENGLISH
from bot.present.look import Look
from bot.present.messages import language_of
from core.context import World
from core.sharing.tallies import Tallies

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
YEAR_SECONDS = 31_536_000
LANGUAGES_READ = 8
STATIC = {"style.css": "text/css", "live.js": "text/javascript", "icon.svg": "image/svg+xml"}


class Site:
    """Templates and static files, read once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tallies = Tallies()
        self._templates = Environment(
            loader=PackageLoader("bot.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        folder = files("bot.web") / "static"
        self._static = {name: (folder / name).read_bytes() for name in STATIC}
        self._addresses = {name: _address(name, content) for name, content in self._static.items()}

    def routes(self) -> Sequence[Route]:
        """The stylesheet and the script."""
        return [self._file(name) for name in STATIC]

    def _file(self, name: str) -> Route:
        kept = {**HEADERS, "Cache-Control": f"public, max-age={YEAR_SECONDS}, immutable"}

        async def file(_request: Request) -> Response:
            return Response(self._static[name], media_type=STATIC[name], headers=kept)

        return Route(self._addresses[name], file, methods=["GET"])

    def look(self, request: Request) -> Look:
        """How words and numbers look to whoever asks: in the first of their languages that is spoken here."""
        return self.look_in(language_asked(request.headers.get("accept-language", "")))

    def look_in(self, language: str) -> Look:
        """The same in a language."""
        return Look(self.world, self.world.clock.now(), language=language)

    def fill(self, template: str, look: Look, title: str, **values: Any) -> str:
        """A template filled in; whatever is put in is text and never markup."""
        return self._templates.get_template(template).render(
            language=look.language,
            title=title,
            style=self._addresses["style.css"],
            script=self._addresses["live.js"],
            icon=self._addresses["icon.svg"],
            **values,
        )

    def part(self, template: str, macro: str, value: object) -> str:
        """One part of a page, as the page itself has it."""
        made: str = str(getattr(self._templates.get_template(template).module, macro)(value))
        return made

    def nothing(self, request: Request) -> Response:
        """What every address answers that leads nowhere: never was, is over, was taken back. All alike."""
        look = self.look(request)
        return self.message(look, "web.nothing_here", ("web.nothing_why",), status=404)

    def away(self, request: Request) -> Response:
        """The records do not answer."""
        return self.message(self.look(request), "web.away", ("web.away_why",), status=503)

    def broken(self, request: Request, reference: str) -> Response:
        """Something broke on our side; the reference is what its owners find it by."""
        look = self.look(request)
        lines = [look.say("web.broken_why", ref=reference)]
        text = self.fill("message.html", look, look.say("web.broken"), lines=lines)
        return HTMLResponse(text, status_code=500, headers=HEADERS)

    def slow_down(self, request: Request) -> Response:
        """Too many requests of one client."""
        return self.message(self.look(request), "web.slow_down", ("web.slow_down_why",), status=429)

    def message(self, look: Look, title: str, lines: Sequence[str], *, status: int) -> Response:
        """A page of a few words, by their keys."""
        text = self.fill("message.html", look, look.say(title), lines=[look.say(line) for line in lines])
        return HTMLResponse(text, status_code=status, headers=HEADERS)


def language_asked(header: str) -> str:
    """The first language of an Accept-Language header that has words here, by its weights; English else."""
    asked = []
    for place, part in enumerate(header.split(",")[:LANGUAGES_READ]):
        code, _, weight = part.strip().partition(";q=")
        asked.append((-_weight(weight), place, code))
    found = (language_of(code) for _, _, code in sorted(asked) if code)
    return next((language for language in found if language), ENGLISH)


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def json_of(data: object, *, status: int = 200) -> Response:
    """Data for machines in the one envelope (row NX-01)."""
    return JSONResponse({"success": True, "data": data}, status_code=status, headers=HEADERS)


def json_not(why: str, status: int) -> Response:
    """A refusal for machines in the same envelope, without inner detail."""
    return JSONResponse({"success": False, "error": why}, status_code=status, headers=HEADERS)


def _address(name: str, content: bytes) -> str:
    """A name that changes with the content, so that it may be kept for ever."""
    stem, _, kind = name.partition(".")
    return f"/static/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{kind}"


def loop_time() -> float:
    """The loop's clock, for what is counted in windows."""
    return asyncio.get_running_loop().time()
