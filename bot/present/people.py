"""Cards about persons: welcome, me, limits (storyboard, scene 2)."""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from core.accounts.results import Me, OwnerNow, Step, Welcome
from core.analytics.closed import win_rate
from core.analytics.lack import known
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
    """Arriving, tap by tap."""
    return {Step.DEPOSIT: _deposit, Step.RISK: _risk}.get(result.step, _ready)(result, look)


def _deposit(result: Welcome, look: Look) -> Reply:
    """Tap 1: what this is, and how much play money to begin with."""
    blocks: tuple[Block, ...] = (
        Line(look.say("people.starts_on_paper", mode=mode_word(result.mode.value))),
        Line(look.say("people.real_money")),
        Line(look.say("people.not_advice")),
    )
    buttons = (
        Button(
            look.say("buttons.start_with", amount=look.number(100_000)), Call("start", {"code": "100000"})
        ),
        Button(look.say("buttons.with", amount=look.number(10_000)), Call("start", {"code": "10000"})),
    )
    return Reply(title=look.say("people.welcome"), blocks=blocks, buttons=buttons, tone=Tone.ASKS)


def _risk(result: Welcome, look: Look) -> Reply:
    """Tap 2: what one trade may lose."""
    rows = tuple(
        (
            look.say(f"people.risk_{name}"),
            look.percent(share, signed=False),
            look.money(result.equity * share),
        )
        for name, share in result.risks
    )
    account = f"{mode_word(result.mode.value)}  {look.amount(result.equity, result.currency)}"
    buttons = [
        Button(look.say(f"people.button_{name}"), Call("start", {"code": name})) for name, _ in result.risks
    ]
    buttons.append(Button(look.say("people.button_own"), Call("me limits", {})))
    return Reply(
        title=account,
        blocks=(
            Line(look.say("people.most_one_trade", amount=look.money(result.equity))),
            Rows(rows, "lrr"),
            Line(look.say("people.own_limits")),
        ),
        buttons=tuple(buttons),
        tone=Tone.ASKS,
    )


def _ready(result: Welcome, look: Look) -> Reply:
    """Tap 3: what holds from now on, and who posts here."""
    limits = result.limits
    day = look.say("people.halts", amount=look.money(result.equity * limits.day_share))
    rows = [
        *limit_rows(limits, result.equity, look)[:1],
        (look.say("people.per_day"), look.percent(limits.day_share, signed=False), day),
        *limit_rows(limits, result.equity, look)[2:4],
    ]
    if limits.stop_needed:
        rows.append((look.say("people.stop"), look.say("people.must"), look.say("people.on_copies")))
    rows.append((look.say("people.zone"), result.zone, "" if result.zone != "UTC" else "/me zone"))
    blocks: list[Block] = [Rows(tuple(rows), "lrl")]
    blocks += [
        Line(look.say("people.posts_in", name=one.name, channel=f"#{one.channel.removeprefix('#')}"))
        for one in result.providers
    ]
    blocks.append(Line(look.say("people.ready_next" if result.providers else "people.ready_alone")))
    buttons = []
    if result.step is Step.READY:
        for one in result.providers[:1]:
            label = look.say("buttons.preview_provider", name=one.name)
            buttons.append(Button(label, Call("copy start", {"provider": one.name})))
        buttons.append(Button(look.say("people.button_change"), Call("me limits", {})))
        buttons.append(Button(look.say("people.button_done"), Call("start", {"code": Step.OVER.value})))
    else:
        buttons.append(Button(look.say("buttons.portfolio"), Call("portfolio show", {})))
        buttons.append(Button(look.say("buttons.help"), Call("help", {})))
    account = f"{mode_word(result.mode.value)} {look.amount(result.equity, result.currency)}"
    title = look.say("people.ready", account=account)
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons), tone=Tone.DONE)


def owner_now(result: OwnerNow, look: Look) -> Reply:
    """Somebody runs this installation from now on."""
    return Reply(
        title=look.say("people.owner_now"),
        blocks=(Line(look.say("people.owner_what", name=result.name)), Line(look.say("people.owner_code"))),
        buttons=(
            Button(look.say("buttons.health"), Call("admin health", {})),
            Button(look.say("buttons.members"), Call("admin members", {})),
        ),
        tone=Tone.DONE,
    )


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
        (look.say("people.trades"), _traded(result, look)),
        *_record_rows(result, look),
        (look.say("people.mode"), mode_word(result.mode.value)),
        (look.say("people.zone"), result.zone),
        (look.say("people.quiet"), look.say("people.off") if result.quiet == "off" else result.quiet),
        (look.say("people.language"), look.say("common.language")),
    )
    buttons = (
        Button(look.say("buttons.limits"), Call("me limits", {})),
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
        Button(look.say("notices.title"), Call("me notify", {})),
        Button(look.say("venues.button_paper"), Call("me paper", {})),
    )
    return Reply(title=result.name, blocks=(Rows(rows, "ll"),), buttons=buttons)


def _traded(result: Me, look: Look) -> str:
    if result.last_trade_at is None:
        return look.number(result.trades)
    last = look.say("people.last_trade", at=look.moment(result.last_trade_at))
    return f"{look.number(result.trades)}, {last}"


def _record_rows(result: Me, look: Look) -> tuple[tuple[str, str], ...]:
    """What was closed; nothing where nothing was: a rate of no trades is not 0."""
    record, rate = result.record, known(win_rate(result.record))
    if rate is None:
        return ()
    counts = look.say("stats.won_lost", won=record.won, lost=record.losing, even=record.even)
    return (
        (look.say("stats.closed"), counts),
        (look.say("stats.win_rate"), look.percent(rate, signed=False)),
        (look.say("people.brought"), f"{look.change(record.profit)} {result.currency}"),
    )
