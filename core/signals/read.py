"""A post to readings. Pure, linear in the length of the post, and it answers every text there is.

normalise -> tokens -> places -> blocks -> roles -> evidence -> levels -> tier. A post that asks for nothing
is one reading of kind note or result. Nothing is filled in that was not written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from core.kernel.money import Price
from core.market.listing import DEAR
from core.market.model import AssetClass, Instrument
from core.market.symbols import SymbolTable
from core.signals import (
    around,
    blocks,
    chat,
    disowned,
    followups,
    footers,
    leaving,
    levels,
    naming,
    near,
    options_grammar,
    places,
    several,
    template,
    tier,
    webhook,
)
from core.signals.asked import FollowUp
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.lexicon import lexicon
from core.signals.normalise import Plain, normalise
from core.signals.numbers import Style, join_spaces, style_of
from core.signals.profile import DEFAULT, Decimals, Profile
from core.signals.reading import FOLLOW_UPS, Do, Reading, ReadingKind, Span, Tier
from core.signals.replies import read_replies
from core.signals.roles import RoleMachine
from core.signals.token import NUMBER, Kind, Strength, Token
from core.signals.tokens import Lexer

Prices = Callable[[Instrument], Price | None]
# Languages whose readers write 61.500 for sixty-one thousand five hundred.
_DOT_THOUSANDS = frozenset({"es", "pt", "de", "tr", "fr"})
_NO_DECIMALS = frozenset({"IDR", "VND", "KRW", "CLP", "COP"})  # a point in such a price parts thousands
BLOCKS_MAX = 20  # trades in one post
QUIET_KEPT = 1_000  # readings of posts that ask for nothing
_BARE = "bare"
_BY_CONVENTION = "side_by_convention"
_DOTS = re.compile(r"(?<=\d)\.{2,3}(?=\d)")  # 4860..4920
_APART = re.compile(r"(?<=\d)_(?=\d)(?!\d{3}(?!\d))")  # 2688_2691, where 26_882 parts thousands
_DOTTED = ("..", "……", "···")
_LEADERS = re.compile(r"\.{4,}|…{2,}|·{3,}")  # Fill ......... 3.384
_COSTLY_COINS = frozenset(
    {"BTC", "ETH", "BNB", "MKR", "YFI", "PAXG", "BCH", "BSV", "AAVE", "XMR", "ZEC", "TAO"}
)
_THREE = re.compile(r"\d{3}(?:[.,]\d{1,2})?")
_CHANGES = frozenset({Do.MOVE_STOP, Do.SET_TARGET, Do.SET_TARGETS, Do.SET_ENTRY, Do.REENTER})
_RESULT_MARKS = frozenset("✅☑✔💯❌✖")
_WORTH_READING = followups.ASKS | set(near.SIDES)
_UNITS = (Cue.CENTS, Cue.TICKS, Cue.DOLLARS, Cue.TARGET)  # pts: points, or targets
_CAUTION = (Tier.IGNORE, Tier.CONFIRM, Tier.AUTO)
_CERTAIN = Decimal("0.95")
_FOLLOW_UP = Decimal("0.80")


def read(
    text: str,
    *,
    profile: Profile = DEFAULT,
    table: SymbolTable,
    parent: str | None = None,
    price: Prices | None = None,
) -> tuple[Reading, ...]:
    """What a post says: one reading for each thing it asks for, never none.

    `parent` is the post that it replies to, or the one standing signal that it can be about: only then are bare
    reply words (`be`, `tp2 64000`) instructions. A post without one is read as if nothing had been said before.
    """
    hook = webhook.read(text, table, profile)
    if hook is not None:
        return (hook,)
    replied = None if parent is None else read_replies(text, table)
    if replied is not None:
        return (replied,)
    plain = footers.without(normalise(text))
    style, tokens, cut = _tokens(plain, profile, table)
    found = _standard(plain, style, tokens, cut, profile, price)
    readings = tuple(_heard(each, parent) for each in found)
    if parent and any(each.scope == "all" for each in readings):
        readings = tuple(_of_the_one(each, tokens) for each in readings)
    told = None if profile.template is None else _retold(plain, profile, table, price)
    merged = readings if told is None else template.merged(readings, told, proven=profile.proven)
    return around.judged(plain.text, tokens, disowned.withheld(text, merged))


def _heard(reading: Reading, parent: str | None) -> Reading:
    """A word or two that only an answer can mean as an instruction: said to nobody, they ask for nothing."""
    if _BARE not in reading.reasons:
        return reading
    if parent is None:
        return _nothing(ReadingKind.NOTE, (_BARE,))
    return replace(reading, reasons=tuple(reason for reason in reading.reasons if reason != _BARE))


def _of_the_one(reading: Reading, tokens: Sequence[Token]) -> Reading:
    """`Cierro todo aquí` as a reply: all of this trade, where no word for several trades stands."""
    several = any(
        token.cue in (Cue.LONGS, Cue.SHORTS) or (token.cue is Cue.ALL and leaving.are_several(tokens, place))
        for place, token in enumerate(tokens)
    )
    return reading if several or reading.scope != "all" else replace(reading, scope="position")


def retold(text: str, *, profile: Profile, table: SymbolTable, price: Prices | None = None) -> Reading | None:
    """What the profile's template alone makes of a post, whatever the standard reader says of it."""
    return _retold(normalise(text), profile, table, price)


