"""Cards of entries, trades, exits and closings (storyboard, scenes 1, 6, 7)."""

from __future__ import annotations

from collections.abc import Callable
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

VERB = {Side.BUY: ("Buy", "Buying", "Bought"), Side.SELL: ("Sell short", "Selling short", "Sold short")}
SKIP_CHECKS = frozenset({"switch"})


def entry_preview(preview: Preview[EntryPlan], look: Look) -> Reply:
    """What an entry would do, and the question."""
    plan = preview.plan
    value = plan.quantity * plan.reference
    title = f"{mode_word(plan.mode)}  {VERB[plan.side][0]} {plan.symbol} for {fmt.money(value)} {plan.quote}?"
    capped = f"pay ≤ {look.price(plan.symbol, plan.limit_price)}" if plan.side is Side.BUY else ""
    if plan.side is Side.SELL and plan.limit_price is not None:
        capped = f"get ≥ {look.price(plan.symbol, plan.limit_price)}"
    rows = [
        (
            "now",
            look.price(plan.symbol, plan.now),
            capped if plan.limit_price is not None else "market order",
        ),
        (
            "size",
            f"{fmt.quantity(plan.quantity)} {plan.base}",
            f"reading: {plan.reading}" if plan.reading else "",
        ),
        *_level_rows(plan, look),
    ]
    if plan.risk is not None:
        share = fmt.percent(plan.risk / plan.equity, signed=False) if plan.equity else "n/a"
        rows.append(("at risk", fmt.money(plan.risk), f"{share} of {_thousands(plan.equity)}"))
    blocks: list[Block] = [Rows(tuple(rows), "lrrr")]
    if plan.risk is None:
        blocks.append(Line(_unprotected(plan.side, value)))
    if not plan.copied:
        ratio = (
            f"reward/risk {fmt.number(sum(_gains(plan)) / plan.risk, 2)}   "
            if plan.risk and plan.parts
            else ""
        )
        blocks.append(Line(f"fees, about {fmt.change(-2 * plan.fee)}"))
        blocks.append(Line(f"{ratio}all {_applied(plan)} checks pass"))
    blocks.append(Line("No money is involved: this is paper." if plan.mode == "paper" else "Real money."))
    return Reply(title=title, blocks=tuple(blocks), buttons=_entry_buttons(plan), tone=Tone.ASKS)


def _unprotected(side: Side, value: Decimal) -> str:
    if side is Side.SELL:
        return f"No stop: a short can lose more than its {fmt.money(value)}."
    return f"No stop: all {fmt.money(value)} at risk."


def _level_rows(plan: EntryPlan, look: Look) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    gains = _gains(plan)
    if plan.stop is not None:
        away = fmt.percent((plan.stop - plan.reference) / plan.reference)
        loss = fmt.change(-plan.quantity * abs(plan.reference - plan.stop)) if not plan.copied else ""
        rows.append(("stop", look.price(plan.symbol, plan.stop), away, loss))
    for number, target in enumerate(plan.targets, start=1):
        away = fmt.percent((target.price - plan.reference) / plan.reference)
        share = fmt.percent(target.share, signed=False, places=0)
        brings = share if plan.copied else fmt.change(gains[number - 1] if number <= len(gains) else None)
        rows.append((f"target {number}", look.price(plan.symbol, target.price), away, brings))
    return rows


def _gains(plan: EntryPlan) -> list[Decimal]:
    """What each target brings before fees; a person too small for all of them sells at the first ones."""
    pairs = zip(plan.parts, plan.targets, strict=False)
    return [part * plan.side.sign * (target.price - plan.reference) for part, target in pairs]


def _entry_buttons(plan: EntryPlan) -> tuple[Button, ...]:
    other_size = {
        "symbol": plan.symbol,
        **({"limit": str(plan.limit_price)} if plan.limit_price is not None else {}),
        **({"stop": str(plan.stop)} if plan.stop is not None else {}),
        **({"targets": " ".join(str(target.price) for target in plan.targets)} if plan.targets else {}),
    }
    path = "trade buy" if plan.side is Side.BUY else "trade sell"
    buttons = [Button("Confirm", Confirm()), Button("Change size", Call(path, other_size))]
    if plan.text is not None:
        buttons.append(Button("What did you read?", Call("signal check", {"text": plan.text})))
    return (*buttons, Button("Skip" if plan.copied else "Cancel", Dismiss()))


def _applied(plan: EntryPlan) -> int:
    return sum(1 for reason in plan.reasons if reason.check not in SKIP_CHECKS)


def _thousands(value: Decimal) -> str:
    if value >= 1000 and value % 1000 == 0:
        return f"{fmt.quantity(value / 1000)}k"
    return fmt.money(value)


