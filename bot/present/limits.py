"""Cards about limits: a person's, a community's, what waits, and the daily brake (storyboard, scenes 4, 6, 13)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.present.checks import limit_words
from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.risk.change import written
from core.risk.limits import LIMITED, Limits, stated
from core.risk.model import BrakeCard, BrakePlan, LimitsCard, LimitsPlan, ServerLimits

# What a share is in money, and how that is said.
IN_MONEY = {
    "risk_share": "limits.at_risk",
    "position_share": "limits.at_most_amount",
    "exposure_share": "limits.at_most_amount",
    "day_share": "limits.halts",
}
# Limits of the rare kind are shown once they were changed.
SHOWN = (
    "risk_share",
    "position_share",
    "exposure_share",
    "open_most",
    "day_share",
    "drawdown_share",
    "chase_share",
    "signal_age",
    "stop_share",
    "leverage_most",
    "orders_day",
    "turnover_most",
    "smallest_entry",
)
NOTHING = Limits(person="")
# Entries of a day and of a minute are typed and shown as one; these are the names of each by itself.
DAY_OF = {"orders_minute": "orders_day", "live_orders_minute": "live_orders_day"}
ALONE = {
    "orders_day": "limits.entries_a_day",
    "orders_minute": "limits.entries_a_minute",
    "live_orders_day": "limits.live_entries_a_day",
    "live_orders_minute": "limits.live_entries_a_minute",
}


def label(name: str, look: Look) -> str:
    """What a limit is called where it stands as it is typed."""
    return look.say(f"limits.{name}")


def label_alone(name: str, look: Look) -> str:
    """What a limit is called where its value stands by itself."""
    return look.say(ALONE[name]) if name in ALONE else label(name, look)


def as_typed(names: Iterable[str]) -> list[str]:
    """Each limit once, in this order; a minute's entries under those of the day."""
    return list(dict.fromkeys(DAY_OF.get(name, name) for name in names))


def value_words(name: str, limits: Limits, look: Look) -> str:
    """A limit's value as it is shown; a day's orders with those of a minute."""
    if name == "stop_needed":
        return look.say("limits.needed" if limits.stop_needed else "limits.not_needed")
    if name in ("orders_day", "live_orders_day"):
        minute = limits.orders_minute if name == "orders_day" else limits.live_orders_minute
        return f"{getattr(limits, name)}/{minute}"
    if name == "allowed" and limits.allowed is None:
        return look.say("limits.all")
    if name == "reward_least" and not limits.reward_least:
        return look.say("limits.no_floor")
    if name == "break_even_after":
        return str(limits.break_even_after)
    return limit_words(name, written(getattr(limits, name)), look)


def limit_row(name: str, limits: Limits, equity: Decimal, look: Look) -> tuple[str, ...]:
    """One limit: its name, its value, and what that is in money."""
    money = ""
    if name in IN_MONEY:
        money = look.say(IN_MONEY[name], amount=look.money(equity * getattr(limits, name)))
    return label(name, look), value_words(name, limits, look), money


def limits_card(result: LimitsCard, look: Look) -> Reply:
    """A person's limits, and what waits."""
    defaults = NOTHING
    names = as_typed(
        name for name in LIMITED if name in SHOWN or getattr(result.limits, name) != getattr(defaults, name)
    )
    rows = tuple(limit_row(name, result.limits, result.equity, look) for name in names)
    blocks: list[Block] = [Rows(rows, "lrl")]
    for line in result.waiting:
        at = look.clock(line.due_at)
        if line.name == "brake":
            blocks.append(Line(look.say("limits.brake_waits", at=at)))
        else:
            value = _waiting_value(line.name, line.value, look)
            blocks.append(
                Line(look.say("limits.waits", name=label_alone(line.name, look), value=value, at=at))
            )
    buttons = [Button(look.say("buttons.take_back"), Call("me limits", {"what": "keep"}))]
    changed = [
        look.say("limits.brake") if name == "brake" else label(name, look)
        for name in as_typed(result.changed)
    ]
    if changed:
        blocks.append(Line(look.say("limits.changed", names=", ".join(changed))))
    elif not result.waiting:
        blocks.append(Line(look.say("limits.change_one")))
    return Reply(
        title=look.say("limits.title_changed" if changed else "limits.title", mode=mode_word(result.mode)),
        blocks=tuple(blocks),
        buttons=tuple(buttons) if result.waiting else (),
        tone=Tone.DONE if changed else Tone.INFO,
    )


