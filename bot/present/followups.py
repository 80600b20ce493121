"""What providers and followers are told in private about follow-ups: questions, what was not done, and why."""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import Look, mode_word, short
from bot.present.readings import item_blocks
from bot.present.reply import Block, Button, Line, Reply, Rule, Tone
from bot.present.signalcards import SIDES
from core.command import Call
from core.signals.model import (
    FollowUpCard,
    HeldBackCard,
    PostGoneCard,
    QuestionCard,
    QuestionKind,
    SignalName,
)
from core.signals.reading import Action, Do
from core.social.model import AskOver

LONGEST = 60
ABOUT_NOTHING = {"none_open": "updates.not_none_open", "none_in_symbol": "updates.not_in_symbol"}
ABOUT_SIGNAL = {
    "signal_over": "updates.not_over",
    "post_anew": "updates.not_post_anew",
    "how_much": "updates.not_how_much",
    "no_such_target": "updates.not_such_target",
}
ABOUT_PRICE = {
    "stop_far": "updates.not_stop_far",
    "stop_passed": "updates.not_stop_passed",
    "even_passed": "updates.not_even_passed",
    "target_far": "updates.not_target_far",
    "target_passed": "updates.not_target_passed",
}
ANSWERED = {
    "yes": "updates.answered_yes",
    "no": "updates.answered_no",
    "none": "updates.answered_no",
    "lapsed": "updates.answered_lapsed",
}


def follow_up(card: FollowUpCard, look: Look) -> Reply:
    """Words of theirs that changed nothing, and why."""
    said = f'"{_cut(card.text)}"'
    why = _why(card, look)
    return Reply(
        title=look.say("updates.not_done"),
        blocks=(Line(f"{said}: {why}"), Line(look.say("updates.nothing_changed"))),
        tone=Tone.CAUTION,
    )


def _why(card: FollowUpCard, look: Look) -> str:
    if card.code in ABOUT_NOTHING:
        return look.say(ABOUT_NOTHING[card.code])
    name = look.say("updates.named", number=str(card.number or ""), symbol=card.symbol)
    if card.code in ABOUT_SIGNAL:
        return look.say(ABOUT_SIGNAL[card.code], name=name)
    price = look.unknown if card.price is None else look.price(card.symbol, card.price)
    return look.say(ABOUT_PRICE[card.code], name=name, price=price)


def question_card(card: QuestionCard, look: Look) -> Reply:
    """A question about a post, with a button for each answer."""
    said = f'"{_cut(card.text)}"'
    if card.answer is not None:
        key = ANSWERED.get(card.answer, "updates.answered_yes")
        return Reply(title=said, blocks=(Line(look.say(key)),))
    names = [_named(name, look) for name in card.signals]
    about = ", ".join(f"#{name.number} {words}" for name, words in zip(card.signals, names, strict=True))
    words = {
        QuestionKind.WHICH: look.say("updates.which", said=said),
        QuestionKind.SURE: look.say("updates.sure", said=said, about=about),
        QuestionKind.REPORT: look.say("updates.report", said=said, about=about),
        QuestionKind.LATE: look.say("updates.late", about=about),
        QuestionKind.MODEL: look.say("model.question"),
    }[card.kind]
    title, _, rest = words.partition("\n")
    asked = [Line(line) for line in rest.split("\n") if line]
    wanted = ", ".join(filter(None, (_wanted(action, look) for action in card.actions)))
    if wanted and card.kind is QuestionKind.SURE:
        asked.insert(0, Line(look.say("updates.read_as", wanted=wanted)))
    blocks: list[Block] = [*asked]
    if card.read is not None:
        from_post = Line(look.say("model.from_post"))
        blocks = [Line(said), *item_blocks(card.read, look), Rule(), from_post, *asked]
    return Reply(title=title, blocks=tuple(blocks), buttons=_answers(card, names, look), tone=Tone.ASKS)


