"""What people type: either order, short names, quotes and apostrophes, and never anything worse than a refusal."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.app import COMMANDS
from bot.typed import ALIASES, Typed, read_line
from core.kernel.errors import Refusal


def read(line: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    typed = read_line(COMMANDS, line)
    return typed.command.path, typed.options


def outcome(line: str) -> Typed | Refusal:
    try:
        return read_line(COMMANDS, line)
    except Refusal as refusal:
        return refusal


def refused(line: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_line(COMMANDS, line)
    return caught.value


FIFTY = {"symbol": ("btc",), "amount": ("$50",), "stop": ("58k",), "targets": ("62k", "65k")}


@pytest.mark.parametrize(
    "line",
    [
        "/trade buy $50 btc sl 58k tp 62k 65k",
        "/trade buy btc $50 sl 58k tp 62k 65k",
        "trade buy btc $50 sl 58k tp 62k 65k",
        "/TRADE Buy btc $50 SL 58k TP 62k 65k",
        "/trade_buy btc $50 sl 58k tp 62k 65k",
        "/trade_buy@bellwether_bot btc $50 sl 58k tp 62k 65k",
        "/buy $50 btc tp 62k 65k sl 58k",
        "/trade buy sl 58k tp 62k 65k amount $50 symbol btc",
        "/trade buy btc $50 stop 58k targets 62k 65k",
        "/trade buy btc $50 stoploss 58k target 62k target 65k",
        "/trade buy btc $50 sl: 58k tp: 62k, 65k",
        "/trade buy btc $50 sl=58k tp1=62k tp2=65k",
        "/trade buy btc $50 tp1: 62k tp2: 65k sl:58k",
        "/trade buy btc $50 tp1 62k tp2 65k sl 58k",
        "/trade buy btc $50 tp 62k / 65k sl 58k",
        "  /trade   buy  btc\n$50\tsl 58k tp 62k 65k  ",
    ],
)
def test_one_order_in_many_ways_of_typing_it(line):
    path, options = read(line)

    assert path == "trade buy"
    assert options == FIFTY


@pytest.mark.parametrize(
    ("line", "path", "options"),
    [
        (
            "/trade buy BTC/USDT 0.5 limit=61000",
            "trade buy",
            {"symbol": ("BTC/USDT",), "amount": ("0.5",), "limit": ("61000",)},
        ),
        (
            "/buy 10% BINANCE:BTCUSDT at 59,000",
            "trade buy",
            {"amount": ("10%",), "symbol": ("BINANCE:BTCUSDT",), "limit": ("59,000",)},
        ),
        ("/sell btc", "trade sell", {"symbol": ("btc",)}),
        ("/sell 50% btc", "trade sell", {"amount": ("50%",), "symbol": ("btc",)}),
        ("/trade close all", "trade close", {"what": ("all",)}),
        ("/trade close losers", "trade close", {"what": ("losers",)}),
        ("/trade close btc 50%", "trade close", {"what": ("btc 50%",)}),
        ("/trade close 50% btc", "trade close", {"what": ("50% btc",)}),
        ("/trade_close T-7K2Q", "trade close", {"what": ("T-7K2Q",)}),
        ("/panic", "panic", {}),
        ("/stop entries", "panic", {"what": ("entries",)}),
        ("/status", "portfolio positions", {}),
        ("/portfolio history", "trade history", {}),
        ("/portfolio_history before T-7K2Q", "trade history", {"older": ("T-7K2Q",)}),
        ("/me limits 1% age 2m", "me limits", {"risk": ("1%",), "age": ("2m",)}),
        ("/me limits risk 0.79% chase 0.69%", "me limits", {"risk": ("0.79%",), "chase": ("0.69%",)}),
        ("/copy start Northlight notify", "copy start", {"provider": ("Northlight",), "mode": ("notify",)}),
        ("/copy start notify Northlight", "copy start", {"provider": ("Northlight",), "mode": ("notify",)}),
        ('/provider register "North Light"', "provider register", {"name": ("North Light",)}),
        ("/provider register “North Light”", "provider register", {"name": ("North Light",)}),
        ("/provider register 'North Light'", "provider register", {"name": ("North Light",)}),
        ("/provider register Bob's", "provider register", {"name": ("Bob's",)}),
        ("/provider add Bob's Ann's", "provider add", {"who": ("Bob's",), "name": ("Ann's",)}),
        ("/help@bot", "help", {}),
        ("/", "help", {}),
        ("/trade", "help", {"topic": ("trade",)}),
        ("/help trade buy", "help", {"topic": ("trade buy",)}),
        ("/start 10000", "start", {"code": ("10000",)}),
    ],
)
def test_what_a_line_asks_for(line, path, options):
    assert read(line) == (path, options)


@pytest.mark.parametrize(
    "post",
    [
        "LONG BTC/USDT entry 60000\nsl 58500\ntp 61500 63000",
        'he said "long btc" and that\'s all',
        "don't  buy   the   dip",
        "back\\slash text=5 text",
        "✅ #ETH лонг",
    ],
)
def test_a_post_is_taken_as_it_was_written(post):
    assert read(f"/signal check {post}") == ("signal check", {"text": (post,)})
    assert read(f"/signal_read@bot\n{post}") == ("signal read", {"text": (post,)})


def test_a_post_in_quotes_is_what_is_between_them():
    assert read('/signal check "LONG BTC/USDT entry 60000"')[1] == {"text": ("LONG BTC/USDT entry 60000",)}


@pytest.mark.parametrize(
    ("line", "so_far", "answer", "options"),
    [
        ("/trade buy btc", "/trade buy symbol btc amount", "$50", {"symbol": ("btc",), "amount": ("$50",)}),
        (
            "/buy $50 sl 58k",
            "/trade buy stop 58k amount $50 symbol",
            "btc",
            {"symbol": ("btc",), "amount": ("$50",), "stop": ("58k",)},
        ),
        (
            "/trade buy btc tp 62k 65k",
            "/trade buy targets 62k 65k symbol btc amount",
            "1",
            {"symbol": ("btc",), "amount": ("1",), "targets": ("62k", "65k")},
        ),
        ("/trade close", "/trade close", "btc 50%", {"what": ("btc 50%",)}),
        (
            "/buy btc $50 sl",
            "/trade buy btc $50 sl",
            "58k",
            {"symbol": ("btc",), "amount": ("$50",), "stop": ("58k",)},
        ),
        ("/signal check", "/signal check", "text LONG BTC\nsl 58k", {"text": ("text LONG BTC\nsl 58k",)}),
        (
            "/provider add name 'North Light'",
            '/provider add name "North Light" who',
            "pro",
            {"who": ("pro",), "name": ("North Light",)},
        ),
    ],
)
def test_a_question_keeps_the_line_that_its_answer_completes(line, so_far, answer, options):
    question = refused(line)

    assert question.code == "missing_option"
    assert question.facts["line"] == so_far
    assert read(f"{so_far} {answer}")[1] == options


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("/trade bye", "/trade buy, /trade sell"),
        ("/portfolo show", "/portfolio show"),
        ("/trade_bu btc", "/trade buy"),
        ("/hepl", "/help"),
        ("/xyzzy", ""),
    ],
)
def test_an_unknown_command_names_what_is_near(line, near):
    refusal = refused(line)

    assert refusal.code == "unknown_command"
    assert refusal.facts["near"].startswith(near)
    assert bool(refusal.facts["near"]) is bool(near)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("/trade buy btc 1 eth", "too_many_words"),
        ("/portfolio show me", "too_many_words"),
        ("/trade buy btc $50 sl", "missing_option"),
        ("/trade buy btc $50 tp ,", "missing_option"),
        ("/me limits banana", "too_many_words"),
    ],
)
def test_what_does_not_fit_is_refused(line, code):
    assert refused(line).code == code


def test_every_short_form_leads_somewhere():
    assert set(ALIASES.values()) <= set(COMMANDS.commands)
    assert not set(ALIASES) & set(COMMANDS.commands)


parts = st.sampled_from(
    """/ /trade trade_buy buy sell close /me limits /signal check @bot _ = : sl tp tp1= "  ' “ btc $50 10% 58k , all
    symbol amount what /provider register name help /start panic \\ \n \t \x00 é 买""".split(" ")
)


@settings(max_examples=400)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(parts, max_size=10).map(" ".join),
        st.lists(parts, max_size=6).map("".join),
    )
)
@example("/@bot")
@example("/_")
@example("/trade_")
@example('/me limits ""')
@example("/" * 50)
def test_any_line_is_a_command_or_a_refusal(line):
    typed = outcome(line)
    if isinstance(typed, Refusal):
        assert typed.code in {"unknown_command", "missing_option", "too_many_words"}
        return
    names = {option.name: option for option in typed.command.options}
    assert set(typed.options) <= set(names)
    assert all(words and (len(words) == 1 or names[name].many) for name, words in typed.options.items())
    assert all(option.name in typed.options for option in typed.command.options if option.required)


def test_the_last_option_may_take_the_rest_of_the_line_as_it_was_written():
    assert read("/trade note T-7K2Q took it late: text = 'mine'") == (
        "trade note",
        {"trade": ("T-7K2Q",), "text": ("took it late: text = 'mine'",)},
    )
    # The line that an answered question completes names its options.
    assert read("/trade note trade T-7K2Q text it worked") == (
        "trade note",
        {"trade": ("T-7K2Q",), "text": ("it worked",)},
    )
    assert refused("/trade note").code == "missing_option"
    assert refused("/trade note btc").facts["option"] == "text"
