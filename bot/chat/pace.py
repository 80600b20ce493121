"""What may be shown when: a platform's pace, and the order in which chats get their turn. Plain, on a given time.

Times are seconds of the loop's clock. Within a chat one card at a time is on its way, the most urgent first, then the
oldest; so a chat's order is kept, and no chat waits for another one.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.chat.wire import Pace
from core.notices.letters import Letter, Urgency

SECOND, MINUTE = 1.0, 60.0
# A private chat takes a few messages at once; what it does not take is their going on.
BURST = 3
FORGET_AT = 4_096


Order = tuple[int, float, int, str]


@dataclass(slots=True)
class Entry:
    """A letter that waits here. `taken`: its row is marked as being sent. `doubt`: it may be shown already. `address`:
    its reader's private chat, where that was looked up with others'.

    The rest is the line's own: `ticket` tells its present place in the lane from those it had before.
    """

    letter: Letter
    order: Order
    doubt: bool = False
    taken: bool = False
    address: str | None = None
    gone: bool = False
    ticket: int = 0
    queued: bool = False
    counted: str | None = None


class Pacer:
    """Counts what was sent, and says when the next may be. Every call to the platform counts, also changes."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._sent: deque[float] = deque()
        self._rooms: dict[str, deque[float]] = {}
        self._chats: dict[str, float] = {}
        self._cards: dict[str, float] = {}
        self._opened: deque[float] = deque()
        self._held = 0.0
        self._held_chats: dict[str, float] = {}

    def free_at(self, urgency: Urgency, now: float) -> float:
        """When the platform as a whole takes one more of this urgency."""
        most = self.pace.a_second - (0 if urgency is Urgency.ANSWER else self.pace.kept)
        while self._sent and self._sent[0] <= now - SECOND:
            self._sent.popleft()
        soonest = now if len(self._sent) < most else self._sent[-max(most, 1)] + SECOND
        return max(soonest, self._held)

    def chat_at(self, letter: Letter, now: float) -> float:
        """When this chat takes it, whatever the others do. Who waits for an answer is not kept waiting by manners."""
        held = self._held_chats.get(letter.chat, 0.0)
        if letter.room:
            return max(now, held, self._room_at(letter, now))
        if letter.urgency is Urgency.ANSWER:
            return max(now, held)
        # The time at which all that was sent is paid for; a few may be owed.
        paid = self._chats.get(letter.chat, 0.0)
        return max(now, held, paid - (BURST - 1) * self.pace.chat_seconds)

    def _room_at(self, letter: Letter, now: float) -> float:
        sent = self._rooms.get(letter.chat)
        if not sent:
            return now
        while sent and sent[0] <= now - MINUTE:
            sent.popleft()
        full = now if len(sent) < self.pace.rooms_a_minute else sent[-self.pace.rooms_a_minute] + MINUTE
        burst = max(self.pace.room_burst, 1)
        if letter.urgency is Urgency.ANSWER or len(sent) < burst:
            return full
        return max(full, sent[-burst] + burst * self.pace.room_seconds)

    def card_at(self, letter: Letter) -> float:
        """When what is shown of this card may be changed again."""
        return self._cards.get(letter.id, 0.0) + self.pace.edit_seconds if letter.message is not None else 0.0

    def opening_at(self, now: float) -> float:
        """When one more private chat may be opened with somebody new."""
        while self._opened and self._opened[0] <= now - self.pace.opening_seconds:
            self._opened.popleft()
        if len(self._opened) < self.pace.openings:
            return now
        return self._opened[-max(self.pace.openings, 1)] + self.pace.opening_seconds

    def opened(self, now: float) -> None:
        """A private chat was opened: one more call, too."""
        self._opened.append(now)
        self._sent.append(now)

    def sent(self, letter: Letter, now: float) -> None:
        """This goes on its way."""
        self._sent.append(now)
        self._cards[letter.id] = now
        if letter.room:
            self._rooms.setdefault(letter.chat, deque()).append(now)
        else:
            self._chats[letter.chat] = max(self._chats.get(letter.chat, 0.0), now) + self.pace.chat_seconds
        if len(self._cards) > FORGET_AT:
            self._forget(now)

    def _forget(self, now: float) -> None:
        edits, minute = self.pace.edit_seconds, now - MINUTE
        self._cards = {card: at for card, at in self._cards.items() if at + edits > now}
        self._chats = {chat: at for chat, at in self._chats.items() if at > now}
        self._rooms = {room: sent for room, sent in self._rooms.items() if sent and sent[-1] > minute}
        self._held_chats = {chat: at for chat, at in self._held_chats.items() if at > now}

    def hold(self, chat: str, now: float, seconds: float) -> None:
        """The platform asks to wait. Two chats at a time that must: then it means all of them."""
        others = [one for one, at in self._held_chats.items() if one != chat and at > now]
        self._held_chats[chat] = max(self._held_chats.get(chat, 0.0), now + seconds)
        if others:
            self.hold_all(now, seconds)

    def hold_all(self, now: float, seconds: float) -> None:
        """Nothing goes for so long."""
        self._held = max(self._held, now + seconds)


