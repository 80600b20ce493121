"""Cards of entries, trades, exits and closings (storyboard, scenes 1, 6, 7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from bot.present import format as fmt
from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.kernel.money import plain
from core.orders.commands import ResumePlan
from core.orders.model import OrderStatus, Purpose, Side, TradeStatus
from core.orders.planning import EntryPlan
from core.orders.results import (
    ClosePart,
    ClosePlan,
    CloseTicket,
    ExitCard,
    OrderTicket,
    OrderView,
    ProblemCard,
    SwitchState,
    TradeCard,
)

ASK = {Side.BUY: "orders.ask_buy", Side.SELL: "orders.ask_sell"}
COMING = {Side.BUY: "orders.buying", Side.SELL: "orders.selling"}
BOUGHT = {Side.BUY: "trades.bought", Side.SELL: "trades.sold_short"}
PARTLY = {Side.BUY: "trades.partly_bought", Side.SELL: "trades.partly_sold_short"}
ENTERING = {Side.BUY: "trades.buy", Side.SELL: "trades.sell_short"}
WAITING = {Side.BUY: "trades.waiting_buy", Side.SELL: "trades.waiting_sell"}
GIVEN = {Side.BUY: "trades.sold_at", Side.SELL: "trades.bought_back_at"}
HIT = {Purpose.TARGET: "trades.target_hit", Purpose.STOP: "trades.stop_hit"}
PURPOSES = {
    Purpose.ENTRY: "common.entry",
    Purpose.STOP: "common.stop",
    Purpose.CLOSE: "common.close",
}
SKIP_CHECKS = frozenset({"switch"})


def entry_preview(preview: Preview[EntryPlan], look: Look) -> Reply:
    """What an entry would do, and the question."""
    plan = preview.plan
    value = plan.quantity * plan.reference
    title = look.say(
        ASK[plan.side],
        mode=mode_word(plan.mode),
        symbol=plan.symbol,
        value=f"{fmt.money(value)} {plan.quote}",
    )
    reading = ""
    if plan.reading:
        reading = look.say("orders.reading", sure=look.say(f"common.sure_{plan.reading}"))
    rows = [
        (look.say("common.now"), look.price(plan.symbol, plan.now), _capped(plan, look)),
        (look.say("orders.size"), f"{fmt.quantity(plan.quantity)} {plan.base}", reading),
        *_level_rows(plan, look),
    ]
    if plan.risk is not None:
        share = fmt.percent(plan.risk / plan.equity, signed=False) if plan.equity else fmt.UNKNOWN
        part = look.say("orders.share_of", share=share, equity=_thousands(plan.equity))
        rows.append((look.say("orders.at_risk"), fmt.money(plan.risk), part))
    blocks: list[Block] = [Rows(tuple(rows), "lrrr")]
    if plan.risk is None:
        blocks.append(Line(_unprotected(plan.side, value, look)))
    if not plan.copied:
        passed = look.say("orders.checks_pass", count=_applied(plan))
        if plan.risk and plan.parts:
            ratio = fmt.number(sum(_gains(plan)) / plan.risk, 2)
            passed = f"{look.say('common.reward_risk', ratio=ratio)}   {passed}"
        blocks.append(Line(look.say("orders.fees_about", fees=fmt.change(-2 * plan.fee))))
        blocks.append(Line(passed))
    blocks.append(Line(look.say("orders.paper" if plan.mode == "paper" else "orders.real_money")))
    return Reply(title=title, blocks=tuple(blocks), buttons=_entry_buttons(plan, look), tone=Tone.ASKS)


def _capped(plan: EntryPlan, look: Look) -> str:
    if plan.limit_price is None:
        return look.say("orders.market_order")
    price = look.price(plan.symbol, plan.limit_price)
    return look.say("orders.pay_most" if plan.side is Side.BUY else "orders.get_least", price=price)


def _unprotected(side: Side, value: Decimal, look: Look) -> str:
    return look.say("trades.no_stop_short" if side is Side.SELL else "trades.no_stop", value=fmt.money(value))


def _level_rows(plan: EntryPlan, look: Look) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    gains = _gains(plan)
    if plan.stop is not None:
        away = fmt.percent((plan.stop - plan.reference) / plan.reference)
        loss = fmt.change(-plan.quantity * abs(plan.reference - plan.stop)) if not plan.copied else ""
        rows.append((look.say("common.stop"), look.price(plan.symbol, plan.stop), away, loss))
    for number, target in enumerate(plan.targets, start=1):
        away = fmt.percent((target.price - plan.reference) / plan.reference)
        share = fmt.percent(target.share, signed=False, places=0)
        brings = share if plan.copied else fmt.change(gains[number - 1] if number <= len(gains) else None)
        label = look.say("common.target", number=str(number))
        rows.append((label, look.price(plan.symbol, target.price), away, brings))
    return rows


def _gains(plan: EntryPlan) -> list[Decimal]:
    """What each target brings before fees; a person too small for all of them sells at the first ones."""
    pairs = zip(plan.parts, plan.targets, strict=False)
    return [part * plan.side.sign * (target.price - plan.reference) for part, target in pairs]


def _entry_buttons(plan: EntryPlan, look: Look) -> tuple[Button, ...]:
    other_size = {
        "symbol": plan.symbol,
        **({"limit": str(plan.limit_price)} if plan.limit_price is not None else {}),
        **({"stop": str(plan.stop)} if plan.stop is not None else {}),
        **({"targets": " ".join(str(target.price) for target in plan.targets)} if plan.targets else {}),
    }
    path = "trade buy" if plan.side is Side.BUY else "trade sell"
    buttons = [
        Button(look.say("buttons.confirm"), Confirm()),
        Button(look.say("buttons.change_size"), Call(path, other_size)),
    ]
    if plan.text is not None:
        buttons.append(Button(look.say("buttons.what_read"), Call("signal check", {"text": plan.text})))
    return (*buttons, Button(look.say("buttons.skip" if plan.copied else "buttons.cancel"), Dismiss()))


def _applied(plan: EntryPlan) -> int:
    return sum(1 for reason in plan.reasons if reason.check not in SKIP_CHECKS)


def _thousands(value: Decimal) -> str:
    if value >= 1000 and value % 1000 == 0:
        return f"{fmt.quantity(value / 1000)}k"
    return fmt.money(value)


def order_ticket(ticket: OrderTicket, look: Look) -> Reply:
    """An order was taken; the trade's own card takes this one's place."""
    title = look.say(COMING[ticket.side], mode=mode_word(ticket.mode), symbol=ticket.symbol)
    size = look.say("orders.on_its_way", size=fmt.quantity(ticket.quantity), trade=short(ticket.trade))
    return Reply(title=title, blocks=(Line(size),), tone=Tone.INFO)


def trade_card(card: TradeCard, look: Look) -> Reply:
    """A trade as it stands: taken, filled, or over."""
    if card.status is TradeStatus.CLOSED:
        return _closed_card(card, look)
    if not card.fills:
        return _waiting_card(card, look)
    paid = f"{fmt.money(card.paid)} {card.quote}"
    rows: list[tuple[str, ...]] = [
        (look.say("trades.filled"), _size_at(card, look)),
        (
            look.say("trades.paid" if card.side is Side.BUY else "trades.got"),
            look.say("trades.plus_fee", amount=paid, fee=fmt.money(card.fee)),
        ),
    ]
    ordered = sorted(card.exits, key=lambda view: (view.purpose is not Purpose.STOP, view.number))
    exits = tuple(_exit_row(view, card, look) for view in ordered)
    blocks: list[Block] = [Rows(tuple(rows), "ll")]
    if card.price is not None and card.unrealized is not None:
        share = fmt.percent(card.unrealized / card.paid) if card.paid else ""
        price = look.price(card.symbol, card.price)
        now = (look.say("common.now"), price, fmt.change(card.unrealized), share)
        blocks.append(Rows((now, *exits), "lrll"))
    elif exits:
        blocks.append(Rows(exits, "lrll"))
    if card.held and card.stop is None:
        blocks.append(Line(_unprotected(card.side, card.paid, look)))
    blocks.append(_origin(card, card.opened_at or card.created_at, look))
    if card.first and card.targets and card.realized is None and look.world.market.simulated:
        target = plain(card.targets[0].price)
        blocks += [Line(look.say("trades.next_move")), Line(f"  market: {card.symbol} {target}")]
    partly = card.order.status is OrderStatus.PARTIALLY_FILLED
    title = look.say((PARTLY if partly else BOUGHT)[card.side], mode=mode_word(card.mode), symbol=card.symbol)
    return Reply(title=title, blocks=tuple(blocks), buttons=_trade_buttons(card, look), tone=Tone.DONE)


def _size_at(card: TradeCard, look: Look) -> str:
    price = look.price(card.symbol, card.average_price)
    return look.say("trades.size_at", size=f"{fmt.quantity(card.quantity)} {card.base}", price=price)


def _origin(card: TradeCard, at: datetime | None, look: Look) -> Line:
    """Where a trade came from, how it is called, and when."""
    when = fmt.UNKNOWN if at is None else look.clock(at)
    return Line(f"{card.source} · {short(card.trade)} · {when}")


def _exit_row(view: OrderView, card: TradeCard, look: Look) -> tuple[str, ...]:
    state = look.say(f"trades.status_{view.status.value}")
    whole = card.quantity or Decimal(1)
    share = "" if view.purpose is Purpose.STOP else fmt.percent(view.quantity / whole, signed=False, places=0)
    return _purpose(view.purpose, view.number, look), look.price(view.symbol, view.price), state, share


def _trade_buttons(card: TradeCard, look: Look) -> tuple[Button, ...]:
    return (
        Button(look.say("buttons.close"), Call("trade close", {"what": card.trade})),
        Button(look.say("buttons.why"), Call("trade why", {"what": card.trade})),
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
    )


def _waiting_card(card: TradeCard, look: Look) -> Reply:
    status = card.order.status
    size = f"{fmt.quantity(card.quantity)} {card.base}"
    if card.order.price is not None:
        size = look.say("trades.size_at", size=size, price=look.price(card.symbol, card.order.price))
    if status is OrderStatus.OPEN:
        words = look.say(WAITING[card.side], size=size)
    elif status is OrderStatus.UNKNOWN:
        words = look.say("trades.not_sure")
    else:
        words = look.say("trades.order_status", status=look.say(f"trades.order_{status.value}"), size=size)
    blocks = (Line(words), _origin(card, card.created_at, look))
    buttons = (Button(look.say("buttons.why"), Call("trade why", {"what": card.trade})),)
    title = look.say(ENTERING[card.side], mode=mode_word(card.mode), symbol=card.symbol)
    return Reply(title=title, blocks=blocks, buttons=buttons)


def _closed_card(card: TradeCard, look: Look) -> Reply:
    rows = [
        (look.say("common.entry"), _size_at(card, look)),
        *(
            (
                _purpose(view.purpose, view.number, look),
                look.say(
                    "trades.size_at",
                    size=fmt.quantity(view.filled),
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
    title = look.title(closed, fmt.change(card.realized))
    buttons = (
        Button(look.say("buttons.why"), Call("trade why", {"what": card.trade})),
        Button(look.say("buttons.trades"), Call("trade history", {})),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.DONE)


def _on_the_trade(share: Decimal | None, multiple: Decimal | None, look: Look) -> str:
    result = look.say("trades.on_the_trade", share=fmt.percent(share))
    return result if multiple is None else f"{result}   {fmt.multiple(multiple)}"


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
    title = look.title(look.say(said, **words), fmt.change(card.realized))
    half = Decimal("0.49") < card.share < Decimal("0.51")
    part = look.say("trades.half") if half else fmt.percent(card.share, signed=False)
    sentences = [look.say(GIVEN[card.side], part=part, price=look.price(card.symbol, card.price))]
    if card.stop is not None:
        key = "trades.stop_break_even" if card.break_even else "trades.stop_stays"
        sentences.append(look.say(key, price=look.price(card.symbol, card.stop)))
    blocks = (Line(" ".join(sentences)), Line(f"{card.source} · {short(card.trade)}   /portfolio show"))
    buttons = (
        Button(look.say("buttons.close"), Call("trade close", {"what": card.trade})),
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.DONE)


def _all_out(card: ExitCard, look: Look) -> Reply:
    rows = tuple(
        (
            _purpose(line.purpose, line.number, look),
            look.hour(line.at),
            look.price(card.symbol, line.price),
            fmt.change(line.realized),
        )
        for line in card.lines
    )
    blocks: tuple[Block, ...] = (
        Rows(rows, "llrr"),
        Line(look.say("trades.fees_inside", fees=fmt.money(card.fees))),
        Line(_on_the_trade(card.total_share, card.r_multiple, look)),
        Line(f"{card.source} · {short(card.trade)}"),
    )
    closed = look.say("trades.closed", mode=mode_word(card.mode), symbol=card.symbol)
    title = look.title(closed, fmt.change(card.total))
    buttons = (
        Button(look.say("buttons.why"), Call("trade why", {"what": card.trade})),
        Button(look.say("buttons.trades"), Call("trade history", {})),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.DONE)


# What a refusal by the venue, the gate or the clock is called.
EVIDENCE = {
    "insufficient_funds": "trades.why_insufficient_funds",
    "nothing_to_reduce": "trades.why_nothing_to_reduce",
    "nothing_to_replace": "trades.why_nothing_to_replace",
    "unknown_instrument": "trades.why_unknown_instrument",
    "invalid_size": "trades.why_invalid_size",
    "invalid_price": "trades.why_invalid_price",
    "market_closed": "trades.why_market_closed",
    "rate_limited": "trades.why_rate_limited",
    "auth": "trades.why_auth",
    "unavailable": "trades.why_unavailable",
    "unsupported": "trades.why_unsupported",
    "rejected": "trades.why_rejected",
    "kill_switch": "trades.why_kill_switch",
    "stale_signal": "trades.why_stale_signal",
    "canceled": "trades.why_canceled",
}
PROBLEM = {
    Purpose.ENTRY: "trades.problem_entry",
    Purpose.STOP: "trades.problem_stop",
    Purpose.TARGET: "trades.problem_target",
    Purpose.CLOSE: "trades.problem_close",
}


def problem_card(card: ProblemCard, look: Look) -> Reply:
    """An order that did not go as it should: what happened, to what, what to do."""
    known = EVIDENCE.get(card.evidence)
    why = card.evidence.replace("_", " ") if known is None else look.say(known)
    what = look.say(PROBLEM[card.purpose])
    mode = mode_word(card.mode)
    buttons: tuple[Button, ...] = (
        Button(look.say("buttons.open"), Call("trade show", {"trade": card.trade})),
    )
    if card.purpose is Purpose.STOP:
        title = look.say("trades.unprotected_title", mode=mode, symbol=card.symbol)
        words = look.say("trades.unprotected", why=why, size=fmt.quantity(card.quantity))
        buttons = (Button(look.say("buttons.close"), Call("trade close", {"what": card.trade})), *buttons)
    else:
        title = look.say("trades.not_taken_title", mode=mode, symbol=card.symbol, what=what)
        words = look.say("trades.not_taken", venue=card.venue.title(), why=why)
    return Reply(
        title=title,
        blocks=(Line(words), Line(short(card.trade))),
        buttons=buttons,
        tone=Tone.ALARM if card.purpose is Purpose.STOP else Tone.CAUTION,
    )


ONLY = {"losers": "orders.only_losers", "winners": "orders.only_winners"}


def close_preview(preview: Preview[ClosePlan], look: Look) -> Reply:
    """What closing would bring, and the question."""
    plan = preview.plan
    mode = mode_word(plan.mode)
    if plan.panic:
        return _panic_preview(plan, mode, look)
    net = _sums(plan, lambda part: part.side.sign * part.value - part.fee)
    fees = _sums(plan, lambda part: part.fee)
    if len(plan.parts) == 1 and not plan.only:
        what = f"{fmt.quantity(plan.parts[0].quantity)} {plan.parts[0].symbol}"
    else:
        what = look.say("orders.some_of", some=str(len(plan.parts)), all=str(plan.open_positions))
    blocks: list[Block] = [Line(look.say(ONLY[plan.only]))] if plan.only else []
    blocks.append(Rows(_part_rows(plan, look), "lrrrr"))
    blocks += [
        Line(
            look.say(
                "orders.after_fee" if amount >= 0 else "orders.to_pay",
                amount=f"{fmt.money(abs(amount))} {quote}",
                fee=fmt.money(fees[quote]),
            )
        )
        for quote, amount in net.items()
    ]
    return Reply(
        title=look.say("orders.ask_close", mode=mode, what=what, value=_said_sums(net, look)),
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.cancel"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def _panic_preview(plan: ClosePlan, mode: str, look: Look) -> Reply:
    value = _sums(plan, lambda part: part.side.sign * part.value - part.spread)
    fees, spread = _sums(plan, lambda part: part.fee), _sums(plan, lambda part: part.spread)
    at_once = look.say("orders.at_once")
    first = ((look.say("orders.no_new"), at_once), (look.say("orders.cancel_open"), at_once))
    blocks: list[Block] = [Rows(first, "ll")]
    if plan.parts:
        blocks += [Line(look.say("orders.close_by_market")), Rows(_part_rows(plan, look), "lrrrr")]
        blocks += [
            Line(
                look.say(
                    "orders.cost",
                    cost=f"{fmt.money(fees[quote] + spread[quote])} {quote}",
                    fees=fmt.money(fees[quote]),
                    spread=fmt.money(spread[quote]),
                )
            )
            for quote in value
        ]
    else:
        blocks.append(Line(look.say("orders.none_open")))
    buttons = (
        Button(look.say("buttons.confirm"), Confirm()),
        Button(look.say("buttons.stop_orders_only"), Call("panic", {"what": "entries"})),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    if not plan.parts:
        title = look.say("orders.ask_stop_all", mode=mode)
    else:
        bought = all(part.side is Side.BUY for part in plan.parts)
        key = "orders.ask_stop_and_sell" if bought else "orders.ask_stop_and_close"
        title = look.say(key, mode=mode, value=_said_sums(value, look))
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.ASKS)


def _part_rows(plan: ClosePlan, look: Look) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            part.symbol,
            fmt.quantity(part.quantity),
            look.price(part.symbol, part.price),
            fmt.change(part.profit),
            fmt.percent(part.profit_share),
        )
        for part in plan.parts
    )


def _sums(plan: ClosePlan, amount: Callable[[ClosePart], Decimal]) -> dict[str, Decimal]:
    """Sums by currency: what is not of one currency is never added up."""
    sums: dict[str, Decimal] = {}
    for part in plan.parts:
        sums[part.quote] = sums.get(part.quote, Decimal(0)) + amount(part)
    return sums


def _said_sums(sums: dict[str, Decimal], look: Look) -> str:
    return look.join([f"{fmt.money(abs(amount))} {quote}" for quote, amount in sums.items()])


def close_ticket(ticket: CloseTicket, look: Look) -> Reply:
    """Closing orders are on their way; each exit gets its card."""
    mode = mode_word(ticket.mode)
    symbols = ", ".join(ticket.symbols)
    if ticket.stopped:
        sold = (
            look.say("orders.closing_them", symbols=symbols)
            if ticket.trades
            else look.say("orders.none_was_open")
        )
        return Reply(
            title=look.say("orders.stopped", mode=mode),
            blocks=(Line(look.say("orders.off_resume")), Line(sold)),
            tone=Tone.CAUTION,
        )
    if not ticket.trades:
        title = look.say("orders.nothing_left", mode=mode)
        return Reply(title=title, blocks=(Line(look.say("orders.closed_meanwhile")),))
    title = look.say("orders.closing", mode=mode, symbols=symbols)
    return Reply(title=title, blocks=(Line(look.say("orders.at_market")),))


def switch_state(state: SwitchState, look: Look) -> Reply:
    """Whether new orders are off."""
    if not state.off:
        blocks = (Line(look.say("orders.nothing_stopped")),)
        return Reply(title=look.say("orders.on"), blocks=blocks, tone=Tone.DONE)
    title = look.say("orders.off")
    if state.since is not None:
        title = look.say("orders.off_since", since=look.clock(state.since))
    canceled = look.say("orders.entries_back", count=state.canceled)
    buttons = (Button(look.say("buttons.resume"), Call("panic", {"what": "resume"})),)
    return Reply(title=title, blocks=(Line(canceled),), buttons=buttons, tone=Tone.CAUTION)


def resume_preview(preview: Preview[ResumePlan], look: Look) -> Reply:
    """Allow new orders again?"""
    return Reply(
        title=look.say("orders.ask_resume"),
        blocks=(Line(look.say("orders.not_made_up", since=preview.plan.since)),),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.stay_off"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )
