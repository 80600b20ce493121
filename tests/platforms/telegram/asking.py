"""Methods about the bot itself, its updates, chats, topics, commands, taps and inline questions."""

from __future__ import annotations

import re
from typing import Any

from tests.platforms.telegram import shapes
from tests.platforms.telegram.methods import method
from tests.platforms.telegram.model import ABOVE, THERE, Chat, Json, Kind, Standing, Topic, units
from tests.platforms.telegram.state import State
from tests.platforms.telegram.wire import Given, bad, forbidden

LONGEST_POPUP = 200
MOST_COMMANDS, LONGEST_DESCRIPTION = 100, 256
MOST_RESULTS = 50
TAP_SECONDS = 15 * 60
LARGEST_DOWNLOAD = 20 * 1024 * 1024
LONGEST_ABOUT = {"Name": 64, "Description": 512, "ShortDescription": 120}
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("getMe")
def get_me(state: State, _given: Given) -> Json:
    """The bot as a user, with what it may."""
    may: Json = {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return shapes.user(state.bot) | may


@method("getUpdates")
async def get_updates(state: State, given: Given) -> list[Json]:
    """What happened since, at once or as soon as something does."""
    _allow(state, given)
    limit = given.whole("limit", 100)
    return await state.updates.poll(given.whole("offset"), limit, given.whole("timeout"))


def _allow(state: State, given: Given) -> None:
    allowed = given.nested("allowed_updates")
    if allowed is not None:
        state.updates.allowed = allowed or None


@method("setWebhook")
def set_webhook(state: State, given: Given) -> bool:
    """From now on updates are posted there."""
    _allow(state, given)
    if given.flag("drop_pending_updates"):
        state.updates.waiting.clear()
    state.updates.set_webhook(
        given.text("url"), given.text("secret_token"), given.whole("max_connections", 40)
    )
    return True


@method("deleteWebhook")
def delete_webhook(state: State, given: Given) -> bool:
    """From now on updates are asked for."""
    if given.flag("drop_pending_updates"):
        state.updates.waiting.clear()
    state.updates.set_webhook("", "", 0)
    return True


@method("getWebhookInfo")
def get_webhook_info(state: State, _given: Given) -> Json:
    """How the webhook is doing."""
    hook = state.updates.webhook
    shape: Json = {
        "url": "" if hook is None else hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.waiting),
    }
    if hook is not None:
        shape |= {"max_connections": hook.connections, "ip_address": "127.0.0.1"}
        if hook.failed_at is not None:
            shape |= {"last_error_date": int(hook.failed_at.timestamp()), "last_error_message": hook.failed}
    if state.updates.allowed:
        shape["allowed_updates"] = state.updates.allowed
    return shape


@method("logOut")
@method("close")
def leave_server(_state: State, _given: Given) -> bool:
    """Nothing to do here."""
    return True


# Taps and inline questions.


@method("answerCallbackQuery")
def answer_callback_query(state: State, given: Given) -> bool:
    """What pops up for who pressed a button. Once, and in time."""
    tap = state.taps.get(given.text("callback_query_id"))
    late = tap is not None and (state.now() - tap.at).total_seconds() > TAP_SECONDS
    if tap is None or tap.answered or late:
        raise bad(TOO_OLD)
    if units(given.text("text")) > LONGEST_POPUP:
        raise bad("MESSAGE_TOO_LONG")
    url = given.text("url")
    if url and not url.startswith(
        (f"https://t.me/{state.bot.username}?start=", f"t.me/{state.bot.username}?")
    ):
        raise bad("URL_INVALID")
    tap.answered, tap.text, tap.alert = True, given.text("text"), given.flag("show_alert")
    tap.url = url or None
    state.changes.tell()
    return True


