"""Cards about being signed in on the web."""

from __future__ import annotations

from bot.present.look import Look
from bot.present.reply import Block, Button, Line, Reply, Rows, Tone
from core.command import Call
from core.sessions.results import LoginsCard, SessionLine


def logins_card(result: LoginsCard, look: Look) -> Reply:
    """Browsers that are signed in; a new link with its secret, this once."""
    blocks: list[Block] = []
    if result.address and result.expires_at is not None:
        blocks += [
            Line(look.say("sessions.open_it")),
            Line(result.address),
            Line(look.say("sessions.once", until=look.clock(result.expires_at))),
        ]
    if result.ended is not None:
        blocks.append(Line(look.say("sessions.ended", count=result.ended)))
    if result.sessions:
        blocks.append(Rows(tuple(_row(one, look) for one in result.sessions), "lll"))
        blocks.append(Line(look.say("sessions.week")))
    elif not result.address:
        blocks.append(Line(look.say("sessions.none")))
    buttons = [Button(look.say("sessions.button_new"), Call("me logins", {"what": "new"}))]
    if result.sessions:
        buttons.append(Button(look.say("sessions.button_end"), Call("me logins", {"what": "end"})))
    tone = Tone.DONE if result.address or result.ended else Tone.INFO
    return Reply(title=look.say("sessions.title"), blocks=tuple(blocks), buttons=tuple(buttons), tone=tone)


def _row(one: SessionLine, look: Look) -> tuple[str, ...]:
    browser = one.browser or look.say("sessions.some_browser")
    return one.reference, browser, look.say("sessions.seen", at=look.moment(one.seen_at))
