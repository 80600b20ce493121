"""A channel lived through once more: post by post in the order in which they were known, as the live product would.

The same reader, the same ties, the same judgment of what can be meant. At each post nothing is known but what was
posted before it and the candles that were over by then. What the product would ask its provider about and nobody can
answer any more (which of two, a number in doubt) is counted as such and traded by nobody. Instructions in prose, which
the product asks about as well, count as confirmed: whoever wrote them meant them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.kernel.money import Price
from core.market.candles import HOLE, MILLISECOND, Series, milliseconds
from core.market.model import Instrument
from core.market.symbols import SymbolTable
from core.replay.course import Course
from core.replay.lines import line_of
from core.replay.model import FollowUpFate, OldPost, Outcome, Record, Terms
from core.signals.doubts import REPEATED_WITHIN, number_doubt, repeats
from core.signals.instructions import (
    follow_ups,
    followed,
    instructions,
    is_report,
    judge,
    levels_of,
    moves_of,
)
from core.signals.joining import alert_of, completion, together
from core.signals.making import opening, signal_of
from core.signals.model import LedgerEntry, Post, Provider, ProviderStatus, Signal, SignalStatus
from core.signals.profile import Profile
from core.signals.read import read
from core.signals.reading import Action, Do, Reading
from core.signals.tying import Standing, Tied, Untied, Which, meant, tie

REPLIES_DEEP = 8  # as the product follows replies to replies
CHANNEL = "replay"
CandlesOf = Callable[[str], Series | None]


@dataclass(slots=True, eq=False)
class Told:
    """A signal as it stands now, the post it stands in, and its course, where it has one."""

    signal: Signal
    post: OldPost
    outcome: Outcome | None
    course: Course | None
    follow_ups: int = 0


class Walk:
    """One pass over a channel. `take` every post in the order of `OldPost.place`, then ask for the `record`."""

    def __init__(
        self, posts: Sequence[OldPost], table: SymbolTable, profile: Profile, terms: Terms, candles: CandlesOf
    ) -> None:
        self._table = table
        self._profile = profile
        self._terms = terms
        self._candles = candles
        self._later = {post.id for post in posts}
        self._taken: dict[str, OldPost] = {}
        self._about: dict[str, frozenset[str]] = {}  # a post -> the signals in it, or that it followed up
        self._told: dict[str, Told] = {}
        self._standing: list[Told] = []
        self._fates: Counter[FollowUpFate] = Counter()
        self._declined: Counter[str] = Counter()
        self._missing: Counter[str] = Counter()
        self._provider = Provider(
            id=CHANNEL, name=CHANNEL, person=CHANNEL, channel=CHANNEL, authors=(), default_quote=profile.default_quote,
            status=ProviderStatus.LIVE, signals=0, registered_at=posts[0].known_at, dash=profile.dash,
        )  # fmt: skip

    def take(self, post: OldPost) -> None:
        """Read one post and do what it asks, knowing nothing that came after it."""
        now = milliseconds(post.known_at)
        self._look(now)
        self._later.discard(post.id)
        self._taken[post.id] = post
        readings = self._read(post, now)
        replied = self._replied(post)
        standing = [
            Standing(signal=told.signal.id, symbol=told.signal.symbol, direction=told.signal.direction)
            for told in self._standing
        ]
        asked = [(reading, tie(meant(reading, replied), standing)) for reading in follow_ups(readings)]
        whole = self._joined(post, readings, now)
        if whole:
            readings, asked = whole, []
        for item, reading in opening(readings):
            self._open(post, item, reading, now)
        for reading, about in asked:
            self._follow_up(post, reading, about, now)

    def record(self) -> Record:
        """What became of everything, once the last post was taken and all candles were lived through."""
        for told in self._told.values():
            if told.course is not None:
                told.course.finish()
                told.outcome = told.course.outcome
                self._declined.update(told.course.declined)
        posts = self._taken.values()
        return Record(
            posts=len(posts),
            edited=sum(1 for post in posts if post.known_at > post.posted_at),
            forwarded=sum(1 for post in posts if post.forwarded),
            lines=tuple(line_of(told.signal, told.post, told.outcome, told.course, told.follow_ups)
                        for told in self._told.values()),
            follow_ups=dict(self._fates),
            declined=dict(self._declined),
            missing=dict(self._missing),
            first_at=min((post.posted_at for post in posts), default=None),
            last_at=max((post.posted_at for post in posts), default=None),
        )  # fmt: skip

    def _look(self, now: int) -> None:
        """Live on to this moment: a signal whose trade is over stands no longer."""
        for told in self._standing:
            if told.course is not None:
                told.course.follow(now)
        self._standing = [told for told in self._standing if self._stands(told, now)]

    def _stands(self, told: Told, now: int) -> bool:
        if told.signal.status is not SignalStatus.OPEN:
            return False
        if told.course is not None:
            return told.course.outcome is None
        over = now - milliseconds(told.post.known_at) >= self._terms.valid // MILLISECOND
        return not over and not told.signal.entries_over

    def _joined(self, post: OldPost, readings: Sequence[Reading], now: int) -> tuple[Reading, ...]:
        """An alert and its levels told in two posts are one signal. It counts from the second; the alert is none."""
        standing = [told.signal for told in self._standing]
        alert = alert_of(standing, CHANNEL, _as_posted(post), readings)
        if alert is None or post.reply_to not in (None, alert.message):
            return ()
        told = self._told[alert.id]
        whole = self._read_text(together(_entry(told.post), _as_posted(post)), None, now)
        if completion(alert, whole) is None:
            return ()
        told.signal = replace(alert, status=SignalStatus.COMPLETED)
        told.outcome, told.course = Outcome.JOINED, None
        self._standing.remove(told)
        return whole

    def _read(self, post: OldPost, now: int) -> tuple[Reading, ...]:
        parent: str | None = "" if self._standing else None
        if post.reply_to is not None:
            answered = self._taken.get(post.reply_to)
            parent = "" if answered is None else answered.text
        return self._read_text(post.text, parent, now)

    def _read_text(self, text: str, parent: str | None, now: int) -> tuple[Reading, ...]:
        """A text as the product reads it, with what its instruments cost at that moment where that is known."""
        first = read(text, profile=self._profile, table=self._table, parent=parent)
        named = {reading.instrument.symbol for reading in first if reading.instrument is not None}
        known = {symbol: self._price(symbol, now) for symbol in named}
        if not any(known.values()):
            return first

        def price(instrument: Instrument) -> Price | None:
            return known.get(instrument.symbol)

        return read(text, profile=self._profile, table=self._table, parent=parent, price=price)

    def _price(self, symbol: str | None, now: int) -> Price | None:
        series = None if symbol is None else self._candles(symbol)
        return None if series is None else series.last_before(now)

    def _replied(self, post: OldPost) -> frozenset[str] | None:
        """The signals of the post that is answered, or of the one that it answers: None for no reply at all."""
        reply_to = post.reply_to
        for _ in range(REPLIES_DEEP):
            if reply_to is None:
                return None
            if reply_to in self._about:
                return self._about[reply_to]
            answered = self._taken.get(reply_to)
            if answered is None or answered.reply_to is None:
                break
            reply_to = answered.reply_to
        return frozenset()

    def _is_early(self, post: OldPost) -> bool:
        """Whether it answers a post of which only the words of a later edit are left."""
        return post.reply_to in self._later

    # -- new signals -------------------------------------------------------------------------------------

    def _open(self, post: OldPost, item: int, reading: Reading, now: int) -> None:
        signal = signal_of(self._provider, len(self._told) + 1, item, reading, _entry(post))
        outcome = self._untraded(signal, reading, now)
        course = None
        if outcome is None and signal.symbol is not None:
            course = self._course(signal, reading, now)
        if outcome is None and course is None:
            self._missing[signal.symbol or ""] += 1
            outcome = Outcome.NO_CANDLES
        if outcome in (Outcome.DOUBT, Outcome.REPEAT):
            signal = replace(signal, status=SignalStatus.WAITING)
        told = Told(signal, post, outcome, course)
        self._told[signal.id] = told
        self._about[post.id] = self._about.get(post.id, frozenset()) | {signal.id}
        if signal.status is SignalStatus.OPEN and signal.symbol is not None:
            self._standing.append(told)

    def _untraded(self, signal: Signal, reading: Reading, now: int) -> Outcome | None:
        """Why nobody would have traded it as it stands, or None."""
        if reading.option is not None:
            return Outcome.OPTION
        if signal.symbol is None:
            return Outcome.NO_SYMBOL
        if "inconsistent_levels" in signal.reasons:
            return Outcome.INCONSISTENT
        if number_doubt(signal, self._price(signal.symbol, now)) is not None:
            return Outcome.DOUBT
        again = repeats(signal, self._recent(now))
        return None if again is None else Outcome.REPEAT

    def _recent(self, now: int) -> list[Signal]:
        """Signals that stand, or wait for a word that never comes, of the last ten minutes."""
        since = now - REPEATED_WITHIN // MILLISECOND
        recent: list[Signal] = []
        for told in reversed(self._told.values()):
            if milliseconds(told.post.known_at) <= since:
                break
            waiting = told.signal.status is SignalStatus.WAITING
            if waiting or told in self._standing:
                recent.append(told.signal)
        return recent[::-1]

    def _course(self, signal: Signal, reading: Reading, now: int) -> Course | None:
        series = self._candles(signal.symbol or "")
        if series is None:
            return None
        first = series.first_from(now)
        if first == len(series) or series.times[first] - now > HOLE:
            return None
        after = reading.be_after_target or self._terms.break_even_after
        return Course(signal, series, now, self._terms, after)

    # -- what is said about standing ones ----------------------------------------------------------------

    def _follow_up(self, post: OldPost, reading: Reading, about: Tied | Which | Untied, now: int) -> None:
        actions = instructions(reading)
        if self._is_early(post):
            fate = FollowUpFate.EARLY
        elif isinstance(about, Which):
            fate = FollowUpFate.AMBIGUOUS
        elif isinstance(about, Untied):
            fate = FollowUpFate.UNTIED
        elif is_report(reading):
            fate = FollowUpFate.REPORT
        elif "unread_instruction" in reading.reasons:
            fate = FollowUpFate.UNREAD
        elif all(action.do is Do.ADD for action in actions):
            fate = FollowUpFate.ADD
        else:
            done = [self._instruct(post, id_, actions, now) for id_ in about.signals]
            fate = FollowUpFate.APPLIED if any(done) else FollowUpFate.DECLINED
        self._fates[fate] += 1

    def _instruct(self, post: OldPost, id_: str, actions: Sequence[Action], now: int) -> bool:
        """Carry instructions out on one signal, all of them or none, as the product does."""
        told = self._told[id_]
        signal = told.signal
        code = judge(actions, signal.direction, levels_of(signal), self._price(signal.symbol, now))
        if code is not None:
            self._declined[code] += 1
            return False
        told.signal = followed(signal, actions, post.known_at)
        told.follow_ups += 1
        self._about[post.id] = self._about.get(post.id, frozenset()) | {id_}
        if told.course is not None:
            moves = tuple(move for _, move in moves_of(actions, signal.direction))
            told.course.ask(now, moves)
        return True


def _as_posted(post: OldPost) -> Post:
    """The post as it would have come in, at the moment when its words were known."""
    return Post(
        platform=CHANNEL, channel=CHANNEL, message=post.id, version=0, author=post.author, author_name=post.author_name,
        text=post.text, posted_at=post.known_at, reply_to=post.reply_to,
    )  # fmt: skip


def _entry(post: OldPost) -> LedgerEntry:
    """Its line of a record that nobody kept."""
    return LedgerEntry(
        chain=CHANNEL, number=0, message=post.id, version=0, author=post.author, text=post.text, prices=(),
        posted_at=post.posted_at, seen_at=post.known_at, previous="", seal="", reply_to=post.reply_to,
    )  # fmt: skip
