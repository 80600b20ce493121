"""The role machine: which number of a block is an entry, a target, a stop, or something else.

A word gives a role, the numbers after it have it, the next word takes it away. A number that no role
explains is not guessed at: it is left over, and a block with left-over numbers does not trade by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.signals import beside, conditions, market, shares, units
from core.signals.cues import Cue
from core.signals.draft import Draft, Level
from core.signals.reading import Direction
from core.signals.shares import Spot
from core.signals.sides import DIRECTIONS, side_within
from core.signals.token import Kind, Strength, Token

_ROLES = (
    Cue.ENTRY, Cue.TARGET, Cue.STOP, Cue.LEVERAGE, Cue.SIZE, Cue.RISK, Cue.QUANTITY, Cue.RATIO, Cue.LABEL, Cue.TRAIL,
)  # fmt: skip
_EMOJI = {
    **dict.fromkeys("💰📍🔑🚪💵🟡📥", Cue.ENTRY),
    **dict.fromkeys("🎯🏆🥇🥈🥉🏁🤑⛳", Cue.TARGET),
    **dict.fromkeys("❌🛑⛔🚫🔻🆘🛡", Cue.STOP),
}
LEVERAGE_MAX = 200  # no venue lends more than this for coins
_JOINTS = frozenset("-~/_")
_ARROWS = frozenset(">→➡")
_BREAKS = (Cue.ABOVE, Cue.BELOW, Cue.BREAK)
# Languages that say `over` behind the price: `298,50 üstünde`.
_BEHIND = frozenset({"tr", "hi", "ja", "ko"})
# How a label for the present price begins, in any language of the lists.
_PRICE_NOW = tuple(
    "price current last mark цена ціна поточ текущ preis kurs precio preço prix prezzo fiyat anlık anlik harga giá gia "
    "سعر السعر قيمت 现价 當前 当前 現在 현재".split()
)
_WHOLE = Decimal(100)
_CURRENCIES = (Cue.DOLLARS, Cue.SATS, Cue.THOUSAND)
_INDEX_MOST = 10
_PREPOSITIONS = frozenset({"a", "em", "en", "à", "na", "на"})
_REACH = 3  # unknown words after which a role is forgotten
_AT_MARKET = (" at market", " at mkt", " at cmp", " at the market", " at current")


class RoleMachine:
    """Reads one block of settled tokens into a draft."""

    def __init__(self, tokens: Sequence[Token], draft: Draft) -> None:
        self._tokens = tokens
        self._draft = draft
        self._role: Cue | None = None
        self._role_at = 0
        self._explicit = False
        self._filled = 0
        self._filled_line = 0
        self._unknown = 0
        self._line = 0
        self._joint = ""
        self._skip_to = 0
        self._market_lines: list[int] = []
        self._entry_told = False  # an entry stands behind a word for one
        self._line_talks = False  # this line has words of its own, and none that gives a role

    def run(self) -> Draft:
        """The draft, filled."""
        for place, token in enumerate(self._tokens):
            if place < self._skip_to:
                continue
            match token.kind:
                case Kind.BREAK:
                    self._line += 1
                    self._line_talks = False
                    self._joint = "\n"
                    self._unknown = 0
                case Kind.SYMBOL:
                    self._symbol(token)
                case Kind.NUMBER:
                    self._number(place, token)
                case Kind.MARK:
                    self._mark(place, token)
                case Kind.WORD:
                    self._word(place, token)
                case _:
                    pass
        draft = self._draft
        lines = self._market_lines
        draft.market = draft.market and any(market.is_told(self._tokens, draft, line) for line in lines)
        market.take_reference(draft)
        if self._draft.direction is None and self._draft.zone_side is not None:
            self._draft.direction = self._draft.zone_side
        return self._draft

    # words

    def _word(self, place: int, token: Token) -> None:
        cue, draft = token.cue, self._draft
        self._line_talks = self._line_talks or cue not in (Cue.TO, Cue.AND)
        if cue is None:
            self._stranger()
            return
        draft.cues[cue] = draft.cues.get(cue, 0) + 1
        if cue is Cue.ENTRY and draft.zone_side is None:
            draft.zone_side = side_within(token.word)
        if cue in DIRECTIONS:
            self._side(place, token, DIRECTIONS[cue])
        elif cue is Cue.ENTRY and self._moves_stop(place):
            self._breakeven(place)
        elif cue in _ROLES:
            self._enter(cue, place, explicit=True)
        elif cue is Cue.AND:
            self._joint = "and"
        elif cue is Cue.TO:
            self._joint = "to" if self._joins(place) else self._joint
        else:
            self._manner(place, token, cue)

    def _manner(self, place: int, token: Token, cue: Cue) -> None:
        """Words about how to enter, which count outside stops and targets; then the others."""
        draft, busy = self._draft, self._role in (Cue.STOP, Cue.TARGET)
        if cue is Cue.MARKET:
            if not busy or (self._filled and not (draft.direction and draft.entries)):
                draft.market = True
                self._market_lines.append(self._line)
                self._enter(Cue.ENTRY, place, explicit=self._role is Cue.ENTRY)
        elif cue is Cue.LIMIT and (not busy or self._is_done()):
            draft.ladder = draft.ladder or (bool(draft.entries) and self._filled_line != self._line)
            draft.ladder = draft.ladder or token.word.endswith("limits")
            draft.limit = True
            self._enter(Cue.ENTRY, place, explicit=beside.heads_list(self._tokens, place, "limits"))
        elif cue in _BREAKS and self._is_behind(place, token):
            draft.breakout = True
        elif cue in _BREAKS and not busy and not draft.entries and self._role is not Cue.LABEL:
            draft.breakout = True
            self._enter(Cue.ENTRY, place, explicit=False)
        elif cue in (Cue.LADDER, Cue.ADD):
            draft.ladder = True
            self._enter(Cue.ENTRY, place, explicit=True)
        elif cue is Cue.ZONE and self._role in (None, Cue.ENTRY):
            draft.zone = True
            self._enter(Cue.ENTRY, place, explicit=True)
        else:
            self._remark(place, token, cue)

    def _remark(self, place: int, token: Token, cue: Cue) -> None:
        draft = self._draft
        if cue in (Cue.CROSS, Cue.ISOLATED):
            draft.margin_mode = "cross" if cue is Cue.CROSS else "isolated"
        elif cue is Cue.RUNNER and (self._role is Cue.TARGET or "run" in token.word or "rest" in token.word):
            draft.open_target = True
        elif cue in (Cue.FRAME, Cue.CANDLE, Cue.CLOSE) and self._is_candle(place):
            self._candle(place)
        elif cue in (Cue.TRIM, Cue.EXIT, Cue.CLOSE) and self._leads_to_price(place):
            self._enter(Cue.TARGET, place, explicit=True)
        elif cue is Cue.UNITS and self._role is not Cue.SIZE and beside.labels(self._tokens, place):
            self._enter(Cue.QUANTITY, place, explicit=True)
        elif cue is Cue.SATS:
            draft.sats = True
        elif cue in (Cue.PAIR, Cue.SIDE):
            self._role = None
        elif cue is Cue.BREAKEVEN and (self._role in (Cue.STOP, Cue.TRAIL) or draft.stops):
            self._breakeven(place)

    def _side(self, place: int, token: Token, direction: Direction) -> None:
        draft, cue = self._draft, token.cue
        if place and self._tokens[place - 1].cue is Cue.TARGET and cue in (Cue.BUY, Cue.SELL):
            return  # أهداف البيع: targets to sell at
        if draft.direction is not None and draft.direction is not direction and self._enters(place, cue):
            return
        if draft.direction is None:
            draft.direction, draft.side, draft.side_line = direction, token, self._line
            if draft.entries and not self._entry_told and draft.entries[0].line != self._line:
                # A number beside the symbol, in a line before the trade begins, is talk about the market.
                draft.unread += [level.token for level in draft.entries if level.line != self._line]
                draft.entries[:] = [level for level in draft.entries if level.line == self._line]
                kept = {level.token.end for level in draft.entries}
                draft.spans = [span for span in draft.spans if span[0] != "entry" or span[2] in kept]
            draft.span("side", token.start, token.end)
        elif draft.direction is not direction:
            if cue in (Cue.BUY, Cue.SELL) and (draft.entries or draft.symbol or draft.stops):
                self._enter(Cue.TARGET, place, explicit=True)
            else:
                draft.conflict = True
            return
        if cue in (Cue.BUY_STOP, Cue.SELL_STOP):
            draft.breakout, draft.limit = True, False  # Pending: GBPUSD buy stop
        if token.word.endswith(_AT_MARKET) or token.word.startswith("market "):
            draft.market = True
            self._market_lines.append(self._line)
        if self._role is not Cue.ENTRY or not self._explicit:
            self._enter(Cue.ENTRY, place, explicit=False)

    def _enters(self, place: int, cue: Cue | None) -> bool:
        """`Шорт DOT, беремо від 4.62 до 4.70`: `we take` behind a side, before the prices to enter at."""
        draft = self._draft
        if cue is not Cue.BUY or draft.entries or draft.stops or draft.targets:
            return False
        if self._tokens[place].language not in ("ru", "uk"):
            return False
        self._enter(Cue.ENTRY, place, explicit=True)
        return True

    def _enter(self, role: Cue, place: int, *, explicit: bool) -> None:
        if role is not self._role or self._filled or self._tokens[place].cue is role:
            self._role_at = place
        if role is Cue.ENTRY and self._role is Cue.ENTRY:
            explicit = explicit or self._explicit
        self._role, self._explicit, self._filled, self._unknown = role, explicit, 0, 0
        self._joint = ""
        self._line_talks = False

    def _stranger(self) -> None:
        self._draft.unknown_words += 1
        self._unknown += 1
        if self._filled or self._unknown >= _REACH:
            self._role = None

    def _is_done(self) -> bool:
        """Whether the role has what it wanted, in a line above."""
        return bool(self._filled) and self._filled_line != self._line

    def _is_behind(self, place: int, token: Token) -> bool:
        """`298,50 üstünde`: the word that makes a price a trigger stands behind it."""
        last = self._draft.entries[-1].token if len(self._draft.entries) == 1 else None
        before = self._tokens[place - 1] if place else None
        return token.language in _BEHIND and last is not None and before is last and not self._draft.stops

    def _is_candle(self, place: int) -> bool:
        """Whether a word about closing candles speaks of the stop: in its slice, or `daily close under 5.05 = stop`."""
        if self._role is Cue.STOP:
            return True
        told = self._draft.direction is not None and not self._draft.stops
        return told and conditions.frame_at(self._tokens, place) is not None

    def _candle(self, place: int) -> None:
        frame = conditions.frame_at(self._tokens, place)
        if frame is not None:
            self._draft.stop_condition = f"{frame} close"
        elif self._draft.stop_condition is None and self._tokens[place].cue is Cue.CANDLE:
            self._draft.doubt("stop_condition")
        if self._role is not Cue.STOP:
            self._enter(Cue.STOP, place, explicit=True)

    def _leads_to_price(self, place: int) -> bool:
        """Whether a trade that has begun names here where it takes profit: `first trim 2.352`, `out: 0.4715`."""
        draft = self._draft
        if draft.direction is None or not (draft.entries or draft.stops or draft.market or self._role):
            return False
        ahead = self._tokens[place + 1 : place + 4]
        if self._tokens[place].cue is not Cue.TRIM:
            ahead = [token for token in ahead if token.cue is not Cue.AT and token.word not in _PREPOSITIONS]
            over = self._tokens[place].word.endswith(("ed", "sold"))  # covered 380: a report
            if not over and self._takes_profit(ahead[0] if ahead else None):
                return True
            return bool(ahead) and ahead[0].text in ":-=" and len(ahead) > 1 and ahead[1].is_price
        for token in ahead:
            if token.is_price:
                return True
            if token.kind is not Kind.MARK and token.cue not in (Cue.AT, Cue.FILL):
                return False
        return False

    def _takes_profit(self, price: Token | None) -> bool:
        """`on sort à 24,1 puis 25,8`: where one gets out beyond the entry, in the direction of the trade."""
        draft = self._draft
        if price is None or not price.is_price or price.value is None or not draft.entries or draft.targets:
            return False
        if self._role is Cue.STOP:
            return False
        values = [level.value for level in draft.entries]
        long = draft.direction is Direction.LONG
        return price.value > max(values) if long else price.value < min(values)

    def _moves_stop(self, place: int) -> bool:
        """`move SL to entry after TP1`: here the word is a place for the stop, and no role."""
        if self._role not in (Cue.STOP, Cue.TRAIL):
            return False
        before = self._tokens[max(0, place - 4) : place]
        ahead = self._tokens[place + 1 : place + 3]
        joined = any(token.cue in (Cue.TO, Cue.AT, Cue.MOVE) for token in before)
        return joined and not any(token.is_price or token.text in ":=" for token in ahead)

    def _breakeven(self, place: int) -> None:
        """`stop to breakeven after target 1` is a rule for later: noted, and the count of the target with it."""
        for other in range(max(0, place - 14), min(len(self._tokens), place + 9)):
            token = self._tokens[other]
            if token.cue is Cue.TARGET:
                index = next((t for t in self._tokens[other + 1 : other + 4] if t.unit == "index"), None)
                if index is None and other and self._tokens[other - 1].word.endswith("first"):
                    self._draft.be_after_target = 1
                elif index is not None and index.value is not None and index.value < _INDEX_MOST:
                    self._draft.be_after_target = int(index.value)
                    self._skip_to = max(self._skip_to, place + 1)
        self._role = None

    # marks and symbols

    def _mark(self, place: int, token: Token) -> None:
        following = self._tokens[place + 1] if place + 1 < len(self._tokens) else None
        if token.text in _JOINTS:
            self._joint = token.text if self._joins(place) else self._joint
        elif token.text in _ARROWS and self._filled:
            self._joint = "to"
        elif token.text == "@":
            if self._role not in (Cue.STOP, Cue.TARGET, Cue.ENTRY) and not self._awaits_figure():
                self._enter(Cue.ENTRY, place, explicit=False)
        elif token.text == "(":
            self._parenthesis(place)
        elif (
            token.text in "|•;" and self._filled and (following is None or following.kind is not Kind.NUMBER)
        ):
            self._role = None
        elif token.text in ".!" and self._filled:
            self._role = None  # a sentence ends, and what it was about
        elif self._is_sign(place) and beside.number_behind_marks(self._tokens, place):
            self._enter(_EMOJI[token.text], place, explicit=True)
        elif token.text not in ":)":
            self._joint = self._joint or token.text

    def _is_sign(self, place: int) -> bool:
        """Whether an emoji stands for a role; a red triangle inside a line only says `down`."""
        before = self._tokens[place - 1] if place else None
        text = self._tokens[place].text
        return text in _EMOJI and (text != "🔻" or before is None or before.kind is Kind.BREAK)

    def _joins(self, place: int) -> bool:
        """Whether a mark stands behind a number, and so between two of them."""
        before = self._tokens[place - 1] if place else None
        if before is None or before.kind is Kind.BREAK:
            return False
        return before.kind in (Kind.NUMBER, Kind.MARK) or before.cue in _CURRENCIES

    def _awaits_figure(self) -> bool:
        """`Leverage @ 10`: the sign stands for a colon."""
        return self._role in (Cue.LEVERAGE, Cue.RISK) and not self._filled

    def _parenthesis(self, place: int) -> None:
        """A bracket with words of its own is a remark; its numbers are not levels."""
        inside: list[Token] = []
        for other in range(place + 1, min(place + 12, len(self._tokens))):
            token = self._tokens[other]
            if token.text == ")":
                if self._role is Cue.STOP and conditions.speaks_of_candles(inside):
                    return  # (4h close): how the stop counts
                if self._split_by(inside):
                    self._skip_to = other + 1
                    return
                if any(
                    each.kind is Kind.WORD and each.cue in (None, Cue.LABEL, Cue.RATIO, Cue.RESULT)
                    for each in inside
                ) and any(each.kind is Kind.NUMBER for each in inside):
                    self._skip_to = other + 1
                    if self._role is Cue.ENTRY and not self._filled and any(each.is_price for each in inside):
                        self._draft.unread.append(self._tokens[place])  # perhaps it was the entry
                return
            if token.kind is Kind.BREAK:
                return
            inside.append(token)

    def _split_by(self, inside: Sequence[Token]) -> bool:
        """`412, 388 and 351 (30/30/40)`: how the whole is split over the prices before it."""
        draft = self._draft
        numbers = [token for token in inside if token.kind is Kind.NUMBER and token.unit in ("", "%")]
        values = [token.value for token in numbers if token.value is not None]
        levels = {Cue.TARGET: draft.targets, Cue.ENTRY: draft.entries}.get(self._role or Cue.FILL)
        if not levels or len(values) < 2 or len(values) != len(levels) or sum(values) != _WHOLE:
            return False
        shares = draft.target_shares if self._role is Cue.TARGET else draft.entry_shares
        shares[:] = [value / _WHOLE for value in values]
        return True

    def _symbol(self, token: Token) -> None:
        draft = self._draft
        self._line_talks = True
        if draft.symbol is None:
            draft.symbol, draft.symbol_line = token, self._line
            draft.span("symbol", token.start, token.end)
        elif token.instrument is not None and token.instrument is draft.symbol.instrument:
            if token.text.isupper() and not draft.symbol.text.isupper():
                draft.symbol = token  # Nasdaq (NAS100)
        elif token.base != draft.symbol.base:
            if draft.symbol.strength is Strength.SLOT and token.strength is Strength.STRONG:
                draft.symbol, token = token, draft.symbol
            draft.other_symbols.append(token)
        elif draft.symbol.quote is None and token.quote is not None:
            draft.symbol = token
        if self._role is not Cue.ENTRY or not self._explicit:
            self._role = Cue.ENTRY if self._role in (None, Cue.ENTRY) else self._role
            if self._role is Cue.ENTRY:
                self._explicit, self._filled = False, 0

    # numbers

    def _number(self, place: int, token: Token) -> None:
        unit = token.unit or units.unit_ahead(self._tokens, place, self._role)
        value = token.value
        if unit == "index" and self._begins_targets(value):
            self._enter(Cue.TARGET, place, explicit=True)
        if unit == "index" and self._role is Cue.TARGET and beside.is_open_end(self._tokens, place):
            self._draft.open_target = True
        if unit in ("index", "id", "ordinal", "amount", "ticks", "frame") or value is None:
            if token.unit == "unreadable":
                self._draft.unread.append(token)
            return
        self._draft.sats = self._draft.sats or unit == "sats"
        if unit in ("x", "%", "pips", "r", "units"):
            self._measured(place, unit, value)
        else:
            self._plain(place, token, value * 1000 if unit == "k" else value)

    def _begins_targets(self, count: Decimal | None) -> bool:
        """A list that counts from one, in the lines below an entry that has its price: targets without their word."""
        below = bool(self._filled) and self._filled_line != self._line
        return (
            count == 1 and self._role is Cue.ENTRY and below and not self._draft.targets and self._entry_told
        )

    def _measured(self, place: int, unit: str, value: Decimal) -> None:
        """A number with a unit that makes it no price."""
        draft = self._draft
        if unit == "x":
            self._times(place, value)
        elif unit == "%":
            if shares.percent(draft, self._spot(place), value):
                self._enter(Cue.ENTRY, place, explicit=True)
        elif unit == "pips":
            behind = beside.role_behind_unit(self._tokens, place)
            if behind is not None:
                self._enter(behind, place, explicit=True)
            shares.pips(draft, self._spot(place), value)
        elif unit == "r":
            draft.rr = value if self._role is Cue.TARGET or not draft.targets else draft.rr
        else:
            draft.qty = value

    def _times(self, place: int, value: Decimal) -> None:
        if self._draft.option is not None:
            self._draft.qty = value
        elif value <= LEVERAGE_MAX:
            self._draft.leverage.append(value)
            self._draft.span("leverage", *self._extent(place))
        else:
            self._draft.unread.append(self._tokens[place])

    def _plain(self, place: int, token: Token, value: Decimal) -> None:
        draft, role = self._draft, self._role
        spot = self._spot(place)
        if shares.amount(draft, spot, value) or beside.counts_pieces(self._tokens, place):
            return
        if shares.is_distance(draft, spot):
            shares.pips(draft, spot, value)
            return
        behind = self._named_behind(place)
        if behind is not None:
            self._enter(behind, place, explicit=True)
            role = behind
        carried = bool(self._filled) and self._filled_line != self._line
        if carried and self._line_talks and role in (Cue.ENTRY, Cue.TARGET, Cue.STOP):
            draft.unread.append(token)  # a new line with words of its own is not the list going on
            return
        if role in (Cue.RATIO, Cue.LABEL):
            if role is Cue.LABEL and self._labels_price():
                draft.reference.append(Level(value, "", token, self._line))
            return
        if carried and role is Cue.QUANTITY and beside.is_priced(self._tokens, place) and not draft.entries:
            role = Cue.ENTRY  # the line below how many
        if role in (Cue.LEVERAGE, Cue.QUANTITY):
            if shares.lent_or_counted(draft, role, token, value, carried=carried):
                draft.span("leverage", *self._extent(place))
        else:
            self._level(place, Level(value, self._joint, token, self._line), role)
        self._filled += 1
        self._filled_line = self._line
        self._joint = ""
        self._unknown = 0

    def _labels_price(self) -> bool:
        """Whether the label is of what the instrument costs now."""
        return self._tokens[self._role_at].word.startswith(_PRICE_NOW)

    def _level(self, place: int, level: Level, role: Cue | None) -> None:
        draft = self._draft
        if level.value <= 0:
            draft.unread.append(level.token)
        elif role is Cue.TARGET:
            draft.targets.append(level)
            draft.span(f"target{len(draft.targets)}", *self._extent(place))
        elif role is Cue.STOP:
            self._stop(place, level)
        elif role is Cue.ENTRY and self._takes_entry():
            if self._unknown and not draft.entries:
                draft.doubt("unknown_words")  # `short auf Kante von 24180` may wait for something
            draft.entries.append(level)
            self._entry_told = self._entry_told or self._explicit
            draft.span("entry", *self._extent(place))
        else:
            draft.unread.append(level.token)

    def _named_behind(self, place: int) -> Cue | None:
        """What a price is for where that is said after it: `stop 27.65, 26.4 first target`, `跌破 9.3 止损`."""
        draft = self._draft
        begun = any(token.kind is Kind.BREAK for token in self._tokens[self._role_at : place])
        if self._role in (Cue.STOP, Cue.TARGET) and not self._filled and not begun:
            return None
        ahead = self._tokens[place + 1 : place + 5]
        at = next((at for at, token in enumerate(ahead) if token.cue is not Cue.FILL), len(ahead))
        cue = ahead[at].cue if at < len(ahead) else None
        if cue not in (Cue.TARGET, Cue.STOP, Cue.ENTRY) or (cue is Cue.STOP and (at or draft.stops)):
            return None
        if cue is Cue.ENTRY and (at or draft.entries or self._role is not None):
            return None
        if cue is Cue.TARGET and self._role is not Cue.STOP:
            return None
        after = ahead[at + 1] if at + 1 < len(ahead) else None
        ends = after is None or (after.kind is Kind.MARK and after.text not in ":=-@(")
        return cue if ends else None

    def _stop(self, place: int, level: Level) -> None:
        draft = self._draft
        if draft.stops:
            if level.joint in ("/", "|") and self._is_beyond(level):
                draft.targets.append(level)  # eth S 2.58k / sl 2.64k / 2.51k 2.47k
                draft.span(f"target{len(draft.targets)}", *self._extent(place))
                draft.doubt("roles_by_order")
                self._enter(Cue.TARGET, place, explicit=True)
            elif level.value != draft.stops[0].value:
                draft.doubt("several_stops")
                draft.unread.append(level.token)
            return
        draft.stops.append(level)
        draft.span("stop", *self._extent(place))

    def _is_beyond(self, level: Level) -> bool:
        """Whether a price lies on the other side of the entry than the stop."""
        draft = self._draft
        if not draft.entries or level.line != draft.stops[0].line:
            return False
        entry = draft.entries[0].value
        return (level.value - entry) * (draft.stops[0].value - entry) < 0

    def _takes_entry(self) -> bool:
        """Without a word for entry, one price is taken and what is joined to it; a bare list is not guessed at."""
        shared = len(self._draft.entry_shares) == len(self._draft.entries) > 0  # 9.05 (40%), 8.60 (60%)
        return (
            self._explicit or shared or self._filled == 0 or self._joint in ("-", "~", "/", "_", "to", "and")
        )

    def _spot(self, place: int) -> Spot:
        tokens = self._tokens
        before = tokens[place - 1] if place else None
        return Spot(tokens[place], self._role, self._line, before, tokens[place + 1 : place + 5])

    def _extent(self, place: int) -> tuple[int, int]:
        """Where a number was written, from its role's word when that stands on the same line and is its first."""
        token = self._tokens[place]
        start = token.start
        if not self._filled and place - self._role_at <= 4 and self._role_at < place:
            between = self._tokens[self._role_at : place]
            same_line = all(each.kind is not Kind.BREAK and each.kind is not Kind.SYMBOL for each in between)
            if same_line and between[0].cue in (self._role, Cue.LIMIT, Cue.MARKET):
                start = between[0].start
        return start, token.end
