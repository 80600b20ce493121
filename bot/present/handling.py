"""Cards of changes to a standing trade: old and new, taken back, sent (storyboard, scenes 6 and 7)."""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.handling.results import EditLine, EditPlan, EntriesCanceled, EntrySent, TradeEdited
from core.orders.model import Side

SENT = {Side.BUY: "orders.buying", Side.SELL: "orders.selling"}


def edit_preview(preview: Preview[EditPlan], look: Look) -> Reply:
    """A change that puts more at risk, and the question."""
    plan = preview.plan
    buttons = (
        Button(look.say("buttons.confirm"), Confirm()),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    return Reply(
        title=look.say("handling.ask_edit", mode=mode_word(plan.mode), symbol=plan.symbol),
        blocks=(*_changes(plan, look), Line(look.say("handling.more_at_risk")), Line(short(plan.trade))),
        buttons=buttons,
        tone=Tone.ASKS,
    )


def trade_edited(edited: TradeEdited, look: Look) -> Reply:
    """A trade was changed."""
    return Reply(
        title=look.say("handling.edited", mode=mode_word(edited.mode), symbol=edited.symbol),
        blocks=(*_changes(edited, look), Line(short(edited.trade))),
        buttons=(Button(look.say("buttons.open"), Call("trade show", {"trade": edited.trade})),),
        tone=Tone.DONE,
    )


def _changes(edited: EditPlan | TradeEdited, look: Look) -> list[Block]:
    rows = [(_label(line, look), *_old_and_new(line, edited.symbol, look)) for line in edited.lines]
    if edited.risk_was != edited.risk_now:
        was, now = (_risk(risk, edited.quote, look) for risk in (edited.risk_was, edited.risk_now))
        rows.append((look.say("orders.at_risk"), was, "→", now))
    return [Rows(tuple(rows), "lrlr")]


def _label(line: EditLine, look: Look) -> str:
    if line.what == "target":
        return look.say("common.target", number=str(line.number))
    return look.say(f"handling.{line.what}")


def _old_and_new(line: EditLine, symbol: str, look: Look) -> tuple[str, str, str]:
    return _value(line, line.was, symbol, look), "→", _value(line, line.now, symbol, look)


def _value(line: EditLine, value: Decimal | None, symbol: str, look: Look) -> str:
    if value is None:
        return look.say("handling.none")
    if line.what == "trail":
        return look.percent(value, signed=False)
    if line.what == "soft":
        return look.say("handling.by_me" if value else "handling.by_venue")
    return look.price(symbol, value)


def _risk(risk: Decimal | None, quote: str, look: Look) -> str:
    return look.say("handling.all_of_it") if risk is None else f"{look.money(risk)} {quote}"


def entries_canceled(canceled: EntriesCanceled, look: Look) -> Reply:
    """Entries were taken back."""
    symbols = ", ".join(canceled.symbols)
    lines = []
    if canceled.unsent:
        lines.append(look.say("handling.unsent", count=canceled.unsent))
    if canceled.asked:
        lines.append(look.say("handling.asked_back", count=canceled.asked))
    return Reply(
        title=look.say("handling.canceled", mode=mode_word(canceled.mode), symbols=symbols),
        blocks=tuple(Line(line) for line in lines),
        tone=Tone.DONE,
    )


def entry_sent(sent: EntrySent, look: Look) -> Reply:
    """A held entry goes out now; the trade's card takes this one's place."""
    title = look.say(SENT[sent.side], mode=mode_word(sent.mode), symbol=sent.symbol)
    return Reply(title=title, blocks=(Line(look.say("handling.sent", trade=short(sent.trade))),))
