"""How codes stand, and what somebody keeps beside the account that speaks for theirs."""

from __future__ import annotations

from core.accounts.model import Identity, Person
from core.command import Preview
from core.context import World
from core.kernel.access import Level
from core.kernel.ids import derived
from core.linking.model import LinkCode, LinkState, LinkTold, Side, UnlinkTold
from core.linking.results import JoinPlan, Kept, LinkCard, Unlinked
from core.orders.model import Trade, TradeStatus
from core.portfolio.model import CashFlow, Portfolio
from core.portfolio.views import book_equity, home_book
from core.ports.store import View
from core.social.model import Follow

CONSOLE = "console"


async def kept_by(world: World, person: str) -> Kept | None:
    """What an account holds that somebody would miss: None when nothing ever happened in it."""
    portfolios = await world.view.all(Portfolio, person=person)
    follows = await world.view.all(Follow, person=person, active=True)
    ids = {one.id for one in portfolios}
    moved = await world.view.page(CashFlow, portfolio=ids, size=len(ids) + 1) if ids else ()
    traded = await world.view.page(Trade, person=person, size=1)
    # Each portfolio begins with one deposit; more is somebody's doing.
    if not (follows or traded or len(moved) > len(ids)):
        return None
    book = await home_book(world.view, person, world.clock.now())
    opened = await world.view.all(Trade, person=person, status=TradeStatus.OPEN)
    return Kept(
        mode=book.portfolio.mode.value,
        currency=book.portfolio.currency,
        equity=await book_equity(world, book, {}),
        open=len(opened),
        copies=len(follows),
    )


async def joined_books(view: View, person: str) -> list[Person]:
    """The accounts that somebody speaks for beside their own, the first linked first."""
    found = await view.all(Person, joined_to=person)
    return sorted(found, key=lambda one: (one.created_at, one.id))


def moved(identity: Identity) -> bool:
    """Whether this id leads to another account than the one that it began with."""
    return derived("person", identity.platform, identity.external) != identity.person


async def show_link(world: World, told: LinkTold) -> LinkCard | Preview[JoinPlan] | None:
    """How a code stands for one side: the last question to who asked for it, else what became of it."""
    link = await world.view.get(LinkCode, told.link)
    if link is None:
        return None
    if told.side is Side.ISSUER and link.state is LinkState.AGREED and world.clock.now() < link.expires_at:
        return Preview(await plan_of(world, link, Side.ISSUER), link.expires_at - world.clock.now())
    return await card_of(world, link, told.side)


async def card_of(world: World, link: LinkCode, side: Side, *, code: str | None = None) -> LinkCard:
    """How a code stands, for one side."""
    kept = None if link.other is None else await kept_by(world, link.other)
    return LinkCard(
        link=link.id,
        side=side,
        state=link.state,
        platform=link.platform,
        name=link.name,
        other_platform=link.other_platform,
        other_name=link.other_name,
        expires_at=link.expires_at,
        expired=world.clock.now() >= link.expires_at,
        has_book=kept is not None,
        code=code,
    )


async def plan_of(world: World, link: LinkCode, side: Side) -> JoinPlan:
    """The question to one side. Nobody sees the other's money before both agreed."""
    kept = None if link.other is None else await kept_by(world, link.other)
    owner = await world.view.get(Person, link.person)
    return JoinPlan(
        link=link.id,
        side=side,
        platform=link.platform,
        name=link.name,
        other_platform=link.other_platform,
        other_name=link.other_name,
        level=Level.TRADER if owner is None else owner.level,
        has_book=kept is not None,
        kept=kept if side is Side.REDEEMER else None,
    )


async def show_unlinked(world: World, told: UnlinkTold) -> Unlinked:
    """An id that left an account."""
    return Unlinked(platform=told.platform, name=told.name)
