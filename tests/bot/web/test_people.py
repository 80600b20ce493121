"""Somebody's page: under the one name that they chose, with what they made public, and nothing else (SO-02, SO-07)."""

from __future__ import annotations

import pytest

from bot.console.render import body
from tests.bot.web.test_shares import SECRETS, Desk, desk

__all__ = ["desk"]

pytestmark = pytest.mark.postgres_when_heavy


async def shown(desk: Desk) -> str:
    """Ann's page, as north, with one public portfolio; the path of its page."""
    await desk.share()
    told = await desk.do("ann: /me privacy page on as north", "ann: /share edit public")
    text = body(told[-1][1].reply)
    return next(line for line in text.splitlines() if "/u/north/" in line).removeprefix(
        desk.app.world.address
    )


async def test_what_is_public_stands_on_the_owners_page(desk: Desk):
    path = await shown(desk)

    privacy = await desk.do("ann: /me privacy")
    assert f"{desk.app.world.address}/u/north" in body(privacy[-1][1].reply).splitlines()
    page = await desk.get("/u/north")
    share = await desk.get(path)
    data = (await desk.get("/u/north/data.json")).json()["data"]

    for there in ("<h1>north</h1>", "PAPER", "+0.45 %", f'href="{path}"', "here since 17 Nov"):
        assert there in page.text
    assert share.status_code == 200
    assert "<h1>north</h1>" in share.text
    assert data["alias"] == "north"
    assert data["portfolios"][0]["view"]["returns"]["total"] == "0.0045"
    for sent in (page.text, share.text, str(data), await desk.everything(path)):
        assert [one for one in (*SECRETS, "console", "ann") if one in sent.replace("announce", "")] == []


async def test_only_what_is_public_and_only_while_they_have_a_page(desk: Desk):
    path = await shown(desk)
    nothing = await desk.get("/u/nobody")

    await desk.do("ann: /share edit link")
    assert (await desk.get(path)).text == nothing.text
    assert "Nothing of it is shown" in (await desk.get("/u/north")).text
    await desk.do("ann: /share edit public", "ann: /me privacy page off")
    for there in (path, "/u/north", "/u/ann", "/u/NORTH"):
        gone = await desk.get(there)
        assert (gone.status_code, gone.text) == (404, nothing.text)
    assert (await desk.get("/u/north/data.json")).status_code == 404
    await desk.do("ann: /me privacy page on", "ann: /share stop")
    assert (await desk.get(path)).status_code == 404
    assert (await desk.get("/u/North")).status_code == 200


async def test_without_a_page_a_public_link_says_how_to_have_one(desk: Desk):
    await desk.share()

    told = await desk.do("ann: /share edit public")

    assert "/me privacy page on" in body(told[-1][1].reply)
