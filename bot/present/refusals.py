"""A refusal as a card: what happened, to what, what to do (storyboard, section 15). Codes are stable, words are not.

What each code says and offers stands in `bot/present/codes.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from bot.present.checks import change_call, change_words, check_row
from bot.present.codes import ABOUT_MONEY, TITLES, TOLD, Step, Told
from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from bot.typed import ALIASES
from core.command import Call
from core.kernel.codec import encode
from core.kernel.errors import Refusal

BUTTONS_AT_MOST = 4
INSTEAD_AT_MOST = 3


def _price(value: str, facts: Mapping[str, str], look: Look) -> str:
    return look.price(facts["symbol"], Decimal(value))


def _moment(value: str, facts: Mapping[str, str], look: Look) -> str:
    return look.clock(datetime.fromisoformat(value))


# How a fact is said, by the kind that stands behind its name in the table of codes.
KINDS: dict[str, Callable[[str, Mapping[str, str], Look], str | int]] = {
    "": lambda value, facts, look: value,
    "money": lambda value, facts, look: look.money(Decimal(value)),
    "whole": lambda value, facts, look: look.number(Decimal(value), 0),
    "price": _price,
    "share": lambda value, facts, look: look.percent(Decimal(value), signed=False),
    "change": lambda value, facts, look: look.percent(Decimal(value)),
    "ratio": lambda value, facts, look: look.number(Decimal(value), 2),
    "count": lambda value, facts, look: look.number(Decimal(value), 0),
    "age": lambda value, facts, look: look.age(timedelta(seconds=int(value))),
    "length": lambda value, facts, look: look.length(timedelta(seconds=int(value))),
    "moment": _moment,
    "session": lambda value, facts, look: look.session(datetime.fromisoformat(value), facts["city"]),
    "name": lambda value, facts, look: value[:1].upper() + value[1:],
    "begins": lambda value, facts, look: value.capitalize(),
    "trade": lambda value, facts, look: short(value),
    "direction": lambda value, facts, look: look.say(f"common.{'long' if value == 'BUY' else 'short'}"),
    "ringing": lambda value, facts, look: look.named(f"notices.kind_{value}", value.capitalize()),
    "exact": lambda value, facts, look: look.exact(Decimal(value)),
    "level": lambda value, facts, look: look.named(f"people.level_{value}", value),
    "per": lambda value, facts, look: look.named(f"refusals.per_{value}", value),
    "either": lambda value, facts, look: look.either(value.split(", ")),
    "person": lambda value, facts, look: value or look.say("refusals.somebody_else"),
    "help": lambda value, facts, look: look.help(facts["command"], value, facts["option"]),
    "whose": lambda value, facts, look: look.say(f"checks.whose_{value or 'you'}"),
    "span": lambda value, facts, look: look.say(f"refusals.span_{value}"),
}


def refusal(error: Refusal, look: Look, asked: Call | None = None) -> Reply:
    """A refusal as a card: one sentence, the checks if there were any, and a next step. `asked` was refused."""
    told = next(each for each in TOLD[error.code] if each.holds(error.facts))
    blocks: list[Block] = [Line(words(told, error.facts, look))]
    symbol = error.facts.get("symbol", "")
    if error.reasons:
        blocks.append(Rows(tuple(check_row(reason, symbol, look) for reason in error.reasons), "lrrl"))
    buttons = []
    if error.change:
        label = look.say("buttons.change_limits")
        if told.change:
            label = look.say(told.change, **_said(told, error.facts, look.takes(told.change), look))
        else:
            change = change_words(error.change, look)
            blocks.append(Line(look.say("checks.smallest_change", change=change)))
        buttons.append(Button(label, change_call(error.change)))
    # The change that would have passed is a better step than the whole list of limits.
    steps = [step for step in told.steps if not (error.change and step.path == "me limits")]
    buttons += _instead(told, error.facts, look, asked)
    buttons += [button for step in steps for button in _button(step, told, error.facts, look, asked)]
    data = {
        "code": error.code,
        "reasons": [encode(reason) for reason in error.reasons],
        "change": error.change,
        "facts": error.facts,
    }
    title = look.say(TITLES.get(error.code, "refusals.title"))
    if error.reasons or error.code in ABOUT_MONEY:
        title = f"{mode_word(error.facts.get('mode', 'paper'))}  {title}"
    return Reply(
        title=title,
        blocks=tuple(blocks),
        buttons=tuple(buttons[:BUTTONS_AT_MOST]),
        tone=Tone.CAUTION,
        data=data,
    )


def words(told: Told, facts: Mapping[str, str], look: Look) -> str:
    """The sentence of a code with its facts in it."""
    return look.say(told.text, **_said(told, facts, look.takes(told.text), look))


def _said(told: Told, facts: Mapping[str, str], names: frozenset[str], look: Look) -> dict[str, str | int]:
    kinds = told.kinds
    # Whose limit it is goes unsaid where it is the reader's own.
    given = {"whose": "", **facts}
    return {name: KINDS[kinds[name]](given[name], facts, look) for name in names}


def _instead(told: Told, facts: Mapping[str, str], look: Look, asked: Call | None) -> list[Button]:
    """What may have been meant, as buttons: another command, or what was asked with the right word in its place."""
    meant = [each.strip() for each in facts.get(told.instead, "").split(",") if each.strip()][
        :INSTEAD_AT_MOST
    ]
    if meant and meant[0].startswith("/"):
        return [Button(each, _command(each, look)) for each in meant]
    if asked is None or not meant:
        return []
    typed = facts["typed"].casefold()
    named = next((name for name, text in asked.options.items() if text.casefold() == typed), None)
    if named is None:
        return []
    return [Button(each, Call(asked.path, {**asked.options, named: each})) for each in meant]


def _command(typed: str, look: Look) -> Call:
    """The command that is written so, or help on it where it is the name of a group."""
    name = typed.removeprefix("/")
    path = ALIASES.get(name, name)
    return (
        Call(path, {})
        if any(one.path == path for one in look.world.commands)
        else Call("help", {"topic": path})
    )


def _button(step: Step, told: Told, facts: Mapping[str, str], look: Look, asked: Call | None) -> list[Button]:
    """The button of a step, or none where it would lead nowhere."""
    if step.when and not facts.get(step.when):
        return []
    if step.path:
        base = Call(step.path, {})
    elif asked is not None:
        base = asked
    else:
        return []
    known = {one.path: {name for name, _ in one.options} for one in look.world.commands}
    if not step.options.keys() <= known.get(base.path, set()) or base.path not in known:
        return []
    changed = {name: text.format_map(facts) for name, text in step.options.items()}
    label = look.say(step.label, **_said(told, facts, look.takes(step.label), look))
    return [Button(label, Call(base.path, {**base.options, **changed}))]
