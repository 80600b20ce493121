"""Posts about a trade that already stands: closes, partial closes, stop moves, cancels, additions.

Read clause by clause, in the order written. A clause that asks, supposes, denies or looks back is not an
instruction, and a clause of mostly unknown words is talk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.signals import telling
from core.signals.asked import FollowUp, act, is_counted
from core.signals.clauses import Clause, clauses, is_check_mark
from core.signals.cues import Cue
from core.signals.draft import Draft
from core.signals.leaving import cancel, close, is_banking, part
from core.signals.linking import (
    about,
    apart,
    completed,
    continues,
    corrects,
    of_order,
    unnumbered,
    without_what_was,
)
from core.signals.moving import BIDS, entry, stop, target
from core.signals.reading import Action, Do, ReadingKind
from core.signals.said import (
    TALK,
    core,
    corrected,
    goes_on_of_others,
    is_remark,
    is_talk,
    looks_back,
    tells_of_oneself,
)
from core.signals.token import Kind, Token

_NEVER = frozenset({Cue.EXAMPLE, Cue.INJECTION})
_STRANGERS_MAX = 2
# Without one of these nothing is asked for.
ASKS = frozenset(
    {Cue.CANCEL, Cue.BREAKEVEN, Cue.STOP, Cue.TRAIL, Cue.REENTER, Cue.TARGET, Cue.ENTRY, Cue.CLOSE, Cue.TRIM, Cue.EXIT,
     Cue.SELL, Cue.STC, Cue.ADD, Cue.LADDER}
)  # fmt: skip
# Before it `be` is break-even; elsewhere it is a verb.
_LEADS_TO_BE = (Cue.TO, Cue.AT, Cue.STOP, Cue.TRAIL, Cue.MOVE, Cue.NEW, Cue.MARKET)
# Words for what ends an idea, and no level that could be moved: `invalidated before entry`.
_NO_LEVELS = ("inval", "wrong", "dead", "if ", "cut", "out ", "exit ")
# What is said of an order and of nothing else, and where a stop goes: both also alone.
_ORDERS_CANCEL = frozenset({"cancel", "cancelled", "canceled"})
_SPACED = frozenset({"en", "ru", "uk", "es", "pt", "fr", "de", "it", "tr", "id"})
_TO_EVEN = frozenset({"в бу", "в б у", "на бу", "to entry", "to be"})
_WAITING = (Cue.LIMIT, Cue.BUY_STOP, Cue.SELL_STOP)
_VERBS = (Cue.BTO, Cue.STO, Cue.STC)
_LEAVING = (Cue.SELL, Cue.CLOSE, Cue.EXIT, Cue.TRIM, Cue.RESULT, Cue.MARKET)
_COUNTS = 2  # figures of a number that may only count
_ADDS = ("add", "averaging", "scaling in")
_STAYS = frozenset({"let", "leave", "leaves", "leaving", "keep", "keeping", "holding", "hold"})


def read(tokens: Sequence[Token], draft: Draft) -> FollowUp | None:
    """What this block asks of a standing trade, or None."""
    found = FollowUp(ReadingKind.NOTE)
    cues = {token.cue for token in tokens}
    waits = any(token.word in BIDS or token.cue in _WAITING for token in tokens)
    asks = not cues.isdisjoint(ASKS) or (waits and not cues.isdisjoint((Cue.MOVE, Cue.NEW)))
    asks = asks or any(is_banking(token) for token in tokens)
    if not cues.isdisjoint(_NEVER) or not asks or _explains(tokens):
        return None
    _listen(tokens, found, draft)
    if any(action.do is Do.REENTER for action in found.actions):
        found.kind = ReadingKind.UPDATE
    _leaves_share(tokens, found)
    stays = found.kind is ReadingKind.CLOSE and not found.actions and _leaves_some(tokens)
    if found.kind is ReadingKind.CLOSE and (found.actions or stays) and (draft.qty or found.counted):
        some = Action(do=Do.CLOSE_PART, qty=draft.qty or found.counted, price=found.price)
        found.actions.insert(0, some)  # what goes on after a close was not all of it
        found.kind = ReadingKind.UPDATE
    _explained(found)
    _lists_targets(tokens, found, draft)
    found.bare = _is_bare(tokens, found) or found.own
    if found.kind is ReadingKind.NOTE and found.actions:
        found.kind = ReadingKind.UPDATE
    return None if found.kind is ReadingKind.NOTE else found


def _listen(tokens: Sequence[Token], found: FollowUp, draft: Draft) -> None:
    """Clause by clause, what each adds."""
    before: Clause | None = None
    named_late = False
    for clause in clauses(without_what_was(unnumbered(tokens))):
        asked = (found.kind, len(found.actions))
        _hear(tokens, clause, before, found, draft)
        before = clause
        acted = asked != (found.kind, len(found.actions))
        if not acted and clause.symbol and not named_late:
            named_late = bool(clause.strangers) and asked != (ReadingKind.NOTE, 0)
            found.elsewhere = named_late
        elif clause.symbol:
            found.elsewhere, named_late = False, True


def _hear(
    tokens: Sequence[Token], said: Clause, before: Clause | None, found: FollowUp, draft: Draft
) -> None:
    clause = continues(said, before)
    if clause is said:
        clause = completed(corrects(of_order(about(said, before), before), before), before)
    if _stop_behind(before, clause, found) or _holds(before, clause) or _ended_even(before, clause):
        return
    if _takes_price(clause, found) or _takes_share(clause, found) or _takes_size(clause, found):
        return
    if clause.strangers > _STRANGERS_MAX:
        clause = core(clause)
    if is_talk(clause) or looks_back(tokens, clause) or clause.strangers > _STRANGERS_MAX:
        return
    if is_remark(clause, before) or goes_on_of_others(clause, before):
        return
    if telling.is_of_known(tokens, clause) or telling.is_quoted(tokens, clause):
        return
    for each in apart(corrected(clause), before):
        _clause(each, found, draft)
    if found.kind is ReadingKind.CLOSE and not clause.has(Cue.CANCEL):
        found.own = found.own or tells_of_oneself(clause)


def _leaves_some(tokens: Sequence[Token]) -> bool:
    """`close 0.3 lots, leave the other 0.2 on`: something goes on."""
    return any(token.word in _STAYS or token.cue in (Cue.REST, Cue.RUNNER) for token in tokens)


def _leaves_share(tokens: Sequence[Token], found: FollowUp) -> None:
    """`leave 10% as a runner, close the rest`: the part that is closed is what does not stay."""
    if found.kind is not ReadingKind.CLOSE or found.actions:
        return
    for clause in clauses(tokens):
        share = clause.fraction()
        stays = any(token.word in _STAYS or token.cue is Cue.RUNNER for token in clause.tokens)
        if (
            share is not None
            and share < 100
            and stays
            and not clause.has(Cue.CLOSE, Cue.EXIT, Cue.TRIM, Cue.SELL)
        ):
            act(found, Action(do=Do.CLOSE_PART, pct=100 - share, price=found.price))
            found.kind = ReadingKind.UPDATE
            return


def _explained(found: FollowUp) -> None:
    """`sécurisez, stop sur l'entrée`: the stop is what makes it safe, and no part is closed."""
    if not found.secures or len(found.actions) < 2 or found.kind is ReadingKind.CLOSE:
        return
    first, second = found.actions[:2]
    if first == Action(do=Do.CLOSE_PART) and second.do in (Do.BREAKEVEN, Do.MOVE_STOP):
        del found.actions[0]


def _lists_targets(tokens: Sequence[Token], found: FollowUp, draft: Draft) -> None:
    """`ARB update`, a line for each target, `(new targets)`: nothing else of a trade is told."""
    if found.kind is not ReadingKind.NOTE or found.actions:
        return
    told = draft.direction or draft.entries or draft.stops or draft.unread or draft.unknown_words
    new = any(
        token.cue is Cue.NEW and place + 1 < len(tokens) and tokens[place + 1].cue is Cue.TARGET
        for place, token in enumerate(tokens)
    )
    doubtful = any(token.cue in TALK or token.cue is Cue.RESULT or token.text == "?" for token in tokens)
    if new and draft.symbol is not None and draft.targets and not told and not doubtful:
        act(found, Action(do=Do.SET_TARGETS, targets=tuple(level.value for level in draft.targets)))


def _is_bare(tokens: Sequence[Token], found: FollowUp) -> bool:
    """`break even`, `20% off`, `deleted it`: a word of an instruction alone, with nothing that it is about."""
    said = [token for token in tokens if token.kind is not Kind.MARK and token.cue is not Cue.FILL]
    cues = {token.cue for token in said if token.kind is Kind.WORD}
    if any(token.kind in (Kind.SYMBOL, Kind.BREAK) for token in said) or any(t.text == "!" for t in tokens):
        return False
    if found.kind is ReadingKind.CANCEL:
        words = [token.word for token in said if token.cue is Cue.CANCEL]
        alone = len(words) == 1 and " " not in words[0] and said[0].language in _SPACED
        return alone and cues <= {Cue.CANCEL, Cue.AT} and len(said) < 3 and said[0].word not in _ORDERS_CANCEL
    if len(found.actions) != 1 or found.kind is ReadingKind.CLOSE:
        return False
    match found.actions[0].do:
        case Do.BREAKEVEN:
            word = (
                next(token for token in said if token.cue is Cue.BREAKEVEN) if Cue.BREAKEVEN in cues else None
            )
            alone = cues <= {Cue.BREAKEVEN, Cue.NEGATION, None}
            return word is not None and alone and not word.text.isupper() and word.word not in _TO_EVEN
        case Do.CLOSE_PART:
            off = [token for token in said if token.kind is Kind.WORD]
            share = len(said) == 2 and len(off) == 1 and off[0].word == "off"
            empty = found.actions[0] == Action(do=Do.CLOSE_PART) and Cue.MARKET not in cues
            return share or (empty and (len(said) == 1 or None in cues))
        case _:
            return False


def _explains(tokens: Sequence[Token]) -> bool:
    """`stc = sell to close`: what words mean, and no number."""
    if any(token.kind is Kind.NUMBER for token in tokens):
        return False
    return any(
        token.text == "=" and place and tokens[place - 1].cue in _VERBS for place, token in enumerate(tokens)
    )


def _says_only(clause: Clause, *besides: Cue) -> bool:
    """Whether nothing but numbers, small words and these stand in a clause."""
    return clause.says_only(Cue.AT, Cue.FILL, *besides)


def _takes_price(clause: Clause, found: FollowUp) -> bool:
    """`Cover the COIN short, 291.20`: a price alone, or with a word for leaving, belongs to the close before it."""
    if not _says_only(clause, *_LEAVING) or len(clause.prices) != 1 or clause.fraction() is not None:
        return False
    if clause.prices[0].sign == "+":
        return False  # we are in +35
    price = clause.prices[0].value
    last = found.actions[-1] if found.actions else None
    whole = clause.has(Cue.CLOSE, Cue.EXIT)
    if last is not None and last.do is Do.CLOSE_PART and last.price is None and not whole:
        found.actions[-1] = replace(last, price=price)
        return True
    took = clause.first(Cue.RESULT)
    if took is not None and took.word != "took":
        return False
    if last is None and found.kind is ReadingKind.CLOSE and found.price is None:
        found.price = price
        return True
    return False


def _holds(before: Clause | None, clause: Clause) -> bool:
    """`still in, stop 25.5`: where the stop is, and nothing new."""
    if before is None or not before.has(Cue.SAME) or before.strangers or not clause.has(Cue.STOP):
        return False
    return not clause.has(Cue.MOVE, Cue.NEW, Cue.TO, Cue.MARKET, Cue.BREAKEVEN)


def _ended_even(before: Clause | None, clause: Clause) -> bool:
    """`BE hit, no loss`: how it ended, said twice."""
    told = before is not None and before.has(Cue.RESULT) and before.has(Cue.BREAKEVEN)
    return told and clause.says_only(Cue.BREAKEVEN, Cue.FILL)


def _stop_behind(before: Clause | None, clause: Clause, found: FollowUp) -> bool:
    """`Stop goes under the new low, 3.118`: a price alone behind a stop that moves and has none."""
    if (
        before is None
        or not before.has(Cue.STOP)
        or before.prices
        or is_talk(before)
        or before.has(Cue.RESULT)
    ):
        return False
    if not _says_only(clause, Cue.MARKET, Cue.NEW) or len(clause.prices) != 1 or len(clause.tokens) > 2:
        return False
    if before.has(Cue.MOVE) and not found.actions and clause.has(Cue.MARKET, Cue.NEW):
        act(found, Action(do=Do.MOVE_STOP, stop=clause.prices[0].value))  # stop moved, now 2626
        return True
    if not found.actions or found.actions[-1].do in (Do.BREAKEVEN, Do.MOVE_STOP):
        return False
    act(found, Action(do=Do.MOVE_STOP, stop=clause.prices[0].value))
    return True


def _takes_size(clause: Clause, found: FollowUp) -> bool:
    """`adding at 12.75, size 2% of capital`: how much, behind an addition."""
    last = found.actions[-1] if found.actions else None
    if last is None or last.do is not Do.ADD or last.size_pct is not None or not clause.has(Cue.SIZE):
        return False
    share = next((token.value for token in clause.tokens if token.unit == "%"), None)
    if share is not None and not clause.prices and not clause.strangers:
        found.actions[-1] = replace(last, size_pct=share)
        return True
    return False


def _takes_share(clause: Clause, found: FollowUp) -> bool:
    """`Take off 20% at 0.1385, then 30% more at 0.1410`: a share and a price behind a part that was closed."""
    last = found.actions[-1] if found.actions else None
    if last is None or last.do is not Do.CLOSE_PART or not _says_only(clause, Cue.AND):
        return False
    if last.pct is None and last.qty is None and not clause.prices and len(clause.tokens) == 1:
        share = clause.fraction()
        if share is not None:
            found.actions[-1] = replace(last, pct=share)
        return share is not None
    if len(clause.prices) != 1:
        return False
    share = next((token.value for token in clause.tokens if token.unit == "%"), None)
    if share is not None:
        act(found, Action(do=Do.CLOSE_PART, pct=share, price=clause.prices[0].value))
    return share is not None


def _clause(clause: Clause, found: FollowUp, draft: Draft) -> None:
    """Add what one clause asks for. The first rule that fits has it."""
    for rule in (cancel, _breakeven, _reenter, stop, target, entry, part, close, _add):
        if rule(clause, found, draft):
            return


def _tells_result(clause: Clause) -> bool:
    return any(
        token.cue is Cue.RESULT and not _adorns(clause, place) for place, token in enumerate(clause.tokens)
    )


def _breakeven(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    about_stop = clause.has(Cue.STOP, Cue.TRAIL)
    word = clause.first(Cue.BREAKEVEN)
    to_entry = about_stop and _goes_to_entry(clause) and not _tells_result(clause)
    placed = clause.has(Cue.MOVE) and clause.has(Cue.POSITION) and clause.has(Cue.ENTRY)
    to_entry = to_entry or (placed and not clause.prices and not _tells_result(clause))
    told = any(
        token.cue is Cue.RESULT and token.word != "running" and not _adorns(clause, place)
        for place, token in enumerate(clause.tokens)
    )
    if word is not None and told and not clause.has(Cue.MOVE, Cue.TO) and not to_entry:
        return False  # stopped at break-even
    if (
        word is not None
        and word.cue is Cue.BREAKEVEN
        and "entry" in word.word
        and clause.prices
        and not about_stop
    ):
        return False  # move the entry to 98,750
    if word is not None and not about_stop and _closed_at(clause, word):
        found.own = not clause.symbol and not clause.has(Cue.LONGS, Cue.SHORTS, Cue.ALL, Cue.POSITION)
        return False  # closed at break-even
    if word is not None and (_is_part_of_code(clause, word) or is_counted(clause, word)):
        word = None
    if word is not None and not about_stop and _lies_beside(clause, word):
        word = None
    if word is not None and word.text == "be" and not _stands_for_breakeven(clause, word):
        word = None
    alone = (
        word is not None
        and (
            word.word not in ("be", "cost")
            or word.text == "BE"
            or (word is clause.tokens[0] and clause.has(Cue.MARKET))
        )
        and clause.strangers <= bool(found.actions)
        and not clause.prices
    )
    if not ((word and (about_stop or clause.has(Cue.MOVE))) or to_entry or alone):
        return False
    if not about_stop and clause.fraction() is not None and not found.actions:
        return False  # breakeven is 32 % of them
    act(found, Action(do=Do.BREAKEVEN))
    return True


def _closed_at(clause: Clause, word: Token) -> bool:
    """`ho chiuso in pari`, `all longs closed with no risk`: where or how a trade was closed, and not what is to do."""
    closed = clause.first(Cue.CLOSE, Cue.EXIT)
    if closed is None or clause.has(Cue.MOVE, Cue.REST) or clause.fraction() is not None:
        return False
    return closed.start < word.start or closed is clause.tokens[-1]


def _lies_beside(clause: Clause, word: Token) -> bool:
    """`still under my average`: where the market is."""
    before = clause.before(word)
    return before is not None and before.cue in (Cue.ABOVE, Cue.BELOW)


def _adorns(clause: Clause, place: int) -> bool:
    """A check mark before what is to do, or behind a stop that is moved."""
    if not is_check_mark(clause.tokens[place]):
        return False
    last = all(not token.text.isalnum() for token in clause.tokens[place:])
    stops = clause.has(Cue.STOP, Cue.TRAIL) and clause.tokens[0].cue is not Cue.BREAKEVEN
    return place == 0 or (last and (stops or clause.has(Cue.REST)))


def _goes_to_entry(clause: Clause) -> bool:
    """`stop to entry`, and not `entries with a stop`."""
    stop, entry = clause.first(Cue.STOP, Cue.TRAIL), clause.first(Cue.ENTRY)
    if stop is None or entry is None or clause.prices or stop.word.startswith(_NO_LEVELS):
        return False
    equal = any(token.text == "=" for token in clause.tokens)  # entry = stop now
    return stop.start < entry.start or equal or clause.has(Cue.MOVE)


def _is_part_of_code(clause: Clause, word: Token) -> bool:
    """bep20"""
    at = clause.tokens.index(word) + 1
    return at < len(clause.tokens) and clause.tokens[at].glued and clause.tokens[at].kind is Kind.NUMBER


def _stands_for_breakeven(clause: Clause, word: Token) -> bool:
    at = clause.tokens.index(word)
    now = at == 0 and len(clause.tokens) == 2 and clause.tokens[1].cue is Cue.MARKET  # be now
    return now or at == len(clause.tokens) - 1 or (at > 0 and clause.tokens[at - 1].cue in _LEADS_TO_BE)


def _reenter(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    if not clause.has(Cue.REENTER) or any(
        telling.names_year(clause.tokens, at) for at in range(len(clause.tokens))
    ):
        return False
    if clause.strangers > (draft.symbol is not None) and not clause.symbol:
        return False
    if _is_back_in_place(clause):
        return False
    prices = clause.prices
    act(found, Action(do=Do.REENTER, price=prices[0].value if prices else None))
    return True


def _is_back_in_place(clause: Clause) -> bool:
    """`back in college I shorted it`"""
    word = clause.first(Cue.REENTER)
    behind = [] if word is None else clause.behind(word)
    place = bool(behind) and behind[0].kind is Kind.WORD and behind[0].cue is None and not behind[0].base
    return word is not None and word.word.endswith(" in") and place


def _add(clause: Clause, found: FollowUp, draft: Draft) -> bool:
    ladder = clause.first(Cue.LADDER)
    alone = ladder is not None and _is_rung_alone(clause, ladder, draft)
    adds = (
        clause.has(Cue.ADD)
        or alone
        or (ladder is not None and ladder.word.startswith(_ADDS) and clause.symbol)
    )
    if not adds or clause.has(Cue.STOP, Cue.TARGET):
        return False
    word = clause.first(Cue.ADD)
    if word is not None and _is_done_by_another(clause, word):
        return False
    prices = [price for price in clause.prices if _is_no_count(clause, price)]
    share = clause.fraction()
    if not prices and share is None and not clause.has(Cue.MARKET):
        return False
    if clause.strangers > (draft.symbol is not None) and not clause.symbol:
        return False
    act(found, Action(do=Do.ADD, price=prices[0].value if prices else None, size_pct=share))
    return True


def _is_rung_alone(clause: Clause, ladder: Token, draft: Draft) -> bool:
    """`add at 58000`, `second entry at 1.05`: nothing of a trade is told beside it."""
    told = (
        draft.direction
        or draft.stops
        or draft.targets
        or draft.unknown_words
        or ladder.word.startswith("dca")
    )
    only = clause.says_only(Cue.LADDER, Cue.AT, Cue.FILL, Cue.MARKET, Cue.ENTRY)
    return not told and only and len(clause.prices) == 1


def _is_no_count(clause: Clause, price: Token) -> bool:
    """Not the five of `adding 5 new members`: one or two figures that no word leads to are how many."""
    before = clause.before(price)
    led = before is not None and (
        before.cue in (Cue.AT, Cue.LADDER, Cue.MARKET, Cue.TO) or before.kind is not Kind.WORD
    )
    return led or not price.text.isdigit() or len(price.text) > _COUNTS


def _is_done_by_another(clause: Clause, word: Token) -> bool:
    """`Saylor added at 98000`: a name of no list right before a verb that tells what was done."""
    before = clause.before(word)
    told = word.word.endswith(("ed", "s", "sold")) and word.language in ("", "en")
    return (
        told
        and before is not None
        and before.kind is Kind.WORD
        and before.cue is None
        and not before.text.isupper()
    )
