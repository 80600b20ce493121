"""Cards about links to one's portfolio (storyboard, scene 9). What others see is words here and a page in `bot/web`."""

from __future__ import annotations

from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule, Tone
from core.command import Call
from core.sharing.model import Visibility
from core.sharing.options import NEVER
from core.sharing.results import PublicTrades, PublicView, ShareCard, ShareGone, ShareList, ShareLook

# What a link may show, in the rows of the card: the left ones are on in the beginning.
LINES = (("pnl", "amounts"), ("holdings", "notes"), ("trades", "delay"))
FIELDS = {
    "pnl": "show_pnl",
    "holdings": "show_holdings",
    "trades": "show_trades",
    "amounts": "show_amounts",
    "notes": "show_notes",
    "delay": "delayed",
}
ENDS = ("7d", "30d", NEVER)
HELD_MOST, TRADES_MOST = 8, 6


def share_card(card: ShareCard, look: Look) -> Reply:
    """One link: its address, what it shows, who may open it, until when."""
    key = (
        "stopped" if not card.is_active else "over" if card.is_over else "ready" if card.address else "stands"
    )
    seen = look.say("sharing.views", count=card.views)
    blocks: list[Block] = [Line(card.address or card.hint), Line(seen), Rows(_switches(card, look), "ll")]
    blocks.append(Line(_reach(card, look)))
    if card.visibility is Visibility.PUBLIC:
        blocks.append(Line(card.page or look.say("sharing.no_page")))
    blocks.append(Line(look.say("sharing.hidden")))
    if card.address:
        blocks.append(Line(look.say("sharing.once")))
    if card.choosing:
        blocks.append(Line(look.say("sharing.tap")))
    open_ = card.is_active and not card.is_over
    return Reply(
        title=look.say(f"sharing.title_{key}", mode=mode_word(card.mode)),
        blocks=tuple(blocks),
        buttons=_choices(card, look) if card.choosing else _buttons(card, look),
        tone=Tone.DONE if open_ and (card.address or card.changed) else Tone.INFO if open_ else Tone.CAUTION,
    )


def _switches(card: ShareCard, look: Look) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_switch(card, name, look) for name in pair) for pair in LINES)


def _switch(card: ShareCard, name: str, look: Look) -> str:
    mark = "✓" if getattr(card.settings, FIELDS[name]) else "✗"
    return f"{mark} {look.say(f'sharing.shows_{name}')}"


def _reach(card: ShareCard, look: Look) -> str:
    """Who may open it and until when: `anyone with the link, until 17 Dec, no search`."""
    who = look.say(f"sharing.who_{card.visibility.value}")
    if card.expires_at is None:
        return look.say("sharing.reach_always", who=who)
    key = "sharing.reach_was" if card.is_over else "sharing.reach_until"
    return look.say(key, who=who, day=look.date(card.expires_at))


def _buttons(card: ShareCard, look: Look) -> tuple[Button, ...]:
    own = {"share": card.reference}
    looked = Button(look.say("buttons.look_at_it"), Call("share show", own))
    if card.is_over:
        again = Call("share edit", {"what": "expires", "to": "30d", **own})
        first = Button(look.say("sharing.button_days", count=30), again)
    elif card.is_active:
        first = Button(look.say("sharing.button_change"), Call("share edit", own))
    else:
        again = Call("share edit", {"what": "active", "to": "on", **own})
        first = Button(look.say("sharing.button_again"), again)
    key, path = ("button_stop", "share stop") if card.is_active else ("button_revoke", "share revoke")
    return looked, first, Button(look.say(f"sharing.{key}"), Call(path, own))


def _choices(card: ShareCard, look: Look) -> tuple[Button, ...]:
    """A button for each line, for who else may open it, and for how long."""
    own = {"share": card.reference}
    made = []
    for name in (name for pair in zip(*LINES, strict=True) for name in pair):
        shown = getattr(card.settings, FIELDS[name])
        call = Call("share edit", {"what": name, "to": "off" if shown else "on", **own})
        made.append(Button(_switch(card, name, look), call))
    for one in Visibility:
        if one is not card.visibility:
            call = Call("share edit", {"what": "access", "to": one.value, **own})
            made.append(Button(look.say(f"sharing.button_{one.value}"), call))
    for end in ENDS:
        if end == NEVER:
            label = look.say("sharing.button_never")
        else:
            label = look.say("sharing.button_days", count=int(end.removesuffix("d")))
        made.append(Button(label, Call("share edit", {"what": "expires", "to": end, **own})))
    made.append(Button(look.say("buttons.look_at_it"), Call("share show", own)))
    return tuple(made)


