"""Cards of providers, signals and follows (storyboard, scenes 3 to 5)."""

from __future__ import annotations

from decimal import Decimal

from bot.present import format as fmt
from bot.present.look import Look
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Rule, Tone
from core.command import Call, Preview
from core.signals.model import (
    FollowUpCard,
    NothingRead,
    ProviderLine,
    ProviderList,
    ProviderPlan,
    ProviderRegistered,
    ReadingCard,
    SignalCard,
)
from core.social.copying import SURE
from core.social.model import CopyMode, FollowLine, FollowList, FollowPlan, FollowStarted, FollowStopped

FEW = 5
MODES = {
    CopyMode.AUTO: "follows.mode_auto",
    CopyMode.CONFIRM: "follows.mode_confirm",
    CopyMode.NOTIFY: "follows.mode_notify",
}
SKIPS = {
    "too_small": "signals.skip_too_small",
    "stale_signal": "signals.skip_stale",
    "price_ran": "signals.skip_ran",
    "no_stop": "signals.skip_no_stop",
    "wrong_side": "signals.skip_wrong_side",
    "no_cash": "signals.skip_no_cash",
    "kill_switch": "signals.skip_switch",
    "order_limit": "signals.skip_limit",
    "entry_form": "signals.skip_form",
}
SIDES = {"long": "common.long", "short": "common.short"}


def count(number: int, look: Look) -> str:
    """A number of people in public: under five is "a few", none is "nobody yet" (rule 3 of every card)."""
    if number == 0:
        return look.say("signals.nobody_yet")
    return look.say("signals.a_few") if number < FEW else f"{number:,}"


def provider_preview(preview: Preview[ProviderPlan], look: Look) -> Reply:
    """How a provider will be read, and the question."""
    plan = preview.plan
    rows = (
        (look.say("signals.posts_from"), look.say("signals.only", name=plan.name)),
        (look.say("signals.market"), look.say("signals.crypto_quote", quote=plan.default_quote)),
        (look.say("signals.two_prices"), look.say("signals.zone")),
        (look.say("signals.targets_split"), look.say("signals.equal")),
        (look.say("signals.edits"), look.say("signals.edits_recorded")),
    )
    channel = plan.channel_name if plan.channel_name.startswith("#") else f"#{plan.channel_name}"
    return Reply(
        title=look.say("signals.will_post", name=plan.name, channel=channel),
        blocks=(Rows(rows, "ll"),),
        buttons=(
            Button(look.say("buttons.go_live"), Confirm()),
            Button(look.say("buttons.cancel"), Dismiss()),
        ),
        tone=Tone.ASKS,
        anyone=True,
    )


def provider_registered(result: ProviderRegistered, look: Look) -> Reply:
    """A provider as the record has it."""
    line = result.provider
    title = look.title(line.name, look.say("signals.since", date=look.date(line.since)))
    rows = (
        (look.say("signals.channel"), _channel(line)),
        (look.say("signals.state"), look.say(f"signals.is_{line.status.value}")),
        (look.say("signals.signals"), str(line.signals)),
        (look.say("signals.posts"), str(line.posts)),
        (look.say("signals.followers"), count(line.followers, look)),
    )
    record = look.say("signals.no_posts")
    if line.head:
        record = look.say("signals.record", head=f"{line.head[:4]}…{line.head[-2:]}")
    blocks: tuple[Block, ...] = (Rows(rows, "ll"), Line(record))
    return Reply(title=title, blocks=blocks, buttons=(_follow_button(line, look),), tone=Tone.DONE)


def _follow_button(line: ProviderLine, look: Look) -> Button:
    label = look.say("buttons.follow_provider", name=line.name)
    return Button(label, Call("copy start", {"provider": line.name}))


def _channel(line: ProviderLine) -> str:
    return line.channel if line.channel.startswith("#") else f"#{line.channel}"


def provider_list(result: ProviderList, look: Look) -> Reply:
    """All providers."""
    rows = tuple(
        (
            line.name,
            _channel(line),
            look.say("signals.count", count=line.signals),
            count(line.followers, look),
        )
        for line in result.providers
    )
    blocks: tuple[Block, ...] = (Rows(rows, "llrr"),) if rows else (Line(look.say("signals.nobody_posts")),)
    buttons = tuple(_follow_button(line, look) for line in result.providers[:3])
    return Reply(title=look.say("signals.providers"), blocks=blocks, buttons=buttons)


def signal_card(card: SignalCard, look: Look) -> Reply:
    """The public card of a signal: prices, percent and counts, nobody's money."""
    entry = card.entries[-1] if card.direction.value == "long" and card.entries else None
    entry = entry or (card.entries[0] if card.entries else card.price)
    written = {span.field: span.text for span in card.spans}
    what = f"{card.symbol} {look.say(SIDES[card.direction.value])}"
    if card.closed:
        title = look.title(f"{what}   {look.say('signals.closed')}", _as_posted(card, entry))
    elif card.typical_entry is None:
        clear = SURE[card.tier.value] == "clear"
        title = look.title(what, look.say("signals.reading_clear" if clear else "signals.reading_check"))
    else:
        title = look.title(what, look.price(card.symbol, card.typical_entry))
    rows: list[tuple[str, ...]] = [
        (look.say("common.entry"), _entries(card, look), _quoted(written, "entry", "entry1", "entries"))
    ]
    if card.stop is not None and entry is not None:
        stop = look.price(card.symbol, card.stop)
        rows.append((look.say("common.stop"), stop, _away(card.stop, entry), _quoted(written, "stop")))
    for number, target in enumerate(card.targets, start=1):
        away = "" if entry is None else _away(target.price, entry)
        hit = "✓ " if number in card.targets_hit else ""
        quoted = _quoted(written, f"target{number}")
        label = f"{hit}{look.say('common.target', number=str(number))}"
        rows.append((label, look.price(card.symbol, target.price), away, quoted))
    blocks: list[Block] = [Rows(tuple(rows), "lrrl")]
    ratios = _ratios(card, entry)
    ratio = look.say("common.reward_risk", ratio=ratios or fmt.UNKNOWN)
    if card.price is not None:
        ratio += f"   {look.say('signals.now', price=look.price(card.symbol, card.price))}"
    blocks.append(Line(ratio))
    blocks += [Line(f"✎ {note}") for note in card.notes]
    blocks.append(Rule())
    blocks += [Line(words) for words in _crowd(card, look)]
    seen = look.say("signals.seen", at=fmt.clock(card.seen_at, seconds=True))
    blocks.append(Line(f"{card.provider} #{card.number} · {seen}"))
    return Reply(title=title, blocks=tuple(blocks), buttons=_signal_buttons(card, look), anyone=True)


