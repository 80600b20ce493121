"""The page for a key opens once, for one browser, for ten minutes, and runs nothing (BR-16). Ways back (BR-08)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from bot.app import App
from bot.console.render import body
from bot.dispatch import Answer, Speaker, private
from bot.web.clients import MOST
from bot.web.connect import COOKIE, LARGEST
from bot.web.server import routes
from core.accounts.model import Account
from core.signals.model import Post
from core.venues.credentials import Connection, Credential, Ticket, TicketState
from core.venues.keys import credentials_of, vault_of
from core.venues.page import TRIES_MOST
from tests.databases import POSTGRES_WHEN_HEAVY
from tests.story.stage import Stage

ADDRESS = "https://bellwether.example"
pytestmark = pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=["url"])
GOOD = {"key": "good-4F2Q", "secret": "hush"}


@dataclass
class Desk:
    """Ann on Telegram, and a browser."""

    app: App
    stage: Stage
    web: httpx2.AsyncClient
    heard: list[Answer]
    messages: int = 0

    async def says(self, text: str, *, who: str = "ann", platform: str = "telegram") -> Answer:
        self.messages += 1
        speaker = Speaker(platform, f"1{who}", who)
        place = private(platform, f"1{who}")
        return await self.app.dispatcher.say(speaker, place, text, str(self.messages))

    async def asked(self, text: str = "/me connect kraken", **about: str) -> str:
        """The path of the page that she is shown."""
        card = await self.says(text, **about)
        found = re.search(rf"{re.escape(ADDRESS)}(/connect/\w+)", body(card.reply))
        assert found is not None, body(card.reply)
        return found[1]

    async def told(self) -> list[Answer]:
        await self.app.relay.quiet()
        assert self.stage.broken == []
        return self.heard

    async def ticket(self) -> Ticket:
        [one] = await self.app.world.view.all(Ticket)
        return one

    def another(self) -> httpx2.AsyncClient:
        """Somebody else's browser."""
        return httpx2.AsyncClient(transport=self.web._transport, base_url=ADDRESS)


@dataclass
class Told:
    """Hears what is told unasked."""

    heard: list[Answer] = field(default_factory=list)

    async def tell(self, answer: Answer) -> None:
        self.heard.append(answer)


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    stage, told = Stage(url, address=ADDRESS), Told()
    async with stage.built(told) as app:

        async def hear(_post: Post) -> None:
            raise AssertionError("nothing is posted here")

        transport = httpx2.ASGITransport(routes(app, hear))
        async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as web:
            yield Desk(app, stage, web, told.heard)


async def test_a_key_goes_by_the_page_into_the_vault(desk: Desk):
    path = await desk.asked()

    shown = await desk.web.get(path)
    opened = await desk.web.post(path)
    done = await desk.web.post(f"{path}/key", data=GOOD)

    assert shown.status_code == opened.status_code == done.status_code == 200
    assert "for 1ann" not in shown.text
    assert "for ann on Telegram" in shown.text
    assert "holds your key" in shown.text
    assert "Go back to your chat" in done.text
    [connection] = await desk.app.world.view.all(Connection)
    kept = await credentials_of(desk.app.world.view, vault_of(desk.app.world), connection.account)
    assert kept == GOOD
    [card] = await desk.told()
    assert card.reply.title.split() == ["LIVE", "ready", "Kraken", "··4F2Q"]


async def test_looking_at_it_opens_nothing_and_opening_works_once(desk: Desk):
    path = await desk.asked()

    for _ in range(3):
        assert (await desk.web.get(path)).status_code == 200
    assert (await desk.ticket()).state is TicketState.OPEN

    assert (await desk.web.post(path)).status_code == 200
    for again in (await desk.web.get(path), await desk.web.post(path), await desk.another().post(path)):
        assert again.status_code == 410
        assert "<form" not in again.text


async def test_only_the_browser_that_opened_it_may_send_a_key(desk: Desk):
    path = await desk.asked()
    await desk.web.post(path)

    stolen = await desk.another().post(f"{path}/key", data=GOOD)
    forged = await desk.another().post(f"{path}/key", data=GOOD, headers={"Cookie": f"{COOKIE}=guessed"})

    assert stolen.status_code == forged.status_code == 410
    assert desk.stage.venues.asked == []
    assert (await desk.web.post(f"{path}/key", data=GOOD)).status_code == 200


async def test_it_is_over_after_ten_minutes_and_after_a_newer_one(desk: Desk):
    first = await desk.asked()
    second = await desk.asked()
    assert (await desk.web.get(first)).status_code == 404
    await desk.web.post(second)

    desk.stage.clock.advance(timedelta(minutes=10))

    assert (await desk.web.post(f"{second}/key", data=GOOD)).status_code == 404
    assert desk.stage.venues.asked == []


async def test_a_key_that_is_no_good_is_said_on_both_and_may_be_sent_again(desk: Desk):
    path = await desk.asked()
    await desk.web.post(path)

    refused = await desk.web.post(f"{path}/key", data={"key": "withdraws-1", "secret": "hush"})

    assert refused.status_code == 422
    assert "I did not keep it" in refused.text
    assert "withdraws-1" not in refused.text
    [card] = await desk.told()
    assert "I did not keep it" in body(card.reply)
    assert await desk.app.world.view.all(Account, venue="kraken") == []
    assert await desk.app.world.view.all(Credential) == []
    assert (await desk.web.post(f"{path}/key", data=GOOD)).status_code == 200
    assert desk.heard[-1].card == card.card, "the card changes in its place"
    assert "ready" in (await desk.told())[-1].reply.title


