"""Cards of the journal: the list of trades, one in full, notes, plans, what a venue had to tell (scene 8)."""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from bot.present.trades import trade_card
from core.command import Call
from core.journal.model import IdeaStatus
from core.journal.results import (
    IdeaCard,
    IdeaList,
    JournalCard,
    LastExit,
    Noted,
    Origin,
    Step,
    Synced,
    TradeLine,
    TradeList,
)
from core.kernel.codec import encode
from core.kernel.money import plain
from core.orders.model import Purpose, Side, TradeStatus

SURE = {"auto": "common.sure_clear", "confirm": "common.sure_check"}
HALF = (Decimal("0.49"), Decimal("0.51"))


def trade_list(page: TradeList, look: Look) -> Reply:
    """A page of trades: when, what, how it ended or stands, what it brought."""
    rows = tuple(
        (
            look.date(line.created_at),
            line.symbol.split("/")[0],
            _ended(line, look),
            "" if line.realized is None else look.change(line.realized),
            short(line.trade),
        )
        for line in page.trades
    )
    more = {name: word for name, word in (("only", page.filter), ("about", page.about)) if word}
    buttons = []
    if page.newer:
        buttons.append(
            Button(look.say("buttons.newer"), Call("trade history", {**more, "newer": page.newer}))
        )
    if page.older:
        buttons.append(
            Button(look.say("buttons.older"), Call("trade history", {**more, "older": page.older}))
        )
    if page.total:
        buttons.append(Button(look.say("buttons.csv"), Call("portfolio export", {})))
    empty = "journal.none_such" if more else "journal.no_trades"
    blocks: tuple[Block, ...] = (Rows(rows, "lllrl"),) if rows else (Line(look.say(empty)),)
    left = look.say("journal.trades", mode=mode_word(page.mode))
    said = {"first": str(page.first), "last": str(page.last), "total": look.quantity(Decimal(page.total))}
    right = look.say("journal.page", **said) if rows else ""
    return Reply(title=look.title(left, right), blocks=blocks, buttons=tuple(buttons))


def _ended(line: TradeLine, look: Look) -> str:
    """How a trade stands: its last exit, or its status while nothing was given back."""
    if line.last_exit is None:
        return look.say(f"journal.status_{line.status.value}")
    return _exit_words(line.last_exit, look)


def _exit_words(last: LastExit, look: Look) -> str:
    words = _purpose(last.purpose.value, last.number, look)
    if last.whole:
        return words
    half = HALF[0] < last.share < HALF[1]
    return look.say("journal.half" if half else "journal.part", what=words)


def _purpose(purpose: str, number: int, look: Look) -> str:
    if purpose == Purpose.TARGET.value:
        return look.say("common.target", number=number)
    return look.say(f"journal.step_{purpose}")


def journal_card(result: JournalCard, look: Look) -> Reply:
    """One trade in full."""
    card = result.card
    gained = card.realized if card.realized is not None else card.unrealized
    left = look.say(
        "journal.title",
        mode=mode_word(card.mode),
        trade=short(card.trade),
        symbol=card.symbol,
        status=look.say(f"journal.status_{card.status.value}"),
    )
    blocks: list[Block] = [Line(look.say("journal.why_it_exists")), *_origin(result.origin, card.quote, look)]
    blocks.append(Line(look.say("journal.what_happened")))
    blocks.append(Rows(_pairs([_step(step, look) for step in result.steps]), "ll"))
    over = card.status in (TradeStatus.CLOSED, TradeStatus.UNFILLED)
    standing = trade_card(card, look)
    if not over:
        blocks.append(Line(look.say("journal.how_it_stands")))
        blocks += standing.blocks
    blocks += _result(result, look)
    blocks += _notes(result, look)
    button = Button(
        look.say("buttons.edit_note" if result.notes else "buttons.add_note"),
        Call("trade note", {"trade": card.trade}),
    )
    why = Button(look.say("buttons.why"), Call("trade why", {"what": card.trade}))
    drawn = Button(look.say("charts.chart_button"), Call("trade chart", {"trade": card.trade}))
    replay = Button(look.say("buttons.replay"), Call("trade replay", {"trade": card.trade}))
    buttons = (button, drawn, replay, why) if over else (button, drawn, *standing.buttons)
    data = {
        **encode(card),
        "origin": encode(result.origin),
        "steps": encode(result)["steps"],
        "notes": encode(result)["notes"],
        "note": result.notes[-1].text if result.notes else None,
    }
    title = look.title(left, "" if gained is None else look.change(gained))
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, data=data)