def lexed(text: str, profile: Profile, table: SymbolTable) -> list[Token]:
    """The tokens of a post, as the reader takes it apart."""
    return _tokens(normalise(text), profile, table)[1]


def _retold(plain: Plain, profile: Profile, table: SymbolTable, price: Prices | None) -> Reading | None:
    form = profile.template
    if form is None:
        return None
    if profile.decimals is Decimals.BY_POST:
        profile = replace(profile, decimals=form.decimals)
    style, tokens, cut = _tokens(plain, profile, table)
    found = template.retell(form, tokens)
    reading = None if found is None else _block(found.tokens, plain, style, cut, profile, price)
    return reading if found is not None and reading is not None and found.fits(reading) else None


def _standard(
    plain: Plain, style: Style, tokens: list[Token], cut: bool, profile: Profile, price: Prices | None
) -> tuple[Reading, ...]:
    if ("\n" in plain.text and _is_recap(tokens)) or ("+" in plain.text and _gains(tokens) > 1):
        return (_nothing(ReadingKind.RESULT, ("says_result",)),)
    parts = blocks.split(tokens) if profile.split_blocks else [tokens]
    readings = [_block(part, plain, style, cut, profile, price) for part in parts[:BLOCKS_MAX]]
    if len(parts) == 1 and readings[0].kind in FOLLOW_UPS:

        def take(part: list[Token]) -> Reading:
            return _block(part, plain, style, cut, profile, price)

        each = _of_several(tokens, take)
        if each:
            return each
    asked = [reading for reading in readings if reading.kind not in (ReadingKind.NOTE, ReadingKind.RESULT)]
    if len(parts) > 1 and asked:
        if _is_headed_as_past(tokens):
            return (_nothing(ReadingKind.RESULT, ("says_past",)),)
        asked = _for_all(tokens, _in_doubt(readings, asked))
    return tuple(asked) or (readings[0],)


def _of_several(tokens: list[Token], take: Callable[[list[Token]], Reading]) -> tuple[Reading, ...]:
    """What a post asks of each of several standing trades; nothing where it is about one, or opens one."""
    each = [take(line) for line in blocks.by_line(tokens)[:BLOCKS_MAX]]
    if each and all(reading.kind in FOLLOW_UPS for reading in each):
        return tuple(each)
    each = [take(part) for part in several.by_symbol(tokens)]
    if any(reading.kind is ReadingKind.OPEN for reading in each):
        return ()
    return tuple(reading for reading in each if reading.kind in FOLLOW_UPS)


def _is_headed_as_past(tokens: Sequence[Token]) -> bool:
    """`Yesterday's results:` above several trades."""
    ends = next((at for at, token in enumerate(tokens) if token.kind is Kind.BREAK or token.text == ":"), 0)
    head = tokens[: min(ends, 10)]
    told = any(token.cue in (Cue.PAST, Cue.EXAMPLE, Cue.RESULT) for token in head)
    return told and not any(token.is_price or token.cue in near.SIDES for token in head)


def _in_doubt(readings: Sequence[Reading], asked: list[Reading]) -> list[Reading]:
    """Trades beside one that was written out and not taken for one: what is wrong with it may be wrong with them."""
    missing = {"no_symbol", "no_side", "no_levels"}
    if not any(each.kind is ReadingKind.NOTE and not missing & set(each.reasons) for each in readings):
        return asked
    return [
        replace(
            each,
            tier=min(each.tier, Tier.CONFIRM, key=_CAUTION.index),
            reasons=(*each.reasons, "part_unread"),
        )
        for each in asked
    ]


