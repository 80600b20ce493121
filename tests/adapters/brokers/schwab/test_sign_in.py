"""Signing in at Schwab: addresses, codes, tokens, and when it is over."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.brokers.schwab.sign_in import (
    App,
    authorize_url,
    code_of,
    credentials_of,
    exchange_form,
    read_tokens,
    refresh_form,
    tokens_of,
)
from core.ports.broker import BrokerError, ErrorKind, Placed

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
APP = App(key="key", secret="canary-secret", callback="https://desk.example/oauth/schwab/callback")
ANSWER = json.dumps({"access_token": "canary-access", "refresh_token": "canary-refresh", "expires_in": 1800})


def test_the_address_names_the_app_and_where_to_come_back_to():
    url = urlsplit(authorize_url(APP, "st/ate"))

    assert (url.netloc, url.path) == ("api.schwabapi.com", "/v1/oauth/authorize")
    assert parse_qs(url.query) == {
        "response_type": ["code"],
        "client_id": ["key"],
        "redirect_uri": [APP.callback],
        "state": ["st/ate"],
    }


def test_the_code_is_taken_from_the_address_that_somebody_came_back_to():
    """Schwab ends its codes with an @, which stands as %40 in an address."""
    code = code_of(f"{APP.callback}?code=C0.abc%40&session=x&state=s")

    assert code == "C0.abc@"
    assert exchange_form(APP, code) == {
        "grant_type": "authorization_code",
        "code": "C0.abc@",
        "redirect_uri": APP.callback,
    }


def test_whoever_was_turned_away_has_no_code():
    with pytest.raises(BrokerError, match="access_denied") as told:
        code_of(f"{APP.callback}?error=access_denied&state=s")

    assert (told.value.kind, told.value.placed) == (ErrorKind.AUTH, Placed.NO)


def test_a_sign_in_ends_after_seven_days_and_refreshing_does_not_prolong_it():
    first = read_tokens(200, ANSWER, NOW)
    later = read_tokens(200, json.dumps({"access_token": "new"}), NOW + timedelta(days=6), first)

    assert (first.until, first.access_until) == (NOW + timedelta(days=7), NOW + timedelta(minutes=30))
    assert (later.until, later.refresh, later.access) == (first.until, "canary-refresh", "new")
    assert refresh_form(first) == {"grant_type": "refresh_token", "refresh_token": "canary-refresh"}


def test_a_token_is_stale_a_little_before_it_ends():
    tokens = read_tokens(200, ANSWER, NOW)

    assert [tokens.stale(NOW + timedelta(minutes=minutes)) for minutes in (0, 24, 25)] == [False, False, True]


def test_they_are_kept_and_read_back_and_say_nothing_of_themselves():
    tokens = read_tokens(200, ANSWER, NOW)

    assert tokens_of(credentials_of(tokens, "HASH", "…2222")) == tokens
    assert "canary" not in f"{tokens!r} {APP!r}"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, '{"error": "invalid_grant"}', ErrorKind.AUTH),
        (401, '{"error": "invalid_client"}', ErrorKind.AUTH),
        (
            400,
            '{"error": "unsupported_token_type", "error_description": "refresh_token_authentication_error"}',
            ErrorKind.AUTH,
        ),
        (400, "<html>", ErrorKind.UNAVAILABLE),
        (429, "{}", ErrorKind.RATE_LIMITED),
        (503, '{"error": "invalid_grant"}', ErrorKind.UNAVAILABLE),
        (200, "<html>", ErrorKind.UNAVAILABLE),
        (200, '{"access_token": ""}', ErrorKind.UNAVAILABLE),
        (200, "[]", ErrorKind.UNAVAILABLE),
    ],
)
def test_no_token_is_no_order(status: int, body: str, kind: ErrorKind):
    with pytest.raises(BrokerError) as told:
        read_tokens(status, body, NOW)

    assert (told.value.kind, told.value.placed) == (kind, Placed.NO)


def test_credentials_of_something_else_are_a_sign_in_that_is_over():
    with pytest.raises(BrokerError) as told:
        tokens_of({"key": "a", "secret": "b"})

    assert told.value.kind is ErrorKind.AUTH
