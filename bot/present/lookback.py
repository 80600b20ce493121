"""Cards that look back at a provider: what copying would have brought, what delay cost (storyboard, scene 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.present.look import Look, mode_word, short
from bot.present.plotting import trade_plot
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule, Tone
from core.command import Call
from core.kernel.codec import encode
from core.lookback.measured import Delays, Stretch
from core.lookback.results import CopyReport, Skipped, TradeReplay, WhatIfCard
from core.lookback.retelling import Moment, What
from core.orders.model import Purpose, Side

REASONS_SHOWN = 3
# A post may be long; its first words tell which it was.
TEXT_AT_MOST = 160
# A share in basis points.
BASIS_POINTS = Decimal(10_000)


def what_if_card(card: WhatIfCard, look: Look) -> Reply:
    """What copying would have brought, as a range, and what took what off it."""
    rows = (
        (look.say("lookback.as_posted"), look.percent(card.as_posted)),
        (f"  {look.say('lookback.later')}", look.percent(card.later)),
        (f"  {look.say('lookback.fees')}", look.percent(card.fees)),
        (f"  {look.say('lookback.rules')}", look.percent(card.rules)),
        (look.say("lookback.for_you"), look.percent(card.typical)),
    )
    bounds = look.say(
        "lookback.range",
        inner=look.number(card.replays - 2),
        all=look.number(card.replays),
        low=look.change(card.low * 100),
        high=look.percent(card.high),
    )
    took = look.say("lookback.took", taken=look.number(card.taken), all=look.number(card.signals))
    blocks: list[Block] = [
        Line(look.say("lookback.with_yours")),
        Rows(rows, "lr"),
        Line(bounds),
        Line(f"{look.say('lookback.fall', fall=look.percent(card.fall))}   {took}"),
        *_reasons(card, look),
        Rule(),
        Line(_delay(card, look)),
    ]
    if card.mirrored:
        blocks.append(Line(look.say("lookback.mirrored")))
    blocks.append(Line(look.say("lookback.made_up" if card.simulated else "lookback.not_a_forecast")))
    title = look.say("lookback.what_if", mode=mode_word(card.mode.value), name=card.provider)
    return Reply(
        title=look.title(title, look.say("lookback.days", count=card.days)),
        blocks=tuple(blocks),
        buttons=_buttons(card, look),
        tone=Tone.INFO,
    )


def _buttons(card: WhatIfCard, look: Look) -> tuple[Button, ...]:
    named = {"provider": card.provider}
    if card.follows:
        return (
            Button(look.say("buttons.other_limits"), Call("copy edit", named)),
            Button(look.say("buttons.delay_report"), Call("copy report", named)),
        )
    return (
        Button(look.say("buttons.follow_on_paper"), Call("copy start", {**named, "broker": "paper"})),
        Button(look.say("buttons.other_limits"), Call("me limits", {})),
    )


def _reasons(card: WhatIfCard, look: Look) -> list[Block]:
    lines: list[Block] = []
    for found, key in ((card.skipped, "lookback.skipped"), (card.without, "lookback.without")):
        if found:
            lines.append(Line(look.say(key, reasons=_listed(found, look))))
    return lines


def _listed(found: Sequence[Skipped], look: Look) -> str:
    said = [f"{look.reason(one.code)} {look.number(one.count)}" for one in found[:REASONS_SHOWN]]
    more = sum(one.count for one in found[REASONS_SHOWN:])
    return ", ".join([*said, look.say("lookback.others", count=more)] if more else said)


def _delay(card: WhatIfCard, look: Look) -> str:
    delay = _time(card.delay, look)
    if card.measured:
        return look.say("lookback.delay_measured", delay=delay, count=card.measured)
    return look.say("lookback.delay_assumed", delay=delay)


def _time(milliseconds: int, look: Look) -> str:
    """`812 ms`, `2.4 s`, `3 min 20 s`."""
    if milliseconds < 1000:
        return look.say("lookback.milliseconds", number=look.number(milliseconds))
    if milliseconds < 60_000:
        return look.say("lookback.seconds", number=look.points(Decimal(milliseconds) / 1000))
    return look.length(timedelta(milliseconds=milliseconds))


def copy_report(result: CopyReport, look: Look) -> Reply:
    """From post to fill, part by part, and what the way cost."""
    title = look.say("lookback.report", mode=mode_word(result.mode.value), name=result.provider)
    buttons = (
        Button(look.say("buttons.what_if"), Call("copy whatif", {"provider": result.provider})),
        Button(look.say("buttons.trades"), Call("trade history", {})),
    )
    if result.delays is None:
        return Reply(title=title, blocks=(Line(look.say("lookback.no_copies")),), buttons=buttons)
    delays = result.delays
    blocks: tuple[Block, ...] = (
        Rows(tuple(_stations(delays, look)), "lrr"),
        Rule(),
        *_costs(delays, result.currency, look),
    )
    right = look.say("lookback.copies", count=delays.copies)
    return Reply(title=look.title(title, right), blocks=blocks, buttons=buttons)


def _stations(delays: Delays, look: Look) -> list[tuple[str, str, str]]:
    parts: tuple[tuple[str, Stretch | None], ...] = (
        ("lookback.heard", delays.heard),
        ("lookback.planned", delays.planned),
        ("lookback.sent", delays.sent),
        ("lookback.filled", delays.filled),
        ("lookback.whole", delays.whole),
    )
    head = ("", look.say("lookback.typical"), look.say("lookback.nine_of_ten"))
    rows = [
        (look.say(name), _time(part.typical, look), _time(part.most, look))
        for name, part in parts
        if part is not None
    ]
    return [head, *rows]


def _costs(delays: Delays, currency: str, look: Look) -> list[Block]:
    """What later fills cost against the posted prices, in basis points and in money."""
    if delays.cost is None or delays.costs is None:
        return [Line(look.say("lookback.no_posted_price"))]
    typical, low, high = (look.change(share * BASIS_POINTS, 1) for share in (delays.cost, *delays.costs))
    return [
        Line(look.say("lookback.cost", points=typical)),
        Line(look.say("lookback.cost_range", low=low, high=high)),
        Line(look.say("lookback.cost_money", amount=f"{look.change(delays.money)} {currency}")),
        Line(look.say("lookback.cost_sign")),
    ]


def trade_replay(result: TradeReplay, look: Look) -> Reply:
    """A trade as one thread: each moment a line, what was said under it."""
    card = result.card
    blocks: list[Block] = [Line(look.source(card.source))]
    half = len(result.moments) // 2
    for place, moment in enumerate(result.moments):
        if result.more and place == half:
            blocks.append(Line(look.say("lookback.left_out", count=result.more)))
        blocks += _moment(moment, result, look)
    if card.realized_share is not None:
        words = look.say("trades.on_the_trade", share=look.percent(card.realized_share))
        if card.r_multiple is not None:
            words += f"   {look.multiple(card.r_multiple)}"
        blocks += [Rule(), Line(words)]
    named = {"trade": card.trade}
    buttons = (
        Button(look.say("buttons.open"), Call("trade show", named)),
        Button(look.say("buttons.chart"), Call("trade chart", named)),
        Button(look.say("buttons.trades"), Call("trade history", {})),
    )
    mode, trade = mode_word(card.mode), short(card.trade)
    title = look.say("lookback.replay", mode=mode, trade=trade, symbol=card.symbol)
    gained = "" if card.realized is None else look.change(card.realized)
    plot = trade_plot(card, result.bars, look, light=False)
    return Reply(
        title=look.title(title, gained),
        blocks=tuple(blocks),
        buttons=buttons,
        data=encode(replace(result, bars=())),
        plots=() if plot is None else (plot,),
    )


def _moment(moment: Moment, result: TradeReplay, look: Look) -> list[Block]:
    words = _words(moment, result, look)
    day = "" if look.date(moment.at) == look.date(result.moments[0].at) else f"{look.date(moment.at)}  "
    lines: list[Block] = [Line(f"{day}{look.hour(moment.at, seconds=True)}  {words}")]
    if moment.text:
        text = " ".join(moment.text.split())
        quoted = text if len(text) <= TEXT_AT_MOST else f"{text[: TEXT_AT_MOST - 1]}…"
        lines.append(Line(f'  "{quoted}"'))
    return lines


def _words(moment: Moment, result: TradeReplay, look: Look) -> str:
    match moment.what:
        case What.FILL:
            key = "lookback.did_buy" if moment.side is Side.BUY else "lookback.did_sell"
            size, price = look.quantity(moment.quantity), look.price(result.card.symbol, moment.price)
            said = look.say(key, size=f"{size} {result.card.base}", price=price)
            return f"{said}   {_exit(moment, look)}".rstrip()
        case What.STOP if moment.was is not None:
            was, now = (look.price(result.card.symbol, price) for price in (moment.was, moment.price))
            return look.say("lookback.stop_moved", was=was, now=now)
        case What.STOP:
            return look.say("lookback.stop_stands", price=look.price(result.card.symbol, moment.price))
    return look.say(f"lookback.did_{moment.what.value}")


def _exit(moment: Moment, look: Look) -> str:
    """What a fill was: a target by its number, the stop, a closing; an entry says nothing."""
    if moment.purpose is Purpose.TARGET:
        return look.say("common.target", number=moment.number)
    if moment.purpose in (Purpose.STOP, Purpose.CLOSE):
        return look.say(f"lookback.at_{moment.purpose.value}")
    return ""
