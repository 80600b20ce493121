"""The mail: everything that chats are shown goes through here, one queue and one limiter for each platform's token.

What is told is written down first and sent afterwards, so nothing waits for a platform, and nothing is lost with the
process. A letter is marked before it leaves, and what became of it is written by group commit.

What happens twice. A change of a card is the same change when it is made again. A new message whose fate is unknown
(the connection broke, the process was killed) is looked for with `Wire.was_shown`, and if that does not find it sent
again with the same nonce. On a platform that knows nonces or can be asked, Discord, it is therefore shown exactly
once. Telegram knows neither: there a new message that was on the wire in such a moment is shown at least once, and
perhaps twice; what waited, or was answered for, exactly once everywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.body import unpack
from bot.chat.book import Book, Closed, Doubt, Outcome, Result, Shown, Telling, Unfit, Wait, news_of
from bot.chat.pace import Entry, Line, Pacer
from bot.chat.wire import InDoubt, Later, Outgoing, Refused, Unreachable, Why, Wire
from bot.dispatch import Answer
from bot.drawing.painter import Paint, unpainted
from bot.looks import look_of
from bot.present import reply as blocks
from bot.present.look import Look
from core.accounts.model import Identity
from core.batch import Batch
from core.context import World
from core.kernel.errors import Unavailable
from core.notices.letters import Address, Letter, LetterState, fresh, is_open, letter_id

HANDFUL = 16
# A wire has timeouts of its own; this one ends a call that hangs all the same.
SEND_SECONDS = 60.0
# How long what is on the wire may take when the program ends.
STOP_SECONDS = 5.0
# Somebody may have put a letter back: how often an idle line looks.
LOOK_SECONDS = 2.0
AWAY_SECONDS = 1.0
# So many failures in a row, over all chats: the platform is away.
AWAY_AFTER = 3
AWAY_MOST = 30.0
# Where somebody speaks is written down this often at most.
SPOKE = timedelta(seconds=5)
CHATS_REMEMBERED = 20_000
TITLE_MOST = 200

Report = Callable[[str, str, BaseException], None]


class Mail:
    """Letters for all platforms that are served. One for each process with the role `chat`."""

    def __init__(
        self, world: World, report: Report, *, window: float = 0.005, paint: Paint = unpainted
    ) -> None:
        self._world = world
        self._paint = paint
        self._report = report
        self._window = window
        self._branches: dict[str, Branch] = {}
        self._book = Book(world, lambda: tuple(self._branches))
        self._private: dict[tuple[str, str], None] = {}
        # What is written down and what the lines know change together.
        self.turn = asyncio.Lock()

    def serve(self, wire: Wire) -> None:
        """Show letters of this platform by this wire. Before `run`."""
        self._branches[wire.platform] = Branch(
            self._world, self, self._book, wire, self._report, self._window, self._paint
        )

    @property
    def platforms(self) -> tuple[str, ...]:
        """Those that are served."""
        return tuple(self._branches)

    async def run(self) -> None:
        """Send until canceled; then what is on the wire comes to its end, within a few seconds."""
        async with asyncio.TaskGroup() as group:
            for branch in self._branches.values():
                group.create_task(branch.run())

    async def empty(self) -> None:
        """Return when nothing waits any more, also nothing that must wait for a while."""
        for branch in self._branches.values():
            await branch.empty()

    def waiting(self) -> dict[str, int]:
        """How many letters wait, or are on their way, by platform."""
        return {platform: len(branch.line) for platform, branch in self._branches.items()}

    async def serves(self, answer: Answer) -> bool:
        """Whether this notice is the mail's to show: a room of a platform here, or somebody known to one."""
        if answer.channel is not None:
            return answer.channel.partition(":")[0] in self._branches
        if answer.person is None or not self._branches:
            return False
        known = await self._world.view.all(Identity, person=answer.person)
        return any(one.platform in self._branches for one in known)

    async def tell(self, answer: Answer) -> None:
        """A notice, for a person or a channel. Told twice, it is shown once."""
        await self.tell_all([answer])

    async def tell_all(self, answers: Sequence[Answer]) -> None:
        """Many notices in one transaction."""
        await self._post([Telling(answer=one) for one in answers])

    async def answer(
        self,
        answer: Answer,
        *,
        platform: str,
        chat: str,
        to: str | None = None,
        thread: str | None = None,
        over: str | None = None,
    ) -> None:
        """The answer to somebody who waits. While the database is away it is sent all the same."""
        room = not await self._is_private(platform, chat, answer)
        telling = Telling(
            answer=answer, platform=platform, chat=chat, room=room, to=to, thread=thread, over=over
        )
        try:
            await self._post([telling])
        except Unavailable:
            self._branches[platform].send_loose(self._loose(telling))

    async def shown(
        self, answer: Answer, *, platform: str, chat: str, message: str, until: datetime | None = None
    ) -> None:
        """A card that the front-end showed by itself. What cannot be written down is only not changed later."""
        room = not await self._is_private(platform, chat, answer)
        with suppress(Unavailable):
            async with self.turn:
                await self._book.showed(
                    answer, platform=platform, chat=chat, message=message, until=until, room=room
                )

    async def reachable(self, platform: str, external: str, chat: str) -> None:
        """Somebody's private chat, which they have just written in."""
        self._remember(platform, chat)
        await self._spoke(platform, external, chat)

    async def spoke(self, platform: str, external: str) -> None:
        """Somebody used the bot in public."""
        await self._spoke(platform, external, None)

    async def unreachable(self, platform: str, external: str) -> None:
        """They blocked the bot, says the platform."""
        with suppress(Unavailable):
            known = await self._world.view.get(Address, platform, external)
            address = known or Address(platform=platform, external=external)
            async with self._world.store.unit() as unit:
                await unit.put([replace(address, reachable=False, why=str(Why.BLOCKED))])

    async def missed(self, person: str) -> int:
        """How many cards could not reach somebody since this was asked last. It is asked when they are answered."""
        try:
            found = await self._world.view.all(Letter, person=person, state=LetterState.MISSED)
            if not found:
                return 0
            async with self._world.store.unit() as unit:
                gone = await unit.drop(Letter, [one.id for one in found])
        except Unavailable:
            return 0
        # One that went another way was missed by nobody.
        return len({one.card for one in found if one.id in gone and not one.error.startswith("told on")})

    def note(self, letters: Sequence[Letter]) -> None:
        """These are due."""
        for letter in letters:
            branch = self._branches.get(letter.platform)
            if branch is not None and is_open(letter):
                branch.note(letter)

    async def _post(self, tellings: Sequence[Telling]) -> None:
        async with self.turn:
            self.note(await self._book.post(tellings, self._waiting_for))

    def _waiting_for(self, person: str) -> int:
        return sum(branch.line.waiting_for(person) for branch in self._branches.values())

    async def _spoke(self, platform: str, external: str, chat: str | None) -> None:
        now = self._world.clock.now()
        with suppress(Unavailable):
            known = await self._world.view.get(Address, platform, external)
            address = known or Address(platform=platform, external=external)
            after = replace(address, last_spoke=now)
            if chat is not None:
                after = replace(after, chat=chat, reachable=True, why="")
            long_ago = address.last_spoke is None or now - address.last_spoke > SPOKE
            if long_ago or replace(after, last_spoke=address.last_spoke) != address:
                async with self._world.store.unit() as unit:
                    await unit.put([after])

    async def _is_private(self, platform: str, chat: str, answer: Answer) -> bool:
        if answer.channel is not None:
            return False
        if not chat or chat.startswith("@") or (platform, chat) in self._private:
            return True
        try:
            found = await self._world.view.all(Address, platform=platform, chat=chat)
        except Unavailable:
            return False
        if found:
            self._remember(platform, chat)
        return bool(found)

    def _remember(self, platform: str, chat: str) -> None:
        self._private[platform, chat] = None
        if len(self._private) > CHATS_REMEMBERED:
            del self._private[next(iter(self._private))]

    def _loose(self, telling: Telling) -> Letter:
        """A letter without a row, for an answer that the database cannot take."""
        return fresh(
            news_of(telling),
            self._world.clock.now(),
            platform=telling.platform,
            chat=telling.chat or "",
            card=telling.answer.card,
            person=telling.answer.person,
            room=telling.room,
        )