@dataclass(slots=True)
class _Lane:
    """What waits for one chat: `offered` is the order under which it may go now, `later` the time when it may."""

    entries: list[tuple[Order, int, Entry]] = field(default_factory=list)
    busy: bool = False
    offered: Order | None = None
    later: float | None = None

    def head(self) -> Entry | None:
        """The next one; places that were given up are forgotten."""
        while self.entries and not _holds(self.entries[0]):
            heapq.heappop(self.entries)
        return self.entries[0][2] if self.entries else None


def _holds(place: tuple[Order, int, Entry]) -> bool:
    _, ticket, entry = place
    return entry.queued and not entry.gone and entry.ticket == ticket


def first(heap: Sequence[tuple[Order, str]], most: int) -> Iterator[tuple[Order, str]]:
    """The smallest of a heap in order, at most so many, without looking at all of it: what comes after one is below
    it."""
    next_ones = [(heap[0], 0)] if heap else []
    for _ in range(min(most, len(heap))):
        smallest, place = heapq.heappop(next_ones)
        yield smallest
        for below in (2 * place + 1, 2 * place + 2):
            if below < len(heap):
                heapq.heappush(next_ones, (heap[below], below))


class Line:
    """All that waits for one platform. `next` hands out what may go now; `done` frees its chat."""

    def __init__(self, pacer: Pacer) -> None:
        self.pacer = pacer
        self._entries: dict[str, Entry] = {}
        self._lanes: dict[str, _Lane] = {}
        self._ready: list[tuple[Order, str]] = []
        self._later: list[tuple[float, str]] = []
        self._asleep: list[tuple[float, int, Entry]] = []
        self._people: Counter[str] = Counter()
        self._flying: dict[str, Entry] = {}
        self._tickets = 0

    def __len__(self) -> int:
        return len(self._entries) + len(self._flying)

    def __contains__(self, letter: str) -> bool:
        return letter in self._entries or letter in self._flying

    def waiting_for(self, person: str) -> int:
        """How many cards wait for somebody, alarms and answers left out."""
        return self._people[person]

    @property
    def flying(self) -> int:
        """How many are on their way."""
        return len(self._flying)

    def get(self, letter: str) -> Entry | None:
        """What waits under this id, or is on its way."""
        return self._entries.get(letter) or self._flying.get(letter)

    def waiting(self) -> list[Entry]:
        """Everything that waits and is not on its way."""
        return list(self._entries.values())

    def put(self, letter: Letter, now: float, wait: float = 0.0) -> Entry:
        """A letter that is due, new or in a newer form, not before so many seconds from now.

        One that is on its way is left alone: it is settled first, and its row has the newer form.
        """
        flying = self._flying.get(letter.id)
        if flying is not None:
            return flying
        entry = self._entries.get(letter.id)
        if entry is None:
            entry = self._entries[letter.id] = Entry(letter, _order(letter))
        order = min(entry.order, _order(letter))
        moved = order != entry.order
        entry.letter, entry.order = letter, order
        self._count(entry)
        if wait > 0:
            self._sleep(entry, now + wait)
        elif moved or not entry.queued:
            self._enter(entry)
        return entry

    def drop(self, letter: str) -> None:
        """It is not due any more."""
        entry = self._entries.pop(letter, None)
        if entry is not None:
            entry.gone = True
            self._uncount(entry)

    def next(self, now: float, *, answers_only: bool = False) -> Entry | None:
        """What goes now, out of the line and its chat busy with it; None: nothing may go before `wakes_at`."""
        self._wake(now)
        while self._ready:
            order, chat = self._ready[0]
            entry = self._head_of(order, chat)
            if entry is None:
                self._unoffer(order, chat)
                continue
            urgency = entry.letter.urgency
            if (answers_only and urgency is not Urgency.ANSWER) or self.pacer.free_at(urgency, now) > now:
                return None  # what comes after it is no more urgent, and must wait as well
            self._unoffer(order, chat)
            if not self._must_wait(entry, now):
                self._take(entry)
                return entry
        return None

    def upcoming(self, most: int) -> list[Entry]:
        """The heads of the chats that come next: they may be marked as being sent together."""
        heads = (self._head_of(order, chat) for order, chat in first(self._ready, most))
        return [entry for entry in heads if entry is not None and not entry.taken]

    def wakes_at(self, now: float) -> float | None:
        """When something may go that may not now; None: nothing waits."""
        times = [heap[0][0] for heap in (self._later, self._asleep) if heap]
        if self._ready:
            entry = self._head_of(*self._ready[0])
            times.append(now if entry is None else self.pacer.free_at(entry.letter.urgency, now))
        return min(times, default=None)

    def done(self, entry: Entry) -> None:
        """It is on its way no more: its chat is free."""
        if self._flying.get(entry.letter.id) is not entry:
            return
        del self._flying[entry.letter.id]
        self._uncount(entry)
        lane = self._lanes.get(entry.letter.chat)
        if lane is not None:
            lane.busy = False
            self._offer(entry.letter.chat, lane)

    def _take(self, entry: Entry) -> None:
        del self._entries[entry.letter.id]
        self._flying[entry.letter.id] = entry
        entry.queued = False
        self._lanes[entry.letter.chat].busy = True

    def _head_of(self, order: Order, chat: str) -> Entry | None:
        """The head of a chat that is still the one that was offered."""
        lane = self._lanes.get(chat)
        head = None if lane is None or lane.busy else lane.head()
        return head if head is not None and head.order == order else None

    def _unoffer(self, order: Order, chat: str) -> None:
        heapq.heappop(self._ready)
        lane = self._lanes.get(chat)
        if lane is not None and lane.offered == order:
            lane.offered = None

    def _must_wait(self, entry: Entry, now: float) -> bool:
        """Whether its chat, or its own card, wants a pause. The rest of the chat does not wait for one card's edit."""
        chat = entry.letter.chat
        lane = self._lanes[chat]
        chat_at = self.pacer.chat_at(entry.letter, now)
        if chat_at > now:
            if lane.later is None or chat_at < lane.later:
                lane.later = chat_at
                heapq.heappush(self._later, (chat_at, chat))
            return True
        card_at = self.pacer.card_at(entry.letter)
        if card_at <= now:
            return False
        self._sleep(entry, card_at)
        self._offer(chat, lane)
        return True

    def _sleep(self, entry: Entry, until: float) -> None:
        entry.queued = False
        self._tickets += 1
        entry.ticket = self._tickets
        heapq.heappush(self._asleep, (until, entry.ticket, entry))

    def _wake(self, now: float) -> None:
        while self._asleep and self._asleep[0][0] <= now:
            _, ticket, entry = heapq.heappop(self._asleep)
            if not entry.gone and not entry.queued and entry.ticket == ticket:
                self._enter(entry)
        while self._later and self._later[0][0] <= now:
            at, chat = heapq.heappop(self._later)
            lane = self._lanes.get(chat)
            if lane is not None and lane.later == at:
                lane.later = None
                self._offer(chat, lane)

    def _enter(self, entry: Entry) -> None:
        self._tickets += 1
        entry.queued, entry.ticket = True, self._tickets
        lane = self._lanes.setdefault(entry.letter.chat, _Lane())
        heapq.heappush(lane.entries, (entry.order, entry.ticket, entry))
        self._offer(entry.letter.chat, lane)

    def _offer(self, chat: str, lane: _Lane) -> None:
        head = lane.head()
        if head is None:
            if not lane.busy:
                self._lanes.pop(chat, None)
        elif not lane.busy and lane.offered != head.order:
            lane.offered = head.order
            heapq.heappush(self._ready, (head.order, chat))

    def _count(self, entry: Entry) -> None:
        self._uncount(entry)
        if entry.letter.person is not None and entry.letter.urgency > Urgency.ALARM:
            entry.counted = entry.letter.person
            self._people[entry.counted] += 1

    def _uncount(self, entry: Entry) -> None:
        if entry.counted is not None:
            self._people[entry.counted] -= 1
            if not self._people[entry.counted]:
                del self._people[entry.counted]
            entry.counted = None


def _order(letter: Letter) -> Order:
    """Urgency, then age, then the rank that the notice has among those of the same moment."""
    return (int(letter.urgency), letter.due_at.timestamp(), letter.rank, letter.id)
