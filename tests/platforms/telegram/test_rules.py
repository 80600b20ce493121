"""What the real platform refuses, the local one refuses too, in its words and with its numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.platforms.telegram import CannotDo, Limits, Person, Telegram
from tests.platforms.telegram.conftest import PIXEL
from tests.platforms.telegram.markup import NotMarkup, read_html


@pytest.fixture
async def ann(server: Telegram) -> Person:
    person = server.person("ann")
    await person.starts()
    return person


def keyboard(data: str | None = None, url: str | None = None) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("B", url=url, callback_data=data)]])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a <3 b", 'Unsupported start tag "3" at byte offset 2'),
        ("é <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b >x</b", "Unclosed end tag at byte offset 5"),
        ('<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_markup_that_cannot_be_read(source: str, words: str):
    with pytest.raises(NotMarkup, match="^" + words.replace("(", r"\(") + "$"):
        read_html(source)


def test_markup_that_can_be_read():
    text, entities = read_html(
        '  <b>😀 &lt;i&gt;</b> &amp; &nope <a href="https://a.b/?x=1&amp;y=2">go</a>\n<pre>a</pre> '
    )

    assert text == "😀 <i> & &nope go\na"
    assert entities == [
        {"type": "bold", "offset": 0, "length": 6},
        {"type": "text_link", "offset": 15, "length": 2, "url": "https://a.b/?x=1&y=2"},
        {"type": "pre", "offset": 18, "length": 1},
    ]


async def test_lengths_are_counted_in_utf16_after_the_markup(bot: telegram.Bot, ann: Person):
    await bot.send_message(ann.id, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    await bot.send_message(ann.id, "😀" * 2048)
    await bot.send_photo(ann.id, PIXEL, caption="x" * 1024)

    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(ann.id, "😀" * 2049)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(ann.id, PIXEL, caption="x" * 1025)
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(ann.id, "  ")
    with pytest.raises(BadRequest, match='Can\'t parse entities: unsupported start tag "x"'):
        await bot.send_message(ann.id, "<x>", parse_mode="HTML")


async def test_buttons_that_are_refused(bot: telegram.Bot, ann: Person):
    await bot.send_message(ann.id, "fine", reply_markup=keyboard("é" * 32))

    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(ann.id, "long", reply_markup=keyboard("é" * 32 + "x"))
    with pytest.raises(BadRequest, match="wrong http url"):
        await bot.send_message(ann.id, "local", reply_markup=keyboard(url="http://localhost:8080/x"))


async def test_edits_that_are_refused(bot: telegram.Bot, ann: Person):
    card = await bot.send_message(ann.id, "one", reply_markup=keyboard("a"))
    theirs = await ann.writes("mine")

    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("one", ann.id, card.message_id, reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("two", ann.id, 999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("two", ann.id, theirs.id)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ann.id, "to what", reply_parameters=telegram.ReplyParameters(999))
    assert ann.told()[-1].edits == 0


async def test_whom_a_bot_cannot_reach(server: Telegram, bot: telegram.Bot, ann: Person):
    bob = server.person("bob")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(bob.id, "hello")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(12345, "hello")
    await ann.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann.id, "hello")
    with pytest.raises(CannotDo, match="has blocked the bot"):
        await ann.writes("hello")
    await ann.starts()
    await bot.send_message(ann.id, "hello again")
    await ann.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(ann.id, "hello")

    standings = [one.my_chat_member for one in await bot.get_updates() if one.my_chat_member is not None]
    assert [one.new_chat_member.status for one in standings] == ["kicked", "member"]


async def test_where_a_bot_may_not_write(server: Telegram, bot: telegram.Bot, ann: Person):
    group, small = server.group("Traders", [ann]), server.group("Few", [ann], small=True)
    quiet, channel = server.group("Quiet", [ann]), server.channel("Calls", [ann])
    quiet.chat.muted = True
    await group.expels_bot(ann)
    await channel.admits_bot(ann, admin=True, rights=["can_manage_chat"])
    new = await small.becomes_supergroup()

    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "hello")
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "hello")
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(quiet.id, "hello")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(small.id, "hello")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "hello")


async def test_in_groups_privacy_lets_through_only_what_concerns_the_bot(
    server: Telegram, bot: telegram.Bot, ann: Person
):
    group = server.group("Traders", [ann])
    said = await bot.send_message(group.id, "I am here")
    await ann.writes("among us", group)
    await ann.writes("/help", group)
    await ann.writes("/help@other_bot", group)
    await ann.writes("and @bellwether_bot?", group)
    await ann.writes("yes", group, reply_to=group.chat.messages[said.message_id])
    await group.admits_bot(ann, admin=True)
    await ann.writes("now you hear", group)

    heard = [one.message.text for one in await bot.get_updates() if one.message is not None]
    assert heard == ["/start", "/help", "and @bellwether_bot?", "yes", "now you hear"]


async def test_limits_are_told_with_the_seconds_to_wait(server: Telegram, bot: telegram.Bot, ann: Person):
    now = 0.0
    server.meter._now = lambda: now
    server.limits = Limits()
    group = server.group("Traders", [ann])

    await bot.send_message(ann.id, "one")
    with pytest.raises(RetryAfter):
        await bot.send_message(ann.id, "two")
    for second in range(20):
        now = 10.0 + second
        await bot.send_message(group.id, str(second))
    now = 30.0
    with pytest.raises(RetryAfter) as raised:
        await bot.send_message(group.id, "21")
    assert raised.value.retry_after == timedelta(seconds=40)
    assert server.meter.refused == 2
    now = 70.0
    await bot.send_message(group.id, "22")


async def test_faults_before_and_after_the_effect(server: Telegram, bot: telegram.Bot, ann: Person):
    server.faults.breaks("sendMessage", 502)
    server.faults.cuts("sendMessage")
    server.faults.cuts("sendMessage", after=True)
    server.faults.breaks("sendMessage", 500, after=True)
    server.faults.floods("sendMessage", 3)

    for number in range(4):
        with pytest.raises(NetworkError):
            await bot.send_message(ann.id, str(number))
    with pytest.raises(RetryAfter):
        await bot.send_message(ann.id, "4")
    await bot.send_message(ann.id, "5")

    assert [one.text for one in ann.told()] == ["2", "3", "5"]
    assert [call.status for call in server.calls_of("sendMessage")] == [502, 0, 0, 500, 429, 200]


async def test_updates_come_twice_and_out_of_order_when_asked(
    server: Telegram, bot: telegram.Bot, ann: Person
):
    await bot.get_updates(offset=-1)
    with server.updates.held():
        await ann.writes("one")
        await ann.writes("two")
    server.updates.reverses = 1
    first = await bot.get_updates(offset=server.updates.waiting[-2].id)
    server.updates.repeats = 1
    second = await bot.get_updates(offset=max(one.update_id for one in first) + 1)

    assert [one.message and one.message.text for one in first] == ["two", "one"]
    assert {one.update_id for one in second} == {one.update_id for one in first}
    assert await bot.get_updates(offset=max(one.update_id for one in first) + 1) == ()


async def test_messages_carry_the_time_that_the_platform_was_given(ann: Person):
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    async with (
        Telegram(now=lambda: noon) as server,
        telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot,
    ):
        bob = server.person("bob")
        await bob.writes("hello")
        assert (await bot.send_message(bob.id, "hello")).date == noon


async def test_a_token_that_was_taken_back(server: Telegram, bot: telegram.Bot):
    server.revoked = True
    with pytest.raises(InvalidToken):
        await bot.get_me()
