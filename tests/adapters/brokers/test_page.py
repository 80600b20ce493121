"""`docs/brokers.md` says what the adapters say of themselves."""

from __future__ import annotations

from adapters.brokers.drivers import all_infos
from adapters.brokers.page import NAMES, PAGE, page
from core.venues.model import Feature
from tests.venues_told import INFOS


def test_the_page_is_current():
    made = page([info for info, _ in all_infos().values()])

    assert PAGE.read_text(encoding="utf-8") == made, "make it anew: python -m adapters.brokers.page"


def test_every_feature_has_its_row():
    assert set(NAMES) == set(Feature)


def test_it_says_how_each_is_connected_and_which_are_missing():
    made = page(INFOS)

    assert "`/me connect kucoin` asks for its key, its secret, its passphrase." in made
    assert "`/me connect schwab` leads to its own sign-in page" in made
    assert "pip install 'bellwether[kucoin]'" in made
    assert "Not in this version: robinhood, webull, moomoo, binance, coinbase." in made
