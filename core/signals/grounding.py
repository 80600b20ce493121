"""What of a language model's suggestion stands in the post: only that may be shown, and none of it trades by itself.

Each number must be one that the reader's own lexer finds in the post as a price, after `k`, satoshi and words for
thousand; percents, pips, multiples, counts and dates are none. The symbol must be named there, and the model's must be
the same thing; the side's word must stand there. What does not is dropped, never repaired, and a trade that lost its
entry or its stop that way is not offered at all. A post with words of talk, conditions or orders to a machine grounds
nothing (reference: signals, 5.3 to 5.5; row P13).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.kernel.money import Price
from core.market.model import Instrument
from core.market.symbols import SymbolTable
from core.signals import blocks, options_grammar
from core.signals.cues import Cue
from core.signals.doubts import FAR
from core.signals.draft import Draft
from core.signals.levels import SATOSHI
from core.signals.lexicon import lexicon
from core.signals.normalise import Plain, normalise
from core.signals.numbers import style_of
from core.signals.profile import Decimals, Profile
from core.signals.read import lexed
from core.signals.reading import Direction, EntryType, Reading, ReadingKind, Span, Tier
from core.signals.roles import RoleMachine
from core.signals.suggestion import REASON, Suggestion
from core.signals.token import Kind, Strength, Token
from core.signals.unread import ASKS

_TALK = frozenset(
    (Cue.RESULT, Cue.PAST, Cue.CONDITION, Cue.HEDGE, Cue.QUESTION, Cue.EXAMPLE, Cue.EXECUTED, Cue.PROMO,
     Cue.INJECTION, Cue.NEGATION, Cue.CALL, Cue.PUT, Cue.SPREAD)
)  # fmt: skip
_SIDES = {
    Cue.LONG: Direction.LONG, Cue.BUY: Direction.LONG, Cue.BUY_STOP: Direction.LONG,
    Cue.SHORT: Direction.SHORT, Cue.SELL: Direction.SHORT, Cue.SELL_STOP: Direction.SHORT,
}  # fmt: skip
_BREAKOUTS = (Cue.ABOVE, Cue.BELOW, Cue.BREAK, Cue.BUY_STOP, Cue.SELL_STOP)
# Words behind a number that make it something else than a price.
_COUNTS = (Cue.CENTS, Cue.TICKS, Cue.TIMES, Cue.UNITS)
_HOW_MANY = {
    EntryType.MARKET: range(1), EntryType.LIMIT: range(1, 2), EntryType.STOP: range(1, 2), EntryType.ZONE: range(2, 3),
    EntryType.LADDER: range(2, 11),
}  # fmt: skip
_WIDE, _MANY = Decimal(2), Decimal(3)  # how many times away from the entry a stop and a target may be
_OPEN = re.compile(r"\d{1,3}\.\d{3}")
_LETTERS_LEAST = 3  # of a name in running text that is no symbol by its form


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """What is left of a suggestion. `dropped` says what is not, and why; `differs` where the reader saw otherwise.

    `seen` is what the reader made out by itself, for showing both.
    """

    instrument: Instrument | None = None
    direction: Direction | None = None
    entry_type: EntryType | None = None
    entries: tuple[Price, ...] = ()
    stop: Price | None = None
    targets: tuple[Price, ...] = ()
    spans: tuple[Span, ...] = ()
    dropped: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    seen: Seen

    @property
    def usable(self) -> bool:
        """Whether it may be shown to its provider as a trade: nothing that it cannot do without was dropped."""
        lost = any(reason.startswith(("entry", "stop", "post")) for reason in self.dropped)
        named = self.instrument is not None and self.direction is not None and self.entry_type is not None
        return named and not lost and (self.stop is not None or bool(self.targets))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the reader made out in a post that it did not read as a trade."""

    symbol: str | None
    direction: Direction | None
    entries: tuple[Price, ...]
    stop: Price | None
    targets: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class _Post:
    """A post as the reader's own parts see it."""

    plain: Plain
    tokens: Sequence[Token]
    draft: Draft
    parts: int
    prices: Mapping[Decimal, Token]

    @property
    def seen(self) -> Seen:
        draft = self.draft
        return Seen(
            symbol=draft.instrument.symbol if draft.instrument else None,
            direction=None if draft.conflict else draft.direction,
            entries=tuple(Price(level.value) for level in draft.entries),
            stop=Price(draft.stops[0].value) if draft.stops else None,
            targets=tuple(Price(level.value) for level in draft.targets),
        )