def _wanted(action: Action, look: Look) -> str:
    """What one instruction asks for, as it was read: `close 50 %`."""
    prices = action.targets or action.entries or tuple(filter(None, (action.stop or action.price,)))
    price = ", ".join(look.exact(one) for one in prices)
    match action.do:
        case Do.CLOSE_PART:
            return _wanted_part(action, price, look)
        case Do.ADD | Do.CLOSE if price:
            return look.say(f"updates.want_{action.do.value}_at", price=price)
        case Do.MOVE_STOP | Do.SET_TARGETS | Do.SET_ENTRY:
            return look.say(f"updates.want_{action.do.value}", price=price)
        case Do.SET_TARGET:
            return look.say("updates.want_set_target", number=str(action.index), price=price)
        case Do.TRAIL_STOP:
            return look.say("updates.want_trail_stop", share=_share(action, 2, look))
        case _:
            return look.say(f"updates.want_{action.do.value}")


def _wanted_part(action: Action, price: str, look: Look) -> str:
    some = look.say("updates.want_some") if action.qty is None else look.exact(action.qty)
    share = some if action.pct is None else _share(action, 0, look)
    if not price:
        return look.say("updates.want_close_part", share=share)
    return look.say("updates.want_close_part_at", share=share, price=price)


def _share(action: Action, places: int, look: Look) -> str:
    return look.percent((action.pct or Decimal(0)) / 100, signed=False, places=places)


def _answers(card: QuestionCard, names: list[str], look: Look) -> tuple[Button, ...]:
    labels = {
        "yes": look.say("buttons.yes"),
        "no": look.say("buttons.no"),
        "none": look.say("buttons.neither"),
    }
    labels["all"] = look.say("buttons.both" if len(names) == 2 else "buttons.all_of_them")
    if card.kind is QuestionKind.REPORT:
        labels |= {"yes": look.say("buttons.close_for_all"), "no": look.say("buttons.only_a_report")}
    twice = len(set(names)) < len(names)
    for number, (signal, name) in enumerate(zip(card.signals, names, strict=True), start=1):
        labels[str(number)] = f"{name} #{signal.number}" if twice else name
    calls = {one: Call("signal answer", {"question": card.question, "choice": one}) for one in card.choices}
    return tuple(Button(labels[choice], call) for choice, call in calls.items() if choice in labels)


def _named(name: SignalName, look: Look) -> str:
    return f"{name.symbol.split('/')[0]} {look.say(SIDES[name.direction.value])}"


def ask_over(result: AskOver, look: Look) -> Reply:
    """A question that may not be answered any more. Its button takes the place of those that would send an order."""
    name = f"{result.provider} #{result.number}"
    words = look.say("updates.ask_lapsed" if result.lapsed else "updates.ask_over", name=name)
    button = Button(look.say("buttons.show_signal"), Call("signal show", {"signal": name}))
    return Reply(
        title=look.say("updates.question_over", symbol=result.symbol),
        blocks=(Line(words),),
        buttons=(button,),
    )


def held_back(card: HeldBackCard, look: Look) -> Reply:
    """A follower's stop was not widened: it would risk more than they allow."""
    stop = look.unknown if card.stop is None else look.price(card.symbol, card.stop)
    words = look.say(
        "updates.kept_yours",
        name=f"{card.provider} #{card.number}",
        asked=look.price(card.symbol, card.asked),
        risk=look.money(card.risk),
        allowed=look.amount(card.allowed, card.currency),
        stop=stop,
    )
    title = f"{mode_word(card.mode)}  {look.say('updates.stop_stays', symbol=card.symbol)}"
    button = Button(look.say("buttons.open"), Call("trade show", {"trade": card.trade}))
    return Reply(title=title, blocks=(Line(words),), buttons=(button,))


def post_gone(card: PostGoneCard, look: Look) -> Reply:
    """The post that a follower copied was deleted."""
    stop = look.unknown if card.stop is None else look.price(card.symbol, card.stop)
    words = look.say(
        "updates.post_gone", name=f"{card.provider} #{card.number}", trade=short(card.trade), stop=stop
    )
    title = f"{mode_word(card.mode)}  {look.say('updates.post_deleted', symbol=card.symbol)}"
    button = Button(look.say("buttons.open"), Call("trade show", {"trade": card.trade}))
    return Reply(title=title, blocks=(Line(words),), buttons=(button,))


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"