@method("answerInlineQuery")
def answer_inline_query(state: State, given: Given) -> bool:
    """What somebody may pick who typed behind the bot's name."""
    ask = state.asks.get(given.text("inline_query_id"))
    if ask is None or ask.answered:
        raise bad(TOO_OLD)
    results: list[Json] = given.nested("results") or []
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    ids = [str(one.get("id", "")) for one in results]
    if len(set(ids)) != len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    if not all(1 <= len(one.encode()) <= 64 for one in ids):
        raise bad("RESULT_ID_INVALID")
    ask.answered, ask.results = True, results
    ask.button, ask.personal = given.nested("button"), given.flag("is_personal")
    state.changes.tell()
    return True


# Commands and what is said about the bot.


@method("setMyCommands")
def set_my_commands(state: State, given: Given) -> bool:
    """The list of commands for a scope and a language."""
    commands: list[Json] = given.nested("commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(one.get("description", "").strip()) <= LONGEST_DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    state.commands[_scope(state, given)] = commands
    state.changes.tell()
    return True


def _scope(state: State, given: Given) -> tuple[str, str]:
    """`default`, `chat:-100123`, `chat_member:-100123:77`; and the language."""
    scope: Json = given.nested("scope") or {"type": "default"}
    language = given.text("language_code")
    if not re.fullmatch(r"(?:[a-z]{2})?", language):
        raise bad("invalid language code specified")
    words = [str(scope.get("type"))]
    if "chat_id" in scope:
        words.append(str(state.find_chat(scope["chat_id"]).id))
    if "user_id" in scope:
        words.append(str(scope["user_id"]))
    return ":".join(words), language


@method("getMyCommands")
def get_my_commands(state: State, given: Given) -> list[Json]:
    """The list as it was set."""
    return state.commands.get(_scope(state, given), [])


@method("deleteMyCommands")
def delete_my_commands(state: State, given: Given) -> bool:
    """No list for this scope and language any more."""
    state.commands.pop(_scope(state, given), None)
    state.changes.tell()
    return True


def _set_about(kind: str, field: str) -> Any:
    def change(state: State, given: Given) -> bool:
        """What is said about the bot in one language."""
        if units(given.text(field)) > LONGEST_ABOUT[kind]:
            raise bad(f"the {field.replace('_', ' ')} is too long")
        state.about[kind, given.text("language_code")] = given.text(field)
        return True

    def ask(state: State, given: Given) -> Json:
        """As it was set, else for all languages."""
        found = state.about.get((kind, given.text("language_code"))) or state.about.get((kind, ""), "")
        return {field: found or (state.bot.name if kind == "Name" else "")}

    method(f"setMy{kind}")(change)
    method(f"getMy{kind}")(ask)


_set_about("Name", "name")
_set_about("Description", "description")
_set_about("ShortDescription", "short_description")


@method("setChatMenuButton")
def set_chat_menu_button(state: State, given: Given) -> bool:
    """The button beside the text field."""
    state.menu_buttons[given.whole("chat_id")] = given.nested("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton")
def get_chat_menu_button(state: State, given: Given) -> Json:
    """As it was set."""
    found = state.menu_buttons.get(given.whole("chat_id")) or state.menu_buttons.get(0)
    return found or {"type": "default"}


# Chats, members, topics, files.


def _known(state: State, given: Given) -> Chat:
    """A chat that the bot is in."""
    chat = state.find_chat(given.text("chat_id"))
    if chat.moved_to is not None:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
    standing = state.bot_in(chat)
    if standing is Standing.KICKED:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if standing not in THERE:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    if chat.kind is Kind.PRIVATE and not chat.started:
        raise bad("chat not found")
    return chat


@method("getChat")
def get_chat(state: State, given: Given) -> Json:
    """ChatFullInfo."""
    return shapes.full_chat(_known(state, given))


@method("getChatMember")
def get_chat_member(state: State, given: Given) -> Json:
    """What somebody is in a chat."""
    chat = _known(state, given)
    user = state.users.get(given.whole("user_id"))
    if user is None:
        raise bad("invalid user_id specified")
    member = chat.members.get(user.id)
    if member is None:
        if chat.kind is Kind.CHANNEL and state.bot_in(chat) not in ABOVE:
            raise bad("member list is inaccessible")
        return {"status": "left", "user": shapes.user(user)}
    return shapes.member(member, chat.kind)


@method("getChatAdministrators")
def get_chat_administrators(state: State, given: Given) -> list[Json]:
    """Who is above the members; other bots are not told of."""
    chat = _known(state, given)
    if chat.kind is Kind.PRIVATE:
        raise bad("there are no administrators in the private chat")
    members = [one for one in chat.members.values() if one.standing in ABOVE]
    return [shapes.member(one, chat.kind) for one in members if not one.user.bot or one.user is state.bot]


@method("getChatMemberCount")
def get_chat_member_count(state: State, given: Given) -> int:
    """How many are in a chat."""
    chat = _known(state, given)
    return sum(one.standing in THERE for one in chat.members.values())


@method("leaveChat")
def leave_chat(state: State, given: Given) -> bool:
    """The bot goes."""
    chat = _known(state, given)
    if chat.kind is Kind.PRIVATE:
        raise bad("can't leave private chats")
    state.stands(chat, state.bot, Standing.LEFT, set(), state.bot)
    return True


def _forum(state: State, given: Given) -> Chat:
    chat = _known(state, given)
    if not chat.forum:
        raise bad("the chat is not a forum")
    if not chat.may(state.bot, "can_manage_topics"):
        raise bad("not enough rights to create a topic")
    return chat


@method("createForumTopic")
def create_forum_topic(state: State, given: Given) -> Json:
    """A new topic. The message that says so is its id."""
    chat = _forum(state, given)
    name = given.text("name").strip()
    if not 1 <= units(name) <= 128:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "topic title is too long")
    return shapes.topic(open_topic(state, chat, name))


