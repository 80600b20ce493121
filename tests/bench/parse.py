"""How fast posts are read, a channel's own mix of them, and the longest a hostile one takes (SG-01).

In a real channel about 94 of 100 posts are talk, 5 are closes and stop moves, and one or fewer is a trade.
"""

from __future__ import annotations

import gc
import random
import statistics
from collections.abc import Iterator, Sequence
from time import perf_counter

from bot.run import COLLECT
from core.market.symbols import builtin_table
from core.signals.read import read
from tests.bench.rows import Row

POSTS, REPEATS = 2_000, 3
TRADES = (
    "🚀 {base}/USDT LONG 🚀\nEntry: {low} - {high}\nTargets:\n1) {one}\n2) {two}\nStop: {stop}\nLeverage: 10x",
    "LONG {base} entry {low} sl {stop} tp {one} {two}",
    "Compra {base}/USDT\nEntrada: {low}\nObjetivo: {one}\nStop: {stop}",
    "лонг {base}/USDT\nвход {low}\nстоп {stop}\nцели {one}, {two}",
    "{base}/USDT 做多\n入场：{low}\n止盈：{one}、{two}\n止损：{stop}",
)
FOLLOW_UPS = (
    "close half {base}, stop to entry",
    "{base} tp1 hit, move sl to {low}",
    "closing {base} here",
    "cancel the {base} limit",
)
TALK = (
    "good morning everyone, how did the night treat you",
    "{base} looks heavy under {high}, not touching it before the close",
    "who else is watching the press conference at 14:30?",
    "up 3.2 % on the week, best one since march",
    "lol that wick",
    "if {base} loses {stop} I'd rather be out of the market altogether",
    "can somebody explain funding to me? I paid 0.01% three times today",
    "thanks, that makes sense now",
    "hoy no opero, me voy a la playa",
    "кто-нибудь пробовал новую биржу?",
)
BASES = ("BTC", "ETH", "SOL", "XRP", "AVAX", "LINK", "DOGE", "ADA")
LONGEST = 4_000
HOSTILE = {
    "zeros": "0" * LONGEST,
    "entries": "entry " * (LONGEST // 6),
    "numbers": "long btc entry 1 sl 2 tp 3 " * (LONGEST // 27),
    "brackets": "(" * (LONGEST // 2) + ")" * (LONGEST // 2),
    "emoji": "🎯" * LONGEST,
    "marks": "a" + "\u0301" * LONGEST,
    "nothing": "\u200b" * LONGEST,
    "spaced": "L O N G " * (LONGEST // 8),
    "kana": "ロ" * LONGEST,
    "ideographs": "多" * LONGEST,
}


def rows(full: bool) -> Iterator[Row]:
    """Posts a second on one core, the slowest of a hundred, and each hostile text."""
    posts = mixed(POSTS * (5 if full else 1))
    table = builtin_table()
    for post in posts[:200]:
        read(post, table=table)
    gc.freeze()  # as the program at work has it
    gc.set_threshold(*COLLECT)
    took = sorted(min(seconds(post) for _ in range(REPEATS)) for post in posts)
    yield Row("parse.posts", len(took) / sum(took), "posts/s", want=">= 8000")
    yield Row("parse.post.p99", statistics.quantiles(took, n=100)[-1] * 1000, "ms", want="<= 1")
    for name, text in HOSTILE.items():
        yield Row(
            f"parse.hostile.{name}", min(seconds(text) for _ in range(REPEATS)) * 1000, "ms", want="<= 20"
        )


def mixed(count: int) -> Sequence[str]:
    """A channel's posts, the same at every run."""
    chance = random.Random(1)
    return [written(chance, chance.random()) for _ in range(count)]


def written(chance: random.Random, which: float) -> str:
    kind = TRADES if which < 0.01 else FOLLOW_UPS if which < 0.06 else TALK
    price = chance.choice((0.52, 7.4, 142.0, 3431.0, 60_000.0))
    levels = {"low": 1, "high": 1.01, "one": 1.03, "two": 1.06, "stop": 0.97}
    return chance.choice(kind).format(
        base=chance.choice(BASES), **{name: f"{price * part:.6g}" for name, part in levels.items()}
    )


def seconds(text: str) -> float:
    """How long one post takes."""
    begun = perf_counter()
    read(text, table=builtin_table())
    return perf_counter() - begun
