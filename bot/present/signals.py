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
SKIP_WORDS = {
    "too_small": "too small",
    "stale_signal": "too old",
    "price_ran": "ran",
    "no_stop": "no stop",
    "wrong_side": "stop on the wrong side",
    "no_cash": "no cash",
    "kill_switch": "switched off",
    "order_limit": "over a limit",
    "entry_form": "entry form",
}


def count(number: int) -> str:
    """A number of people in public: under five is "a few", none is "nobody yet" (rule 3 of every card)."""
    if number == 0:
        return "nobody yet"
    return "a few" if number < FEW else f"{number:,}"


def provider_preview(preview: Preview[ProviderPlan], look: Look) -> Reply:
    """How a provider will be read, and the question."""
    plan = preview.plan
    rows = (
        ("posts count from", f"{plan.name} only"),
        ("market", f"crypto, quote {plan.default_quote}"),
        ("two prices, a dash", "zone"),
        ("targets split", "equal"),
        ("edits", "recorded, never traded"),
    )
    channel = plan.channel_name if plan.channel_name.startswith("#") else f"#{plan.channel_name}"
    return Reply(
        title=f"{plan.name} will post in {channel}",
        blocks=(Rows(rows, "ll"),),
        buttons=(Button("Go live", Confirm()), Button("Cancel", Dismiss())),
        tone=Tone.ASKS,
        anyone=True,
    )


def provider_registered(result: ProviderRegistered, look: Look) -> Reply:
    """A provider as the record has it."""
    line = result.provider
    title = look.title(line.name, f"since {fmt.date(line.since, look.now)}")
    rows = (
        ("channel", _channel(line)),
        ("state", line.status.value),
        ("signals", str(line.signals)),
        ("posts of all kinds", str(line.posts)),
        ("followers", count(line.followers)),
    )
    blocks: list[Block] = [Rows(rows, "ll")]
    blocks.append(
        Line(f"record complete, head {line.head[:4]}…{line.head[-2:]}" if line.head else "no posts yet")
    )
    buttons = (Button(f"Follow {line.name}", Call("copy start", {"provider": line.name})),)
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.DONE)


def _channel(line: ProviderLine) -> str:
    return line.channel if line.channel.startswith("#") else f"#{line.channel}"


def provider_list(result: ProviderList, look: Look) -> Reply:
    """All providers."""
    rows = tuple(
        (line.name, _channel(line), f"{line.signals} signals", count(line.followers))
        for line in result.providers
    )
    blocks: tuple[Block, ...] = (
        (Rows(rows, "llrr"),)
        if rows
        else (Line("Nobody posts signals here yet. In a channel: /provider register"),)
    )
    buttons = tuple(
        Button(f"Follow {line.name}", Call("copy start", {"provider": line.name}))
        for line in result.providers[:3]
    )
    return Reply(title="Providers", blocks=blocks, buttons=buttons)


def signal_card(card: SignalCard, look: Look) -> Reply:
    """The public card of a signal: prices, percent and counts, nobody's money."""
    entry = card.entries[-1] if card.direction.value == "long" and card.entries else None
    entry = entry or (card.entries[0] if card.entries else card.price)
    written = {span.field: span.text for span in card.spans}
    sure = SURE[card.tier.value]
    if card.closed:
        title = look.title(f"{card.symbol} {card.direction.value}   closed", _as_posted(card, entry))
    elif card.typical_entry is None:
        mode = f"{sure}, {card.tier.value}" if sure == "clear" else sure
        title = look.title(f"{card.symbol} {card.direction.value}", f"reading: {mode}")
    else:
        title = look.title(
            f"{card.symbol} {card.direction.value}", look.price(card.symbol, card.typical_entry)
        )
    rows = [("entry", _entries(card, look), "", _quoted(written, "entry", "entry1", "entries"))]
    if card.stop is not None and entry is not None:
        rows.append(
            ("stop", look.price(card.symbol, card.stop), _away(card.stop, entry), _quoted(written, "stop"))
        )
    for number, target in enumerate(card.targets, start=1):
        away = "" if entry is None else _away(target.price, entry)
        hit = "✓ " if number in card.targets_hit else ""
        quoted = _quoted(written, f"target{number}")
        rows.append((f"{hit}target {number}", look.price(card.symbol, target.price), away, quoted))
    blocks: list[Block] = [Rows(tuple(rows), "lrrl")]
    ratios = _ratios(card, entry)
    now = f"   now {look.price(card.symbol, card.price)}" if card.price is not None else ""
    blocks.append(Line(f"reward/risk {ratios}{now}" if ratios else f"reward/risk n/a{now}"))
    blocks += [Line(f"✎ {note}") for note in card.notes]
    blocks.append(Rule())
    blocks += [Line(words) for words in _crowd(card)]
    blocks.append(Line(f"{card.provider} #{card.number} · seen {fmt.clock(card.seen_at, seconds=True)}"))
    return Reply(title=title, blocks=tuple(blocks), buttons=_signal_buttons(card), anyone=True)


def _signal_buttons(card: SignalCard) -> tuple[Button, ...]:
    return (
        Button("My trade", Call("trade show", {"trade": f"{card.provider} #{card.number}"})),
        Button("Follow", Call("copy start", {"provider": card.provider})),
    )


def _entries(card: SignalCard, look: Look) -> str:
    if not card.entries:
        return "at market"
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


