"""Cards of trades as they stand, of exits, and of what went wrong (storyboard, scenes 1 and 6)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.present.entries import held_card, unprotected
from bot.present.evidence import evidence_words
from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Hint, Line, Reply, Rows, Tone
from core.command import Call
from core.kernel.money import plain
from core.orders.model import OrderStatus, OrderType, Purpose, Side, TradeStatus
from core.orders.results import ExitCard, OrderView, ProblemCard, Timing, TradeCard

BOUGHT = {Side.BUY: "trades.bought", Side.SELL: "trades.sold_short"}
# No venue takes more than this of what was bought as its fee: what is missing beyond it was not bought.
KEPT_BACK = Decimal("0.01")
PARTLY = {Side.BUY: "trades.partly_bought", Side.SELL: "trades.partly_sold_short"}
ENTERING = {Side.BUY: "trades.buy", Side.SELL: "trades.sell_short"}
WAITING = {Side.BUY: "trades.waiting_buy", Side.SELL: "trades.waiting_sell"}
GIVEN = {Side.BUY: "trades.sold_at", Side.SELL: "trades.bought_back_at"}
TRIGGERED = {
    (Side.BUY, False): "trades.waits_buy_above",
    (Side.BUY, True): "trades.waits_buy_below",
    (Side.SELL, False): "trades.waits_sell_below",
    (Side.SELL, True): "trades.waits_sell_above",
}
# Entries that can still buy.
WAITING_STILL = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED})
HIT = {Purpose.TARGET: "trades.target_hit", Purpose.STOP: "trades.stop_hit"}
PURPOSES = {
    Purpose.ENTRY: "common.entry",
    Purpose.STOP: "common.stop",
    Purpose.CLOSE: "common.close",
}


def trade_card(card: TradeCard, look: Look) -> Reply:
    """A trade as it stands: held, waiting, filled, or over."""
    if card.status is TradeStatus.CLOSED:
        return _closed_card(card, look)
    if not card.fills:
        held = card.order.status is OrderStatus.HELD and card.order.hold_until is not None
        return held_card(card, look) if held else _waiting_card(card, look)
    blocks: list[Block] = [_bought(card, look)]
    rows = [*_now_row(card, look), *_stop_rows(card, look), *_target_rows(card, look)]
    if rows:
        blocks.append(Rows(tuple(rows), "lrll"))
    blocks += [Line(line) for line in _notes(card, look)]
    blocks.append(_origin(card, card.opened_at or card.created_at, look))
    if card.first and card.targets and card.realized is None and look.world.market.simulated:
        target = plain(card.targets[0].price)
        blocks += [Hint(look.say("trades.next_move")), Hint(f"  market: {card.symbol} {target}")]
    partly = card.quantity < card.planned * (1 - KEPT_BACK)
    title = look.say((PARTLY if partly else BOUGHT)[card.side], mode=mode_word(card.mode), symbol=card.symbol)
    if card.copied:
        title = look.title(title, look.price(card.symbol, card.average_price))
    return Reply(title=title, blocks=tuple(blocks), buttons=_trade_buttons(card, look), tone=Tone.DONE)


def _bought(card: TradeCard, look: Look) -> Rows:
    """What was bought for what: in one line for a copy, in two by hand."""
    if card.copied:
        size, paid = f"{look.quantity(card.quantity)} {card.base}", f"{look.money(card.paid)} {card.quote}"
        return Rows(((size, paid, look.say("trades.fee", fee=look.money(card.fee))),), "lrr")
    paid = look.say(
        "trades.plus_fee", amount=f"{look.money(card.paid)} {card.quote}", fee=look.money(card.fee)
    )
    label = look.say("trades.paid" if card.side is Side.BUY else "trades.got")
    return Rows(((look.say("trades.filled"), _size_at(card, look)), (label, paid)), "ll")


def _now_row(card: TradeCard, look: Look) -> list[tuple[str, ...]]:
    if card.price is None or card.unrealized is None:
        return []
    share = look.percent(card.unrealized / card.paid) if card.paid else ""
    price = look.price(card.symbol, card.price)
    return [(look.say("common.now"), price, look.change(card.unrealized), share)]


def _stop_rows(card: TradeCard, look: Look) -> list[tuple[str, ...]]:
    rows = [_exit_row(view, card, look) for view in card.exits if view.purpose is Purpose.STOP]
    if not rows and card.held and card.watched_stop is not None:
        price = look.price(card.symbol, card.watched_stop)
        return [(look.say("common.stop"), price, look.say("trades.status_watched"))]
    return rows


def _target_rows(card: TradeCard, look: Look) -> list[tuple[str, ...]]:
    targets = sorted((v for v in card.exits if v.purpose is Purpose.TARGET), key=lambda view: view.number)
    return [_exit_row(view, card, look) for view in targets]


def _notes(card: TradeCard, look: Look) -> list[str]:
    """What has to be known besides the figures."""
    lines = []
    if card.held and card.stop is None and card.trail is None:
        lines.append(unprotected(card.side, card.paid, look))
    if card.held and card.watched_stop is not None:
        lines.append(look.say("trades.watched"))
    if card.held and card.trail is not None:
        lines.append(look.say("orders.trails", share=look.percent(card.trail, signed=False)))
    for view in card.entries:  # a ladder's rungs wait each at its own price
        rest = view.quantity - view.filled
        if rest and view.status in WAITING_STILL:
            size, price = f"{look.quantity(rest)} {card.base}", look.price(card.symbol, view.price)
            lines.append(look.say("trades.rest_waits", size=size, price=price))
    if card.cut is not None:
        lines.append(look.say("trades.cut", share=look.percent(card.cut, signed=False)))
    if card.timing is not None:
        lines += _timing(card.timing, card, look)
    return lines


def _timing(timing: Timing, card: TradeCard, look: Look) -> list[str]:
    way = look.say(
        "trades.way",
        posted=_second(timing.posted_at, None),
        sent=_second(timing.sent_at, timing.posted_at),
        filled=_second(timing.filled_at, timing.sent_at),
    )
    cost = look.say(
        "trades.delay_cost",
        cost=f"{look.money(timing.cost)} {card.quote}",
        share=look.percent(timing.cost_share),
    )
    return [way, cost]


def _second(at: datetime, before: datetime | None) -> str:
    """A moment to a tenth of a second; of one that follows closely, only what has changed."""
    tenth = f".{at.microsecond // 100_000}"
    if before is not None and at.replace(microsecond=0) == before.replace(microsecond=0):
        return tenth
    if before is not None and at.replace(second=0, microsecond=0) == before.replace(second=0, microsecond=0):
        return f"{at:%S}{tenth}"
    return f"{at:%H:%M:%S}{tenth}"


def _size_at(card: TradeCard, look: Look) -> str:
    price = look.price(card.symbol, card.average_price)
    return look.say("trades.size_at", size=f"{look.quantity(card.quantity)} {card.base}", price=price)


def _origin(card: TradeCard, at: datetime | None, look: Look) -> Line:
    """Where a trade came from, how it is called, and when."""
    when = look.unknown if at is None else look.clock(at)
    return Line(f"{look.source(card.source)} · {short(card.trade)} · {when}")


def _exit_row(view: OrderView, card: TradeCard, look: Look) -> tuple[str, ...]:
    state = look.say(f"trades.status_{view.status.value}")
    whole = card.quantity or Decimal(1)
    share = (
        "" if view.purpose is Purpose.STOP else look.percent(view.quantity / whole, signed=False, places=0)
    )
    return _purpose(view.purpose, view.number, look), look.price(view.symbol, view.price), state, share


def _trade_buttons(card: TradeCard, look: Look) -> tuple[Button, ...]:
    return (
        Button(look.say("buttons.close"), Call("trade close", {"what": card.trade})),
        Button(look.say("buttons.stop_to_be"), Call("trade edit", {"what": card.trade, "stop": "be"})),
        Button(look.say("buttons.edit"), Call("trade edit", {"what": card.trade, "stop": ""})),
        Button(look.say("buttons.why"), Call("trade why", {"what": card.trade})),
    )


def _waiting_card(card: TradeCard, look: Look) -> Reply:
    """Nothing is bought yet: at the venue, on its way there, or over."""
    status = card.order.status
    lines = [_waits(card, view, look) for view in card.entries if view.status is OrderStatus.OPEN]
    if status is OrderStatus.UNKNOWN:
        lines = [look.say("trades.not_sure")]
    elif not lines:
        size = f"{look.quantity(card.quantity)} {card.base}"
        if card.order.price is not None:
            size = look.say("trades.size_at", size=size, price=look.price(card.symbol, card.order.price))
        lines = [look.say("trades.order_status", status=look.say(f"trades.order_{status.value}"), size=size)]
    expires = card.order.expires_at
    if status is OrderStatus.OPEN and expires is not None:
        lines.append(look.say("trades.until", at=look.moment(expires)))
    buttons = [Button(look.say("buttons.why"), Call("trade why", {"what": card.trade}))]
    if status in (OrderStatus.OPEN, OrderStatus.UNKNOWN):
        edit = Button(look.say("buttons.edit"), Call("trade edit", {"what": card.trade, "limit": ""}))
        buttons = [
            *([edit] if card.order.price is not None and len(card.entries) == 1 else []),
            *buttons,
            Button(look.say("buttons.cancel"), Call("trade cancel", {"what": card.trade})),
        ]
    title = look.say(ENTERING[card.side], mode=mode_word(card.mode), symbol=card.symbol)
    blocks = (*(Line(line) for line in lines), _origin(card, card.created_at, look))
    return Reply(title=title, blocks=blocks, buttons=tuple(buttons))


def _waits(card: TradeCard, view: OrderView, look: Look) -> str:
    """What one resting entry waits for."""
    size = f"{look.quantity(view.quantity)} {card.base}"
    if view.trigger is not None:
        key = TRIGGERED[card.side, view.type is OrderType.TAKE_PROFIT]
        return look.say(key, size=size, price=look.price(card.symbol, view.trigger))
    if view.price is not None:
        size = look.say("trades.size_at", size=size, price=look.price(card.symbol, view.price))
    return look.say(WAITING[card.side], size=size)


def _closed_card(card: TradeCard, look: Look) -> Reply:
    rows = [
        (look.say("common.entry"), _size_at(card, look)),
        *(
            (
                _purpose(view.purpose, view.number, look),
                look.say(
                    "trades.size_at",
                    size=look.quantity(view.filled),
                    price=look.price(card.symbol, view.average_price),
                ),
            )
            for view in card.orders
            if view.purpose is not Purpose.ENTRY and view.filled
        ),
    ]
    blocks: tuple[Block, ...] = (
        Rows(tuple(rows), "ll"),
        Line(_on_the_trade(card.realized_share, card.r_multiple, look)),
        _origin(card, card.closed_at, look),
    )
    closed = look.say("trades.closed", mode=mode_word(card.mode), symbol=card.symbol)
    title = look.title(closed, look.change(card.realized))
    buttons = (
        Button(look.say("buttons.why"), Call("trade why", {"what": card.trade})),
        Button(look.say("buttons.add_note"), Call("trade note", {"trade": card.trade})),
        Button(look.say("buttons.trades"), Call("trade history", {})),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.DONE)


def _on_the_trade(share: Decimal | None, multiple: Decimal | None, look: Look) -> str:
    result = look.say("trades.on_the_trade", share=look.percent(share))
    return result if multiple is None else f"{result}   {look.multiple(multiple)}"


def _purpose(purpose: Purpose, number: int, look: Look) -> str:
    """What an order is for, as the label of a row."""
    if purpose is Purpose.TARGET:
        return look.say("common.target", number=str(number))
    return look.say(PURPOSES[purpose])


def exit_card(card: ExitCard, look: Look) -> Reply:
    """Something was given back: a target, the stop, or a closing."""
    if card.closed:
        return _all_out(card, look)
    said = HIT.get(card.purpose, "trades.part_sold")
    words = {"mode": mode_word(card.mode), "symbol": card.symbol}
    if card.purpose is Purpose.TARGET:
        words["number"] = str(card.number)
    title = look.title(look.say(said, **words), look.change(card.realized))
    half = Decimal("0.49") < card.share < Decimal("0.51")
    part = look.say("trades.half") if half else look.percent(card.share, signed=False)
    sentences = [look.say(GIVEN[card.side], part=part, price=look.price(card.symbol, card.price))]
    if card.stop is not None:
        key = "trades.stop_break_even" if card.break_even else "trades.stop_stays"
        sentences.append(look.say(key, price=look.price(card.symbol, card.stop)))
    blocks = (
        Line(" ".join(sentences)),
        Line(f"{look.source(card.source)} · {short(card.trade)}   /portfolio show"),
    )
    buttons = (
        Button(look.say("buttons.close"), Call("trade close", {"what": card.trade})),
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.DONE)


def _all_out(card: ExitCard, look: Look) -> Reply:
    """Nothing is left: every exit, and what the trade brought."""
    rows = tuple(
        (
            _purpose(line.purpose, line.number, look),
            look.hour(line.at),
            look.price(card.symbol, line.price),
            look.change(line.realized),
        )
        for line in card.lines
    )
    only = len(card.lines) == 1 and card.purpose is Purpose.CLOSE
    blocks: list[Block] = [Line(_sold_for(card, look))] if only else [Rows(rows, "llrr")]
    blocks.append(Line(look.say("trades.fees_inside", fees=look.money(card.fees))))
    blocks.append(Line(_on_the_trade(card.total_share, card.r_multiple, look)))
    if card.equity is not None:
        before = card.equity - card.total
        share = look.percent(card.total / before) if before > 0 else look.unknown
        equity = f"{look.money(card.equity)} {card.quote}"
        blocks.append(Line(look.say("trades.on_account", share=share, equity=equity)))
    blocks.append(Line(_from(card, look)))
    blocks.append(Line(f"{short(card.trade)} · {_closed_at(card, look)}"))
    closed = look.say("trades.closed", mode=mode_word(card.mode), symbol=card.symbol)
    title = look.title(closed, look.change(card.total))
    buttons = (
        Button(look.say("buttons.replay"), Call("trade replay", {"trade": card.trade})),
        Button(look.say("buttons.why"), Call("trade why", {"what": card.trade})),
        Button(look.say("buttons.add_note"), Call("trade note", {"trade": card.trade})),
        Button(look.say("buttons.trades"), Call("trade history", {})),
    )
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.DONE)


def _sold_for(card: ExitCard, look: Look) -> str:
    key = "trades.sold_total" if card.side is Side.BUY else "trades.bought_back_total"
    price = look.price(card.symbol, card.price)
    return look.say(key, size=look.quantity(card.quantity), price=price, total=look.money(card.proceeds))


def _from(card: ExitCard, look: Look) -> str:
    """Where a trade came from, and how it was decided."""
    if not card.copy:
        return look.say("trades.by_hand")
    if card.copy == "confirm":
        return look.say("trades.from_confirm", source=look.source(card.source))
    if not card.limited_by:
        return look.say("trades.from_auto", source=look.source(card.source))
    whose = look.join([look.say(f"checks.whose_{who}") for who in ("you", *card.limited_by)])
    return look.say("trades.from_auto_limits", source=look.source(card.source), whose=whose)


def _closed_at(card: ExitCard, look: Look) -> str:
    return look.unknown if card.closed_at is None else look.clock(card.closed_at)


PROBLEM = {
    Purpose.ENTRY: "trades.problem_entry",
    Purpose.STOP: "trades.problem_stop",
    Purpose.TARGET: "trades.problem_target",
    Purpose.CLOSE: "trades.problem_close",
}


def problem_card(card: ProblemCard, look: Look) -> Reply:
    """An order that did not go as it should: what happened, to what, what to do."""
    why = evidence_words(card.evidence, look)
    what = look.say(PROBLEM[card.purpose])
    mode = mode_word(card.mode)
    buttons: tuple[Button, ...] = (
        Button(look.say("buttons.open"), Call("trade show", {"trade": card.trade})),
    )
    title = look.say("trades.not_taken_title", mode=mode, symbol=card.symbol, what=what)
    words = look.say("trades.not_taken", venue=card.venue.title(), why=why)
    return Reply(
        title=title,
        blocks=(Line(words), Line(short(card.trade))),
        buttons=buttons,
        tone=Tone.CAUTION,
    )