def _for_all(tokens: Sequence[Token], asked: list[Reading]) -> list[Reading]:
    """`both 10x` in a line of its own behind several trades holds for each that says nothing itself."""
    start = max((at for at, token in enumerate(tokens) if token.kind is Kind.BREAK), default=len(tokens))
    line = tokens[start:]
    if not any(token.cue is Cue.ALL or token.word in ("both", "each", "all of them") for token in line):
        return asked
    if any(token.is_price or token.kind is Kind.SYMBOL for token in line):
        return asked
    lent = tuple(token.value for token in line if token.unit == "x" and token.value is not None)
    mode = next((each.margin_mode for each in asked if each.margin_mode is not None), None)
    mode = mode if any(token.cue in (Cue.CROSS, Cue.ISOLATED) for token in line) else None
    told = [each for each in asked if each.leverage and each.leverage != lent]
    return [
        each
        if each.kind is not ReadingKind.OPEN or each in told
        else replace(each, leverage=each.leverage or lent, margin_mode=each.margin_mode or mode)
        for each in asked
    ]


def _tokens(plain: Plain, profile: Profile, table: SymbolTable) -> tuple[Style, list[Token], bool]:
    style = style_of(plain.text)
    if profile.decimals is not Decimals.BY_POST and not style.proven:
        style = replace(style, comma=profile.decimals is Decimals.COMMA, proven=True, open_dots=False)
    joined = plain.text
    if any(dots in joined for dots in _DOTTED):
        leaders = _LEADERS.sub(lambda match: ":" + " " * (len(match.group()) - 1), joined)
        joined = _DOTS.sub(lambda match: "~" + " " * (len(match.group()) - 1), leaders)
    if "_" in joined:
        joined = _APART.sub("~", joined)
    text = join_spaces(joined, style)

    def lex(dots: bool) -> tuple[tuple[Token, ...], bool]:
        lexer = Lexer(text, style, dots, table, lexicon(), profile.default_quote)
        return lexer.run(), lexer.cut

    found, cut = lex(False)
    if style.figures and not style.spaces and _writes_spaces(found):
        style = replace(style, spaces=True)
        text = join_spaces(joined, style)
        found, cut = lex(False)
    if style.open_dots and _dots_are_thousands(found, profile.language):
        found, cut = lex(True)
    return style, places.settle(found), cut or plain.cut


def _writes_spaces(tokens: Sequence[Token]) -> bool:
    """`стоп 81 900`: one stop cannot be two numbers, nor can what stands behind `at` or `to`."""
    if sum(token.kind is Kind.NUMBER for token in tokens) < 2:
        return False
    for place in range(len(tokens) - 2):
        lead, tail = tokens[place + 1], tokens[place + 2]
        if tokens[place].cue not in (Cue.STOP, Cue.AT, Cue.TO):
            continue
        near = tail.start == lead.end + 1 and lead.text.isdigit() and lead.is_price and tail.is_price
        more = tokens[place + 3 : place + 4]
        listed = bool(more) and more[0].is_price and more[0].start == tail.end + 1
        of_a_size = len(lead.text) == 3 and tokens[place].cue is not Cue.STOP  # at 210 220: two prices
        if near and len(lead.text) < 4 and not of_a_size and _THREE.fullmatch(tail.text) and not listed:
            return True
    return False


def _is_recap(tokens: Sequence[Token]) -> bool:
    """Whether two lines and more each name a trade and end with how it ended."""
    ended, symbol, number, mark, share = 0, False, False, False, False
    for token in (*tokens, None):
        if token is None or token.kind is Kind.BREAK:
            ended += symbol and number and mark
            symbol = number = mark = False
            continue
        symbol = symbol or token.kind is Kind.SYMBOL
        number = number or token.kind is Kind.NUMBER
        closes = token.text == ")" and share  # (+1.3%)
        share = token.unit in ("%", "r", "pips") and bool(token.sign)
        gain = token.kind is Kind.NUMBER and bool(token.sign)
        goes_on = token.cue in _UNITS or token.word == "p" or closes
        mark = token.text in _RESULT_MARKS or gain or (mark and goes_on)
    return ended > 1


