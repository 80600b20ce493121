"""How posts are read, drafts checked, and signals listed and followed up by command (storyboard, scene 3)."""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import Look
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule, Tone
from bot.present.signalcards import SIDES
from core.command import Call
from core.signals.model import NothingRead, ReadingItem, SignalName, SignalStatus
from core.signals.results import (
    CheckCard,
    Finding,
    FirstVersion,
    Posted,
    SignalLine,
    SignalList,
    UpdateTicket,
)
from core.social.copying import SURE

STATES = {
    SignalStatus.OPEN: "signals.is_open",
    SignalStatus.WAITING: "signals.is_waiting",
    SignalStatus.CLOSED: "signals.closed",
    SignalStatus.CANCELED: "signals.over_canceled",
    SignalStatus.LAPSED: "signals.over_lapsed",
    SignalStatus.DROPPED: "signals.over_dropped",
    SignalStatus.COMPLETED: "signals.over_completed",
}
VERSIONS = {
    "post": "signals.version_post",
    "edit": "signals.version_edit",
    "deleted": "signals.version_deleted",
}


def _quoted(written: dict[str, str], *fields: str) -> str:
    text = next((written[field] for field in fields if field in written), "")
    return f'"{text[:24]}"' if text else ""


def nothing_read(result: NothingRead, look: Look) -> Reply:
    """No trade was seen."""
    example = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
    blocks = (Line(look.say("signals.no_trade")), Line(example), Line(look.say("signals.see_help")))
    return Reply(title=look.say("signals.talk"), blocks=blocks)


def item_blocks(item: ReadingItem, look: Look) -> list[Block]:
    """One item of a post, field by field, with the words each was read from."""
    symbol = item.symbol or ""
    written = {span.field: span.text for span in item.spans}
    sure = look.say(f"common.sure_{SURE[item.tier.value]}")
    rows = [(look.say("signals.reads_as"), look.say(f"signals.kind_{item.kind.value}"), sure)]
    if item.symbol is not None:
        side = "" if item.direction is None else look.say(SIDES[item.direction.value])
        rows.append((look.say("signals.what"), f"{item.symbol} {side}", _quoted(written, "symbol", "side")))
    rows += [
        (look.say("common.entry"), look.price(symbol, price), _quoted(written, "entry", f"entry{n}"))
        for n, price in enumerate(item.entries, 1)
    ]
    if item.stop is not None:
        rows.append((look.say("common.stop"), look.price(symbol, item.stop), _quoted(written, "stop")))
    rows += [
        (look.say("common.target", number=str(n)), look.price(symbol, price), _quoted(written, f"target{n}"))
        for n, price in enumerate(item.targets, 1)
    ]
    blocks: list[Block] = [Rows(tuple(rows), "lrl")]
    if item.reasons:
        doubts = ", ".join(look.reason(reason) for reason in item.reasons)
        blocks.append(Line(look.say("signals.in_doubt", doubts=doubts)))
    return blocks


def check_card(card: CheckCard, look: Look) -> Reply:
    """Whether a draft is ready, what stands against it, and how each field would be read."""
    blocking = sum(finding.blocks for finding in card.findings)
    hints = len(card.findings) - blocking
    counted = " ".join(
        part
        for part in (
            look.say("checks.draft_errors", count=blocking) if blocking else "",
            look.say("checks.draft_hints", count=hints) if hints else "",
        )
        if part
    )
    state = look.say("checks.draft_not_ready" if blocking else "checks.draft_ready")
    blocks: list[Block] = [Line(quoted_post(card.text))]
    blocks += [Line(f"{'✗' if one.blocks else '·'} {_said(one, look)}") for one in card.findings]
    ratio = ", ".join(look.number(one, 2) for one in card.ratio)
    wrong_stop = any(finding.code == "wrong_stop" for finding in card.findings)
    if wrong_stop:
        blocks.append(Line(look.say("checks.draft_no_ratio")))
    elif ratio:
        blocks.append(Line(look.say("common.reward_risk", ratio=ratio)))
    blocks.append(Rule())
    for item in card.items:
        blocks += item_blocks(item, look)
    title = look.say("checks.draft", state=f"{state}, {counted}" if counted else state)
    return Reply(title=title, blocks=tuple(blocks), tone=Tone.CAUTION if blocking else Tone.INFO)


