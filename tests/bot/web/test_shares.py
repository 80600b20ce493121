"""A shared portfolio over HTTP: what is hidden is not sent, and no address tells why it leads nowhere (DF-38)."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from bot.app import App, SimulatedMoves
from bot.console.frontend import Console
from bot.console.render import body
from bot.console.script import parse
from bot.dispatch import Answer
from bot.drawing.wire import packed
from bot.present.plots import Plot, SharePlot
from bot.settings import load
from bot.web.clients import MOST
from bot.web.pages import Pages
from bot.web.server import serve
from core.sharing.model import Share, ShareViews
from core.signals.model import Post
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

PERSON = {"user-agent": "Mozilla/5.0", "accept-language": "en"}
# What ann's trades make of 10,000: worth, cash, sizes, values, costs, profits, as they are written and as data.
SECRETS = (
    "10,045.32", "10045.3", "45.32", "8,096.79", "8096.79", "0.01667", "0.01666", "0.03333", "1,025.20", "1025.20",
    "2,000.20", "2000.19", "22.77", "22.76", "1,001.40", "923.32", "923.32", "923.65", "6.50 SOL", "60,012", "60012",
)  # fmt: skip
NOTE = "kept on after the first target"


@dataclass
class Plots:
    """What was to be drawn; nobody draws here (`tests/bot/drawing` looks at pictures)."""

    asked: list[Plot] = field(default_factory=list)

    async def paint(self, plot: Plot) -> bytes | None:
        self.asked.append(plot)
        return b"PNG of " + packed(plot)


@dataclass
class Desk:
    """Ann with some trades, and a client of the web pages."""

    app: App
    console: Console
    stage: Stage
    web: httpx2.AsyncClient
    pages: Pages
    plots: Plots

    async def do(self, *lines: str) -> list[tuple[str, Answer]]:
        for line in lines:
            await self.console.do(parse(line))
        return await self.console.flush()

    async def share(self) -> str:
        """A new link of ann's; the path of its page."""
        told = await self.do("ann: /share create")
        shown = " ".join(body(answer.reply) for _, answer in told)
        found = re.search(r"/s/[0-9a-z]{32}", shown)
        assert found, shown
        return found[0]

    async def get(self, path: str, **headers: str) -> httpx2.Response:
        return await self.web.get(path, headers=PERSON | headers)

    async def pass_by(self, **by: float) -> None:
        await SimulatedMoves(self.app, self.stage.clock).clock(timedelta(**by))

    async def everything(self, path: str) -> str:
        """All that is ever sent of a share, open page included."""
        found = []
        for end in ("", "?period=30d", "/data.json", "/trades.csv", "/card.png"):
            answer = await self.get(path + end)
            found.append(f"{answer.headers} {answer.text}")
        async with self.web.stream("GET", f"{path}/events", headers=PERSON) as answer:
            found.append(
                (answer.status_code == 200 and await told(answer.aiter_lines(), "portfolio:update")) or ""
            )
        return "\n".join(found)


async def told(lines: AsyncIterator[str], event: str) -> str:
    """What an open page is told with the next event of this name."""
    async with asyncio.timeout(20):
        async for line in lines:
            if line == f"event: {event}":
                return (await anext(lines)).removeprefix("data: ")
    raise AssertionError(f"the stream ended before {event}")


def free_port() -> socket.socket:
    """A listening socket on a port that nobody has."""
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    found.listen(64)
    found.setblocking(False)
    return found


async def hear_nothing(_post: Post) -> None:
    """Nothing is posted where pages are looked at."""
    raise AssertionError("nothing is posted here")


