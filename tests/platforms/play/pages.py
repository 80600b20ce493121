"""The page of `make play`: one shell, two halves that are fetched anew after each change, and what is done there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.platforms.discord.model import Message as DiscordMessage
from tests.platforms.discord.people import Ask, NotAnswered
from tests.platforms.play import discord_pane, telegram_pane
from tests.platforms.play.house import NAMES, House
from tests.platforms.telegram import CannotDo
from tests.platforms.telegram.model import Kind
from tests.platforms.telegram.model import Message as TelegramMessage

STATIC = Path(__file__).with_name("static")
ANSWER_WITHIN = 3.0
# Two changes close together are one look; nobody waits longer than this for a sign of life.
TOGETHER, AT_LEAST_EVERY = 0.03, 15.0
Do = Callable[[House, dict[str, Any]], Awaitable[dict[str, Any]]]


def application(house: House) -> web.Application:
    """Everything the page asks for."""
    app = web.Application(client_max_size=1 << 20)

    def bound(handler: Callable[[House, web.Request], Awaitable[web.StreamResponse]]) -> Any:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await handler(house, request)

        return serve

    app.router.add_get("/", bound(_shell))
    app.router.add_get("/pane/{side}", bound(_pane))
    app.router.add_get("/program", bound(_program))
    app.router.add_get("/propose/{side}", bound(_propose))
    app.router.add_get("/events", bound(_events))
    app.router.add_post("/do/{what}", bound(_do))
    app.router.add_static("/static", STATIC)
    return app


async def _shell(house: House, request: web.Request) -> web.StreamResponse:
    text = (STATIC / "page.html").read_text(encoding="utf-8")
    people = "".join(f'<button data-who="{one}">{one.capitalize()}</button>' for one in NAMES)
    return web.Response(text=text.replace("<!--people-->", people), content_type="text/html")


def _asked(request: web.Request) -> tuple[str, str]:
    who = request.query.get("who", NAMES[0])
    return (who if who in NAMES else NAMES[0]), request.query.get("where", "")


async def _pane(house: House, request: web.Request) -> web.StreamResponse:
    who, where = _asked(request)
    side = discord_pane.pane if request.match_info["side"] == "discord" else telegram_pane.pane
    return web.Response(text=side(house, who, where), content_type="text/html")


async def _program(house: House, request: web.Request) -> web.StreamResponse:
    program = house.program
    return web.json_response({"runs": program.runs, "state": program.state, "said": list(program.said)[-40:]})


async def _propose(house: House, request: web.Request) -> web.StreamResponse:
    who, where = _asked(request)
    text = request.query.get("text", "")
    if request.match_info["side"] == "telegram":
        return web.json_response(telegram_pane.proposed(house, who, where, text))
    try:
        return web.json_response(await discord_pane.proposed(house, who, where, text))
    except (LookupError, NotAnswered):
        return web.json_response([])


async def _events(house: House, request: web.Request) -> web.StreamResponse:
    """A line for every change, until the page goes away."""
    stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await stream.prepare(request)
    sides = (house.discord.state.changes, house.telegram.state.changes)
    while True:
        waits = [asyncio.ensure_future(one.next()) for one in sides]
        done, rest = await asyncio.wait(waits, timeout=AT_LEAST_EVERY, return_when=asyncio.FIRST_COMPLETED)
        for one in rest:
            one.cancel()
        await asyncio.sleep(TOGETHER if done else 0)
        try:
            await stream.write(b"data: changed\n\n" if done else b": still here\n\n")
        except ConnectionError:
            return stream


async def _do(house: House, request: web.Request) -> web.StreamResponse:
    doing = DOINGS.get(request.match_info["what"])
    if doing is None:
        return web.json_response({"note": "no such thing"}, status=404)
    given = await request.json()
    try:
        return web.json_response(await doing(house, given))
    except NotAnswered:
        return web.json_response({"note": "The application did not respond."})
    except (LookupError, CannotDo, PermissionError) as refused:
        return web.json_response({"note": str(refused).strip("'")})


# Discord


def _discord_message(house: House, given: dict[str, Any]) -> DiscordMessage:
    state = house.discord.state
    return state.messages.get(given["message"]) or state.private[given["message"]]


async def _discord_say(house: House, given: dict[str, Any]) -> dict[str, Any]:
    person = discord_pane.person_of(house, given["who"])
    place = discord_pane.place_of(house, given["who"], given["where"])
    text = given["text"].strip()
    if text.startswith("/"):
        known = discord_pane.leaf(house, text)
        if known is None:
            return {"note": f"No command {text.split()[0]} is registered."}
        path, command, rest = known
        options = discord_pane.given(command, rest)
        return _opened(house, given, await person.runs(path, place, within=ANSWER_WITHIN, **options))
    if given.get("reply"):
        await person.replies(_discord_message(house, {"message": given["reply"]}), text)
    else:
        await person.says(place, text)
    return {}


def _opened(house: House, given: dict[str, Any], ask: Ask) -> dict[str, Any]:
    if ask.modal is None:
        return {}
    house.forms[given["who"]] = ask
    return {"form": discord_pane.form(ask)}


async def _discord_press(house: House, given: dict[str, Any]) -> dict[str, Any]:
    person = discord_pane.person_of(house, given["who"])
    ask = await person.presses(_discord_message(house, given), given["id"], within=ANSWER_WITHIN)
    return _opened(house, given, ask)


async def _discord_select(house: House, given: dict[str, Any]) -> dict[str, Any]:
    person, message = discord_pane.person_of(house, given["who"]), _discord_message(house, given)
    ask = await person.selects(message, given["value"], menu=given["id"], within=ANSWER_WITHIN)
    return _opened(house, given, ask)


async def _discord_submit(house: House, given: dict[str, Any]) -> dict[str, Any]:
    ask = house.forms.pop(given["who"])
    fields = {name: value for name, value in given["fields"].items() if value}
    person = discord_pane.person_of(house, given["who"])
    return _opened(house, given, await person.submits(ask, fields, within=ANSWER_WITHIN))


async def _discord_menu(house: House, given: dict[str, Any]) -> dict[str, Any]:
    person = discord_pane.person_of(house, given["who"])
    ask = await person.picks(given["name"], _discord_message(house, given), within=ANSWER_WITHIN)
    return _opened(house, given, ask)


async def _discord_edit(house: House, given: dict[str, Any]) -> dict[str, Any]:
    person = discord_pane.person_of(house, given["who"])
    await person.edits(_discord_message(house, given), given["text"])
    return {}


async def _discord_delete(house: House, given: dict[str, Any]) -> dict[str, Any]:
    await discord_pane.person_of(house, given["who"]).deletes(_discord_message(house, given))
    return {}


# Telegram


def _telegram_message(house: House, given: dict[str, Any], name: str = "message") -> TelegramMessage:
    room = telegram_pane.room_of(house, given["where"])
    chat = room.chat if room else house.here[given["who"]].private
    return chat.messages[int(given[name])]


async def _telegram_say(house: House, given: dict[str, Any]) -> dict[str, Any]:
    person, room = house.here[given["who"]], telegram_pane.room_of(house, given["where"])
    reply = _telegram_message(house, given, "reply") if given.get("reply") else None
    if room is not None and room.chat.kind is Kind.CHANNEL:
        await room.posts(given["text"], reply_to=reply)
    else:
        await person.writes(given["text"].strip(), room, reply_to=reply)
    return {}


async def _telegram_start(house: House, given: dict[str, Any]) -> dict[str, Any]:
    await house.here[given["who"]].starts()
    return {}


async def _telegram_press(house: House, given: dict[str, Any]) -> dict[str, Any]:
    person = house.here[given["who"]]
    tap = await person.presses(_telegram_message(house, given), "", stale=given["id"])
    try:
        said = await person.pop_up(tap, within=ANSWER_WITHIN)
    except TimeoutError:
        return {"note": "No answer to this button."}
    return {"note": said} if said else {}


async def _telegram_edit(house: House, given: dict[str, Any]) -> dict[str, Any]:
    await house.here[given["who"]].edits(_telegram_message(house, given), given["text"])
    return {}


# The program


async def _restart(house: House, given: dict[str, Any]) -> dict[str, Any]:
    await house.program.restart()
    return {"note": "The bot was killed and starts again on the same data."}


async def _line(house: House, given: dict[str, Any]) -> dict[str, Any]:
    await house.program.line(given["text"])
    return {"note": escape(given["text"])}


DOINGS: dict[str, Do] = {
    "discord-say": _discord_say,
    "discord-press": _discord_press,
    "discord-select": _discord_select,
    "discord-submit": _discord_submit,
    "discord-menu": _discord_menu,
    "discord-edit": _discord_edit,
    "discord-delete": _discord_delete,
    "telegram-say": _telegram_say,
    "telegram-start": _telegram_start,
    "telegram-press": _telegram_press,
    "telegram-edit": _telegram_edit,
    "restart": _restart,
    "line": _line,
}
