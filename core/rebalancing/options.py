"""How mixes and bands are typed by people."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from core.command import Kind
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.money import plain
from core.market.options import read_number
from core.rebalancing.mix import HUNDRED, NARROWEST, WIDEST, Mix, read_mix

WORDS = ("on", "off", "tomorrow", "here", "private")


@dataclass(frozen=True, slots=True)
class Wish:
    """What becomes of drift alerts: told at a band (a share), or a word: on, off, tomorrow, here, private."""

    word: str = ""
    band: Decimal | None = None


async def _read_mix(ctx: Context, text: str) -> Mix:
    return read_mix(text)


async def _read_wish(ctx: Context, text: str) -> Wish:
    word = text.strip().lower().removesuffix("%")
    if word in WORDS:
        return Wish(word)
    number = read_number(word)
    if number is None:
        raise Refusal("not_a_choice", {"typed": text[:40], "choices": ", ".join(("5", *WORDS))})
    if not NARROWEST <= number <= WIDEST:
        raise Refusal("drift_range", {"least": plain(NARROWEST), "most": plain(WIDEST)})
    return Wish("", number / HUNDRED)


def _looks_like_wish(text: str) -> bool:
    return text.lower() in WORDS or read_number(text.removesuffix("%")) is not None


def _write_wish(wish: Wish) -> str:
    return wish.word if wish.band is None else plain(wish.band * HUNDRED)


AMix = Annotated[Mix, Kind(Mix, _read_mix, lambda text: True, str, wire="whole")]
AWish = Annotated[Wish, Kind(Wish, _read_wish, _looks_like_wish, _write_wish)]
