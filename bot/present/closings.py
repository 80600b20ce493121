"""Cards of closing, panic and switches (storyboard, scene 7)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.orders.commands import ResumePlan
from core.orders.model import Side
from core.orders.results import ClosePart, ClosePlan, CloseTicket, SwitchState

# Other ways to choose, as they are typed.
ALSO = "winners · losers · all · half btc · from Northlight · older than 3d"
ONLY = {"losers": "orders.only_losers", "winners": "orders.only_winners"}


def close_preview(preview: Preview[ClosePlan], look: Look) -> Reply:
    """What closing would bring, and the question."""
    plan = preview.plan
    mode = mode_word(plan.mode)
    if plan.panic:
        return _panic_preview(plan, mode, look)
    net = _sums(plan, lambda part: _less(part, part.fee))
    fees = _sums(plan, lambda part: part.fee)
    if len(plan.parts) == 1 and not plan.only:
        what = f"{look.quantity(plan.parts[0].quantity)} {plan.parts[0].symbol}"
    else:
        what = look.say("orders.some_of", some=str(len(plan.parts)), all=str(plan.open_positions))
    blocks: list[Block] = [Line(look.say(ONLY[plan.only]))] if plan.only else []
    blocks.append(Rows(_part_rows(plan, look), "lrrrr"))
    blocks += [
        Line(
            look.say(
                "orders.to_pay" if amount is not None and amount < 0 else "orders.after_fee",
                amount=_said(amount, quote, look),
                fee=look.money(fees[quote]),
            )
        )
        for quote, amount in net.items()
    ]
    if plan.staying:
        said = look.say("orders.staying", positions=_staying(plan, look))
        blocks += [Line(said), Line(look.say("orders.also", words=ALSO))]
    return Reply(
        title=look.say("orders.ask_close", mode=mode, what=what, value=_said_sums(net, look)),
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.cancel"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def _staying(plan: ClosePlan, look: Look) -> str:
    return ", ".join(f"{one.symbol} {look.change(one.profit)}" for one in plan.staying)


def _panic_preview(plan: ClosePlan, mode: str, look: Look) -> Reply:
    value = _sums(plan, lambda part: _less(part, part.spread))
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
                    cost=_said(_sum(fees[quote], spread[quote]), quote, look),
                    fees=look.money(fees[quote]),
                    spread=look.money(spread[quote]),
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
            look.quantity(part.quantity),
            look.price(part.symbol, part.price),
            look.change(part.profit),
            look.percent(part.profit_share),
        )
        for part in plan.parts
    )


def _sums(plan: ClosePlan, amount: Callable[[ClosePart], Decimal | None]) -> dict[str, Decimal | None]:
    """Sums by currency: what is not of one currency is never added up, and one unknown part makes a sum unknown."""
    sums: dict[str, Decimal | None] = {}
    for part in plan.parts:
        sums[part.quote] = _sum(sums.get(part.quote, Decimal(0)), amount(part))
    return sums


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _less(part: ClosePart, costs: Decimal | None) -> Decimal | None:
    """What the market pays for a part, or wants for it, with its costs."""
    return None if part.value is None or costs is None else part.side.sign * part.value - costs


def _said(amount: Decimal | None, currency: str, look: Look) -> str:
    return look.unknown if amount is None else f"{look.money(abs(amount))} {currency}"


def _said_sums(sums: dict[str, Decimal | None], look: Look) -> str:
    return look.join([_said(amount, quote, look) for quote, amount in sums.items()])


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