def order_ticket(ticket: OrderTicket, look: Look) -> Reply:
    """An order was taken; the trade's own card takes this one's place."""
    title = f"{mode_word(ticket.mode)}  {VERB[ticket.side][1]} {ticket.symbol}"
    size = f"{fmt.quantity(ticket.quantity)} units, {short(ticket.trade)}: on its way."
    return Reply(title=title, blocks=(Line(size),), tone=Tone.INFO)


def trade_card(card: TradeCard, look: Look) -> Reply:
    """A trade as it stands: taken, filled, or over."""
    if card.status is TradeStatus.CLOSED:
        return _closed_card(card, look)
    if not card.fills:
        return _waiting_card(card, look)
    paid = "paid" if card.side is Side.BUY else "got"
    rows: list[tuple[str, ...]] = [
        (
            "filled",
            f"{fmt.quantity(card.quantity)} {card.base} at {look.price(card.symbol, card.average_price)}",
        ),
        (paid, f"{fmt.money(card.paid)} {card.quote} + {fmt.money(card.fee)} fee"),
    ]
    ordered = sorted(card.exits, key=lambda view: (view.purpose is not Purpose.STOP, view.number))
    exits = tuple(_exit_row(view, card, look) for view in ordered)
    blocks: list[Block] = [Rows(tuple(rows), "ll")]
    if card.price is not None and card.unrealized is not None:
        share = fmt.percent(card.unrealized / card.paid) if card.paid else ""
        now = ("now", look.price(card.symbol, card.price), fmt.change(card.unrealized), share)
        blocks.append(Rows((now, *exits), "lrll"))
    elif exits:
        blocks.append(Rows(exits, "lrll"))
    if card.held and card.stop is None:
        blocks.append(Line(_unprotected(card.side, card.paid)))
    blocks.append(
        Line(f"{card.source} · {short(card.trade)} · {fmt.clock(card.opened_at or card.created_at)}")
    )
    if card.first and card.targets and card.realized is None and look.world.market.simulated:
        target = plain(card.targets[0].price)
        blocks += [Line("next: move the market yourself"), Line(f"  market: {card.symbol} {target}")]
    verb = VERB[card.side][2]
    verb = f"Partly {verb.lower()}" if card.order.status is OrderStatus.PARTIALLY_FILLED else verb
    title = f"{mode_word(card.mode)}  {verb} {card.symbol}"
    return Reply(title=title, blocks=tuple(blocks), buttons=_trade_buttons(card), tone=Tone.DONE)


def _exit_row(view: OrderView, card: TradeCard, look: Look) -> tuple[str, ...]:
    label = "stop" if view.purpose is Purpose.STOP else f"target {view.number}"
    state = {OrderStatus.OPEN: "working", OrderStatus.PARTIALLY_FILLED: "working"}.get(
        view.status, view.status.value
    )
    whole = card.quantity or Decimal(1)
    share = "" if view.purpose is Purpose.STOP else fmt.percent(view.quantity / whole, signed=False, places=0)
    return label, look.price(view.symbol, view.price), state, share


def _trade_buttons(card: TradeCard) -> tuple[Button, ...]:
    return (
        Button("Close", Call("trade close", {"what": card.trade})),
        Button("Why", Call("trade why", {"what": card.trade})),
        Button("Portfolio", Call("portfolio show", {})),
    )


def _waiting_card(card: TradeCard, look: Look) -> Reply:
    status = card.order.status
    price = "" if card.order.price is None else f" at {look.price(card.symbol, card.order.price)}"
    verb = VERB[card.side][0]
    words = {
        OrderStatus.OPEN: f"Waiting: {verb.lower()} {fmt.quantity(card.quantity)} {card.base}{price}.",
        OrderStatus.UNKNOWN: "Not sure: the venue did not answer. I keep asking and will not send it again.",
    }.get(
        status, f"Order {status.value.replace('_', ' ')}: {fmt.quantity(card.quantity)} {card.base}{price}."
    )
    blocks = (Line(words), Line(f"{card.source} · {short(card.trade)} · {fmt.clock(card.created_at)}"))
    buttons = (Button("Why", Call("trade why", {"what": card.trade})),)
    return Reply(title=f"{mode_word(card.mode)}  {verb} {card.symbol}", blocks=blocks, buttons=buttons)


