"""The public card of a signal and the lines of its thread (storyboard, scene 5): prices, percent and counts only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from bot.present.look import Look
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule, Tone
from core.command import Call
from core.kernel.money import Price
from core.signals.model import (
    QuestionKind,
    Score,
    SignalCard,
    SignalStatus,
    ThreadKind,
    ThreadLine,
    UpdateLine,
    UpdateSource,
)
from core.signals.reading import Action, Direction, Do
from core.social.copying import SURE

FEW = 5
WORDS_SHOWN = 120
SKIPS = {
    "too_small": "signals.skip_too_small",
    "stale_signal": "signals.skip_stale",
    "price_ran": "signals.skip_ran",
    "no_stop": "signals.skip_no_stop",
    "wrong_side": "signals.skip_wrong_side",
    "no_cash": "signals.skip_no_cash",
    "kill_switch": "signals.skip_switch",
    "order_limit": "signals.skip_limit",
    "crowd_limit": "signals.skip_crowd",
    "entry_form": "signals.skip_form",
    "daily_halt": "signals.skip_halt",
    "silent": "signals.skip_silent",
}
SIDES = {"long": "common.long", "short": "common.short"}
OVER = {
    SignalStatus.LAPSED: "signals.over_lapsed",
    SignalStatus.DROPPED: "signals.over_dropped",
    SignalStatus.COMPLETED: "signals.over_completed",
    SignalStatus.CANCELED: "signals.over_canceled",
}


def count(number: int, look: Look) -> str:
    """A number of people in public: under five is "a few", none is "nobody yet" (rule 3 of every card)."""
    if number == 0:
        return look.say("signals.nobody_yet")
    return look.say("signals.a_few") if number < FEW else look.number(number)


def signal_card(card: SignalCard, look: Look) -> Reply:
    """The public card of a signal: a question to its provider, as read, filled, or closed."""
    if card.question is not None and card.question.answer is None and card.status is SignalStatus.WAITING:
        return _asked(card, look)
    if card.status in OVER:
        return _never_opened(card, look)
    if card.closed and card.filled:
        return _closed(card, look)
    return _filled(card, look) if card.filled else _read(card, look)


def _what(card: SignalCard | ThreadLine, look: Look) -> str:
    return f"{card.symbol} {look.say(SIDES[card.direction.value])}"


def _read(card: SignalCard, look: Look) -> Reply:
    """As read, with the words that each field was read from."""
    entry = _entry(card) or card.price
    clear = SURE[card.tier.value] == "clear"
    title = look.title(
        _what(card, look), look.say("signals.reading_clear" if clear else "signals.reading_check")
    )
    written = {span.field: span.text for span in card.spans}
    rows = [
        (look.say("common.entry"), _entries(card, look), "", _quoted(written, "entry", "entry1", "entries"))
    ]
    if card.stop_now is not None and entry is not None:
        stop = look.price(card.symbol, card.stop_now)
        rows.append(
            (look.say("common.stop"), stop, _away(card.stop_now, entry, look), _quoted(written, "stop"))
        )
    for number, target in enumerate(card.targets_now, start=1):
        away = "" if entry is None else _away(target.price, entry, look)
        label = look.say("common.target", number=str(number))
        rows.append((label, look.price(card.symbol, target.price), away, _quoted(written, f"target{number}")))
    ratio = look.say("common.reward_risk", ratio=_ratios(card, entry, look) or look.unknown)
    if card.price is not None:
        ratio += f"   {look.say('signals.now', price=look.price(card.symbol, card.price))}"
    blocks: list[Block] = [Rows(tuple(rows), "lrrl"), Line(ratio), *_history(card, look), Rule()]
    if card.waiting:
        filling = look.say(
            "signals.filling",
            filled=look.number(card.filled),
            planned=look.number(card.waiting + card.filled),
        )
        few = look.say("signals.filling_few")
        blocks.append(Line(filling if card.waiting + card.filled >= FEW else few))
    else:
        blocks += [Line(words) for words in _crowd(card, look)]
    return _reply(card, title, [*blocks, _seen(card, look)], look)


def _filled(card: SignalCard, look: Look) -> Reply:
    """While followers are in it."""
    entry = _entry(card) or card.typical_entry
    title = look.title(_what(card, look), look.price(card.symbol, card.typical_entry))
    rows: list[tuple[str, ...]] = []
    if card.stop_now is not None and entry is not None:
        rows.append(
            (
                look.say("common.stop"),
                look.price(card.symbol, card.stop_now),
                _away(card.stop_now, entry, look),
            )
        )
    hit = {number for number, _ in card.targets_hit}
    for number, target in enumerate(card.targets_now, start=1):
        label = look.say("common.target", number=str(number))
        away = "" if entry is None else _away(target.price, entry, look)
        share = look.percent(target.share, signed=False, places=0)
        mark = "✓ " if number in hit else ""
        rows.append((f"{mark}{label}", look.price(card.symbol, target.price), away, share))
    if card.price is not None and card.typical_entry:
        rows.append(
            (look.say("signals.now_label"), look.price(card.symbol, card.price), *_standing(card, look))
        )
    blocks: list[Block] = [Rows(tuple(rows), "lrrr"), *_history(card, look), Rule()]
    blocks += [Line(words) for words in _crowd(card, look)]
    return _reply(card, title, [*blocks, _seen(card, look)], look)


def _closed(card: SignalCard, look: Look) -> Reply:
    """What it brought: as posted, and for those who were in it."""
    share = None if card.as_posted is None else card.as_posted.share
    title = look.title(
        f"{_what(card, look)}   {look.say('signals.closed')}", "" if share is None else look.percent(share)
    )
    hit = dict(card.targets_hit)
    rows = []
    for number, target in enumerate(card.targets_now, start=1):
        label = look.say("common.target", number=str(number))
        at = f"{look.hour(hit[number])}" if number in hit else look.say("signals.not_reached")
        rows.append((f"{'✓' if number in hit else '·'} {label}", look.price(card.symbol, target.price), at))
    if card.stop_hit is not None and not _all_paid(card):
        rows.append(
            (
                f"✗ {look.say('common.stop')}",
                look.price(card.symbol, card.stop_now),
                f"{look.hour(card.stop_hit)}",
            )
        )
    scores = [(look.say("signals.as_posted"), *_score(card.as_posted, look))]
    if card.typical is not None:
        scores.append((look.say("signals.typical", mode=card.mode), *_score(card.typical, look)))
    blocks: list[Block] = [Rows(tuple(rows), "lrr"), *_history(card, look), Rows(tuple(scores), "lrr")]
    if card.middle is not None and card.out >= FEW:
        low, high = (look.percent(value).removesuffix(" %") for value in card.middle)
        blocks.append(Line(look.say("signals.middle_half", low=low, high=high)))
    words = look.say("signals.in_and_out", taken=count(card.filled, look), out=count(card.out, look))
    if card.held is not None:
        words += f"   {look.say('signals.held', length=look.length(timedelta(seconds=int(card.held))))}"
    record = look.say("signals.sealed", seal=_sealed(card.seal, look))
    blocks += [Line(words), Line(f"{card.provider} · #{card.number} · {record}")]
    return _reply(card, title, blocks, look)


def _all_paid(card: SignalCard) -> bool:
    return bool(card.targets_now) and len(card.targets_hit) >= len(card.targets_now)


def _asked(card: SignalCard, look: Look) -> Reply:
    """A signal in doubt: nothing has been traded, only its provider may say what was meant."""
    question = card.question
    assert question is not None
    blocks = [Line(f'"{_cut(question.text)}"'), Line(look.say("signals.nothing_traded"))]
    choices = {
        choice: Call("signal answer", {"question": question.question, "choice": choice})
        for choice in question.choices
    }
    if question.kind is QuestionKind.REPEAT:
        key = "signals.same_text" if question.same_text else "signals.same_trade"
        blocks.append(Line(look.say(key, number=str(question.earlier))))
        labels = {"add": look.say("buttons.add_to_it"), "repeat": look.say("buttons.only_a_repeat")}
    elif question.kind is QuestionKind.TAUGHT:
        blocks += [Line(_as_taught(card, look)), Line(look.say("signals.taught_right"))]
        labels = {"yes": look.say("buttons.yes_right"), "no": look.say("buttons.no_signal")}
    else:
        written = [look.quantity(price) for price in (*card.entries, *([card.stop] if card.stop else []))]
        now = look.unknown if card.price is None else look.quantity(card.price)
        base = card.symbol.split("/")[0]
        doubt = look.say(
            "signals.doubt", written=written[0] if written else look.unknown, base=base, price=now
        )
        if question.meant:
            doubt += (
                f" {look.say('signals.did_you_mean', prices=' / '.join(map(look.quantity, question.meant)))}"
            )
        blocks.append(Line(doubt))
        labels = {"written": look.say("buttons.as_written"), "no": look.say("buttons.no_signal")}
        if question.meant:
            labels["yes"] = look.say("buttons.yes_price", price=look.quantity(question.meant[0]))
    buttons = tuple(Button(labels[choice], call) for choice, call in choices.items() if choice in labels)
    blocks += [Line(look.say("signals.open_for")), _seen(card, look)]
    title = look.title(_what(card, look), look.say("signals.reading_check"))
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.ASKS, anyone=True)


def _as_taught(card: SignalCard, look: Look) -> str:
    """Every level of a signal in one line, for its provider to say whether that was meant."""
    parts = []
    if card.entries:
        parts.append(look.say("signals.taught_entry", prices=_prices(card.symbol, card.entries, look)))
    if card.stop is not None:
        parts.append(look.say("signals.taught_stop", price=look.price(card.symbol, card.stop)))
    if card.targets:
        prices = [target.price for target in card.targets]
        parts.append(look.say("signals.taught_targets", prices=_prices(card.symbol, prices, look)))
    return ", ".join(parts)


def _prices(symbol: str, prices: Sequence[Price], look: Look) -> str:
    return " / ".join(look.price(symbol, price) for price in prices)


def _never_opened(card: SignalCard, look: Look) -> Reply:
    """It lapsed, was no signal, only a repeat, or was taken back before anybody was in."""
    title = look.title(_what(card, look), look.say(OVER[card.status]))
    blocks: list[Block] = list(_history(card, look))
    if (
        card.question is not None
        and card.question.earlier is not None
        and card.status is SignalStatus.DROPPED
    ):
        blocks.append(Line(look.say("signals.was_repeat", number=str(card.question.earlier))))
    else:
        blocks.append(Line(look.say("signals.nothing_traded")))
    return _reply(card, title, [*blocks, _seen(card, look)], look)


def _reply(card: SignalCard, title: str, blocks: list[Block], look: Look) -> Reply:
    mine = Call("trade show", {"trade": f"{card.provider} #{card.number}"})
    first = Call("signal show", {"signal": f"{card.provider} #{card.number}", "version": "first"})
    buttons = [Button(look.say("buttons.my_trade"), mine)]
    if any(line.source in (UpdateSource.EDIT, UpdateSource.DELETED) for line in card.updates):
        buttons.insert(0, Button(look.say("buttons.first_version"), first))
    if card.closed and card.filled:
        buttons.append(
            Button(look.say("buttons.report_card"), Call("provider show", {"name": card.provider}))
        )
    elif len(buttons) == 1:
        buttons.append(Button(look.say("buttons.follow"), Call("copy start", {"provider": card.provider})))
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons), anyone=True)


def _history(card: SignalCard, look: Look) -> list[Block]:
    """What its provider confirmed, changed, noted or deleted, oldest first."""
    blocks: list[Block] = []
    if card.adds_to is not None:
        blocks.append(Line(look.say("signals.adds_to", number=str(card.adds_to))))
    if card.confirmed_at is not None:
        blocks.append(
            Line(look.say("signals.confirmed", name=card.provider, at=f"{look.hour(card.confirmed_at)}"))
        )
    for line in card.updates:
        blocks += [
            Line(f"✎ {look.hour(line.at)}  {words}" if first else f"  {words}")
            for first, words in _update(card, line, look)
        ]
    if any(line.source is UpdateSource.EDIT and line.noted for line in card.updates):
        blocks.append(Line(look.say("updates.first_stays")))
    return blocks


def _update(card: SignalCard, line: UpdateLine, look: Look) -> list[tuple[bool, str]]:
    """One update: what changed, and for how many."""
    if line.source is UpdateSource.DELETED:
        return [(True, look.say("updates.deleted")), (False, look.say("updates.deleted_stays"))]
    words = change_words(line, card.direction, look)
    if line.noted:
        return [(True, words), (False, look.say("updates.noted", reply=_reply_words(line)))]
    return (
        [(True, words), (False, done_words(line, look))]
        if line.action and line.action.do is not Do.ADD
        else [(True, words)]
    )


def change_words(line: UpdateLine, direction: Direction, look: Look) -> str:
    """`stop 58,500 → 59,000  tightened`: what one action changed."""
    action = line.action
    if action is None or action.do not in CHANGES:
        return look.say("updates.edited")
    return CHANGES[action.do](line, action, direction, look)


def _stop_words(line: UpdateLine, action: Action, direction: Direction, look: Look) -> str:
    if action.stop is None:
        return look.say("updates.stop_gone")
    was = look.unknown if line.stop_was is None else look.quantity(line.stop_was)
    words = look.say("updates.stop", was=was, now=look.quantity(action.stop))
    if line.noted or line.stop_was == action.stop:
        return words
    sign = 1 if direction is Direction.LONG else -1
    nearer = line.stop_was is None or sign * (action.stop - line.stop_was) > 0
    return f"{words}  {look.say('updates.tightened' if nearer else 'updates.widened')}"


def _target_words(line: UpdateLine, action: Action, direction: Direction, look: Look) -> str:
    known = {number: look.quantity(target.price) for number, target in enumerate(line.targets_was, start=1)}
    was = known.get(action.index or 0, look.unknown)
    now = look.unknown if action.price is None else look.quantity(action.price)
    return look.say("updates.target", number=str(action.index), was=was, now=now)


def _targets_words(line: UpdateLine, action: Action, direction: Direction, look: Look) -> str:
    prices = ", ".join(look.quantity(price) for price in action.targets)
    return look.say("updates.targets", prices=prices) if prices else look.say("updates.targets_gone")


def _entry_words(line: UpdateLine, action: Action, direction: Direction, look: Look) -> str:
    return look.say("updates.entry", prices=", ".join(map(look.quantity, action.entries)) or look.unknown)


def _part_words(line: UpdateLine, action: Action, direction: Direction, look: Look) -> str:
    return look.say("updates.close_part", share=look.percent(_share(action), signed=False, places=0))


def _trail_words(line: UpdateLine, action: Action, direction: Direction, look: Look) -> str:
    return look.say("updates.trail", share=look.percent(_share(action), signed=False))


def _share(action: Action) -> Decimal:
    return (action.pct or Decimal(0)) / 100


CHANGES: Mapping[Do, Callable[[UpdateLine, Action, Direction, Look], str]] = {
    Do.MOVE_STOP: _stop_words,
    Do.BREAKEVEN: lambda line, action, direction, look: look.say("updates.break_even"),
    Do.SET_TARGET: _target_words,
    Do.SET_TARGETS: _targets_words,
    Do.TRAIL_STOP: _trail_words,
    Do.CLOSE_PART: _part_words,
    Do.CLOSE: lambda line, action, direction, look: look.say("updates.close"),
    Do.CANCEL: lambda line, action, direction, look: look.say("updates.cancel"),
    Do.ADD: lambda line, action, direction, look: look.say("updates.add"),
    Do.SET_ENTRY: _entry_words,
}


def done_words(line: UpdateLine, look: Look) -> str:
    """`applied for 806; 6 keep their own stop`."""
    words = look.say("updates.applied", count=count(line.applied, look))
    if line.kept_own:
        words += f"; {look.say('updates.kept_own', count=count(line.kept_own, look))}"
    if line.held_back:
        words += f"; {look.say('updates.held_back', count=count(line.held_back, look))}"
    if line.unchanged:
        words += f"; {look.say('updates.unchanged', count=count(line.unchanged, look))}"
    return words


def _reply_words(line: UpdateLine) -> str:
    """What a provider replies to have a noted change after all."""
    action = line.action
    if action is not None and action.do is Do.MOVE_STOP and action.stop is not None:
        return f'"sl {action.stop:f}"'
    if action is not None and action.do is Do.SET_TARGET and action.price is not None:
        return f'"tp{action.index} {action.price:f}"'
    if action is not None and action.do is Do.SET_TARGETS and action.targets:
        return f'"tp {" ".join(f"{price:f}" for price in action.targets)}"'
    return '"cancel"' if action is not None and action.do is Do.SET_ENTRY else '"close"'


def thread_line(line: ThreadLine, look: Look) -> Reply:
    """One line under the card: short, for everybody who follows along."""
    name = f"{line.provider} #{line.number}  {_what(line, look)}"
    if line.kind is ThreadKind.UPDATE:
        words = [_carried(one, line.direction, look) for one in line.updates if not one.noted]
    elif line.kind is ThreadKind.TARGET:
        words = [look.say("updates.target_hit", number=str(line.target))]
        if line.at_break_even:
            words[0] += f" {look.say('updates.at_break_even', count=count(line.at_break_even, look))}"
    else:
        words = [look.say("updates.stop_hit" if line.kind is ThreadKind.STOP else "updates.closed")]
        if line.as_posted is not None:
            share, multiple = _score(line.as_posted, look)
            words[0] += f" {look.say('signals.as_posted')} {share} {multiple}".rstrip() + "."
    return Reply(title=name, blocks=tuple(Line(one) for one in words))


def _carried(line: UpdateLine, direction: Direction, look: Look) -> str:
    """`✓ stop 58,500 → 59,000, tightened: applied for 806`."""
    words = f"✓ {change_words(line, direction, look).replace('  ', ', ')}"
    if line.action is None or line.action.do is Do.ADD:
        return words
    return f"{words}: {done_words(line, look)}"


def _crowd(card: SignalCard, look: Look) -> list[str]:
    """Who is in it and who was skipped, by counts; what those who are in paid."""
    if not card.filled:
        words = look.say(
            "signals.in_of", taken=count(card.filled, look), followers=count(card.followers, look)
        )
    else:
        words = look.say("signals.in", taken=count(card.filled, look), modes=_modes(card, look))
    if card.skipped:
        words += f"   {look.say('signals.skipped', skipped=count(card.skipped, look))}"
    lines = [words]
    entry = _entry(card)
    if card.typical_entry is not None:
        fill = look.say("signals.fill", mode=card.mode, price=look.price(card.symbol, card.typical_entry))
        if entry is not None:
            fill += f"  {_away(card.typical_entry, entry, look)}"
        if card.delay is not None:
            fill += f" {look.say('signals.within', seconds=look.number(max(card.delay, Decimal(0)), 1))}"
        lines.append(fill)
    if card.cut is not None:
        lines.append(look.say("signals.cut", share=look.percent(card.cut, signed=False)))
    if card.skips:
        lines.append(", ".join(f"{_skip(code, look)} {count(rows, look)}" for code, rows in card.skips))
    return lines


def _modes(card: SignalCard, look: Look) -> str:
    parts = [(card.live, "live"), (card.paper, "paper")]
    there = [(number, mode) for number, mode in parts if number]
    if len(there) == 1:
        return there[0][1]
    return ", ".join(f"{count(number, look)} {mode}" for number, mode in there)


def _skip(code: str, look: Look) -> str:
    return look.say(SKIPS[code]) if code in SKIPS else look.reason(code)


def _seen(card: SignalCard, look: Look) -> Line:
    seen = look.say("signals.seen", at=look.clock(card.seen_at, seconds=True))
    return Line(f"{card.provider} #{card.number} · {seen}")


def _entry(card: SignalCard) -> Decimal | None:
    """The posted price that percentages are of: of a zone the end that is paid last."""
    if not card.entries:
        return None
    return max(card.entries) if card.direction is Direction.LONG else min(card.entries)


def _entries(card: SignalCard, look: Look) -> str:
    if not card.entries:
        return look.say("signals.at_market")
    return " - ".join(look.price(card.symbol, price) for price in card.entries)


def _standing(card: SignalCard, look: Look) -> tuple[str, str]:
    """How the typical fill stands now: in percent and in units of what was at risk."""
    fill, price = card.typical_entry, card.price
    if fill is None or price is None:
        return "", ""
    sign = 1 if card.direction is Direction.LONG else -1
    move = sign * (price - fill)
    entry = _entry(card)
    risk = abs(entry - card.stop) if entry is not None and card.stop is not None else None
    return look.percent(move / fill), look.multiple(move / risk) if risk else ""


def _score(score: Score | None, look: Look) -> tuple[str, str]:
    if score is None:
        return look.unknown, ""
    return look.percent(score.share), "" if score.multiple is None else look.multiple(score.multiple)


def _ratios(card: SignalCard, entry: Decimal | None, look: Look) -> str:
    if entry is None or card.stop_now is None or entry == card.stop_now:
        return ""
    risk = abs(entry - card.stop_now)
    return ", ".join(look.number(abs(target.price - entry) / risk, 2) for target in card.targets_now)


def _quoted(written: dict[str, str], *fields: str) -> str:
    text = next((written[field] for field in fields if field in written), "")
    return f'"{text[:24]}"' if text else ""


def _away(price: Decimal, entry: Decimal, look: Look) -> str:
    return look.percent((price - entry) / entry)


def _sealed(seal: str, look: Look) -> str:
    return f"{seal[:4]}…{seal[-2:]}" if seal else look.unknown


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WORDS_SHOWN else f"{flat[: WORDS_SHOWN - 1]}…"
