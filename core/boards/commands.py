"""Leaderboards: looking, joining, leaving, how one stands, how they are made; and where they are posted."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from core.accounts.alias import page_of
from core.accounts.model import Mode, Profile
from core.analytics.model import Period
from core.boards.aliases import alias_for, take_alias
from core.boards.model import Board, BoardMember, BoardPost, BoardTold, Metric, RankTold
from core.boards.posting import due_at
from core.boards.results import (
    BoardCard,
    BoardChannel,
    BoardChannels,
    BoardJoined,
    BoardJoinPlan,
    BoardLeft,
    BoardRules,
    PrivacyCard,
    RankCard,
    RankPosted,
)
from core.boards.spans import DAY, board_id, midnight, turn
from core.boards.views import board_card, head_of, profile_of, rank_of
from core.command import AWord, Named, Preview, command, confirmed
from core.communities.model import Community
from core.communities.views import channel_named, community_of
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.notices.model import Notice
from core.notices.tell import notice, tell
from core.notices.zones import clock_of
from core.portfolio.model import Portfolio
from core.portfolio.views import home_book
from core.ports.questions import PlacesOf
from core.signals.model import Channel


class AmountsWord(StrEnum):
    """Whether the board of amounts shows somebody's money."""

    SHOW = "show"
    HIDE = "hide"


