"""A provider's report card on the web: what everybody is told in the chats, and nothing of a few followers (SG-03)."""

from __future__ import annotations

import pytest

from tests.bot.web.test_shares import Desk, desk

__all__ = ["desk"]

pytestmark = pytest.mark.postgres_when_heavy


async def traded(desk: Desk) -> None:
    """A provider with one closed signal that one follower copied."""
    await desk.do(
        "pro #calls: /provider register", "pro [Go live]", "bob: /copy start pro", "bob [Follow]",
        "pro #calls: LONG ETH/USDT entry 3431 sl 3350 tp 3500", "market: ETH/USDT 3500",
    )  # fmt: skip


async def test_a_report_is_what_the_record_says(desk: Desk):
    await traded(desk)

    page = await desk.get("/p/pro")
    data = (await desk.get("/p/PRO/data.json")).json()["data"]

    assert page.status_code == 200
    for there in (
        "<h1>pro</h1>",
        "1 signal",
        "record complete",
        "Verify the record",
        "Past results promise nothing.",
    ):
        assert there in page.text
    assert (data["name"], data["signals"], data["won"], data["lost"]) == ("pro", 1, 1, 0)
    assert data["unbroken"] is True
    assert data["followers"] is None
    assert data["followers_typical"] is None
    assert "id" not in data


async def test_the_record_is_worked_out_anew_for_whoever_asks(desk: Desk):
    await traded(desk)

    page = await desk.get("/p/pro/verify")

    assert page.status_code == 200
    assert "record complete" in page.text


async def test_nobody_of_that_name_and_a_channel_are_the_same_nothing(desk: Desk):
    await traded(desk)

    answers = [await desk.get(path) for path in ("/p/nobody", "/p/%23calls", "/p/calls", f"/p/{'x' * 100}")]

    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1
    assert answers[0].text == (await desk.get(f"/s/{'0' * 32}")).text
    assert (await desk.get("/p/nobody/data.json")).status_code == 404
