"""Cards about being told: what rings, quiet hours, zones, and what was held back (storyboard, scene 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.present.locales import ENGLISH
from bot.present.look import Look, mode_word
from bot.present.messages import spoken
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule, Tone
from core.command import Call
from core.digests.model import DAILY, WEEKLY
from core.digests.results import Digest, DigestBook
from core.kernel.codec import encode
from core.notices.model import NoticeKind, Preferences, Waits, Way
from core.notices.options import Hours, write_hour, write_hours
from core.notices.quiet import way_of
from core.notices.results import LanguageCard, NotifyCard, Summary, ZoneCard
from core.notices.zones import zone_of

# Kinds in the order of the card, with how they are called.
KINDS = {
    NoticeKind.FILL: "notices.fills",
    NoticeKind.EXIT: "notices.exits",
    NoticeKind.SKIP: "notices.skips",
    NoticeKind.BOARD: "notices.boards",
    NoticeKind.INFO: "notices.news",
}
WAYS = {
    Way.RING: "notices.way_ring",
    Way.SILENT: "notices.way_silent",
    Way.DIGEST: "notices.way_digest",
    Way.OFF: "notices.way_off",
}
QUIET_AT_FIRST = "22-07"


def notify_card(result: NotifyCard, look: Look) -> Reply:
    """What rings, what comes silently, what waits, and when."""
    wishes = result.wishes
    rows = [(look.say("notices.questions_alarms"), look.say("notices.always"))]
    rows += [
        (look.say(name), look.say(WAYS[way_of(kind.value, wishes)], hour=write_hour(wishes.digest_at)))
        if way_of(kind.value, wishes) is Way.DIGEST
        else (look.say(name), look.say(WAYS[way_of(kind.value, wishes)]))
        for kind, name in KINDS.items()
    ]
    rows += [(reason_words(word, look), _way_words(word, wishes, look)) for word in _reasons(wishes)]
    city = look.clock_in(look.now, zone_of(wishes.zone)).split(" ", 1)[1]
    rows.append((look.say("notices.digest"), f"{write_hour(wishes.digest_at)} {city}"))
    wanted = [word for word in (DAILY, WEEKLY) if way_of(word, wishes) is not Way.OFF]
    told = look.join([look.say(f"notices.{word}") for word in wanted]) or look.say("notices.way_off")
    rows.append((look.say("notices.summaries"), told))
    rows.append((look.say("notices.quiet"), _quiet_words(wishes, look)))
    title = look.say("notices.changed" if result.changed else "notices.title")
    return Reply(
        title=title,
        blocks=(Rows(tuple(rows), "ll"), Line(look.say("notices.alarms_pass"))),
        buttons=_notify_buttons(wishes, look),
        tone=Tone.DONE if result.changed else Tone.INFO,
    )


def _way_words(word: str, wishes: Preferences, look: Look) -> str:
    way = way_of(word, wishes)
    if way is Way.DIGEST:
        return look.say("notices.way_digest", hour=write_hour(wishes.digest_at))
    return look.say(WAYS[way])


def _reasons(wishes: Preferences) -> list[str]:
    kinds = {DAILY, WEEKLY, *(kind.value for kind in NoticeKind)}
    return sorted({*wishes.off, *wishes.digest, *wishes.silent} - kinds)


def reason_words(code: str, look: Look) -> str:
    """A reason of skips as people read it: `too small`."""
    return look.say("notices.reason", reason=look.reason(code))


def _quiet_words(wishes: Preferences, look: Look) -> str:
    if wishes.quiet_from is None:
        return look.say("notices.no_quiet")
    return write_hours(Hours(wishes.quiet_from, wishes.quiet_until))


def _notify_buttons(wishes: Preferences, look: Look) -> tuple[Button, ...]:
    """The changes that are asked for most: each is taken back by the same button of the next card."""
    skips = way_of(NoticeKind.SKIP.value, wishes)
    buttons = []
    if skips is Way.DIGEST:
        buttons.append(_settle("notices.button_skips_now", "skips", Way.SILENT, look))
    else:
        buttons.append(_settle("notices.button_skips_digest", "skips", Way.DIGEST, look))
    if wishes.quiet_from is None:
        buttons.append(Button(look.say("notices.button_quiet"), Call("me quiet", {"hours": QUIET_AT_FIRST})))
    else:
        buttons.append(Button(look.say("notices.button_no_quiet"), Call("me quiet", {"hours": "off"})))
    return tuple(buttons)


def _settle(label: str, what: str, way: Way, look: Look) -> Button:
    return Button(look.say(label), Call("me notify", {"what": what, "way": way.value}))


def mute_button(code: str, look: Look) -> Button:
    """[Mute "too small"]: skips for this reason are not told any more."""
    return Button(
        look.say("notices.button_mute", reason=look.reason(code)),
        Call("me notify", {"what": code, "way": Way.OFF.value}),
    )


def zone_card(result: ZoneCard, look: Look) -> Reply:
    """Somebody's zone, and what their clock shows."""
    clock = look.clock_in(result.now, zone_of(result.zone))
    said = look.say("notices.zone_now", zone=result.zone, clock=clock)
    blocks: tuple[Block, ...] = (Line(said), Line(look.say("notices.zone_what")))
    if not result.changed:
        blocks = (*blocks, Line(look.say("notices.zone_change")))
    title = look.say("notices.zone_changed" if result.changed else "notices.zone_title")
    return Reply(title=title, blocks=blocks, tone=Tone.DONE if result.changed else Tone.INFO)