def _said(finding: Finding, look: Look) -> str:
    facts = dict(finding.facts)
    side = facts.get("side")
    for name in ("stop", "entry", "target", "price", "written", "meant"):
        if name in facts:
            facts[name] = look.quantity(Decimal(facts[name]))
    if side is not None:
        facts["side"] = look.say(SIDES[side])
        above = (finding.code == "wrong_stop") is (side == "long")
        facts["where"] = look.say("checks.above" if above else "checks.below")
    return look.say(f"checks.draft_{finding.code}", **facts)


def quoted_post(text: str) -> str:
    """The words of a post in one line, in quotes."""
    flat = " ".join(text.split())
    return f'"{flat}"' if len(flat) <= 80 else f'"{flat[:79]}…"'


def posted(result: Posted, look: Look) -> Reply:
    """A signal went out through the bot."""
    names = ", ".join(_named(name, look) for name in result.signals)
    words = look.say("signals.posted_as", channel=_channel(result.channel))
    buttons = tuple(_show(result.provider, name, look) for name in result.signals[:2])
    return Reply(
        title=look.say("signals.posted", names=names), blocks=(Line(words),), buttons=buttons, tone=Tone.DONE
    )


def _channel(name: str) -> str:
    return name if name.startswith("#") else f"#{name}"


def update_ticket(result: UpdateTicket, look: Look) -> Reply:
    """An update is on its way."""
    title = look.say("updates.taken", name=_named(result.signal, look))
    words = look.say("updates.card_counts")
    button = _show(result.provider, result.signal, look)
    return Reply(title=title, blocks=(Line(words),), buttons=(button,), tone=Tone.DONE)


def _show(provider: str, name: SignalName, look: Look) -> Button:
    return Button(
        look.say("buttons.show_signal"), Call("signal show", {"signal": f"{provider} #{name.number}"})
    )


def _named(name: SignalName, look: Look) -> str:
    return f"#{name.number} {name.symbol} {look.say(SIDES[name.direction.value])}"


def signal_list(result: SignalList, look: Look) -> Reply:
    """Signals, newest first."""
    if not result.signals:
        return Reply(title=look.say("signals.list"), blocks=(Line(look.say("signals.none_yet")),))
    rows = tuple(_signal_row(line, look) for line in result.signals)
    return Reply(title=look.say("signals.list"), blocks=(Rows(rows, "lllr"),))


def _signal_row(line: SignalLine, look: Look) -> tuple[str, ...]:
    score = "" if line.as_posted is None else look.percent(line.as_posted.share)
    what = f"{line.name.symbol.split('/')[0]} {look.say(SIDES[line.name.direction.value])}"
    return f"{line.provider} #{line.name.number}", what, look.say(STATES[line.status]), score


def first_version(result: FirstVersion, look: Look) -> Reply:
    """A signal's post as first seen, and what came after."""
    blocks: list[Block] = []
    for line in result.versions:
        at = look.clock(line.seen_at, seconds=True)
        blocks.append(Line(f"{look.say(VERSIONS[line.kind])}  {at}"))
        if line.text:
            blocks.append(Line(f'"{line.text}"'))
        seal = f"{line.seal[:4]}…{line.seal[-2:]}"
        blocks.append(Line(look.say("signals.sealed_as", number=look.number(line.number), seal=seal)))
    name = f"{result.provider} {_named(result.name, look)}"
    return Reply(title=look.title(name, look.say("signals.first_seen")), blocks=tuple(blocks))
