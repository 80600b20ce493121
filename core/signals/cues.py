"""What a word can mean to the reader, whatever its language."""

from __future__ import annotations

from enum import StrEnum, auto


class Cue(StrEnum):
    """The meaning of a word or phrase. The words themselves stand in `words/`, one file per language."""

    # sides: LONG and SHORT name a side, BUY and SELL may also label prices
    LONG = auto()
    SHORT = auto()
    BUY = auto()
    SELL = auto()
    # what a number is for
    ENTRY = auto()
    TARGET = auto()
    STOP = auto()
    TRAIL = auto()
    LEVERAGE = auto()
    SIZE = auto()
    RISK = auto()
    QUANTITY = auto()
    RATIO = auto()
    LABEL = auto()  # names something whose numbers are none of ours: period, exchange, signal number
    # how
    MARKET = auto()
    LIMIT = auto()
    BUY_STOP = auto()
    SELL_STOP = auto()
    ABOVE = auto()
    BELOW = auto()
    BREAK = auto()
    ZONE = auto()
    LADDER = auto()
    CROSS = auto()
    ISOLATED = auto()
    RUNNER = auto()
    CANDLE = auto()
    FRAME = auto()
    # units and joints
    UNITS = auto()  # shares, lots, contracts
    PIECES = auto()  # parts that something is split into: a number before it only counts them
    CENTS = auto()  # pips
    TICKS = auto()
    SATS = auto()
    DOLLARS = auto()
    THOUSAND = auto()
    TIMES = auto()
    WORTH = auto()
    TO = auto()
    AND = auto()
    AT = auto()
    PAIR = auto()
    SIDE = auto()
    FILL = auto()  # says nothing by itself
    # follow-ups
    MOVE = auto()
    NEW = auto()
    CLOSE = auto()
    EXIT = auto()  # a close in one word: out, flat, sold
    TRIM = auto()  # always a part
    HALF = auto()
    THIRD = auto()
    QUARTER = auto()
    FIFTH = auto()
    TWO_THIRDS = auto()
    THREE_QUARTERS = auto()
    PART = auto()
    ALL = auto()  # of several trades
    WHOLE = auto()  # of one trade
    REST = auto()
    CANCEL = auto()
    ADD = auto()
    REENTER = auto()
    BREAKEVEN = auto()
    SAME = auto()
    UPDATE = auto()
    INSTEAD = auto()  # before it what holds now, behind it what held
    AFTER = auto()  # before what has to come first
    POSITION = auto()
    LONGS = auto()
    SHORTS = auto()
    # what makes it less than an instruction
    RESULT = auto()
    PAST = auto()
    CONDITION = auto()
    REASON = auto()  # begins a clause that only says why
    HEDGE = auto()
    QUESTION = auto()
    EXAMPLE = auto()
    EXECUTED = auto()
    PROMO = auto()
    INJECTION = auto()
    NEGATION = auto()
    # options
    CALL = auto()
    PUT = auto()
    SPREAD = auto()
    BTO = auto()
    STO = auto()
    STC = auto()
    TODAY = auto()
    WEEKLY = auto()
    MONTH = auto()
