"""`/leaderboard`: who joined, paper and live apart, by each figure and time (rows LB-01..09, EP-22).

Aliases only: whoever did not join is nowhere here, and whoever left is "left".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.present.boards import counted, figure, how_lines, named
from bot.present.look import Look, mode_word
from bot.web.sharepage import Link
from bot.web.site import HEADERS, Site, json_not, json_of
from core.accounts.model import Mode
from core.analytics.model import Period
from core.boards.model import Metric
from core.boards.results import BoardLine, BoardView
from core.boards.views import board_of
from core.kernel.codec import encode
from core.kernel.errors import Unavailable
from core.kernel.money import ROUND_HALF_EVEN, to_step
from core.sharing.filter import CENT, SHARE

SHOWN = 50
PATH = "/leaderboard"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which board."""

    mode: Mode = Mode.LIVE
    period: Period = Period.THIRTY_DAYS
    metric: Metric = Metric.RETURN

    def address(self, **changed: str) -> str:
        """Where it is, or another that differs in this."""
        parts = {"mode": self.mode.value, "period": self.period.value, "metric": self.metric.value} | changed
        return f"{PATH}?{'&'.join(f'{name}={value}' for name, value in parts.items())}"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place: where somebody's page is, if they have one."""

    place: str
    name: str
    page: str
    under: str
    value: str
    fall: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """A board, ready to be laid out."""

    title: str
    mode: str
    span: str
    choices: tuple[tuple[str, tuple[Link, ...]], ...]
    heads: tuple[str, ...]
    rows: tuple[PlaceRow, ...]
    nobody: str
    how_title: str
    how: tuple[str, ...]
    small: tuple[str, ...]
    json: Link


class BoardPages:
    """What each address of the boards answers."""

    def __init__(self, site: Site) -> None:
        self._site, self._world = site, site.world

    def routes(self) -> Sequence[Route]:
        """The addresses."""
        return (
            Route(PATH, self.page, methods=["GET"]),
            Route(f"{PATH}/data.json", self.data, methods=["GET"]),
            Route("/api/leaderboards/{metric}", self.data, methods=["GET"]),
        )

    async def page(self, request: Request) -> Response:
        """The page, for people: the first board of the two modes that has anybody on it, unless one is asked for."""
        wanted = wanted_of(request) or Wanted()
        try:
            board = await self._board(wanted)
            if not board.lines and "mode" not in request.query_params:
                wanted = Wanted(Mode.PAPER, wanted.period, wanted.metric)
                board = await self._board(wanted)
        except Unavailable:
            return self._site.away(request)
        look = self._site.look(request)
        page = board_page(board, wanted, look)
        return HTMLResponse(
            self._site.fill("board.html", look, page.title, page=page, skip=look.say("web.skip")),
            headers=HEADERS,
        )

    async def data(self, request: Request) -> Response:
        """The same as data; 400 for a board that there cannot be."""
        wanted = wanted_of(request)
        if wanted is None:
            modes, periods, metrics = (
                ", ".join(one.value for one in kind) for kind in (Mode, Period, Metric)
            )
            return json_not(f"mode is one of {modes}; period of {periods}; metric of {metrics}.", 400)
        try:
            return json_of(encode(rounded(await self._board(wanted))))
        except Unavailable:
            return json_not("The records do not answer. Try again in a minute.", 503)

    async def _board(self, wanted: Wanted) -> BoardView:
        """Read anew each time, which is quick: a name that was taken back is gone with the next look."""
        world = self._world
        return await board_of(
            world.view, world.clock.now(), wanted.mode, wanted.period, wanted.metric, size=SHOWN
        )


def wanted_of(request: Request) -> Wanted | None:
    """The board that is asked for, the usual one where nothing is said; None for a word that names none.

    `/api/leaderboards/period?period=weekly` is the return of that period.
    """
    asked = {name: request.query_params.get(name, "") for name in ("mode", "period", "metric")}
    asked["metric"] = request.path_params.get("metric", asked["metric"])
    if asked["metric"] == "period":
        asked["metric"] = ""
    usual = Wanted()
    try:
        return Wanted(
            Mode(asked["mode"] or usual.mode.value),
            Period(asked["period"] or usual.period.value),
            Metric(asked["metric"] or usual.metric.value),
        )
    except ValueError:
        return None


def rounded(board: BoardView) -> BoardView:
    """Figures with the places that people read: with all its digits a return would give away what it was made of."""
    places = CENT if board.metric is Metric.AMOUNT else SHARE
    lines = [
        replace(
            line,
            value=to_step(line.value, places, ROUND_HALF_EVEN),
            change=to_step(line.change, SHARE, ROUND_HALF_EVEN),
            fall=to_step(line.fall, SHARE, ROUND_HALF_EVEN),
        )
        for line in board.lines
    ]
    return replace(board, lines=tuple(lines))


def board_page(board: BoardView, wanted: Wanted, look: Look) -> BoardPage:
    """The words and numbers of a board's page."""
    key = "boards.nobody_joined" if board.made_at is None else "boards.nobody_ranked"
    heads = ("web.place", "web.who_head", f"boards.metric_{wanted.metric.value}", "web.fall_short")
    return BoardPage(
        title=look.say("boards.title"),
        mode=mode_word(wanted.mode.value),
        span=named(board, look),
        choices=(
            (look.say("web.modes"), _choices(wanted, "mode", [one.value for one in Mode], look)),
            (look.say("web.periods"), _choices(wanted, "period", [one.value for one in Period], look)),
            (look.say("web.metrics"), _choices(wanted, "metric", [one.value for one in Metric], look)),
        ),
        heads=tuple(look.say(head) for head in heads),
        rows=tuple(_row(line, wanted, look) for line in board.lines),
        nobody="" if board.lines else look.say(key),
        how_title=look.say("boards.how_title"),
        how=how_lines(look),
        small=(
            counted(board, look),
            look.say(f"boards.means_{wanted.metric.value}"),
            look.say("web.promise"),
        ),
        json=Link(look.say("web.json"), wanted.address().replace(PATH, f"{PATH}/data.json", 1)),
    )


def _choices(wanted: Wanted, name: str, values: Sequence[str], look: Look) -> tuple[Link, ...]:
    now = str(getattr(wanted, name).value)
    return tuple(
        Link(_label(name, value, look), wanted.address(**{name: value}), value == now) for value in values
    )


def _label(name: str, value: str, look: Look) -> str:
    if name == "mode":
        return mode_word(value)
    if name == "metric":
        return look.say(f"boards.metric_{value}")
    return look.say(f"boards.period_{value.replace('-', '_')}")


def _row(line: BoardLine, wanted: Wanted, look: Look) -> PlaceRow:
    alias = line.alias or look.say("boards.left")
    return PlaceRow(
        place=look.number(line.place),
        name=alias,
        page=f"/u/{quote(line.alias, safe='')}" if line.alias and line.public else "",
        under=" · ".join(
            said for said in (look.say("web.traded", count=line.trades), _moved(line, look)) if said
        ),
        value=figure(wanted.metric, line.value, look),
        fall=look.percent(line.fall),
    )


def _moved(line: BoardLine, look: Look) -> str:
    """How far somebody went since the board before, in words: `up 3`."""
    if line.before is None or line.before == line.place:
        return ""
    key = "web.moved_up" if line.before > line.place else "web.moved_down"
    return look.say(key, places=look.number(abs(line.before - line.place)))