def _crowd(card: SignalCard) -> list[str]:
    if card.closed:
        return [f"in {count(card.filled)}   out {count(card.filled)}"]
    words = f"in {count(card.filled)} of {count(card.followers)}"
    if card.skipped:
        words += f"   skipped {count(card.skipped)}"
    lines = [words]
    if card.skips:
        lines.append(
            ", ".join(
                f"{SKIP_WORDS.get(code, code.replace('_', ' '))} {count(rows)}" for code, rows in card.skips
            )
        )
    return lines


def follow_up(card: FollowUpCard, look: Look) -> Reply:
    """A provider's follow-up that is recorded and not carried out."""
    text = card.text if len(card.text) <= 60 else f"{card.text[:57]}…"
    words = f'"{text}" reads as: {card.read}. It is on the record; I do not act on follow-ups yet.'
    return Reply(title="Recorded, not carried out", blocks=(Line(words),), tone=Tone.CAUTION)


def nothing_read(result: NothingRead, look: Look) -> Reply:
    """No trade was seen."""
    words = "I see no trade in this. A signal names what, a side, and prices:"
    example = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
    return Reply(
        title="Read as talk", blocks=(Line(words), Line(example), Line("/help shows what else I know."))
    )


def reading_card(card: ReadingCard, look: Look) -> Reply:
    """How a post is read, field by field, with the words each was read from."""
    blocks: list[Block] = []
    for item in card.items:
        symbol = item.symbol or ""
        written = {span.field: span.text for span in item.spans}
        rows = [("reads as", item.kind.value, SURE[item.tier.value])]
        if item.symbol is not None:
            side = "" if item.direction is None else item.direction.value
            rows.append(("what", f"{item.symbol} {side}", _quoted(written, "symbol", "side")))
        rows += [
            ("entry", look.price(symbol, price), _quoted(written, "entry", f"entry{n}"))
            for n, price in enumerate(item.entries, 1)
        ]
        if item.stop is not None:
            rows.append(("stop", look.price(symbol, item.stop), _quoted(written, "stop")))
        rows += [
            (f"target {n}", look.price(symbol, price), _quoted(written, f"target{n}"))
            for n, price in enumerate(item.targets, 1)
        ]
        blocks.append(Rows(tuple(rows), "lrl"))
        if item.reasons:
            blocks.append(Line(f"in doubt: {', '.join(reason.replace('_', ' ') for reason in item.reasons)}"))
    return Reply(title="What I read", blocks=tuple(blocks))


def follow_preview(preview: Preview[FollowPlan], look: Look) -> Reply:
    """A follow with its limits, and the question."""
    plan = preview.plan
    limits = plan.limits
    equity = Decimal(plan.equity)
    risk = f"{fmt.percent(limits.risk_share, signed=False)} at risk"
    rows = (
        ("mode", plan.mode.value, "you"),
        ("size", risk, "you"),
        ("max position", f"{fmt.percent(limits.position_share, signed=False)} of account", "you"),
        ("max chase", fmt.percent(limits.chase_share, signed=False), "you"),
        ("signal age", fmt.age(limits.signal_age), "you"),
        ("target split", "equal", "provider"),
        (
            "stop to b/e",
            f"after target {limits.break_even_after}" if limits.break_even_after else "never",
            "you",
        ),
    )
    at_risk = fmt.money(equity * limits.risk_share)
    example = f"{at_risk} of {fmt.money(equity)} {plan.currency} may be lost on one trade."
    mode = "PAPER" if plan.paper else "LIVE"
    other = CopyMode.CONFIRM if plan.mode is CopyMode.AUTO else CopyMode.AUTO
    buttons = (
        Button("Follow", Confirm()),
        Button("Limits", Call("me limits", {})),
        Button(
            f"Use {other.value}", Call("copy start", {"provider": plan.provider.name, "mode": other.value})
        ),
        Button("Cancel", Dismiss()),
    )
    return Reply(
        title=f"{mode}  Copy {plan.provider.name}",
        blocks=(Rows(rows, "lll"), Line(example)),
        buttons=buttons,
        tone=Tone.ASKS,
    )


def follow_started(result: FollowStarted, look: Look) -> Reply:
    """A follow began."""
    words = {
        CopyMode.AUTO: "Orders go out by themselves, within your limits.",
        CopyMode.CONFIRM: "I ask you before each trade.",
        CopyMode.NOTIFY: "I tell you of signals and trade nothing.",
    }[result.follow.mode]
    buttons = (
        Button("List", Call("copy list", {})),
        Button("Stop", Call("copy stop", {"provider": result.follow.name})),
    )
    return Reply(
        title=f"PAPER  Copying {result.follow.name}", blocks=(Line(words),), buttons=buttons, tone=Tone.DONE
    )


def follow_list(result: FollowList, look: Look) -> Reply:
    """Whom somebody copies."""
    rows = tuple(_follow_row(line) for line in result.follows)
    blocks: tuple[Block, ...] = (
        (Rows(rows, "llrr"),) if rows else (Line("You copy nobody. /provider list shows who posts."),)
    )
    return Reply(title="PAPER  You copy", blocks=blocks)


def _follow_row(line: FollowLine) -> tuple[str, ...]:
    return line.name, line.mode.value, f"took {line.taken}", f"skipped {line.skipped}"


def follow_stopped(result: FollowStopped, look: Look) -> Reply:
    """A follow ended."""
    left = (
        "No position of theirs is open."
        if not result.open_trades
        else (f"{result.open_trades} open: stops and targets keep working. /trade close all sells.")
    )
    return Reply(title=f"Stopped copying {result.name}", blocks=(Line(left),), tone=Tone.DONE)
