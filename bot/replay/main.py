"""`bellwether replay EXPORT`: what is typed, the files it names, what is answered. The rest is the core's."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.clock import RealClock
from bot.replay.messages import Loaded, Stopped, load
from bot.replay.progress import Progress
from bot.replay.show import json_lines, printable, table, write_csv
from bot.replay.sources import BadCandles, CandleFiles
from bot.settings import SettingsError
from bot.settings import load as load_settings
from core.kernel.errors import Unavailable
from core.kernel.money import ZERO, use_exact_context
from core.kernel.time import parse_length
from core.market.candles import HOLE, Series, instant, milliseconds
from core.market.symbols import QUOTES, builtin_table
from core.notices.zones import find_zone, near_zones
from core.ports.history import History
from core.replay.model import Record, Terms
from core.replay.walk import CandlesOf, Walk
from core.signals.profile import Dash, Profile

DONE, FAILED, USAGE = 0, 1, 2
FEE_MAX = Decimal("0.05")
NAMES_SHOWN = 10
MADE_UP = (
    "these prices are the simulated market's, made up: they show how posts are handled, not their worth."
)
LIVE = "these candles are of exchanges and price services, asked for now; shares are as paid then, before splits."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed, checked."""

    profile: Profile
    terms: Terms
    valid: str
    zone: tzinfo | None
    candle_zone: tzinfo