def _closed_card(card: TradeCard, look: Look) -> Reply:
    rows = [
        (
            "entry",
            f"{fmt.quantity(card.quantity)} {card.base} at {look.price(card.symbol, card.average_price)}",
        ),
        *(
            (_purpose(view), f"{fmt.quantity(view.filled)} at {look.price(card.symbol, view.average_price)}")
            for view in card.orders
            if view.purpose is not Purpose.ENTRY and view.filled
        ),
    ]
    result = f"on the trade {fmt.percent(card.realized_share)}"
    if card.r_multiple is not None:
        result += f"   {fmt.multiple(card.r_multiple)}"
    blocks: tuple[Block, ...] = (
        Rows(tuple(rows), "ll"),
        Line(result),
        Line(f"{card.source} · {short(card.trade)} · {fmt.clock(card.closed_at)}"),
    )
    title = look.title(f"{mode_word(card.mode)}  Closed {card.symbol}", fmt.change(card.realized))
    buttons = (
        Button("Why", Call("trade why", {"what": card.trade})),
        Button("Trades", Call("trade history", {})),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.DONE)


def _purpose(view: OrderView) -> str:
    return f"target {view.number}" if view.purpose is Purpose.TARGET else view.purpose.value


def exit_card(card: ExitCard, look: Look) -> Reply:
    """Something was given back: a target, the stop, or a closing."""
    if card.closed:
        return _all_out(card, look)
    what = {Purpose.TARGET: f"Target {card.number} hit", Purpose.STOP: "Stop hit"}.get(
        card.purpose, "Sold part of"
    )
    title = look.title(f"{mode_word(card.mode)}  {what} {card.symbol}", fmt.change(card.realized))
    part = (
        "Half"
        if Decimal("0.49") < card.share < Decimal("0.51")
        else f"{fmt.percent(card.share, signed=False)}"
    )
    verb = "sold" if card.side is Side.BUY else "bought back"
    words = f"{part} {verb} at {look.price(card.symbol, card.price)}."
    if card.stop is not None and card.break_even:
        words += (
            f" Stop now {look.price(card.symbol, card.stop)}: filled there, the rest ends at 0.00 after fees."
        )
    elif card.stop is not None:
        words += f" Stop stays at {look.price(card.symbol, card.stop)}."
    blocks = (Line(words), Line(f"{card.source} · {short(card.trade)}   /portfolio show"))
    buttons = (
        Button("Close", Call("trade close", {"what": card.trade})),
        Button("Portfolio", Call("portfolio show", {})),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.DONE)


def _all_out(card: ExitCard, look: Look) -> Reply:
    rows = tuple(
        (
            f"target {line.number}" if line.purpose is Purpose.TARGET else line.purpose.value,
            f"{line.at:%H:%M}",
            look.price(card.symbol, line.price),
            fmt.change(line.realized),
        )
        for line in card.lines
    )
    result = f"on the trade {fmt.percent(card.total_share)}"
    if card.r_multiple is not None:
        result += f"   {fmt.multiple(card.r_multiple)}"
    blocks: tuple[Block, ...] = (
        Rows(rows, "llrr"),
        Line(f"fees {fmt.money(card.fees)} are in these numbers"),
        Line(result),
        Line(f"{card.source} · {short(card.trade)}"),
    )
    title = look.title(f"{mode_word(card.mode)}  Closed {card.symbol}", fmt.change(card.total))
    buttons = (
        Button("Why", Call("trade why", {"what": card.trade})),
        Button("Trades", Call("trade history", {})),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.DONE)


# What a refusal by the venue, the gate or the clock is called.
EVIDENCE = {
    "insufficient_funds": "not enough free cash",
    "nothing_to_reduce": "nothing is left to sell",
    "nothing_to_replace": "the order it should replace is gone",
    "unknown_instrument": "the venue does not trade it",
    "kill_switch": "new orders are off",
    "stale_signal": "the signal had grown too old",
    "timeout": "the venue did not answer in time",
    "lease_lapsed": "I was stopped while sending",
    "not_found": "the venue does not know this order",
    "canceled": "it was taken back",
}


def problem_card(card: ProblemCard, look: Look) -> Reply:
    """An order that did not go as it should: what happened, to what, what to do."""
    why = EVIDENCE.get(card.evidence, card.evidence.replace("_", " "))
    what = {Purpose.ENTRY: "entry", Purpose.STOP: "stop", Purpose.TARGET: "target", Purpose.CLOSE: "sale"}[
        card.purpose
    ]
    mode = mode_word(card.mode)
    buttons: tuple[Button, ...] = (Button("Open", Call("trade show", {"trade": card.trade})),)
    if card.status is OrderStatus.UNKNOWN:
        title = f"{mode}  Not sure: {card.symbol} {what}"
        words = "The order may or may not exist. I keep asking and will NOT send it again. It counts as open."
    elif card.status is OrderStatus.ABSENT:
        title = f"{mode}  Settled: {card.symbol} {what} was not placed"
        words = f"{card.venue} does not know this order: it was not placed, nothing is owed. I look again for 24 h."
    elif card.purpose is Purpose.STOP:
        title = f"! {mode}  NO STOP on {card.symbol}"
        words = f"The stop was not taken: {why}. {fmt.quantity(card.quantity)} units are unprotected."
        buttons = (Button("Close", Call("trade close", {"what": card.trade})), *buttons)
    else:
        title = f"{mode}  No {what} in {card.symbol}"
        words = f"{card.venue} did not take the order: {why}. Nothing was bought or sold by it."
    return Reply(
        title=title,
        blocks=(Line(words), Line(f"{short(card.trade)}")),
        buttons=buttons,
        tone=Tone.ALARM if card.purpose is Purpose.STOP else Tone.CAUTION,
    )


