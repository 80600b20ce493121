"""Switches, letters that are stuck, the trail of a trade, members and their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from core.accounts.directory import identity_named
from core.accounts.model import Identity, Person
from core.bookkeeping import Delivery, DeliveryState
from core.command import AText, AWord, Preview, command, confirmed
from core.communities.model import Membership
from core.communities.views import LOCAL
from core.context import Context, PlaceKind
from core.control.audit import trail_of
from core.control.model import SwitchTold
from core.control.options import ALevel, AName
from core.control.results import (
    AuditTrail,
    DeadLetter,
    DeadList,
    Dropped,
    DropPlan,
    KillChoice,
    LiftPlan,
    MemberLine,
    MemberPage,
    RoleGiven,
    RolePlan,
    ScopeName,
    SwitchLifted,
    SwitchList,
    SwitchPulled,
)
from core.control.scopes import find_scope, providers_in
from core.control.views import letters, line_of, lines_of, owners, reach_of, scopes_here
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.notices.letters import Letter, LetterState, revived
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.orders.record import newest_step
from core.orders.switches import EVERYONE, Switch
from core.ports.questions import Members, MemberTally
from core.ports.store import Unit
from core.signals.model import Provider
from core.signals.model_cards import model_card
from core.signals.model_readings import ModelCard
from core.social.model import Follow

PAGE = 8
PLACES_AT_MOST = 50


class DeadWhat(StrEnum):
    """What is done with letters that are stuck."""

    LIST = "list"
    SHOW = "show"
    RETRY = "retry"
    DROP = "drop"


# -- switches ---------------------------------------------------------------------------------------------


@command("admin kill", level=Level.MODERATOR)
async def kill(
    ctx: Context, what: Annotated[AText | None, "everyone, server, a provider's name, or paper"] = None
) -> KillChoice | SwitchPulled:
    """Stop new orders at once, for a scope. Exits and stops keep working."""
    scopes = await scopes_here(ctx.world, ctx.place.platform)
    if what is None:
        reach = await reach_of(ctx.world, EVERYONE)
        return KillChoice(choices=scopes, reach=reach, off=await lines_of(ctx.world, scopes))
    scope = _scope_named(what, scopes)
    before = await ctx.view.get(Switch, scope.scope)
    if before is not None:
        return SwitchPulled(line=await line_of(ctx.world, before, scopes), already=True)
    now = ctx.world.clock.now()
    async with ctx.unit() as unit:
        seen = await newest_step(unit)
        switch = Switch(scope=scope.scope, by=ctx.actor.name, at=now, level=ctx.actor.level, seen=seen)
        await unit.put([switch])
        await _tell_of(ctx, unit, SwitchTold(scope.scope, now))
    return SwitchPulled(line=await line_of(ctx.world, switch, scopes), already=False)


def _scope_named(what: str, scopes: tuple[ScopeName, ...]) -> ScopeName:
    found = find_scope(what, scopes)
    if found is None:
        choices = ", ".join(dict.fromkeys(one.typed for one in scopes))
        raise Refusal("not_a_choice", {"typed": what[:40], "choices": choices})
    return found


async def _tell_of(ctx: Context, unit: Unit, told: SwitchTold) -> None:
    """The channels whose signals are met hear of it, the place where it was asked, and the owners."""
    met = providers_in(told.scope, await unit.all(Provider))
    places = [one.channel for one in met[:PLACES_AT_MOST]]
    if ctx.place.kind is PlaceKind.CHANNEL:
        places.append(ctx.place.id)
    notices = [notice(ctx.world, told, channel=place) for place in dict.fromkeys(places)]
    others = [one for one in await owners(ctx.view) if one != ctx.actor.person]
    notices += [notice(ctx.world, told, person=one, kind=NoticeKind.ALARM) for one in others]
    await tell(unit, notices)


@command("admin resume", level=Level.MODERATOR)
async def lift(
    ctx: Context, what: Annotated[AText | None, "everyone, server, a provider's name, or paper"] = None
) -> SwitchList | Preview[LiftPlan]:
    """Allow new orders again, for a scope: shows what that means, then asks."""
    scopes = await scopes_here(ctx.world, ctx.place.platform)
    if what is None:
        return SwitchList(off=await lines_of(ctx.world, scopes))
    scope = _scope_named(what, scopes)
    switch = await ctx.view.get(Switch, scope.scope)
    if switch is None:
        return SwitchList(off=await lines_of(ctx.world, scopes))
    _must_reach(ctx, switch.level, switch.by)
    return Preview(LiftPlan(line=await line_of(ctx.world, switch, scopes)))


def _must_reach(ctx: Context, level: Level, name: str) -> None:
    """Nobody undoes what somebody above them did."""
    if ctx.actor.level < level:
        raise Refusal("above_you", {"name": name, "role": level.name.lower()})


@confirmed
async def lift_switch(ctx: Context, plan: LiftPlan) -> SwitchLifted:
    """Turn new orders on again. A switch that was pulled anew since is another one, and stays."""
    scope = plan.line.scope
    async with ctx.unit() as unit:
        switch = await unit.get(Switch, scope.scope)
        if switch is not None and switch.at == plan.line.since:
            _must_reach(ctx, switch.level, switch.by)
            await unit.drop(Switch, [scope.scope])
            await _tell_of(ctx, unit, SwitchTold(scope.scope, switch.at))
    return SwitchLifted(scope=scope)


# -- letters ----------------------------------------------------------------------------------------------


@command("admin dead", level=Level.ADMIN)
async def dead(
    ctx: Context, what: Annotated[DeadWhat, "list, show, retry or drop"] = DeadWhat.LIST
) -> DeadList | Preview[DropPlan]:
    """What could not be delivered, with its errors. Orders are never among it."""
    found = await letters(ctx.world)
    if what is DeadWhat.DROP:
        droppable = tuple(one for one in found if one.droppable)
        if not droppable:
            raise Refusal("nothing_to_drop", {"count": str(len(found))})
        return Preview(DropPlan(letters=droppable, kept=len(found) - len(droppable)))
    if what is not DeadWhat.RETRY:
        return DeadList(letters=found, full=what is DeadWhat.SHOW)
    again = {"state": DeliveryState.DUE, "attempts": 0, "due_at": ctx.world.clock.now(), "error": None}
    async with ctx.unit() as unit:
        keys = [(one.reaction, one.number) for one in found if not one.letter]
        moved = await unit.move(Delivery, keys, was={"state": DeliveryState.DEAD}, now=again)
        cards = await _dead_cards(unit, found)
        await unit.put([revived(one, ctx.world.clock.now()) for one in cards])
    ctx.world.bell.ring()
    return DeadList(letters=(), tried=len(moved) + len(cards))


async def _dead_cards(unit: Unit, listed: Sequence[DeadLetter]) -> Sequence[Letter]:
    """Of these, the cards that a chat did not take and that are set aside still."""
    ids = [one.letter for one in listed if one.letter]
    return await unit.all(Letter, id=ids, state=LetterState.DEAD) if ids else ()


@confirmed
async def drop(ctx: Context, plan: DropPlan) -> Dropped:
    """Throw letters away that only tell somebody something."""
    keys = [(one.reaction, one.number) for one in plan.letters if not one.letter]
    async with ctx.unit() as unit:
        stuck = {
            (one.reaction, one.number)
            for one in await unit.all(Delivery, state=DeliveryState.DEAD)
            if (one.reaction, one.number) in keys
        }
        gone = await unit.drop(Delivery, sorted(stuck))
        cards = await unit.drop(Letter, [one.id for one in await _dead_cards(unit, plan.letters)])
    return Dropped(count=len(gone) + len(cards))


# -- the trail of a trade ---------------------------------------------------------------------------------


@command("admin audit", level=Level.MODERATOR)
async def audit(
    ctx: Context,
    trade: Annotated[AWord | None, "a trade of anybody's: T-7K2Q; the newest when left out"] = None,
) -> AuditTrail:
    """Everything that led to a trade and became of it. No keys and no balances are shown."""
    return await trail_of(ctx.world, trade)


# -- a language model


@command("admin model", level=Level.ADMIN)
async def model(ctx: Context) -> ModelCard:
    """What a language model was asked to read, what it answered, and today's calls."""
    return await model_card(ctx.world)