def main(given: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Carry it out; the value is the exit code. Whatever is wrong is said in one line on `err`."""
    use_exact_context()
    try:
        wanted = _wanted(given)
        files = _candle_files(given, wanted)
        _writable(given, files)
        progress = Progress(err)
        loaded = load(given.export, wanted.zone, given.author, progress)
        with _candles(given, files, loaded) as (candles, said):
            record = _record(loaded, wanted, candles, progress)
        err.writelines(f"bellwether replay: {note}\n" for note in _notes(loaded, record, files, given, said))
        if given.csv is not None:
            _write(given.csv, record)
    except Stopped as stopped:
        err.write(f"bellwether replay: {stopped}\n")
        return stopped.code
    except BadCandles as bad:
        err.write(f"bellwether replay: {bad}\n")
        return FAILED
    lines = json_lines(record, loaded.title) if given.json else table(record, loaded.title, wanted.valid)
    out.writelines(line + "\n" for line in lines)
    return DONE


# -- what was typed ------------------------------------------------------------------------------------------


def _wanted(given: argparse.Namespace) -> Wanted:
    quote = given.quote.upper()
    if quote not in QUOTES:
        raise Stopped(f"--quote {given.quote} is no currency that coins are quoted in. Try USDT, USD or EUR.")
    valid = parse_length(given.valid)
    if not valid:
        raise Stopped(f"--valid {given.valid} is no length of time. Write 7d, 12h or 1d 6h.")
    if given.break_even < 0:
        raise Stopped(
            f"--break-even {given.break_even} is no number of targets. Write 1, 2 ..., or leave it out."
        )
    return Wanted(
        profile=Profile(default_quote=quote, dash=Dash(given.dash)),
        terms=Terms(valid=valid, fee=_fee(given.fee), break_even_after=given.break_even),
        valid=given.valid,
        zone=None if given.zone is None else _zone("--zone", given.zone),
        candle_zone=_zone("--candle-zone", given.candle_zone),
    )


def _fee(typed: str) -> Decimal:
    try:
        fee = Decimal(typed.strip().removesuffix("%").strip()) / 100
    except InvalidOperation:
        fee = None
    if fee is None or not typed.strip().endswith("%") or not fee.is_finite() or not ZERO <= fee <= FEE_MAX:
        raise Stopped(f"--fee {typed} is no fee. Write it in percent, from 0% to 5%: 0.1%.")
    return fee


def _zone(option: str, typed: str) -> tzinfo:
    name = find_zone(typed)
    if name is None:
        near = near_zones(typed)
        hint = f"Did you mean {' or '.join(near)}?" if near else "Write it like Europe/Berlin, or UTC."
        raise Stopped(f"{option} {typed} is no time zone. {hint}")
    return UTC if name == "UTC" else ZoneInfo(name)


def _candle_files(given: argparse.Namespace, wanted: Wanted) -> CandleFiles | None:
    path: Path | None = given.candles
    if path is None:
        return None
    if given.market:
        raise Stopped("--candles and --market are two sources of one thing. Leave one out.")
    if not path.exists():
        raise Stopped(
            f"there is no file or folder {path}. --candles takes a folder of CSV files, or one file."
        )
    files = CandleFiles(path, builtin_table(), wanted.candle_zone)
    if not files.files:
        names = ", ".join(file.name for file in files.unnamed[:NAMES_SHOWN])
        raise Stopped(f"no candle file is named after an instrument: {names}. Name them like BTC-USDT.csv.")
    return files


def _writable(given: argparse.Namespace, files: CandleFiles | None) -> None:
    """Nothing that is read may be written over, and hours of work must not end at a missing folder."""
    path: Path | None = given.csv
    if path is None:
        return
    read = [given.export, *(files.found if files else ())]
    if any(path.resolve() == file.resolve() for file in read):
        raise Stopped(f"--csv {path} would write over what is read. Give another name.")
    if path.is_dir() or not path.parent.is_dir():
        raise Stopped(f"--csv {path} cannot be written: give a file in a folder that exists.")


# -- what it comes to ----------------------------------------------------------------------------------------


@contextmanager
def _candles(
    given: argparse.Namespace, files: CandleFiles | None, loaded: Loaded
) -> Iterator[tuple[CandlesOf, str]]:
    """Where candles come from while the channel is lived through, and what is to be said of them. Files and a market
    are read when first asked for."""
    # A price of up to five days before the first post can be asked for.
    since = milliseconds(loaded.posts[0].known_at) - 2 * HOLE
    if files is not None:
        files.since = since
        yield files.series, ""
    elif given.market:
        with asyncio.Runner() as runner, _market(runner) as history:
            yield _of_market(runner, history, instant(since)), MADE_UP if history.simulated else LIVE
    else:
        yield _nothing, "no candles were given, so nothing can be entered. Add --candles FOLDER."


@contextmanager
def _market(runner: asyncio.Runner) -> Iterator[History]:
    """The past of the market that is set."""
    from bot.app import opened_history  # the whole program stands behind it

    try:
        settings = load_settings(os.environ, Path.cwd())
    except SettingsError as error:
        raise Stopped(f"{error}", FAILED) from error
    stack = AsyncExitStack()
    history = runner.run(stack.enter_async_context(opened_history(settings, RealClock())))
    try:
        yield history
    finally:
        runner.run(stack.aclose())


def _of_market(runner: asyncio.Runner, history: History, since: datetime) -> CandlesOf:
    table, until = builtin_table(), RealClock().now()

    @cache
    def series(symbol: str) -> Series | None:
        instrument = table.get(symbol)
        if instrument is None:
            return None
        try:
            return runner.run(history.candles(instrument, since, until))
        except Unavailable as error:
            raise Stopped(
                f"the market does not answer for {symbol}: {error}. Try again later.", FAILED
            ) from error

    return series


def _nothing(_symbol: str) -> Series | None:
    return None


def _record(loaded: Loaded, wanted: Wanted, candles: CandlesOf, progress: Progress) -> Record:
    walk = Walk(loaded.posts, builtin_table(), wanted.profile, wanted.terms, candles)
    for post in loaded.posts:
        walk.take(post)
        progress.step("posts replayed:", len(loaded.posts))
    progress.done()
    return walk.record()


def _notes(
    loaded: Loaded, record: Record, files: CandleFiles | None, given: argparse.Namespace, said: str
) -> Iterable[str]:
    """What somebody who reads the figures has to know beside them."""
    yield from loaded.notes
    if said:
        yield said
    if files is not None and files.unnamed:
        names = ", ".join(file.name for file in files.unnamed[:NAMES_SHOWN])
        yield f"{len(files.unnamed)} candle files are named after no instrument and were left out: {names}."
    authors = {line.author: printable(line.author_name) for line in record.lines}
    if len(authors) > 1 and not given.author:
        shown = ", ".join(sorted(authors.values())[:NAMES_SHOWN])
        yield f"signals of {len(authors)} authors are counted together: {shown}. --author NAME keeps one."


def _write(path: Path, record: Record) -> None:
    """The whole file or none of it."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            write_csv(stream, record)
        beside.replace(path)
    except OSError as error:
        raise Stopped(f"{path} cannot be written: {error.strerror}.", FAILED) from error
