"""Targets, drift and rebalances as cards (storyboard, section 10)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.present.codes import TOLD
from bot.present.evidence import evidence_words
from bot.present.look import Look, mode_word
from bot.present.plots import AllocationPlot
from bot.present.plots import Share as PartDrawn
from bot.present.refusals import words
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.accounts.model import PAPER
from core.command import Call, Preview
from core.kernel.codec import encode
from core.kernel.money import ZERO, plain
from core.orders.model import Side
from core.rebalancing.carrying import PATIENCE
from core.rebalancing.mix import HUNDRED
from core.rebalancing.model import CASH, RebalanceStatus, StepStatus
from core.rebalancing.restoring import Left
from core.rebalancing.results import (
    SELL,
    DriftCard,
    DriftPost,
    DriftSettings,
    PartLine,
    RebalanceCard,
    RebalancePlan,
    RebalanceTicket,
    Share,
    StepLine,
    TargetsCard,
    TargetsGone,
    TargetsPlan,
)

VERBS = {Side.BUY: "rebalancing.buy", Side.SELL: "rebalancing.sell"}
LEFT = {
    Left.SMALL: "rebalancing.left_small",
    Left.ELSEWHERE: "rebalancing.left_elsewhere",
    Left.CASH: "rebalancing.left_cash",
}
MARKS = {StepStatus.FILLED: "✓", StepStatus.STOPPED: "✗"}


def _name(asset: str, name: str, look: Look) -> str:
    return look.say("rebalancing.cash") if asset == CASH else name


def _share(share: Decimal, look: Look) -> str:
    return look.percent(share, signed=False, places=1)


def _points(share: Decimal, look: Look) -> str:
    return look.change(share * HUNDRED, 1)


def _table(parts: Sequence[PartLine], look: Look) -> Rows:
    heads = ("rebalancing.want", "rebalancing.have", "rebalancing.drift")
    rows = [("", *(look.say(head) for head in heads))]
    for part in parts:
        want = "" if part.want is None else _share(part.want, look)
        drift = "" if part.drift is None else _points(part.drift, look)
        rows.append((_name(part.asset, part.name, look), want, _share(part.have, look), drift))
    return Rows(tuple(rows), "lrrr")


def _picture(parts: Sequence[PartLine], mode: str, look: Look) -> tuple[AllocationPlot, ...]:
    """What the portfolio is made of beside its targets, largest first; debts have no place in a whole."""
    held = sorted((part for part in parts if part.have > 0 or part.want), key=lambda part: -part.have)
    if not held or any(part.have < 0 for part in parts):
        return ()
    names = {part.asset: _name(part.asset, part.name, look) for part in held}
    said = [
        look.say("rebalancing.share_alt", name=names[part.asset], have=_share(part.have, look))
        if part.want is None
        else look.say(
            "rebalancing.share_alt_want",
            name=names[part.asset],
            have=_share(part.have, look),
            want=_share(part.want, look),
        )
        for part in held
    ]
    shares = tuple(
        PartDrawn(names[part.asset], part.have, _share(part.have, look), part.want) for part in held
    )
    title = look.say("rebalancing.picture")
    alt = f"{mode_word(mode)} {title}: {', '.join(said)}"
    return (AllocationPlot(name="targets", alt=alt, mode=mode_word(mode), title=title, shares=shares),)


def _when(band: Decimal, look: Look) -> Line:
    return Line(look.say("rebalancing.tell_at", points=look.exact(_cut(band * HUNDRED))))


def _cut(value: Decimal) -> Decimal:
    return Decimal(plain(value))


def _rest(parts: Sequence[PartLine], look: Look) -> list[Block]:
    """What was said of less than the whole: what else is held stays as it is."""
    others = [part.name for part in parts if part.want is None and part.asset != CASH]
    return [Line(look.say("rebalancing.others_stay", names=look.join(others)))] if others else []


def targets_preview(preview: Preview[TargetsPlan], look: Look) -> Reply:
    """Targets beside what is held, and the question."""
    plan = preview.plan
    blocks: list[Block] = [_table(plan.parts, look), *_rest(plan.parts, look), _when(plan.band, look)]
    if plan.bound is not None:
        bound = look.percent(plan.bound, signed=False)
        blocks.append(Line(look.say("rebalancing.bound", limit=bound)))
    if plan.replaces:
        blocks.append(Line(look.say("rebalancing.replaces", name=plan.replaces)))
    buttons = (
        Button(look.say("buttons.save"), Confirm()),
        Button(look.say("buttons.edit"), Call("portfolio targets", {"mix": ""})),
        Button(look.say("buttons.show_trades"), Call("portfolio rebalance", {"mix": plan.mix})),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    title = look.say("rebalancing.targets", mode=mode_word(plan.mode.value))
    return Reply(
        title=look.title(title, look.amount(plan.equity, plan.currency)),
        blocks=tuple(blocks),
        buttons=buttons,
        tone=Tone.ASKS,
        plots=_picture(plan.parts, plan.mode.value, look),
    )


def targets_card(card: TargetsCard, look: Look) -> Reply:
    """Targets as they are kept."""
    blocks: list[Block] = []
    if card.unknown:
        blocks.append(Line(look.say("rebalancing.no_price", names=look.join(card.unknown))))
    if card.met:
        blocks.append(Line(look.say("rebalancing.met")))
    blocks += [_table(card.parts, look), *_rest(card.parts, look)] if card.parts else []
    blocks.append(_when(card.band, look) if card.on else Line(look.say("rebalancing.told_off")))
    buttons = (
        Button(look.say("buttons.show_trades"), Call("portfolio rebalance", {})),
        Button(look.say("buttons.edit"), Call("portfolio targets", {"mix": ""})),
        Button(look.say("buttons.alert"), Call("alert drift", {})),
    )
    key = "rebalancing.targets_saved" if card.saved else "rebalancing.targets"
    title = look.say(key, mode=mode_word(card.mode.value))
    return Reply(
        title=look.title(title, look.amount(card.equity, card.currency)),
        blocks=tuple(blocks),
        buttons=buttons[1:] if card.met else buttons,
        tone=Tone.DONE if card.saved else Tone.INFO,
        plots=_picture(card.parts, card.mode.value, look),
    )


def targets_gone(result: TargetsGone, look: Look) -> Reply:
    """There are no targets any more."""
    title = look.say("rebalancing.targets_gone", mode=mode_word(result.mode.value))
    return Reply(title=title, blocks=(Line(look.say("rebalancing.nothing_sold")),), tone=Tone.DONE)


def rebalance_preview(preview: Preview[RebalancePlan], look: Look) -> Reply:
    """The orders that would restore the targets, and the question."""
    plan = preview.plan
    rows = tuple(
        (
            look.say(VERBS[one.side]),
            f"{one.name} {look.quantity(one.quantity)}",
            look.money(one.value),
            "" if plan.venue == PAPER else plan.venue.capitalize(),
        )
        for one in plan.orders
    )
    blocks: list[Block] = [Rows(rows, "llrl")]
    blocks.append(Line(look.say("rebalancing.then", shares=_shares(plan.after, look))))
    blocks += [
        Line(look.say(LEFT[one.why], name=one.name, value=look.amount(one.value, plan.currency)))
        for one in plan.kept
    ]
    sells = [one for one in plan.orders if one.side is Side.SELL]
    if sells:
        blocks.append(Line(_gain(plan, look)))
    blocks.append(Line(look.say("rebalancing.fees", fees=look.money(plan.fees))))
    if len(plan.orders) > 1:
        blocks.append(Line(look.say("rebalancing.in_turn")))
    buttons = [Button(look.say("buttons.confirm"), Confirm())]
    if 0 < len(sells) < len(plan.orders):
        buttons.append(Button(look.say("buttons.only_sell"), Confirm(SELL)))
    buttons.append(Button(look.say("buttons.cancel"), Dismiss()))
    return Reply(title=_asked(plan, look), blocks=tuple(blocks), buttons=tuple(buttons), tone=Tone.ASKS)


def _asked(plan: RebalancePlan, look: Look) -> str:
    sums = {side: sum((o.value for o in plan.orders if o.side is side), ZERO) for side in Side}
    said = {
        "mode": mode_word(plan.mode.value),
        "currency": plan.currency,
    }
    sold, bought = look.money(sums[Side.SELL]), look.money(sums[Side.BUY])
    if sums[Side.SELL] and sums[Side.BUY]:
        return look.say("rebalancing.ask_both", **said, sold=sold, bought=bought)
    if sums[Side.BUY]:
        return look.say("rebalancing.ask_buy", **said, bought=bought)
    return look.say("rebalancing.ask_sell", **said, sold=sold)


def _shares(shares: Sequence[Share], look: Look) -> str:
    return " · ".join(look.points(one.share * HUNDRED) for one in shares)


def _gain(plan: RebalancePlan, look: Look) -> str:
    """What the sales realise, named as a gain or a loss."""
    if plan.realized is None:
        return look.say("rebalancing.gain_unknown")
    key = "rebalancing.gain" if plan.realized >= 0 else "rebalancing.loss"
    return look.say(key, amount=look.money(abs(plan.realized)))


def rebalance_ticket(ticket: RebalanceTicket, look: Look) -> Reply:
    """The first order is on its way."""
    first = ticket.orders[0]
    what = f"{first.name} {look.quantity(first.quantity)}"
    verb = look.say(VERBS[first.side])
    blocks: list[Block] = [Line(look.say("rebalancing.first", verb=verb, what=what))]
    if len(ticket.orders) > 1:
        blocks.append(Line(look.say("rebalancing.in_turn")))
    mode = mode_word(ticket.mode.value)
    title = look.say("rebalancing.begun", mode=mode, count=len(ticket.orders))
    return Reply(title=title, blocks=tuple(blocks), tone=Tone.DONE)


def rebalance_card(card: RebalanceCard, look: Look) -> Reply:
    """How a rebalance ended: every order, and why it stopped if it did."""
    stopped = card.status is RebalanceStatus.STOPPED
    blocks: list[Block] = [Rows(tuple(_step_row(one, look) for one in card.steps), "lllr")]
    if stopped:
        blocks += [Line(_why(card, look)), Line(look.say("rebalancing.nothing_further"))]
    if card.after:
        blocks.append(Line(look.say("rebalancing.now_at", shares=_shares(card.after, look))))
    buttons = [
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
        Button(look.say("buttons.targets"), Call("portfolio targets", {})),
    ]
    if stopped:
        buttons.insert(0, Button(look.say("buttons.see_orders"), Call("portfolio rebalance", {})))
    key = "rebalancing.stopped" if stopped else "rebalancing.done"
    return Reply(
        title=look.say(key, mode=mode_word(card.mode.value)),
        blocks=tuple(blocks),
        buttons=tuple(buttons),
        tone=Tone.ALARM if stopped else Tone.DONE,
    )


def _step_row(step: StepLine, look: Look) -> tuple[str, ...]:
    what = f"{step.name} {look.quantity(step.quantity)}"
    if not step.filled:
        told = look.say("rebalancing.not_filled")
    elif step.filled < step.quantity:
        told = look.say("rebalancing.filled_part", filled=look.quantity(step.filled))
    else:
        told = look.price(step.symbol, step.average_price)
    return MARKS.get(step.status, "·"), look.say(VERBS[step.side]), what, told


def _why(card: RebalanceCard, look: Look) -> str:
    facts = card.facts
    if card.why in ("order_ended", "order_waits"):
        said = {
            "verb": look.say(VERBS[Side(facts["side"])]),
            "symbol": facts["symbol"],
            "filled": look.quantity(Decimal(facts["filled"])),
            "quantity": look.quantity(Decimal(facts["quantity"])),
        }
        if card.why == "order_waits":
            return look.say("rebalancing.why_waits", **said, time=look.length(PATIENCE))
        return look.say("rebalancing.why_ended", **said, evidence=evidence_words(facts["evidence"], look))
    told = next((each for each in TOLD.get(card.why, ()) if each.holds(facts)), None)
    return look.say("rebalancing.why_other") if told is None else words(told, facts, look)


def drift_card(card: DriftCard, look: Look) -> Reply:
    """A portfolio drifted: by how much, what it would take, and what to do."""
    share, want = _share(card.have, look), _share(card.want, look)
    equity = look.amount(card.equity, card.currency)
    rows = tuple((look.say(VERBS[one.side]), one.name, look.money(one.value)) for one in card.needed)
    fees = look.say("rebalancing.fees_and_cash", fees=look.money(card.fees), cash=look.change(card.cash))
    blocks: tuple[Block, ...] = (
        Line(look.say("rebalancing.of_all", have=share, equity=equity, want=want)),
        Line(look.say("rebalancing.to_be_back")),
        Rows(rows, "llr"),
        Line(fees),
    )
    wider = plain(card.wider * HUNDRED)
    buttons = [
        Button(look.say("buttons.see_orders"), Call("portfolio rebalance", {})),
        Button(look.say("buttons.tomorrow"), Call("alert drift", {"what": "tomorrow"})),
        Button(look.say("buttons.widen"), Call("alert drift", {"what": wider})),
    ]
    if card.asset != CASH:
        label = look.say("buttons.mute", name=card.name)
        buttons.append(Button(label, Call("alert drift", {"mute": card.asset})))
    return Reply(
        title=_drifted(card.mode.value, card.asset, card.name, card.drift, look),
        blocks=blocks,
        buttons=tuple(buttons),
        tone=Tone.CAUTION,
        plots=_picture(card.parts, card.mode.value, look),
    )


def _drifted(mode: str, asset: str, name: str, drift: Decimal, look: Look) -> str:
    key = "rebalancing.over" if drift > 0 else "rebalancing.under"
    points = look.points(abs(drift) * HUNDRED)
    return look.say(key, mode=mode_word(mode), name=_name(asset, name, look), points=points)


def drift_post(card: DriftPost, look: Look) -> Reply:
    """The same for a channel: percent alone, and nobody's name."""
    share, want = _share(card.have, look), _share(card.want, look)
    return Reply(
        title=_drifted(card.mode.value, card.asset, card.name, card.drift, look),
        blocks=(
            Line(look.say("rebalancing.of_a_portfolio", have=share, want=want)),
            _table(card.parts, look),
        ),
        tone=Tone.CAUTION,
        data=encode(card),
    )


def drift_settings(card: DriftSettings, look: Look) -> Reply:
    """When somebody is told of drift."""
    blocks: list[Block] = [_when(card.band, look) if card.on else Line(look.say("rebalancing.told_off"))]
    if card.on and card.quiet_until is not None and card.quiet_until > look.now:
        blocks.append(Line(look.say("rebalancing.quiet_until", at=look.moment(card.quiet_until))))
    if card.here:
        blocks.append(Line(look.say("rebalancing.also_in", channel=card.here)))
    elif card.channel:
        blocks.append(Line(look.say("rebalancing.also_there")))
    if card.muted:
        blocks.append(Line(look.say("rebalancing.muted", names=look.join(card.muted))))
    blocks.append(Line(look.say("rebalancing.inside")))
    switch = "off" if card.on else "on"
    buttons = (
        Button(look.say("buttons.targets"), Call("portfolio targets", {})),
        Button(look.say(f"buttons.alert_{switch}"), Call("alert drift", {"what": switch})),
    )
    title = look.say("rebalancing.alert", mode=mode_word(card.mode.value))
    return Reply(
        title=title,
        blocks=tuple(blocks),
        buttons=buttons,
        tone=Tone.DONE if card.changed else Tone.INFO,
    )