def _gains(tokens: Sequence[Token]) -> int:
    """How many names a line tells with what each made: `GOLD BUY +80 pips closed EURUSD SELL +40 pips closed`."""
    names = 0
    for place, token in enumerate(tokens):
        if token.kind is Kind.SYMBOL:
            ahead = tokens[place + 1 : place + 6]
            ends = next(
                (at for at, each in enumerate(ahead) if each.kind in (Kind.SYMBOL, Kind.BREAK)), len(ahead)
            )
            names += any(_is_gain(ahead, at) for at in range(ends))
    return names


def _is_gain(tokens: Sequence[Token], at: int) -> bool:
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    return token.sign == "+" and (
        token.unit in ("pips", "r") or (after is not None and after.cue is Cue.CENTS)
    )


def _dots_are_thousands(tokens: tuple[Token, ...], language: str) -> bool:
    """Whether 61.500 is sixty-one thousand: the post's language writes so, or the thing never cost so little."""
    languages = {language, *(token.language for token in tokens)}
    named = [token.instrument for token in tokens if token.instrument and token.kind is Kind.SYMBOL]
    if any(each.quote in _NO_DECIMALS for each in named):
        return True
    if any(map(_is_cheap, named)):
        return False
    if any(each.asset_class is AssetClass.FOREX for each in named):
        return False
    return bool(languages & _DOT_THOUSANDS) or any(each.base in DEAR for each in named)


def _drafted(tokens: list[Token]) -> tuple[list[Token], Draft]:
    """What is left of a block behind its option, and what every token of it is for."""
    draft = Draft()
    named = naming.named(tokens)
    if named is not tokens:
        draft.doubt("loose_symbol")
    rest = options_grammar.take(named, draft)
    RoleMachine(rest, draft).run()
    draft.choose_symbol()
    return rest, draft


def _block(
    tokens: list[Token], plain: Plain, style: Style, cut: bool, profile: Profile, price: Prices | None
) -> Reading:
    if _asks_nothing(tokens):
        return _talk(tokens)
    rest, draft = _drafted(tokens)
    live = price(draft.instrument) if price and draft.instrument and draft.option is None else None
    if style.open_dots and live is None and _open_dots_matter(draft, tokens):
        draft.flags.append("ambiguous_separator")
    if cut:
        draft.doubt("cut")
    asked = followups.read(rest, draft)
    if asked is not None and not _opens(draft, asked):
        return _follow_up(asked, draft, plain)
    unchanged = (
        Cue.SAME in draft.cues and not draft.entries
    )  # SOL long: stop 208, second target 229, the rest as it was
    if unchanged or (asked is not None and _may_change(rest, draft, asked)):
        draft.doubt(
            "says_update"
        )  # `SOL long: new SL 41.17, TP3 now 45` is of a trade that stands, or a new one
    found = chat.verdict(rest, draft)
    if found is chat.Verdict.OPEN:
        return _open(draft, plain, profile, live)
    if found is chat.Verdict.NOTE:
        if asked is not None and asked.kind is ReadingKind.CLOSE and not (draft.stops and draft.targets):
            return _follow_up(asked, draft, plain)  # long night here ... RUNE is closed at 5.01
        form = blocks.below_talk(tokens)
        opened = None if form is None else _block(form, plain, style, cut, profile, price)
        if opened is not None and opened.stop is not None and opened.targets:
            grade = min(opened.tier, Tier.CONFIRM, key=_CAUTION.index)
            return replace(opened, tier=grade, reasons=(*opened.reasons, "below_talk"))
    kind = ReadingKind.RESULT if found is chat.Verdict.RESULT else ReadingKind.NOTE
    return _nothing(kind, _why_not(draft))


def _is_cheap(instrument: Instrument) -> bool:
    """A coin of which one never cost a thousand: a point before three figures is the decimal one."""
    return instrument.asset_class is AssetClass.CRYPTO and instrument.base not in _COSTLY_COINS


def _asks_nothing(tokens: Sequence[Token]) -> bool:
    """Whether a block has no number, no side and no word of an instruction: most of what is said in a channel."""
    if not _WORTH_READING.isdisjoint([token.cue for token in tokens]):
        return False
    return NUMBER not in [token.kind for token in tokens]


