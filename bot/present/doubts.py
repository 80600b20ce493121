"""The card of an order whose fate is not known, until it is (storyboard, scene 6)."""

from __future__ import annotations

from bot.present.look import Look, mode_word, short
from bot.present.reply import Button, Line, Reply, Tone
from core.command import Call
from core.orders.doubts import DoubtCard
from core.orders.model import OrderStatus, Purpose

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
            buttons=(open_trade,),
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
