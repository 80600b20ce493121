"""Files of cards are written down whole, beside earlier ones, and told by their path."""

from __future__ import annotations

from pathlib import Path

from bot.present.reply import Attachment, Drawn
from bot.run import kept_in


def test_a_file_never_takes_the_place_of_another(tmp_path: Path):
    keep = kept_in(tmp_path / "exports")

    first = keep(Attachment("fills.csv", "a,b\n1,−2\n", "every fill"))
    second = keep(Attachment("fills.csv", "a,b\n", "every fill"))

    assert (first, second) == (
        str(tmp_path / "exports" / "fills.csv"),
        str(tmp_path / "exports" / "2-fills.csv"),
    )
    assert Path(first).read_bytes() == "a,b\n1,−2\n".encode()
    assert Path(second).read_text(encoding="utf-8") == "a,b\n"


def test_a_picture_is_kept_as_it_was_drawn(tmp_path: Path):
    keep = kept_in(tmp_path / "exports")

    path = keep(Drawn("equity.png", "Equity", b"\x89PNG\r\n\x1a\n"))

    assert path == str(tmp_path / "exports" / "equity.png")
    assert Path(path).read_bytes() == b"\x89PNG\r\n\x1a\n"
