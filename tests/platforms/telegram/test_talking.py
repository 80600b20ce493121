"""The unmodified client library over loopback: what it sends arrives, what people do reaches it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import telegram
from telegram.error import BadRequest, Forbidden

from tests.platforms.telegram import Telegram
from tests.platforms.telegram.conftest import PIXEL, conflict


@pytest.fixture(autouse=True)
async def _by_the_book(server: Telegram) -> AsyncIterator[None]:
    """What the library sends and the server answers is as the Bot API describes it."""
    yield
    assert server.violations == []


async def test_a_person_starts_with_a_payload_and_reads_the_answer(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann", language="es")
    await ann.starts("code-7K2Q")

    (update,) = await bot.get_updates()
    message = update.message
    assert message is not None
    assert message.text == "/start code-7K2Q"
    assert message.from_user is not None
    assert message.from_user.language_code == "es"
    assert [one.type for one in message.entities] == ["bot_command"]
    await bot.send_message(message.chat_id, "<b>PAPER</b>  Bought &lt;1", parse_mode="HTML")

    shown = await ann.reads("PAPER")
    assert shown.text == "PAPER  Bought <1"
    assert shown.source == "<b>PAPER</b>  Bought &lt;1"
    assert shown.entities == [{"type": "bold", "offset": 0, "length": 5}]


async def test_private_chats_share_one_counter_and_each_supergroup_has_its_own(
    server: Telegram, bot: telegram.Bot
):
    ann, bob = server.person("ann"), server.person("bob")
    group = server.group("Traders", [ann])

    numbers = [(await one.writes("hello")).id for one in (ann, bob)]
    numbers += [(await bot.send_message(ann.id, "hello")).message_id]
    in_group = [(await ann.writes("hello", group)).id, (await bot.send_message(group.id, "hello")).message_id]

    assert numbers == [1, 2, 3]
    assert in_group == [2, 3]  # the first says that the group was made


async def test_what_is_acknowledged_by_the_offset_never_comes_again(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann")
    for text in ("one", "two", "three"):
        await ann.writes(text)

    first = await bot.get_updates(limit=1)
    again = await bot.get_updates()
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    newest = await bot.get_updates(offset=-1)
    await bot.get_updates(offset=newest[0].update_id + 1)

    assert [one.message and one.message.text for one in again] == ["one", "two", "three"]
    assert [one.message and one.message.text for one in rest] == ["two", "three"]
    assert [one.message and one.message.text for one in newest] == ["three"]
    assert server.quiet


async def test_a_long_poll_answers_as_soon_as_somebody_writes(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann")
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(bot.get_updates(timeout=20))
        await server.until(lambda: server.updates.polling == 1)
        await ann.writes("now")

    assert [one.message and one.message.text for one in poll.result()] == ["now"]


async def test_only_what_was_asked_for_comes(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann")
    group = server.group("Traders", [ann], admin=True)
    message = await ann.writes("one", group)
    await ann.reacts(message, "👍")
    assert [one.message_reaction for one in await bot.get_updates()] == [None]

    await bot.get_updates(offset=-1, allowed_updates=["message_reaction"])
    await ann.reacts(message, None)
    await ann.writes("two", group)

    kinds = [one for one in await bot.get_updates() if one.message_reaction is not None]
    assert len(kinds) == 1


async def test_of_two_pollers_the_earlier_is_told_of_the_later(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann")
    async with (
        telegram.Bot(server.token, base_url=f"{server.url}/bot") as other,
        asyncio.TaskGroup() as group,
    ):
        first = group.create_task(conflict(bot))
        await server.until(lambda: server.updates.polling == 1)
        second = group.create_task(other.get_updates(timeout=20))
        words = await first
        await ann.writes("to the later one")

    assert "terminated by other getUpdates request" in words
    assert len(second.result()) == 1


async def test_a_tap_is_answered_once_and_the_card_changes_in_its_place(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann")
    await ann.starts()
    row = [telegram.InlineKeyboardButton("Buy", callback_data="bw:1:0")]
    card = await bot.send_message(ann.id, "Preview", reply_markup=telegram.InlineKeyboardMarkup([row]))

    tap = await ann.presses(None, "buy")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.message and query.message.message_id) == (
        "bw:1:0",
        ann.id,
        card.message_id,
    )
    await bot.answer_callback_query(query.id, "Done", show_alert=True)
    await bot.edit_message_text("Bought", chat_id=ann.id, message_id=card.message_id)

    assert (await ann.pop_up(tap), tap.alert) == ("Done", True)
    assert [(one.text, one.labels, one.edits) for one in ann.told()] == [("Bought", [], 1)]
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query.id)


async def test_channel_posts_have_no_author_and_edits_are_told_apart(server: Telegram, bot: telegram.Bot):
    pro = server.person("pro")
    channel = server.channel("Calls", [pro])
    post = await channel.posts("LONG BTC/USDT")
    await channel.edits_post(post, "LONG ETH/USDT")

    posted, edited = await bot.get_updates()
    assert posted.channel_post is not None
    assert posted.effective_user is None
    assert posted.channel_post.chat.id == channel.id
    assert edited.edited_channel_post is not None
    assert edited.edited_channel_post.text == "LONG ETH/USDT"
    assert edited.edited_channel_post.message_id == posted.channel_post.message_id


async def test_forwards_say_where_they_are_from(server: Telegram, bot: telegram.Bot):
    ann, pro = server.person("ann"), server.person("pro")
    channel = server.channel("Calls", [pro])
    post = await channel.posts("LONG BTC/USDT")
    await ann.forwards(post)
    await ann.forwards(await pro.writes("SHORT"))

    *_, first, _, second = await bot.get_updates()
    assert first.message is not None
    assert isinstance(first.message.forward_origin, telegram.MessageOriginChannel)
    assert first.message.forward_origin.message_id == post.id
    assert second.message is not None
    assert isinstance(second.message.forward_origin, telegram.MessageOriginUser)
    assert second.message.forward_origin.sender_user.id == pro.id


async def test_topics_keep_their_thread(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann")
    forum = server.group("Desk", [ann], forum=True, admin=True)
    topic = await bot.create_forum_topic(forum.id, "BTC/USDT long")
    await ann.writes("/help", forum, topic=topic.message_thread_id)

    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message) == (topic.message_thread_id, True)
    answer = await bot.send_message(forum.id, "in it", message_thread_id=topic.message_thread_id)
    assert answer.is_topic_message
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "nowhere", message_thread_id=999)


async def test_files_go_both_ways(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann")
    await ann.sends_file("trades.csv", b"a,b\n1,2\n", "text/csv", caption="mine")
    update = (await bot.get_updates())[-1]
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"a,b\n1,2\n"

    sent = await bot.send_photo(ann.id, PIXEL, caption="<i>BTC</i>", parse_mode="HTML", filename="btc.png")
    await bot.send_photo(ann.id, sent.photo[0].file_id, caption="again")
    await bot.send_document(ann.id, b"x,y\n", filename="book.csv")
    await bot.edit_message_media(
        telegram.InputMediaDocument(b"z\n", filename="new.csv", caption="changed"),
        chat_id=ann.id,
        message_id=sent.message_id,
    )

    shown = [(one.text, one.media.name if one.media else "") for one in ann.told()]
    assert shown == [("changed", "new.csv"), ("again", "btc.png"), ("", "book.csv")]
    assert ann.told()[1].media is not None
    assert ann.told()[1].photo is not None
    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("words", chat_id=ann.id, message_id=sent.message_id)
    await bot.edit_message_caption(ann.id, sent.message_id, caption="other")


async def test_inline_questions_offer_results_and_what_is_picked_comes_via_the_bot(
    server: Telegram, bot: telegram.Bot
):
    ann = server.person("ann")
    group = server.group("Traders", [ann])
    ask = await ann.asks_inline("btc")
    query = (await bot.get_updates())[-1].inline_query
    assert query is not None
    content = telegram.InputTextMessageContent("BTC 60,000.00")
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("More", callback_data="m")]])
    result = telegram.InlineQueryResultArticle("1", "BTC", content, reply_markup=keyboard)
    await bot.answer_inline_query(query.id, [result], cache_time=0, is_personal=True)

    picked = await ann.picks(ask, 0, group)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.via_bot is not None
    assert message.via_bot.username == "bellwether_bot"
    await bot.edit_message_text("BTC 61,000.00", inline_message_id=picked.inline_id)
    assert picked.text == "BTC 61,000.00"


async def test_menus_follow_scope_and_language(server: Telegram, bot: telegram.Bot):
    ann, eva = server.person("ann", language="en"), server.person("eva", language="es")
    group = server.group("Traders", [ann, eva])
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("help", "Ayuda")], language_code="es")
    await bot.set_my_commands([("portfolio", "Portfolio")], scope=telegram.BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([("admin", "Run it")], scope=telegram.BotCommandScopeAllChatAdministrators())

    assert [one["command"] for one in ann.menu()] == ["portfolio"]
    assert [one["description"] for one in eva.menu(group)] == ["Ayuda"]
    assert [one["command"] for one in ann.menu(group)] == ["admin"]
    assert [one.command for one in await bot.get_my_commands(language_code="es")] == ["help"]
    await bot.delete_my_commands(scope=telegram.BotCommandScopeAllPrivateChats())
    assert [one["description"] for one in eva.menu()] == ["Ayuda"]


async def test_who_is_what_in_a_chat(server: Telegram, bot: telegram.Bot):
    ann, bob = server.person("ann"), server.person("bob")
    group = server.group("Traders", [ann, bob], admin=True)

    assert isinstance(await bot.get_chat_member(group.id, ann.id), telegram.ChatMemberOwner)
    assert isinstance(await bot.get_chat_member(group.id, bob.id), telegram.ChatMemberMember)
    mine = await bot.get_chat_member(group.id, bot.id)
    assert isinstance(mine, telegram.ChatMemberAdministrator)
    assert mine.can_delete_messages
    above = await bot.get_chat_administrators(group.id)
    assert {one.user.id for one in above} == {ann.id, bot.id}
    assert (await bot.get_chat(group.id)).title == "Traders"
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.get_chat(group.id)


async def test_the_rest_of_what_the_product_may_ask(server: Telegram, bot: telegram.Bot):
    ann = server.person("ann")
    message = await ann.writes("hello")
    await bot.send_chat_action(ann.id, "typing")
    await bot.set_message_reaction(ann.id, message.id, "👍")
    await bot.set_my_description("Paper trading", language_code="en")
    assert (await bot.get_my_description("en")).description == "Paper trading"
    copy = await bot.copy_message(ann.id, ann.id, message.id)
    forward = await bot.forward_message(ann.id, ann.id, message.id)
    await bot.pin_chat_message(ann.id, copy.message_id)
    await bot.edit_message_reply_markup(
        ann.id,
        copy.message_id,
        reply_markup=telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("A", url="https://a.b")]]),
    )
    await bot.delete_messages(ann.id, [forward.message_id, message.id])

    assert ann.private.actions == ["typing"]
    assert [one.text for one in ann.sees()] == ["hello"]
    assert ann.told()[0].labels == ["A"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ann.id, message.id)
