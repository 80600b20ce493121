"""Settling in: channels and roles of a community, made and undone, and a test signal through all of it (row BX-19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from core.command import AWord, Preview, command, confirmed
from core.communities.model import Community
from core.communities.results import (
    ChannelsCard,
    SetupByHand,
    SetupDone,
    SetupPlan,
    TestCard,
    UndoDone,
    UndoPlan,
)
from core.communities.testing import begin_test, test_card
from core.communities.views import CONSOLE, channel_named, community_of
from core.context import Context, Place
from core.kernel.access import Level
from core.kernel.errors import Refusal, Unavailable
from core.notices.zones import find_zone, near_zones
from core.ports.grounds import Grounds, Room, Standing
from core.signals.model import Channel

ROLES = ("Provider", "Trader")


class SetupWhat(StrEnum):
    """What else is done with a setup."""

    UNDO = "undo"


@command("admin setup", level=Level.ADMIN)
async def setup(
    ctx: Context, what: Annotated[SetupWhat | None, "undo: take away what was made"] = None
) -> Preview[SetupPlan] | SetupByHand | ChannelsCard | Preview[UndoPlan]:
    """Set this server up: shows what would be made, and nothing else is."""
    community = await _here(ctx)
    if what is SetupWhat.UNDO:
        return await _undo_plan(ctx, community)
    rooms = tuple(room for room in Room if not getattr(community, room.value))
    if not rooms:
        return await channels_card(ctx, community)
    grounds = ctx.world.grounds.get(community.platform)
    if grounds is None:
        return SetupByHand(name=community.name, platform=community.platform, rooms=rooms, missing=())
    standing = await grounds.standing(_external(community))
    if not standing.rooms:
        name = standing.name or community.name
        return SetupByHand(name=name, platform=community.platform, rooms=rooms, missing=standing.missing)
    return Preview(_plan(community, rooms, standing))


def _plan(community: Community, rooms: tuple[Room, ...], standing: Standing) -> SetupPlan:
    had = any(one.startswith("role:") for one in community.made)
    return SetupPlan(
        community=community.id,
        name=standing.name or community.name,
        rooms=rooms,
        roles=ROLES if standing.roles and not had else (),
        missing=standing.missing,
    )


async def _here(ctx: Context) -> Community:
    """The community where this is asked; one that is not known yet begins empty. On the console there is one."""
    id_ = community_of(ctx.place)
    if not id_:
        raise Refusal("not_in_server")
    known = await ctx.view.get(Community, id_)
    name = _name_of(ctx.place)
    return known or Community(id=id_, platform=ctx.place.platform, name=name, since=ctx.world.clock.now())


def _name_of(place: Place) -> str:
    return CONSOLE if place.platform == CONSOLE else place.name


def _external(community: Community) -> str:
    return community.id.partition(":")[2] or community.id


@confirmed
async def build(ctx: Context, plan: SetupPlan) -> SetupDone:
    """Make it, one after the other, and write down each: what stops in the midst can be undone, or gone on with."""
    community = await _held(ctx, plan)
    grounds = ctx.world.grounds.get(community.platform)
    if grounds is None:
        raise Refusal("no_ground", {"what": community.platform})
    rooms: list[str] = []
    roles: list[str] = []
    stopped = ""
    try:
        for name in plan.roles:
            made = await grounds.make_role(_external(community), name)
            community = await _note(ctx, community, f"role:{made}", {})
            roles.append(name)
        for room in plan.rooms:
            made = await grounds.make_room(_external(community), room, room.value)
            place = f"{community.platform}:{made}"
            community = await _note(ctx, community, f"room:{made}", {room.value: place}, room.value)
            rooms.append(room.value)
    except (Refusal, Unavailable):
        stopped = next((one.value for one in plan.rooms if one.value not in rooms), "")
    test = None
    if not stopped:
        community = await begin_test(ctx, community)
        test = await test_card(ctx.world, community)
    return SetupDone(name=plan.name, rooms=tuple(rooms), roles=tuple(roles), stopped=stopped, test=test)


async def _held(ctx: Context, plan: SetupPlan) -> Community:
    """The community's row, written before anything is made: this tap is spent with it."""
    platform = plan.community.partition(":")[0]
    async with ctx.unit() as unit:
        known = await unit.get(Community, plan.community)
        community = known or Community(
            id=plan.community, platform=platform, name=plan.name, since=ctx.world.clock.now()
        )
        community = replace(community, name=plan.name, set_up_by=ctx.actor.person)
        await unit.put([community])
    return community


async def _note(
    ctx: Context, community: Community, made: str, fields: Mapping[str, str], name: str = ""
) -> Community:
    """What was made just now stands in the community's row."""
    now = ctx.world.clock.now()
    async with ctx.unit() as unit:
        stands = await unit.get(Community, community.id) or community
        stands = replace(stands, made=(*stands.made, made), **fields)  # type: ignore[arg-type]
        await unit.put([stands])
        for place in fields.values():
            platform, _, external = place.partition(":")
            row = Channel(id=place, platform=platform, external=external, name=f"#{name}", seen_at=now)
            await unit.put([row])
    return stands


