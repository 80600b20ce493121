"""Discord as a way out: one card, one call.

A message's word is its id; `CHANNEL/ID` where that is not the chat it was sent to (a thread); `hook:TOKEN:ID` for an
answer that only one person sees, which can be changed while its token lives. A thread has the id of the message that
it hangs under, so `Outgoing.thread` may name that message: the thread is opened with its first line.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict, deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.measure import cut
from bot.chat.wire import Later, Outgoing, Pace, Unreachable, Why
from bot.console.render import clean
from bot.discord.render import File, Rendered, render
from bot.discord.rest import Rest

PLATFORM = "discord"
HOOK = "hook"
SILENT = 1 << 12
NONCE_MOST = 25
THREAD_NAME_MOST = 100
THREAD_MINUTES = 1_440
# Fifty a second for one bot; five messages in five seconds in a channel ("Rate limits"; the rest is in no document).
PACE = Pace(
    a_second=45,
    kept=10,
    room_seconds=1.0,
    rooms_a_minute=60,
    chat_seconds=1.0,
    edit_seconds=1.5,
    at_once=16,
    room_burst=5,
)
# Whoever opens many private chats is taken for a spammer; where that begins is told nowhere (reference: our guess).
NEW_CHATS_MOST, NEW_CHATS_SECONDS = 10, 600.0
KNOWN_CHATS_MOST = 20_000
LOOK_BACK = 100
FILES_REMEMBERED = 2_000
# The platform's clock and ours.
SKEW = timedelta(seconds=60)
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class DiscordWire:
    """The bot's own hand. `application` is known once it has logged in: only then can answers by token be changed.
    `me` is the bot's own user.
    """

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self.application = ""
        self.me = ""
        self._known: OrderedDict[str, str] = OrderedDict()
        self._opened: deque[float] = deque()
        self._files: OrderedDict[str, str] = OrderedDict()

    @property
    def platform(self) -> str:
        """`discord`."""
        return PLATFORM

    @property
    def pace(self) -> Pace:
        """What Discord lets one bot do."""
        return PACE

    async def send(self, out: Outgoing) -> str:
        """Show a card; with the same nonce it is shown once, however often it is sent within some minutes."""
        made = _new(out)
        if out.thread is None:
            return await self._post(out.chat, made, out)
        try:
            return await self._post(out.thread, made, out)
        except Unreachable as error:
            if error.why is not Why.NO_ROOM:
                raise
        if await self._open_thread(out):
            return await self._post(out.thread, made, out)
        reference = {"message_id": out.thread, "fail_if_not_exists": False}
        return await self._post(
            out.chat, Rendered({**made.payload, "message_reference": reference}, made.files), out
        )

    async def _post(self, room: str, made: Rendered, out: Outgoing) -> str:
        found = await self._rest.call(
            "POST", f"/channels/{room}/messages", payload=made.payload, files=made.files
        )
        message: str = found["id"] if room == out.chat else f"{room}/{found['id']}"
        self._note(message, mark_of(made.files))
        return message

    async def _open_thread(self, out: Outgoing) -> bool:
        """Whether there is a thread under the message now. Where it may not be, its lines become replies."""
        name = cut(" ".join(clean(out.reply.title, lines=False).split()), THREAD_NAME_MOST)
        try:
            await self._rest.call(
                "POST",
                f"/channels/{out.chat}/messages/{out.thread}/threads",
                payload={"name": name or "…", "auto_archive_duration": THREAD_MINUTES},
            )
        except Unreachable:
            return False
        return True

    async def edit(self, message: str, out: Outgoing) -> None:
        """Show the card anew in its place."""
        made = render(out.reply, out.card)
        path, signed = self._path(message, out.chat)
        mark = mark_of(made.files)
        if mark and self._files.get(message) == mark:
            # What is attached stays when an edit says nothing of it: the same picture is not sent again.
            made = Rendered({name: part for name, part in made.payload.items() if name != "attachments"})
        await self._rest.call("PATCH", path, payload=made.payload, files=made.files, signed=signed)
        self._note(message, mark)

    def _note(self, message: str, mark: str) -> None:
        """Which files a message has now."""
        self._files.pop(message, None)
        if mark:
            self._files[message] = mark
            if len(self._files) > FILES_REMEMBERED:
                self._files.popitem(last=False)

    async def delete(self, chat: str, message: str) -> None:
        """Take a message away; one that is gone already is fine."""
        path, signed = self._path(message, chat)
        try:
            await self._rest.call("DELETE", path, signed=signed)
        except Unreachable as error:
            if error.why is not Why.NO_ROOM:
                raise

    def _path(self, message: str, chat: str) -> tuple[str, bool]:
        if message.startswith(f"{HOOK}:"):
            if not self.application:
                raise Later(1.0)
            _, token, id_ = message.split(":")
            return f"/webhooks/{self.application}/{token}/messages/{id_}", False
        room, _, id_ = message.rpartition("/")
        return f"/channels/{room or chat}/messages/{id_}", True

    async def private_chat(self, external: str) -> str:
        """The private chat with somebody. New ones are few: more are told to come later."""
        if (known := self._known.get(external)) is not None:
            return known
        now = asyncio.get_running_loop().time()
        while self._opened and self._opened[0] <= now - NEW_CHATS_SECONDS:
            self._opened.popleft()
        if len(self._opened) >= NEW_CHATS_MOST:
            raise Later(self._opened[0] + NEW_CHATS_SECONDS - now)
        self._opened.append(now)
        found = await self._rest.call("POST", "/users/@me/channels", payload={"recipient_id": external})
        self.knows(external, found["id"])
        return str(found["id"])

    def knows(self, external: str, chat: str) -> None:
        """Somebody wrote in their private chat: it need not be opened."""
        self._known[external] = chat
        self._known.move_to_end(external)
        if len(self._known) > KNOWN_CHATS_MOST:
            self._known.popitem(last=False)

    def known(self, external: str) -> str:
        """Somebody's private chat, or nothing while it is not known."""
        return self._known.get(external, "")

    async def was_shown(self, out: Outgoing, after: datetime) -> str | None:
        """The message of a send that is in doubt: by its nonce, by its buttons, or by its very words."""
        room = out.thread or out.chat
        made = _new(out)
        try:
            found = await self._rest.call(
                "GET",
                f"/channels/{room}/messages",
                query={"after": str(snowflake(after - SKEW)), "limit": str(LOOK_BACK)},
            )
        except Unreachable:
            return None
        mine = [
            one
            for one in found
            if one.get("author", {}).get("id") == self.application or not self.application
        ]
        for one in mine:
            if _is(one, made.payload, out.card):
                return one["id"] if room == out.chat else f"{room}/{one['id']}"
        return None