def ground(
    text: str, suggestion: Suggestion, *, profile: Profile, table: SymbolTable, price: Price | None = None
) -> Grounded:
    """A suggestion held against its post, and against the market's price where there is one."""
    post = _look(text, profile, table)
    if reason := _unfit(post):
        return Grounded(dropped=(reason,), seen=post.seen)
    dropped: list[str] = []
    named = _instrument(post, suggestion.symbol, profile, table, dropped)
    side = _side(post, suggestion.side, dropped)
    direction = None if side is None else suggestion.side
    entries = _prices(post, "entry", suggestion.entries, dropped)
    stops = _prices(post, "stop", () if suggestion.stop is None else (suggestion.stop,), dropped)
    targets = _prices(post, "target", suggestion.targets, dropped)
    entry_type = _entry_type(post, suggestion, dropped)
    if entry_type is EntryType.ZONE:
        entries = tuple(sorted(entries))
    if price is not None and any(abs(each - price) > price * FAR for each in entries):
        dropped.append("entry_far")
    where = entries or (() if price is None else (price,))
    stops, targets = _right_side(direction, where, stops, targets, dropped)
    stops, targets = _near(where, stops, targets, dropped)
    found = Grounded(
        instrument=None if named is None else named.instrument,
        direction=direction,
        entry_type=entry_type,
        entries=entries,
        stop=stops[0] if stops else None,
        targets=targets,
        spans=_spans(post, named, side, entries, stops, targets),
        dropped=tuple(dropped),
        seen=post.seen,
    )
    return replace(found, differs=_differences(found))


def instrument_named(text: str, *, profile: Profile, table: SymbolTable) -> Instrument | None:
    """The one instrument that a post names, so that its price may be asked for; None for none and for several."""
    named = _named(_look(text, profile, table), table)
    return None if named is None else named.instrument


def as_reading(found: Grounded) -> Reading:
    """A usable suggestion as a reading. Its tier is confirm, always; size and leverage are none of its business."""
    assert found.usable
    assert found.instrument is not None
    missing = (("no_stop", found.stop), ("no_target", found.targets))
    return Reading(
        kind=ReadingKind.OPEN,
        tier=Tier.CONFIRM,
        confidence=Decimal("0.50"),
        reasons=(REASON, *(reason for reason, there in missing if not there)),
        spans=found.spans,
        instrument=found.instrument,
        base=found.instrument.base,
        quote=found.instrument.quote,
        asset_class=found.instrument.asset_class,
        direction=found.direction,
        entry_type=found.entry_type,
        entries=found.entries,
        targets=found.targets,
        stop=found.stop,
    )


# -- the post -------------------------------------------------------------------------------------------------


def _look(text: str, profile: Profile, table: SymbolTable) -> _Post:
    plain = normalise(text)
    tokens = lexed(text, profile, table)
    prices = _prices_of(tokens)
    if style_of(plain.text).open_dots and profile.decimals is Decimals.BY_POST:
        # 61.500 may be either here: it proves neither, and nothing is grounded by it.
        prices = {value: token for value, token in prices.items() if not _OPEN.fullmatch(token.text)}
    draft = Draft()
    RoleMachine(options_grammar.take(list(tokens), draft), draft).run()
    draft.choose_symbol()
    return _Post(plain, tokens, draft, len(blocks.split(tokens)), prices)