ONLY = {"losers": "only those below zero", "winners": "only those above zero"}


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
        what = f"{len(plan.parts)} of {plan.open_positions}"
    blocks: list[Block] = [Line(ONLY[plan.only])] if plan.only else []
    blocks.append(Rows(_part_rows(plan, look), "lrrrr"))
    blocks += [
        Line(
            f"about {fmt.money(abs(amount))} {quote} {'after' if amount >= 0 else 'to pay, with'} fee "
            f"{fmt.money(fees[quote])}"
        )
        for quote, amount in net.items()
    ]
    return Reply(
        title=f"{mode}  Close {what} for {_said_sums(net)}?",
        blocks=tuple(blocks),
        buttons=(Button("Confirm", Confirm()), Button("Cancel", Dismiss())),
        tone=Tone.ASKS,
    )


def _panic_preview(plan: ClosePlan, mode: str, look: Look) -> Reply:
    value = _sums(plan, lambda part: part.side.sign * part.value - part.spread)
    fees, spread = _sums(plan, lambda part: part.fee), _sums(plan, lambda part: part.spread)
    blocks: list[Block] = [Rows((("no new orders", "at once"), ("cancel open entries", "at once")), "ll")]
    if plan.parts:
        blocks += [Line("close, by market, est."), Rows(_part_rows(plan, look), "lrrrr")]
        blocks += [
            Line(
                f"cost about {fmt.money(fees[quote] + spread[quote])} {quote}: "
                f"fees {fmt.money(fees[quote])}, spread {fmt.money(spread[quote])}"
            )
            for quote in value
        ]
    else:
        blocks.append(Line("No position is open."))
    buttons = (
        Button("Confirm", Confirm()),
        Button("Stop orders only", Call("panic", {"what": "entries"})),
        Button("Cancel", Dismiss()),
    )
    title = f"{mode}  Stop all, close for {_said_sums(value)}?" if plan.parts else f"{mode}  Stop all?"
    if all(part.side is Side.BUY for part in plan.parts):
        title = title.replace("close for", "sell for")
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


def _said_sums(sums: dict[str, Decimal]) -> str:
    return " and ".join(f"{fmt.money(abs(amount))} {quote}" for quote, amount in sums.items())


def close_ticket(ticket: CloseTicket, look: Look) -> Reply:
    """Closing orders are on their way; each exit gets its card."""
    mode = mode_word(ticket.mode)
    if ticket.stopped:
        words = "New orders are off. /panic resume turns them on again."
        sold = f"Closing {', '.join(ticket.symbols)}." if ticket.trades else "No position was open."
        return Reply(title=f"{mode}  Stopped", blocks=(Line(words), Line(sold)), tone=Tone.CAUTION)
    if not ticket.trades:
        return Reply(title=f"{mode}  Nothing left to close", blocks=(Line("It was closed meanwhile."),))
    return Reply(
        title=f"{mode}  Closing {', '.join(ticket.symbols)}", blocks=(Line("At market, on its way."),)
    )


def switch_state(state: SwitchState, look: Look) -> Reply:
    """Whether new orders are off."""
    if not state.off:
        return Reply(title="New orders are on", blocks=(Line("Nothing is stopped for you."),), tone=Tone.DONE)
    since = "" if state.since is None else f" since {look.clock(state.since)}"
    canceled = f"{state.canceled} open entries taken back. Stops, targets and closing still work."
    buttons = (Button("Resume", Call("panic", {"what": "resume"})),)
    return Reply(
        title=f"New orders are off{since}", blocks=(Line(canceled),), buttons=buttons, tone=Tone.CAUTION
    )


def resume_preview(preview: Preview[ResumePlan], look: Look) -> Reply:
    """Allow new orders again?"""
    words = f"Off since {preview.plan.since}. Signals that came meanwhile are not made up for."
    return Reply(
        title="Turn new orders on again?",
        blocks=(Line(words),),
        buttons=(Button("Confirm", Confirm()), Button("Stay off", Dismiss())),
        tone=Tone.ASKS,
    )