def _new(out: Outgoing) -> Rendered:
    made = render(out.reply, out.card)
    payload = made.payload | {"nonce": nonce(out.nonce), "enforce_nonce": True}
    if out.silent:
        payload["flags"] = SILENT
    if out.answers is not None:
        _, _, id_ = out.answers.replace(":", "/").rpartition("/")
        payload["message_reference"] = {"message_id": id_, "fail_if_not_exists": False}
    return Rendered(payload, made.files)


def mark_of(files: Sequence[File]) -> str:
    """By what is told whether a message has these files already; nothing for none."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\n{len(file.content)}\n".encode())
        whole.update(file.content)
    return whole.hexdigest() if files else ""


def nonce(text: str) -> str:
    """The nonce as Discord takes it: the same for the same text, and at most 25 letters."""
    return text if len(text) <= NONCE_MOST else hashlib.sha256(text.encode()).hexdigest()[:NONCE_MOST]


def snowflake(at: datetime) -> int:
    """The smallest id of anything made at this moment (document "Snowflakes")."""
    return max(int((at - EPOCH) / timedelta(milliseconds=1)), 0) << 22


def moment(id_: str) -> datetime:
    """When the thing with this id was made."""
    return EPOCH + timedelta(milliseconds=int(id_) >> 22)


def _is(message: dict[str, Any], payload: dict[str, Any], card: str) -> bool:
    if message.get("nonce") is not None:
        return bool(str(message["nonce"]) == payload["nonce"])
    ids = [
        str(one.get("custom_id", ""))
        for row in message.get("components", ())
        for one in row.get("components", ())
    ]
    if ids or payload["components"]:
        return any(id_.startswith(f"bw:{card}:") for id_ in ids)
    shown = (message.get("embeds") or [{}])[0]
    embed = payload["embeds"][0]
    return all(
        (shown.get(name) or "").strip() == embed.get(name, "").strip() for name in ("title", "description")
    )