def _signal_buttons(card: SignalCard, look: Look) -> tuple[Button, ...]:
    return (
        Button(
            look.say("buttons.my_trade"), Call("trade show", {"trade": f"{card.provider} #{card.number}"})
        ),
        Button(look.say("buttons.follow"), Call("copy start", {"provider": card.provider})),
    )


def _entries(card: SignalCard, look: Look) -> str:
    if not card.entries:
        return look.say("signals.at_market")
    return " - ".join(look.price(card.symbol, price) for price in card.entries)


def _quoted(written: dict[str, str], *fields: str) -> str:
    text = next((written[field] for field in fields if field in written), "")
    return f'"{text[:24]}"' if text else ""


def _away(price: Decimal, entry: Decimal) -> str:
    return fmt.percent((price - entry) / entry)


def _as_posted(card: SignalCard, entry: Decimal | None) -> str:
    """What the posted prices brought, when every target was hit; of other ends only followers can tell."""
    if entry is None or not card.targets or len(card.targets_hit) < len(card.targets):
        return ""
    sign = 1 if card.direction.value == "long" else -1
    return fmt.percent(sum((t.share * sign * (t.price - entry) / entry for t in card.targets), Decimal(0)))


def _ratios(card: SignalCard, entry: Decimal | None) -> str:
    if entry is None or card.stop is None or entry == card.stop:
        return ""
    risk = abs(entry - card.stop)
    return ", ".join(fmt.number(abs(target.price - entry) / risk, 2) for target in card.targets)


def _crowd(card: SignalCard, look: Look) -> list[str]:
    taken = count(card.filled, look)
    if card.closed:
        return [look.say("signals.in_and_out", taken=taken, out=taken)]
    words = look.say("signals.in_of", taken=taken, followers=count(card.followers, look))
    if card.skipped:
        words += f"   {look.say('signals.skipped', skipped=count(card.skipped, look))}"
    if not card.skips:
        return [words]
    return [words, ", ".join(f"{_skip(code, look)} {count(rows, look)}" for code, rows in card.skips)]


def _skip(code: str, look: Look) -> str:
    return look.say(SKIPS[code]) if code in SKIPS else code.replace("_", " ")


def follow_up(card: FollowUpCard, look: Look) -> Reply:
    """A provider's follow-up that is recorded and not carried out."""
    text = card.text if len(card.text) <= 60 else f"{card.text[:57]}…"
    words = look.say("signals.follow_up", text=text, read=card.read)
    return Reply(title=look.say("signals.recorded"), blocks=(Line(words),), tone=Tone.CAUTION)


def nothing_read(result: NothingRead, look: Look) -> Reply:
    """No trade was seen."""
    example = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
    blocks = (Line(look.say("signals.no_trade")), Line(example), Line(look.say("signals.see_help")))
    return Reply(title=look.say("signals.talk"), blocks=blocks)


def reading_card(card: ReadingCard, look: Look) -> Reply:
    """How a post is read, field by field, with the words each was read from."""
    blocks: list[Block] = []
    for item in card.items:
        symbol = item.symbol or ""
        written = {span.field: span.text for span in item.spans}
        sure = look.say(f"common.sure_{SURE[item.tier.value]}")
        rows = [(look.say("signals.reads_as"), look.say(f"signals.kind_{item.kind.value}"), sure)]
        if item.symbol is not None:
            side = "" if item.direction is None else look.say(SIDES[item.direction.value])
            rows.append(
                (look.say("signals.what"), f"{item.symbol} {side}", _quoted(written, "symbol", "side"))
            )
        rows += [
            (look.say("common.entry"), look.price(symbol, price), _quoted(written, "entry", f"entry{n}"))
            for n, price in enumerate(item.entries, 1)
        ]
        if item.stop is not None:
            stop = look.price(symbol, item.stop)
            rows.append((look.say("common.stop"), stop, _quoted(written, "stop")))
        rows += [
            (
                look.say("common.target", number=str(n)),
                look.price(symbol, price),
                _quoted(written, f"target{n}"),
            )
            for n, price in enumerate(item.targets, 1)
        ]
        blocks.append(Rows(tuple(rows), "lrl"))
        if item.reasons:
            doubts = ", ".join(reason.replace("_", " ") for reason in item.reasons)
            blocks.append(Line(look.say("signals.in_doubt", doubts=doubts)))
    return Reply(title=look.say("signals.what_i_read"), blocks=tuple(blocks))


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
