"""The why card: every check with its number and its limit, failed ones first (storyboard, scene 6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from bot.present.evidence import evidence_words
from bot.present.look import Look, mode_word, short
from bot.present.notices import mute_button
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from core.command import Call
from core.kernel.errors import Bug, Reason
from core.kernel.money import plain
from core.orders import access
from core.risk.checks import CODES
from core.risk.limits import TYPED
from core.risk.model import ASKED, TOLD, WhyCard, WhyStep

# How each check's number and limit are said: shares with or without a sign, money, counts; and what bounds them.
PERCENT = {
    "price": "checks.max",
    "band": "checks.max",
    "distance": "checks.max",
    "day": "checks.halt",
    "fall": "checks.halt",
    "risk": "checks.max",
}
UNSIGNED = frozenset({"distance", "risk"})
MONEY = {
    "size": "checks.min",
    "funds": "checks.free",
    "position": "checks.max",
    "exposure": "checks.max",
    "order": "checks.max",
    "overlap": "checks.max",
    "turnover": "checks.max",
    "volume": "checks.min",
}
COUNTS = frozenset({"open", "orders", "minute"})
MISSING = {
    "no_stop": "checks.missing_stop",
    "no_leader": "checks.missing_leader",
    "few_trades": "checks.missing_trades",
}
BASES = {
    "risk": "checks.by_risk",
    "amount": "checks.by_amount",
    "fixed": "checks.by_fixed",
    "part": "checks.by_part",
    "mirror": "checks.by_mirror",
    "factor": "checks.by_factor",
    "kelly": "checks.by_kelly",
}
WHOSE = {"server": "checks.by_server", "provider": "checks.by_provider"}
# How a changed limit is told: as a share, a length of time, money, a count, a list.
LENGTHS = frozenset({"signal_age", "entry_for", "undo"})
AMOUNTS = frozenset({"order_most", "smallest_entry", "volume_least", "reward_least"})
FACTORS = frozenset({"leverage_most", "turnover_most"})
NUMBERS = frozenset({"open_most", "orders_day", "orders_minute", "live_orders_day", "live_orders_minute"})
LISTS = frozenset({"allowed", "blocked"})
ORDERS = {
    "entry": "control.order_entry",
    "stop": "control.order_stop",
    "target": "control.order_target",
    "close": "control.order_close",
}

# Codes of copies that were skipped: whoever knows a reason need not be told of it again.
SKIPS = frozenset(CODES.values()) | access.OUT_OF_REACH

# A venue that could not be traded at: no check was made.
OUT_OF_REACH = {
    "broker_down": "checks.broker_down",
    "key_revoked": "checks.key_revoked",
    "not_at_broker": "checks.not_at_broker",
    "price_nobody": "checks.price_nobody",
    "price_old": "checks.price_old",
    "price_silent": "checks.price_silent",
}


def check_row(reason: Reason, symbol: str, look: Look) -> tuple[str, ...]:
    """One check as a row: mark, name, number, limit; and whose limit it is where it is not the reader's own."""
    mark = "✓" if reason.passed else "✗"
    value, limit = _numbers(reason, symbol, look)
    row = (f"{mark} {look.say(f'checks.{reason.check}')}", value)
    if reason.whose:
        return (*row, limit, look.say(WHOSE[reason.whose]))
    return (*row, limit) if limit else row


def _numbers(reason: Reason, symbol: str, look: Look) -> tuple[str, str]:
    """A check's number and its limit."""
    if reason.check in PERCENT:
        limit = look.percent(Decimal(reason.limit), signed=reason.check in ("day", "fall"))
        value = look.percent(Decimal(reason.value), signed=reason.check not in UNSIGNED)
        return value, look.say(PERCENT[reason.check], limit=limit)
    if reason.check in MONEY:
        value = look.money(Decimal(reason.value))
        limit = look.say(MONEY[reason.check], limit=look.money(Decimal(reason.limit)))
        if reason.per:
            # One remark, so that it does not push the figures of the other rows apart.
            return f"{look.say(f'checks.a_{reason.per}', value=value)}  {limit}", ""
        return value, limit
    if reason.check in COUNTS:
        return reason.value, look.say("checks.max", limit=reason.limit)
    return _particular(reason, symbol, look)


def _particular(reason: Reason, symbol: str, look: Look) -> tuple[str, str]:
    """The checks whose number is no share, no money and no count."""
    match reason.check:
        case "switch":
            on = look.say("checks.on")
            by, comma, since = reason.value.partition(", ")
            why = f"{look.say('follows.by_you') if by == 'you' else by}{comma}{since}"
            return on if reason.passed else look.say("checks.off", why=why), on
        case "safe_mode" | "books_differ" | "position_differs":
            return look.say("checks.since", since=reason.value), ""
        case "age":
            limit = look.age(timedelta(seconds=int(reason.limit)))
            return look.age(timedelta(seconds=int(reason.value))), look.say("checks.max", limit=limit)
        case "stop":
            away = look.percent(Decimal(reason.value)) if reason.value else look.say("checks.none")
            return away, look.say("checks.needed") if reason.limit else ""
        case "side":
            entry = look.say("checks.entry", price=look.price(symbol, Decimal(reason.limit)))
            return look.price(symbol, Decimal(reason.value)), entry
        case "paused":
            limit = look.say("checks.halt", limit=look.percent(Decimal(reason.limit))) if reason.limit else ""
            return (look.percent(Decimal(reason.value)) if reason.value else look.say("checks.by_you")), limit
        case "reward":
            limit = look.say("checks.min", limit=look.number(Decimal(reason.limit), 2))
            return look.number(Decimal(reason.value), 2), limit
        case "leverage":
            limit = times(Decimal(reason.limit), look)
            return times(Decimal(reason.value), look), look.say("checks.max", limit=limit)
        case _:
            return _market(reason, look)