def open_topic(state: State, chat: Chat, name: str) -> Topic:
    """A topic with the service message that opens it."""
    service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    message = state.add(chat, sender=state.bot, by_bot=True, service=service)
    topic = Topic(message.id, name)
    message.topic = message.id
    chat.topics[topic.id] = topic
    return topic


def _topic(state: State, given: Given) -> Topic:
    chat = _forum(state, given)
    if given.whole("message_thread_id") not in chat.topics:
        raise bad("message thread not found")
    return chat.topics[given.whole("message_thread_id")]


@method("editForumTopic")
def edit_forum_topic(state: State, given: Given) -> bool:
    """Another name."""
    topic = _topic(state, given)
    if given.text("name") and given.text("name") == topic.name:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.name = given.text("name") or topic.name
    state.changes.tell()
    return True


@method("closeForumTopic")
def close_forum_topic(state: State, given: Given) -> bool:
    """Members write there no more."""
    return _close_topic(state, given, closed=True)


@method("reopenForumTopic")
def reopen_forum_topic(state: State, given: Given) -> bool:
    """They do again."""
    return _close_topic(state, given, closed=False)


def _close_topic(state: State, given: Given, *, closed: bool) -> bool:
    topic = _topic(state, given)
    if topic.closed is closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    state.changes.tell()
    return True


@method("deleteForumTopic")
def delete_forum_topic(state: State, given: Given) -> bool:
    """The topic and all in it are gone."""
    topic = _topic(state, given)
    chat = state.find_chat(given.text("chat_id"))
    del chat.topics[topic.id]
    for message in chat.messages.values():
        message.deleted = message.deleted or message.topic == topic.id
    state.changes.tell()
    return True


@method("getFile")
def get_file(state: State, given: Given) -> Json:
    """Where a file is to be had."""
    file = state.files.get(given.text("file_id"))
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    shape: Json = {"file_id": file.id, "file_unique_id": file.unique, "file_size": len(file.data)}
    return shape | {"file_path": file.path}
