"""The pages in a real browser: readable on a phone and a desk, dark and light, by keyboard, without a script, live.

`make test-browser`; skipped aloud where there is no Chromium.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.web.test_own import link_of
from tests.bot.web.test_providers import traded
from tests.bot.web.test_shares import Desk, desk
from tests.browser.chromium import Page, browser, browser_path

__all__ = ["desk"]

CHROMIUM = browser_path()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.heavy,
    pytest.mark.skipif(
        CHROMIUM is None, reason="NO BROWSER: apt-get install chromium to test the pages in one"
    ),
]
CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
LOOKS = [(width, scheme) for width in (360, 1200) for scheme in ("dark", "light")]
GROUNDS = {"dark": "rgb(15, 18, 24)", "light": "rgb(255, 255, 255)"}


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    assert CHROMIUM is not None
    async with browser(CHROMIUM) as tab:
        yield tab


def whole(desk: Desk, path: str) -> str:
    """The whole address of a path."""
    return str(desk.web.base_url.join(path))


async def complaints_about(page: Page, desk: Desk, path: str, status: int) -> list[str]:
    """What is wrong with a page, at every size and on either ground."""
    found = []
    for width, scheme in LOOKS:
        await page.looks(width, 800, scheme=scheme)
        got = await page.open(whole(desk, path))
        wrong = list(await page.run(CHECKS))
        wrong += [] if got == status else [f"status {got}"]
        wrong += [one for one in page.complaints() if f"status of {status}" not in one]
        ground = await page.run("getComputedStyle(document.body).backgroundColor")
        wrong += [] if ground == GROUNDS[scheme] else [f"ground {ground}"]
        found += [f"{path} {width} {scheme}: {one}" for one in wrong]
    return found


async def test_every_page_is_fit_to_be_read(page: Page, desk: Desk):
    await traded(desk)
    path = await desk.share()
    amounts = await desk.share()
    await desk.do(
        f"ann: /share edit public {path[3:9]}", "ann: /me privacy page on as north",
        "ann: /leaderboard join paper", "ann [Join as north]",
    )  # fmt: skip
    await desk.do(f"ann: /share edit amounts on {amounts[3:9]}", "ann: /trade close sol", "ann [Confirm]")

    wrong = []
    for there, status in (
        (path, 200), (amounts, 200), ("/p/pro", 200), ("/p/pro/verify", 200), (f"/s/{'0' * 32}", 404),
        ("/dashboard", 401), (await link_of(desk), 200), ("/u/north", 200), (f"/u/north/{path[3:9]}", 200),
        ("/leaderboard?mode=paper", 200),
    ):  # fmt: skip
        wrong += await complaints_about(page, desk, there, status)

    assert wrong == []


async def test_signing_in_by_keyboard_leads_to_a_page_that_is_fit_to_be_read(page: Page, desk: Desk):
    await desk.share()
    await page.looks(360, 800)
    await page.open(whole(desk, await link_of(desk)))

    await page.key("Tab")
    assert await page.run("document.activeElement.tagName") == "BUTTON"
    assert await page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    await page.key("Enter")
    await page.until("Page.loadEventFired")

    assert await page.run("location.pathname") == "/dashboard"
    assert await page.run("document.cookie") == ""  # no script can read who somebody is
    assert await complaints_about(page, desk, "/dashboard", 200) == []


async def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, desk: Desk):
    await page.looks(1200, 800)
    await page.open(whole(desk, await desk.share()))

    await page.key("Tab")
    assert await page.run("document.activeElement.className") == "skip"
    assert await page.run("document.activeElement.getBoundingClientRect().left >= 0")
    seen = set()
    for _ in range(12):
        await page.key("Tab")
        seen.add(await page.run("document.activeElement.textContent"))
        style = await page.run("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid" or await page.run("document.activeElement === document.body")
    assert {"30 days", "1 year", "JSON of what is shown"} <= seen


async def test_without_a_script_the_page_says_the_same(page: Page, desk: Desk):
    address = whole(desk, await desk.share())
    await page.open(address)
    with_script = await page.run("document.querySelector('main').innerText")

    await page.ask("Emulation.setScriptExecutionDisabled", value=True)
    await page.open(address)

    assert await page.run("document.querySelector('main').innerText") == with_script


async def test_an_open_page_changes_by_itself_and_nothing_jumps(page: Page, desk: Desk):
    await page.looks(360, 800)
    await page.open(whole(desk, await desk.share()))
    assert "+0.45 %" in await page.run("document.body.innerText")

    await desk.do("market: BTC/USDT 62000")
    await until(page, "document.body.innerText.includes('+0.54 %')")

    assert list(await page.run(CHECKS)) == []
    assert page.complaints() == []
    await desk.do("ann: /share stop")
    await until(page, "document.querySelector('h1').innerText === 'There is nothing here'")


async def test_it_prints_in_ink_on_paper(page: Page, desk: Desk):
    await page.looks(1200, 800)
    await page.open(whole(desk, await desk.share()))

    await page.ask("Emulation.setEmulatedMedia", media="print")

    assert await page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert await page.run("getComputedStyle(document.querySelector('.periods')).display") == "none"


async def until(page: Page, condition: str) -> None:
    """Wait until this holds in the page."""
    async with asyncio.timeout(20):
        while True:
            try:
                if await page.run(condition):
                    return
            except RuntimeError:
                pass  # between two pages there is none
            await page.run("new Promise((done) => setTimeout(done, 50))")
