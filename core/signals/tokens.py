"""A normalised post as tokens: words with their meaning, numbers with their unit, symbols, marks, line ends.

One pass, bounded look-ahead at each place: the time taken grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from core.market.listing import EXCHANGES
from core.market.model import AssetClass, Instrument
from core.market.symbols import QUOTES, SymbolTable
from core.signals import shapes
from core.signals.lexicon import Lexicon, is_hangul, is_ideograph, is_kana
from core.signals.numbers import NUMBER, Style, values
from core.signals.phrases import phrased
from core.signals.token import WORD, Kind, Strength, Token

WORDS_KEPT = 20_000


def _whole_word(text: str, at: int) -> str:
    match = shapes.WORD.match(text, at)
    return match.group() if match else ""


def _of_one_script(word: str) -> str:
    """A word up to where letters of a script without spaces begin: `ETH空单`, `BTC롱`."""
    for place, char in enumerate(word):
        if place and (is_ideograph(char) or is_hangul(char)):
            return word[:place]
    return word


@lru_cache(WORDS_KEPT)
def _is_plain(word: str, quote: str, table: SymbolTable) -> bool:
    """Whether small letters are a word and no instrument's name. Words are few, and each comes again and again."""
    return word not in shapes.TWO_WORDS and table.find(word, quote) is None