def _origin(origin: Origin, quote: str, look: Look) -> list[Block]:
    lines = []
    if origin.provider is None:
        lines.append(look.say("journal.by_hand"))
    else:
        sure = look.say(
            {"auto": "common.sure_clear", "confirm": "common.sure_check"}.get(
                origin.tier or "", "common.sure_chat"
            )
        )
        lines.append(look.say("journal.post", provider=origin.provider, number=str(origin.number), sure=sure))
    if origin.copied is not None:
        lines.append(
            look.say("journal.your_copy", copied=origin.copied, risk=look.amount(origin.risk, quote))
        )
    elif origin.risk is not None:
        lines.append(look.say("journal.at_risk", risk=look.amount(origin.risk, quote)))
    lines.append(look.say("journal.triggered_by", what=look.source(origin.triggered_by)))
    return [Line(f"  {line}") for line in lines]


def _step(step: Step, look: Look) -> str:
    precise = step.what in ("post", "planned", "sent", "filled")
    at = look.hour(step.at, seconds=precise)
    words = look.say(f"journal.step_{step.what}") if precise else _purpose(step.what, step.number, look)
    if step.break_even:
        words = look.say("journal.break_even", what=words)
    return look.say("journal.at", at=at, what=words)


def _pairs(texts: list[str]) -> tuple[tuple[str, ...], ...]:
    """Two in a row, set in."""
    return tuple((f"  {texts[at]}", *texts[at + 1 : at + 2]) for at in range(0, len(texts), 2))


def _result(result: JournalCard, look: Look) -> list[Block]:
    card = result.card
    if card.status is not TradeStatus.CLOSED:
        return []
    words = look.say("trades.on_the_trade", share=look.percent(card.realized_share))
    if card.r_multiple is not None:
        words += f"   {look.multiple(card.r_multiple)}"
    return [Line(words)]


def _notes(result: JournalCard, look: Look) -> list[Block]:
    if not result.notes:
        return []
    newest, *earlier = reversed(result.notes)
    blocks: list[Block] = [Line(look.say("journal.your_note", text=newest.text))]
    for note in earlier:
        at = look.moment(note.at)
        blocks.append(Line(f"  {look.say('journal.earlier_note', at=at, text=note.text)}"))
    return blocks


def noted(result: Noted, look: Look) -> Reply:
    """A note was written."""
    mode, trade = mode_word(result.mode), short(result.trade)
    key = "journal.noted" if result.before is None else "journal.note_changed"
    blocks = [Line(look.say("journal.your_note", text=result.text))]
    if result.before is not None:
        blocks.append(Line(look.say("journal.note_before", text=result.before)))
    buttons = (
        Button(look.say("buttons.open"), Call("trade show", {"trade": result.trade})),
        Button(look.say("buttons.edit_note"), Call("trade note", {"trade": result.trade})),
    )
    title = look.say(key, mode=mode, trade=trade, symbol=result.symbol)
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.DONE)