@lru_cache(QUIET_KEPT)
def _nothing(kind: ReadingKind, reasons: tuple[str, ...]) -> Reading:
    """A post that asks for nothing, and why that is so: few such readings exist, and most posts are one of them."""
    return Reading(kind=kind, tier=Tier.IGNORE, confidence=_CERTAIN, reasons=reasons)


def _talk(tokens: Sequence[Token]) -> Reading:
    cues = dict.fromkeys(token.cue for token in tokens)
    missing: tuple[str, ...] = ("no_side", "no_levels")
    if not any(token.kind is Kind.SYMBOL for token in tokens):
        missing = ("no_symbol", *missing)
    told = tuple(f"says_{cue.value}" for cue in cues if cue in _TALK)
    kind = ReadingKind.RESULT if Cue.RESULT in cues else ReadingKind.NOTE
    return _nothing(kind, (*told, *missing))


def _open_dots_matter(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether 2.318 could be two thousand and more: in the languages that write so, or where the thing is dear.

    Where nothing but English words stand, a point before three figures is the decimal one.
    """
    instrument = draft.instrument
    if instrument is not None and (instrument.asset_class is AssetClass.FOREX or _is_cheap(instrument)):
        return False
    foreign = any(token.language not in ("", "en") for token in tokens)
    return foreign or instrument is None or instrument.base in DEAR


def _sold_the_rest(draft: Draft) -> bool:
    """`sold the remaining 598p`: a sale of what was held."""
    return (
        draft.side is not None
        and draft.side.word == "sold"
        and bool({Cue.REST, Cue.NEW, Cue.ALL, Cue.WHOLE} & set(draft.cues))
    )


def _is_left_at_entry(draft: Draft, asked: FollowUp) -> bool:
    """`USDJPY short, all closed at 154.30`: the only price is the one that it was closed at."""
    if asked.price is None or draft.option is not None or draft.stops or draft.targets or draft.market:
        return False
    return {level.value for level in draft.entries} <= {asked.price}


def _opens(draft: Draft, asked: FollowUp) -> bool:
    """Whether a block that also has words of follow-ups is a new trade all the same."""
    side = draft.direction is not None
    counted = any(action.qty is not None for action in asked.actions)
    if counted or (_sold_the_rest(draft) and asked.actions) or _is_left_at_entry(draft, asked):
        return False
    moves = all(action.do is Do.SET_ENTRY for action in asked.actions) and bool(asked.actions)
    if moves and not (draft.stops or draft.targets):
        return False  # move the GOOGL bid to 3.75
    sold = draft.side is not None and draft.side.cue is Cue.SELL and not (draft.stops or draft.targets)
    if sold and draft.option is None and asked.kind is ReadingKind.CLOSE:
        return False  # sold at 220.50, position closed
    parts = any(action.do is Do.CLOSE_PART and action.pct is not None for action in asked.actions)
    if parts and draft.side is not None and draft.side.cue is Cue.SELL and not draft.targets:
        return False  # sell 50% at 152, SL 146
    if draft.option is not None:
        moved = any(action.do not in (Do.CLOSE_PART, Do.ADD) for action in asked.actions)
        told = _BY_CONVENTION not in draft.reasons or (draft.entries and draft.has_levels and not moved)
        return bool(side and told and Cue.STC not in draft.cues and not _sold_the_rest(draft))
    if draft.symbol is None:
        return False
    ready = bool(draft.entries or draft.market)
    moves = {action.do for action in asked.actions} >= {Do.MOVE_STOP, Do.SET_TARGET} and Cue.TO in draft.cues
    if side and not ready and (moves or Cue.MOVE in draft.cues):
        return False  # UPST short, lower the stop to 70.2 and cover a third at 65.9
    if not side:  # told by the order of its levels
        strong = draft.symbol.strength is Strength.STRONG
        moved = any(cue in draft.cues for cue in (Cue.MOVE, Cue.NEW, Cue.UPDATE))
        return bool(strong and not moved and draft.entries and draft.stops and draft.targets)
    return bool(draft.has_levels and (ready or (draft.stops and draft.targets)))


def _may_change(tokens: Sequence[Token], draft: Draft, asked: FollowUp) -> bool:
    """Whether a trade that is written out may be one that stands, with its new levels."""
    done = {action.do for action in asked.actions}
    if not done & _CHANGES:
        return False
    arrows = any(token.text == ">" for token in tokens)  # Stop > 0.3195: a form
    told = not {Cue.MOVE, Cue.NEW, Cue.SAME}.isdisjoint(draft.cues) or Do.CLOSE_PART in done
    return told or not (draft.entries or arrows)


def _why_not(draft: Draft) -> tuple[str, ...]:
    found = (("no_symbol", draft.symbol), ("no_side", draft.direction), ("no_levels", draft.has_levels))
    missing = [name for name, there in found if not there]
    talk = [f"says_{cue.value}" for cue in draft.cues if cue in _TALK]
    return (*talk, *missing) or ("not_an_instruction",)


_TALK = (
    Cue.RESULT, Cue.PAST, Cue.CONDITION, Cue.HEDGE, Cue.QUESTION, Cue.EXAMPLE, Cue.EXECUTED, Cue.PROMO, Cue.INJECTION,
    Cue.NEGATION,
)  # fmt: skip


def _open(draft: Draft, plain: Plain, profile: Profile, live: Price | None) -> Reading:
    found = levels.settle(draft, profile, live)
    if draft.expiry_open:
        draft.flags.append("missing_expiry")
    if found.direction is None and not draft.conflict:
        return _nothing(ReadingKind.NOTE, _why_not(draft))
    if _BY_CONVENTION in draft.reasons and _is_bought(draft, found):
        draft.reasons.remove(_BY_CONVENTION)
    grade, confidence, reasons = tier.judge(draft, found)
    symbol = draft.symbol
    return Reading(
        kind=ReadingKind.OPEN,
        tier=grade,
        confidence=confidence,
        reasons=reasons,
        spans=_spans(draft, plain),
        flags=tuple(draft.flags),
        instrument=draft.instrument,
        base=symbol.base if symbol else None,
        quote=symbol.quote if symbol else None,
        asset_class=draft.asset_class,
        direction=found.direction,
        entry_type=found.entry_type,
        entries=found.entries,
        targets=found.targets,
        target_shares=tuple(draft.target_shares),
        entry_shares=tuple(draft.entry_shares),
        stop=found.stop,
        leverage=tuple(sorted(set(draft.leverage)))[:2],
        margin_mode=draft.margin_mode,
        size_pct=tuple(draft.size_pct[:2]),
        size_usd=draft.size_usd,
        risk_pct=draft.risk_pct,
        qty=draft.qty,
        targets_pct=tuple(draft.targets_pct),
        stop_pct=draft.stop_pct,
        targets_pips=tuple(draft.targets_pips),
        stop_pips=draft.stop_pips,
        trailing_pct=draft.trailing_pct,
        rr=draft.rr if not draft.targets else None,
        open_target=draft.open_target,
        stop_condition=draft.stop_condition,
        be_after_target=draft.be_after_target,
        unit="sats" if draft.sats else None,
        side_inferred=found.inferred,
        option=draft.option,
    )


def _is_bought(draft: Draft, found: levels.Levels) -> bool:
    """`in at 1.12, stop .70, targets 1.60 and 2.20`: an entry is named, and only who bought has his levels so."""
    if Cue.ENTRY not in draft.cues or not found.entries or found.stop is None or not found.targets:
        return False
    return found.stop < min(found.entries) and max(found.entries) < min(found.targets)


def _follow_up(asked: FollowUp, draft: Draft, plain: Plain) -> Reading:
    symbol = None if asked.elsewhere else draft.symbol
    close = asked.kind is ReadingKind.CLOSE
    return Reading(
        kind=asked.kind,
        tier=Tier.CONFIRM,
        confidence=_FOLLOW_UP,
        reasons=(
            "follow_up",
            *(() if symbol else ("no_symbol",)),
            *(("unread_instruction",) if asked.unread else ()),
            *((_BARE,) if asked.bare else ()),
        ),
        spans=_spans(draft, plain),
        instrument=draft.instrument if symbol else None,
        base=symbol.base if symbol else None,
        quote=symbol.quote if symbol else None,
        asset_class=draft.asset_class if symbol else None,
        direction=asked.direction if close else None,
        actions=() if close or asked.kind is ReadingKind.CANCEL else tuple(asked.actions),
        scope=asked.scope if close else None,
        price=asked.price if close else None,
        qty=(draft.qty or asked.held) if close else None,
        option=draft.option,
    )


def _spans(draft: Draft, plain: Plain) -> tuple[Span, ...]:
    return tuple(Span(name, *plain.slice(start, end)) for name, start, end in draft.spans)
