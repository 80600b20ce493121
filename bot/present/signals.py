"""Cards of follows (storyboard, scene 4)."""

from __future__ import annotations

from decimal import Decimal

from bot.present import format as fmt
from bot.present.look import Look
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.social.model import CopyMode, FollowLine, FollowList, FollowPlan, FollowStarted, FollowStopped

MODES = {
    CopyMode.AUTO: "follows.mode_auto",
    CopyMode.CONFIRM: "follows.mode_confirm",
    CopyMode.NOTIFY: "follows.mode_notify",
}


def follow_preview(preview: Preview[FollowPlan], look: Look) -> Reply:
    """A follow with its limits, and the question."""
    plan = preview.plan
    limits = plan.limits
    equity = Decimal(plan.equity)
    risk = look.say("follows.at_risk", share=fmt.percent(limits.risk_share, signed=False))
    position = look.say("follows.of_account", share=fmt.percent(limits.position_share, signed=False))
    break_even = look.say("follows.never")
    if limits.break_even_after:
        break_even = look.say("follows.after_target", number=str(limits.break_even_after))
    you = look.say("follows.you")
    rows = (
        (look.say("follows.mode"), look.say(MODES[plan.mode]), you),
        (look.say("follows.size"), risk, you),
        (look.say("follows.max_position"), position, you),
        (look.say("follows.max_chase"), fmt.percent(limits.chase_share, signed=False), you),
        (look.say("follows.signal_age"), fmt.age(limits.signal_age), you),
        (look.say("follows.target_split"), look.say("signals.equal"), look.say("follows.provider")),
        (look.say("follows.stop_to_break_even"), break_even, you),
    )
    example = look.say(
        "follows.example",
        loss=fmt.money(equity * limits.risk_share),
        equity=f"{fmt.money(equity)} {plan.currency}",
    )
    mode = "PAPER" if plan.paper else "LIVE"
    other = CopyMode.CONFIRM if plan.mode is CopyMode.AUTO else CopyMode.AUTO
    buttons = (
        Button(look.say("buttons.follow"), Confirm()),
        Button(look.say("buttons.limits"), Call("me limits", {})),
        Button(
            look.say("buttons.use_mode", mode=look.say(MODES[other])),
            Call("copy start", {"provider": plan.provider.name, "mode": other.value}),
        ),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    return Reply(
        title=look.say("follows.ask", mode=mode, name=plan.provider.name),
        blocks=(Rows(rows, "lll"), Line(example)),
        buttons=buttons,
        tone=Tone.ASKS,
    )


def follow_started(result: FollowStarted, look: Look) -> Reply:
    """A follow began."""
    words = {
        CopyMode.AUTO: "follows.started_auto",
        CopyMode.CONFIRM: "follows.started_confirm",
        CopyMode.NOTIFY: "follows.started_notify",
    }[result.follow.mode]
    buttons = (
        Button(look.say("buttons.list"), Call("copy list", {})),
        Button(look.say("buttons.stop"), Call("copy stop", {"provider": result.follow.name})),
    )
    title = look.say("follows.copying", mode="PAPER", name=result.follow.name)
    return Reply(title=title, blocks=(Line(look.say(words)),), buttons=buttons, tone=Tone.DONE)


def follow_list(result: FollowList, look: Look) -> Reply:
    """Whom somebody copies."""
    rows = tuple(_follow_row(line, look) for line in result.follows)
    blocks: tuple[Block, ...] = (Rows(rows, "llrr"),) if rows else (Line(look.say("follows.nobody")),)
    return Reply(title=look.say("follows.you_copy", mode="PAPER"), blocks=blocks)


def _follow_row(line: FollowLine, look: Look) -> tuple[str, ...]:
    took = look.say("follows.took", count=line.taken)
    return line.name, look.say(MODES[line.mode]), took, look.say("follows.skipped", count=line.skipped)


def follow_stopped(result: FollowStopped, look: Look) -> Reply:
    """A follow ended."""
    left = look.say("follows.none_open")
    if result.open_trades:
        left = look.say("follows.still_open", count=result.open_trades)
    return Reply(title=look.say("follows.stopped", name=result.name), blocks=(Line(left),), tone=Tone.DONE)
