"""The shapes of names, numbers and units in a post: what the lexer looks for at each place."""

from __future__ import annotations

import re

PAIR = re.compile(
    r"(?:[A-Za-z]{2,12}:)?([A-Za-z0-9]{1,15})( ?/ ?|[-_])([A-Za-z]{3,5})"
    r"(:[A-Za-z]{3,5})?([.\-]?P(?:ERP)?)?(?![A-Za-z0-9])"
)
CONTRACT_CODE = re.compile(r"(2\d)([01]\d)([0-3]\d)([CP])(\d{1,5}(?:\.\d{1,2})?)(?![A-Za-z0-9])")
NUMBERED = re.compile(
    r"\d{6}(?![\d.,])|\d{4}(?=\)| [\u30a0-\u30ff\u4e00-\u9fff])|(?!19|20)\d{4}(?= ?[はをが])"
)  # shares in Seoul and Shanghai: 005930
# Shares of Shanghai, Shenzhen and Seoul by their codes, behind their names: 中芯国际 688981, 삼성전자 005930.
CODED = re.compile(
    r"(?:(?<=[\u4e00-\u9fff] )(?:60[0135]|688|00[0-3]|30[01])\d{3}|(?<=[\uac00-\ud7a3] )0\d{5})(?![\d.,])"
)
SMALL = re.compile(r"(?<![^ \n])[a-z]+(?=[ \n,.!?;]|$)")
RUN = re.compile(r"[A-Za-z0-9]{1,24}")
VENUE = re.compile(r"([A-Za-z]{2,12}):([A-Za-z0-9]{1,20})")
MOMENT = re.compile(
    r"\d{1,2}\.\d{1,2}(?=[ •|,]{1,4}\d{1,2}:\d\d)|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d.,]?\d)|"
    r"\d{4}-\d\d-\d\d(?!\d)|\d{1,2}\.\d{1,2}\.20\d\d"
)
DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?![\d/.]?\d)")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
SECOND = re.compile(r" ([^\W\d_]{2,5})\b")
SUFFIX = re.compile(r"([A-Za-zè]{1,6})(?![A-Za-zè0-9])")
CODE = re.compile(r"([A-Z]{3,5})\d{1,2}")  # shares and futures of some exchanges: PETR4
PERCENT = re.compile(
    r" ?(?:percent|per cent|pct|por ciento|por cento|pour cent|per cento|prozent|persen|процент\w{0,3}|"
    r"відсотк\w{0,3}|درصد|بالمئة|퍼센트|프로|パーセント)(?!\w)",
    re.IGNORECASE,
)
# Lengths of candles in other letters: 4ч, 4小时, 4時間足, 4시간봉.
FRAME = re.compile(
    r"[ -]?(?:ч(?:ас(?:а|ов(?:ая|ой|ого|ик)?|овой)?)?(?![а-я])|г(?:од(?:ин\w*)?)(?![а-я])|小时|小時|時間足|時間|"
    r"시간봉|시간|ساعات|ساعه|ساعة|ساعت)",
    re.IGNORECASE,
)
TELLING = 2  # words of a language that tell what a post is written in
DRAWN = re.compile(r"(\w)\1{2,}")  # longgg
LISTED_OPTION = re.compile(
    r"([A-Z]{1,6})(\d\d)([01]\d)([0-3]\d)([CP])(\d{8}|\d{1,5}(?:\.\d{1,3})?)(?![A-Za-z0-9])"
)
SIX_FIGURES = re.compile(r"\d{6}")
EXPONENT = re.compile(r"[eE]-?\d{1,2}(?!\w)")
UNITS = {
    "x": "x", "r": "r", "pips": "pips", "pip": "pips", "p": "", "h": "frame", "hr": "frame", "d": "frame", "w": "frame",
    "min": "frame", "m": "frame", "st": "ordinal", "nd": "ordinal", "rd": "ordinal", "th": "ordinal", "er": "ordinal",
    "ère": "ordinal", "ere": "ordinal", "ème": "ordinal", "eme": "ordinal", "ra": "ordinal",
    "da": "ordinal", "sats": "sats", "sat": "sats", "hrs": "frame", "hour": "frame", "days": "frame",
}  # fmt: skip
MYRIADS = ("万", "萬", "만")  # 10.38万: 103,800
TENTHS = {char: place for place, char in enumerate("一二三四五六七八九", start=1)}  # 三成: 30 %
TENTH = re.compile(r"[成割](?![本交功为為立长長就分果り])")
COUNTED = ("つ目", "番目", "本目")  # 2つ目の利確: the second target
COUNTERS = ("차", "次", "番")  # 1차 목표: the first target
TOKENS_MAX = 600  # a trade is told in far fewer; what comes after is not read, and the reading says so
CURRENCY = "$€£¥₹₽₺₩₫"
ELIDED = re.compile(r"(?:[ld]|dell|sull|all|nell)'(?=[A-Z#$])", re.IGNORECASE)
ENDING = re.compile(r"(?:'?[dt][ae]n|'(?:d[ae]|t[ae]|[yn]?[aeiu]|lik|luk))(?![^\W\d_])")  # 298,50'den
EVEN = re.compile(r"0[x×]0(?!\d)")
MONEY_STARTS = frozenset("RUHNACSIT" + "ruhnacsit")
MONEY = re.compile(r"(?:R\$|US\$|HK\$|NT\$|AU?\$|CA?\$|S\$|Rs\.?|INR|TL) ?(?=\d)", re.IGNORECASE)
# Futures by their exchange's code: root, month, year. What is traded is the contract, as it was written.
CONTRACT = re.compile(
    r"(?:M?ES|M?NQ|M?YM|M2K|RTY|M?CL|M?GC|SI|HG|NG|ZB|ZN|ZF|ZC|ZS|ZW|6[EBJACS]|BR|GD|SR|GZ|LK|RI|MX|Si|Eu|CR|WIN|WDO|IND|DOL)"
    r"[FGHJKMNQUVXZ]\d{1,2}|"
    # and of the exchanges of China: product, year and month
    r"(?:RB|HC|JM|AU|AG|CU|AL|ZN|NI|SN|SC|FU|BU|RU|CF|SR|TA|MA|FG|SA|UR|PP|EG|EB|PG|IF|IH|IC|IM|[IJMYPACVL])"
    r"2[4-9](?:0[1-9]|1[0-2])"
)
PIECE_MOST = 6  # letters of a word in a script without spaces
JOINS = frozenset("/-_:")
SIDED_LEAST = 9  # ETHUSDBUY: a pair with a side stuck to it
SIDES = ("BUY", "SELL", "LONG", "SHORT")
# Coins and metals that people write in lower case in running text; any other name in lower case needs the slot.
COMMON = frozenset(
    """
    BTC ETH SOL XRP BNB DOGE AVAX LTC MATIC ARB SUI APT INJ PEPE WIF XAU XAG XBT GOLD SILVER WTI OURO
    BITCOIN ETHEREUM ORO ATOM DYDX TRX SHIB FTM HBAR ALGO XLM BCH ICP RNDR WLD JUP PYTH TIA CABLE CRUDE
    BRENT ALTIN NATGAS DAX NASDAQ ETC XMR AAVE NVDA TSLA AAPL MSFT AMZN SPY QQQ PLTR USOIL US30 NAS100
    SPX500 GER40 ARKM ORDI ENA ONDO TAO FET RELIANCE NIFTY BANKNIFTY SENSEX FINNIFTY
    """.split()
)
NEED_SIGN = frozenset({"SPOT"})  # shares whose letters head the posts of another market
SECOND_NAME = re.compile(r" [^\W\d_]{2,8}\b")
# The first word of a pair that is told by the names of its currencies.
FIRST_OF_PAIR = frozenset({"يورو", "پوند", "اليورو", "الباوند", "دلار", "евро", "фунт", "євро"})
TWO_WORDS = frozenset({"us", "uk", "crude", "natural", "altın", "altin", "wti", "brent"})