def share_list(result: ShareList, look: Look) -> Reply:
    """All links, a line or two each."""
    title = look.say("sharing.title_list")
    create = Button(look.say("sharing.button_new"), Call("share create", {}))
    if not result.shares:
        return Reply(title=title, blocks=(Line(look.say("sharing.none")),), buttons=(create,))
    rows = tuple(
        (one.reference, mode_word(one.mode), _state(one, look), look.say("sharing.views", count=one.views))
        for one in result.shares
    )
    buttons = [Button(one.reference, Call("share edit", {"share": one.reference})) for one in result.shares]
    return Reply(title=title, blocks=(Rows(rows, "lllr"),), buttons=(*buttons, create))


def _state(card: ShareCard, look: Look) -> str:
    if not card.is_active:
        return look.say("sharing.state_stopped")
    if card.is_over:
        return look.say("sharing.state_over")
    if card.expires_at is None:
        return look.say(f"sharing.state_{card.visibility.value}")
    return look.say("sharing.state_until", day=look.date(card.expires_at))


def share_look(result: ShareLook, look: Look) -> Reply:
    """What others see, in words."""
    view, card = result.view, result.share
    blocks: list[Block] = [Line(_span(view, look))]
    blocks += _results(view, look)
    if view.holdings is not None:
        blocks += _holdings(view, look)
    if view.trades is not None:
        blocks += _trades(view.trades, look)
    if not card.is_active or card.is_over or card.visibility is Visibility.PRIVATE:
        blocks += [Rule(), Line(look.say("sharing.nobody_now"))]
    title = look.say("sharing.title_look", mode=mode_word(view.mode), hint=card.reference)
    return Reply(title=title, blocks=tuple(blocks), buttons=_buttons(card, look)[1:])


def _span(view: PublicView, look: Look) -> str:
    if view.delayed:
        return look.say("sharing.span_delayed", since=look.day(view.since), until=look.day(view.until))
    return look.say("sharing.span", since=look.day(view.since), until=look.day(view.until))


def _results(view: PublicView, look: Look) -> list[Block]:
    blocks: list[Block] = []
    if view.returns is not None:
        total, fall = look.percent(view.returns.total), look.percent(view.returns.fall)
        blocks.append(Line(look.say("sharing.results", total=total, fall=fall)))
    if view.amounts is not None:
        equity = look.amount(view.amounts.equity, view.amounts.currency)
        blocks.append(Line(look.say("sharing.worth", equity=equity)))
    return blocks


def _holdings(view: PublicView, look: Look) -> list[Block]:
    held = view.holdings or ()
    if not held:
        return [Line(look.say("sharing.holds_nothing"))]
    amounts = view.amounts is not None
    rows = tuple(
        (
            one.symbol,
            look.percent(one.share, signed=False),
            *((look.quantity(one.quantity), look.money(one.value)) if amounts else ()),
        )
        for one in held[:HELD_MOST]
    )
    return [Rows(rows, "lrrr")]


def _trades(trades: PublicTrades, look: Look) -> list[Block]:
    if trades.won is None or not trades.closed:
        first = look.say("sharing.closed", count=trades.closed)
    else:
        first = look.say(
            "sharing.won", won=trades.won, all=trades.closed, average=look.multiple(trades.average_r)
        )
    rows = tuple(
        (look.day(one.closed_on), one.symbol, look.percent(one.change), look.multiple(one.r_multiple))
        if trades.won is not None
        else (look.day(one.closed_on), one.symbol)
        for one in trades.lines[:TRADES_MOST]
    )
    return [Rule(), Line(first), *([Rows(rows, "llrr")] if rows else [])]


def share_gone(result: ShareGone, look: Look) -> Reply:
    """A link leads nowhere any more."""
    blocks = (
        Line(look.say("sharing.gone", hint=result.hint)),
        Line(look.say("sharing.views", count=result.views)),
    )
    buttons = (
        Button(look.say("sharing.button_list"), Call("share list", {})),
        Button(look.say("sharing.button_new"), Call("share create", {})),
    )
    return Reply(title=look.say("sharing.title_gone"), blocks=blocks, buttons=buttons, tone=Tone.DONE)
