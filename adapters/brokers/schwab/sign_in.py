"""Signing in at Schwab: the addresses, forms and tokens of its OAuth 2 code flow. Nothing here asks anybody.

The access token lasts half an hour and is refreshed; the refresh token ends seven days after the person signed in, and
nothing prolongs it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from adapters.brokers.schwab.refusals import SIGN_IN_AGAIN, sentences, sign_in_over
from core.kernel.time import utc
from core.ports.broker import BrokerError, ErrorKind, Placed

AUTHORIZE = "https://api.schwabapi.com/v1/oauth/authorize"
TOKENS_AT = "https://api.schwabapi.com/v1/oauth/token"
LASTS = timedelta(days=7)
# A token is refreshed this long before it ends, so that none ends on its way.
EARLY = timedelta(minutes=5)
USUAL_SECONDS = 1800


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """What this installation is registered with at Schwab."""

    key: str
    secret: str
    callback: str

    def __repr__(self) -> str:
        return "App(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a person's sign-in gave. `until` is when they have to sign in again."""

    access: str
    refresh: str
    access_until: datetime
    until: datetime

    def __repr__(self) -> str:
        return f"Tokens(until={self.until.isoformat()})"

    def stale(self, now: datetime) -> bool:
        """Whether the access token is to be refreshed first."""
        return now >= self.access_until - EARLY


def authorize_url(app: App, state: str) -> str:
    """The address at which a person signs in; `state` comes back with them."""
    asked = {
        "response_type": "code",
        "client_id": app.key,
        "redirect_uri": app.callback,
        "state": state,
    }
    return f"{AUTHORIZE}?{urlencode(asked)}"


def code_of(answer: str) -> str:
    """The code in the address that a person came back to. Raises `BrokerError` where they were turned away."""
    fields = parse_qs(urlsplit(answer).query)
    if "code" not in fields:
        why = fields.get("error_description") or fields.get("error") or ["no code in the address"]
        raise BrokerError(ErrorKind.AUTH, Placed.NO, why[0])
    return fields["code"][0]


def exchange_form(app: App, code: str) -> dict[str, str]:
    """What the token endpoint is asked with for a code."""
    return {"grant_type": "authorization_code", "code": code, "redirect_uri": app.callback}


def refresh_form(tokens: Tokens) -> dict[str, str]:
    """What the token endpoint is asked with for a new access token."""
    return {"grant_type": "refresh_token", "refresh_token": tokens.refresh}


def read_tokens(status: int, body: str, now: datetime, before: Tokens | None = None) -> Tokens:
    """The tokens of an answer of the token endpoint. `before` are those that were refreshed: when the person has to
    sign in again does not change. Raises `BrokerError`: nothing else was asked, so nothing was placed."""
    if status >= 500:
        raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, f"sign-in: HTTP {status}")
    if status == 429:
        raise BrokerError(ErrorKind.RATE_LIMITED, Placed.NO, "sign-in: too often")
    if status != 200:
        over = before is not None and sign_in_over(body)
        text = SIGN_IN_AGAIN if over else "; ".join(sentences(body)) or f"sign-in: HTTP {status}"
        kind = ErrorKind.AUTH if sentences(body) else ErrorKind.UNAVAILABLE
        raise BrokerError(kind, Placed.NO, text)
    try:
        read = json.loads(body)
        access, refresh = read["access_token"], read.get("refresh_token") or (before and before.refresh)
        seconds = int(read.get("expires_in", USUAL_SECONDS))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, "sign-in: the answer cannot be read") from error
    if not isinstance(access, str) or not isinstance(refresh, str) or not access or not refresh:
        raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, "sign-in: no token in the answer")
    until = now + LASTS if before is None else before.until
    return Tokens(access=access, refresh=refresh, access_until=now + timedelta(seconds=seconds), until=until)


# -- as credentials: text by name


def credentials_of(tokens: Tokens, account: str, label: str) -> dict[str, str]:
    """The tokens and the account they were chosen for, as they are kept."""
    return {
        "access_token": tokens.access,
        "refresh_token": tokens.refresh,
        "access_until": tokens.access_until.isoformat(),
        "until": tokens.until.isoformat(),
        "account": account,
        "label": label,
    }


def tokens_of(credentials: Mapping[str, str]) -> Tokens:
    """The tokens in kept credentials. Raises `BrokerError` where they are of something else."""
    try:
        return Tokens(
            access=credentials["access_token"],
            refresh=credentials["refresh_token"],
            access_until=utc(datetime.fromisoformat(credentials["access_until"])),
            until=utc(datetime.fromisoformat(credentials["until"])),
        )
    except (KeyError, ValueError) as error:
        raise BrokerError(ErrorKind.AUTH, Placed.NO, SIGN_IN_AGAIN) from error
