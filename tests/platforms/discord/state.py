"""All that the local Discord knows, and every change to it; each change is announced to the gateway."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.platforms.changes import Changes
from tests.platforms.discord import content, shapes
from tests.platforms.discord.model import (
    ALL,
    EVERYBODY,
    INVITED,
    NOTHING,
    THREADS,
    Channel,
    File,
    Flag,
    Guild,
    Interaction,
    Json,
    Kind,
    May,
    Member,
    Message,
    Overwrite,
    Role,
    Snowflakes,
    User,
    Webhook,
)

NONCE_LIFE = timedelta(minutes=5)
# Intents, as numbered by Discord's gateway documents.
GUILDS, MEMBERS, GUILD_MESSAGES, GUILD_REACTIONS = 1 << 0, 1 << 1, 1 << 9, 1 << 10
DMS, DM_REACTIONS, MESSAGE_CONTENT, NONE = 1 << 12, 1 << 13, 1 << 15, 0
# (event, data, the intents of which one is enough or 0, whether its content needs the content intent)
Publish = Callable[[str, Json, int, bool], None]


class State:
    """The platform's memory. Methods change it at once and say so; none of them waits."""

    def __init__(self, now: Callable[[], datetime], base: str = "") -> None:
        self.now = now
        self.base = base
        self.ids = Snowflakes(now)
        self.changes = Changes()
        self.publish: Publish = lambda *_: None
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, Message] = {}
        self.private: dict[str, Message] = {}
        self.interactions: dict[str, Interaction] = {}
        self.webhooks: dict[str, Webhook] = {}
        self.files: dict[str, File] = {}
        self.commands: dict[str | None, list[Json]] = {None: []}
        self.opened: list[datetime] = []
        self.bot = self.new_user("bellwether", bot=True)
        self.owner = self.new_user("owner")
        self.team: list[User] = []

    # People and places

    def new_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """Somebody new."""
        one = User(id=self.ids(), name=name, bot=bot, locale=locale)
        self.users[one.id] = one
        return one

    def new_guild(self, name: str, owner: User | None = None, *, with_bot: bool = True) -> Guild:
        """A guild with nothing in it but its owner and, as a rule, the bot."""
        one = Guild(id=self.ids(), name=name, owner=owner or self.owner)
        one.roles[one.id] = Role(one.id, "@everyone", EVERYBODY, 0)
        self.guilds[one.id] = one
        self.join(one, one.owner)
        if with_bot:
            invited = self.new_role(one, "bot", INVITED)
            self.join(one, self.bot, [invited.id])
        return one

    def new_role(self, guild: Guild, name: str, permissions: May = NOTHING) -> Role:
        """A role that nobody has yet."""
        one = Role(self.ids(), name, permissions, len(guild.roles))
        guild.roles[one.id] = one
        self._tell_guild(guild, "GUILD_ROLE_CREATE", {"guild_id": guild.id, "role": shapes.role(one)}, GUILDS)
        return one

    def join(self, guild: Guild, user: User, roles: Sequence[str] = ()) -> Member:
        """The user becomes a member. When it is the bot, it learns the whole guild."""
        one = Member(user, self.now(), list(roles))
        guild.members[user.id] = one
        if user is self.bot:
            self._tell_guild(guild, "GUILD_CREATE", shapes.guild_created(guild, user, members=False), GUILDS)
        else:
            data = {**shapes.member(one), "guild_id": guild.id}
            self._tell_guild(guild, "GUILD_MEMBER_ADD", data, MEMBERS)
        return one

    def leave(self, guild: Guild, user: User) -> None:
        """The user is a member no longer."""
        if user is self.bot:
            self._tell_guild(guild, "GUILD_DELETE", {"id": guild.id, "unavailable": False}, GUILDS)
        del guild.members[user.id]
        data = {"guild_id": guild.id, "user": shapes.user(user)}
        self._tell_guild(guild, "GUILD_MEMBER_REMOVE", data, MEMBERS)

    def set_roles(self, guild: Guild, user: User, roles: Sequence[str]) -> None:
        """These and no other roles."""
        one = guild.members[user.id]
        one.roles = list(roles)
        self._tell_guild(guild, "GUILD_MEMBER_UPDATE", {**shapes.member(one), "guild_id": guild.id}, MEMBERS)

    def new_channel(self, guild: Guild, name: str, kind: Kind = Kind.TEXT) -> Channel:
        """A channel that everybody sees."""
        one = Channel(id=self.ids(), kind=kind, name=name, guild=guild)
        guild.channels[one.id] = one
        self.channels[one.id] = one
        self._tell_guild(guild, "CHANNEL_CREATE", shapes.channel(one), GUILDS)
        return one

    def change_channel(self, channel: Channel, **changes: Any) -> None:
        """Its name, topic, overwrites or archived state."""
        for name, value in changes.items():
            setattr(channel, name, value)
        event = "THREAD_UPDATE" if channel.kind in THREADS else "CHANNEL_UPDATE"
        self._tell_guild(channel.guild, event, shapes.channel(channel), GUILDS)

    def forbid(self, channel: Channel, who: str, deny: May, *, kind: int = 0) -> None:
        """A role (kind 0) or member (1) may not do that here."""
        overwrites = {**channel.overwrites, who: Overwrite(who, kind, deny=deny)}
        self.change_channel(channel, overwrites=overwrites)

    def delete_channel(self, channel: Channel) -> None:
        """The channel and everything in it is gone."""
        assert channel.guild is not None
        event = "THREAD_DELETE" if channel.kind in THREADS else "CHANNEL_DELETE"
        self._tell_guild(channel.guild, event, shapes.channel(channel), GUILDS)
        del channel.guild.channels[channel.id]
        del self.channels[channel.id]
        for one in channel.messages:
            self.messages.pop(one, None)

    def new_thread(
        self, parent: Channel, name: str, owner: User, kind: Kind, message: Message | None = None
    ) -> Channel:
        """A thread; one that hangs on a message has the message's id."""
        identity = message.id if message else self.ids()
        one = Channel(id=identity, kind=kind, name=name, guild=parent.guild, parent=parent, owner=owner)
        one.thread_members.add(owner.id)
        assert parent.guild is not None
        parent.guild.channels[one.id] = one
        self.channels[one.id] = one
        if message is not None:
            message.thread = one
            message.flags |= Flag.HAS_THREAD
        data = {**shapes.channel(one), "newly_created": True}
        self._tell_guild(parent.guild, "THREAD_CREATE", data, GUILDS)
        return one

    def dm(self, user: User) -> Channel:
        """The private chat of the bot with somebody; there is only one."""
        for one in self.channels.values():
            if one.kind is Kind.DM and one.recipient is user:
                return one
        one = Channel(id=self.ids(), kind=Kind.DM, name=f"@{user.name}", recipient=user)
        self.channels[one.id] = one
        self.opened.append(self.now())
        self.changes.tell()
        return one

    def new_webhook(self, channel: Channel, name: str) -> Webhook:
        """A webhook of this channel."""
        identity = self.ids()
        one = Webhook(id=identity, token=f"hook-{identity}", channel=channel, name=name)
        self.webhooks[one.id] = one
        return one

    # What is allowed

    def may(self, user: User, channel: Channel) -> May:
        """What somebody may do in a channel: roles, then the channel's overwrites (Discord's page "Permissions")."""
        guild = channel.guild
        if guild is None:
            return ALL
        if user.id not in guild.members:
            return May(0)
        if user is guild.owner:
            return ALL
        roles = [guild.id, *guild.members[user.id].roles]
        base = May(0)
        for one in roles:
            base |= guild.roles[one].permissions
        if base & May.ADMINISTRATOR:
            return ALL
        place = channel.parent or channel
        if channel.kind is Kind.PRIVATE_THREAD and user.id not in channel.thread_members:
            return base & ~May.VIEW_CHANNEL if not base & May.MANAGE_THREADS else base
        overwrites = place.overwrites
        for group in ([guild.id], roles[1:], [user.id]):
            found = [overwrites[one] for one in group if one in overwrites]
            for one_deny in found:
                base &= ~one_deny.deny
            for one_allow in found:
                base |= one_allow.allow
        return base

    def sees(self, user: User, channel: Channel) -> bool:
        """Whether somebody sees a channel at all."""
        if channel.guild is None:
            return user is self.bot or channel.recipient is user
        return bool(self.may(user, channel) & May.VIEW_CHANNEL)

    # Messages

    def post(
        self,
        channel: Channel,
        author: User,
        body: Mapping[str, Any],
        *,
        files: Sequence[tuple[Json, File]] = (),
        answers: Message | None = None,
        **more: Any,
    ) -> Message:
        """A new message with the content, embeds, components, flags, nonce and allowed_mentions of the body."""
        one = Message(id=self.ids(), channel=channel, author=author, at=self.now(), **more)
        one.nonce = body.get("nonce")
        if answers is not None:
            one.answers, one.kind = answers, 19
            one.reference = {"type": 0, "channel_id": channel.id, "message_id": answers.id}
            if channel.guild is not None:
                one.reference["guild_id"] = channel.guild.id
        self._write(one, body, files)
        if one.only_for is None:
            channel.messages[one.id] = one
            self.messages[one.id] = one
            self._tell_message("MESSAGE_CREATE", one)
        else:
            self.private[one.id] = one
        self.changes.tell()
        return one

    def edit(self, one: Message, body: Mapping[str, Any], files: Sequence[tuple[Json, File]] = ()) -> None:
        """Only what the body names is changed."""
        one.edited_at = self.now()
        one.edits += 1
        one.flags &= ~Flag.LOADING
        self._write(one, body, files)
        if one.only_for is None:
            self._tell_message("MESSAGE_UPDATE", one)
        self.changes.tell()

    def _write(self, one: Message, body: Mapping[str, Any], files: Sequence[tuple[Json, File]]) -> None:
        kept = one.attachments
        if body.get("attachments") is not None:
            ids = {str(each["id"]) for each in body["attachments"]}
            kept = [each for each in kept if each["id"] in ids]
        one.attachments = kept + [self._keep(one, about, file) for about, file in files]
        places = {each["filename"]: each["url"] for each in one.attachments}
        if body.get("flags") is not None:
            one.flags |= body["flags"]
        if "embeds" in body:
            one.embeds = content.embedded(body["embeds"] or [], places)
        if "components" in body:
            one.components = content.numbered(body["components"] or [], places)
        if "content" in body:
            one.content = body["content"] or ""
            users, one.mention_roles, one.mention_everyone = content.mentioned(
                one.content, body.get("allowed_mentions")
            )
            one.mentions = [self.users[each] for each in users if each in self.users]
            if one.answers is not None and (body.get("allowed_mentions") or {}).get("replied_user", True):
                one.mentions = list(dict.fromkeys([*one.mentions, one.answers.author]))

    def _keep(self, one: Message, about: Json, file: File) -> Json:
        identity = self.ids()
        shape = content.attachment(identity, file, one.channel.id, self.base, about)
        self.files[f"{one.channel.id}/{identity}"] = file
        return shape

    def upload(self, channel: Channel, name: str, data: bytes) -> Json:
        """A file that hangs on no message: an option of a command."""
        identity = self.ids()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = File(name=name, data=data, content_type=kind)
        self.files[f"{channel.id}/{identity}"] = file
        return {**content.attachment(identity, file, channel.id, self.base, {}), "ephemeral": True}

    def delete(self, one: Message) -> None:
        """The message is gone for everybody."""
        one.deleted = True
        one.channel.messages.pop(one.id, None)
        self.messages.pop(one.id, None)
        self.private.pop(one.id, None)
        if one.only_for is None:
            data = {"id": one.id, "channel_id": one.channel.id}
            if one.channel.guild is not None:
                data["guild_id"] = one.channel.guild.id
            self._tell_channel(one.channel, "MESSAGE_DELETE", data, GUILD_MESSAGES, DMS)
        self.changes.tell()

    def react(self, one: Message, emoji: str, user: User, *, add: bool = True) -> None:
        """Somebody adds a reaction, or takes it back."""
        by = one.reactions.setdefault(emoji, [])
        if (user.id in by) is add:
            return
        by.append(user.id) if add else by.remove(user.id)
        if not by:
            del one.reactions[emoji]
        data: Json = {"user_id": user.id, "channel_id": one.channel.id, "message_id": one.id, "type": 0}
        data |= {"emoji": {"id": None, "name": emoji}, "burst": False}
        if one.channel.guild is not None:
            data["guild_id"] = one.channel.guild.id
        event = "MESSAGE_REACTION_ADD" if add else "MESSAGE_REACTION_REMOVE"
        self._tell_channel(one.channel, event, data, GUILD_REACTIONS, DM_REACTIONS)
        self.changes.tell()

    def same_nonce(self, author: User, channel: Channel, nonce: str | int) -> Message | None:
        """The message that this author sent with this nonce in the last minutes."""
        since = self.now() - NONCE_LIFE
        for one in reversed(channel.messages.values()):
            if one.at < since:
                return None
            if one.author is author and one.nonce is not None and str(one.nonce) == str(nonce):
                return one
        return None

    # Telling the bot

    def needs_content(self, one: Message) -> bool:
        """Whether the bot sees what is in it only with the message content intent."""
        return (
            one.channel.guild is not None
            and one.author is not self.bot
            and self.bot not in one.mentions
            and one.interaction is None
        )

    def _tell_message(self, event: str, one: Message) -> None:
        data = shapes.sent(one, self.bot)
        self._tell_channel(one.channel, event, data, GUILD_MESSAGES, DMS, hidden=self.needs_content(one))

    def _tell_channel(
        self, channel: Channel, event: str, data: Json, in_guild: int, in_dm: int, *, hidden: bool = False
    ) -> None:
        if self.sees(self.bot, channel):
            self.publish(event, data, in_dm if channel.guild is None else in_guild, hidden)

    def _tell_guild(self, guild: Guild | None, event: str, data: Json, intent: int) -> None:
        if guild is not None and self.bot.id in guild.members:
            self.publish(event, data, intent, False)
        self.changes.tell()

    # The application itself

    def application(self, flags: int) -> Json:
        """What `GET /oauth2/applications/@me` says."""
        return {
            "id": self.bot.id,
            "name": "Bellwether",
            "icon": None,
            "description": "",
            "type": None,
            "bot": shapes.user(self.bot),
            "bot_public": False,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": flags,
            "flags_new": str(flags),
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "owner": shapes.user(self.owner),
            "approximate_guild_count": len(self.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": self._team() if self.team else None,
            "eligible_oauth2_scopes": ["bot", "applications.commands"],
        }

    def _team(self) -> Json:
        return {
            "id": "77",
            "icon": None,
            "name": "The desk",
            "owner_user_id": self.team[0].id,
            "members": [
                {
                    "user": shapes.user(one),
                    "team_id": "77",
                    "membership_state": 2,
                    "role": "admin",
                    "permissions": ["*"],
                }
                for one in self.team
            ],
        }
