"""Where a replay's candles are: CSV files, or Parquet, read when a signal first asks for their instrument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from importlib import import_module
from pathlib import Path
from typing import Any

from core.market.candles import CandleFault, Gathering, Series
from core.market.candlesheet import gather, instrument_of
from core.market.symbols import SymbolTable

# Line numbers of the second file of an instrument begin here, of the third at twice that.
A_FILE = 10**10
PARQUET = ".parquet"
_SAID = {
    "empty": "there is nothing in it",
    "no_headings": "no line says time, open, high, low and close. Put such a line on top",
    "no_column": "there is no column {value}",
    "not_a_sheet": "this is no line of a CSV file",
    "short_row": "only {value} cells are there, fewer than the headings say",
    "not_a_time": "“{value}” is no time. Write 2024-01-31T14:00:00Z, or seconds since 1970",
    "not_a_price": "“{value}” is no price. Write 61500.5, with a point",
    "not_above_zero": "a price must be above zero, not {value}",
    "high_too_low": "the high, {value}, is under another price of the candle",
    "low_too_high": "the low, {value}, is over another price of the candle",
    "too_many_digits": "“{value}” has more digits than a price of 18 decimals can have",
    "overlap": "this candle opens before the one of {other} is over",
    "two_of_one_time": "there are two different candles of {value}, the other in {other}",
    "too_few": "there are not two candles of different times in it",
}


class BadCandles(Exception):
    """Candles that cannot be used: which file, which line, what is wrong with it, in words."""


class CandleFiles:
    """The CSV files of a folder, or one file, by the instruments that they are named after."""

    def __init__(self, path: Path, table: SymbolTable, zone: tzinfo) -> None:
        """Only names are looked at here. Raises `BadCandles` when there is no CSV file."""
        found = (
            sorted(one for one in path.iterdir() if one.suffix.lower() in (".csv", PARQUET))
            if path.is_dir()
            else [path]
        )
        if not found:
            raise BadCandles(f"there is no .csv file in {path}")
        self.found = found
        self.unnamed: list[Path] = []
        self.files: dict[str, list[Path]] = {}
        for file in found:
            instrument = instrument_of(file.stem, table)
            if instrument is None:
                self.unnamed.append(file)
            else:
                self.files.setdefault(instrument.symbol, []).append(file)
        self._zone = zone
        self._known: dict[str, Series | None] = {}
        self.since: int | None = None

    def series(self, symbol: str) -> Series | None:
        """The candles of an instrument from `since` on; None where no file is named after it. Raises `BadCandles`."""
        if symbol not in self._known:
            files = self.files.get(symbol)
            self._known[symbol] = None if files is None else self._read(files)
        return self._known[symbol]

    def _read(self, files: Sequence[Path]) -> Series | None:
        gathering = Gathering()
        try:
            for count, file in enumerate(files):
                if file.suffix.lower() == PARQUET:
                    gather(_parquet(file), gathering, self._zone, self.since, count * A_FILE)
                    continue
                with file.open(encoding="utf-8-sig", errors="replace", newline=None) as lines:
                    gather(lines, gathering, self._zone, self.since, count * A_FILE)
            # One candle alone does not say how long it lasts: nothing is known by it.
            return gathering.series() if len(gathering) > 1 else None
        except CandleFault as fault:
            raise BadCandles(_said(fault, files)) from fault
        except OSError as error:
            raise BadCandles(f"{error.filename}: {error.strerror}") from error


def _parquet(file: Path) -> Iterator[str]:
    """A Parquet file as the lines of a sheet, its numbers as they stand there. Raises `BadCandles`."""
    try:
        reader: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise BadCandles(
            f"{file} is a Parquet file, and pyarrow, which reads them, is not installed. "
            "Install it (pip install pyarrow), or save the candles as CSV."
        ) from None
    try:
        sheet = reader.ParquetFile(file)
        yield ",".join(sheet.schema_arrow.names)
        for batch in sheet.iter_batches():
            yield from (",".join(map(_cell, row)) for row in zip(*batch.to_pydict().values(), strict=True))
    except ValueError as error:  # what the library raises for what it cannot read
        raise BadCandles(f"{file} is not a Parquet file: {error}") from error


def _cell(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _said(fault: CandleFault, files: Sequence[Path]) -> str:
    words = _SAID[fault.code].format(value=fault.value, other=_place(fault.other, files))
    return f"{_place(fault.line, files)}: {words}."


def _place(line: int, files: Sequence[Path]) -> str:
    file, number = divmod(line, A_FILE)
    return f"{files[file]}, line {number}" if number else str(files[file])
