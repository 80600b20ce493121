"""The same trade in each language, told as its channels tell it; and follow-ups (SG-01, BX-08)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.market.symbols import builtin_table
from core.signals.read import read
from core.signals.reading import Direction, Do, Reading, ReadingKind, Tier
from core.signals.words import LANGUAGES

TABLE = builtin_table()

LONGS = {
    "es": "COMPRA #SOL\nZona de entrada: 140 a 142\nObjetivo 1: 150\nObjetivo 2: 160\nStop: 133",
    "pt": "SOL/USDT compra\nEntrada: 140 - 142\nAlvo 1: 150\nAlvo 2: 160\nStop: 133",
    "de": "SOL/USDT LONG\nEinstieg: 140 - 142\nZiel 1: 150\nZiel 2: 160\nStopp: 133",
    "fr": "ACHAT SOL/USDT\nZone d'entrée : 140 à 142\nObjectif 1 : 150\nObjectif 2 : 160\nStop : 133",
    "it": "COMPRA SOL/USDT\nZona di ingresso: 140 - 142\nObiettivo 1: 150\nObiettivo 2: 160\nStop: 133",
    "ru": "ЛОНГ SOL/USDT\nВход: 140 - 142\nЦели: 150, 160\nСтоп: 133",
    "uk": "КУПУЄМО SOL/USDT\nВхід: 140 - 142\nЦілі: 150, 160\nСтоп-лосс: 133",
    "tr": "SOL/USDT alış\nGiriş: 140 - 142\nHedef 1: 150\nHedef 2: 160\nZarar durdur: 133",
    "ar": "شراء SOL/USDT\nالدخول: 140 - 142\nالهدف 1: 150\nالهدف 2: 160\nوقف الخسارة: 133",
    "fa": "خرید SOL/USDT\nورود: 140 - 142\nتارگت 1: 150\nتارگت 2: 160\nحد ضرر: 133",
    "hi": "SOL/USDT kharido\nentry 140 - 142\ntarget 150 aur 160\nsl 133",
    "id": "BELI SOL/USDT\nArea masuk: 140 - 142\nTarget 1: 150\nTarget 2: 160\nBatas rugi: 133",
    "vi": "MUA SOL/USDT\nVùng vào: 140 - 142\nChốt lời: 150 / 160\nCắt lỗ: 133",
    "zh": "SOL/USDT 做多\n入场：140 - 142\n止盈：150、160\n止损：133",
    "ja": "SOL/USDT ロング\nエントリー：140 - 142\n利確：150、160\n損切り：133",
    "ko": "솔라나 롱\n진입: 140 - 142\n1차 목표 150\n2차 목표 160\n손절: 133",
}
BREAKEVENS = {
    "es": "movemos el stop a la entrada",
    "it": "spostiamo lo stop a pareggio",
    "uk": "переносимо стоп в беззбиток",
    "vi": "dời SL về hòa vốn",
    "id": "geser SL ke titik impas",
    "ja": "ストップを建値に移動",
    "ko": "손절을 본절로 이동",
    "ar": "نقل الوقف إلى نقطة التعادل",
}
HALVES = {
    "it": "chiudiamo metà SOL",
    "uk": "фіксуємо половину SOL",
    "id": "tutup setengah SOL",
    "vi": "chốt một nửa SOL",
    "hi": "SOL aadha book karo",
    "ja": "SOL 半分決済",
    "ko": "SOL 절반 청산",
}


def said(text: str) -> Reading:
    [reading] = read(text, table=TABLE)
    return reading


@pytest.mark.parametrize("language", LONGS)
def test_a_trade_reads_alike_in_every_language(language: str):
    reading = said(LONGS[language])

    assert (reading.kind, reading.base, reading.direction) == (ReadingKind.OPEN, "SOL", Direction.LONG)
    assert [Decimal(price) for price in reading.entries] == [140, 142]
    assert [Decimal(price) for price in reading.targets] == [150, 160]
    assert reading.stop == 133


@pytest.mark.parametrize("language", BREAKEVENS)
def test_break_even_reads_alike_in_every_language(language: str):
    assert [action.do for action in said(BREAKEVENS[language]).actions] == [Do.BREAKEVEN]


@pytest.mark.parametrize("language", HALVES)
def test_half_reads_alike_in_every_language(language: str):
    [action] = said(HALVES[language]).actions

    assert action.do is Do.CLOSE_PART
    assert action.pct == 50


def test_circled_figures_number_a_list():
    reading = said("LONG SOL/USDT\nentry 140\ntp ① 150 ❷ 160\nsl 133")

    assert [Decimal(price) for price in reading.targets] == [150, 160]


def test_two_actions_of_which_the_second_is_joined_on():
    reading = said("إغلاق نصف الصفقة وتحريك الوقف إلى نقطة الدخول")

    assert [action.do for action in reading.actions] == [Do.CLOSE_PART, Do.BREAKEVEN]


def test_a_drawn_out_side_is_the_side():
    assert said("sol longgg mkt sl 133 tp 150").direction is Direction.LONG


def test_a_stop_that_is_pulled_up_is_no_cancel():
    reading = said("TP2 done on SOL. Trim 30% and pull the stop up to 146")

    assert [action.do for action in reading.actions] == [Do.CLOSE_PART, Do.MOVE_STOP]


@pytest.mark.parametrize(
    "text",
    [
        "flight cancelled, home by nine",
        "cancelled my gym for 25 a month",
        "I add 3 spoons of sugar",
        "be kind to your stop losses, everyone",
        "we closed the SOL swing last monday at 148",
    ],
)
def test_talk_with_the_words_of_instructions_is_talk(text: str):
    assert said(text).tier is Tier.IGNORE


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_lists_no_phrase_twice(language: str):
    """Only the first listing of a phrase counts, so that a second one says nothing or something else."""
    listed = [" ".join(phrase.split()) for text in LANGUAGES[language].values() for phrase in text.split(",")]
    phrases = [phrase for phrase in listed if phrase]

    assert sorted(phrases) == sorted(set(phrases))