class Lexer:
    """Turns one normalised text into tokens."""

    def __init__(
        self, text: str, style: Style, dots: bool, table: SymbolTable, lexicon: Lexicon, quote: str
    ) -> None:
        self._text = text
        self._style = style
        self._dots = dots
        self._table = table
        self._lexicon = lexicon
        self._quote = quote
        # What most posts do not have at all is looked for once, and not at every word.
        self._elides = "'" in text
        self._dated = shapes.SIX_FIGURES.search(text) is not None
        self._out: list[Token] = []
        self.cut = False

    def run(self) -> tuple[Token, ...]:
        """The tokens, with the meaning of each word but without symbols that only their place makes."""
        text, at, length = self._text, 0, len(self._text)
        while at < length and len(self._out) < shapes.TOKENS_MAX:
            char = text[at]
            if "a" <= char <= "z" and (end := self._small_word(at)):
                at = end + (text[end : end + 1] == " ")
            elif char == " ":
                at += 1
            elif char == "\n":
                self._add(Token(Kind.BREAK, char, at, at + 1))
                at += 1
            elif char.isspace():
                at += 1
            elif (char.isascii() and char.isalnum()) or (char == "." and text[at + 1 : at + 2].isdigit()):
                at = self._alphanumeric(at)
            elif char == "%" and text[at + 1 : at + 2].isdigit():  # %40, as Turkish writes it
                at = self._number(at + 1, unit="%", start=at)
            elif char.isalpha():
                at = self._foreign(at)
            else:
                cue = self._lexicon.match((char,)) if not char.isascii() or char == "&" else None
                kind = Kind.WORD if cue else Kind.MARK
                self._add(Token(kind, char, at, at + 1, char, cue.cue if cue else None))
                at += 1
        self.cut = at < length
        return phrased(self._text, self._out, self._lexicon)

    def _small_word(self, at: int) -> int:
        """The end of a word in small letters that no instrument has for a name, the commonest case; or 0."""
        found = shapes.SMALL.match(self._text, at)
        if found is None:
            return 0
        word = found.group()
        if len(word) >= shapes.SIDED_LEAST or not _is_plain(word, self._quote, self._table):
            return 0
        end = found.end()
        self._out.append(Token(WORD, word, at, end, word))
        return end

    def _add(self, token: Token) -> int:
        if self._out and self._out[-1].end == token.start:
            token = token.after_none()
        self._out.append(token)
        return token.end

    def _alphanumeric(self, at: int) -> int:
        text = self._text
        end = 0
        before = text[at - 1] if at else " "
        if not before.isalnum() or (is_ideograph(before) and text[at].isalpha()):
            end = self._name_or_sign(at)
        if end:
            return end
        if text[at].isdigit() or text[at] == ".":
            return self._number(at)
        match = shapes.WORD.match(text, at)
        assert match is not None
        word = match.group() if match.group().isascii() else _of_one_script(match.group())
        elided = self._table.find(word, self._quote) if "'" in word or not word.isascii() else None
        if elided is not None:  # l'or
            return self._emit(elided.base + elided.quote, at, at + len(word), elided, Strength.NAME)
        if word in ("x", "X") and text[match.end() : match.end() + 1].isdigit():
            return self._number(match.end(), unit="x", start=at)
        return self._add(Token(Kind.WORD, word, at, at + len(word), word.casefold()))

    def _name_or_sign(self, at: int) -> int:
        """The end of an article, a sign of money or a name that begins here; 0 where none does."""
        text = self._text
        article = shapes.ELIDED.match(text, at) if self._elides else None
        if article and self._table.find(_whole_word(text, at), self._quote) is None:
            return self._add(Token(Kind.WORD, article.group(), at, article.end(), "l'"))
        money = shapes.MONEY.match(text, at) if text[at] in shapes.MONEY_STARTS else None
        if money:
            return self._number(money.end(), start=at, money=True)
        end = self._symbol(at) if text[at] != "." else 0
        if end:
            return end
        if not text[at].isdigit():
            return 0
        contract = shapes.CONTRACT_CODE.match(text, at)
        if contract:
            return self._contract(contract)
        code = shapes.NUMBERED.match(text, at)
        if code and (self._is_numbered_share(at) or shapes.CODED.match(text, at)):
            return self._add(
                Token(
                    Kind.SYMBOL,
                    code.group(),
                    at,
                    code.end(),
                    instrument=self._table.get(code.group()),
                    base=code.group(),
                    strength=Strength.STRONG,
                )
            )
        return 0

    def _is_numbered_share(self, at: int) -> bool:
        """Six figures in brackets or at the beginning of a line name a share where names are written in signs."""
        before = self._text[at - 1 : at]
        topic = self._text[at + 4 : at + 5] in "はをが" and self._text[at + 4 : at + 5] != ""
        return (
            topic or before in ("", "\n", "(", "】", "]") or self._text[at - 2 : at] in ("】 ", "] ")
        ) and any(
            is_hangul(char) or is_ideograph(char) or "\u0621" <= char <= "\u064a" for char in self._text[:400]
        )

    # symbols

    def _symbol(self, at: int) -> int:
        """The end of a symbol that begins here, or 0."""
        text = self._text
        marked = at > 0 and text[at - 1] in "#$" and text[at].isalpha()
        run = shapes.RUN.match(text, at)
        if run is None:
            return 0
        after = text[run.end() : run.end() + 2]
        joined = after[:1] in shapes.JOINS or after == " /"
        pair = shapes.PAIR.match(text, at) if joined else None
        if pair and pair.group(3).upper() in QUOTES and any(char.isalpha() for char in pair.group(1)):
            found = self._pair(pair, at)
            if found:
                return found
        venue = shapes.VENUE.match(text, at) if joined else None
        if venue and venue.group(1).upper() in EXCHANGES:
            found = self._named(venue.group(2), at, venue.end(), marked=True)
            if found:
                return found
        listed = shapes.LISTED_OPTION.match(text, at) if self._dated else None
        if listed:
            return self._listed_option(listed)
        name = run.group()
        if not self._ends_name(run.end()):
            return 0
        code = name.upper() if name.islower() else name
        if name[-1].isdigit() and shapes.CONTRACT.fullmatch(code):
            return self._add(Token(Kind.SYMBOL, name, at, run.end(), base=code, strength=Strength.STRONG))
        return self._named(name, at, run.end(), marked=marked)

    def _ends_name(self, at: int) -> bool:
        """Whether a name can end here: letters of a script without spaces, and an ending behind a mark, follow it."""
        char = self._text[at : at + 1]
        if char == "'":  # BTC'yi, ETH's
            return self._text[at + 1 : at + 2].isalpha() and self._text[at - 1 : at].isupper()
        return not char.isalnum() or is_ideograph(char) or is_hangul(char)

    def _listed_option(self, match: re.Match[str]) -> int:
        """NVDA250718P140: underlying, expiry, right and strike in one, as if they had been written apart."""
        name, year, month, day, right, strike = match.groups()
        price = Decimal(strike) / 1000 if len(strike) == 8 else Decimal(strike)
        instrument = self._table.find(name, self._quote)
        pieces = (
            Token(
                Kind.SYMBOL, name, *match.span(1), instrument=instrument, base=name, strength=Strength.STRONG
            ),
            Token(Kind.MOMENT, f"{month}/{day}/20{year}", match.start(2), match.end(4)),
            Token(Kind.NUMBER, strike, *match.span(6), value=price),
            Token(Kind.WORD, right, *match.span(5), right.casefold()),
        )
        for piece in pieces:
            self._out.append(piece)
        return match.end()

    def _contract(self, match: re.Match[str]) -> int:
        """250718C165: expiry, right and strike, behind the name of what they are on."""
        year, month, day, right, strike = match.groups()
        for piece in (
            Token(Kind.MOMENT, f"{month}/{day}/20{year}", match.start(1), match.end(3)),
            Token(Kind.NUMBER, strike, *match.span(5), value=Decimal(strike)),
            Token(Kind.WORD, right, *match.span(4), right.casefold()),
        ):
            self._out.append(piece)
        return match.end()

    def _pair(self, match: re.Match[str], at: int) -> int:
        base, quote = match.group(1), match.group(3).upper()
        instrument = self._table.find(f"{base}/{quote}", self._quote)
        if instrument is None and (
            (self._lexicon.knows(base.casefold()) and not (base.isupper() and self._table.find(base)))
            or (not base.isupper() and match.group(2) != "/")
        ):
            return 0
        shown = instrument.base if instrument else base.upper()
        return self._add(
            Token(Kind.SYMBOL, match.group(), at, match.end(), instrument=instrument, base=shown,
                  quote=instrument.quote if instrument else quote, strength=Strength.STRONG)
        )  # fmt: skip

    def _named(self, name: str, at: int, end: int, *, marked: bool) -> int:
        text, upper = self._text, name.upper()
        if text[end : end + 2].upper() == ".P" and not text[end + 2 : end + 3].isalnum():
            end += 2
        if name.isdigit() or (name in shapes.NEED_SIGN and not marked):
            return 0
        word = name.casefold()
        if not marked and word in shapes.TWO_WORDS:
            two = shapes.SECOND.match(text, end)
            found = self._table.find(f"{name} {two.group(1)}") if two else None
            if two and found:
                return self._emit(f"{name} {two.group(1)}", at, two.end(), found, Strength.NAME)
        instrument = self._table.find(name, self._quote)
        if instrument is None and not marked and not name.isupper() and len(name) < shapes.SIDED_LEAST:
            return 0  # a word like any other
        if marked and text[at - 1] == "#" and self._lexicon.knows(word):
            marked = False  # #SPOT, #long: a tag, where $SPOT is a share
        if instrument is None:
            return self._unlisted(name, upper, at, end, marked=marked)
        whole = "/" in instrument.symbol and len(upper) >= 6 and upper.endswith(instrument.quote)
        strength = self._strength(name, sure=marked or whole)
        known = self._lexicon.knows(word)
        if strength is not Strength.SLOT or (name.isupper() and not known and len(name) > 1):
            return self._emit(name, at, end, instrument, strength)
        if known and not name.isupper():
            return 0
        base = self._base(name, instrument)
        return self._add(
            Token(Kind.WORD, name, at, end, word, instrument=instrument, base=base, strength=strength)
        )

    def _strength(self, name: str, *, sure: bool) -> Strength:
        if sure:
            return Strength.STRONG
        upper = name.upper()
        common = name.isupper() or upper in shapes.COMMON
        if not common or self._table.word_like(upper) or self._lexicon.knows(name.casefold()):
            return Strength.SLOT
        return Strength.NAME

    def _base(self, name: str, instrument: Instrument) -> str:
        # Codes of indices are many, and the one that was written is what the reader's broker may know.
        kept = instrument.asset_class is AssetClass.INDEX or name.upper() in ("NATGAS", "CRUDEOIL")
        return name.upper().lstrip("#$") if kept else instrument.base

    def _emit(self, name: str, at: int, end: int, instrument: Instrument, strength: Strength) -> int:
        written = name.upper()
        implied = instrument.asset_class in (AssetClass.FOREX, AssetClass.METAL)
        paired = (
            "/" in instrument.symbol and written != instrument.base and written.endswith(instrument.quote)
        )
        quote = instrument.quote if implied or paired else None
        return self._add(
            Token(Kind.SYMBOL, self._text[at:end], at, end, instrument=instrument, base=self._base(name, instrument),
                  quote=quote, strength=strength)
        )  # fmt: skip

    def _unlisted(self, name: str, upper: str, at: int, end: int, *, marked: bool) -> int:
        for side in shapes.SIDES if len(name) >= shapes.SIDED_LEAST else ():
            for rest, first, second in (
                (upper.removesuffix(side), (at, end - len(side)), (end - len(side), end)),
                (upper.removeprefix(side), (at + len(side), end), (at, at + len(side))),
            ):
                instrument = self._table.find(rest, self._quote) if rest != upper and len(rest) >= 6 else None
                if instrument is not None:
                    pieces = sorted((first, second))
                    for piece in pieces:
                        if piece == first:
                            self._emit(rest, *piece, instrument, Strength.STRONG)
                        else:
                            self._add(
                                Token(Kind.WORD, self._text[piece[0] : piece[1]], *piece, side.casefold())
                            )
                    return end
        known = self._lexicon.knows(name.casefold())
        if not name.isupper() and not marked:
            return 0
        quote = next(
            (q for q in ("USDT", "USDC", "USD", "BTC") if upper.endswith(q) and len(upper) > len(q) + 1), None
        )
        if name.isupper() and quote and not known:
            return self._add(Token(Kind.SYMBOL, name, at, end, base=upper.removesuffix(quote), quote=quote,
                                   strength=Strength.STRONG))  # fmt: skip
        if marked and not known and name.isalpha() and 2 <= len(name) <= 10:
            return self._add(Token(Kind.SYMBOL, name, at, end, base=upper, strength=Strength.STRONG))
        coded = shapes.CODE.fullmatch(name)
        code = coded is not None and not self._lexicon.knows(coded.group(1).casefold())
        if name.isupper() and (code or name.isalpha()) and 2 <= len(name) <= 10 and not known:
            self._add(Token(Kind.WORD, name, at, end, name.casefold()))
            self._out[-1] = self._out[-1]._replace(base=upper, strength=Strength.SLOT)
            return end
        return 0

    # numbers

    def _number(self, at: int, *, unit: str = "", start: int | None = None, money: bool = False) -> int:
        text = self._text
        start = at if start is None else start
        if shapes.EVEN.match(text, at):
            return self._add(Token(Kind.WORD, "0x0", at, at + 3, "0x0"))
        moment = shapes.MOMENT.match(text, at) if not unit else None
        if moment:
            return self._add(Token(Kind.MOMENT, moment.group(), start, moment.end()))
        date = shapes.DATE.match(text, at) if not unit else None
        if date and date.group(3) and len(date.group(3)) == 4:
            return self._add(Token(Kind.MOMENT, date.group(), start, date.end()))
        match = NUMBER.match(text, at)
        if match is None:
            return self._add(Token(Kind.MARK, text[at], at, at + 1))
        found = values(match.group(), self._style, self._dots)
        end = match.end()
        exponent = shapes.EXPONENT.match(text, end)
        if exponent and len(found) == 1:
            found = (found[0].scaleb(int(exponent.group()[1:])),)
            end = exponent.end()
        money = money or (start > 0 and text[start - 1] in shapes.CURRENCY)
        before = text[start - 2 : start - 1] if money and start > 1 else text[start - 1 : start]
        sign = before if before in ("+", "-") else ""
        if start > 0 and text[start - 1] == "#":
            unit = "id"
        for value in found[:-1]:
            self._add(Token(Kind.NUMBER, match.group(), start, end, value=value, unit=unit, money=money))
        if not found:
            return self._add(Token(Kind.NUMBER, match.group(), start, end, unit="unreadable"))
        last, unit, thousand, end = self._suffix(found[-1], unit, end)
        ending = shapes.ENDING.match(text, end)
        end = ending.end() if ending else end
        return self._add(
            Token(
                Kind.NUMBER,
                text[start:end],
                start,
                end,
                value=last,
                unit=unit,
                money=money,
                sign=sign,
                thousand=thousand,
            )
        )

    def _suffix(self, value: Decimal, unit: str, end: int) -> tuple[Decimal, str, bool, int]:
        """A unit that is stuck to the number, or a percent sign."""
        text = self._text
        if text[end : end + 1] == "%":
            return value, "%", False, end + 1
        if text[end : end + 2] == " %":
            return value, "%", False, end + 2
        worded = shapes.PERCENT.match(text, end)
        if worded:
            return value, "%", False, worded.end()
        spelled = self._spelled(value, end)
        if spelled is not None:
            return spelled
        match = shapes.SUFFIX.match(text, end) or shapes.SUFFIX.match(
            text, end + 1 if text[end : end + 2] in (" x", " X", " k", " K") else end
        )
        if match is None or unit:
            return value, unit, False, end
        letters = match.group(1)
        if letters in ("k", "K"):
            return value * 1000, "", True, match.end()
        if letters in ("M", "mm", "MM", "mil", "B", "bn"):
            return value * 1000000, "amount", False, match.end()
        known = shapes.UNITS.get(letters.casefold())
        if known:
            return value, known, False, match.end()
        return value, unit, False, end

    def _spelled(self, value: Decimal, end: int) -> tuple[Decimal, str, bool, int] | None:
        """A unit in letters of another script: 4小时, 61к, 10.38万, 1차."""
        text = self._text
        framed = shapes.FRAME.match(text, end)
        if framed and value == int(value) and value < 1000:
            return value, "frame", False, framed.end()
        char = text[end : end + 1]
        if char and char in "кК" and not text[end + 1 : end + 2].isalpha():
            return value * 1000, "", True, end + 1
        if char and char in shapes.MYRIADS:
            return value * 10_000, "", True, end + 1
        if value < 10 and shapes.TENTH.match(text, end):
            return value * 10, "%", False, end + 1
        if text[end : end + 2] in shapes.COUNTED and value < 10:
            return value, "index", False, end + 2
        if char and char in shapes.COUNTERS and value < 10:
            return value, "index", False, end + 1
        return None

    # words

    def _foreign(self, at: int) -> int:
        if is_ideograph(self._text[at]):
            return self._ideographs(at)
        match = shapes.WORD.match(self._text, at)
        if match is None:
            return self._add(Token(Kind.MARK, self._text[at], at, at + 1))
        word = match.group()
        for place, char in enumerate(word):
            if is_ideograph(char):
                word = word[:place]
                break
        end = at + len(word)
        if (
            word[0] == "و"
            and len(word) > 2
            and not self._lexicon.knows(word)
            and self._lexicon.knows(word[1:])
        ):
            self._add(Token(Kind.WORD, word[0], at, at + 1, word[0]))  # "and" is written onto the next word
            return self._add(Token(Kind.WORD, word[1:], at + 1, end, word[1:]))
        if word in shapes.FIRST_OF_PAIR:
            second = shapes.SECOND_NAME.match(self._text, end)
            pair = self._table.find(word + second.group(), self._quote) if second else None
            if second and pair:  # يورو دلار
                return self._emit(pair.base + pair.quote, at, second.end(), pair, Strength.NAME)
        instrument = self._table.find(word, self._quote)
        if instrument is not None:
            return self._emit(
                instrument.base + instrument.quote if instrument.quote == "USD" else word,
                at,
                end,
                instrument,
                Strength.NAME,
            )
        return self._add(Token(Kind.WORD, word, at, end, word.casefold()))

    def _ideographs(self, at: int) -> int:
        text = self._text
        tenths = shapes.TENTHS.get(text[at])
        if tenths is not None and shapes.TENTH.match(text, at + 1):
            share = Decimal(10 * tenths)
            return self._add(Token(Kind.NUMBER, text[at : at + 2], at, at + 2, value=share, unit="%"))
        for size in range(min(shapes.PIECE_MOST, len(text) - at), 0, -1):
            piece = text[at : at + size]
            instrument = self._table.find(piece, self._quote) if size > 1 else None
            if instrument is not None:
                return self._emit(piece, at, at + size, instrument, Strength.NAME)
            if self._lexicon.knows(piece):
                return self._add(Token(Kind.WORD, piece, at, at + size, piece))
        end = at + 1
        if is_kana(text[at]):  # an unknown word of them is one stranger, not one a letter
            while end < len(text) and end < at + 8 and is_kana(text[end]) and not self._begins_known(end):
                end += 1
        return self._add(Token(Kind.WORD, text[at:end], at, end, text[at:end]))

    def _begins_known(self, at: int) -> bool:
        return any(
            self._lexicon.knows(self._text[at : at + size]) for size in range(shapes.PIECE_MOST, 1, -1)
        )
