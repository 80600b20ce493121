"""How switches, letters and records stand, for those who run the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.accounts.model import PAPER, Person
from core.bookkeeping import Delivery, DeliveryState, OutboxRow, Process, Setting
from core.context import World
from core.control.model import AwayTold, BugTold, DeadTold, FrontTold, MixedTold, SwitchTold
from core.control.results import (
    BugNews,
    DeadLetter,
    DeadNews,
    FrontNews,
    MixedNews,
    Reach,
    ScopeName,
    SwitchLine,
    SwitchNews,
)
from core.control.scopes import every_scope, meets, name_of, providers_in
from core.kernel.access import Level
from core.notices.letters import Letter, LetterState
from core.operations.builds import builds_of
from core.operations.frontends import front_state
from core.orders.model import Order, OrderStatus, Purpose
from core.orders.origins import origins_of
from core.orders.switches import EVERYONE, Switch, is_public
from core.ports.questions import EntriesSent, PeopleFollowing
from core.ports.store import View
from core.signals.model import Provider

LEFT_AT_MOST = 1_000
LETTERS_AT_MOST = 200
# The one server of the console; chats have as many as they are invited to.
VENUES = (PAPER,)
WAITING = (OrderStatus.PLANNED, OrderStatus.HELD)
# Reactions that only tell somebody or draw a card: throwing their letters away loses words, never money.
# Since when processes of different builds are at work, as a fact of the installation.
MIXED_SINCE = "mixed_builds_since"
ONLY_WORDS = ("deliver_", "tell_", "redraw_")


async def scopes_here(world: World, server: str) -> tuple[ScopeName, ...]:
    """Every scope that can be named from this server."""
    return every_scope(await world.view.all(Provider), VENUES, server)


async def reach_of(world: World, scope: str) -> Reach:
    """How many people copy under a scope, and how many of its entries wait to be sent."""
    providers = await world.view.all(Provider)
    of = None if scope == EVERYONE else tuple(one.id for one in providers_in(scope, providers))
    followers = 0 if of == () else (await world.view.ask(PeopleFollowing(of)))[0]
    waiting = await world.view.all(Order, purpose=Purpose.ENTRY, status=WAITING)
    return Reach(followers=followers, waiting=await _under(world, scope, waiting))


async def _under(world: World, scope: str, orders: Sequence[Order]) -> int:
    origins = await origins_of(world.view, orders, PAPER)
    return sum(meets(scope, origins[order.id]) for order in orders)


async def line_of(world: World, switch: Switch, scopes: Sequence[ScopeName]) -> SwitchLine:
    """A switch as it stands: since when, by whom, what has left since."""
    sent = await world.view.ask(EntriesSent(switch.seen, LEFT_AT_MOST))
    return SwitchLine(
        scope=name_of(switch.scope, scopes),
        by=switch.by,
        since=switch.at,
        left=await _under(world, switch.scope, sent),
        reach=await reach_of(world, switch.scope),
    )


async def lines_of(world: World, scopes: Sequence[ScopeName]) -> tuple[SwitchLine, ...]:
    """Every switch that those who run the place have pulled."""
    pulled = [switch for switch in await world.view.all(Switch) if is_public(switch)]
    return tuple([await line_of(world, switch, scopes) for switch in pulled])


async def show_switch(world: World, told: SwitchTold) -> SwitchNews | None:
    """A switch as a channel hears of it. The one that was told of may be gone by now."""
    kind, _, server = told.scope.partition(":")
    scopes = await scopes_here(world, server if kind == "server" else "")
    switch = await world.view.get(Switch, told.scope)
    stands = switch is not None and switch.at == told.at
    return SwitchNews(
        scope=name_of(told.scope, scopes),
        by=switch.by if switch is not None and stands else "",
        since=told.at,
        until=None if stands else world.clock.now(),
    )


async def letters(world: World) -> tuple[DeadLetter, ...]:
    """Letters that are stuck, oldest first."""
    dead = await world.view.page(Delivery, size=LETTERS_AT_MOST, state=DeliveryState.DEAD)
    rows = {row.number: row for row in await world.view.all(OutboxRow, number={one.number for one in dead})}
    cards = await world.view.page(Letter, size=LETTERS_AT_MOST, state=LetterState.DEAD)
    return (*_of_reactions(dead, rows), *map(_of_card, cards))


def _of_card(letter: Letter) -> DeadLetter:
    return DeadLetter(
        reaction=f"mail.to {letter.platform} {letter.chat}",
        number=0,
        attempts=max(letter.tries, 1),
        error=letter.error,
        at=letter.made_at,
        droppable=True,
        letter=letter.id,
    )


def _of_reactions(dead: Sequence[Delivery], rows: Mapping[int, OutboxRow]) -> tuple[DeadLetter, ...]:
    return tuple(
        DeadLetter(
            reaction=one.reaction,
            number=one.number,
            attempts=one.attempts,
            error=one.error or "",
            at=rows[one.number].at if one.number in rows else one.due_at,
            droppable=one.reaction.partition(".")[2].startswith(ONLY_WORDS),
        )
        for one in sorted(dead, key=lambda one: (one.number, one.reaction))
    )


async def show_dead(world: World, told: DeadTold) -> DeadNews | None:
    """How many letters are stuck now; nothing when they went on their way meanwhile."""
    found = await letters(world)
    if not found:
        return None
    return DeadNews(count=len(found), reactions=tuple(dict.fromkeys(one.reaction for one in found)))


async def show_bug(world: World, told: BugTold) -> BugNews | None:
    """A bug, for the owners."""
    return BugNews(reference=told.reference, where=told.where, what=told.what)


async def show_mixed(world: World, told: MixedTold) -> MixedNews:
    """Which builds are at work now, and whether they still differ since then."""
    noted = await world.view.get(Setting, MIXED_SINCE)
    stands = noted is not None and noted.value == told.at.isoformat()
    return MixedNews(
        builds=builds_of(await world.view.all(Process)),
        since=told.at,
        until=None if stands else world.clock.now(),
    )


async def show_front(world: World, told: FrontTold) -> FrontNews | None:
    """How a platform is doing by now."""
    state = await front_state(world, told.platform)
    if state is None:
        return None
    until = state.since if state.ready else None
    return FrontNews(
        platform=told.platform, said=state.said, since=told.since, until=until, words=state.words
    )


async def show_away(world: World, told: AwayTold) -> AwayTold:
    """As it was told: nothing of it changes."""
    return told


async def owners(view: View) -> list[str]:
    """The people who run this installation."""
    return sorted(one.id for one in await view.all(Person, level=Level.OWNER))
