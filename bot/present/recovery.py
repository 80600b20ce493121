"""Cards of safe mode, of books against venues, and of positions without a stop (storyboard, scenes 6 and 14)."""

from __future__ import annotations

from dataclasses import replace

from bot.present.evidence import evidence_words
from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.orders.model import Side
from core.recovery.results import (
    BackupCard,
    BooksCard,
    BrokenCard,
    CameCard,
    CompareCard,
    DifferenceCard,
    ExposedCard,
    LeavePlan,
    OutsideCard,
    ProtectionCard,
    SafeModeCard,
    SafeModeLeft,
    StrayCard,
)

SHOWN = 8

WHY = {"old_copy": "recovery.safe_old_copy", "stray_order": "recovery.safe_stray_order"}


def safe_mode(card: SafeModeCard, look: Look) -> Reply:
    """For the owners: entries are off, why, and what to do; or that it is over."""
    if card.left_at is not None:
        said = look.say("recovery.safe_left_what", since=look.moment(card.since))
        return Reply(title=look.say("recovery.safe_left"), blocks=(Line(said),), tone=Tone.DONE)
    return Reply(
        title=look.say("recovery.safe_title"),
        blocks=(Line(look.say(WHY[card.why])), Line(look.say("recovery.safe_what"))),
        buttons=(Button(look.say("recovery.button_compare"), Call("admin compare", {})),),
        tone=Tone.ALARM,
    )


def safe_mode_left(result: SafeModeLeft, look: Look) -> Reply:
    """Entries are on again."""
    said = look.say("recovery.safe_left_what", since=look.moment(result.since))
    return Reply(title=look.say("recovery.safe_left"), blocks=(Line(said),), tone=Tone.DONE)


def compare_card(card: CompareCard, look: Look) -> Reply:
    """How books and brokers stand."""
    button = Button(look.say("recovery.button_again"), Call("admin compare", {}))
    tone = Tone.CAUTION if card.differences or card.strays or card.silent else Tone.DONE
    return Reply(title=look.say("recovery.compared"), blocks=_found(card, look), buttons=(button,), tone=tone)


def _found(card: CompareCard, look: Look) -> tuple[Block, ...]:
    rows = (
        (look.say("recovery.compared_accounts"), look.number(card.accounts)),
        (look.say("recovery.compared_silent"), look.number(card.silent)),
        (look.say("recovery.compared_unproven"), look.number(card.unproven)),
        (look.say("recovery.compared_taken"), look.number(card.taken_in)),
    )
    lines = [
        look.say(
            "recovery.difference_line",
            name=one.person,
            venue=one.venue.title(),
            asset=one.asset,
            books=look.quantity(one.books),
            theirs=look.quantity(one.at_venue),
        )
        for one in card.differences[:SHOWN]
    ]
    lines += [
        look.say("recovery.stray_line", name=one.person, venue=one.venue.title(), symbol=one.symbol)
        for one in card.strays[:SHOWN]
    ]
    hidden = len(card.differences) + len(card.strays) - len(lines)
    if hidden > 0:
        lines.append(look.say("notices.more", count=hidden))
    if not lines and not card.silent and not card.unproven:
        lines.append(look.say("recovery.compared_equal"))
    return (Rows(rows, "lr"), *map(Line, lines))


