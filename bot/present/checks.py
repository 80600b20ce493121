"""The why card: every check with its number and its limit, failed ones first (storyboard, scene 6)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from bot.present import format as fmt
from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from core.command import Call
from core.kernel.errors import Reason
from core.risk.model import ASKED, TOLD, WhyCard

# How a changed limit is typed with /me limits.
TYPED = {"risk_share": "risk", "position_share": "position", "chase_share": "chase", "signal_age": "age"}


def check_row(reason: Reason, symbol: str, look: Look) -> tuple[str, ...]:
    """One check as a row: mark, name, number, limit."""
    mark = "✓" if reason.passed else "✗"
    name, value, limit = _words(reason, symbol, look)
    return f"{mark} {name}", value, limit


def _words(reason: Reason, symbol: str, look: Look) -> tuple[str, str, str]:
    if reason.check == "switch":
        return "switch", "on" if reason.passed else f"off: {reason.value}", "on"
    if reason.check == "age":
        return (
            "age",
            fmt.age(timedelta(seconds=int(reason.value))),
            f"max {fmt.age(timedelta(seconds=int(reason.limit)))}",
        )
    if reason.check in ("price", "band"):
        return (
            reason.check,
            fmt.percent(Decimal(reason.value)),
            f"max {fmt.percent(Decimal(reason.limit), signed=False)}",
        )
    if reason.check == "stop":
        return "stop", fmt.percent(Decimal(reason.value)) if reason.value else "none", "needed"
    if reason.check == "side":
        return (
            "stop side",
            look.price(symbol, Decimal(reason.value)),
            f"entry {look.price(symbol, Decimal(reason.limit))}",
        )
    bound = "min" if reason.check == "size" else "max" if reason.check == "position" else "free"
    value = fmt.money(Decimal(reason.value)) + (f" a {reason.per}" if reason.per else "")
    return reason.check, value, f"{bound} {fmt.money(Decimal(reason.limit))}"


def change_words(change: dict[str, str]) -> str:
    """The smallest change of limits, in words: `risk 0.79 % and chase 0.69 %`."""
    parts = []
    for name, value in change.items():
        if name == "signal_age":
            parts.append(f"age {fmt.age(timedelta(seconds=int(value)))}")
        else:
            parts.append(f"{TYPED[name]} {fmt.percent(Decimal(value), signed=False)}")
    return " and ".join(parts)


def change_call(change: dict[str, str]) -> Call:
    """The command that makes this change."""
    options = {}
    for name, value in change.items():
        options[TYPED[name]] = (
            f"{value}s" if name == "signal_age" else f"{fmt.quantity(Decimal(value) * 100)}%"
        )
    return Call("me limits", options)


def why_card(card: WhyCard, look: Look) -> Reply:
    """Why an entry was skipped or taken."""
    verdict = {"": "Took", ASKED: "Asked about", TOLD: "Told of"}.get(card.code, "Skipped")
    rows = tuple(check_row(reason, card.symbol, look) for reason in card.reasons)
    blocks: list[Block] = [Rows(rows, "lrr")] if rows else []
    buttons = []
    if card.code == "entry_form":
        blocks.insert(0, Line("✗ entry    several prices or a breakout: I take entries at one price only."))
    if card.change:
        blocks.append(Line(f"Smallest change that would have passed: {change_words(card.change)}."))
        buttons.append(Button("Change limits", change_call(card.change)))
    elif card.code not in ("", ASKED, TOLD):
        blocks.append(Line("No limit of yours would have let it pass."))
        buttons.append(Button("Limits", Call("me limits", {})))
    if card.trade is not None:
        buttons.append(Button("Open", Call("trade show", {"trade": card.trade})))
    title = look.title(f"{mode_word(card.mode)}  {verdict} {card.symbol}", card.source)
    return Reply(
        title=title,
        blocks=tuple(blocks),
        buttons=tuple(buttons),
        tone=Tone.INFO if card.taken else Tone.CAUTION,
    )
