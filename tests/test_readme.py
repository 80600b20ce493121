"""The README's first promise: ten lines, through the real program, show what it is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
TOUR = CHECKOUT / "docs" / "tour.story"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tour prints, piped into `bellwether run` in an empty folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BELLWETHER_")}
    with TOUR.open(encoding="utf-8") as lines:
        done = subprocess.run(
            [Path(sys.executable).parent / "bellwether", "run"],
            stdin=lines,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path_factory.mktemp("newcomer"),
            env=environment | {"PYTHONIOENCODING": "utf-8"},
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def cards(text: str) -> list[str]:
    return text.split("\n\n")


def card(text: str, title: str) -> str:
    found = [one for one in cards(text) if one.startswith(title)]
    assert len(found) == 1, f"{len(found)} cards begin with {title!r}"
    return found[0]


def test_the_readme_shows_the_tour_as_it_is():
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    tour = TOUR.read_text(encoding="utf-8")

    assert blocks.count(tour) == 1
    assert len(tour.splitlines()) == 10


def test_the_tour_fills_a_paper_trade(told: str):
    bought = card(told, "(ann) PAPER  Bought BTC/USDT")

    assert bought.splitlines()[0].endswith("60,012.00")
    assert "0.33333 BTC" in bought
    assert "stop       58,500.00   working" in bought


def test_the_tour_says_why_a_follower_was_skipped(told: str):
    skipped = card(told, "(bob) PAPER  Skipped BTC/USDT")

    assert re.search(r"✗ age +9\d s  max 60 s", skipped)
    assert "Smallest change that would have passed: age 9" in skipped


def test_the_tour_hits_a_target(told: str):
    assert "+227.74" in card(told, "(ann) PAPER  Target 1 hit BTC/USDT")


def test_the_tour_ends_with_the_portfolio(told: str):
    portfolio = cards(told)[-1]

    assert portfolio.startswith("(ann) PAPER  100,465.74 USDT")
    assert "BTC  0.16667 10,250.20 +238.00 +2.38 %" in portfolio
