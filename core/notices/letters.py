"""Cards on their way to chats: one row for each card and chat, and what becomes of it. Plain decisions, no waiting.

A letter holds the newest form of its card only. What is due replaces what was due; what is shown already is
changed in its place, or shown anew where it should ring (storyboard: a question, an entry, an exit and an alarm are
new messages, progress is an edit). Rows NT-01, NT-05.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from core.accounts.model import Identity
from core.kernel.ids import derived
from core.notices.model import NoticeKind

# A ticket that somebody was shown so long ago is still before their eyes: the fill takes its place.
JUST_SHOWN = timedelta(seconds=60)
# Tries of a letter that fails while others pass; then it is set aside and the owner is told.
TRIES = 6
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 16))
# So many cards may wait for one person; what comes beyond them is told as one summary.
WAITING_AT_MOST = 30
KEPT = timedelta(days=30)
# Discord takes no longer nonce.
NONCE_LENGTH = 25


class Urgency(IntEnum):
    """What goes first: somebody who waits, then what may cost money, what was traded, and news."""

    ANSWER = 0
    ALARM = 1
    TRADE = 2
    INFO = 3


class LetterState(StrEnum):
    """Where a letter stands. A missed one had nobody to be shown to; a dead one is set aside for the owner."""

    DUE = "due"
    SENDING = "sending"
    SHOWN = "shown"
    MISSED = "missed"
    DEAD = "dead"


ON_THEIR_WAY = frozenset({LetterState.DUE, LetterState.SENDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One card for one chat.

    `chat` is a room's id, the id of a private chat, or `@` and a person's id on the platform, whose private chat is
    looked up when it is sent. `version` is the notice's, 0 for an answer. `body` is the card, empty once it is shown;
    `digest` tells two forms of it apart, `digest_shown` is of the form that is before the reader, `digest_sent` of the
    one on its way. `message` is the platform's word for where it is shown, which can be changed there until `until`
    (None: for good). `sent_at` set means that it may have been shown since. `anew`: once what is on its way is
    settled, show it as a new message. `under` is another card of that chat that it replies to; `answers` a message.
    """

    id: str
    platform: str
    chat: str
    card: str
    person: str | None
    room: bool
    urgency: Urgency
    rings: bool
    rank: int
    version: int
    body: str
    digest: str
    digest_sent: str = ""
    digest_shown: str = ""
    state: LetterState
    message: str | None = None
    until: datetime | None = None
    nonce: str
    anew: bool = False
    answers: str | None = None
    under: str | None = None
    thread: str | None = None
    not_before: datetime
    tries: int = 0
    plain: bool = False
    error: str = ""
    made_at: datetime
    due_at: datetime
    sent_at: datetime | None = None
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """How somebody is reached on a platform, beyond who they are there.

    `chat` is their private chat once one is known. `reachable` is no longer so when the platform said `why` not.
    """

    platform: str
    external: str
    chat: str | None = None
    reachable: bool = True
    why: str = ""
    last_spoke: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A form of a card that is to be shown. `ring` asks for a new message where the card is shown already."""

    version: int
    body: str
    digest: str
    urgency: Urgency
    ring: bool
    rank: int = 0
    answers: str | None = None
    under: str | None = None
    thread: str | None = None


ALARMS = frozenset({NoticeKind.QUESTION, NoticeKind.ALARM})
TRADES = frozenset({NoticeKind.FILL, NoticeKind.EXIT})


def urgency_of(kind: NoticeKind) -> Urgency:
    """How soon a kind of notice is told."""
    if kind in ALARMS:
        return Urgency.ALARM
    return Urgency.TRADE if kind in TRADES else Urgency.INFO


def letter_id(platform: str, chat: str, card: str) -> str:
    """One letter for each card in each chat."""
    return derived("letter", platform, chat, card)


def _nonce(letter: str, since: datetime, before: str = "") -> str:
    """The same for every try of one message, another one for the next message of the same card, also within an instant:
    that follows from the one `before`."""
    return derived("nonce", letter, since.isoformat(), before)[:NONCE_LENGTH]


def fresh(
    news: News, now: datetime, *, platform: str, chat: str, card: str, person: str | None, room: bool
) -> Letter:
    """The letter of a card that this chat has not seen."""
    id_ = letter_id(platform, chat, card)
    return Letter(
        id=id_,
        platform=platform,
        chat=chat,
        card=card,
        person=person,
        room=room,
        urgency=news.urgency,
        rings=news.ring,
        rank=news.rank,
        version=news.version,
        body=news.body,
        digest=news.digest,
        state=LetterState.DUE,
        nonce=_nonce(id_, now),
        answers=news.answers,
        under=news.under,
        thread=news.thread,
        not_before=now,
        made_at=now,
        due_at=now,
    )


def over(letter: Letter, message: str | None) -> Letter:
    """The letter as a change of a message that another card has had: the card that its reader tapped. What is on its
    way or shown already stays where it is."""
    if message is None or letter.message is not None or letter.state is not LetterState.DUE or letter.sent_at:
        return letter
    return replace(letter, message=message, rings=False)


def is_open(letter: Letter) -> bool:
    """Whether it is still on its way."""
    return letter.state in ON_THEIR_WAY


def is_editable(letter: Letter, now: datetime) -> bool:
    """Whether what is shown can be changed in its place."""
    return letter.message is not None and (letter.until is None or now < letter.until)


def revised(known: Letter, news: News, now: datetime) -> Letter:
    """The letter with a newer form of its card; the very same value when there is nothing to do.

    An older form, the same telling once more, and an edit that shows the same change nothing. An answer to the same
    message is the same telling, also when what was asked was done again after a kill.
    """
    if news.version < known.version:
        return known
    same_asking = news.answers is not None and news.answers == known.answers
    repeated = news.version == known.version and (known.version > 0 or same_asking)
    ring = news.ring and not repeated and not _before_their_eyes(known, news, now)
    if known.state is LetterState.SHOWN and not ring and is_editable(known, now):
        if news.digest == known.digest_shown:
            return known if repeated else replace(known, version=news.version)
        return _as_edit(known, news, now)
    if is_open(known):
        return _coalesced(known, news, now, ring=ring)
    if known.state is LetterState.SHOWN and repeated and news.digest == known.digest_shown:
        return known
    return _as_new(known, news, now)


def _before_their_eyes(known: Letter, news: News, now: datetime) -> bool:
    """A ticket that was just answered with, whose fill is told now."""
    since = known.shown_at or known.made_at
    return known.version == 0 and news.version > 0 and now - since < JUST_SHOWN


def _as_edit(known: Letter, news: News, now: datetime) -> Letter:
    return replace(
        known,
        version=news.version,
        body=news.body,
        digest=news.digest,
        urgency=news.urgency,
        rank=news.rank,
        rings=False,
        plain=False,
        state=LetterState.DUE,
        not_before=now,
        due_at=now,
        tries=0,
    )


def _as_new(known: Letter, news: News, now: datetime) -> Letter:
    """Shown once more, as a new message."""
    return replace(
        _as_edit(known, news, now),
        rings=news.ring,
        message=None,
        until=None,
        nonce=_nonce(known.id, now, known.nonce),
        anew=False,
        sent_at=None,
        digest_shown="",
        answers=news.answers,
        under=news.under,
        thread=news.thread or known.thread,
    )


def _coalesced(known: Letter, news: News, now: datetime, *, ring: bool) -> Letter:
    """What was due already is told in its newest form. One that would have been an edit may be a new message now."""
    whole = replace(
        known,
        version=news.version,
        body=news.body,
        digest=news.digest,
        plain=False,
        urgency=min(known.urgency, news.urgency),
    )
    if known.message is None and known.state is LetterState.DUE:
        return replace(whole, rings=known.rings or news.ring)
    if not ring:
        return whole
    if known.state is LetterState.SENDING:
        return replace(whole, anew=known.message is not None, rings=True)
    return replace(_as_new(known, news, now), urgency=whole.urgency)


def taken(letter: Letter, now: datetime) -> Letter:
    """About to be sent. One in doubt stays so: which form of it may be shown is that of its first try."""
    if letter.sent_at is not None:
        return replace(letter, state=LetterState.SENDING)
    return replace(letter, state=LetterState.SENDING, sent_at=now, digest_sent=letter.digest)


def released(letter: Letter) -> Letter:
    """Taken, and then not sent after all."""
    return replace(letter, state=LetterState.DUE, sent_at=None)


def settled(
    letter: Letter, sent: str, message: str, until: datetime | None, now: datetime, *, edited: bool
) -> Letter:
    """It was shown in the form `sent` (a digest). What changed meanwhile is due as an edit, or as a new message."""
    shown = replace(
        letter,
        message=message,
        until=until,
        digest_shown=sent,
        digest_sent="",
        shown_at=letter.shown_at if edited else now,
        sent_at=None,
        tries=0,
        error="",
        anew=False,
    )
    if letter.anew:
        return replace(
            shown,
            state=LetterState.DUE,
            due_at=now,
            message=None,
            until=None,
            nonce=_nonce(letter.id, now, letter.nonce),
        )
    if letter.digest != sent:
        return replace(shown, state=LetterState.DUE, due_at=now, rings=False)
    return replace(shown, state=LetterState.SHOWN, body="")


def postponed(letter: Letter, until: datetime, *, shown_perhaps: bool) -> Letter:
    """The platform asked to wait. What was in doubt before still is."""
    kept = letter.sent_at if shown_perhaps else None
    return replace(letter, state=LetterState.DUE, not_before=until, sent_at=kept)


def doubted(letter: Letter, error: str, now: datetime, *, counts: bool) -> Letter:
    """Nobody knows whether it was shown. Tried again after a pause, and dead after so many tries that count."""
    tries = letter.tries + 1 if counts else max(letter.tries, 1)
    if tries >= TRIES:
        return dead(replace(letter, tries=tries), error)
    pause = PAUSES[min(tries, len(PAUSES)) - 1]
    return replace(letter, state=LetterState.DUE, tries=tries, not_before=now + pause, error=error)


def dead(letter: Letter, error: str) -> Letter:
    """Set aside. It keeps its card, for whoever lets it be tried again."""
    return replace(letter, state=LetterState.DEAD, error=error[:500], sent_at=None)


def missed(letter: Letter, why: str) -> Letter:
    """There is nobody to show it to: counted, and said with the next answer."""
    return replace(letter, state=LetterState.MISSED, error=why[:500], body="", sent_at=None)


def lost(letter: Letter, now: datetime) -> Letter:
    """The message that was to be changed is gone: shown as a new one, silently."""
    return replace(
        released(letter),
        message=None,
        until=None,
        digest_shown="",
        rings=False,
        nonce=_nonce(letter.id, now, letter.nonce),
    )


def forwarded(letter: Letter, platform: str, chat: str, now: datetime) -> Letter:
    """The same card, for the same person on another platform."""
    news = News(
        version=letter.version,
        body=letter.body,
        digest=letter.digest,
        urgency=letter.urgency,
        ring=letter.rings,
        rank=letter.rank,
    )
    return fresh(news, now, platform=platform, chat=chat, card=letter.card, person=letter.person, room=False)


def revived(letter: Letter, now: datetime) -> Letter:
    """A dead letter, once more."""
    return replace(letter, state=LetterState.DUE, tries=0, not_before=now, due_at=now, plain=False)


def current(letters: Sequence[Letter], now: datetime) -> Letter | None:
    """Of the letters of one card and one reader, the one that a newer form belongs to; None: a new one is needed."""
    usable = [one for one in letters if is_open(one) or (is_shown(one) and is_editable(one, now))]
    return max(usable, key=lambda one: one.shown_at or one.made_at, default=None)


def is_shown(letter: Letter) -> bool:
    """Whether its reader has it, in its newest form."""
    return letter.state is LetterState.SHOWN


def ways(
    identities: Sequence[Identity], addresses: Sequence[Address], served: Sequence[str]
) -> list[tuple[str, str]]:
    """How somebody can be told, best first, as (platform, their id there): where they spoke last, then the others.

    Who was never heard of is tried; who closed the door there is not, until they speak again.
    """
    known = {(one.platform, one.external): one for one in addresses}
    open_ = []
    for one in identities:
        address = known.get((one.platform, one.external))
        if one.platform in served and (address is None or address.reachable):
            spoke = None if address is None else address.last_spoke
            open_.append((-1.0 if spoke is None else spoke.timestamp(), one.platform, one.external))
    return [
        (platform, external) for _, platform, external in sorted(open_, key=lambda one: (-one[0], one[1:]))
    ]


def private_chat(external: str) -> str:
    """The private chat with somebody, whichever that is."""
    return f"@{external}"
