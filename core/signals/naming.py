"""The symbol of a post that marks none: the only name in it, told apart from words in capitals."""

from __future__ import annotations

from collections.abc import Sequence

from core.market.listing import WORD_LIKE
from core.signals.cues import Cue
from core.signals.token import Kind, Token

# Written in capitals, and no name of anything that trades.
ACRONYMS = frozenset(
    """
    FOMC CPI NFP PPI GDP VIP USA ATH ATL RSI FED ECB BOE BOJ PMI MACD VWAP EMA SMA HTF LTF FVG BOS CHOCH ETF IPO
    CEO SEC CFTC NSE BSE BIST MOEX FUT FUTURES LTP CMP BTST STBT SEBI FII DII FPI EDIT UTC EST GMT IST PST CET FYI
    IMO PSA LOL OMG WTF FAQ DYOR NFA FOMO HODL REKT GG WP THX PLS ASAP PNL ROI ROE APY TVL DCA OTC KYC DM DMS
    ADMIN TEAM NEWS UPDATE ALERT SIGNAL FREE GUYS BREAKING DONE HIT WIN LOSS PROFIT GREAT NICE BOOM INDIA CASH EQ
    FNO MCX NIFTY50 HH HL LH LL EOD
    """.split()
)


def named(tokens: list[Token]) -> list[Token]:
    """The tokens with the only name that they hold as their symbol, where no other symbol is there.

    A name that stands in no list, and a listed one in small letters (`покупаю сбер (sber)`): what is said about it can
    be asked about, and never trades by itself.
    """
    if any(token.kind is Kind.SYMBOL for token in tokens):
        return tokens
    found = [place for place, token in enumerate(tokens) if _may_name(token)]
    if len({tokens[place].base for place in found}) != 1:
        return tokens
    if _shouts(tokens) and (tokens[found[0]].instrument is None or tokens[found[0]].cue is not None):
        return tokens
    out = list(tokens)
    for place in found:
        out[place] = out[place]._replace(kind=Kind.SYMBOL, cue=None)
    return out


def _may_name(token: Token) -> bool:
    if token.kind is not Kind.WORD or not token.base or len(token.text) < 3:
        return False
    if token.text.isupper() and token.instrument is not None and token.cue in (None, Cue.AT, Cue.FILL):
        return token.text not in ACRONYMS
    if token.cue is not None:
        return False
    if token.text.isupper():
        return token.text not in ACRONYMS
    return token.instrument is not None and token.text.islower() and token.base not in WORD_LIKE


def _shouts(tokens: Sequence[Token]) -> bool:
    """Whether a text is all in capitals, where they name nothing."""
    words = [
        token for token in tokens if token.kind is Kind.WORD and token.text.isascii() and len(token.text) > 2
    ]
    return len(words) > 3 and sum(token.text.isupper() for token in words) * 2 > len(words) + 2
