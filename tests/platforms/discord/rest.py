"""What the bot may ask over REST, but for interactions: users, guilds, channels, messages, threads, commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from tests.platforms.discord import content, registering, shapes
from tests.platforms.discord.call import Call, uploads
from tests.platforms.discord.errors import Refuse, bad_form, missing_access, missing_permissions, unknown
from tests.platforms.discord.gateway import Gateway
from tests.platforms.discord.model import (
    THREADS,
    Channel,
    File,
    Flag,
    Guild,
    Json,
    Kind,
    May,
    Message,
    Overwrite,
)
from tests.platforms.discord.state import State

Answer = tuple[int, Any]
HISTORY_MOST = 100
DMS_WINDOW = timedelta(minutes=10)


class Rest:
    """One method per route; each takes the call and answers a status with a body, or raises `Refuse`.

    `dms_most` is how many private chats with people who never wrote may be opened in ten minutes before Discord
    says 40003; None for no limit. (A guess, as every figure for it: Discord publishes none.)
    """

    def __init__(self, state: State, gateway: Gateway) -> None:
        self.state = state
        self.gateway = gateway
        self.dms_most: int | None = None

    def routes(self) -> dict[tuple[str, str], Callable[[Call], Answer]]:
        """Every route served here, by method and path as in Discord's documents."""
        channel, message = "/channels/{channel_id}", "/channels/{channel_id}/messages/{message_id}"
        guild, app = "/guilds/{guild_id}", "/applications/{application_id}"
        mine = f"{message}/reactions/{{emoji_name}}/@me"
        return {
            ("GET", "/users/@me"): lambda _: (200, shapes.own_user(self.state.bot)),
            ("GET", "/users/{user_id}"): self.user,
            ("GET", "/oauth2/applications/@me"): lambda _: (200, self.state.application(self.gateway.flags)),
            ("GET", "/applications/@me"): lambda _: (200, self.state.application(self.gateway.flags)),
            ("GET", "/gateway"): lambda _: (200, {"url": self._gateway_url()}),
            ("GET", "/gateway/bot"): self.gateway_bot,
            ("POST", "/users/@me/channels"): self.open_dm,
            ("GET", "/users/@me/guilds"): self.my_guilds,
            ("GET", guild): self.guild,
            ("GET", f"{guild}/channels"): self.guild_channels,
            ("POST", f"{guild}/channels"): self.make_channel,
            ("GET", f"{guild}/roles"): self.guild_roles,
            ("POST", f"{guild}/roles"): self.make_role,
            ("DELETE", f"{guild}/roles/{{role_id}}"): self.delete_role,
            ("GET", f"{guild}/members/{{user_id}}"): self.member,
            ("GET", f"{guild}/threads/active"): self.active_threads,
            ("GET", channel): self.channel,
            ("PATCH", channel): self.change_channel,
            ("DELETE", channel): self.delete_channel,
            ("POST", f"{channel}/typing"): self.typing,
            ("GET", f"{channel}/messages"): self.history,
            ("POST", f"{channel}/messages"): self.post,
            ("GET", message): self.message,
            ("PATCH", message): self.edit,
            ("DELETE", message): self.delete,
            ("POST", f"{message}/threads"): self.thread_on_message,
            ("POST", f"{channel}/threads"): self.thread,
            ("PUT", f"{channel}/thread-members/@me"): self.join_thread,
            ("PUT", f"{channel}/thread-members/{{user_id}}"): self.add_to_thread,
            ("PUT", mine): self.react,
            ("DELETE", mine): self.unreact,
            ("GET", f"{app}/commands"): self.commands,
            ("PUT", f"{app}/commands"): self.put_commands,
            ("GET", f"{app}/guilds/{{guild_id}}/commands"): self.commands,
            ("PUT", f"{app}/guilds/{{guild_id}}/commands"): self.put_commands,
        }

    # Users and guilds

    def user(self, call: Call) -> Answer:
        one = self.state.users.get(call.parameters["user_id"])
        if one is None:
            raise unknown("user")
        return 200, shapes.user(one)

    def _gateway_url(self) -> str:
        return f"{self.state.base.replace('http', 'ws', 1)}/gateway"

    def gateway_bot(self, call: Call) -> Answer:
        left = {"total": 1000, "remaining": 1000 - self.gateway.identifies, "reset_after": 86_400_000}
        limit = {**left, "max_concurrency": 1}
        return 200, {"url": self._gateway_url(), "shards": 1, "session_start_limit": limit}

    def open_dm(self, call: Call) -> Answer:
        user = self.state.users.get(str(call.fields.get("recipient_id")))
        if user is None or user is self.state.bot:
            raise Refuse(400, 50033, "Invalid Recipient(s)")
        known = any(one.recipient is user for one in self.state.channels.values())
        since = self.state.now() - DMS_WINDOW
        recent = sum(at > since for at in self.state.opened)
        if not known and self.dms_most is not None and recent >= self.dms_most:
            raise Refuse(403, 40003, "You are opening direct messages too fast.")
        return 200, shapes.channel(self.state.dm(user))

    def my_guilds(self, call: Call) -> Answer:
        mine = [one for one in self.state.guilds.values() if self.state.bot.id in one.members]
        return 200, [
            {
                "id": one.id,
                "name": one.name,
                "icon": None,
                "banner": None,
                "owner": False,
                "permissions": str(self._rights(one)),
                "features": [],
            }
            for one in mine
        ]

    def _rights(self, guild: Guild) -> int:
        """What the bot may do in a guild as a whole, by its roles there."""
        rights = int(guild.roles[guild.id].permissions)
        for role in guild.members[self.state.bot.id].roles:
            rights |= guild.roles[role].permissions
        return rights

    def _guild(self, call: Call) -> Guild:
        one = self.state.guilds.get(call.parameters["guild_id"])
        if one is None:
            raise unknown("guild")
        if self.state.bot.id not in one.members:
            raise missing_access()
        return one

    def guild(self, call: Call) -> Answer:
        one = self._guild(call)
        return 200, {**shapes.guild(one), "approximate_member_count": len(one.members)}

    def guild_channels(self, call: Call) -> Answer:
        channels = self._guild(call).channels.values()
        return 200, [shapes.channel(one) for one in channels if one.kind not in THREADS]

    def make_channel(self, call: Call) -> Answer:
        guild = self._guild(call)
        roles = [guild.roles[one].permissions for one in guild.members[self.state.bot.id].roles]
        if not any(one & (May.MANAGE_CHANNELS | May.ADMINISTRATOR) for one in roles):
            raise missing_permissions()
        one = self.state.new_channel(guild, call.fields["name"], Kind(call.fields.get("type") or 0))
        one.topic = call.fields.get("topic")
        one.overwrites = {
            over["id"]: Overwrite(over["id"], over["type"], May(int(over["allow"])), May(int(over["deny"])))
            for over in call.fields.get("permission_overwrites") or []
        }
        return 201, shapes.channel(one)

    def guild_roles(self, call: Call) -> Answer:
        return 200, [shapes.role(one) for one in self._guild(call).roles.values()]

    def make_role(self, call: Call) -> Answer:
        guild = self._guild(call)
        if not self._rights(guild) & (May.MANAGE_ROLES | May.ADMINISTRATOR):
            raise missing_permissions()
        permissions = May(int(call.fields.get("permissions") or 0))
        return 200, shapes.role(
            self.state.new_role(guild, call.fields.get("name") or "new role", permissions)
        )

    def delete_role(self, call: Call) -> Answer:
        guild = self._guild(call)
        if not self._rights(guild) & (May.MANAGE_ROLES | May.ADMINISTRATOR):
            raise missing_permissions()
        if guild.roles.pop(call.parameters["role_id"], None) is None:
            raise unknown("role")
        return 204, None

    def member(self, call: Call) -> Answer:
        one = self._guild(call).members.get(call.parameters["user_id"])
        if one is None:
            raise unknown("member" if call.parameters["user_id"] in self.state.users else "user")
        return 200, shapes.member(one)

    def active_threads(self, call: Call) -> Answer:
        channels = self._guild(call).channels.values()
        threads = [one for one in channels if one.kind in THREADS and not one.archived]
        return 200, {"threads": [shapes.channel(one) for one in threads], "members": [], "has_more": False}

    # Channels

    def _channel(self, call: Call, *needs: May) -> Channel:
        one = self.state.channels.get(call.parameters["channel_id"])
        if one is None:
            raise unknown("channel")
        if not self.state.sees(self.state.bot, one) and one.kind is not Kind.DM:
            raise missing_access()
        may = self.state.may(self.state.bot, one)
        if any(not may & need for need in needs):
            raise missing_permissions()
        return one

    def channel(self, call: Call) -> Answer:
        return 200, shapes.channel(self._channel(call))

    def change_channel(self, call: Call) -> Answer:
        one = self._channel(call)
        may = self.state.may(self.state.bot, one)
        needed = May.MANAGE_THREADS if one.kind in THREADS else May.MANAGE_CHANNELS
        if not may & needed and one.owner is not self.state.bot:
            raise missing_permissions()
        names = ("name", "topic", "archived", "locked")
        changes = {name: call.fields[name] for name in names if name in call.fields}
        self.state.change_channel(one, **changes)
        return 200, shapes.channel(one)

    def delete_channel(self, call: Call) -> Answer:
        one = self._channel(call)
        shown = shapes.channel(one)  # its place in the list goes with it
        if one.kind is not Kind.DM:
            self._channel(call, May.MANAGE_THREADS if one.kind in THREADS else May.MANAGE_CHANNELS)
            self.state.delete_channel(one)
        return 200, shown

    def typing(self, call: Call) -> Answer:
        self._channel(call, May.SEND_MESSAGES)
        return 204, None

    # Messages

    def history(self, call: Call) -> Answer:
        channel = self._channel(call, May.READ_MESSAGE_HISTORY)
        limit = int(call.query.get("limit", 50))
        if not 1 <= limit <= HISTORY_MOST:
            raise bad_form({"limit": ("NUMBER_TYPE_MAX", "int value should be between 1 and 100.")})
        found = list(channel.messages.values())
        if "before" in call.query:
            found = [one for one in found if int(one.id) < int(call.query["before"])]
        if "after" in call.query:
            found = [one for one in found if int(one.id) > int(call.query["after"])][:limit]
        return 200, [self._seen(one) for one in reversed(found[-limit:])]

    def _seen(self, one: Message) -> Json:
        shape = shapes.message(one, self.state.bot)
        hidden = self.state.needs_content(one) and not self.gateway.flags & 1 << 19
        return shapes.without_content(shape) if hidden else shape

    def _message(self, call: Call, *needs: May) -> Message:
        channel = self._channel(call, *needs)
        one = channel.messages.get(call.parameters["message_id"])
        if one is None:
            raise unknown("message")
        return one

    def message(self, call: Call) -> Answer:
        return 200, self._seen(self._message(call, May.READ_MESSAGE_HISTORY))

    def post(self, call: Call) -> Answer:
        channel = self._channel(call)
        self._may_write(channel, call)
        body = call.fields
        nonce = body.get("nonce")
        if nonce is not None and body.get("enforce_nonce"):
            before = self.state.same_nonce(self.state.bot, channel, nonce)
            if before is not None:
                return 200, shapes.message(before, self.state.bot)
        flags = (body.get("flags") or 0) & (Flag.SILENT | Flag.COMPONENTS_V2 | 1 << 2)
        content.check(body, flags, files=len(call.files))
        answers = self._answered(channel, body.get("message_reference"))
        files = uploads(call.files, body)
        one = self.state.post(
            channel,
            self.state.bot,
            {**body, "flags": flags, "attachments": None},
            files=files,
            answers=answers,
        )
        return 200, shapes.message(one, self.state.bot)

    def _may_write(self, channel: Channel, call: Call) -> None:
        if channel.kind is Kind.DM:
            assert channel.recipient is not None
            if not channel.recipient.dms_open:
                raise Refuse(403, 50007, "Cannot send messages to this user")
            return
        if channel.kind in THREADS:
            self._channel(call, May.SEND_MESSAGES_IN_THREADS)
            if channel.archived and channel.locked:
                raise Refuse(400, 50083, "Thread is archived")
            channel.archived = False
        else:
            self._channel(call, May.SEND_MESSAGES)
        if call.files:
            self._channel(call, May.ATTACH_FILES)

    @staticmethod
    def _answered(channel: Channel, reference: Json | None) -> Message | None:
        if not reference or reference.get("type"):
            return None
        one = channel.messages.get(str(reference["message_id"]))
        fail = reference.get("fail_if_not_exists")
        if one is None and (fail is None or fail):
            raise bad_form({"message_reference": ("REPLIES_UNKNOWN_MESSAGE", "Unknown message")})
        return one

    def edit(self, call: Call) -> Answer:
        one = self._message(call)
        if one.author is not self.state.bot:
            raise Refuse(403, 50005, "Cannot edit a message authored by another user")
        self.apply_edit(one, call.fields, call.files)
        return 200, shapes.message(one, self.state.bot)

    def apply_edit(self, one: Message, body: Json, files: Sequence[File]) -> None:
        """Check and make an edit, as of a channel's message and of one that answers an interaction."""
        flags = (body.get("flags") or 0) | one.flags
        merged: Json = {"content": one.content, "embeds": one.embeds, "components": one.components}
        merged |= {"attachments": one.attachments} | body
        content.check(merged, flags, files=len(files))
        changed = {**body, "flags": (body.get("flags") or 0) & Flag.COMPONENTS_V2}
        self.state.edit(one, changed, uploads(files, body))

    def delete(self, call: Call) -> Answer:
        one = self._message(call)
        if one.author is not self.state.bot:
            if one.channel.kind is Kind.DM:
                raise Refuse(403, 50003, "Cannot execute action on a DM channel")
            self._channel(call, May.MANAGE_MESSAGES)
        self.state.delete(one)
        return 204, None

    def react(self, call: Call) -> Answer:
        one = self._message(call, May.READ_MESSAGE_HISTORY, May.ADD_REACTIONS)
        self.state.react(one, unquote(call.parameters["emoji_name"]), self.state.bot)
        return 204, None

    def unreact(self, call: Call) -> Answer:
        one = self._message(call)
        self.state.react(one, unquote(call.parameters["emoji_name"]), self.state.bot, add=False)
        return 204, None

    # Threads

    def thread_on_message(self, call: Call) -> Answer:
        one = self._message(call, May.CREATE_PUBLIC_THREADS)
        if one.thread is not None:
            raise Refuse(400, 160004, "A thread has already been created for this message")
        return self._begin(one.channel, call, Kind.PUBLIC_THREAD, one)

    def thread(self, call: Call) -> Answer:
        kind = Kind(call.fields.get("type") or Kind.PRIVATE_THREAD)
        needed = May.CREATE_PUBLIC_THREADS if kind is Kind.PUBLIC_THREAD else May.CREATE_PRIVATE_THREADS
        return self._begin(self._channel(call, needed), call, kind, None)

    def _begin(self, parent: Channel, call: Call, kind: Kind, message: Message | None) -> Answer:
        if parent.guild is None or parent.kind in THREADS:
            raise Refuse(400, 50024, "Cannot execute action on this channel type")
        one = self.state.new_thread(parent, call.fields["name"], self.state.bot, kind, message)
        return 201, shapes.channel(one)

    def join_thread(self, call: Call) -> Answer:
        self._channel(call).thread_members.add(self.state.bot.id)
        return 204, None

    def add_to_thread(self, call: Call) -> Answer:
        one = self._channel(call)
        one.thread_members.add(call.parameters["user_id"])
        self.state.changes.tell()
        return 204, None

    # Commands

    def _own(self, call: Call) -> str | None:
        if call.parameters["application_id"] != self.state.bot.id:
            raise unknown("application")
        if "guild_id" in call.parameters:
            return self._guild(call).id
        return None

    def commands(self, call: Call) -> Answer:
        return 200, self.state.commands.get(self._own(call), [])

    def put_commands(self, call: Call) -> Answer:
        scope = self._own(call)
        before = {(one["type"], one["name"]): one for one in self.state.commands.get(scope, [])}
        complaints = registering.wrong(call.body or [])
        if complaints:
            raise bad_form(complaints)
        self.state.commands[scope] = [self._command(one, scope, before) for one in call.body or []]
        self.state.changes.tell()
        return 200, self.state.commands[scope]

    def _command(self, given: Json, scope: str | None, before: dict[tuple[int, str], Json]) -> Json:
        kind = given.get("type") or 1
        old = before.get((kind, given["name"]))
        shape: Json = {key: value for key, value in given.items() if value is not None}
        if shape.get("options") == []:
            del shape["options"]
        permissions = given.get("default_member_permissions")
        return {
            "description": "",
            "contexts": None if scope else [0, 1, 2],
            "integration_types": [0],
            "nsfw": False,
            **shape,
            "type": kind,
            "id": old["id"] if old else self.state.ids(),
            "application_id": self.state.bot.id,
            "version": self.state.ids(),
            "default_member_permissions": None if permissions is None else str(permissions),
            **({"guild_id": scope} if scope else {}),
        }