def leave_preview(preview: Preview[LeavePlan], look: Look) -> Reply:
    """What was found, and whether new orders may go on."""
    found = _found(preview.plan.compared, look)
    return Reply(
        title=look.say("recovery.ask_leave"),
        blocks=(*found, Line(look.say("recovery.leave_what"))),
        buttons=(
            Button(look.say("recovery.button_leave"), Confirm()),
            Button(look.say("recovery.button_stay"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def came(card: CameCard, look: Look) -> Reply:
    """Money or units that came or went at a venue."""
    title = look.say(
        "recovery.came_in" if card.amount > 0 else "recovery.came_out",
        mode=mode_word(card.mode),
        amount=look.quantity(abs(card.amount)),
        asset=card.asset,
        venue=card.venue.title(),
    )
    return Reply(
        title=title,
        blocks=(Line(look.say("recovery.came_what")),),
        buttons=(Button(look.say("buttons.portfolio"), Call("portfolio show", {})),),
    )


def difference(card: DifferenceCard, look: Look) -> Reply:
    """What I hold, what the venue says, and what happens until both agree."""
    names = {"mode": mode_word(card.mode), "asset": card.asset, "venue": card.venue.title()}
    if card.ended_at is not None:
        said = look.say(
            "recovery.difference_over_what",
            venue=names["venue"],
            asset=card.asset,
            books=look.quantity(card.books),
        )
        title = look.say("recovery.difference_over", **names)
        return Reply(title=title, blocks=(Line(said),), tone=Tone.DONE)
    rows = (
        (look.say("recovery.difference_books"), look.quantity(card.books)),
        (look.say("recovery.difference_venue", venue=names["venue"]), look.quantity(card.at_venue)),
    )
    since = look.moment(card.since)
    what = (
        look.say("recovery.difference_what", since=since, asset=card.asset)
        if card.holds
        else look.say("recovery.difference_money", since=since)
    )
    return Reply(
        title=look.say("recovery.difference_title", **names),
        blocks=(
            Rows(rows, "lr"),
            Line(what),
            Line(look.say("recovery.difference_next", venue=names["venue"])),
        ),
        buttons=(Button(look.say("buttons.positions"), Call("portfolio positions", {})),),
        tone=Tone.ALARM,
    )


SIDES = {Side.BUY: "recovery.side_buy", Side.SELL: "recovery.side_sell"}


def stray(card: StrayCard, look: Look) -> Reply:
    """An order of ours that these books are too old for."""
    names = {"mode": mode_word(card.mode), "venue": card.venue.title()}
    if card.gone_at is not None:
        title = look.say("recovery.stray_gone", **names)
        return Reply(title=title, blocks=(Line(look.say("recovery.stray_gone_what")),), tone=Tone.DONE)
    size = look.quantity(card.quantity)
    what = (
        look.say("recovery.stray_unknown", size=size, base=card.base)
        if card.side is None
        else look.say("recovery.stray_what", side=look.say(SIDES[card.side]), size=size, base=card.base)
    )
    return Reply(
        title=look.say("recovery.stray_title", **names),
        blocks=(Line(what), Line(look.say("recovery.stray_next"))),
        buttons=(Button(look.say("buttons.positions"), Call("portfolio positions", {})),),
        tone=Tone.ALARM,
    )


def outside(card: OutsideCard, look: Look) -> Reply:
    """Somebody traded at the venue: what changed, and that the books follow."""
    names = {"mode": mode_word(card.mode), "venue": card.venue.title()}
    key = "recovery.outside_bought" if card.side is Side.BUY else "recovery.outside_sold"
    moved = f"{look.quantity(card.before)} → {look.quantity(card.after)}"
    lines = [
        look.say("recovery.outside_at", price=look.price(card.symbol, card.price), at=look.clock(card.at)),
        look.say("recovery.outside_taken"),
    ]
    if card.covered is not None:
        size = look.quantity(card.covered)
        lines.append(look.say("recovery.outside_stop", size=size, base=card.base))
    elif card.trades and not card.after:
        lines.append(look.say("recovery.outside_flat"))
    row = (card.base, moved, look.say(key, size=look.quantity(card.quantity)))
    stop = Call("panic", {"what": "entries"})
    return Reply(
        title=look.say("recovery.outside_title", **names),
        blocks=(Rows((row,), "lll"), *map(Line, lines)),
        buttons=(
            Button(look.say("recovery.button_was_me"), Call("portfolio positions", {})),
            Button(look.say("recovery.button_not_me"), stop),
        ),
        tone=Tone.ALARM,
    )


FALLBACKS = {"exit": "recovery.exposed_exit", "watch": "recovery.exposed_watch"}
CHOSEN = {"exit": "recovery.protect_exit", "watch": "recovery.protect_watch"}


def exposed(card: ExposedCard, look: Look) -> Reply:
    """A position without its stop: what it is, why, what happens next; or how it came out."""
    names = {"mode": mode_word(card.mode), "symbol": card.symbol}
    if card.ended_at is not None:
        blocks = (Line(_came_out(card, look)), Line(_how_long(card, look)), Line(short(card.trade)))
        open_trade = Button(look.say("buttons.open"), Call("trade show", {"trade": card.trade}))
        title = look.say("recovery.exposed_over", **names)
        return Reply(title=title, blocks=blocks, buttons=(open_trade,), tone=Tone.DONE)
    size, value = f"{look.quantity(card.bare)} {card.base}", f"{look.money(card.value)} {card.quote}"
    lines = [
        look.say("recovery.exposed_what", size=size, value=value, since=look.clock(card.since, seconds=True)),
        look.say("recovery.exposed_why", why=evidence_words(card.why, look)),
        _next_step(card, look),
    ]
    buttons = (
        Button(look.say("recovery.button_place"), Call("trade protect", {"what": card.trade})),
        Button(look.say("buttons.close"), Call("trade close", {"what": card.trade})),
        Button(
            look.say("recovery.button_mine", venue=card.venue.title()),
            Call("trade protect", {"what": card.trade, "how": "mine"}),
        ),
    )
    return Reply(
        title=look.say("recovery.exposed_title", **names),
        blocks=(*map(Line, lines), Line(short(card.trade))),
        buttons=buttons[:2] if card.hands_off else buttons,
        tone=Tone.ALARM,
    )


def _next_step(card: ExposedCard, look: Look) -> str:
    if card.hands_off:
        return look.say("recovery.exposed_mine")
    if card.fell_back:
        return look.say("recovery.exposed_selling")
    price = look.price(card.symbol, card.stop)
    return f"{look.say('recovery.exposed_again', price=price)} {look.say(FALLBACKS[card.fallback])}"


def _came_out(card: ExposedCard, look: Look) -> str:
    if not card.held:
        return look.say("recovery.exposed_flat")
    price = look.price(card.symbol, card.stop)
    return look.say("recovery.exposed_watched" if card.watched else "recovery.exposed_stands", price=price)


def _how_long(card: ExposedCard, look: Look) -> str:
    ended = card.ended_at or card.since
    return look.say("recovery.exposed_length", time=look.length(ended - card.since))


def protection(card: ProtectionCard, look: Look) -> Reply:
    """What was chosen, and the other choice."""
    other = "watch" if card.fallback == "exit" else "exit"
    button = Button(look.say(CHOSEN_LABELS[other]), Call("me protect", {"what": other}))
    return Reply(
        title=look.say("recovery.protect_title"),
        blocks=(Line(look.say(CHOSEN[card.fallback])), Line(look.say("recovery.protect_before"))),
        buttons=(button,),
        tone=Tone.DONE if card.changed else Tone.INFO,
    )


CHOSEN_LABELS = {"exit": "recovery.button_exit", "watch": "recovery.button_watch"}


def books(card: BooksCard, look: Look) -> Reply:
    """For the person: entries wait while their books are looked into, and go on after that."""
    mode = mode_word(card.mode)
    if card.since is None:
        said = Line(look.say("recovery.books_over_what"))
        return Reply(title=look.say("recovery.books_over", mode=mode), blocks=(said,), tone=Tone.DONE)
    return Reply(
        title=look.say("recovery.books_title", mode=mode),
        blocks=(Line(look.say("recovery.books_what", since=look.moment(card.since))),),
        buttons=(Button(look.say("buttons.positions"), Call("portfolio positions", {})),),
        tone=Tone.ALARM,
    )


def backup(card: BackupCard, look: Look) -> Reply:
    """For those who run the place: a night brought no copy, why, and what to do; or that there is one by now."""
    night = replace(look, zone=None).date(card.night)  # nights are those of the server
    if not card.missing:
        return Reply(title=look.say("recovery.backup_made", night=night), blocks=(), tone=Tone.DONE)
    return Reply(
        title=look.say("recovery.backup_title", night=night),
        blocks=(Line(card.why), Line(look.say("recovery.backup_next"))),
        buttons=(Button(look.say("control.button_health"), Call("admin health", {})),),
        tone=Tone.ALARM,
    )


def broken(card: BrokenCard, look: Look) -> Reply:
    """For those who run the place: where records do not hold together, and what to do."""
    return Reply(
        title=look.say("recovery.broken_title", what=card.what),
        blocks=(*map(Line, card.where), Line(look.say("recovery.broken_next"))),
        buttons=(Button(look.say("control.button_health"), Call("admin health", {})),),
        tone=Tone.ALARM,
    )
