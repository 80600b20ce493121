"""The symbol table: exact after clean-up, and never by likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market import listing
from core.market.model import AssetClass
from core.market.symbols import builtin_table


@pytest.mark.parametrize(
    "written",
    [
        "BTC/USDT",
        "BTC-USDT",
        "btc_usdt",
        "BTCUSDT",
        "BTCUSDT.P",
        "BTC/USDT:USDT",
        "#BTC",
        "$btc",
        "BINANCE:BTCUSDT.P",
        "xbt",
        "Bitcoin",
        "ＢＴＣ",
    ],
)
def test_finds_one_instrument_under_all_its_spellings(written):
    found = builtin_table().find(written)

    assert found is not None
    assert found.symbol == "BTC/USDT"


@pytest.mark.parametrize(
    ("written", "symbol"),
    [("BTC-USD", "BTC/USD"), ("gold", "XAU/USD"), ("XAUUSD", "XAU/USD"), ("cable", "GBP/USD"), ("USOIL", "WTI"),
     ("DAX", "GER40"), ("aapl", "AAPL"), ("1000PEPEUSDT", "1000PEPE/USDT"), ("USD/JPY", "USD/JPY")],
)  # fmt: skip
def test_keeps_the_quote_that_was_written_and_knows_other_names(written, symbol):
    found = builtin_table().find(written)

    assert found is not None
    assert found.symbol == symbol


@pytest.mark.parametrize(
    "written",
    ["ВТС", "BТC/USDT", "ΒTC", "BTC/USDТ", "BTCC", "BTC/XYZ", "EUR", "", "/", "#", "BTC USDT x", "B" * 5000],
)
def test_refuses_lookalikes_and_what_is_not_listed(written):
    assert builtin_table().find(written) is None


def test_quotes_a_bare_coin_in_what_the_provider_uses():
    found = builtin_table().find("eth", default_quote="USDC")

    assert found is not None
    assert found.symbol == "ETH/USDC"


def test_get_takes_the_canonical_symbol_only():
    table = builtin_table()

    assert table.get("BTC/USDT") is not None
    assert table.get("btcusdt") is None


def test_suggests_near_names_without_finding_them():
    table = builtin_table()

    assert table.find("DOGGE/USDT") is None
    assert "DOGE/USDT" in table.near("DOGGE/USDT")


def test_completes_with_the_exact_name_first():
    offered = builtin_table().complete("et", 5)

    assert len(offered) == 5
    assert all(each.symbol.startswith("ET") for each in offered)
    assert builtin_table().complete("eth/", 3)[0].base == "ETH"


def test_words_that_are_tickers_are_named_as_such():
    assert builtin_table().word_like("LINK")
    assert not builtin_table().word_like("BTC")


def test_every_instrument_is_found_by_its_own_symbol():
    table = builtin_table()

    assert [each for each in table.all if table.find(each.symbol) != each] == []


def test_aliases_lead_to_listed_instruments():
    table = builtin_table()
    targets = {**listing.ALIASES, **listing.INDEX_CODES}

    assert [name for name in targets if table.find(name) is None] == []


def test_shares_are_not_pairs():
    share = builtin_table().find("MSFT")

    assert share is not None
    assert (share.symbol, share.quote, share.asset_class) == ("MSFT", "USD", AssetClass.STOCK)


@given(st.text(max_size=60))
def test_answers_any_text(text):
    found = builtin_table().find(text)
    builtin_table().near(text)

    assert found is None or builtin_table().get(found.symbol) == found