class Branch:
    """One platform's line, and who sends from it."""

    def __init__(
        self, world: World, mail: Mail, book: Book, wire: Wire, report: Report, window: float, paint: Paint
    ) -> None:
        self._paint = paint
        self._world = world
        self._mail = mail
        self._book = book
        self._wire = wire
        self._report = report
        self.line = Line(Pacer(wire.pace))
        self._results: Batch[tuple[Entry, Result]] = Batch(self._write, window=window)
        self._called = asyncio.Event()
        self._changed = asyncio.Event()
        self._loaded = False
        self._loose: set[str] = set()
        self._failures = 0
        self._passed_at = float("-inf")
        # When a letter last failed, while it is still tried.
        self._tried: dict[str, float] = {}

    async def run(self) -> None:
        """Send what is due until canceled, then let what is on the wire come to its end."""
        flying: set[asyncio.Task[None]] = set()
        async with asyncio.TaskGroup() as group:
            try:
                while True:
                    entry = await self._next()
                    task = group.create_task(self._deliver(entry))
                    flying.add(task)
                    task.add_done_callback(flying.discard)
            except asyncio.CancelledError:
                await self._finish(flying)
                raise

    async def _finish(self, flying: set[asyncio.Task[None]]) -> None:
        if flying:
            await asyncio.wait(set(flying), timeout=STOP_SECONDS)
        waits = [one for one in self.line.waiting() if one.taken]
        if waits:
            with suppress(Unavailable):
                doubts = {one.letter.id for one in waits if one.doubt}
                await self._book.release([one.letter.id for one in waits], doubts)

    async def empty(self) -> None:
        """Return when nothing waits here."""
        while not self._loaded or len(self.line):
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await self._changed.wait()

    def note(self, letter: Letter) -> None:
        """It is due, in this form, when its time has come."""
        if not self._loaded:
            return  # it is found with all the others
        wait = (letter.not_before - self._world.clock.now()).total_seconds()
        self.line.put(letter, self._now(), max(wait, 0.0))
        self._called.set()

    def send_loose(self, letter: Letter) -> None:
        """Send one that has no row. If it fails it is gone, as the database is."""
        entry = self.line.put(letter, self._now())
        entry.taken = True
        self._loose.add(letter.id)
        self._called.set()

    async def _next(self) -> Entry:
        """What goes now, marked as being sent; waits until there is one."""
        while True:
            self._called.clear()
            try:
                if not self._loaded:
                    await self._load()
                entry = self._pick()
                if entry is None:
                    await self._rest()
                elif await self._ready(entry):
                    return entry
            except Exception as error:  # noqa: BLE001 - the edge of a loop: told, then it goes on
                self._report("mail", self._wire.platform, error)
                await asyncio.sleep(AWAY_SECONDS)

    def _pick(self) -> Entry | None:
        room = self._wire.pace.at_once - self.line.flying
        if room <= 0:
            return None
        # The last place is for somebody who waits for an answer.
        return self.line.next(self._now(), answers_only=room == 1 and self._wire.pace.at_once > 1)

    async def _rest(self) -> None:
        """Until something new is due, a place is free, or a pause is over."""
        now = self._now()
        at = self.line.wakes_at(now)
        seconds = LOOK_SECONDS if at is None else min(max(at - now, 0.001), LOOK_SECONDS)
        if at is not None and at <= now:
            seconds = LOOK_SECONDS  # it may go; only a place on the wire is missing
        try:
            async with asyncio.timeout(seconds):
                await self._called.wait()
        except TimeoutError:
            if not len(self.line):
                await self._load()

    async def _load(self) -> None:
        """What waits in the database and nobody told us of: after a start, or put back by the owner."""
        async with self._mail.turn:
            found = await self._book.due(self._wire.platform, recover=not self._loaded)
            self._loaded = True
            for letter in found:
                if letter.id not in self.line:
                    self.note(letter)
        self._changed.set()

    async def _ready(self, entry: Entry) -> bool:
        """Mark it as being sent, and with it what comes next; False: it is not due any more, or must wait."""
        if not entry.taken:
            try:
                await self._take(entry)
            except BaseException:
                self._put_back(entry, AWAY_SECONDS)
                raise
        if not entry.taken:
            self._done(entry)
            return False
        if entry.letter.chat.startswith("@"):
            opens = await self._address(entry) is None
            wait = self.line.pacer.opening_at(self._now()) - self._now() if opens else 0.0
            if wait > 0:
                self._put_back(entry, wait)
                return False
            if opens:  # counted here, one after the other: those that are being sent look up their chats side by side
                self.line.pacer.opened(self._now())
        self.line.pacer.sent(entry.letter, self._now())
        return True

    def _put_back(self, entry: Entry, seconds: float) -> None:
        self.line.done(entry)
        again = self.line.put(entry.letter, self._now(), seconds)
        again.taken, again.doubt = entry.taken, entry.doubt

    async def _take(self, entry: Entry) -> None:
        entries = {one.letter.id: one for one in [entry, *self.line.upcoming(HANDFUL - 1)]}
        async with self._mail.turn:
            taken, doubts = await self._book.take(list(entries))
            for id_, one in entries.items():
                if id_ in taken:
                    one.letter, one.taken, one.doubt = taken[id_], True, id_ in doubts
                elif one is not entry:
                    self.line.drop(id_)
        await self._look_up([one for one in entries.values() if one.taken])

    async def _look_up(self, entries: Sequence[Entry]) -> None:
        """The chats of a handful in one question: one letter after the other would wait for its own."""
        private = [(one, one.letter.chat[1:]) for one in entries if one.letter.chat.startswith("@")]
        if not private:
            return
        names = {external for _, external in private}
        found = await self._world.view.all(Address, platform=self._wire.platform, external=names)
        chats = {address.external: address.chat for address in found}
        for one, external in private:
            one.address = chats.get(external)

    async def _address(self, entry: Entry) -> str | None:
        if entry.address is not None:
            return entry.address
        known = await self._world.view.get(Address, entry.letter.platform, entry.letter.chat[1:])
        return None if known is None else known.chat

    async def _deliver(self, entry: Entry) -> None:
        """Send one, and write down what became of it, however long the database is away."""
        outcome = await self._outcome(entry)
        if entry.letter.id in self._loose:
            self._loose.discard(entry.letter.id)
            self._done(entry)
            return
        result = Result(entry.letter.id, entry.letter.digest, entry.doubt, outcome)
        while True:
            try:
                await self._results.add((entry, result))
                return
            except Unavailable as error:
                self._report("mail", self._wire.platform, error)
                await asyncio.sleep(AWAY_SECONDS)
            except Exception as error:  # noqa: BLE001 - one letter must not end the mail: told, found again at a start
                self._report("mail", entry.letter.card, error)
                self._done(entry)
                return

    async def _write(self, items: Sequence[tuple[Entry, Result]]) -> None:
        async with self._mail.turn:
            due = await self._book.settle([result for _, result in items])
            for entry, _ in items:
                self.line.done(entry)
            self._mail.note(due)
        self._called.set()
        self._changed.set()

    def _done(self, entry: Entry) -> None:
        self.line.done(entry)
        self._called.set()
        self._changed.set()

    async def _outcome(self, entry: Entry) -> Outcome:
        """One call to the platform, and what it came to."""
        letter = entry.letter
        try:
            async with asyncio.timeout(SEND_SECONDS):
                shown = await self._call(entry)
        except Later as error:
            self.line.pacer.hold(letter.chat, self._now(), error.seconds)
            return Wait(error.seconds)
        except Unreachable as error:
            self._passed()
            return Closed(error.why)
        except Refused as error:
            self._passed()
            self._report("mail", f"{letter.platform} refuses a card", error)
            return Unfit(str(error) or "refused", await self._plain(letter))
        except (InDoubt, TimeoutError) as error:
            return self._failed(entry, error)
        except Unavailable as error:  # our own database, before anything was sent
            self._report("mail", self._wire.platform, error)
            return Wait(AWAY_SECONDS)
        except Exception as error:  # noqa: BLE001 - a wire that breaks its contract: told, tried again, then set aside
            self._report("mail", f"wire of {letter.platform}", error)
            return self._failed(entry, error)
        self._passed()
        self._tried.pop(letter.id, None)
        return shown

    async def _call(self, entry: Entry) -> Shown:
        letter = entry.letter
        chat = await self._chat_of(entry)
        out = Outgoing(
            chat=chat,
            card=letter.card,
            reply=await self._paint(unpack(letter.body)),
            nonce=letter.nonce,
            silent=not letter.rings,
            answers=await self._answers(letter),
            thread=letter.thread,
        )
        if letter.message is not None:
            await self._wire.edit(letter.message, out)
            return Shown(letter.message, edited=True)
        if entry.doubt and letter.sent_at is not None:
            message = await self._wire.was_shown(out, letter.sent_at)
            if message is not None:
                return Shown(message, edited=False)
        return Shown(await self._wire.send(out), edited=False)

    async def _chat_of(self, entry: Entry) -> str:
        letter = entry.letter
        if not letter.chat.startswith("@"):
            return letter.chat
        known = await self._address(entry)
        if known is not None:
            return known
        external = letter.chat[1:]
        chat = await self._wire.private_chat(external)
        address = await self._world.view.get(Address, letter.platform, external)
        async with self._world.store.unit() as unit:
            whole = address or Address(platform=letter.platform, external=external)
            await unit.put([replace(whole, chat=chat)])
        return chat

    async def _answers(self, letter: Letter) -> str | None:
        """The message that it replies to: a given one, or where another card stands in this chat."""
        if letter.under is None:
            return letter.answers
        id_ = letter_id(letter.platform, letter.chat, letter.under)
        parent = await self._world.view.get(Letter, id_)
        return letter.answers if parent is None or parent.until is not None else parent.message

    def _passed(self) -> None:
        """The platform answers."""
        self._failures = 0
        self._passed_at = self._now()

    def _failed(self, entry: Entry, error: BaseException) -> Doubt:
        """Something broke. When nothing else passes, it is the platform, and no letter is to blame."""
        self._failures += 1
        before = self._tried.get(entry.letter.id)
        counts = before is None or self._passed_at > before
        self._tried[entry.letter.id] = self._now()
        if self._failures >= AWAY_AFTER:
            self.line.pacer.hold_all(self._now(), min(2.0 ** (self._failures - AWAY_AFTER), AWAY_MOST))
        return Doubt(f"{type(error).__name__}: {error}"[:300], counts)

    async def _plain(self, letter: Letter) -> blocks.Reply:
        """What somebody is shown whose card the platform does not take."""
        whole = unpack(letter.body)
        try:
            look = await look_of(self._world, letter.person)
        except Unavailable:  # nobody knows their language while the records are away
            look = Look(self._world, self._world.clock.now())
        said = blocks.Line(look.say("common.not_shown", ref=letter.id[:4].upper()))
        return blocks.Reply(
            title=whole.title[:TITLE_MOST],
            blocks=(said,),
            tone=whole.tone,
            data=whole.data,
            anyone=whole.anyone,
        )

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
