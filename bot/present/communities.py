"""Cards about communities: setting up, a test through all of it, channels (storyboard, scene 2)."""

from __future__ import annotations

from bot.present.look import Look
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.communities.results import (
    ChannelsCard,
    SetupByHand,
    SetupDone,
    SetupPlan,
    TestCard,
    TestState,
    UndoDone,
    UndoPlan,
)
from core.ports.grounds import Room

MARKS = {TestState.PASSED: "✓", TestState.WAITING: "·"}


def _rooms(rooms: tuple[Room, ...], look: Look) -> tuple[tuple[str, ...], ...]:
    return tuple((f"#{room.value}", look.say(f"communities.room_{room.value}")) for room in rooms)


def setup_preview(preview: Preview[SetupPlan], look: Look) -> Reply:
    """What would be made, and nothing else."""
    plan = preview.plan
    rows = [*_rooms(plan.rooms, look)]
    if plan.roles:
        rows.append((look.say("communities.roles"), ", ".join(plan.roles)))
    blocks: list[Block] = [Line(look.say("communities.only_this")), Rows(tuple(rows), "ll")]
    if plan.missing:
        blocks.append(Line(look.say("communities.missing_optional", rights=", ".join(plan.missing))))
    blocks.append(Line(look.say("communities.then_test")))
    buttons = (
        Button(look.say("communities.button_create", count=len(plan.rooms)), Confirm()),
        Button(look.say("communities.button_existing"), Call("admin channels", {})),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    title = look.say("communities.ask_setup", name=plan.name)
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.ASKS)


def setup_by_hand(result: SetupByHand, look: Look) -> Reply:
    """What somebody makes themselves where we cannot."""
    why = (
        look.say("communities.missing", rights=", ".join(result.missing))
        if result.missing
        else look.say("communities.cannot_make", platform=result.platform.capitalize())
    )
    steps = tuple((str(number), *row) for number, row in enumerate(_rooms(result.rooms, look), start=1))
    blocks = (
        Line(why),
        Line(look.say("communities.by_hand")),
        Rows(steps, "lll"),
        Line(look.say("communities.then_say")),
    )
    title = look.say("communities.by_hand_title", name=result.name)
    button = Button(look.say("communities.button_existing"), Call("admin channels", {}))
    return Reply(title=title, blocks=blocks, buttons=(button,), tone=Tone.ASKS)


def setup_done(result: SetupDone, look: Look) -> Reply:
    """What was made, and how far the test is."""
    rooms = ", ".join(f"#{name}" for name in result.rooms)
    blocks: list[Block] = []
    if rooms:
        blocks.append(Line(look.say("communities.made", names=rooms)))
    if result.roles:
        blocks.append(Line(look.say("communities.made_roles", names=", ".join(result.roles))))
    buttons = []
    if result.stopped:
        blocks.append(Line(look.say("communities.stopped", name=f"#{result.stopped}")))
        buttons.append(Button(look.say("buttons.try_again"), Call("admin setup", {})))
    if result.test is not None:
        blocks.append(Line(look.say("communities.test_sent")))
        buttons.append(Button(look.say("communities.button_test"), Call("admin test", {})))
    if rooms:
        buttons.append(Button(look.say("communities.button_undo"), Call("admin setup", {"what": "undo"})))
    title = look.say("communities.stopped_title" if result.stopped else "communities.done")
    tone = Tone.CAUTION if result.stopped else Tone.DONE
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons), tone=tone)


def test_card(result: TestCard, look: Look) -> Reply:
    """Each step of a test signal, and how far it is."""
    rows = tuple((MARKS[state], look.say(f"communities.step_{step}")) for step, state in result.steps)
    passed = sum(state is TestState.PASSED for _, state in result.steps)
    whole = passed == len(result.steps)
    blocks: list[Block] = [Rows(rows, "ll")]
    if not whole:
        blocks.append(Line(look.say("communities.test_waits")))
    key = "communities.test_passed" if whole else "communities.test_title"
    buttons = [Button(look.say("communities.button_again"), Call("admin test", {"what": "again"}))]
    if not whole:
        buttons.insert(0, Button(look.say("buttons.refresh"), Call("admin test", {})))
    return Reply(
        title=look.say(key, passed=str(passed), steps=str(len(result.steps))),
        blocks=tuple(blocks),
        buttons=tuple(buttons),
        tone=Tone.DONE if whole else Tone.INFO,
    )


def undo_preview(preview: Preview[UndoPlan], look: Look) -> Reply:
    """What would be taken away."""
    plan = preview.plan
    blocks: list[Block] = []
    if plan.rooms:
        blocks.append(Line(look.say("communities.goes", names=", ".join(plan.rooms))))
    if plan.roles:
        blocks.append(Line(look.say("communities.roles_go", count=plan.roles)))
    blocks.append(Line(look.say("communities.record_stays")))
    buttons = (
        Button(look.say("communities.button_take_away"), Confirm()),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    title = look.say("communities.ask_undo", name=plan.name)
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.CAUTION)


def undo_done(result: UndoDone, look: Look) -> Reply:
    """What a setup made is gone, or most of it."""
    if not result.left:
        said = look.say("communities.all_gone", name=result.name)
        return Reply(title=look.say("communities.undone"), blocks=(Line(said),), tone=Tone.DONE)
    button = Button(look.say("buttons.try_again"), Call("admin setup", {"what": "undo"}))
    said = look.say("communities.left", count=result.left)
    title = look.say("communities.undone")
    return Reply(title=title, blocks=(Line(said),), buttons=(button,), tone=Tone.CAUTION)


def channels_card(result: ChannelsCard, look: Look) -> Reply:
    """A community's channels, its language and its zone."""
    none = look.say("communities.none")
    rows = (
        (look.say("communities.signals"), result.signals or none),
        (look.say("communities.results"), result.results or none),
        (look.say("communities.desk"), result.desk or none),
        (look.say("communities.language"), result.language or "en"),
        (look.say("communities.zone"), result.zone),
    )
    title = look.say("communities.title", name=result.name)
    change = Line(look.say("communities.change"))
    return Reply(
        title=title, blocks=(Rows(rows, "ll"), change), tone=Tone.DONE if result.changed else Tone.INFO
    )
