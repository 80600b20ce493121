"""What updates mean: read from the shapes that Telegram sends, without anybody acting on them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update, User

from bot.telegram.meaning import (
    Looked,
    Meaning,
    Moved,
    Nameless,
    Posted,
    Said,
    Standing,
    Tapped,
    lane_of,
    meaning,
)

ME = User(id=99, is_bot=True, first_name="Bellwether", username="bellwether_bot")
COMMANDS = ("trade", "provider", "help")
ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "last_name": "Lee", "language_code": "es"}
BOT = {"id": 55, "is_bot": True, "first_name": "Alerts"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Traders"}
CHANNEL = {"id": -100700, "type": "channel", "title": "calls"}
AT, LATER = 1_790_000_000, 1_790_000_060


def message(**fields: Any) -> dict[str, Any]:
    """A message of a group by Ann; `by` is somebody else."""
    sender = fields.pop("by", ANN)
    return {"message_id": 3, "date": AT, "chat": GROUP, "from": sender, "text": "hello"} | fields


def means(kind: str = "message", **fields: Any) -> Meaning | None:
    update = Update.de_json({"update_id": 1, kind: message(**fields)}, None)
    assert update is not None
    return meaning(update, ME, COMMANDS)


def post(kind: str = "message", **fields: Any) -> Posted:
    found = means(kind, **fields)
    assert isinstance(found, Posted)
    return found


@pytest.mark.parametrize(
    "text", ["/trade buy $50 btc", "/trade_buy $50 btc", "/help@Bellwether_Bot", "/nosuch@bellwether_bot"]
)
def test_commands_for_us_in_a_group(text: str):
    assert isinstance(means(text=text), Said)


@pytest.mark.parametrize("text", ["/nosuch", "hello /trade", "/ trade", "/trades"])
def test_other_words_in_a_group_are_posts(text: str):
    assert isinstance(means(text=text), Posted)


def test_commands_for_other_bots_are_nothing():
    assert means(text="/help@other_bot") is None


def test_another_bot_commands_nothing_and_posts_under_its_own_number():
    assert means(by=BOT, text="/trade buy $50 btc") is None
    assert post(by=BOT).post.author == "55"


def test_what_the_bot_wrote_itself_is_nothing():
    ours = ME.to_dict()

    assert means(by=ours) is None
    assert means(via_bot=ours) is None
    assert means("edited_message", via_bot=ours, edit_date=LATER) is None
    assert isinstance(means(via_bot=ours, text="/help@bellwether_bot"), Said)


def test_a_channels_post_is_by_the_channel_whatever_name_stands_below():
    found = post("channel_post", by=None, chat=CHANNEL, sender_chat=CHANNEL, author_signature="Ann Lee")

    assert (found.post.channel, found.post.author, found.post.author_name) == (
        "-100700",
        "-100700",
        "Ann Lee",
    )
    assert found.who is None


def test_an_edit_is_a_later_version_and_never_a_command():
    first, second = post(), post("edited_message", edit_date=LATER, text="hello you")

    assert (first.post.version, second.post.version) == (0, LATER)
    assert first.post.message == second.post.message
    assert means("edited_message", edit_date=LATER, text="/trade buy $50 btc") is None
    assert means("edited_message", edit_date=LATER, chat={"id": 7, "type": "private"}) is None


def test_a_forward_is_not_by_whoever_sent_it_on():
    origin = {"type": "user", "date": AT, "sender_user": ANN}

    assert post(forward_origin=origin).post.author == "forward:7"
    assert post(sender_chat=CHANNEL, is_automatic_forward=True).post.author == "forward:-100700"
    assert post(forward_origin=origin, text="/trade buy $50 btc").post.text == "/trade buy $50 btc"


def test_who_writes_as_the_group_is_nobody_who_can_be_answered():
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}

    assert isinstance(means(by=anonymous, sender_chat=GROUP, text="/trade buy $50 btc"), Nameless)
    assert post(by=anonymous, sender_chat=GROUP).post.author == "-100500"


def test_what_opens_a_topic_is_no_message_that_is_answered():
    opened = message(message_id=2, forum_topic_created={"name": "calls", "icon_color": 1})
    before = message(message_id=2)

    assert post(reply_to_message=opened, is_topic_message=True, message_thread_id=2).post.reply_to is None
    assert post(reply_to_message=before).post.reply_to == "2"


def test_only_a_topic_has_a_thread_to_answer_in():
    inside = means(text="/help", is_topic_message=True, message_thread_id=2)
    reply = means(text="/help", message_thread_id=2)

    assert isinstance(inside, Said)
    assert isinstance(reply, Said)
    assert (inside.thread, reply.thread) == ("2", None)


def test_a_group_that_moves_says_where_to():
    assert means(text=None, migrate_to_chat_id=-100777) == Moved(
        old="-100500", new="-100777", title="Traders"
    )


def test_words_below_a_picture_count():
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]

    assert post(text=None, photo=photo, caption="LONG BTC").post.text == "LONG BTC"
    assert means(text=None, photo=photo) is None


def test_what_somebody_asks_keeps_its_order_wherever_they_ask():
    update = Update.de_json(
        {
            "update_id": 1,
            "callback_query": {
                "id": "9",
                "from": ANN,
                "chat_instance": "x",
                "data": "bw:c:0",
                "message": message(),
            },
        },
        None,
    )
    tap = meaning(update, ME, COMMANDS) if update is not None else None
    private = means(chat={"id": 7, "type": "private"})

    assert isinstance(tap, Tapped)
    assert isinstance(private, Said)
    assert (tap.private, private.private) == (False, True)
    assert lane_of(tap) == lane_of(private) == "who:7"
    assert lane_of(post()) == "room:-100500"


def test_names_and_languages_are_taken_along():
    found = means(
        chat={"id": 7, "type": "private"}, by=ANN | {"first_name": "A" * 60 + "\U0001f44d\U0001f3fd"}
    )

    assert isinstance(found, Said)
    assert found.who.language == "es"
    assert found.who.name == "A" * 40


ids = st.integers(-(10**12), 10**12)
users = st.none() | st.fixed_dictionaries(
    {"id": ids, "is_bot": st.booleans(), "first_name": st.text(max_size=8)}
)
chats = st.fixed_dictionaries(
    {
        "id": ids,
        "type": st.sampled_from(["private", "group", "supergroup", "channel"]),
        "title": st.text(max_size=8),
    }
)
odd = st.fixed_dictionaries(
    {"message_id": ids, "date": st.just(AT), "chat": chats},
    optional={
        "from": users, "sender_chat": chats, "text": st.text(max_size=30), "caption": st.text(max_size=30),
        "edit_date": st.just(LATER), "message_thread_id": ids, "is_topic_message": st.booleans(), "via_bot": users,
        "is_automatic_forward": st.booleans(), "author_signature": st.text(max_size=8), "migrate_to_chat_id": ids,
    },
)  # fmt: skip
KINDS = ("message", "edited_message", "channel_post", "edited_channel_post")


@given(st.sampled_from(KINDS), odd)
def test_no_message_breaks_it_and_no_edit_is_a_command(kind: str, shape: dict[str, Any]):
    update = Update.de_json({"update_id": 1, kind: shape}, None)
    assert update is not None

    found = meaning(update, ME, COMMANDS)

    assert found is None or lane_of(found)
    if kind != "message":
        assert found is None or isinstance(found, Posted)
    assert not isinstance(found, Looked | Standing)