def _waiting_value(name: str, value: str, look: Look) -> str:
    if name == "stop_needed":
        return look.say("limits.needed" if value == "True" else "limits.not_needed")
    if name == "break_even_after":
        return value
    return look.say("limits.all") if name == "allowed" and not value else limit_words(name, value, look)


def limits_preview(preview: Preview[LimitsPlan], look: Look) -> Reply:
    """Looser limits, and the question."""
    plan = preview.plan
    changed = as_typed(name for name in LIMITED if getattr(plan.before, name) != getattr(plan.limits, name))
    rows = []
    for name in changed:
        title, after, money = limit_row(name, plan.limits, plan.equity, look)
        rows.append((title, f"{value_words(name, plan.before, look)} → {after}", money))
    return Reply(
        title=look.say("limits.ask_loosen", mode=mode_word(preview.plan.mode)),
        blocks=(Rows(tuple(rows), "lrl"), Line(look.say("limits.more_lost"))),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.keep_them"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def server_limits(result: ServerLimits, look: Look) -> Reply:
    """What a community bounds. How targets share is never among it: only who posts and who follows say that."""
    rows = []
    bounds = {name: value for name, value in stated(result.bounds).items() if name in LIMITED}
    for name, value in bounds.items():
        words = written(value)
        if name == "stop_needed":
            words = look.say("limits.needed" if value else "limits.not_needed")
        else:
            words = limit_words(name, words, look)
        rows.append((label_alone(name, look), words))
    blocks: list[Block] = [Rows(tuple(rows), "lr")] if rows else []
    blocks.append(Line(look.say("limits.tighter_holds" if rows else "limits.none_set")))
    title = "limits.server_changed" if result.changed else "limits.server"
    tone = Tone.DONE if result.changed else Tone.INFO
    return Reply(title=look.say(title), blocks=tuple(blocks), tone=tone)


def brake(card: BrakeCard, look: Look) -> Reply:
    """The daily brake warns, or stops new trades."""
    mode = mode_word(card.mode)
    change, limit = look.percent(card.change), look.percent(-card.limit)
    if not card.halts:
        return Reply(
            title=look.say("limits.brake_warns", mode=mode),
            blocks=(Line(look.say("limits.brake_of", change=change, limit=limit)),),
            buttons=(Button(look.say("buttons.see_today"), Call("portfolio show", {})),),
            tone=Tone.CAUTION,
        )
    return Reply(
        title=look.say("limits.brake_halts", mode=mode),
        blocks=(
            Line(look.say("limits.brake_today", change=change, limit=limit)),
            Line(look.say("limits.brake_closing")),
            Line(look.say("limits.brake_early")),
        ),
        buttons=(
            Button(look.say("buttons.see_today"), Call("portfolio show", {})),
            Button(look.say("buttons.resume_later"), Call("me limits", {"what": "resume"})),
        ),
        tone=Tone.ALARM,
    )


def brake_preview(preview: Preview[BrakePlan], look: Look) -> Reply:
    """Let the brake go before midnight, and the question."""
    return Reply(
        title=look.say("limits.ask_resume", mode=mode_word(preview.plan.mode)),
        blocks=(Line(look.say("limits.resume_means")),),
        buttons=(
            Button(look.say("buttons.resume_later"), Confirm()),
            Button(look.say("buttons.stay"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )
