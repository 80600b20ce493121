"""Schwab as one process reaches it: signing in, and the accounts of those who did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.brokers.direct import skew
from adapters.brokers.driver import Keep
from adapters.brokers.reading import Body, Unreadable, made, objects, unreadable
from adapters.brokers.schwab import shapes
from adapters.brokers.schwab.broker import SchwabBroker
from adapters.brokers.schwab.client import Client, House, new_session, post_form
from adapters.brokers.schwab.info import INFOS
from adapters.brokers.schwab.market import Shares
from adapters.brokers.schwab.sign_in import (
    App,
    authorize_url,
    code_of,
    credentials_of,
    exchange_form,
    read_tokens,
)
from core.accounts.model import Mode
from core.kernel.time import Clock
from core.market.symbols import SymbolTable
from core.ports.broker import BrokerError, ErrorKind, Placed
from core.venues.model import Checked, Rights

LAST_SHOWN = 4
NOT_REGISTERED = "this installation is not registered at Schwab"


class SchwabDriver:
    """One per process. `app` is what the installation is registered with at Schwab; None: it is not."""

    info = INFOS[0]

    def __init__(self, *, clock: Clock, url: str | None, app: App | None) -> None:
        self._clock = clock
        self._app = app
        self._house = House(clock, url)
        self._shares = Shares(clock)

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> SchwabBroker:
        """The broker of one account. Raises `BrokerError` of kind `AUTH` for credentials of nothing."""
        return SchwabBroker(self._client(credentials, keep), self._shares, self._clock)

    async def check(self, credentials: Mapping[str, str]) -> Checked:
        """Ask about the account that was signed in for. Schwab's interface cannot withdraw."""
        client = self._client(credentials, None)
        account = client.account
        answer = await client.ask(lambda library: library.get_account(account))
        if answer.status == 401:
            answer = await client.ask(lambda library: library.get_account(account))
        body = answer.read()
        held = made(lambda: shapes.holdings(body if isinstance(body, Mapping) else {}))
        return Checked(
            mode=Mode.LIVE,
            rights=Rights(trade=True, withdraw=False),
            currency=shapes.USD,
            balances=tuple(held),
            label=credentials.get("label", ""),
            until=client.until,
            skew_seconds=skew(answer.date, self._clock.now()),
        )

    def sign_in(self, state: str) -> str:
        """The address at which a person signs in."""
        return authorize_url(self._registered(), state)

    async def signed_in(self, answer: str) -> Mapping[str, str]:
        """The credentials of whoever came back to this address, for the one account that they ticked at Schwab."""
        app = self._registered()
        code = code_of(answer)
        session = new_session(app, self._house.transport, None)
        got = await post_form(session, app, exchange_form(app, code))
        tokens = read_tokens(got.status, got.body, self._clock.now())
        client = self._client(credentials_of(tokens, "", ""), None)
        body = await client.read(lambda library: library.get_account_numbers())
        hash_, number = _only_account(body)
        return credentials_of(tokens, hash_, f"…{number[-LAST_SHOWN:]}")

    async def close(self) -> None:
        """Let what is under way come to its end, then close the connections."""
        await self._house.close()

    def _client(self, credentials: Mapping[str, str], keep: Keep | None) -> Client:
        return Client(self._house, self._registered(), credentials, keep)

    def _registered(self) -> App:
        if self._app is None:
            raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, NOT_REGISTERED)
        return self._app


def _only_account(body: object) -> tuple[str, str]:
    """Hash and number of the account that was ticked. Raises `BrokerError` where several were, or none."""
    try:
        accounts: list[Body] = objects(body)
        found = [(str(one["hashValue"]), str(one["accountNumber"])) for one in accounts]
    except (Unreadable, KeyError) as error:
        raise unreadable(Unreadable("no account numbers")) from error
    if len(found) != 1:
        raise BrokerError(
            ErrorKind.AMBIGUOUS, Placed.NO, f"{len(found)} accounts were ticked at Schwab, one is wanted"
        )
    return found[0]


def make(
    name: str, *, clock: Clock, table: SymbolTable, url: str | None, app: Mapping[str, str] | None = None
) -> SchwabDriver:
    """The driver. `app` are the key, the secret and the callback address that the installation is registered with."""
    known: Any = app or {}
    registered = all(known.get(field) for field in ("key", "secret", "callback"))
    return SchwabDriver(
        clock=clock,
        url=url,
        app=App(key=known["key"], secret=known["secret"], callback=known["callback"]) if registered else None,
    )