async def test_what_breaks_on_our_side_is_said_without_the_key(desk: Desk):
    path = await desk.asked()
    await desk.web.post(path)

    broken = await desk.web.post(f"{path}/key", data={"key": "breaks-4F2Q", "secret": "hush"})

    assert broken.status_code == 500
    assert "my side" in broken.text
    assert "breaks-4F2Q" not in broken.text
    assert await desk.app.world.view.all(Credential) == []


async def test_a_key_is_not_guessed_at_the_page(desk: Desk):
    path = await desk.asked()
    await desk.web.post(path)

    codes = [
        (await desk.web.post(f"{path}/key", data={"key": f"dead-{n}", "secret": "x"})).status_code
        for n in range(TRIES_MOST + 2)
    ]

    assert codes == [422] * TRIES_MOST + [410] * 2
    assert len(desk.stage.venues.asked) == TRIES_MOST


async def test_addresses_are_not_guessed(desk: Desk):
    codes = [(await desk.web.get(f"/connect/guess{number}")).status_code for number in range(MOST + 5)]

    assert codes[:MOST] == [404] * MOST
    assert codes[-1] == 429


async def test_the_page_runs_nothing_and_is_kept_nowhere(desk: Desk):
    path = await desk.asked()

    for page in (await desk.web.get(path), await desk.web.post(path), await desk.web.get("/connect/none")):
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "<script" not in page.text
        assert not re.search(r"\son\w+=", page.text)
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"


async def test_the_cookie_is_for_the_browser_alone(desk: Desk):
    path = await desk.asked()

    cookie = (await desk.web.post(path)).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "Secure" in cookie
    assert "SameSite=lax" in cookie


async def test_who_is_called_like_markup_is_shown_as_text(desk: Desk):
    path = await desk.asked(who="<b>ann</b>")

    page = await desk.web.get(path)

    assert "<b>ann</b>" not in page.text
    assert "&lt;b&gt;ann" in page.text


async def test_a_form_that_is_too_large_is_not_read(desk: Desk):
    path = await desk.asked()
    await desk.web.post(path)

    assert (await desk.web.post(f"{path}/key", data={"key": "x" * LARGEST})).status_code == 413


@pytest.mark.parametrize("address", ["http://bellwether.example", "ftp://x", ""])
async def test_no_page_is_offered_that_others_on_the_way_could_read(url: str, address: str):
    stage = Stage(url, address=address)
    async with stage.built(Told()) as app:
        card = await app.dispatcher.say(
            Speaker("telegram", "1", "ann"), private("telegram", "1"), "/me connect kraken", "1"
        )

    assert "There is no safe page" in body(card.reply)
    assert "/connect/" not in body(card.reply)


# -- a sign-in


async def test_a_sign_in_leads_to_the_broker_and_back(desk: Desk):
    path = await desk.asked("/me connect td_ameritrade")
    shown = await desk.web.get(path)
    sent = await desk.web.post(path)

    there = urlsplit(sent.headers["Location"])
    assert sent.status_code == 303
    assert "form-action 'self' https://schwab.example" in shown.headers["Content-Security-Policy"]
    state = parse_qs(there.query)["state"][0]
    back = await desk.web.get("/oauth/schwab/callback", params={"code": "good", "state": state})

    assert back.status_code == 200
    [connection] = await desk.app.world.view.all(Connection)
    assert connection.until == desk.stage.clock.now() + timedelta(days=7)
    kept = await credentials_of(desk.app.world.view, vault_of(desk.app.world), connection.account)
    assert kept == {"token": "good-token"}


async def test_somebody_elses_way_back_connects_nothing(desk: Desk):
    path = await desk.asked("/me connect schwab")
    sent = await desk.web.post(path)
    state = parse_qs(urlsplit(sent.headers["Location"]).query)["state"][0]

    lured = await desk.another().get("/oauth/schwab/callback", params={"code": "good", "state": state})
    unknown = await desk.web.get("/oauth/schwab/callback", params={"code": "good", "state": "other"})
    wrong = await desk.web.get("/oauth/kraken/callback", params={"code": "good", "state": state})
    nothing = await desk.web.get("/oauth/schwab/callback", params={"code": "good"})

    assert [one.status_code for one in (lured, unknown, wrong, nothing)] == [410, 404, 404, 404]
    assert await desk.app.world.view.all(Connection) == []


async def test_a_sign_in_that_was_declined_is_said(desk: Desk):
    path = await desk.asked("/me connect schwab")
    sent = await desk.web.post(path)
    state = parse_qs(urlsplit(sent.headers["Location"]).query)["state"][0]

    back = await desk.web.get("/oauth/schwab/callback", params={"error": "denied", "state": state})

    assert back.status_code == 410
    assert "does not take this key" in back.text
    [card] = await desk.told()
    assert card.kind == "notice"