def _market(reason: Reason, look: Look) -> tuple[str, str]:
    """Whether it can be traded at all, and what a size would be measured by."""
    match reason.check:
        case "session":
            if not reason.limit:
                return look.say("checks.closed"), ""
            opens = look.clock(datetime.fromisoformat(reason.limit))
            return look.say("checks.closed"), look.say("checks.opens", at=opens)
        case "symbol":
            limit = look.say("checks.allowed", number=reason.limit) if reason.limit else ""
            return reason.value, limit or look.say("checks.blocked")
        case "opposite":
            held = look.say("common.long" if reason.limit == "BUY" else "common.short")
            return short(reason.value) if reason.value else look.say("checks.from_outside"), held
        case "crowd":
            share = look.percent(Decimal(reason.value), signed=False)
            return look.say("checks.crowd_share", share=share), look.say(
                "checks.crowd_cap", cap=look.money(Decimal(reason.limit))
            )
        case "basis":
            missing = look.say(MISSING.get(reason.limit, "checks.none"))
            return look.say(BASES.get(reason.value, "checks.none")), missing
    raise Bug(f"no words for the check {reason.check}")


def times(value: Decimal, look: Look) -> str:
    """`3x`: how many times."""
    return f"{look.quantity(value)}x"


def limit_words(name: str, value: str, look: Look) -> str:
    """A limit's value as people read it; empty is off."""
    if not value:
        return look.say("people.off")
    if name in LENGTHS:
        return look.age(timedelta(seconds=int(value)))
    if name in LISTS:
        return value.replace(",", ", ")
    if name in NUMBERS:
        return value
    if name in FACTORS:
        return times(Decimal(value), look)
    return look.money(Decimal(value)) if name in AMOUNTS else look.percent(Decimal(value), signed=False)


def change_words(change: dict[str, str], look: Look) -> str:
    """The smallest change of limits, in words: `risk 0.79 % and chase 0.69 %`."""
    return look.join([f"{TYPED[name]} {limit_words(name, value, look)}" for name, value in change.items()])


def change_call(change: dict[str, str]) -> Call:
    """The command that makes this change."""
    options: dict[str, str] = {}
    for name, value in change.items():
        option, typed = TYPED[name], _typed(name, value)
        if option in options:
            typed = f"{options[option]}/{typed}"
        options[option] = typed
    return Call("me limits", options)


def _typed(name: str, value: str) -> str:
    if name in LENGTHS:
        return f"{value}s"
    if name in LISTS:
        return value.replace(",", " ") or ("all" if name == "allowed" else "none")
    if name in FACTORS:
        return f"{value}x"
    if name in AMOUNTS or name in NUMBERS:
        return value or "off"
    return f"{plain(Decimal(value) * 100)}%"


VERDICTS = {"": "checks.took", ASKED: "checks.asked_about", TOLD: "checks.told_of"}


def _step(step: WhyStep, look: Look) -> str:
    """`14:03:05 stop: rejected, the price is too far from the market`."""
    number = str(step.number) if step.number else ""
    return look.say(
        "checks.step",
        at=look.hour(step.at, seconds=True),
        order=look.say(ORDERS[step.purpose], number=number).strip(),
        status=look.named(f"trades.order_{step.status}", step.status),
        why=evidence_words(step.evidence, look),
    )


def why_card(card: WhyCard, look: Look) -> Reply:
    """Why an entry was skipped or taken."""
    verdict = VERDICTS.get(card.code, "checks.skipped")
    rows = tuple(check_row(reason, card.symbol, look) for reason in card.reasons)
    blocks: list[Block] = [Rows(rows, "lrrl")] if rows else []
    buttons = []
    if card.code == "entry_form":
        blocks.insert(0, Line(f"✗ {look.say('checks.entry_form')}"))
    if card.code in OUT_OF_REACH:
        blocks.insert(0, Line(f"✗ {look.say(OUT_OF_REACH[card.code])}"))
    if card.code == "opposite":
        blocks.append(Line(look.say("checks.opposite_step")))
    blocks += [Line(_step(step, look)) for step in card.steps]
    if card.hold is not None:
        words = evidence_words(card.hold[0], look)
        blocks.append(Line(look.say("checks.held_now", why=words, since=card.hold[1])))
    if card.change:
        blocks.append(Line(look.say("checks.smallest_change", change=change_words(card.change, look))))
        buttons.append(Button(look.say("buttons.change_limits"), change_call(card.change)))
    elif card.code not in ("", ASKED, TOLD):
        blocks.append(Line(look.say("checks.no_limit")))
        buttons.append(Button(look.say("buttons.limits"), Call("me limits", {})))
    if card.code in SKIPS:
        buttons.append(mute_button(card.code, look))
    if card.trade is not None:
        buttons.append(Button(look.say("buttons.open"), Call("trade show", {"trade": card.trade})))
    title = look.title(
        look.say(verdict, mode=mode_word(card.mode), symbol=card.symbol), look.source(card.source)
    )
    return Reply(
        title=title,
        blocks=tuple(blocks),
        buttons=tuple(buttons),
        tone=Tone.INFO if card.taken else Tone.CAUTION,
    )
