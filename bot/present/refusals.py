"""Refusals in words: what happened, to what, what to do (storyboard, section 15). Codes are stable, words are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from bot.present import format as fmt
from bot.present.checks import change_call, change_words, check_row
from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from core.command import Call
from core.kernel.codec import encode
from core.kernel.errors import Refusal

Words = Callable[[dict[str, str], Look], str]


def _money(facts: dict[str, str], name: str) -> str:
    return fmt.money(Decimal(facts[name]))


def _share(facts: dict[str, str], name: str, *, signed: bool = False) -> str:
    return fmt.percent(Decimal(facts[name]), signed=signed)


def _price(facts: dict[str, str], name: str, look: Look) -> str:
    return look.price(facts["symbol"], Decimal(facts[name]))


def _noun(facts: dict[str, str]) -> tuple[str, str]:
    return NOUNS.get(facts["what"], (f"a {facts['what']}", "see /help"))


def _done(facts: dict[str, str], look: Look) -> str:
    if facts.get("left"):
        return "You left this card. Nothing was sent."
    if not facts.get("trade"):
        return "Nothing was sent again. /trade history shows what was done."
    did = "bought" if facts["side"] == "BUY" else "sold short"
    how = f"{did} at {_price(facts, 'price', look)}" if facts["price"] else "the order is on its way"
    return f"Done already: {how}, {short(facts['trade'])}."


def _near(facts: dict[str, str]) -> str:
    return f" Close: {facts['near']}." if facts.get("near") else ""


# What an option could not be read as: how it is called, and how it is typed.
NOUNS: dict[str, tuple[str, str]] = {
    "amount": ("an amount", "0.5, $100 or 10%"),
    "price": ("a price", "58k, 62,000 or 0.85"),
    "share": ("a percentage up to 100", "0.5%"),
    "timedelta": ("a length of time", "120s or 2m"),
    "figure": ("an amount of money", "10"),
    "age": ("an age above zero", "120s"),
    "hour": ("a time of day", "18:00"),
    "hours": ("a time from and until", "22-07, or off"),
    "about": ("something that is told", "skips, fills or too_small"),
}

WORDS: dict[str, Words] = {
    # -- trading
    "too_small": lambda f, look: (
        f"Too small: {_money(f, 'value')} {f['currency']} per {f['per']}, it must be {_money(f, 'limit')}. "
        "Ask for more."
        if f.get("per")
        else f"Too small: {_money(f, 'value')} {f['currency']}, the smallest entry is {_money(f, 'limit')}. "
        "Ask for more."
    ),
    "stale_signal": lambda f, look: (
        f"This signal is {fmt.age(timedelta(seconds=int(f['value'])))} old, your limit is "
        f"{fmt.age(timedelta(seconds=int(f['limit'])))}. Nothing was sent."
    ),
    "price_ran": lambda f, look: (
        f"Price ran: {_price(f, 'price', look)} is {_share(f, 'value', signed=True)} from entry, "
        f"your limit is {_share(f, 'limit')}."
    ),
    "no_stop": lambda f, look: "No stop in this post, and you trade only with one. Add `sl` and a price.",
    "wrong_side": lambda f, look: (
        f"The stop {_price(f, 'value', look)} is {'above' if f['side'] == 'BUY' else 'below'} the entry "
        f"{_price(f, 'limit', look)} of a {'long' if f['side'] == 'BUY' else 'short'}. I do not guess."
    ),
    "no_cash": lambda f, look: (
        f"Needs {_money(f, 'value')} {f['currency']} with fee, {_money(f, 'limit')} is free. Ask for less."
    ),
    "order_limit": lambda f, look: (
        f"{_money(f, 'value')} is over your {_money(f, 'limit')} per instrument. Ask for less, or /me limits position."
    ),
    "kill_switch": lambda f, look: (
        f"New orders are off ({f['value']}). Your stops keep working. /panic resume"
    ),
    "unknown_symbol": lambda f, look: f'I do not know "{f["typed"]}".{_near(f)}',
    "not_at_broker": lambda f, look: f"{f['venue'].title()} does not trade {f['symbol']}.",
    "wrong_target": lambda f, look: (
        f"The target {f['target']} is on the wrong side of {f['entry']} "
        f"for a {'long' if f['side'] == 'BUY' else 'short'}."
    ),
    "price_moved": lambda f, look: (
        f"{f['symbol']} moved from {_price(f, 'was', look)} to {_price(f, 'price', look)} since this preview. "
        "Nothing was sent. Ask again for a new one."
    ),
    "entry_form": lambda f, look: (
        f"This {f['symbol']} entry has several prices or waits for a breakout. I take entries at one price only."
    ),
    "no_side": lambda f, look: f"I read {f['symbol']} but neither buy nor sell. Say long or short.",
    "nothing_held": lambda f, look: (
        f"You hold nothing in {f['symbol']}. /portfolio positions shows what you hold."
    ),
    "more_than_held": lambda f, look: f"You hold {f['held']} {f['symbol']}, you asked to sell {f['asked']}.",
    "too_small_to_sell": lambda f, look: (
        f"That is less than one step of {f['symbol']} ({f['step']}). Sell more, or all."
    ),
    "amount_of_what": lambda f, look: f'An amount of "{f["typed"]}" is not clear. Name one symbol or trade.',
    "no_such_trade": lambda f, look: (
        f'No trade of yours is called "{f["typed"]}". /trade history lists them.'
    ),
    "which_trade": lambda f, look: f'"{f["typed"]}" could be {f["near"]}. Type more of it.',
    "nothing_decided": lambda f, look: "Nothing was decided for you yet: no trade, no skipped signal.",
    "off_tick": lambda f, look: f"{f['symbol']} moves in steps of {f['tick']}; {f['price']} is between two.",
    # -- people, providers, follows
    "no_portfolio": lambda f, look: "You have no account yet. /start opens one with play money.",
    "has_traded": lambda f, look: "This account has traded, so its deposit stays. /portfolio show",
    "not_in_channel": lambda f, look: (
        "Signals are posted in a channel. Say this there: #calls: /provider register"
    ),
    "channel_taken": lambda f, look: (
        f"{f['channel']} belongs to {f['name']} already. One provider per channel."
    ),
    "name_taken": lambda f, look: (
        f'Somebody is called "{f["name"]}" already. /provider register another-name'
    ),
    "no_such_provider": lambda f, look: (
        f'No provider is called "{f["typed"]}".'
        + (f" There is: {f['near']}." if f.get("near") else " /provider list")
    ),
    "always_rings": lambda f, look: (
        f"{f['typed'].capitalize()}s always ring: they need you. /me notify fills silent settles the rest."
    ),
    "too_many_mutes": lambda f, look: (
        f"{f['most']} settings of one kind are the most. /me notify shows them; take one back first."
    ),
    "no_such_zone": lambda f, look: (
        f'I know no time zone "{f["typed"]}".'
        + (f" Close: {f['near']}." if f.get("near") else " Try the name of a large city: /me zone Berlin")
    ),
    "no_zones": lambda f, look: (
        "This machine has no list of time zones, so I keep UTC. Whoever runs it can install tzdata."
    ),
    "unknown_person": lambda f, look: (
        f'I have not met "{f["typed"]}" here. They have to write something first.'
    ),
    "follows_already": lambda f, look: f"You copy {f['name']} already. /copy list",
    "follows_not": lambda f, look: f"You do not copy {f['name']}. /copy list shows whom you copy.",
    # -- typing and buttons
    "unknown_command": lambda f, look: (
        f"I do not know /{f['typed']}."
        + (f" Close: {f['near']}." if f.get("near") else " /help lists what I know.")
    ),
    "missing_option": lambda f, look: (
        f"{f['option'].capitalize()}? ({f['help']}) Answer, or type it whole: {f['usage']}"
    ),
    "too_many_words": lambda f, look: (
        f'"{f["typed"]}" is more than /{f["command"]} takes. Like this: {f["usage"]}'
    ),
    "not_understood": lambda f, look: f'"{f["typed"]}" is not {_noun(f)[0]}. For example: {_noun(f)[1]}.',
    "not_a_choice": lambda f, look: f'"{f["typed"]}" is not one of: {f["choices"]}.',
    "no_such_topic": lambda f, look: f'There is no help on "{f["typed"]}". Topics: {f["near"]}.',
    "no_right": lambda f, look: f"/{f['command']} is not for your role here. Ask whoever runs this.",
    "not_yours": lambda f, look: f"Not your button: it is {f['name']}'s. Yours is under My trade.",
    "expired": lambda f, look: (
        f"This preview is from {f['since']}. Prices moved. Nothing was sent."
        + ("" if f.get("again") else " The next signal asks again.")
    ),
    "already_done": _done,
    "no_card": lambda f, look: "No card with buttons was shown there yet. /help shows what can be asked.",
    "no_button": lambda f, look: f'The last card has no button "{f["label"]}". It has: {f["labels"]}.',
    "control_characters": lambda f, look: (
        "That line has control characters in it. Type it again without them."
    ),
    "too_long": lambda f, look: f"That line has {f['length']} characters, I read {f['limit']} at most.",
    "fixed_market": lambda f, look: (
        "Prices and time come from outside here: `market:` and `clock:` are for the simulation."
    ),
    "backwards": lambda f, look: "Time only goes forward: clock: +2h",
    "no_post": lambda f, look: f"{f['who']} has not posted in #{f['channel']} yet.",
    "busy": lambda f, look: "I am asked too much at once. Try again in a moment.",
    "bug": lambda f, look: (
        f"Something broke on my side (ref {f['ref']}). Nothing was sent. The owner was told."
    ),
}
# Refusals that speak of money or prices of one's own say whose money: paper or live.
ABOUT_MONEY = frozenset(
    {"no_cash", "order_limit", "price_moved", "nothing_held", "more_than_held", "already_done"}
)
TITLES = {
    "unknown_command": "Unknown command",
    "not_yours": "Not your button",
    "expired": "Too old",
    "already_done": "Done already",
    "no_right": "Not allowed",
    "bug": "My fault",
}


def refusal(error: Refusal, look: Look) -> Reply:
    """A refusal as a card: one sentence, the checks if there were any, and a next step."""
    words = WORDS[error.code](error.facts, look)
    blocks: list[Block] = [Line(words)]
    symbol = error.facts.get("symbol", "")
    if error.reasons:
        blocks.append(Rows(tuple(check_row(reason, symbol, look) for reason in error.reasons), "lrr"))
    buttons = []
    if error.change:
        change = change_words(error.change, look)
        blocks.append(Line(look.say("checks.smallest_change", change=change)))
        buttons.append(Button(look.say("buttons.change_limits"), change_call(error.change)))
    data = {
        "code": error.code,
        "reasons": [encode(reason) for reason in error.reasons],
        "change": error.change,
        "facts": error.facts,
    }
    title = TITLES.get(error.code, "Not done")
    if error.reasons or error.code in ABOUT_MONEY:
        title = f"{mode_word(error.facts.get('mode', 'paper'))}  {title}"
    buttons += _next_step(error)
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons), tone=Tone.CAUTION, data=data)


def _next_step(error: Refusal) -> list[Button]:
    if error.code == "already_done" and "trade" in error.facts:
        return [Button("Open", Call("trade show", {"trade": error.facts["trade"]}))]
    if error.code == "not_yours":
        return [Button("My trade", Call("trade history", {}))]
    if error.code in ("kill_switch", "nothing_held", "more_than_held"):
        return [Button("Positions", Call("portfolio positions", {}))]
    return []


def repeat_button(again: Call | None) -> tuple[Button, ...]:
    """[New preview], where the card can be made anew."""
    return () if again is None else (Button("New preview", again),)
