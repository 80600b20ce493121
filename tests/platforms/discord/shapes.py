"""How Discord writes things down: plain functions from the model to what goes over the wire."""

from __future__ import annotations

from datetime import datetime

from tests.platforms.discord.model import (
    THREADS,
    Channel,
    Flag,
    Guild,
    Interaction,
    Json,
    Kind,
    May,
    Member,
    Message,
    Role,
    User,
    Webhook,
)


def moment(at: datetime) -> str:
    """A time as Discord writes it."""
    return at.isoformat(timespec="microseconds")


def user(one: User) -> Json:
    """A user as others see it."""
    return {
        "id": one.id,
        "username": one.name,
        "global_name": None if one.bot else one.shown or one.name.capitalize(),
        "discriminator": "0" if not one.bot else "0001",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "bot": one.bot,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }


def own_user(one: User) -> Json:
    """The bot as it sees itself."""
    return {**user(one), "mfa_enabled": True, "locale": one.locale, "verified": True, "email": None}


def member(one: Member, *, with_user: bool = True) -> Json:
    """A member of a guild; without the user inside an event that carries it besides."""
    shape: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": moment(one.joined_at),
        "nick": one.nick,
        "pending": False,
        "premium_since": None,
        "roles": list(one.roles),
        "mute": False,
        "deaf": False,
    }
    if with_user:
        shape["user"] = user(one.user)
    return shape


