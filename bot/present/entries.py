"""Cards of entries before they fill: previews, questions, tickets, the undo window (storyboard, scenes 1, 6, 7)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.kernel.errors import Reason
from core.kernel.money import plain
from core.orders.model import OrderType, Side, TimeInForce
from core.orders.planning import EntryPlan
from core.orders.results import EntryOverCard, OrderTicket, TradeCard

ASK = {Side.BUY: "orders.ask_buy", Side.SELL: "orders.ask_sell"}
COMING = {Side.BUY: "orders.buying", Side.SELL: "orders.selling"}
HOLDING = {Side.BUY: "orders.buying_in", Side.SELL: "orders.selling_in"}
OVER = {Side.BUY: "trades.partly_bought", Side.SELL: "trades.partly_sold_short"}
UNDONE = {Side.BUY: "trades.not_bought", Side.SELL: "trades.not_sold_short"}
SKIP_CHECKS = frozenset({"switch"})
# How an order that waits for a price is said.
TRIGGERS = {
    OrderType.STOP: "orders.waits_for",
    OrderType.STOP_LIMIT: "orders.waits_for",
    OrderType.TAKE_PROFIT: "orders.waits_back_to",
}
# Why nothing more is bought, as the venue or the clock said it.
ENDS = {
    "entry_expired": "trades.over_time",
    "ioc": "trades.over_ioc",
    "fok": "trades.over_fok",
    "day": "trades.over_day",
}


def entry_preview(preview: Preview[EntryPlan], look: Look) -> Reply:
    """What an entry would do, and the question."""
    plan = preview.plan
    if plan.source:
        return _question(plan, preview.open_for, look)
    rows = [
        (look.say("common.now"), look.price(plan.symbol, plan.now), _asks_for(plan, look)),
        (look.say("orders.size"), f"{look.quantity(plan.quantity)} {plan.base}", _sure(plan, look)),
        *_rung_rows(plan, look),
        *_level_rows(plan, look),
    ]
    if plan.risk is not None:
        share = look.percent(plan.risk / plan.equity, signed=False) if plan.equity else look.unknown
        part = look.say("orders.share_of", share=share, equity=_thousands(plan.equity, look))
        rows.append((look.say("orders.at_risk"), look.money(plan.risk), part))
    blocks: list[Block] = [Rows(tuple(rows), "lrrr"), *_conditions(plan, look)]
    if plan.risk is None:
        blocks.append(Line(unprotected(plan.side, plan.quantity * plan.reference, look)))
    if not plan.copied:
        passed = look.say("orders.checks_pass", count=_applied(plan))
        if plan.risk and plan.parts:
            ratio = look.number(sum(_gains(plan)) / plan.risk, 2)
            passed = f"{look.say('common.reward_risk', ratio=ratio)}   {passed}"
        blocks.append(Line(look.say("orders.fees_about", fees=look.change(-2 * plan.fee))))
        blocks.append(Line(passed))
        blocks += [Line(advised(reason, look)) for reason in plan.advice]
        blocks.append(Line(look.say("orders.left", left=look.age(preview.open_for))))
    blocks.append(Line(look.say("orders.paper" if plan.mode == "paper" else "orders.real_money")))
    return Reply(
        title=_asked(plan, look), blocks=tuple(blocks), buttons=_entry_buttons(plan, look), tone=Tone.ASKS
    )


def advised(reason: Reason, look: Look) -> str:
    """A limit that a trade by hand is beyond: it is told, and does not forbid."""
    value, limit = (
        look.number(figure, 2) if reason.check == "reward" else look.percent(figure, signed=False)
        for figure in (Decimal(reason.value), Decimal(reason.limit))
    )
    whose = look.say(f"checks.whose_{reason.whose or 'you'}")
    return look.say(f"orders.advice_{reason.check}", value=value, limit=limit, whose=whose)


def _asked(plan: EntryPlan, look: Look) -> str:
    value = f"{look.money(plan.quantity * plan.reference)} {plan.quote}"
    return look.say(ASK[plan.side], mode=mode_word(plan.mode), symbol=plan.symbol, value=value)


def _question(plan: EntryPlan, left: timedelta, look: Look) -> Reply:
    """A signal asks its follower: take it, half of it, or leave it."""
    price = look.price(plan.symbol, plan.now)
    posted = plan.posted or plan.reference
    away = look.percent((plan.now - posted) / posted)
    facts = [
        (plan.source, look.say("orders.left", left=look.length(left))),
        (f"{look.say('common.now')} {price}", look.say("orders.from_entry", share=away)),
        (f"{look.quantity(plan.quantity)} {plan.base}", _risked(plan, look)),
    ]
    levels = "" if plan.stop is None else look.say("orders.stop_at", price=look.quantity(plan.stop))
    if plan.targets:
        prices = look.join([look.quantity(target.price) for target in plan.targets])
        levels += "  " + look.say("orders.targets_at", prices=prices)
    blocks: list[Block] = [Rows(tuple(facts), "lr"), *_conditions(plan, look)]
    if levels:
        blocks.append(Line(levels.strip()))
    buttons = (
        Button(look.say("buttons.confirm"), Confirm()),
        Button(look.say("buttons.half"), Confirm("half")),
        Button(look.say("buttons.why"), Call("trade why", {"what": f"#{plan.source.rpartition('#')[2]}"})),
        Button(look.say("buttons.skip"), Dismiss()),
    )
    return Reply(title=_asked(plan, look), blocks=tuple(blocks), buttons=buttons, tone=Tone.ASKS)


def _risked(plan: EntryPlan, look: Look) -> str:
    if plan.risk is None:
        return ""
    share = look.percent(plan.risk / plan.equity, signed=False) if plan.equity else look.unknown
    return look.say("orders.risked", risk=look.money(plan.risk), share=share)


def _sure(plan: EntryPlan, look: Look) -> str:
    return look.say("orders.reading", sure=look.say(f"common.sure_{plan.reading}")) if plan.reading else ""


def _asks_for(plan: EntryPlan, look: Look) -> str:
    """What is paid at most, or what the order waits for."""
    if plan.rungs:
        return look.say("orders.ladder_of", count=len(plan.rungs))
    if plan.limit_price is None:
        return look.say("orders.market_order")
    price = look.price(plan.symbol, plan.limit_price)
    return look.say("orders.pay_most" if plan.side is Side.BUY else "orders.get_least", price=price)


def _rung_rows(plan: EntryPlan, look: Look) -> list[tuple[str, ...]]:
    return [
        (
            look.say("common.entry_number", number=str(number)),
            look.price(plan.symbol, rung.price),
            f"{look.quantity(rung.quantity)} {plan.base}",
        )
        for number, rung in enumerate(plan.rungs, start=1)
    ]


def _conditions(plan: EntryPlan, look: Look) -> list[Block]:
    """What an order waits for, how long, and what becomes of its stop."""
    lines = []
    if plan.trigger is not None:
        lines.append(look.say(TRIGGERS[plan.type], price=look.price(plan.symbol, plan.trigger)))
    if plan.valid_for is not None and not plan.copied:
        lines.append(look.say("orders.taken_back_after", length=look.length(plan.valid_for)))
    if plan.time_in_force is not TimeInForce.GTC:
        lines.append(look.say(f"orders.tif_{plan.time_in_force.value}"))
    if plan.trail is not None:
        lines.append(look.say("orders.trails", share=look.percent(plan.trail, signed=False)))
    if plan.soft_stop:
        lines.append(look.say("orders.soft_stop"))
    return [Line(line) for line in lines]


def unprotected(side: Side, value: Decimal, look: Look) -> str:
    """What no stop means."""
    return look.say(
        "trades.no_stop_short" if side is Side.SELL else "trades.no_stop", value=look.money(value)
    )


def _level_rows(plan: EntryPlan, look: Look) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    gains = _gains(plan)
    if plan.stop is not None:
        away = look.percent((plan.stop - plan.reference) / plan.reference)
        loss = look.change(-plan.quantity * abs(plan.reference - plan.stop)) if not plan.copied else ""
        rows.append((look.say("common.stop"), look.price(plan.symbol, plan.stop), away, loss))
    for number, target in enumerate(plan.targets, start=1):
        away = look.percent((target.price - plan.reference) / plan.reference)
        share = look.percent(target.share, signed=False, places=0)
        brings = share if plan.copied else look.change(gains[number - 1] if number <= len(gains) else None)
        label = look.say("common.target", number=str(number))
        rows.append((label, look.price(plan.symbol, target.price), away, brings))
    return rows


def _gains(plan: EntryPlan) -> list[Decimal]:
    """What each target brings before fees; a person too small for all of them sells at the first ones."""
    pairs = zip(plan.parts, plan.targets, strict=False)
    return [part * plan.side.sign * (target.price - plan.reference) for part, target in pairs]


def _entry_buttons(plan: EntryPlan, look: Look) -> tuple[Button, ...]:
    path = "trade buy" if plan.side is Side.BUY else "trade sell"
    other_size = _options(plan)
    buttons = [Button(look.say("buttons.confirm"), Confirm())]
    if plan.text is not None:
        buttons.append(Button(look.say("buttons.change_size"), Call(path, other_size)))
        buttons.append(Button(look.say("buttons.what_read"), Call("signal check", {"text": plan.text})))
    else:
        buttons.append(Button(look.say("buttons.edit"), Call(path, other_size)))
    if plan.stop is None and plan.side is Side.BUY:
        size = {"amount": plain(plan.quantity)}
        buttons.append(Button(look.say("buttons.add_stop"), Call(path, {**other_size, **size, "stop": ""})))
    return (*buttons, Button(look.say("buttons.skip" if plan.copied else "buttons.cancel"), Dismiss()))


def _options(plan: EntryPlan) -> dict[str, str]:
    """The entry as it would be typed, its size left out."""
    stop = "soft" if plan.soft_stop else "stop"
    said = {
        "symbol": plan.symbol,
        "limit": None if plan.limit_price is None else str(plan.limit_price),
        "trigger": None if plan.trigger is None else str(plan.trigger),
        stop: None if plan.stop is None else str(plan.stop),
        "trail": None if plan.trail is None else f"{plain(plan.trail * 100)}%",
        "targets": " ".join(str(target.price) for target in plan.targets) or None,
    }
    return {name: text for name, text in said.items() if text is not None}


def _applied(plan: EntryPlan) -> int:
    return sum(1 for reason in plan.reasons if reason.check not in SKIP_CHECKS)


def _thousands(value: Decimal, look: Look) -> str:
    if value >= 1000 and value % 1000 == 0:
        return f"{look.quantity(value / 1000)}k"
    return look.money(value)


def order_ticket(ticket: OrderTicket, look: Look) -> Reply:
    """An order was taken; the trade's own card takes this one's place."""
    title = look.say(COMING[ticket.side], mode=mode_word(ticket.mode), symbol=ticket.symbol)
    size = look.say("orders.on_its_way", size=look.quantity(ticket.quantity), trade=short(ticket.trade))
    return Reply(title=title, blocks=(Line(size),), tone=Tone.INFO)


def held_card(card: TradeCard, look: Look) -> Reply:
    """An entry that is held in its undo window: nothing was sent."""
    until = card.order.hold_until
    left = timedelta(0) if until is None else max(until - look.now, timedelta(0))
    title = look.say(
        HOLDING[card.side], mode=mode_word(card.mode), symbol=card.symbol, left=look.length(left)
    )
    value = f"{look.money(card.quantity * card.reference)} {card.quote}"
    size = f"{look.quantity(card.quantity)} {card.base}"
    buttons = (
        Button(look.say("buttons.undo"), Call("trade undo", {"what": card.trade})),
        Button(look.say("buttons.send_now"), Call("trade send", {"what": card.trade})),
    )
    blocks = (
        Line(look.say("orders.size_about", size=size, value=value)),
        Line(f"{look.source(card.source)} · {short(card.trade)}"),
    )
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.ASKS)


def entry_over(card: EntryOverCard, look: Look) -> Reply:
    """An entry ended before all of it was bought."""
    key = (OVER if card.filled else UNDONE)[card.side]
    title = look.say(key, mode=mode_word(card.mode), symbol=card.symbol)
    whole = f"{look.quantity(card.planned)} {card.base}"
    why = look.say(ENDS.get(card.why, "trades.over_venue"), **_ended(card, look))
    if not card.filled:
        return Reply(
            title=title,
            blocks=(Line(look.say("trades.none_of", whole=whole, why=why)), Line(short(card.trade))),
            buttons=(Button(look.say("buttons.why"), Call("trade why", {"what": card.trade})),),
            tone=Tone.CAUTION,
        )
    part = look.quantity(card.filled)
    price = look.price(card.symbol, card.average_price)
    blocks = [Line(look.say("trades.part_of", part=part, whole=whole, price=price, why=why))]
    covers = _covers(card)
    if covers:
        blocks.append(Line(look.say(covers, part=part)))
    rest = {"symbol": card.symbol, "amount": plain(card.planned - card.filled)}
    if card.stop is not None:
        rest["stop"] = str(card.stop)
    if card.targets:
        rest["targets"] = " ".join(str(target.price) for target in card.targets)
    path = "trade buy" if card.side is Side.BUY else "trade sell"
    buttons = (
        Button(
            look.say("buttons.buy_rest" if card.side is Side.BUY else "buttons.sell_rest"), Call(path, rest)
        ),
        Button(look.say("buttons.keep"), Dismiss()),
        Button(look.say("buttons.close"), Call("trade close", {"what": card.trade})),
    )
    return Reply(title=title, blocks=(*blocks, Line(short(card.trade))), buttons=buttons, tone=Tone.CAUTION)


def _ended(card: EntryOverCard, look: Look) -> dict[str, str]:
    if ENDS.get(card.why) != "trades.over_time":
        return {}
    whose = look.say("trades.your_limit" if card.copied else "trades.as_asked")
    return {"length": look.length(card.after), "whose": whose}


def _covers(card: EntryOverCard) -> str | None:
    if card.stop is not None:
        return "trades.both_cover" if card.targets else "trades.stop_covers"
    return "trades.targets_cover" if card.targets else None
