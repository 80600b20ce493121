"""The options of `bellwether replay`. Apart from the rest, for every start of the program looks at them."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(made: argparse.ArgumentParser) -> None:
    """The options of `bellwether replay`."""
    made.add_argument(
        "export", type=Path, help="Telegram Desktop's result.json, or DiscordChatExporter's JSON"
    )
    made.add_argument(
        "--candles", type=Path, metavar="PATH", help="a folder of BTC-USDT.csv ..., or one such file"
    )
    made.add_argument(
        "--market", action="store_true", help="candles of the market that is set, instead of files"
    )
    made.add_argument(
        "--author", action="append", default=[], metavar="NAME", help="only posts of this name or id"
    )
    made.add_argument("--quote", default="USDT", help="what a bare coin is quoted in (USDT)")
    made.add_argument("--dash", default="zone", choices=("zone", "two_entries"), help="what 60-61k is (zone)")
    made.add_argument("--valid", default="7d", metavar="TIME", help="how long an entry may wait (7d)")
    made.add_argument("--fee", default="0%", metavar="PERCENT", help="of each fill (0%%)")
    made.add_argument(
        "--break-even",
        type=int,
        default=0,
        metavar="N",
        help="stop to the entry after N targets, as copies do it",
    )
    made.add_argument("--zone", metavar="ZONE", help="of times in the export that name none (old exports)")
    made.add_argument(
        "--candle-zone", default="UTC", metavar="ZONE", help="of candle times that name none (UTC)"
    )
    made.add_argument("--csv", type=Path, metavar="FILE", help="write one row for each signal there")
    made.add_argument("--json", action="store_true", help="answer in JSON lines")
