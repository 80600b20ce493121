"""The library and nothing else: one request through alpaca-py, with time limits, sent once, numbers exact.

Three things that alpaca-py 0.44 does are undone here, and tests hold them since their names are private (brokers, 2.1):
it waits for ever, it posts an order again after 429 and 504, and it reads numbers as floats. It is imported by whoever
asks first, inside a thread, since that takes most of a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from http.cookiejar import DefaultCookiePolicy
from typing import Any

from alpaca.common.exceptions import APIError
from alpaca.trading.client import TradingClient
from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as Unconnected
from requests.exceptions import ConnectTimeout, RequestException, Timeout
from requests.utils import get_environ_proxies
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from adapters.brokers.alpaca.classify import Failed, Trip
from adapters.brokers.alpaca.hosts import Call, Hosts, Patience


class Exact(Response):
    """An answer whose numbers are read digit by digit."""

    def json(self, **kwargs: Any) -> Any:
        """As the library asks for it, without floats."""
        return super().json(parse_float=Decimal, **kwargs)


class Patient(HTTPAdapter):
    """Gives every request the same time limits; the library itself sets none."""

    def __init__(self, patience: Patience, connections: int) -> None:
        super().__init__(pool_connections=4, pool_maxsize=connections, max_retries=0)
        self._limits = (patience.connect, patience.answer)

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:  # type: ignore[override]
        """Send it once, within the limits, whatever the library says."""
        return super().send(request, **(kwargs | {"timeout": self._limits}))

    def build_response(self, req: PreparedRequest, resp: Any) -> Response:
        """The answer, exact."""
        exact = Exact()
        exact.__dict__.update(super().build_response(req, resp).__dict__)
        return exact


def connect(hosts: Hosts, patience: Patience, connections: int) -> Session:
    """The connections of one process: keys travel in each request, so accounts share them. No cookie is kept, since
    it would travel from one account to the next; proxies of the environment are read once."""
    session = Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.proxies.update(get_environ_proxies(hosts.data))
    patient = Patient(patience, connections)
    session.mount("https://", patient)
    session.mount("http://", patient)
    return session


def client_of(key: str, secret: str, base: str, session: Session) -> TradingClient:
    """A client of one account on the shared connections, that never sends anything twice."""
    client = TradingClient(key, secret, raw_data=True, url_override=base)
    client._session.close()  # noqa: SLF001 - the constructor exposes neither of the two; held by a test
    client._session = session  # noqa: SLF001 - as above
    client._retry_codes = []  # noqa: SLF001 - an empty list in the constructor counts as none given
    return client


def ask(client: TradingClient, call: Call, data_host: str) -> object:
    """The answer of one request, as plain values with exact numbers. Raises `Failed` for everything else."""
    try:
        return _sent(client, call, data_host)
    except APIError as error:
        answer = error.response
        if answer is None:
            raise Failed(Trip.BROKEN) from None
        raise Failed(Trip.ANSWERED, answer.status_code, answer.text, _pause(answer.headers)) from None
    # The library's own words hold addresses and headers: what is said of a failure is ours alone.
    except ConnectTimeout:
        raise Failed(Trip.NOT_SENT) from None
    except Timeout:
        raise Failed(Trip.SILENT) from None
    except Unconnected as error:
        raise Failed(Trip.NOT_SENT if _never_connected(error) else Trip.BROKEN) from None
    except (RequestException, ValueError):
        raise Failed(Trip.BROKEN) from None


def _sent(client: TradingClient, call: Call, data_host: str) -> object:
    match call.method:
        case "GET" if call.market_data:
            data = dict(call.fields)
            return client.get(call.path, data, base_url=data_host, api_version=call.version)
        case "GET":
            return client.get(call.path, dict(call.fields))
        case "POST":
            return client.post(call.path, dict(call.fields))
        case "PATCH":
            return client.patch(call.path, dict(call.fields))
        case _:
            return client.delete(call.path)


def _never_connected(error: Unconnected) -> bool:
    """Whether not one byte can have left: there was no connection, or no such name."""
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | NameResolutionError)


def _pause(headers: Mapping[str, str]) -> float | None:
    """How long the venue wants to be left alone, where it says so in seconds."""
    told = headers.get("Retry-After", "")
    return float(told) if told.isdigit() else None
