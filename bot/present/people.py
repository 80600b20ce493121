"""Cards about persons: welcome, me, limits (storyboard, scene 2)."""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Line, Reply, Rows
from core.accounts.results import Me, Welcome
from core.command import Call
from core.risk.limits import Limits

LABELS = {
    "risk_share": "people.per_trade",
    "position_share": "people.per_instrument",
    "chase_share": "people.max_chase",
    "signal_age": "people.signal_age",
    "undo": "people.undo",
    "entry_for": "people.entry_for",
    "smallest_entry": "people.smallest_entry",
}


def welcome(result: Welcome, look: Look) -> Reply:
    """The first card."""
    mode = mode_word(result.mode.value)
    lines: list[Block] = [
        Line(look.say("people.play_money", mode=mode, amount=look.amount(result.equity, result.currency))),
        Rows(limit_rows(result.limits, result.equity, look)[:4], "lrl"),
        Line(look.say("people.not_advice")),
    ]
    buttons = []
    if result.untouched:
        buttons += [
            Button(
                look.say("buttons.start_with", amount=look.number(100_000)), Call("start", {"code": "100000"})
            ),
            Button(look.say("buttons.with", amount=look.number(10_000)), Call("start", {"code": "10000"})),
        ]
    if result.providers:
        first = result.providers[0]
        lines.append(Line(look.say("people.posts_here", names=", ".join(result.providers))))
        label = look.say("buttons.preview_provider", name=first)
        buttons.append(Button(label, Call("copy start", {"provider": first})))
    buttons.append(Button(look.say("buttons.help"), Call("help", {})))
    return Reply(title=look.say("people.welcome"), blocks=tuple(lines), buttons=tuple(buttons))


def limit_rows(limits: Limits, equity: Decimal, look: Look) -> tuple[tuple[str, ...], ...]:
    """Limits as rows: name, limit, what that is in money."""
    at_risk = look.say("people.at_risk", amount=look.money(equity * limits.risk_share))
    at_most = look.say("people.at_most_amount", amount=look.money(equity * limits.position_share))
    return (
        (look.say(LABELS["risk_share"]), look.percent(limits.risk_share, signed=False), at_risk),
        (look.say(LABELS["position_share"]), look.percent(limits.position_share, signed=False), at_most),
        (
            look.say(LABELS["chase_share"]),
            look.percent(limits.chase_share, signed=False),
            look.say("people.over_posted"),
        ),
        (look.say(LABELS["signal_age"]), look.age(limits.signal_age), look.say("people.at_most")),
        (look.say(LABELS["entry_for"]), look.length(limits.entry_for), look.say("people.then_cancelled")),
        (look.say(LABELS["undo"]), look.length(limits.undo) if limits.undo else look.say("people.off"), ""),
        (look.say(LABELS["smallest_entry"]), look.money(limits.smallest_entry), ""),
    )


def me(result: Me, look: Look) -> Reply:
    """A person as they see themselves."""
    account = f"{mode_word(result.mode.value)} {look.amount(result.equity, result.currency)}"
    rows = (
        (look.say("people.role"), look.say(f"people.level_{result.level.name.lower()}")),
        (look.say("people.known_as"), ", ".join(result.identities)),
        (look.say("people.since"), look.date(result.since)),
        (look.say("people.account"), account),
        (look.say("people.trades"), str(result.trades)),
        (look.say("people.mode"), mode_word(result.mode.value)),
        (look.say("people.zone"), result.zone),
        (look.say("people.quiet"), result.quiet),
        (look.say("people.language"), look.say("common.language")),
    )
    buttons = (
        Button(look.say("buttons.limits"), Call("me limits", {})),
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
        Button(look.say("notices.title"), Call("me notify", {})),
        Button(look.say("venues.button_paper"), Call("me paper", {})),
    )
    return Reply(title=result.name, blocks=(Rows(rows, "ll"),), buttons=buttons)