def idea_card(card: IdeaCard, look: Look) -> Reply:
    """A plan without an order: what it would risk, or what it came to."""
    idea = card.idea
    side = look.say("common.long" if idea.side is Side.BUY else "common.short")
    rows: list[tuple[str, ...]] = [
        (
            look.say("common.entry"),
            look.price(idea.symbol, idea.entry),
            look.say("journal.size", size=look.quantity(idea.size)),
        )
    ]
    if idea.stop is not None:
        at_risk = look.say("journal.risk", amount=look.amount(idea.risk, idea.quote))
        rows.append((look.say("common.stop"), look.price(idea.symbol, idea.stop), at_risk))
    if idea.target is not None:
        to_win = look.say("journal.reward", amount=look.amount(idea.reward, idea.quote))
        rows.append((look.say("journal.target"), look.price(idea.symbol, idea.target), to_win))
    closed = idea.status is IdeaStatus.CLOSED
    if closed:
        rows.append((look.say("journal.exit"), look.price(idea.symbol, idea.exit), look.change(idea.profit)))
    elif card.price is not None:
        rows.append((look.say("common.now"), look.price(idea.symbol, card.price), ""))
    blocks: list[Block] = [Rows(tuple(rows), "lrl")]
    if closed:
        words = look.say("trades.on_the_trade", share=look.percent(card.profit_share))
        blocks.append(
            Line(words if card.r_multiple is None else f"{words}   {look.multiple(card.r_multiple)}")
        )
    blocks.append(Line(look.say("journal.only_written", plan=short(idea.id), at=look.moment(idea.opened_at))))
    buttons = (
        []
        if closed
        else [Button(look.say("buttons.close_now"), Call("trade plan", {"what": "close", "which": idea.id}))]
    )
    buttons.append(Button(look.say("buttons.plans"), Call("trade plan", {})))
    left = look.say("journal.plan_closed" if closed else "journal.plan", symbol=idea.symbol, side=side)
    title = look.title(left, look.change(idea.profit) if closed else "")
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons), data=_idea_data(card))


def _idea_data(card: IdeaCard) -> dict[str, object]:
    """A plan for machines, by the names of a trade plan (row PF-06)."""
    known = encode(card.idea)
    return {
        "trade_id": card.idea.id,
        "ticker": card.idea.symbol,
        "side": known["side"],
        "entry_price": known["entry"],
        "stop_loss": known["stop"],
        "target_price": known["target"],
        "position_size": known["size"],
        "risk_amount": known["risk"],
        "reward_amount": known["reward"],
        "status": known["status"],
        "entry_date": known["opened_at"],
        "exit_price": known["exit"],
        "exit_date": known["closed_at"],
        "profit_loss": known["profit"],
        "profit_loss_pct": None if card.profit_share is None else plain(100 * card.profit_share),
        "r_multiple": None if card.r_multiple is None else plain(card.r_multiple),
        "win": card.win,
    }


def idea_list(page: IdeaList, look: Look) -> Reply:
    """Plans, open ones first."""
    rows = tuple(
        (
            look.date(card.idea.opened_at),
            card.idea.symbol.split("/")[0],
            look.say(f"journal.plan_{card.idea.status.value}_word"),
            "" if card.idea.profit is None else look.change(card.idea.profit),
            "" if card.r_multiple is None else look.multiple(card.r_multiple),
            short(card.idea.id),
        )
        for card in page.ideas
    )
    blocks: tuple[Block, ...] = (Rows(rows, "lllrrl"),) if rows else (Line(look.say("journal.no_plans")),)
    right = look.say("journal.page", first="1", last=str(len(rows)), total=str(page.total)) if rows else ""
    data = {"plans": [_idea_data(card) for card in page.ideas], "total": page.total}
    return Reply(title=look.title(look.say("journal.plans"), right), blocks=blocks, data=data)


def synced(result: Synced, look: Look) -> Reply:
    """What asking the venues brought."""
    lines = []
    new = result.settled or result.fills
    if new:
        lines.append(look.say("journal.synced_fills", count=result.fills))
        lines.append(look.say("journal.synced_orders", count=result.settled))
    elif result.venues:
        lines.append(look.say("journal.nothing_new", count=result.orders))
    if result.silent:
        lines.append(look.say("journal.silent", venues=", ".join(result.silent)))
    if not result.venues and not result.silent:
        lines.append(look.say("journal.no_account"))
    asked = ", ".join(result.venues) or look.unknown
    lines.append(look.say("journal.asked", venues=asked, at=look.clock(result.at)))
    key = "journal.synced" if new else "journal.synced_nothing"
    return Reply(
        title=look.say(key, mode=mode_word(result.mode)),
        blocks=tuple(Line(line) for line in lines),
        buttons=(Button(look.say("buttons.trades"), Call("trade history", {})),),
        tone=Tone.CAUTION if result.silent else Tone.DONE if new else Tone.INFO,
    )
