"""`/connect/{secret}`: the page on which a key is entered, and `/oauth/{venue}/callback`, where a sign-in comes back.

Nothing runs in the browser: no script at all, one style by its hash, no frames, no other origin. The address itself
tells nobody anything (row BR-16).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import parse_qs, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.looks import look_of
from bot.present.connecting import field_word, operator_word
from bot.present.linking import platform_name
from bot.present.locales import ENGLISH
from bot.present.look import Look
from bot.present.refusals import refusal
from bot.present.reply import Line
from bot.web.clients import Turnstile
from core.context import World
from core.control.reactions import tell_of_bug
from core.kernel.errors import Bug, Refusal, Unavailable
from core.kernel.ids import derived
from core.kernel.secret import Secret
from core.venues.connecting import is_safe, operator_of, sign_in_at, ticket_of
from core.venues.credentials import Ticket, TicketState
from core.venues.model import CredentialField, VenueInfo
from core.venues.page import came_back, enter, info_of, open_once

COOKIE = "bw_connect"
COOKIE_SECONDS = 600
LONGEST_SECRET, LARGEST, READ_SECONDS = 64, 32_768, 10.0
# Keys of these names have several lines at some venues.
LONG = frozenset({"secret", "private_key"})
STYLE = """body{background:#0F1218;color:#E6EAF0;font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;
padding:0 1rem}label{display:block;margin:1rem 0 .25rem}input,textarea{width:100%;box-sizing:border-box;padding:.5rem;
background:#1A1F29;color:#E6EAF0;border:1px solid #7A8599;font:inherit}textarea{-webkit-text-security:disc}
button{margin-top:1.5rem;padding:.6rem 1.2rem;background:#4C8DFF;color:#0F1218;border:0;font:inherit}
.quiet{color:#9AA5B5}.no{color:#E0A030}"""
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{style}</style>
<h1>{title}</h1>{body}</html>
"""


def headers(*, leads_to: str = "") -> dict[str, str]:
    """What a browser may do with these pages: show them and send their form here, or on to a sign-in page."""
    parts = urlsplit(leads_to)
    there = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; form-action 'self'{there}; "
        "base-uri 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex",
    }


def connecting(world: World) -> Sequence[Route]:
    """The routes."""
    pages = _Pages(world)
    return (
        Route("/connect/{secret}", pages.show, methods=["GET"]),
        Route("/connect/{secret}", pages.open, methods=["POST"]),
        Route("/connect/{secret}/key", pages.key, methods=["POST"]),
        Route("/oauth/{venue}/callback", pages.back, methods=["GET"]),
    )


class _Pages:
    """What each address answers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._guesses = Turnstile()

    async def show(self, request: Request) -> Response:
        """Looked at, not opened: chats look at links by themselves."""
        return await self._answered(request, self._show)

    async def open(self, request: Request) -> Response:
        """Opened, once: the form, or the way to the sign-in page."""
        return await self._answered(request, self._open)

    async def key(self, request: Request) -> Response:
        """The form comes back."""
        return await self._answered(request, self._key)

    async def back(self, request: Request) -> Response:
        """Somebody returns from a sign-in page."""
        return await self._answered(request, self._back)

    async def _answered(self, request: Request, answer: object) -> Response:
        assert callable(answer)
        secret = request.path_params.get("secret") or request.query_params.get("state", "")
        look = Look(self._world, self._world.clock.now(), language=ENGLISH)
        try:
            ticket = await ticket_of(self._world, secret) if 0 < len(secret) <= LONGEST_SECRET else None
            if ticket is None:
                return self._unknown(request, look)
            look = await look_of(self._world, ticket.person)
            answered: Response = await answer(request, ticket, secret, look)
        except Refusal as error:
            return _page(look, error.code, _said(error, look), status=410)
        except Unavailable:
            return Response(status_code=503)
        except Bug as error:
            return await self._broke(error, look)
        return answered

    async def _broke(self, error: Bug, look: Look) -> Response:
        """Ours to mend: the owners hear of it, as they do of what breaks in a chat."""
        reference = derived("bug", self._world.ids.new())[:4].upper()
        await tell_of_bug(self._world, reference, "connect.py", error)
        return _page(look, "Bellwether", _said(Refusal("bug", {"ref": reference}), look), status=500)

    def _unknown(self, request: Request, look: Look) -> Response:
        client = request.client.host if request.client else ""
        if not self._guesses.lets(client, asyncio.get_running_loop().time()):
            return Response(status_code=429)
        return _page(look, "", f"<p>{escape(look.say('connecting.page_gone'))}</p>", status=404)

    async def _show(self, _request: Request, ticket: Ticket, secret: str, look: Look) -> Response:
        info = info_of(self._world, ticket)
        if ticket.state is not TicketState.OPEN:
            return _page(look, info.title, f"<p>{escape(look.say('connecting.page_gone'))}</p>", status=410)
        label = "connecting.page_sign_in" if info.sign_in else "connecting.page_button"
        button = escape(look.say(label, broker=info.title) if info.sign_in else look.say(label))
        form = f'<form method="post" action="/connect/{escape(secret)}"><button>{button}</button></form>'
        leads_to = sign_in_at(self._world, info, secret) if info.sign_in else ""
        return _page(look, info.title, await self._whose(ticket, info, look) + form, leads_to=leads_to)

    async def _whose(self, ticket: Ticket, info: VenueInfo, look: Look) -> str:
        """For whom it is, and who will hold the key."""
        whose = look.say("connecting.page_for", name=ticket.who, platform=platform_name(ticket.platform))
        lines = [
            f"<p><b>{escape(whose)}</b></p>",
            f'<p class="quiet">{escape(look.say("connecting.page_for_not"))}</p>',
            f"<p>{escape(look.say('connecting.page_what', broker=info.title))}</p>",
            f"<p>{escape(operator_word(await operator_of(self._world.view), look))}</p>",
        ]
        return "".join(lines)

    async def _open(self, _request: Request, ticket: Ticket, secret: str, look: Look) -> Response:
        info = info_of(self._world, ticket)
        token = await open_once(self._world, ticket)
        if token is None:
            return _page(look, info.title, f"<p>{escape(look.say('connecting.page_gone'))}</p>", status=410)
        if info.sign_in:
            there = sign_in_at(self._world, info, secret)
            answer: Response = RedirectResponse(there, status_code=303, headers=headers())
        else:
            answer = _page(
                look, info.title, await self._whose(ticket, info, look) + _form(info, secret, look)
            )
        # `lax`: the way back from a sign-in page is a link from there.
        answer.set_cookie(
            COOKIE,
            token,
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="lax",
            secure=_is_https(self._world),
        )
        return answer

    async def _key(self, request: Request, ticket: Ticket, secret: str, look: Look) -> Response:
        given = await _filled_in(request)
        if given is None:
            return Response(status_code=413)
        info = info_of(self._world, ticket)
        try:
            await enter(self._world, secret, request.cookies.get(COOKIE, ""), given)
        except Refusal as error:
            if error.code == "connect_over":
                raise
            return _page(look, info.title, _said(error, look) + _form(info, secret, look), status=422)
        return self._done(info, look)

    async def _back(self, request: Request, ticket: Ticket, state: str, look: Look) -> Response:
        info = info_of(self._world, ticket)
        if not info.sign_in or request.path_params["venue"] != info.name:
            return _page(look, info.title, f"<p>{escape(look.say('connecting.page_gone'))}</p>", status=404)
        answer = f"{self._world.address}{request.url.path}?{request.url.query}"
        await came_back(self._world, state, request.cookies.get(COOKIE, ""), answer)
        return self._done(info, look)

    def _done(self, info: VenueInfo, look: Look) -> Response:
        answer = _page(look, info.title, f"<p>{escape(look.say('connecting.page_done'))}</p>")
        answer.delete_cookie(COOKIE)
        return answer


def _is_https(world: World) -> bool:
    return is_safe(world.address) and world.address.startswith("https://")


def _page(look: Look, title: str, body: str, *, status: int = 200, leads_to: str = "") -> HTMLResponse:
    text = PAGE.format(language=look.language, title=escape(title or "Bellwether"), style=STYLE, body=body)
    return HTMLResponse(text, status_code=status, headers=headers(leads_to=leads_to))


def _said(error: Refusal, look: Look) -> str:
    """A refusal as the chat says it."""
    lines = [block.text for block in refusal(error, look).blocks if isinstance(block, Line)]
    return "".join(f'<p class="no">{escape(line)}</p>' for line in lines)


def _form(info: VenueInfo, secret: str, look: Look) -> str:
    fields = "".join(_field(one, look) for one in info.fields)
    send = escape(look.say("connecting.page_send"))
    return (
        f'<form method="post" action="/connect/{escape(secret)}/key">{fields}<button>{send}</button></form>'
    )


def _field(one: CredentialField, look: Look) -> str:
    name, needed = escape(one.name), "" if one.optional else " required"
    label = f'<label for="{name}">{escape(field_word(one.name, look))}</label>'
    common = f'id="{name}" name="{name}" autocomplete="off" spellcheck="false"{needed}'
    if one.name in LONG:
        return f'{label}<textarea {common} rows="3"></textarea>'
    kind = "password" if one.secret else "text"
    return f'{label}<input type="{kind}" {common}>'


async def _filled_in(request: Request) -> Mapping[str, Secret] | None:
    """What the form brought; None when it is larger than any key, or does not come to its end."""
    found = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for piece in request.stream():
                found += piece
                if len(found) > LARGEST:
                    return None
    except (ClientDisconnect, TimeoutError):
        return None
    pairs = parse_qs(found.decode("utf-8", "replace"), max_num_fields=16)
    # Browsers end the lines of a form in their own way.
    return {
        name: Secret(values[0].replace("\r\n", "\n").strip())
        for name, values in pairs.items()
        if values[0].strip()
    }