def _prices_of(tokens: Sequence[Token]) -> dict[Decimal, Token]:
    """The numbers of a post that can be prices, and where each stands first."""
    found: dict[Decimal, Token] = {}
    for place, token in enumerate(tokens):
        value = _price_at(tokens, place)
        if value is not None:
            found.setdefault(value, token)
    return found


def _price_at(tokens: Sequence[Token], place: int) -> Decimal | None:
    token = tokens[place]
    if token.kind is not Kind.NUMBER or token.value is None or token.value <= 0:
        return None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    cue = None if after is None else after.cue
    if token.unit == "sats" or (token.unit == "" and cue is Cue.SATS):
        return token.value * SATOSHI
    if token.unit or cue in _COUNTS or _is_change(tokens, place) or _begins_other(tokens, place):
        return None
    return token.value * 1000 if cue is Cue.THOUSAND and not token.thousand else token.value


def _is_change(tokens: Sequence[Token], place: int) -> bool:
    """Whether its sign makes it a gain or a loss, where no number stands before it that a dash could join."""
    before = tokens[max(0, place - 2) : place]
    return bool(tokens[place].sign) and not any(token.kind is Kind.NUMBER for token in before)


def _begins_other(tokens: Sequence[Token], place: int) -> bool:
    """`3-5x`, `2-3%`: the first number is what the second says that it is."""
    joint, second = (*tokens[place + 1 : place + 3], None, None)[:2]
    if joint is None or second is None or second.kind is not Kind.NUMBER:
        return False
    return joint.text in ("-", "~", "/") and second.unit in ("x", "%", "pips", "frame")


def _unfit(post: _Post) -> str:
    """Why nothing at all is taken from this post; empty for one that is fit."""
    if post.parts != 1:
        return "post_several_trades"
    if any(token.cue in _TALK or token.text in ASKS for token in post.tokens):
        return "post_talks"
    if post.draft.option is not None:
        return "post_option"
    return "post_cut" if post.plain.cut else ""


# -- its fields -----------------------------------------------------------------------------------------------


def _named(post: _Post, table: SymbolTable) -> Token | None:
    """The token of the one thing that the post names; None for none, for several, and for what is not listed.

    A name in small letters counts where no symbol stands, and only if it is nothing else than a name.
    """
    symbols = [token for token in post.tokens if token.kind is Kind.SYMBOL and _is_marked(token)]
    if not symbols:
        symbols = [token for token in post.tokens if _is_name(token, table)]
    things = {token.base if token.instrument is None else token.instrument.symbol for token in symbols}
    return symbols[0] if len(things) == 1 and symbols[0].instrument is not None else None


def _is_marked(token: Token) -> bool:
    """Whether a symbol is one by its form, and not only by standing beside a side, as any word of prose may."""
    return token.strength is not Strength.SLOT or token.text.isupper()


def _is_name(token: Token, table: SymbolTable) -> bool:
    slot = token.strength is Strength.SLOT and token.instrument is not None
    plain = token.cue is None and not table.word_like(token.text) and not lexicon().knows(token.word)
    return slot and plain and len(token.text) >= _LETTERS_LEAST


def _instrument(
    post: _Post, symbol: str | None, profile: Profile, table: SymbolTable, dropped: list[str]
) -> Token | None:
    """The post's own word for its instrument, if that is what the model names. The quote is the post's."""
    token = _named(post, table)
    meant = None if symbol is None else table.find(symbol, profile.default_quote)
    if token is not None and token.instrument is not None and meant is not None:
        ours = token.instrument
        if (meant.base, meant.asset_class) == (ours.base, ours.asset_class):
            return token
    dropped.append("symbol")
    return None


def _side(post: _Post, side: Direction | None, dropped: list[str]) -> Token | None:
    """The word for the model's side in the post. With words of both, only where the reader could tell them apart."""
    words = {_SIDES[token.cue]: token for token in reversed(post.tokens) if token.cue in _SIDES}
    if side is None or side not in words or (len(words) > 1 and post.seen.direction is None):
        dropped.append("side")
        return None
    return words[side]