# -- members and roles ------------------------------------------------------------------------------------


@command("admin members", level=Level.MODERATOR)
async def members(ctx: Context, page: Annotated[AWord | None, "which page: 2"] = None) -> MemberPage:
    """Who is here, the highest roles first."""
    number = int(page) if page is not None and page.isdigit() and 0 < int(page) < 10_000 else 1
    if page is not None and not (page.isdigit() and 0 < int(page) < 10_000):
        raise Refusal("not_understood", {"what": "page", "typed": page[:40]})
    [total] = await ctx.view.ask(MemberTally())
    people = await ctx.view.ask(Members((number - 1) * PAGE, PAGE))
    known = await ctx.view.all(Identity, person={one.id for one in people}) if people else ()
    lines = tuple(
        MemberLine(
            name=person.name,
            level=person.level,
            platforms=tuple(sorted({one.platform for one in known if one.person == person.id})),
            since=person.created_at,
        )
        for person in people
    )
    more = number + 1 if number * PAGE < total else None
    return MemberPage(members=lines, first=(number - 1) * PAGE + 1, total=total, more=more)


@command("admin roles", level=Level.ADMIN)
async def roles(
    ctx: Context,
    who: Annotated[AName, "a person's name"],
    role: Annotated[ALevel, "owner, admin, moderator, provider, trader or viewer"],
) -> Preview[RolePlan]:
    """Give somebody a role, after asking. In a server or group provider and moderator hold there only."""
    identity = await identity_named(ctx.world, ctx.place.platform, who)
    person = None if identity is None else await ctx.view.get(Person, identity.person)
    if person is None:
        raise Refusal("unknown_person", {"typed": who[:40]})
    community, before = ctx.place.community, person.level
    known = await ctx.view.get(Membership, community, person.id) if community else None
    if not _is_local(role, person.level, known):
        community = ""
    elif known is not None:
        before = known.level
    place = "" if not community else ctx.place.name
    plan = RolePlan(
        person=person.id, name=person.name, before=before, after=role, community=community, place=place
    )
    _must_be_below(ctx, plan)
    return Preview(plan)