def language_card(result: LanguageCard, look: Look) -> Reply:
    """Somebody's language, and those that there are. It speaks the one that holds from now on."""
    look = replace(
        look, language=result.language or result.heard or (ENGLISH if result.changed else look.language)
    )
    names = {code: spoken(code).say("common.language") for code in result.known}
    title = look.say("notices.language_title", name=look.say("common.language"))
    there = ", ".join(f"{name} ({code})" for code, name in names.items())
    blocks: list[Block] = [Line(look.say("notices.language_there", names=there))]
    if result.heard and not result.language:
        blocks.append(Line(look.say("notices.language_heard")))
    blocks.append(Line(look.say("notices.language_what")))
    if not result.changed:
        blocks.append(Line(look.say("notices.language_change")))
    return Reply(
        title=look.say("notices.language_changed") if result.changed else title,
        blocks=tuple(blocks),
        buttons=tuple(Button(names[code], Call("me language", {"code": code})) for code in names),
        tone=Tone.DONE if result.changed else Tone.INFO,
    )


SUMMARIES = {
    Waits.QUIET: "notices.while_quiet",
    Waits.DIGEST: "notices.digest_of",
    Waits.CROWD: "notices.while_many",
}


def summary(result: Summary, look: Look) -> Reply:
    """What quiet hours or the digest held back, title by title, under the day's summary where there is one."""
    if result.digest is not None:
        return _digest(result, result.digest, look)
    count = len(result.titles) + result.more
    return Reply(
        title=look.say(SUMMARIES[result.why], count=count),
        blocks=tuple(_titles(result, look)),
        buttons=_summary_buttons("trades", "trade history", look),
        data=encode(result),
    )


def _titles(result: Summary, look: Look) -> list[Block]:
    blocks: list[Block] = [Line(f"{look.clock(one.at)}  {one.title}") for one in result.titles]
    if result.more:
        blocks.append(Line(look.say("notices.more", count=result.more)))
    return blocks


def _summary_buttons(label: str, path: str, look: Look) -> tuple[Button, ...]:
    return (
        Button(look.say(f"buttons.{label}"), Call(path, {})),
        Button(look.say("notices.button_settings"), Call("me notify", {})),
    )


def _digest(result: Summary, digest: Digest, look: Look) -> Reply:
    """The day of each portfolio, on Mondays its week, and below it what waited for this hour."""
    blocks: list[Block] = []
    for book in digest.books:
        worth = f"{mode_word(book.mode.value)}  {look.amount(book.equity, book.currency)}"
        blocks += [*([Rule()] if blocks else []), Line(worth), Rows(tuple(_book_rows(book, look)), "lrrr")]
    if result.titles or result.more:
        blocks += [Rule(), *_titles(result, look)]
    modes = " ".join(dict.fromkeys(mode_word(book.mode.value) for book in digest.books))
    first = digest.books[0]
    told = first.day or first.week
    title = look.say("notices.digest_title", mode=modes, date=look.date(digest.at))
    right = look.percent(told.change) if told is not None and len(digest.books) == 1 else ""
    buttons = _summary_buttons("portfolio", "portfolio show", look)
    return Reply(title=look.title(title, right), blocks=tuple(blocks), buttons=buttons, data=encode(result))


def _book_rows(book: DigestBook, look: Look) -> list[tuple[str, ...]]:
    """The day, what is open, and the week: money and percent without what was paid in or out."""
    rows: list[tuple[str, ...]] = []
    for span, name in ((book.day, ""), (book.week, look.say("notices.week"))):
        if span is None:
            continue
        # Noon of a day is the same day in most zones.
        label = name or look.date(span.until + timedelta(hours=12))
        rows.append((label, look.change(span.gained), look.percent(span.change), ""))
        closed = look.say("notices.closed", count=span.closed)
        if span.closed:
            rows.append((closed, look.change(span.profit), look.say("notices.won", count=span.won), ""))
        if name:
            rows.append((look.say("notices.fall"), "", look.percent(span.fall), ""))
    if book.open_positions:
        rows.append(
            (look.say("notices.open", count=book.open_positions), look.change(book.unrealized), "", "")
        )
    return rows
