"""Keys that somebody pasted into a chat are known as such; what traders write every day is not taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.venues.pasted import DOTS, holds_key, without_keys

CORPUS = Path(__file__).parents[2] / "corpus"
BINANCE = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
KRAKEN = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="
PEM = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIExample\n-----END EC PRIVATE KEY-----"


@pytest.mark.parametrize("text", [
    BINANCE, f"here: {BINANCE}", KRAKEN, PEM, f"key={BINANCE}&x=1",
    "organizations/0f0e0d0c-0b0a-0908-0706-050403020100/apiKeys/00010203-0405-0607-0809-0a0b0c0d0e0f",
    "PKTEST0123456789ABCD", "my alpaca AKTEST0123456789ABCD",
    "kucoin api key 5c2db93503aa674c74a31734 secret f03a5284-5c39-4aaa-9b20-dea10bdcf8e3",
    "/me connect kraken KEY SECRET", "/me_connect kucoin a b c", "/me reconnect alpaca short word",
    "/me_connect@bellwether_bot kraken KEY SECRET", "me connect kraken KEY SECRET",
])  # fmt: skip
def test_a_key_is_known(text: str):
    assert holds_key(text)


@pytest.mark.parametrize("text", [
    "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000",
    "CA: 0xdAC17F958D2ee523a2206206994597C13D831ec7",
    "tx 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060",
    "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "https://www.tradingview.com/x/AbCdEfGh1234567890abcdefABCDEF1234567890abcd/",
    "secret strategy: buy low, sell high", "the key level is 60000", "/me connect kraken",
    "/me connect kraken as savings",
    "/me reconnect schwab", "/me brokers", "K7QM-2XTD", "", "my api key is ready, what now?",
    "================================================", "--------------------------------------------------",
])  # fmt: skip
def test_what_is_no_key_is_left_alone(text: str):
    assert not holds_key(text)


def test_no_post_of_the_corpus_is_taken_for_a_key():
    posts = [
        json.loads(line)["text"]
        for path in CORPUS.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    posts += [line for path in CORPUS.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]

    assert len(posts) > 1_000
    assert [post for post in posts if holds_key(post)] == []


def test_what_is_echoed_or_logged_has_dots_in_its_place():
    said = without_keys(f"not understood: {BINANCE}, {KRAKEN}, order be1112345678901234567890123456ab")

    assert BINANCE not in said
    assert KRAKEN not in said
    assert said.count(DOTS) == 2
    assert "be1112345678901234567890123456ab" in said