@pytest.fixture
async def desk(url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    stage = Stage(url)
    async with stage.open() as (app, console):
        plots = Plots()
        pages, settings = Pages(app.world, plots.paint, count_window=0), load({}, tmp_path)
        settings = settings.model_copy(update={"data_dir": tmp_path})
        async with (
            serve(app, settings, free_port(), hear_nothing, pages=pages) as address,
            httpx2.AsyncClient(base_url=address, trust_env=False) as web,
        ):
            made = Desk(app, console, stage, web, pages, plots)
            await made.do(
                "ann: /start 10000", "ann: /buy 0.03333 btc sl 58500 tp 61500 63000", "ann [Confirm]",
                "market: BTC/USDT 61500", "ann: /buy 6.5 sol sl 138.25", "ann [Confirm]",
            )  # fmt: skip
            yield made


async def test_the_page_shows_percent_and_no_money(desk: Desk):
    path = await desk.share()

    answer = await desk.get(path)

    assert answer.status_code == 200
    for there in ("PAPER", "BTC/USDT", "10.21 %", "+0.45 %", "deepest fall", "Past results promise nothing."):
        assert there in answer.text
    assert [one for one in SECRETS if one in await desk.everything(path)] == []


@pytest.mark.postgres_when_heavy(False)
async def test_what_is_hidden_is_nowhere_at_any_visibility(desk: Desk):
    path = await desk.share()
    switches = ("pnl", "holdings", "trades", "notes")
    await desk.do("ann: /trade close sol", "ann [Confirm]", f'ann: /trade note sol "{NOTE}"')

    for access in ("link", "public"):
        await desk.do(f"ann: /share edit access {access}")
        for switch in ("", *switches):
            if switch:
                await desk.do(f"ann: /share edit {switch}")
            sent = await desk.everything(path)
            assert [one for one in SECRETS if one in sent] == [], (access, switch)
        await desk.do(*(f"ann: /share edit {switch}" for switch in switches))


async def test_amounts_are_there_once_they_are_wanted_and_gone_at_once_when_not(desk: Desk):
    path = await desk.share()
    hidden = await desk.everything(path)

    await desk.do("ann: /share edit amounts on")
    shown = await desk.everything(path)
    await desk.do("ann: /share edit amounts off")
    again = await desk.everything(path)

    for secret in ("10,045.32", "10045.32", "8,096.79", "0.01667", "1,025.20"):
        assert secret in shown
        assert secret not in hidden
        assert secret not in again


async def test_results_that_are_hidden_are_not_sent(desk: Desk):
    path = await desk.share()
    await desk.do("ann: /trade close sol", "ann [Confirm]", f'ann: /trade note sol "{NOTE}"')
    shown = await desk.everything(path)

    await desk.do("ann: /share edit pnl off", "ann: /share edit amounts on")
    sent = await desk.everything(path)

    for result in ("+0.45 %", "0.0045", "deepest fall", "polyline", "won ", "45.32"):
        assert result not in sent
    assert "won 0 of 1" in shown
    assert "1 trade closed" in sent
    assert NOTE not in sent + shown


async def test_wrong_stopped_private_revoked_and_ended_all_answer_alike(desk: Desk):
    path = await desk.share()
    wrong = f"/s/{'0' * 32}"
    ends = ("", "/data.json", "/trades.csv", "/card.png", "/events", "?period=30d")

    async def answers(there: str) -> list[tuple[int, str, str]]:
        found = [await desk.get(there + end) for end in ends]
        headers = [sorted(pair for pair in one.headers.items() if pair[0] != "date") for one in found]
        return [(one.status_code, one.text, str(sent)) for one, sent in zip(found, headers, strict=True)]

    never = await answers(wrong)
    assert {status for status, _, _ in never} == {404}
    for lines in (["ann: /share stop"], ["ann: /share edit active on", "ann: /share edit private"]):
        await desk.do(*lines)
        assert await answers(path) == never
    await desk.do("ann: /share edit link", "ann: /share edit 7d")
    assert (await desk.get(path)).status_code == 200
    await desk.pass_by(days=7)
    assert await answers(path) == never
    await desk.do("ann: /share edit 30d")
    assert (await desk.get(path)).status_code == 200
    await desk.do(f"ann: /share revoke http://bw{path}")
    assert await answers(path) == never
    for other in ("/s/x", f"/s/{'0' * 31}", f"/s/{'0' * 500}", f"{path[:-1]}z"):
        assert (await desk.get(other)).text == never[0][1]


async def test_only_a_digest_of_the_address_is_kept(desk: Desk):
    path = await desk.share()

    [share] = await desk.app.world.view.all(Share)
    told = await desk.do("ann: /share show", "ann: /share list", "ann: /share edit")

    assert path[3:] not in repr(share)
    assert path[9:] not in " ".join(repr(answer.reply) for _, answer in told)


async def test_somebody_else_cannot_change_or_see_a_link(desk: Desk):
    path = await desk.share()

    for line in (
        f"bob: /share revoke {path[3:]}",
        f"bob: /share show {path}",
        f"bob: /share edit amounts on {path[3:9]}",
    ):
        told = await desk.do(line)
        assert told[-1][1].kind == "refusal"
    assert (await desk.get(path)).status_code == 200


@pytest.mark.postgres_when_heavy(False)
async def test_openings_are_counted_and_programs_that_only_look_are_not(desk: Desk):
    path = await desk.share()
    for agent in (
        "Mozilla/5.0 (compatible; Discordbot/2.0)",
        "TelegramBot (like TwitterBot)",
        "WhatsApp/2.1",
    ):
        assert (await desk.get(path, **{"user-agent": agent})).status_code == 200
    for _ in range(3):
        await desk.get(path)
    await desk.get(f"{path}/data.json")

    async def counted() -> list[int]:
        return [one.views for one in await desk.app.world.view.all(ShareViews)]

    async with asyncio.timeout(10):
        while await counted() != [3]:  # noqa: ASYNC110 - nobody is told of it
            await asyncio.sleep(0)
    told = await desk.do("ann: /share list")
    assert "opened 3 times" in body(told[-1][1].reply)


@pytest.mark.postgres_when_heavy(False)
async def test_what_may_be_seen_late_is_what_was_there_a_day_ago(desk: Desk):
    path = await desk.share()
    await desk.do("ann: /share edit delay on")
    first = await desk.get(path)
    await desk.pass_by(hours=25)
    await desk.do("ann: /trade close sol", "ann [Confirm]", "ann: /buy 0.1 eth sl 3300", "ann [Confirm]")

    later = await desk.get(path)

    assert "Nothing but cash." in first.text
    assert "Shown as it stood 24 hours ago." in later.text
    assert "SOL/USDT" in later.text
    assert "ETH/USDT" not in later.text
    assert "0 trades closed" in later.text
    assert (await desk.get(f"{path}/events")).status_code == 404
    await desk.pass_by(hours=25)
    after = await desk.get(path)
    assert "ETH/USDT" in after.text
    assert "1 of" in after.text or "0 of 1" in after.text


async def test_a_page_lets_nothing_in_and_tells_nobody(desk: Desk):
    path = await desk.share()
    await desk.do(
        "ann: /trade close sol", "ann [Confirm]", 'ann: /trade note sol "<script>alert(1)</script> & <b>"'
    )
    await desk.do("ann: /share edit notes on")

    answer = await desk.get(path)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in answer.text
    assert re.findall(r"<script(?! src=\"/static/[\w.]+\" defer></script>)", answer.text) == []
    assert re.findall(r"\son\w+=|style=|javascript:|https?://(?!bw)", answer.text) == []
    sheet = re.search(r"/static/style\.\w+\.css", answer.text)
    assert sheet is not None
    style = await desk.get(sheet[0])
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in style.headers["cache-control"]


async def test_a_table_program_gets_no_formula(desk: Desk):
    path = await desk.share()
    await desk.do(
        "ann: /trade close sol", "ann [Confirm]", 'ann: /trade note sol "=1+1"', "ann: /share edit notes on"
    )

    answer = await desk.get(f"{path}/trades.csv")

    assert answer.text.splitlines()[0] == "mode,closed_on,symbol,side,change,r_multiple,quantity,profit,note"
    assert answer.text.splitlines()[1].startswith("paper,2026-11-17,SOL/USDT,BUY,-0.00")
    assert answer.text.splitlines()[1].endswith(",'=1+1")


async def test_the_page_speaks_the_readers_language(desk: Desk):
    path = await desk.share()

    spanish = await desk.get(path, **{"accept-language": "de;q=0.9, es-ES, en;q=0.1"})
    english = await desk.get(path, **{"accept-language": "de"})

    assert '<html lang="es">' in spanish.text
    assert "mayor caída" in spanish.text
    assert '<html lang="en">' in english.text


async def test_an_open_page_is_told_what_changes_and_when_it_ends(desk: Desk):
    path = await desk.share()
    await desk.do("ann: /share edit holdings off")

    async with desk.web.stream("GET", f"{path}/events", headers=PERSON) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.aiter_lines()
        parts = json.loads(await told(lines, "portfolio:update"))
        assert set(parts) == {"results"}
        assert "+0.45 %" in parts["results"]
        await desk.do("market: BTC/USDT 62000")
        assert "+0.54 %" in json.loads(await told(lines, "portfolio:update"))["results"]
        await desk.do("ann: /trade close sol", "ann [Confirm]")
        assert "SOL/USDT" in json.loads(await told(lines, "trade:new"))["trades"]
        await desk.do("ann: /share stop")
        await told(lines, "gone")


async def test_whoever_guesses_is_asked_to_slow_down_and_others_are_not_kept_out(desk: Desk):
    path = await desk.share()
    guesses = [await desk.get(f"/s/{place:032d}") for place in range(MOST + 1)]

    assert {one.status_code for one in guesses[:-1]} == {404}
    assert guesses[-1].status_code == 429
    assert (await desk.get(path)).status_code == 200


async def test_what_breaks_is_told_to_the_owners_and_not_to_the_reader(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    await desk.do("/me show")  # an owner is here
    path = await desk.share()

    async def breaks(*_about: object) -> None:
        raise ValueError("8096.79 of ann")

    monkeypatch.setattr(desk.pages.shares, "_view", breaks)
    answer = await desk.get(path)
    await desk.app.relay.quiet()

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "8096" not in answer.text
    assert "content-security-policy" in answer.headers
    assert any(name == "owner" for name, _ in await desk.do())


async def test_data_is_what_the_page_is_made_from(desk: Desk):
    path = await desk.share()

    answer = (await desk.get(f"{path}/data.json?period=30d")).json()
    nothing = (await desk.get(f"/s/{'0' * 32}/data.json")).json()

    assert answer["success"] is True
    assert answer["data"]["mode"] == "paper"
    assert answer["data"]["period"] == "30d"
    assert answer["data"]["amounts"] is None
    assert answer["data"]["returns"]["total"] == "0.0045"
    assert nothing == {"success": False, "error": "There is nothing here."}


async def test_a_link_unfurls_to_what_the_page_shows(desk: Desk):
    path = await desk.share()

    page = await desk.get(path, **{"user-agent": "Discordbot/2.0"})
    there = re.search(r'property="og:image" content="([^"]+)"', page.text)
    assert there
    picture = await desk.get(there[1].removeprefix(desk.app.world.address))

    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    [plot] = desk.plots.asked
    assert isinstance(plot, SharePlot)
    assert (plot.mode, plot.figure) == ("PAPER", "+0.45 %")
    assert plot.facts == ("deepest fall 0.00 %", "0 trades closed")
    assert (
        'property="og:description" content="PAPER · +0.45 %, deepest fall 0.00 % · 0 trades closed"'
        in page.text
    )
    await desk.do("ann: /share edit pnl off")
    await desk.get(f"{path}/card.png")
    held = desk.plots.asked[-1]
    assert isinstance(held, SharePlot)
    assert held.facts == ("0 trades closed", "holds BTC/USDT 10.21 %, SOL/USDT 9.19 %")
    await desk.do("ann: /share edit holdings off")
    await desk.get(f"{path}/card.png")
    hidden = desk.plots.asked[-1]
    assert isinstance(hidden, SharePlot)
    assert (hidden.figure, hidden.values, hidden.facts) == ("", (), ("0 trades closed",))
