"""Cards about one person on several platforms (storyboard, scene 2)."""

from __future__ import annotations

from dataclasses import replace

from bot.present.look import Look, mode_word
from bot.present.portfolio import position_report
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.kernel.access import Level
from core.linking.model import LinkState, Side
from core.linking.results import BookCard, JoinPlan, Kept, LinkCard, Unlinked, UnlinkPlan

PLATFORMS = {"discord": "Discord", "telegram": "Telegram", "console": "console"}
OTHER = {"discord": "Telegram", "telegram": "Discord"}


def platform_name(platform: str) -> str:
    """A platform as people write it."""
    return PLATFORMS.get(platform, platform)


def link_card(result: LinkCard, look: Look) -> Reply:
    """How a code stands for whoever it is shown to."""
    if result.state is LinkState.OPEN and result.code is not None:
        return _code(result, look)
    if result.state is LinkState.JOINED:
        return _linked(result, look)
    here, there = (result.platform, result.other_platform)
    if result.side is Side.REDEEMER:
        here, there = there, here
    if result.state is LinkState.AGREED and not result.expired and result.side is Side.REDEEMER:
        said = look.say("linking.now_there", platform=platform_name(there))
        return Reply(title=look.say("linking.waits"), blocks=(Line(said),), tone=Tone.ASKS)
    key = "linking.stopped" if result.state in (LinkState.STOPPED, LinkState.CANCELED) else "linking.over"
    blocks: list[Block] = [Line(look.say(key))]
    if result.state is LinkState.STOPPED and result.side is Side.ISSUER:
        blocks.append(Line(look.say("linking.theft")))
    # No buttons: a tap on the question that stood here finds the question, not something else in its place.
    return Reply(title=look.say("linking.not_linked"), blocks=tuple(blocks))


def _code(result: LinkCard, look: Look) -> Reply:
    other = OTHER.get(result.platform)
    title = look.say("linking.title") if other is None else look.say("linking.title_to", platform=other)
    send = look.say("linking.send") if other is None else look.say("linking.send_to", platform=other)
    left = look.length(result.expires_at - look.now)
    blocks = (
        Line(send),
        Rows(((result.code or "", look.say("linking.left", length=left)),), "ll"),
        Line(look.say("linking.how", code=result.code or "")),
        *((Line(look.say("linking.or_open")), Line(result.address)) if result.address else ()),
        Line(look.say("linking.theft")),
    )
    button = Button(look.say("buttons.cancel_code"), Call("me link", {"code": "cancel"}))
    return Reply(title=title, blocks=blocks, buttons=(button,), tone=Tone.ASKS)


def _linked(result: LinkCard, look: Look) -> Reply:
    there = result.other_platform if result.side is Side.ISSUER else result.platform
    blocks: list[Block] = [Line(look.say("linking.one_account", platform=platform_name(there)))]
    if result.has_book:
        blocks.append(Line(look.say("linking.book_stays", platform=platform_name(result.other_platform))))
    blocks.append(Line(look.say("linking.undo")))
    buttons = [Button(look.say("buttons.portfolio"), Call("portfolio show", {}))]
    if result.has_book:
        buttons.append(Button(look.say("buttons.book"), Call("me book", {})))
    return Reply(
        title=look.say("linking.linked"), blocks=tuple(blocks), buttons=tuple(buttons), tone=Tone.DONE
    )


def join_preview(preview: Preview[JoinPlan], look: Look) -> Reply:
    """Is this you? Asked on both sides, the one that entered the code first."""
    plan = preview.plan
    issuer = plan.side is Side.ISSUER
    platform, name = (plan.other_platform, plan.other_name) if issuer else (plan.platform, plan.name)
    blocks: list[Block] = [
        Rows(((platform_name(platform), name),), "ll"),
        Line(look.say("linking.entered" if issuer else "linking.joins")),
    ]
    if plan.kept is not None:
        blocks.append(Line(_kept(plan.kept, look)))
    elif plan.has_book:
        blocks.append(Line(look.say("linking.has_book", platform=platform_name(plan.other_platform))))
    if plan.level > Level.TRADER:
        role = look.say(f"people.level_{plan.level.name.lower()}")
        blocks.append(Line(look.say("linking.role", role=role)))
    blocks.append(Line(look.say("linking.only_you" if issuer else "linking.theft_entered")))
    yes, no = ("linking.join_both", "linking.not_me") if issuer else ("linking.yes_me", "linking.no_stop")
    buttons = (Button(look.say(yes), Confirm()), Button(look.say(no), Confirm("stop")))
    return Reply(title=look.say("linking.is_this_you"), blocks=tuple(blocks), buttons=buttons, tone=Tone.ASKS)


def _kept(kept: Kept, look: Look) -> str:
    return look.say(
        "linking.kept",
        mode=mode_word(kept.mode),
        amount=look.amount(kept.equity, kept.currency),
        open=str(kept.open),
        copies=str(kept.copies),
    )


def unlink_preview(preview: Preview[UnlinkPlan], look: Look) -> Reply:
    """An id about to leave, and what stays where."""
    plan = preview.plan
    blocks = (
        Rows(((platform_name(plan.platform), plan.name),), "ll"),
        Line(look.say("linking.on_its_own", stays=plan.stays)),
    )
    buttons = (
        Button(look.say("linking.unlink"), Confirm()),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    title = look.say("linking.ask_unlink", platform=platform_name(plan.platform))
    return Reply(title=title, blocks=blocks, buttons=buttons, tone=Tone.ASKS)


def unlinked(result: Unlinked, look: Look) -> Reply:
    """An id is on its own again."""
    return Reply(
        title=look.say("linking.unlinked"),
        blocks=(
            Line(look.say("linking.alone_again", platform=platform_name(result.platform), name=result.name)),
            Line(look.say("linking.not_yours")),
        ),
        tone=Tone.DONE,
    )


def book_card(result: BookCard, look: Look) -> Reply:
    """An account beside one's own: what it holds. The buttons act in it."""
    reply = position_report(result.report, look)
    blocks: list[Block] = [Line(look.say("people.of_book", name=result.name)), *reply.blocks]
    if result.copies:
        blocks.append(Line(look.say("linking.copies_go_on", count=result.copies)))
    blocks.append(Line(look.say("linking.buttons_act_there")))
    buttons = [Button(look.say("buttons.portfolio"), Call("portfolio show", {}))]
    if any(view.positions for view in result.report.portfolios):
        buttons.append(Button(look.say("buttons.close_all"), Call("trade close", {"what": "all"})))
    if result.copies:
        buttons.append(Button(look.say("buttons.list"), Call("copy list", {})))
    return replace(reply, blocks=tuple(blocks), buttons=tuple(buttons))
