"""Cards about persons: welcome, me, limits (storyboard, scene 2)."""

from __future__ import annotations

from decimal import Decimal

from bot.present import format as fmt
from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.accounts.model import Limits
from core.accounts.results import LimitsCard, LimitsPlan, Me, Welcome
from core.command import Call, Preview

LABELS = {
    "risk_share": "per trade",
    "position_share": "per instrument",
    "chase_share": "max chase",
    "signal_age": "signal age",
    "smallest_entry": "smallest entry",
}


def welcome(result: Welcome, look: Look) -> Reply:
    """The first card."""
    mode = mode_word(result.mode.value)
    lines: list[Block] = [
        Line(
            f"{mode} {fmt.amount(result.equity, result.currency)}: play money. Nothing you press can spend real money."
        ),
        Rows(limit_rows(result.limits, result.equity)[:4], "lrl"),
        Line("Not advice. You can lose all of it."),
    ]
    buttons = []
    if result.untouched:
        buttons += [
            Button("Start with 100,000", Call("start", {"code": "100000"})),
            Button("With 10,000", Call("start", {"code": "10000"})),
        ]
    if result.providers:
        lines.append(Line(f"Posts signals here: {', '.join(result.providers)}."))
        buttons.append(
            Button(f"Preview {result.providers[0]}", Call("copy start", {"provider": result.providers[0]}))
        )
    buttons.append(Button("Help", Call("help", {})))
    return Reply(title="Welcome. Trade signals, your rules.", blocks=tuple(lines), buttons=tuple(buttons))


def limit_rows(limits: Limits, equity: Decimal) -> tuple[tuple[str, ...], ...]:
    """Limits as rows: name, limit, what that is in money."""
    return (
        (
            "per trade",
            fmt.percent(limits.risk_share, signed=False),
            f"{fmt.money(equity * limits.risk_share)} at risk",
        ),
        (
            "per instrument",
            fmt.percent(limits.position_share, signed=False),
            f"{fmt.money(equity * limits.position_share)} at most",
        ),
        ("max chase", fmt.percent(limits.chase_share, signed=False), "over the posted price"),
        ("signal age", fmt.age(limits.signal_age), "at most"),
        ("smallest entry", fmt.money(limits.smallest_entry), ""),
    )


def me(result: Me, look: Look) -> Reply:
    """A person as they see themselves."""
    rows = (
        ("role", result.level.name.lower()),
        ("known as", ", ".join(result.identities)),
        ("since", fmt.date(result.since, look.now)),
        ("account", f"{mode_word(result.mode.value)} {fmt.amount(result.equity, result.currency)}"),
        ("trades", str(result.trades)),
    )
    buttons = (Button("Limits", Call("me limits", {})), Button("Portfolio", Call("portfolio show", {})))
    return Reply(title=result.name, blocks=(Rows(rows, "ll"),), buttons=buttons)


def limits_card(result: LimitsCard, look: Look) -> Reply:
    """A person's limits."""
    said = (
        f"Changed: {', '.join(LABELS[name] for name in result.changed)}."
        if result.changed
        else ("Change one: /me limits risk 1% chase 0.3% age 60s")
    )
    return Reply(
        title="PAPER  Your limits" if not result.changed else "PAPER  Limits changed",
        blocks=(Rows(limit_rows(result.limits, result.equity), "lrl"), Line(said)),
        tone=Tone.DONE if result.changed else Tone.INFO,
    )


def limits_preview(preview: Preview[LimitsPlan], look: Look) -> Reply:
    """Looser limits, and the question."""
    plan = preview.plan
    before = {row[0]: row for row in limit_rows(plan.before, plan.equity)}
    rows = tuple(
        (row[0], f"{before[row[0]][1]} → {row[1]}", row[2])
        for row in limit_rows(plan.limits, plan.equity)
        if row != before[row[0]]
    )
    return Reply(
        title="PAPER  Loosen your limits?",
        blocks=(Rows(rows, "lrl"), Line("More can be lost than before.")),
        buttons=(Button("Confirm", Confirm()), Button("Keep them", Dismiss())),
        tone=Tone.ASKS,
    )