def _is_local(role: Level, everywhere: Level, known: Membership | None) -> bool:
    """Whether a role that is given inside a community is that community's: one of its own, or the end of one."""
    return role in LOCAL or (role is everywhere and known is not None)


def _must_be_below(ctx: Context, plan: RolePlan) -> None:
    """Nobody gives more than they have, nor changes somebody at or above themselves. One may step down."""
    own = plan.person == ctx.actor.person
    if plan.after > ctx.actor.level or (plan.before >= ctx.actor.level and not own):
        shown = max(plan.after, plan.before)
        raise Refusal("above_you", {"name": plan.name, "role": shown.name.lower()})
    if own and plan.before is Level.OWNER and plan.after is not Level.OWNER:
        raise Refusal("owner_stays")


@confirmed
async def give_role(ctx: Context, plan: RolePlan) -> RoleGiven:
    """Give the role, if nobody changed it meanwhile."""
    async with ctx.unit() as unit:
        person = await unit.get(Person, plan.person)
        known = await unit.get(Membership, plan.community, plan.person) if plan.community else None
        now = None if person is None else (known or person).level
        if person is None or now is not plan.before:
            raise Refusal("changed_meanwhile", {"name": plan.name})
        _must_be_below(ctx, plan)
        if plan.community:
            await _give_there(ctx, unit, plan)
        else:
            await _give_everywhere(unit, person, plan)
    return RoleGiven(name=plan.name, before=plan.before, after=plan.after, place=plan.place)


async def _give_there(ctx: Context, unit: Unit, plan: RolePlan) -> None:
    """A role in one community; one that is no role of its own ends what was there."""
    if plan.after not in LOCAL:
        await unit.drop(Membership, [(plan.community, plan.person)])
        return
    since = ctx.world.clock.now()
    await unit.put([Membership(community=plan.community, person=plan.person, level=plan.after, since=since)])


async def _give_everywhere(unit: Unit, person: Person, plan: RolePlan) -> None:
    await unit.put([replace(person, level=plan.after)])
    if plan.after < Level.TRADER:
        # Who may not trade does not trade by copying either. What is open keeps its stops.
        follows = await unit.all(Follow, person=plan.person, active=True)
        await unit.put([replace(one, active=False) for one in follows])