class Switched(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


class PostWhat(StrEnum):
    """Whether boards are posted, or at once."""

    ON = "on"
    OFF = "off"
    NOW = "now"


@command("leaderboard show", level=Level.VIEWER, public=True)
async def show(
    ctx: Context,
    mode: Annotated[Mode | None, "paper or live; both when left out, each by itself"] = None,
    period: Annotated[Period, "daily, weekly, 30d, monthly or all-time"] = Period.THIRTY_DAYS,
    metric: Annotated[Metric, "what it ranks by: return, risk, winrate"] = Metric.RETURN,
) -> BoardCard:
    """The leaderboard: who joined, by return or another figure."""
    modes = [mode] if mode is not None else [Mode.LIVE, Mode.PAPER]
    return await board_card(ctx.world, period, metric, modes)


@command("leaderboard join")
async def join(
    ctx: Context,
    mode: Annotated[Mode | None, "paper or live; where you trade when left out"] = None,
    amounts: Annotated[AmountsWord, "show: the board of money shows yours; hide: it does not"] = (
        AmountsWord.HIDE
    ),
    alias: Annotated[AWord | None, "what you are called there"] = None,
) -> Preview[BoardJoinPlan]:
    """Join the leaderboard of paper or of live: shows what others will see, and asks."""
    person = await head_of(ctx.world, ctx.actor.person)
    if mode is None:
        mode = (await home_book(ctx.view, person, ctx.world.clock.now())).portfolio.mode
    if mode is Mode.LIVE and not await ctx.view.page(Portfolio, person=person, mode=Mode.LIVE, size=1):
        raise Refusal("no_live_account" if ctx.world.live_trading else "live_off")
    known = await ctx.view.get(BoardMember, person, mode)
    return Preview(
        BoardJoinPlan(
            person=person,
            mode=mode,
            alias=await alias_for(ctx.world, person, alias, ctx.actor.name),
            amounts=amounts is AmountsWord.SHOW,
            again=known is not None,
        )
    )


@confirmed
async def joined(ctx: Context, plan: BoardJoinPlan) -> BoardJoined:
    """They are on the boards. What counts begins at the next midnight, or when it began the first time."""
    now = ctx.world.clock.now()
    async with ctx.unit() as unit:
        profile = await take_alias(unit, plan.person, plan.alias, now)
        await unit.put([replace(profile, on_boards=True)])
        member = await unit.get(BoardMember, plan.person, plan.mode)
        begins = midnight(now) + DAY
        if member is None:
            member = BoardMember(
                person=plan.person, mode=plan.mode, joined_at=now, counts_from=begins, counted_to=begins
            )
            await unit.add([member])
        member = replace(member, left_at=None, amounts=plan.amounts)
        await unit.put([member], only=("left_at", "amounts"))
    return BoardJoined(mode=plan.mode, alias=plan.alias, amounts=plan.amounts, counts_from=member.counts_from)


@command("leaderboard leave")
async def leave(
    ctx: Context, mode: Annotated[Mode | None, "paper or live; both when left out"] = None
) -> BoardLeft:
    """Leave the leaderboard: from now on, past weeks too call you "left"."""
    person = await head_of(ctx.world, ctx.actor.person)
    modes = await _leave(ctx, person, mode)
    if not modes:
        raise Refusal("not_joined")
    return BoardLeft(modes=modes)


async def _leave(ctx: Context, person: str, mode: Mode | None) -> tuple[Mode, ...]:
    now = ctx.world.clock.now()
    async with ctx.unit() as unit:
        mine = await unit.all(BoardMember, person=person, left_at=None)
        gone = [one for one in mine if mode in (None, one.mode)]
        await unit.put([replace(one, left_at=now) for one in gone], only=("left_at",))
        profile = await unit.get(Profile, person)
        if profile is not None and len(gone) == len(mine):
            await unit.put([replace(profile, on_boards=False)])
    return tuple(one.mode for one in gone)


@command("leaderboard me")
async def rank(
    ctx: Context,
    mode: Annotated[Mode | None, "paper or live; where you joined when left out"] = None,
    period: Annotated[Period, "daily, weekly, 30d, monthly or all-time"] = Period.THIRTY_DAYS,
    metric: Annotated[Metric, "what it ranks by: return, risk, winrate"] = Metric.RETURN,
) -> RankCard:
    """Your place on the leaderboard, and what the next one takes; or what is missing."""
    person = await head_of(ctx.world, ctx.actor.person)
    return await rank_of(ctx.world, person, await _joined_mode(ctx, person, mode), period, metric)


async def _joined_mode(ctx: Context, person: str, mode: Mode | None) -> Mode:
    """The one that was named, else the one that they joined; of both, live."""
    if mode is not None:
        return mode
    mine = {one.mode for one in await ctx.view.all(BoardMember, person=person, left_at=None)}
    return Mode.LIVE if Mode.LIVE in mine else Mode.PAPER


@command("leaderboard how", level=Level.VIEWER)
async def how(ctx: Context) -> BoardRules:
    """How the leaderboard is made: every rule, with its figures."""
    return BoardRules()


@command("leaderboard post")
async def post(
    ctx: Context,
    mode: Annotated[Mode | None, "paper or live; where you joined when left out"] = None,
    period: Annotated[Period, "daily, weekly, 30d, monthly or all-time"] = Period.THIRTY_DAYS,
    metric: Annotated[Metric, "what it ranks by: return, risk, winrate"] = Metric.RETURN,
) -> RankPosted:
    """Post your place where the boards are posted."""
    person = await head_of(ctx.world, ctx.actor.person)
    mode = await _joined_mode(ctx, person, mode)
    board = await ctx.view.get(Board, board_id(mode, period, metric, None))
    row = () if board is None else await ctx.view.ask(PlacesOf(board.rows, (person,)))
    member = await ctx.view.get(BoardMember, person, mode)
    if board is None or not row or member is None or member.left_at is not None:
        raise Refusal("no_place", {"mode": mode.value.upper()})
    here = community_of(ctx.place)
    posts = [one for one in await ctx.view.all(BoardPost) if here in ("", one.community)]
    if not posts:
        raise Refusal("no_board_channel")
    if (
        not here and len(posts) > 1
    ):  # said in private: nobody's place is posted to servers that they may not be in
        raise Refusal("post_where")
    told = RankTold(person, board.id)
    day = midnight(ctx.world.clock.now()).isoformat()
    cards = [
        replace(notice(ctx.world, told, channel=one.channel), id=derived("rank", person, day, one.channel))
        for one in posts
    ]
    async with ctx.unit() as unit:
        # One a day in each channel, so that nobody fills it with forty boards.
        before = await unit.all(Notice, id=[card.id for card in cards])
        if any(card.subject != cards[0].subject for card in before):
            raise Refusal("posted_today")
        await tell(unit, cards)
    names = await _names(ctx, [one.channel for one in posts])
    return RankPosted(channels=tuple(names[one.channel] for one in posts))


@command("me privacy")
async def privacy(
    ctx: Context,
    alias: Annotated[AWord | None, "what you are called on boards and pages", Named(("as", "called"))] = None,
    page: Annotated[Switched | None, "on: others may look at your page"] = None,
    boards: Annotated[Switched | None, "off: leave all leaderboards", Named(("leaderboards",))] = None,
) -> PrivacyCard:
    """What others can see of you: your alias, your page, the leaderboards."""
    person = await head_of(ctx.world, ctx.actor.person)
    changed = ""
    if boards is Switched.OFF:
        await _leave(ctx, person, None)
        changed = "boards"
    if alias is not None or page is not None:
        changed = await _profile(ctx, person, alias, page)
    profile = await profile_of(ctx.view, person, ctx.world.clock.now())
    mine = await ctx.view.all(BoardMember, person=person, left_at=None)
    return PrivacyCard(
        alias=profile.alias,
        public=profile.public,
        boards=tuple(one.mode for one in mine),
        amounts=tuple(one.mode for one in mine if one.amounts),
        changed=changed,
        page=page_of(ctx.world.address, profile.alias) if profile.public and profile.alias else "",
    )


async def _profile(ctx: Context, person: str, alias: str | None, page: Switched | None) -> str:
    now = ctx.world.clock.now()
    called = None
    if alias is not None or page is Switched.ON:
        called = await alias_for(ctx.world, person, alias, ctx.actor.name)
    async with ctx.unit() as unit:
        if called is not None:
            profile = await take_alias(unit, person, called, now)
        else:
            profile = await profile_of(unit, person, now)
        if page is not None:
            profile = replace(profile, public=page is Switched.ON)
        await unit.put([profile])
    return "page" if page is not None else "alias"


# -- where they are posted ---------------------------------------------------------------------------------------


@command("admin board", level=Level.ADMIN)
async def board(
    ctx: Context,
    what: Annotated[PostWhat | None, "on, off, or now: last week's at once"] = None,
    channel: Annotated[AWord | None, "where: #results, this; the results channel when left out"] = None,
) -> BoardChannels:
    """Where the leaderboards are posted, Mondays at nine; nowhere until you say so."""
    if what is None:
        return await _channels(ctx, "")
    place = await _post_place(ctx, channel)
    now = ctx.world.clock.now()
    until = turn(Period.WEEKLY, now)
    async with ctx.unit() as unit:
        if what is PostWhat.OFF:
            if not await unit.drop(BoardPost, [place]):
                raise Refusal("no_board_channel")
        elif what is PostWhat.NOW:
            await tell(unit, [notice(ctx.world, BoardTold(until), channel=place)])
        else:
            community = community_of(ctx.place)
            known = await unit.get(Community, community)
            zone = clock_of("UTC" if known is None else known.zone)
            row = BoardPost(
                channel=place,
                community=community,
                # A week whose hour is past is not posted in the midst of the next one.
                posted=until if now >= due_at(until, zone) else None,
                since=now,
                set_by=ctx.actor.person,
            )
            await unit.add([row], new_only=True)
    return await _channels(ctx, what.value)


async def _post_place(ctx: Context, typed: str | None) -> str:
    """The channel that was named, else the community's for results."""
    named = "" if typed is None else await channel_named(ctx, typed)
    if named:
        return named
    community = await ctx.view.get(Community, community_of(ctx.place))
    if community is None or not community.results:
        raise Refusal("which_channel")
    return community.results


async def _channels(ctx: Context, changed: str) -> BoardChannels:
    posts = await ctx.view.all(BoardPost)
    names = await _names(ctx, [one.channel for one in posts])
    ids = {one.community for one in posts}
    known = {one.id: one for one in await ctx.view.all(Community, id=ids)} if ids else {}
    rows = []
    for one in posts:
        community = known.get(one.community)
        zone = "UTC" if community is None else community.zone
        name = "" if community is None else community.name
        rows.append(BoardChannel(name=names[one.channel], community=name, zone=zone))
    return BoardChannels(channels=tuple(rows), changed=changed)


async def _names(ctx: Context, channels: list[str]) -> dict[str, str]:
    known = {one.id: one.name for one in await ctx.view.all(Channel, id=channels)} if channels else {}
    return {one: known.get(one, one) for one in channels}