def role(one: Role) -> Json:
    """A role."""
    return {
        "id": one.id,
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": one.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": True,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def channel(one: Channel) -> Json:
    """A channel, thread or private chat."""
    last = next(reversed(one.messages), None)
    shape: Json = {"id": one.id, "type": int(one.kind), "flags": 0, "last_message_id": last}
    if one.kind is Kind.DM:
        assert one.recipient is not None
        return {**shape, "recipients": [user(one.recipient)]}
    assert one.guild is not None
    shape |= {"guild_id": one.guild.id, "name": one.name, "rate_limit_per_user": one.slow_mode}
    if one.kind in THREADS:
        return {**shape, **_thread(one)}
    return {
        **shape,
        "parent_id": None,
        "topic": one.topic,
        "position": list(one.guild.channels).index(one.id),
        "nsfw": False,
        "permission_overwrites": [
            {"id": over.id, "type": over.kind, "allow": str(int(over.allow)), "deny": str(int(over.deny))}
            for over in one.overwrites.values()
        ],
    }


def _thread(one: Channel) -> Json:
    assert one.parent is not None
    assert one.owner is not None
    return {
        "parent_id": one.parent.id,
        "owner_id": one.owner.id,
        "message_count": len(one.messages),
        "member_count": len(one.thread_members),
        "total_message_sent": len(one.messages),
        "thread_metadata": {
            "archived": one.archived,
            "archive_timestamp": "2015-01-01T00:00:00.000000+00:00",
            "auto_archive_duration": 1440,
            "locked": one.locked,
        },
    }


def guild(one: Guild) -> Json:
    """A guild as REST gives it."""
    nothing: Json = dict.fromkeys(
        (
            "icon description home_header splash discovery_splash banner application_id afk_channel_id"
            " system_channel_id widget_channel_id max_presences vanity_url_code rules_channel_id"
            " safety_alerts_channel_id public_updates_channel_id incidents_data"
        ).split()
    )
    numbers: Json = dict.fromkeys(
        (
            "system_channel_flags verification_level default_message_notifications mfa_level"
            " explicit_content_filter premium_tier premium_subscription_count nsfw_level"
        ).split(),
        0,
    )
    return {
        **nothing,
        **numbers,
        "id": one.id,
        "name": one.name,
        "owner_id": one.owner.id,
        "features": [],
        "region": "deprecated",
        "afk_timeout": 300,
        "widget_enabled": False,
        "roles": [role(each) for each in one.roles.values()],
        "emojis": [],
        "stickers": [],
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
    }


def guild_created(one: Guild, bot: User, *, members: bool) -> Json:
    """A guild as the gateway announces it; without the intent for members, only the bot is among them."""
    channels = [each for each in one.channels.values() if each.kind not in THREADS]
    threads = [each for each in one.channels.values() if each.kind in THREADS and not each.archived]
    seen = [each for each in one.members.values() if members or each.user is bot]
    return {
        **guild(one),
        "unavailable": False,
        "large": False,
        "joined_at": moment(one.members[bot.id].joined_at),
        "member_count": len(one.members),
        "members": [member(each) for each in seen],
        "channels": [channel(each) for each in channels],
        "threads": [channel(each) for each in threads],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def message(one: Message, me: User) -> Json:
    """A message as REST gives it to the bot `me`."""
    shape: Json = {
        "id": one.id,
        "channel_id": one.channel.id,
        "author": user(one.author),
        "type": one.kind,
        "content": one.content,
        "timestamp": moment(one.at),
        "edited_timestamp": moment(one.edited_at) if one.edited_at else None,
        "flags": int(one.flags),
        "embeds": one.embeds,
        "components": one.components,
        "attachments": one.attachments,
        "mentions": [user(each) for each in one.mentions],
        "mention_roles": one.mention_roles,
        "mention_everyone": one.mention_everyone,
        "pinned": False,
        "tts": False,
    }
    if one.nonce is not None:
        shape["nonce"] = one.nonce
    if one.webhook_id is not None:
        shape["webhook_id"] = one.webhook_id
    if one.interaction is not None:
        shape["interaction_metadata"] = one.interaction
        shape["application_id"] = me.id
        shape["webhook_id"] = me.id
    if one.reference is not None:
        shape["message_reference"] = one.reference
    if one.snapshots is not None:
        shape["message_snapshots"] = one.snapshots
    if one.kind == 19:
        gone = one.answers is None or one.answers.deleted
        shape["referenced_message"] = None if gone else message(_plain(one.answers), me)
    if one.reactions:
        shape["reactions"] = [_reaction(emoji, by, me) for emoji, by in one.reactions.items()]
    if one.thread is not None:
        shape["thread"] = channel(one.thread)
    return shape


def _plain(one: Message | None) -> Message:
    """The message that was replied to, without what it replied to itself."""
    assert one is not None
    if one.kind != 19:
        return one
    plain = Message(id=one.id, channel=one.channel, author=one.author, at=one.at)
    plain.__dict__.update({**one.__dict__, "kind": 0, "answers": None})
    return plain


def _reaction(emoji: str, by: list[str], me: User) -> Json:
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(by),
        "count_details": {"burst": 0, "normal": len(by)},
        "burst_colors": [],
        "me_burst": False,
        "me": me.id in by,
    }


def sent(one: Message, me: User) -> Json:
    """A message as the gateway announces it: with the guild and the author's membership."""
    shape = message(one, me)
    where = one.channel.guild
    if where is not None:
        shape["guild_id"] = where.id
        if one.author.id in where.members and one.webhook_id is None:
            shape["member"] = member(where.members[one.author.id], with_user=False)
    return shape


def without_content(shape: Json) -> Json:
    """What a bot without the message content intent gets to see."""
    stripped = {**shape, "content": "", "embeds": [], "attachments": [], "components": []}
    if "message_snapshots" in shape:
        stripped["message_snapshots"] = []
    if shape.get("referenced_message"):
        stripped["referenced_message"] = without_content(shape["referenced_message"])
    return stripped


def webhook(one: Webhook, base: str) -> Json:
    """A webhook, with its token."""
    assert one.channel.guild is not None
    return {
        "id": one.id,
        "type": 1,
        "channel_id": one.channel.id,
        "guild_id": one.channel.guild.id,
        "name": one.name,
        "avatar": None,
        "application_id": None,
        "token": one.token,
        "url": f"{base}/api/webhooks/{one.id}/{one.token}",
    }


def interaction(one: Interaction, app_id: str, me: User, allowed: May, bot_may: May) -> Json:
    """An interaction as the gateway announces it. `allowed` is what the person may do there, `bot_may` the bot."""
    where = one.channel
    shape: Json = {
        "id": one.id,
        "application_id": app_id,
        "type": int(one.kind),
        "token": one.token,
        "version": 1,
        "data": one.data,
        "channel_id": where.id,
        "channel": {**channel(where), "permissions": str(int(allowed))},
        "locale": one.locale,
        "app_permissions": str(int(bot_may)),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": 10 * 1024 * 1024,
        "context": 0 if where.guild else 1 if where.recipient is one.user else 2,
        "authorizing_integration_owners": owners(one),
    }
    if where.guild is not None:
        shape["guild_id"] = where.guild.id
        shape["guild"] = {"id": where.guild.id, "locale": "en-US", "features": []}
        shape["guild_locale"] = "en-US"
        shape["member"] = {
            **member(where.guild.members[one.user.id]),
            "permissions": str(int(allowed)),
        }
    else:
        shape["user"] = user(one.user)
    if one.message is not None:
        shape["message"] = message(one.message, me)
        if one.message.flags & Flag.EPHEMERAL:
            shape["message"].pop("thread", None)
    return shape


def owners(one: Interaction) -> Json:
    """By whose installation the bot was asked: 0 the guild's, 1 the person's."""
    if one.channel.guild is not None and not one.by_user_install:
        return {"0": one.channel.guild.id}
    return {"1": one.user.id} if one.by_user_install else {"0": "0"}


def metadata(one: Interaction) -> Json:
    """What a message says about the interaction that it answers."""
    shape: Json = {
        "id": one.id,
        "type": int(one.kind),
        "user": user(one.user),
        "authorizing_integration_owners": owners(one),
    }
    if one.kind == 3 and one.message is not None:
        shape["interacted_message_id"] = one.message.id
    if one.kind == 5 and one.began is not None:
        shape["triggering_interaction_metadata"] = one.began
    return shape
