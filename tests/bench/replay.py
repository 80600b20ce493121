"""How long the track record of a large channel takes: 50,000 posts of a channel's own mix, minutes of four months."""

from __future__ import annotations

import io
import json
import random
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bot.cli import parser
from bot.replay.main import main
from tests.bench.parse import mixed
from tests.bench.rows import Row

POSTS = 50_000
BEGINS = 1_704_186_000
APART = 200  # seconds between two posts
PRICES = {"BTC": 60_000.0, "SOL": 142.0}


def rows(_full: bool) -> Iterator[Row]:
    """Seconds for all of it, candles read as well, and what it took of memory."""
    with tempfile.TemporaryDirectory(prefix="bellwether-") as folder:
        export, candles = Path(folder) / "result.json", Path(folder) / "candles"
        candles.mkdir()
        write_export(export)
        for base, price in PRICES.items():
            write_candles(candles / f"{base}-USDT.csv", price)
        out = io.StringIO()
        begun = perf_counter()
        code = main(
            parser().parse_args(["replay", str(export), "--candles", str(candles)]), out, io.StringIO()
        )
        took = perf_counter() - begun
    assert code == 0, out.getvalue()
    yield Row(f"replay.{POSTS}", took, "s", want="<= 60")
    yield Row("replay.memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", want="<= 400")


def write_export(path: Path) -> None:
    """A channel as Telegram Desktop writes it."""
    messages = [
        {"id": number, "type": "message", "date_unixtime": str(BEGINS + APART * number), "from": "Alpha",
         "from_id": "channel1", "text": text}
        for number, text in enumerate(mixed(POSTS))
    ]  # fmt: skip
    path.write_text(json.dumps({"name": "Alpha", "messages": messages}, indent=1), encoding="utf-8")


def write_candles(path: Path, price: float) -> None:
    """A candle a minute, a walk that stays near where it began."""
    chance = random.Random(2)
    last = price
    with path.open("w", encoding="utf-8") as stream:
        stream.write("time,open,high,low,close,volume\n")
        for minute in range(POSTS * APART // 60 + 1_000):
            close = last * (1 + chance.gauss(0, 0.0005)) + (price - last) * 0.0002
            high, low = max(last, close) * 1.0002, min(last, close) * 0.9998
            stream.write(f"{BEGINS // 60 * 60 + 60 * minute},{last:.4f},{high:.4f},{low:.4f},{close:.4f},1\n")
            last = float(f"{close:.4f}")
