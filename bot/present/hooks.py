"""Cards about addresses for alerts."""

from __future__ import annotations

from bot.present.look import Look
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from core.command import Call
from core.hooks.results import HookCard, HookLine


def hook_card(result: HookCard, look: Look) -> Reply:
    """A provider's addresses; a new one with its secret, this once."""
    blocks: list[Block] = []
    if result.address:
        blocks += [
            Line(look.say("hooks.address")),
            Line(result.address),
            Line(look.say("hooks.once")),
            Line(look.say("hooks.what")),
        ]
    if result.revoked:
        blocks.append(Line(look.say("hooks.revoked", source=result.revoked)))
    if result.hooks:
        blocks.append(Rows(tuple(_row(one, look) for one in result.hooks), "lll"))
    elif not result.revoked:
        blocks.append(Line(look.say("hooks.none")))
    buttons = []
    if result.made:
        revoke = Call("provider hook", {"what": "revoke", "source": result.made})
        buttons.append(Button(look.say("hooks.button_revoke"), revoke))
    elif not result.hooks:
        buttons.append(Button(look.say("hooks.button_new"), Call("provider hook", {"what": "new"})))
    title = look.say("hooks.title", name=result.provider)
    tone = Tone.DONE if result.made or result.revoked else Tone.INFO
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons), tone=tone)


def _row(one: HookLine, look: Look) -> tuple[str, ...]:
    if one.heard_at is None:
        return one.source, look.say("hooks.nothing_yet"), ""
    return one.source, look.moment(one.heard_at), look.say(f"hooks.outcome_{one.outcome}")
