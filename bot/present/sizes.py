"""The card of the calculators: how much, reward/risk, Kelly (rows RK-02, RK-03, RK-04)."""

from __future__ import annotations

from bot.present.look import Look, mode_word
from bot.present.reply import Block, Line, Reply, Rows
from core.risk.model import SizeCard


def size_card(card: SizeCard, look: Look) -> Reply:
    """How many units a risk pays for."""
    share = "" if card.risk_share is None else look.percent(card.risk_share, signed=False)
    away = look.percent((card.stop - card.entry) / card.entry)
    rows: list[tuple[str, ...]] = [
        (look.say("sizes.entry"), look.price(card.symbol, card.entry), ""),
        (look.say("sizes.stop"), look.price(card.symbol, card.stop), away),
    ]
    if card.target is not None:
        gain = look.percent((card.target - card.entry) / card.entry)
        rows.append((look.say("sizes.target"), look.price(card.symbol, card.target), gain))
    rows += [
        (look.say("sizes.may_lose"), look.money(card.risk), share),
        (look.say("sizes.size"), f"{look.quantity(card.units)} {card.base}", ""),
        (look.say("sizes.costs"), f"{look.money(card.value)} {card.quote}", ""),
        (look.say("sizes.loses"), look.change(-card.loss), ""),
    ]
    blocks: list[Block] = [Rows(tuple(rows), "lrr")]
    if card.cut:
        blocks.append(Line(look.say("sizes.cut")))
    if card.target is not None:
        blocks.append(Line(look.say("sizes.reward_risk", ratio=look.number(card.reward_risk, 2))))
    blocks.append(Line(_kelly(card, look)))
    title = look.say("sizes.title", mode=mode_word(card.mode), symbol=card.symbol)
    return Reply(title=title, blocks=tuple(blocks))


def _kelly(card: SizeCard, look: Look) -> str:
    if not card.kelly:
        return look.say("sizes.kelly_not_yet", count=card.trades or 0)
    full, half, quarter = (look.percent(one, signed=False) for one in card.kelly)
    return look.say("sizes.kelly", full=full, half=half, quarter=quarter)
