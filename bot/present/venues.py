"""Cards about accounts at venues: paper accounts and their reset, mode, brokers."""

from __future__ import annotations

from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.accounts.model import PAPER, PAPER_CURRENCY, Mode
from core.command import Call, Preview
from core.kernel.money import plain
from core.venues.results import BrokerLine, BrokerList, CostCard, ModeCard, PaperCard, ResetDone, ResetPlan

OTHER = {"auto": "confirm", "confirm": "auto"}
BUY_AT_MOST = 4
NO_PRICE = "venues.why_no_price"
WHY = {
    "not_at_broker": "venues.why_not_at_broker",
    "key_revoked": "venues.why_key_revoked",
    "broker_down": "venues.why_broker_down",
    "too_small": "venues.why_too_small",
    "market_closed": "venues.why_market_closed",
}
COPYING = {"auto": "venues.copy_auto", "confirm": "venues.copy_confirm"}


def paper_card(result: PaperCard, look: Look) -> Reply:
    """Paper accounts as they stand. Currencies are not summed."""
    blocks: list[Block] = []
    for one in result.accounts:
        rows = (
            (look.say("venues.worth"), look.amount(one.equity, one.currency)),
            (look.say("venues.cash"), look.money(one.cash)),
            (look.say("venues.deposited"), look.money(one.deposited)),
            (look.say("venues.result"), look.change(one.equity - one.deposited)),
            (
                look.say("venues.trades"),
                look.say("venues.trades_open", count=one.trades, open=str(one.open_trades)),
            ),
        )
        blocks.append(Rows(rows, "lr"))
    blocks.append(Line(look.say("venues.how_reset")))
    buttons = (
        Button(look.say("venues.button_reset", amount=look.number(10_000)), _reset("10000")),
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
    )
    title = look.say("venues.paper", mode=mode_word(Mode.PAPER.value))
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons)


def _reset(amount: str) -> Call:
    return Call("me paper", {"what": "reset", "amount": amount, "currency": PAPER_CURRENCY})


def reset_preview(preview: Preview[ResetPlan], look: Look) -> Reply:
    """What beginning anew means, and the question."""
    plan = preview.plan
    by = plan.after - plan.before
    rows = (
        (look.say("venues.now"), look.amount(plan.before, plan.currency)),
        (look.say("venues.then"), look.amount(plan.after, plan.currency)),
    )
    key = "venues.flow_in" if by >= 0 else "venues.flow_out"
    blocks: list[Block] = [Rows(rows, "lr"), Line(look.say(key, amount=look.amount(abs(by), plan.currency)))]
    blocks.append(Line(look.say("venues.records_stay", count=plan.trades)))
    mode = mode_word(Mode.PAPER.value)
    return Reply(
        title=look.say("venues.ask_reset", mode=mode, amount=look.amount(plan.after, plan.currency)),
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.cancel"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def reset_done(result: ResetDone, look: Look) -> Reply:
    """A paper account began anew."""
    mode = mode_word(Mode.PAPER.value)
    key = "venues.flow_in" if result.flow >= 0 else "venues.flow_out"
    return Reply(
        title=look.say("venues.began", mode=mode, amount=look.amount(result.cash, result.currency)),
        blocks=(
            Line(look.say(key, amount=look.amount(abs(result.flow), result.currency))),
            Line(look.say("venues.records_stay", count=result.trades)),
        ),
        buttons=(Button(look.say("buttons.portfolio"), Call("portfolio show", {})),),
        tone=Tone.DONE,
    )


def mode_card(result: ModeCard, look: Look) -> Reply:
    """In which mode one trades, and how a new copy begins."""
    rows = (
        (look.say("venues.mode"), mode_word(result.mode.value)),
        (look.say("venues.where"), result.venue),
        (look.say("venues.new_copies"), look.say(COPYING[result.copying])),
    )
    other = OTHER[result.copying]
    money = "no_real_money" if result.mode is Mode.PAPER else "real_money"
    return Reply(
        title=look.say("venues.mode_changed" if result.changed else "venues.mode_title"),
        blocks=(Rows(rows, "ll"), Line(look.say(f"venues.{money}"))),
        buttons=(Button(look.say(f"venues.button_{other}"), Call("me mode", {"mode": other})),),
        tone=Tone.DONE if result.changed else Tone.INFO,
    )


def broker_list(result: BrokerList, look: Look) -> Reply:
    """Brokers with what is in them: the built-in one, and what was connected."""
    blocks: list[Block] = [Rows(tuple(_broker_row(one, look) for one in result.brokers), "lllr")]
    for one in result.brokers:
        name = f"{one.title} {one.name}".strip()
        if one.default:
            blocks.append(Line(f"{name}: {look.say('connecting.default')}"))
        if one.until is not None and not one.ended:
            blocks.append(Line(f"{name}: {look.say('connecting.sign_in_until')} {look.moment(one.until)}"))
    blocks.append(Line(look.say("venues.no_others")))
    return Reply(
        title=look.say("venues.brokers"),
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("venues.button_paper"), Call("me paper", {})),
            Button(look.say("buttons.connect_another"), Call("me connect", {})),
        ),
    )


def _broker_row(one: BrokerLine, look: Look) -> tuple[str, ...]:
    if one.venue == PAPER:
        return (
            look.say("venues.built_in", venue=one.venue),
            mode_word(one.mode.value),
            ", ".join(one.currencies),
        )
    name = f"{one.title} {one.name} {one.label}"
    if one.ended:
        return " ".join(name.split()), mode_word(one.mode.value), look.say("connecting.gone")
    held = look.unknown if one.balance is None else look.amount(one.balance.amount, one.balance.currency)
    return " ".join(name.split()), mode_word(one.mode.value), "", held


def cost_card(card: CostCard, look: Look) -> Reply:
    """The same purchase at each account, the cheapest first, with a button to buy there."""
    head = (
        look.say("venues.where"),
        look.say("venues.price"),
        look.say("venues.fee"),
        look.say("venues.spread"),
    )
    able = [one for one in card.lines if not one.why]
    rows = tuple(
        (one.account, look.price(card.symbol, one.price), look.money(one.fee), look.money(one.spread))
        for one in able
        if one.price is not None
    )
    lines = [
        Line(look.say("venues.not_there", account=one.account, why=look.say(WHY.get(one.why, NO_PRICE))))
        for one in card.lines
        if one.why
    ]
    blocks: list[Block] = [Rows((head, *rows), "lrrr")] if rows else []
    if rows:
        lines.insert(0, Line(look.say("venues.compared", quote=card.quote)))
    buttons = tuple(
        Button(
            look.say("venues.button_buy_at", account=one.account),
            Call(
                "trade buy",
                {"symbol": card.symbol, "amount": plain(one.quantity), "broker": one.account},
            ),
        )
        for one in able[:BUY_AT_MOST]
    )
    return Reply(
        title=look.say("venues.compare_title", symbol=card.symbol),
        blocks=(*blocks, *lines),
        buttons=buttons,
    )
