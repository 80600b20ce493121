"""Cards about following: the card of settings, sizes, changes, losses, the list (storyboard, scene 4)."""

from __future__ import annotations

from decimal import Decimal

from bot.present.checks import BASES, MISSING, times
from bot.present.limits import label, value_words
from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.risk.limits import stated
from core.risk.model import SizeMode
from core.social.model import (
    CopyLossCard,
    CopyMode,
    CopySettings,
    FollowChanged,
    FollowLine,
    FollowList,
    FollowPlan,
    FollowStarted,
    FollowStopped,
    OnLoss,
    Overlap,
    Paused,
    SizeLine,
    SizesCard,
    StopPlan,
)
from core.social.options import write_size

MODES = {
    CopyMode.AUTO: "follows.mode_auto",
    CopyMode.CONFIRM: "follows.mode_confirm",
    CopyMode.NOTIFY: "follows.mode_notify",
}
STARTED = {
    CopyMode.AUTO: "follows.started_auto",
    CopyMode.CONFIRM: "follows.started_confirm",
    CopyMode.NOTIFY: "follows.started_notify",
}
ON_LOSS = {
    OnLoss.PAUSE: "follows.loss_pause",
    OnLoss.CLOSE: "follows.loss_close",
    OnLoss.KEEP: "follows.loss_keep",
}
CHANGED = {
    "changed": "follows.changed",
    "shown": "follows.as_it_was",
    "paused": "follows.paused",
    "resumed": "follows.resumed",
}
SIDES = {"BUY": "common.long", "SELL": "common.short"}
# Limits of a follow that have a row of their own on the card.
ROWED = frozenset(
    {"risk_share", "position_share", "chase_share", "allowed", "blocked", "break_even_after", "target_shares"}
)


def _mode(paper: bool) -> str:
    """The word in front: whose money it is."""
    return mode_word("paper" if paper else "live")


def size_words(settings: CopySettings, risk: Decimal, look: Look) -> str:
    """How large a copy is: `0.50 % at risk`, `200.00 per trade`."""
    match settings.size:
        case SizeMode.RISK:
            return look.say("follows.at_risk", share=look.percent(risk, signed=False))
        case SizeMode.AMOUNT:
            return look.say("follows.money_at_risk", money=look.money(settings.figure))
        case SizeMode.FIXED:
            return look.say("follows.per_trade", money=look.money(settings.figure))
        case SizeMode.PART:
            return look.say("follows.of_account", share=look.percent(settings.figure, signed=False))
        case SizeMode.FACTOR:
            return look.say("follows.leader_times", factor=times(settings.figure, look))
        case SizeMode.MIRROR:
            return look.say("follows.as_leader")
        case SizeMode.KELLY:
            return look.say(BASES["kelly"])


def settings_rows(plan: FollowPlan, look: Look) -> tuple[tuple[str, ...], ...]:
    """Every setting of a follow with whose value won (BX-07)."""
    limits, chosen = plan.limits, plan.settings

    def whose(name: str) -> str:
        return look.say(f"follows.by_{plan.whose.get(name, 'you')}")

    position = look.say("follows.of_account", share=look.percent(limits.position_share, signed=False))
    symbols = look.say("follows.all_symbols")
    if limits.allowed is not None:
        symbols = look.say("follows.only_symbols", number=str(len(limits.allowed)))
    elif limits.blocked:
        symbols = look.say("follows.all_but", number=str(len(limits.blocked)))
    parts = look.say("follows.equal_parts")
    if plan.target_shares:
        parts = " / ".join(look.quantity(share * 100) for share in plan.target_shares)
    split_by = "you" if chosen.bounds.target_shares else "provider"
    even = look.say("follows.never")
    if limits.break_even_after:
        even = look.say("follows.after_target", number=str(limits.break_even_after))
    loss = look.say(
        "follows.loss_rule",
        limit=look.percent(-chosen.loss_share, places=0),
        then=look.say(ON_LOSS[chosen.on_loss]),
    )
    you = look.say("follows.by_you")
    rows = [
        (look.say("follows.mode"), look.say(MODES[plan.mode]), you),
        (look.say("follows.size"), size_words(chosen, limits.risk_share, look), whose("risk_share")),
        (look.say("follows.max_position"), position, whose("position_share")),
        (
            look.say("follows.max_chase"),
            look.percent(limits.chase_share, signed=False),
            whose("chase_share"),
        ),
        (look.say("follows.signal_age"), look.age(limits.signal_age), whose("signal_age")),
        (look.say("follows.symbols"), symbols, whose("allowed" if limits.allowed is not None else "blocked")),
        (look.say("follows.max_open"), str(limits.open_most), whose("open_most")),
        (look.say("follows.target_split"), parts, look.say(f"follows.by_{split_by}")),
        (look.say("follows.stop_to_break_even"), even, whose("break_even_after")),
        (look.say("follows.stop_copying"), loss, you),
    ]
    if plan.account:
        rows.insert(0, (look.say("follows.traded_at"), plan.venue, you))
    rows += [
        (label(name, look), value_words(name, limits, look), whose(name))
        for name in stated(chosen.bounds)
        if name not in ROWED and name != "signal_age"
    ]
    return tuple(rows)


def follow_preview(preview: Preview[FollowPlan], look: Look) -> Reply:
    """A follow with its settings, and the question."""
    plan = preview.plan
    name = plan.provider.name
    mode = _mode(plan.paper)
    example = look.say(
        "follows.example",
        loss=look.money(plan.equity * plan.limits.risk_share),
        equity=f"{look.money(plan.equity)} {plan.currency}",
    )
    blocks: list[Block] = [Rows(settings_rows(plan, look), "lll"), Line(example)]
    if plan.known:
        blocks.append(Line(look.say("follows.looser_waits")))
        buttons: tuple[Button, ...] = (
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.keep_them"), Dismiss()),
        )
    else:
        size = write_size(plan.settings.size, plan.settings.figure)
        other = CopyMode.CONFIRM if plan.mode is CopyMode.AUTO else CopyMode.AUTO
        there = {"broker": plan.venue} if plan.account else {}
        call = {"provider": name, "size": size, "mode": other.value} | there
        buttons = (
            Button(look.say("buttons.follow"), Confirm()),
            Button(look.say("buttons.size"), Call("copy start", {"provider": name, "size": "ask"} | there)),
            Button(look.say("buttons.limits"), Call("me limits", {})),
        )
        if plan.provider.signals:  # what was there can be looked back at
            back = Call("copy whatif", {"provider": name})
            buttons = (*buttons, Button(look.say("buttons.what_if"), back))
        elif plan.paper or other is not CopyMode.AUTO:  # real money that goes out by itself is never a button
            use = look.say("buttons.use_mode", mode=look.say(MODES[other]))
            buttons = (*buttons, Button(use, Call("copy start", call)))
    title = "follows.ask_change" if plan.known else "follows.ask"
    return Reply(
        title=look.say(title, mode=mode, name=name), blocks=tuple(blocks), buttons=buttons, tone=Tone.ASKS
    )


def sizes(card: SizesCard, look: Look) -> Reply:
    """What each size mode comes to in one example."""
    rows = tuple(_size_row(line, look) for line in card.lines)
    example = look.say(
        "follows.size_example",
        entry=look.price(card.symbol, card.entry),
        stop=look.price(card.symbol, card.stop),
    )
    share = look.percent(card.position_share, signed=False, places=0)
    cut = look.say("follows.always_cut", share=share, most=look.money(card.position_most))
    buttons = tuple(
        Button(
            look.say(BASES[line.size.value]).capitalize(),
            Call(
                "copy start",
                {
                    "provider": card.provider,
                    "mode": card.mode.value,
                    "size": write_size(line.size, line.figure),
                },
            ),
        )
        for line in card.lines
        if line.value is not None
    )
    return Reply(
        title=look.say("follows.how_big"),
        blocks=(Line(example), Rows(rows, "llr"), Line(cut)),
        buttons=buttons[:4],
        tone=Tone.ASKS,
    )


def _size_row(line: SizeLine, look: Look) -> tuple[str, ...]:
    words = {
        SizeMode.FIXED: look.say("follows.per_trade", money=look.money(line.figure)),
        SizeMode.PART: look.say(
            "follows.of_account", share=look.percent(line.figure, signed=False, places=0)
        ),
        SizeMode.FACTOR: look.say("follows.leader_times", factor=times(line.figure, look)),
        SizeMode.MIRROR: look.say("follows.as_leader"),
        SizeMode.KELLY: look.say("follows.needs_trades"),
        SizeMode.RISK: look.say("follows.what_may_be_lost"),
        SizeMode.AMOUNT: look.say("follows.what_may_be_lost"),
    }[line.size]
    value = look.money(line.value)
    if line.value is None:
        value = look.say("follows.not_yet" if line.missing == "few_trades" else MISSING[line.missing])
    return look.say(f"follows.size_{line.size.value}"), words, value


def follow_started(result: FollowStarted, look: Look) -> Reply:
    """A follow began."""
    buttons = (
        Button(look.say("buttons.list"), Call("copy list", {})),
        Button(look.say("buttons.stop"), Call("copy stop", {"provider": result.follow.name})),
    )
    title = look.say("follows.copying", mode=_mode(result.follow.paper), name=result.follow.name)
    words = look.say(STARTED[result.follow.mode])
    return Reply(title=title, blocks=(Line(words),), buttons=buttons, tone=Tone.DONE)


