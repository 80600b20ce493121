"""Messages of both exports as posts: every form of text, time and reply that they have."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.symbols import builtin_table
from core.replay.exports import NoZone, discord_post, kind_of, telegram_post
from core.replay.model import OldPost, Passed
from core.signals.read import read
from core.signals.reading import ReadingKind

NINE = datetime(2024, 1, 2, 9, 0, tzinfo=UTC)


def telegram(**fields) -> OldPost | Passed:
    message: dict[str, object] = {
        "id": 7, "type": "message", "date": "2024-01-02T10:00:00", "date_unixtime": "1704186000",
        "from": "Alpha", "from_id": "channel1", "text": "hello",
    }  # fmt: skip
    return telegram_post(message | fields, None)


def discord(**fields) -> OldPost | Passed:
    message: dict[str, object] = {
        "id": "900", "type": "Default", "timestamp": "2024-01-02T10:00:00+01:00", "timestampEdited": None,
        "content": "hello", "author": {"id": "5", "name": "alpha", "nickname": "Alpha", "isBot": False}, "embeds": [],
    }  # fmt: skip
    return discord_post(message | fields, None)


def words(taken: OldPost | Passed) -> str:
    assert isinstance(taken, OldPost)
    return taken.text


def test_a_plain_telegram_post():
    assert telegram() == OldPost(id="7", posted_at=NINE, text="hello", author="channel1", author_name="Alpha")


def test_text_in_pieces_is_joined():
    pieces = ["LONG ", {"type": "hashtag", "text": "#SOL"}, " entry ", {"type": "bold", "text": "100"},
              {"type": "custom_emoji", "text": "🚀", "document_id": "1234567"},
              {"type": "spoiler", "text": " sl 90"},
              {"type": "text_link", "text": " tp 110", "href": "https://x.y/9"}]  # fmt: skip

    assert words(telegram(text=pieces)) == "LONG #SOL entry 100🚀 sl 90 tp 110"


@pytest.mark.parametrize(
    "struck",
    [
        "LONG SOL/USDT entry 100 sl 90 tp 110",
        "LONG SOL/USDT\nentry 100\n\nsl 90\ntp 110",
        "LONG SOL ~100~ sl 90 tp 110",
        "x" * 1500 + " LONG SOL/USDT entry 100 sl 90 tp 110",
    ],
)
def test_what_is_struck_through_is_void_to_the_reader(struck):
    text = words(telegram(text=["good morning ", {"type": "strikethrough", "text": struck}]))

    assert [one.kind for one in read(text, table=builtin_table())] == [ReadingKind.NOTE]


def test_a_price_that_replaced_a_struck_one_is_read():
    text = words(
        telegram(text=["LONG SOL/USDT entry 100 sl ", {"type": "strikethrough", "text": "80"}, " 90 tp 110"])
    )

    [reading] = read(text, table=builtin_table())
    assert reading.stop == 90


def test_edits_replies_and_forwards_of_telegram():
    taken = telegram(edited="x", edited_unixtime="1704186060", reply_to_message_id=3, forwarded_from="Beta")

    assert isinstance(taken, OldPost)
    assert (taken.known_at.minute, taken.reply_to, taken.forwarded) == (1, "3", True)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"type": "service", "action": "pin_message"}, Passed.SERVICE),
        ({"text": ""}, Passed.EMPTY),
        ({"text": [{"type": "custom_emoji", "document_id": "9"}]}, Passed.EMPTY),
        ({"id": None}, Passed.UNREADABLE),
        ({"id": True}, Passed.UNREADABLE),
        ({"date_unixtime": None, "date": "yesterday"}, Passed.UNREADABLE),
    ],
)
def test_what_is_no_post_of_telegram(fields, why):
    assert telegram(**fields) is why


def test_an_old_export_without_seconds_needs_a_zone():
    message = {"id": 1, "type": "message", "date": "2020-07-01T12:00:00", "from": "Alpha", "text": "hello"}

    with pytest.raises(NoZone):
        telegram_post(message, None)
    taken = telegram_post(message, ZoneInfo("Europe/Berlin"))
    assert isinstance(taken, OldPost)
    assert (taken.posted_at.hour, taken.author) == (10, "Alpha")


def test_an_hour_that_a_clock_shows_twice_counts_as_the_later_one():
    message = {"id": 1, "date": "2020-10-25T02:30:00", "text": "hello"}
    taken = telegram_post(message, ZoneInfo("Europe/Berlin"))

    assert isinstance(taken, OldPost)
    assert taken.posted_at == datetime(2020, 10, 25, 1, 30, tzinfo=UTC)


def test_a_plain_discord_post():
    assert discord() == OldPost(id="900", posted_at=NINE, text="hello", author="5", author_name="Alpha")


def test_edits_and_replies_of_discord():
    taken = discord(type="Reply", timestampEdited="2024-01-02T10:02:00+01:00", reference={"messageId": "899"})

    assert isinstance(taken, OldPost)
    assert (taken.known_at.minute, taken.reply_to) == (2, "899")


def test_embeds_are_read_as_they_are_seen():
    embed = {"title": "New signal", "description": "LONG SOL/USDT",
             "fields": [{"name": "Entry", "value": "100"}, {"name": "\u200b", "value": "SL 90"}]}  # fmt: skip

    assert words(discord(content="", embeds=[embed])) == "New signal\nLONG SOL/USDT\nEntry: 100\nSL 90"


def test_a_message_that_was_passed_on_is_the_words_of_that():
    taken = discord(content="", forwardedMessage={"content": "LONG SOL"}, reference={"messageId": "1"})

    assert isinstance(taken, OldPost)
    assert (taken.text, taken.forwarded, taken.reply_to) == ("LONG SOL", True, None)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"type": "GuildMemberJoin"}, Passed.SERVICE),
        ({"content": "", "embeds": None}, Passed.EMPTY),
        ({"timestamp": "never"}, Passed.UNREADABLE),
    ],
)
def test_what_is_no_post_of_discord(fields, why):
    assert discord(**fields) is why


def test_each_message_tells_by_itself_where_it_is_from():
    assert kind_of({"id": 1, "date": "x", "text": ""}) is telegram_post
    assert kind_of({"id": "1", "timestamp": "x", "author": {}}) is discord_post
    assert kind_of({"hello": 1}) is None


NAMES = (
    "id type date date_unixtime edited edited_unixtime text from timestamp author name content embeds fields value "
    "reference messageId reply_to_message_id title"
).split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, UTC]))
def test_whatever_a_message_holds_it_is_a_post_or_it_is_passed(value, zone):
    message = value if isinstance(value, dict) else {"id": 1, "date": "2024-01-01T00:00:00", "text": value}
    for taken in (telegram_post, discord_post):
        try:
            assert isinstance(taken(message, zone), OldPost | Passed)
        except NoZone:
            assert zone is None
