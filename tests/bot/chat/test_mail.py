"""What is told reaches chats once, the urgent first, whatever the platform does and whenever the process ends."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.chat.mail import Mail
from bot.present.reply import Drawn, Line, Reply
from core.bookkeeping import OutboxRow
from core.control.model import DeadTold
from core.control.views import letters, show_dead
from core.notices.letters import KEPT, Address, Letter, LetterState, revived
from core.notices.model import HeldNotice, NoticeKind
from core.notices.reactions import forget_letters
from storage.database import Database
from tests.bot.chat.fake import QUICK, FakeWire, Platform
from tests.bot.chat.post import a_notice, an_answer, at_work, emptied, knows, mail_to, until, world_on
from tests.bot.drawing.plots import SHARED
from tests.databases import POSTGRES_WHEN_HEAVY
from tests.worlds import rows, turns

pytestmark = pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=True)


async def test_a_notice_is_shown_in_the_private_chat_of_its_reader(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.tell(a_notice())
        await emptied(mail)

    [message] = platform.messages.values()
    assert (message.chat, message.title) == ("dm-7", "Bought BTC/USDT")
    assert not message.out.silent


async def test_what_is_told_twice_is_shown_once(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.tell(a_notice())
        await emptied(mail)
        await mail.tell(a_notice())
        await mail.tell(a_notice(kind="edit", version=2))
        await emptied(mail)

    assert platform.titles() == ["Bought BTC/USDT"]
    assert [what for _, what, _ in platform.calls] == ["send"]


async def test_a_letter_keeps_what_is_to_be_drawn_and_it_is_drawn_when_it_is_shown(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))

    async def paint(reply: Reply) -> Reply:
        return replace(
            reply, plots=(), pictures=tuple(Drawn(one.name, one.alt, b"png") for one in reply.plots)
        )

    mail = mail_to(world, platform, paint=paint)
    notice = a_notice()
    drawn = replace(notice, reply=replace(notice.reply, plots=(SHARED,)))

    async with at_work(mail):
        await mail.tell(drawn)
        await emptied(mail)
        await mail.tell(replace(drawn, kind="edit", version=2))
        await emptied(mail)

    [message] = platform.messages.values()
    assert [(one.name, one.alt, one.content) for one in message.out.reply.pictures] == [
        (SHARED.name, SHARED.alt, b"png")
    ]
    assert [what for _, what, _ in platform.calls] == ["send"], "the same plot is the same card"


async def test_progress_is_an_edit_and_what_was_waited_for_rings_anew(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.tell(a_notice(title="Question"))
        await emptied(mail)
        await mail.tell(a_notice(title="Stop working", kind="edit", version=2))
        await emptied(mail)
        await mail.tell(a_notice(title="No stop", version=3, notice=NoticeKind.ALARM))
        await emptied(mail)

    first, second = platform.messages.values()
    assert first.forms == ["Question", "Stop working"]
    assert second.forms == ["No stop"]
    assert not second.out.silent


async def test_forms_that_come_quicker_than_they_can_be_shown_become_one(database: Database):
    world, platform = world_on(database), Platform(gate=asyncio.Event())
    mail = mail_to(world, platform)

    async with at_work(mail):
        for number in range(40):
            kind = "post" if number == 0 else "edit"
            told = a_notice(channel="discord:1", title=f"{number} filled", kind=kind, version=number + 1)
            await mail.tell(told)
            await until(lambda: len(platform.messages) == 1)
        assert platform.gate is not None
        platform.gate.set()
        await emptied(mail)

    [message] = platform.messages.values()
    assert message.forms == ["0 filled", "39 filled"]


async def test_the_fill_takes_the_place_of_the_ticket_that_was_just_shown(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.answer(an_answer(card="trade", title="Sent"), platform="discord", chat="dm-7")
        await emptied(mail)
        await mail.tell(a_notice(card="trade", title="Bought"))
        await emptied(mail)

    [message] = platform.messages.values()
    assert message.forms == ["Sent", "Bought"]


async def test_an_answer_that_is_slower_than_its_fill_does_not_undo_it(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.tell(a_notice(card="trade", title="Bought"))
        await mail.answer(an_answer(card="trade", title="Sent"), platform="discord", chat="dm-7")
        await emptied(mail)

    assert platform.titles() == ["Bought"]


async def test_a_private_answer_is_changed_where_it_stands_until_it_can_be_no_more(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail, now = mail_to(world, platform), world.clock.now()
    sent = await FakeWire(platform).send(_out("room", title="Sent"))

    async with at_work(mail):
        await mail.shown(
            an_answer(card="trade"), platform="discord", chat="", message=sent, until=now.replace(year=2100)
        )
        await mail.tell(a_notice(card="trade", title="Bought"))
        await emptied(mail)
        await mail.shown(
            an_answer(card="other"), platform="discord", chat="", message=sent, until=now.replace(year=2020)
        )
        await mail.tell(a_notice(card="other", title="Sold", kind="edit", version=2))
        await emptied(mail)

    first, second = platform.messages.values()
    assert first.forms == ["Sent", "Bought"]
    assert (second.chat, second.forms, second.out.silent) == ("dm-7", ["Sold"], True)


def _out(chat: str, title: str):
    from bot.chat.wire import Outgoing
    from bot.present.reply import Reply

    return Outgoing(chat=chat, card="c", reply=Reply(title=title), nonce=f"n-{title}")


async def test_answers_go_first_then_alarms_trades_and_news_each_the_oldest_first(database: Database):
    world, platform = world_on(database), Platform()
    kinds = (NoticeKind.INFO, NoticeKind.FILL, NoticeKind.QUESTION, NoticeKind.ALARM, NoticeKind.EXIT)
    for number in range(10):
        await knows(world, f"p{number}", ("discord", f"{number}"))
    mail = mail_to(world, platform, pace=replace(QUICK, at_once=1))

    for number in range(10):
        kind = kinds[number % 5]
        await mail.tell(a_notice(f"p{number}", f"c{number}", f"{kind.value} {number}", notice=kind))
    await mail.answer(an_answer("p0", title="answer"), platform="discord", chat="dm-0")
    async with at_work(mail):
        await emptied(mail)

    order = [
        "answer",
        "question 2",
        "alarm 3",
        "question 7",
        "alarm 8",
        "fill 1",
        "exit 4",
        "fill 6",
        "exit 9",
    ]
    assert platform.titles() == [*order, "info 0", "info 5"]


async def test_what_is_kept_for_answers_is_not_taken_by_notices(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    pace = replace(QUICK, a_second=10, kept=4)
    mail = mail_to(world, platform, pace=pace)

    async with at_work(mail):
        for number in range(12):
            await mail.tell(a_notice(channel=f"discord:{number}", card=f"c{number}", kind="post"))
        await until(lambda: len(platform.calls) >= 6)
        await mail.answer(an_answer(title="quick"), platform="discord", chat="dm-7")
        await until(lambda: "quick" in platform.titles())
        before = len(platform.calls)
        await emptied(mail)

    assert before <= 10
    for start, _, _ in platform.calls:
        assert sum(start <= at < start + 0.99 for at, _, _ in platform.calls) <= 10


async def test_a_room_and_a_card_have_their_own_pauses_and_the_last_form_is_always_shown(database: Database):
    world, platform = world_on(database), Platform()
    pace = replace(QUICK, room_seconds=0.1, edit_seconds=0.2)
    mail = mail_to(world, platform, pace=pace)

    async with at_work(mail):
        for number in range(4):
            await mail.tell(a_notice(channel="discord:1", card=f"c{number}", kind="post", title=f"c{number}"))
        for version in range(2, 9):
            edit = a_notice(channel="discord:1", card="c0", kind="edit", title=f"v{version}", version=version)
            await mail.tell(edit)
            await turns(50)
        await emptied(mail)

    times = [at for at, _, _ in platform.calls]
    assert all(later - sooner >= 0.099 for sooner, later in pairwise(times))
    assert platform.messages["m1"].title == "v8"


async def test_somebody_who_blocked_the_bot_is_told_where_else_they_are(database: Database):
    world = world_on(database)
    discord, telegram = Platform("discord", blocked={"dm-7"}), Platform("telegram")
    await knows(world, "ann", ("telegram", "9"), ("discord", "7"))
    mail = mail_to(world, discord, telegram)

    async with at_work(mail):
        await mail.tell(a_notice())
        await emptied(mail)
        await mail.tell(a_notice(card="next", title="Sold"))
        await emptied(mail)

    assert discord.titles() == []
    assert telegram.titles("dm-9") == ["Bought BTC/USDT", "Sold"]
    assert [what for _, what, _ in discord.calls] == ["send"]
    assert await mail.missed("ann") == 0


async def test_somebody_who_is_reached_nowhere_hears_how_much_they_missed_once(database: Database):
    world, platform = world_on(database), Platform(blocked={"dm-7"})
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.tell(a_notice())
        await emptied(mail)
        await mail.tell(a_notice(card="second"))
        await emptied(mail)
        first, again = await mail.missed("ann"), await mail.missed("ann")
        platform.blocked.clear()
        await mail.reachable("discord", "7", "dm-7")
        await mail.tell(a_notice(card="third", title="Sold"))
        await emptied(mail)

    assert (first, again) == (2, 0)
    assert platform.titles() == ["Sold"]


async def test_a_person_is_told_where_they_spoke_last(database: Database):
    world = world_on(database)
    discord, telegram = Platform("discord"), Platform("telegram")
    await knows(world, "ann", ("telegram", "9"), ("discord", "7"))
    mail = mail_to(world, discord, telegram)

    async with at_work(mail):
        await mail.reachable("telegram", "9", "dm-9")
        await mail.tell(a_notice())
        await emptied(mail)

    assert telegram.titles() == ["Bought BTC/USDT"]
    assert discord.titles() == []


async def test_private_chats_are_opened_once_and_no_faster_than_allowed(database: Database):
    world, platform = world_on(database), Platform()
    for number in range(4):
        await knows(world, f"p{number}", ("discord", f"{number}"), chats=False)
    mail = mail_to(world, platform, pace=replace(QUICK, openings=2, opening_seconds=0.3))

    async with at_work(mail):
        for number in range(4):
            await mail.tell(a_notice(f"p{number}", f"c{number}"))
        await emptied(mail)
        await mail.tell(a_notice("p0", "again"))
        await emptied(mail)

    times = [at for at, what, _ in platform.calls if what == "open"]
    assert sorted(platform.opened) == ["0", "1", "2", "3"]
    assert times[2] - times[0] >= 0.29
    assert len(platform.titles("dm-0")) == 2


async def test_a_card_changes_where_it_stands_also_after_its_reader_joined_another_account(
    database: Database,
):
    """As happens to the card of a link: it is shown to one person, and told to the one whom both are since."""
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.answer(an_answer("ann before", "link", "Almost done"), platform="discord", chat="dm-8")
        await emptied(mail)
        await mail.tell(a_notice("ann", "link", "Linked", kind="edit"))
        await emptied(mail)

    assert [(one.chat, one.forms) for one in platform.messages.values()] == [
        ("dm-8", ["Almost done", "Linked"])
    ]


@pytest.mark.parametrize("lost", ["answer", "request"])
async def test_a_send_in_doubt_is_shown_once(database: Database, lost: str):
    world = world_on(database)
    platform = Platform(lose_answers=int(lost == "answer"), lose_requests=int(lost == "request"))
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.tell(a_notice())
        await emptied(mail)

    assert platform.titles() == ["Bought BTC/USDT"]
    assert ("look" in [what for _, what, _ in platform.calls]) is True


async def test_a_platform_that_asks_to_wait_is_left_alone_and_nothing_is_lost(database: Database):
    world, platform = world_on(database), Platform(later=[0.3, 0.3])
    for number in range(20):
        await knows(world, f"p{number}", ("discord", f"{number}"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        for number in range(20):
            await mail.tell(a_notice(f"p{number}", f"c{number}", f"{number}"))
        await emptied(mail)

    assert sorted(map(int, platform.titles())) == list(range(20))


async def test_letters_wait_through_an_outage_of_the_platform_without_being_given_up(database: Database):
    world, platform = world_on(database), Platform(away=True)
    faults: list[BaseException] = []
    for number in range(8):
        await knows(world, f"p{number}", ("discord", f"{number}"))
    mail = mail_to(world, platform, faults=faults)

    async with at_work(mail):
        for number in range(8):
            await mail.tell(a_notice(f"p{number}", f"c{number}", f"{number}"))

        async def tried() -> bool:
            found = await world.view.all(Letter, state=LetterState.DUE)
            return sum(one.tries > 0 for one in found) >= 3

        await until(tried)
        platform.away = False
        await emptied(mail)

    assert sorted(platform.titles()) == sorted(str(number) for number in range(8))
    assert [one for one in await rows(world, Letter) if one.state is LetterState.DEAD] == []


async def test_a_card_that_the_platform_refuses_is_shown_as_plain_words(database: Database):
    world = world_on(database)
    platform = Platform(refuses=lambda out: Line("filled") in out.reply.blocks)
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.tell(a_notice())
        await emptied(mail)

    [message] = platform.messages.values()
    assert message.title == "Bought BTC/USDT"
    [said] = message.out.reply.blocks
    assert isinstance(said, Line)
    assert "does not take the rest" in said.text


async def test_a_room_that_may_not_be_written_to_is_set_aside_and_the_owner_is_told(database: Database):
    world, platform = world_on(database), Platform(closed={"1"})
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.tell(a_notice(channel="discord:1", kind="post"))
        await emptied(mail)

    [letter] = await rows(world, Letter)
    assert letter.state is LetterState.DEAD
    assert letter.error == "no_right"
    assert "LetterDied" in [one.event for one in await rows(world, OutboxRow)]


async def test_no_more_than_so_many_cards_wait_for_one_person_alarms_left_out(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform, pace=replace(QUICK, chat_seconds=3600.0))

    async with at_work(mail):
        await until(lambda: mail.waiting() == {"discord": 0})
        for number in range(45):
            await mail.tell(a_notice(card=f"c{number}"))
        for number in range(3):
            await mail.tell(a_notice(card=f"a{number}", notice=NoticeKind.ALARM))
        letters, held = await rows(world, Letter), await rows(world, HeldNotice)

    shown = [one for one in letters if one.state is LetterState.SHOWN]
    assert len(held) + len(letters) == 48
    assert 30 <= len(letters) - 3 - len(shown) + len(held) <= 45
    assert len([one for one in letters if one.card.startswith("a")]) == 3
    assert {one.notice for one in held} <= {f"c{number}" for number in range(45)}
    assert len(held) >= 45 - 30 - len(shown)


@pytest.mark.parametrize("end", ["restart", "kill"])
async def test_a_thousand_notices_are_each_shown_once_in_order_of_urgency_over_an_end(
    database: Database, end: str
):
    world, platform = world_on(database), Platform(slow=0.002)
    pace = replace(QUICK, a_second=400, kept=20)
    people = 250
    for number in range(people):
        await knows(world, f"p{number}", ("discord", f"{number}"))
    kinds = (NoticeKind.INFO, NoticeKind.FILL, NoticeKind.ALARM, NoticeKind.SKIP)
    told = [
        a_notice(f"p{number % people}", f"c{number}", f"{kinds[number // people].value} {number}",
                 notice=kinds[number // people])
        for number in range(1_000)
    ]  # fmt: skip
    first = mail_to(world, platform, pace=pace)
    await first.tell_all(told)

    task = asyncio.get_running_loop().create_task(first.run())
    await until(lambda: len(platform.messages) >= 300)
    if end == "restart":
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    else:
        await _kill(task, first)
    second = mail_to(world, platform, pace=pace)
    async with at_work(second):
        await emptied(second)

    assert sorted(platform.titles()) == sorted(one.reply.title for one in told)
    kinds_shown = [title.split()[0] for title in platform.titles()]
    wanted = ["alarm"] * people + ["fill"] * people
    # Eight are on their way together, and what was in doubt at the end comes after it.
    wrong = sum(shown != want for shown, want in zip(kinds_shown[: 2 * people], wanted, strict=True))
    assert wrong <= 4 * QUICK.at_once
    assert {one.state for one in await rows(world, Letter)} == {LetterState.SHOWN}


async def _kill(task: asyncio.Task[None], mail: Mail) -> None:
    """As SIGKILL: nothing is written any more, wherever it was. What the platform has taken it has."""

    async def nothing(*_args: object, **_kwargs: object) -> list[Letter]:
        await asyncio.Event().wait()
        raise AssertionError

    async def nobody(*_args: object) -> None:
        return None

    book = mail._book
    book.settle = book.take = nothing  # type: ignore[method-assign, assignment]
    book.release = nobody  # type: ignore[method-assign, assignment]
    await turns(50)
    task.cancel()
    tasks = [one for one in asyncio.all_tasks() if "Branch" in repr(one.get_coro())]
    for one in tasks:
        one.cancel()
    await asyncio.gather(task, *tasks, return_exceptions=True)


async def test_answers_reach_people_while_the_database_is_away(database: Database):
    world, platform = world_on(database), Platform()
    await knows(world, "ann", ("discord", "7"))
    mail = mail_to(world, platform)

    async with at_work(mail):
        await mail.reachable("discord", "7", "dm-7")
        await emptied(mail)
        _away(mail)
        await mail.answer(an_answer(title="My records do not answer"), platform="discord", chat="dm-7")
        await until(lambda: platform.titles() == ["My records do not answer"])


def _away(mail: Mail) -> None:
    from core.kernel.errors import Unavailable

    async def away(*_args: object, **_kwargs: object) -> list[Letter]:
        raise Unavailable("the database is away")

    mail._book.post = away  # type: ignore[method-assign]


async def test_letters_are_forgotten_a_month_after_their_end_and_not_before_they_were_sent(
    database: Database,
):
    world, platform = world_on(database), Platform()
    mail = mail_to(world, platform)
    async with at_work(mail):
        for number in range(3):
            await mail.tell(a_notice(channel="discord:1", card=f"c{number}", kind="post"))
        await emptied(mail)
    old, waiting, _ = await rows(world, Letter)
    month_ago = world.clock.now() - KEPT - timedelta(days=1)
    async with world.store.unit() as unit:
        await unit.put([replace(old, due_at=month_ago)])
        await unit.put([replace(waiting, due_at=month_ago, state=LetterState.DUE)])

    await forget_letters(world)

    assert old.id not in [one.id for one in await rows(world, Letter)]
    assert len(await rows(world, Letter)) == 2


async def test_the_owner_sees_what_a_chat_did_not_take_and_lets_it_be_tried_again(database: Database):
    world, platform = world_on(database), Platform(closed={"1"})
    mail = mail_to(world, platform)
    async with at_work(mail):
        await mail.tell(a_notice(channel="discord:1", kind="post"))
        await emptied(mail)
        [stuck] = await letters(world)
        news = await show_dead(world, DeadTold())
        platform.closed.clear()
        async with world.store.unit() as unit:
            [letter] = await unit.all(Letter, id=stuck.letter)
            await unit.put([revived(letter, world.clock.now())])
        await until(lambda: platform.titles() == ["Bought BTC/USDT"])

    assert (stuck.reaction, stuck.error, stuck.droppable) == ("mail.to discord 1", "no_right", True)
    assert news is not None
    assert news.count == 1


async def test_where_somebody_speaks_is_remembered(database: Database):
    world = world_on(database)
    mail = mail_to(world, Platform())

    await mail.spoke("discord", "7")
    await mail.reachable("discord", "7", "dm-7")
    await mail.unreachable("discord", "7")
    gone = await world.view.get(Address, "discord", "7")
    await mail.reachable("discord", "7", "dm-7")
    back = await world.view.get(Address, "discord", "7")

    assert gone is not None
    assert (gone.chat, gone.reachable, gone.why) == ("dm-7", False, "blocked")
    assert back is not None
    assert back.reachable
