"""Users, chats, messages and updates as the Bot API describes them, as plain JSON."""

from __future__ import annotations

from tests.platforms.telegram.model import (
    ABOVE,
    ANONYMOUS_ADMIN,
    ONLY_CHANNELS,
    ONLY_GROUPS,
    RIGHTS,
    Chat,
    File,
    Json,
    Kind,
    Member,
    Message,
    Standing,
    Tap,
    Topic,
    User,
)


def user(one: User) -> Json:
    """User."""
    shape: Json = {"id": one.id, "is_bot": one.bot, "first_name": one.name}
    if one.username:
        shape["username"] = one.username
    if one.language:
        shape["language_code"] = one.language
    return shape


def chat(one: Chat) -> Json:
    """Chat."""
    shape: Json = {"id": one.id, "type": one.kind.value}
    if one.person is not None:
        shape["first_name"] = one.person.name
    else:
        shape["title"] = one.title
    if one.username:
        shape["username"] = one.username
    if one.forum:
        shape["is_forum"] = True
    return shape


def full_chat(one: Chat) -> Json:
    """ChatFullInfo."""
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    shape = {**chat(one), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if one.kind in (Kind.GROUP, Kind.SUPERGROUP):
        shape["permissions"] = {"can_send_messages": not one.muted}
    return shape


def photo(one: File) -> list[Json]:
    """Sizes of a photo: ours has one."""
    return [
        {
            "file_id": one.id,
            "file_unique_id": one.unique,
            "width": one.width,
            "height": one.height,
            "file_size": len(one.data),
        }
    ]


def document(one: File) -> Json:
    """Document."""
    return {
        "file_id": one.id,
        "file_unique_id": one.unique,
        "file_name": one.name,
        "mime_type": one.content_type,
        "file_size": len(one.data),
    }


def message(one: Message, *, alone: bool = False) -> Json:
    """Message. What it answers is shown too, unless it stands `alone`."""
    shape: Json = {"message_id": one.id, "date": int(one.at.timestamp()), "chat": chat(one.chat)}
    shape |= _author(one) | _content(one) | _thread(one)
    if one.edited_at is not None:
        shape["edit_date"] = int(one.edited_at.timestamp())
    if one.answers is not None and not alone:
        shape["reply_to_message"] = message(one.answers, alone=True)
    if one.keyboard:
        shape["reply_markup"] = {"inline_keyboard": one.keyboard}
    if one.via_bot is not None:
        shape["via_bot"] = user(one.via_bot)
    if one.origin is not None:
        shape["forward_origin"] = one.origin
    if one.protected:
        shape["has_protected_content"] = True
    return shape | (one.service or {})


def _author(one: Message) -> Json:
    if one.chat.kind is Kind.CHANNEL:
        shape: Json = {"sender_chat": chat(one.chat)}
        return shape | ({"author_signature": one.signature} if one.signature else {})
    if one.anonymous:
        hidden = {
            "id": ANONYMOUS_ADMIN,
            "is_bot": True,
            "first_name": "Group",
            "username": "GroupAnonymousBot",
        }
        return {"from": hidden, "sender_chat": chat(one.chat)}
    return {} if one.sender is None else {"from": user(one.sender)}


def _content(one: Message) -> Json:
    if one.media is None:
        if one.service is not None:
            return {}
        return {"text": one.text} | ({"entities": one.entities} if one.entities else {})
    shape: Json = {}
    if one.photo is not None:
        shape["photo"] = photo(one.photo)
    if one.document is not None:
        shape["document"] = document(one.document)
    if one.text:
        shape["caption"] = one.text
        if one.entities:
            shape["caption_entities"] = one.entities
    return shape


def _thread(one: Message) -> Json:
    """The topic; and in a supergroup that is none, the thread that replies make."""
    if one.topic is not None:
        return {"message_thread_id": one.topic, "is_topic_message": True}
    if one.chat.kind is Kind.SUPERGROUP and not one.chat.forum and one.answers is not None:
        root = one.answers
        while root.answers is not None:
            root = root.answers
        return {"message_thread_id": root.id}
    return {}


def tap(one: Tap) -> Json:
    """CallbackQuery."""
    shape: Json = {
        "id": one.id,
        "from": user(one.user),
        "chat_instance": str(one.message.chat.id),
        "data": one.data,
    }
    if one.message.inline_id is not None:
        shape["inline_message_id"] = one.message.inline_id
    elif one.message.deleted:
        shape["message"] = {"chat": chat(one.message.chat), "message_id": one.message.id, "date": 0}
    else:
        shape["message"] = message(one.message)
    return shape


def member(one: Member, kind: Kind) -> Json:
    """ChatMember of the fitting kind."""
    shape: Json = {"status": one.standing.value, "user": user(one.user)}
    if one.standing is Standing.KICKED:
        shape["until_date"] = 0
    if one.standing not in ABOVE:
        return shape
    shape["is_anonymous"] = False
    if one.standing is Standing.CREATOR:
        return shape
    not_here = ONLY_GROUPS if kind is Kind.CHANNEL else ONLY_CHANNELS
    rights = {right: right in one.rights for right in RIGHTS if right not in not_here}
    return shape | {"can_be_edited": False} | rights


def topic(one: Topic) -> Json:
    """ForumTopic."""
    return {"message_thread_id": one.id, "name": one.name, "icon_color": 7322096}
