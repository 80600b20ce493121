"""What a language model read: the question to a provider, two readings that differ, and the record for the owners."""

from __future__ import annotations

from bot.present import format as fmt
from bot.present.look import Look
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule, Tone
from bot.present.signalcards import SIDES
from core.command import Call
from core.kernel.money import Price
from core.signals.model_readings import BudgetSpentCard, Fate, ModelCard, ModelDiffersCard
from core.signals.reading import Direction

LONGEST = 80
HASH_SHOWN = 8


def model_differs(card: ModelDiffersCard, look: Look) -> Reply:
    """Two readings of one post: both are shown, neither is traded."""
    both = card.both
    symbol = both.symbol[0] or both.symbol[1] or ""

    def side(value: Direction | None) -> str:
        return look.unknown if value is None else look.say(SIDES[value.value])

    def price(value: Price | None) -> str:
        return look.unknown if value is None else look.price(symbol, value)

    rows = (
        ("", look.say("model.ours"), look.say("model.theirs")),
        (look.say("signals.what"), *(name or look.unknown for name in both.symbol)),
        (look.say("model.side"), *map(side, both.side)),
        (look.say("common.entry"), *map(price, both.entry)),
        (look.say("common.stop"), *map(price, both.stop)),
    )
    return Reply(
        title=look.say("model.differ"),
        blocks=(Line(f'"{fmt.cut(" ".join(card.text.split()), LONGEST)}"'), Rows(rows, "lrr"), Rule(),
                Line(look.say("model.neither"))),
        tone=Tone.CAUTION,
    )  # fmt: skip


def budget_spent(card: BudgetSpentCard, look: Look) -> Reply:
    """The day's calls are spent."""
    return Reply(
        title=look.say("model.spent"),
        blocks=(Line(look.say("model.spent_what", count=card.calls)), Line(look.say("model.rest_goes_on"))),
        buttons=(Button(look.say("model.button_show"), Call("admin model", {})),),
        tone=Tone.CAUTION,
    )


def model_card(card: ModelCard, look: Look) -> Reply:
    """Whether a model is asked, how many calls the day has had, and how they ended."""
    blocks: list[Block] = []
    if card.name:
        blocks.append(
            Line(look.say("model.today", calls=look.number(card.calls), most=look.number(card.most)))
        )
    if card.refused:
        blocks.append(Line(look.say("model.over", count=card.refused)))
    if card.fates:
        blocks.append(Rows(tuple((_fate(fate, look), look.number(rows)) for fate, rows in card.fates), "lr"))
    if card.newest:
        blocks += [Rule(), Line(look.say("model.newest"))]
        blocks.append(
            Rows(
                tuple(
                    (look.hour(one.at), one.provider, _fate(one.fate.value, look), one.text_hash[:HASH_SHOWN])
                    for one in card.newest
                ),
                "llll",
            )
        )
    failed = next((one for one in card.newest if one.fate is Fate.FAILED), None)
    if failed is not None:
        blocks.append(
            Line(look.say("model.last_failed", at=look.moment(failed.at), why=", ".join(failed.why)))
        )
    blocks.append(Line(look.say("model.on_what" if card.name else "model.off_what")))
    title = look.title(look.say("model.title"), card.name or look.say("model.off"))
    return Reply(title=title, blocks=tuple(blocks))


def _fate(fate: str, look: Look) -> str:
    return look.say(f"model.fate_{fate}")