def _prices(post: _Post, field: str, written: Sequence[str], dropped: list[str]) -> tuple[Price, ...]:
    """Those of these numbers that stand in the post as prices, each once, in the order given."""
    found: list[Price] = []
    for number, text in enumerate(written, start=1):
        value = Decimal(text)
        if value in post.prices and value not in found:
            found.append(Price(value))
        else:
            dropped.append(f"{field}{number}")
    return tuple(found)


def _entry_type(post: _Post, suggestion: Suggestion, dropped: list[str]) -> EntryType | None:
    """How to enter, if the post bears it out: as many prices as that takes, and a breakout where it says so."""
    kind = suggestion.entry_type
    breakout = any(token.cue in _BREAKOUTS for token in post.tokens)
    fits = kind is not None and len(suggestion.entries) in _HOW_MANY[kind]
    if kind is None or not fits or breakout is not (kind is EntryType.STOP) or _overlooked(post, suggestion):
        dropped.append("entry_type")
        return None
    return kind


def _overlooked(post: _Post, suggestion: Suggestion) -> bool:
    """Whether an entry at the market leaves a price of the post unused that could be where to enter."""
    if suggestion.entry_type is not EntryType.MARKET or any(token.cue is Cue.MARKET for token in post.tokens):
        return False
    used = {Decimal(text) for text in (suggestion.stop, *suggestion.targets) if text is not None}
    return any(value not in used for value in post.prices)


Prices = tuple[Price, ...]


def _right_side(
    direction: Direction | None, where: Prices, stops: Prices, targets: Prices, dropped: list[str]
) -> tuple[Prices, Prices]:
    """A stop on the losing side of where one enters, targets on the other. What lies elsewhere is dropped."""
    if direction is None:
        return stops, targets
    sign = 1 if direction is Direction.LONG else -1
    below = tuple(stop for stop in stops if all(sign * stop < sign * each for each in where or targets))
    beyond = tuple(aim for aim in targets if all(sign * aim > sign * each for each in where))
    _note(dropped, "stop_wrong_side", stops, below)
    _note(dropped, "target_wrong_side", targets, beyond)
    return below, beyond


def _near(where: Prices, stops: Prices, targets: Prices, dropped: list[str]) -> tuple[Prices, Prices]:
    """Levels many times away from the entry were meant as something else."""
    if not where:
        return stops, targets
    near = tuple(stop for stop in stops if where[0] / _WIDE <= stop <= where[0] * _WIDE)
    aims = tuple(aim for aim in targets if where[0] / _MANY <= aim <= where[0] * _MANY)
    _note(dropped, "stop_far", stops, near)
    _note(dropped, "target_far", targets, aims)
    return near, aims


def _note(dropped: list[str], reason: str, before: Prices, after: Prices) -> None:
    if len(after) < len(before):
        dropped.append(reason)


def _spans(
    post: _Post, named: Token | None, side: Token | None, entries: Prices, stops: Prices, targets: Prices
) -> tuple[Span, ...]:
    """Where each field that was kept stands in the post."""
    found = [("symbol", named), ("side", side)]
    found += [("entry", post.prices[value]) for value in entries]
    found += [("stop", post.prices[value]) for value in stops]
    found += [(f"target{number}", post.prices[value]) for number, value in enumerate(targets, start=1)]
    return tuple(
        Span(name, *post.plain.slice(token.start, token.end)) for name, token in found if token is not None
    )


def _differences(found: Grounded) -> tuple[str, ...]:
    """Where the reader made out something else than the model; a stop or an entry that the model left out counts."""
    seen = found.seen
    pairs: tuple[tuple[str, object, object, bool], ...] = (
        ("symbol", seen.symbol, found.instrument and found.instrument.symbol, False),
        ("side", seen.direction, found.direction, False),
        ("stop", seen.stop, found.stop, True),
        ("entry", frozenset(seen.entries), frozenset(found.entries), True),
    )
    return tuple(name for name, ours, theirs, whole in pairs if ours and ours != theirs and (theirs or whole))