@command("admin test", level=Level.ADMIN)
async def check(
    ctx: Context, what: Annotated[AWord | None, "again: send another; else the newest is shown"] = None
) -> TestCard:
    """A test signal through all of it, on paper: heard, read, planned, sent, filled, shown."""
    community = await _here(ctx)
    if community.test and what is None:
        return await test_card(ctx.world, community)
    async with ctx.unit():
        pass  # this message sends one test, however often it comes
    return await test_card(ctx.world, await begin_test(ctx, community))


async def _undo_plan(ctx: Context, community: Community) -> Preview[UndoPlan]:
    if not community.made:
        raise Refusal("nothing_set_up")
    ids = {f"{community.platform}:{_id(one)}" for one in community.made if one.startswith("room:")}
    rooms = await ctx.view.all(Channel, id=ids) if ids else ()
    return Preview(
        UndoPlan(
            community=community.id,
            name=community.name,
            rooms=tuple(one.name for one in rooms),
            roles=sum(one.startswith("role:") for one in community.made),
        )
    )


def _id(made: str) -> str:
    return made.partition(":")[2]


@confirmed
async def take_down(ctx: Context, plan: UndoPlan) -> UndoDone:
    """Take away what was made, the last first. What the platform keeps stays in the list, for another try."""
    async with ctx.unit() as unit:
        community = await unit.get(Community, plan.community)
    grounds = None if community is None else ctx.world.grounds.get(community.platform)
    if community is None or grounds is None:
        raise Refusal("nothing_set_up")
    for made in reversed(community.made):
        try:
            await _remove(grounds, _external(community), made)
        except (Refusal, Unavailable):
            continue
        community = await _forget(ctx, community.id, made)
    return UndoDone(name=plan.name, left=len(community.made))


async def _remove(grounds: Grounds, community: str, made: str) -> None:
    if made.startswith("room:"):
        await grounds.remove_room(community, _id(made))
    else:
        await grounds.remove_role(community, _id(made))


async def _forget(ctx: Context, community: str, made: str) -> Community:
    async with ctx.unit() as unit:
        stands = await unit.get(Community, community)
        if stands is None:
            raise Refusal("nothing_set_up")
        place = f"{stands.platform}:{_id(made)}"
        empty = {room.value: "" for room in Room if getattr(stands, room.value) == place}
        left = tuple(one for one in stands.made if one != made)
        stands = replace(stands, made=left, **empty)  # type: ignore[arg-type]
        await unit.put([stands])
    return stands


@command("admin channels", level=Level.ADMIN)
async def channels(
    ctx: Context,
    signals: Annotated[AWord | None, "where providers post: #calls, this, none"] = None,
    results: Annotated[AWord | None, "where results and boards go: #results, this, none"] = None,
    desk: Annotated[AWord | None, "where people type commands: #desk, this, none"] = None,
    language: Annotated[AWord | None, "what public cards speak: en, es, ru"] = None,
    zone: Annotated[AWord | None, "the community's time zone: Europe/Berlin"] = None,
) -> ChannelsCard:
    """A community's channels, language and zone: shows them, and changes what you name."""
    community = await _here(ctx)
    typed = {"signals": signals, "results": results, "desk": desk}
    wanted: dict[str, str] = {}
    for name, text in typed.items():
        if text is not None:
            wanted[name] = await channel_named(ctx, text)
    if language is not None:
        wanted["language"] = _language(language)
    if zone is not None:
        wanted["zone"] = _zone(zone)
    if wanted:
        async with ctx.unit() as unit:
            stands = await unit.get(Community, community.id) or community
            community = replace(stands, **wanted)  # type: ignore[arg-type]
            await unit.put([community])
    return await channels_card(ctx, community, tuple(wanted))


def _language(typed: str) -> str:
    code = typed.lower()
    if not (code.isascii() and code.isalpha() and len(code) == 2):
        raise Refusal("not_understood", {"what": "language", "typed": typed[:40]})
    return code


def _zone(typed: str) -> str:
    found = find_zone(typed)
    if found is None:
        raise Refusal("no_such_zone", {"typed": typed[:40], "near": ", ".join(near_zones(typed))})
    return found


async def channels_card(ctx: Context, community: Community, changed: tuple[str, ...] = ()) -> ChannelsCard:
    """A community as it is settled now."""
    ids = {one for one in (community.signals, community.results, community.desk) if one}
    rows = await ctx.view.all(Channel, id=ids) if ids else ()
    names = {one.id: one.name for one in rows}
    return ChannelsCard(
        name=community.name,
        signals=names.get(community.signals, community.signals),
        results=names.get(community.results, community.results),
        desk=names.get(community.desk, community.desk),
        language=community.language,
        zone=community.zone,
        changed=changed,
    )
