"""Signing in by a link from the chat, once, and what only its owner sees then (AC-01, AC-02, WB-04, DF-16)."""

from __future__ import annotations

import json
import re

import httpx2
import pytest

from bot.console.render import body
from core.sessions.model import SignInLink, WebSession
from core.sharing.model import Share
from tests.bot.web.test_shares import PERSON, Desk, desk, told

pytestmark = pytest.mark.postgres_when_heavy

__all__ = ["desk"]

pytestmark = pytest.mark.postgres_when_heavy


async def link_of(desk: Desk, who: str = "ann") -> str:
    """A link that signs somebody in."""
    answers = await desk.do(f"{who}: /me logins new")
    found = re.search(r"/in/[0-9a-z]{26}", " ".join(body(answer.reply) for _, answer in answers))
    assert found
    return found[0]


async def signed_in(desk: Desk, who: str = "ann") -> httpx2.Response:
    """This client is signed in as somebody."""
    return await desk.web.post(await link_of(desk, who), headers=PERSON)


async def test_a_link_is_looked_at_freely_and_opens_once(desk: Desk):
    link = await link_of(desk)

    looked = [await desk.get(link) for _ in range(2)]
    opened = await desk.web.post(link, headers=PERSON)
    again = await desk.web.post(link, headers=PERSON)

    assert {one.status_code for one in looked} == {200}
    assert "Sign this browser in" in looked[0].text
    assert (opened.status_code, opened.headers["location"]) == (303, "/dashboard")
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert again.status_code == 404
    assert (await desk.get(link)).status_code == 404


async def test_the_dashboard_is_the_readers_own_with_all_of_it(desk: Desk):
    stranger = await desk.get("/dashboard")
    await signed_in(desk)

    page = await desk.get("/dashboard")

    assert stranger.status_code == 401
    assert "10,045.32" not in stranger.text
    assert page.status_code == 200
    for there in ("10,045.32 USDT", "0.01667", "PAPER", "Only you see this page.", "You share nothing."):
        assert there in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_nobody_else_is_shown_whatever_they_ask_for(desk: Desk):
    await desk.do("bob: /start 10000", "ann: /share create", "ann: /share edit private")
    [share] = await desk.app.world.view.all(Share)
    await signed_in(desk, "bob")

    page = await desk.get(f"/dashboard?book={share.portfolio[:6]}")
    other = await desk.get(f"/dashboard/links/{share.id}")
    await desk.web.post("/out", headers=PERSON)
    await signed_in(desk)
    own = await desk.get(f"/dashboard/links/{share.id}")

    assert "10,045.32" not in page.text
    assert "10,000.00 USDT" in page.text
    assert other.status_code == 404
    assert own.status_code == 200
    assert "BTC/USDT" in own.text
    assert "10,045.32" not in own.text


async def test_an_open_page_is_told_what_is_the_readers_and_ends_with_the_session(desk: Desk):
    assert (await desk.get("/events")).status_code == 401
    await signed_in(desk)

    async with desk.web.stream("GET", "/events", headers=PERSON) as answer:
        lines = answer.aiter_lines()
        assert "10,045.32" in json.loads(await told(lines, "portfolio:update"))["results"]
        await desk.do("ann: /me logins end")
        await told(lines, "gone")
    assert (await desk.get("/dashboard")).status_code == 401


async def test_signing_out_ends_it_in_the_records(desk: Desk):
    await signed_in(desk)

    left = await desk.web.post("/out", headers=PERSON)

    assert left.status_code == 303
    assert await desk.app.world.view.all(WebSession) == []
    assert (await desk.get("/dashboard")).status_code == 401


async def test_a_form_of_another_site_does_nothing(desk: Desk):
    link = await link_of(desk)

    for other in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert (await desk.web.post(link, headers=PERSON | other)).status_code == 404
    assert (await desk.web.post(link, headers=PERSON | {"sec-fetch-site": "same-origin"})).status_code == 303


async def test_a_link_ends_after_ten_minutes_and_a_session_after_a_week(desk: Desk):
    late = await link_of(desk)
    await desk.pass_by(minutes=10)
    assert (await desk.web.post(late, headers=PERSON)).status_code == 404

    await signed_in(desk)
    await desk.pass_by(days=6, hours=23)
    assert (await desk.get("/dashboard")).status_code == 200
    await desk.pass_by(hours=1)
    assert (await desk.get("/dashboard")).status_code == 401


@pytest.mark.postgres_when_heavy(False)
async def test_only_digests_are_kept_and_the_last_link_counts(desk: Desk):
    first = await link_of(desk)
    second = await link_of(desk)
    opened = await desk.web.post(second, headers=PERSON)
    token = re.search(r"bw_session=(\w+)", opened.headers["set-cookie"])
    assert token

    [session] = await desk.app.world.view.all(WebSession)

    assert (await desk.web.post(first, headers=PERSON)).status_code == 404
    assert await desk.app.world.view.all(SignInLink) == []
    assert token[1] not in repr(session)
    shown = " ".join(body(answer.reply) for _, answer in await desk.do("ann: /me logins"))
    assert token[1] not in shown
    assert session.id[:6] in shown
