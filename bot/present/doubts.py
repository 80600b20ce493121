"""The card of an order whose fate is not known, until it is (storyboard, scene 6)."""

from __future__ import annotations

from bot.present.look import Look, mode_word, short
from bot.present.reply import Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.orders.doubts import DoubtCard
from core.orders.model import Candidate, OrderStatus, Purpose
from core.recovery.results import SettleCard, SettlePlan

MOST_BUTTONS = 6
SHORT = 8

WHAT = {
    Purpose.ENTRY: "doubts.entry",
    Purpose.STOP: "doubts.stop",
    Purpose.TARGET: "doubts.target",
    Purpose.CLOSE: "doubts.sale",
}


def doubt_card(card: DoubtCard, look: Look) -> Reply:
    """Not sure; and once it is, what it was."""
    what = look.say(WHAT[card.purpose])
    open_trade = Button(look.say("buttons.open"), Call("trade show", {"trade": card.trade}))
    names = {"mode": mode_word(card.mode), "symbol": card.symbol, "what": what}
    if card.settled_at is None:
        return Reply(
            title=look.say("doubts.title", **names),
            blocks=(
                *_why(card, look),
                Line(look.say("doubts.keep_asking")),
                Line(f"{short(card.trade)}"),
            ),
            buttons=(*_settling(card, look), open_trade),
            tone=Tone.ALARM,
        )
    blocks = [Line(_outcome(card, look)), Line(f"{short(card.trade)}")]
    waited = card.settled_at - card.since
    if waited:
        blocks.insert(0, Line(look.say("doubts.settled_after", time=look.length(waited))))
    return Reply(
        title=look.say("doubts.settled", **names),
        blocks=tuple(blocks),
        buttons=(open_trade,),
        tone=Tone.DONE,
    )


def _why(card: DoubtCard, look: Look) -> list[Line]:
    """Why it is not known, and what a person can do about it."""
    venue = card.venue.title()
    if card.several:
        return [Line(look.say("doubts.several", venue=venue)), Line(look.say("doubts.look_there"))]
    return [Line(look.say("doubts.no_answer", venue=venue))]


def _settling(card: DoubtCard, look: Look) -> tuple[Button, ...]:
    settle = Button(look.say("doubts.button_settle"), Call("trade settle", {"trade": card.trade}))
    return (settle,) if card.several else ()


def settle_card(card: SettleCard, look: Look) -> Reply:
    """What stands at the venue that may be the order in doubt; one button for each, and one for none."""
    buttons = [
        Button(
            look.say("doubts.which_one", number=short_number(one.venue_order_id)),
            Call("trade settle", {"trade": card.trade, "order": one.venue_order_id}),
        )
        for one in card.candidates[:MOST_BUTTONS]
    ]
    none = Call("trade settle", {"trade": card.trade, "order": "none"})
    rows = tuple((short_number(one.venue_order_id), *_candidate(one, card, look)) for one in card.candidates)
    return Reply(
        title=look.say("doubts.which", **_names(card, look)),
        blocks=(Line(look.say("doubts.several", venue=card.venue.title())), Rows(rows, "lll")),
        buttons=(*buttons, Button(look.say("doubts.which_none"), none)),
        tone=Tone.ASKS,
    )


def settle_preview(preview: Preview[SettlePlan], look: Look) -> Reply:
    """What taking one of them, or none, means; and the question."""
    plan = preview.plan
    card, chosen = plan.card, plan.chosen
    if chosen is None:
        title, blocks = (
            look.say("doubts.ask_none", **_names(card, look)),
            [Line(look.say("doubts.ask_none_what"))],
        )
    else:
        title = look.say("doubts.ask_one", number=short_number(chosen.venue_order_id), **_names(card, look))
        blocks = [Line(", ".join(_candidate(chosen, card, look))), Line(look.say("doubts.ask_one_what"))]
    return Reply(
        title=title,
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.cancel"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def _names(card: SettleCard, look: Look) -> dict[str, str]:
    return {"mode": mode_word(card.mode), "symbol": card.symbol, "what": look.say(WHAT[card.purpose])}


def _candidate(one: Candidate, card: SettleCard, look: Look) -> tuple[str, ...]:
    traded = look.say(
        "doubts.which_row",
        size=look.quantity(one.quantity),
        base=card.base,
        filled=look.quantity(one.filled),
    )
    return (traded, look.unknown if one.at is None else look.moment(one.at))


def short_number(venue_order_id: str) -> str:
    """The end of a long number, as venues' own pages show it."""
    return venue_order_id if len(venue_order_id) <= SHORT else f"…{venue_order_id[-SHORT:]}"


def _outcome(card: DoubtCard, look: Look) -> str:
    """What the venue says now."""
    if card.filled:
        size = f"{look.quantity(card.filled)} {card.base}"
        return look.say("doubts.filled", size=size, price=look.price(card.symbol, card.average_price))
    if card.status is OrderStatus.ABSENT:
        return look.say("doubts.absent", venue=card.venue.title())
    if card.status in (OrderStatus.OPEN, OrderStatus.PENDING_CANCEL):
        return look.say("doubts.working")
    return look.say("doubts.not_taken")
