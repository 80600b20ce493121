"""The why card: every check with its number and its limit, failed ones first (storyboard, scene 6)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from bot.present import format as fmt
from bot.present.look import Look, mode_word
from bot.present.notices import mute_button
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from core.command import Call
from core.kernel.errors import Reason
from core.risk.checks import CODES
from core.risk.model import ASKED, TOLD, WhyCard

BOUNDS = {"size": "checks.min", "position": "checks.max"}
# How a changed limit is typed with /me limits.
TYPED = {"risk_share": "risk", "position_share": "position", "chase_share": "chase", "signal_age": "age"}

# Codes of copies that were skipped: whoever knows a reason need not be told of it again.
SKIPS = frozenset(CODES.values())


def check_row(reason: Reason, symbol: str, look: Look) -> tuple[str, ...]:
    """One check as a row: mark, name, number, limit."""
    mark = "✓" if reason.passed else "✗"
    name, value, limit = _words(reason, symbol, look)
    return (f"{mark} {name}", value, limit) if limit else (f"{mark} {name}", value)


def _words(reason: Reason, symbol: str, look: Look) -> tuple[str, str, str]:
    name = look.say(f"checks.{reason.check}")
    if reason.check == "switch":
        on = look.say("checks.on")
        return name, on if reason.passed else look.say("checks.off", why=reason.value), on
    if reason.check == "age":
        limit = fmt.age(timedelta(seconds=int(reason.limit)))
        return name, fmt.age(timedelta(seconds=int(reason.value))), look.say("checks.max", limit=limit)
    if reason.check in ("price", "band"):
        limit = fmt.percent(Decimal(reason.limit), signed=False)
        return name, fmt.percent(Decimal(reason.value)), look.say("checks.max", limit=limit)
    if reason.check == "stop":
        away = fmt.percent(Decimal(reason.value)) if reason.value else look.say("checks.none")
        return name, away, look.say("checks.needed")
    if reason.check == "side":
        entry = look.say("checks.entry", price=look.price(symbol, Decimal(reason.limit)))
        return name, look.price(symbol, Decimal(reason.value)), entry
    value = fmt.money(Decimal(reason.value))
    limit = look.say(BOUNDS.get(reason.check, "checks.free"), limit=fmt.money(Decimal(reason.limit)))
    if reason.per:
        # One remark, so that it does not push the figures of the other rows apart.
        return name, f"{look.say(f'checks.a_{reason.per}', value=value)}  {limit}", ""
    return name, value, limit


def change_words(change: dict[str, str], look: Look) -> str:
    """The smallest change of limits, in words: `risk 0.79 % and chase 0.69 %`."""
    parts = []
    for name, value in change.items():
        if name == "signal_age":
            parts.append(f"{TYPED[name]} {fmt.age(timedelta(seconds=int(value)))}")
        else:
            parts.append(f"{TYPED[name]} {fmt.percent(Decimal(value), signed=False)}")
    return look.join(parts)


def change_call(change: dict[str, str]) -> Call:
    """The command that makes this change."""
    options = {}
    for name, value in change.items():
        options[TYPED[name]] = (
            f"{value}s" if name == "signal_age" else f"{fmt.quantity(Decimal(value) * 100)}%"
        )
    return Call("me limits", options)


VERDICTS = {"": "checks.took", ASKED: "checks.asked_about", TOLD: "checks.told_of"}


def why_card(card: WhyCard, look: Look) -> Reply:
    """Why an entry was skipped or taken."""
    verdict = VERDICTS.get(card.code, "checks.skipped")
    rows = tuple(check_row(reason, card.symbol, look) for reason in card.reasons)
    blocks: list[Block] = [Rows(rows, "lrr")] if rows else []
    buttons = []
    if card.code == "entry_form":
        blocks.insert(0, Line(f"✗ {look.say('checks.entry_form')}"))
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
    title = look.title(look.say(verdict, mode=mode_word(card.mode), symbol=card.symbol), card.source)
    return Reply(
        title=title,
        blocks=tuple(blocks),
        buttons=tuple(buttons),
        tone=Tone.INFO if card.taken else Tone.CAUTION,
    )