def follow_changed(result: FollowChanged, look: Look) -> Reply:
    """A follow was changed, paused or taken up again."""
    blocks: list[Block] = []
    if result.plan is not None:
        blocks.append(Rows(settings_rows(result.plan, look), "lll"))
    for name in result.waiting:
        words = look.say("follows.loss_limit") if name == "loss_share" else label(name, look)
        blocks.append(Line(look.say("follows.waits", name=words)))
    if result.what == "paused":
        blocks.append(Line(look.say("follows.paused_means")))
    buttons: tuple[Button, ...] = (Button(look.say("buttons.list"), Call("copy list", {})),)
    if result.what == "paused":
        buttons = (
            Button(look.say("buttons.resume"), Call("copy resume", {"provider": result.name})),
            *buttons,
        )
    title = look.say(CHANGED[result.what], mode=_mode(result.paper), name=result.name)
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.DONE)


def follow_list(result: FollowList, look: Look) -> Reply:
    """Whom somebody copies, and where two of them are in the same thing."""
    rows = tuple(_follow_row(line, look) for line in result.follows)
    blocks: list[Block] = [Rows(rows, "llrrr")] if rows else [Line(look.say("follows.nobody"))]
    for overlap in result.overlaps:
        blocks.append(Line(_overlap(overlap, look)))
        said = look.say("follows.one_budget", risk=look.money(overlap.risk), most=look.money(overlap.most))
        blocks.append(Line(said))
    paper = all(line.paper for line in result.follows)
    return Reply(title=look.say("follows.you_copy", mode=_mode(paper)), blocks=tuple(blocks))


def _overlap(overlap: Overlap, look: Look) -> str:
    return look.say(
        "follows.overlap",
        names=look.join(list(overlap.names)),
        symbol=overlap.symbol,
        side=look.say(SIDES[overlap.side.value]),
        value=look.money(overlap.value),
    )


def _follow_row(line: FollowLine, look: Look) -> tuple[str, ...]:
    mode = look.say(MODES[line.mode]) if line.paused is Paused.NO else look.say("follows.waiting")
    took = look.say("follows.took", count=line.taken)
    skipped = look.say("follows.skipped", count=line.skipped)
    return line.name, mode, took, skipped, look.percent(line.change) if line.taken else ""


def stop_preview(preview: Preview[StopPlan], look: Look) -> Reply:
    """A follow about to end: what becomes of its positions."""
    plan = preview.plan
    count = len(plan.trades)
    closing = plan.positions is OnLoss.CLOSE
    value = look.money(plan.value)
    blocks: list[Block] = [Line(look.say("follows.positions_open", count=count, value=value))]
    keep = Button(look.say("buttons.keep_stops"), Confirm())
    if closing:
        blocks.append(Line(look.say("follows.sold_at_market")))
        keep = Button(look.say("buttons.close_them"), Confirm())
    options = {"provider": plan.name, "positions": "keep" if closing else "close"}
    other = Button(
        look.say("buttons.keep_stops" if closing else "buttons.close_them"), Call("copy stop", options)
    )
    return Reply(
        title=look.say("follows.ask_stop", mode=_mode(plan.paper), name=plan.name),
        blocks=tuple(blocks),
        buttons=(keep, other, Button(look.say("buttons.cancel"), Dismiss())),
        tone=Tone.ASKS,
    )


def follow_stopped(result: FollowStopped, look: Look) -> Reply:
    """A follow ended."""
    left = look.say("follows.none_open")
    if result.open_trades:
        key = "follows.being_closed" if result.closing else "follows.still_open"
        left = look.say(key, count=result.open_trades)
    return Reply(title=look.say("follows.stopped", name=result.name), blocks=(Line(left),), tone=Tone.DONE)


def copy_loss(card: CopyLossCard, look: Look) -> Reply:
    """A follow lost most of what it may, or all of it."""
    change, limit = look.percent(card.change), look.percent(-card.limit, places=0)
    if not card.stopped:
        words = look.say("follows.loss_warns", name=card.name, change=change, limit=limit)
        title = look.say("follows.loss_near", mode=_mode(card.paper), name=card.name)
        return Reply(title=title, blocks=(Line(words),), tone=Tone.CAUTION)
    limit = look.percent(-card.limit)
    words = look.say("follows.loss_stopped", name=card.name, change=change, limit=limit)
    then = {
        OnLoss.PAUSE: "follows.after_pause",
        OnLoss.CLOSE: "follows.after_close",
        OnLoss.KEEP: "follows.after_keep",
    }[card.on_loss]
    buttons: tuple[Button, ...] = (Button(look.say("buttons.list"), Call("copy list", {})),)
    if card.on_loss is not OnLoss.KEEP:
        buttons = (Button(look.say("buttons.resume"), Call("copy resume", {"provider": card.name})), *buttons)
    return Reply(
        title=look.say("follows.loss_title", mode=_mode(card.paper), name=card.name),
        blocks=(Line(words), Line(look.say(then))),
        buttons=buttons,
        tone=Tone.ALARM,
    )
