"""Requests to Webull are signed as the venue's own worked example is."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.brokers.webull.signing import Key, headers, signature

NOW = datetime(2022, 1, 4, 3, 55, 31, tzinfo=UTC)
KEY = Key("776da210ab4a452795d74e726ebd74b6", "0f50a2e853334a9aae1a783bee120c1f")
NONCE = "48ef5afed43d4d91ae514aaeafbc29ba"
BODY = b'{"k1":123,"k2":"this is the api request body","k3":true,"k4":{"foo":[1,2]}}'


def test_the_venue_s_worked_example():
    sent = headers(
        KEY,
        host="api.webull.com",
        path="/trade/place_order",
        query={"a1": "webull", "a2": "123", "a3": "xxx", "q1": "yyy"},
        body=BODY,
        now=NOW,
        nonce=NONCE,
    )

    assert sent["x-signature"] == "kvlS6opdZDhEBo5jq40nHYXaLvM="
    assert (sent["x-timestamp"], sent["x-version"]) == ("2022-01-04T03:55:31Z", "v3")


def test_no_body_is_not_an_empty_body_and_every_part_counts():
    signed = {"host": "h", "x-app-key": "k"}
    whole = signature("s", "/p", {"a": "1"}, signed, b"")

    assert whole != signature("s", "/p", {"a": "1"}, signed, b"{}")
    assert whole != signature("s", "/q", {"a": "1"}, signed, b"")
    assert whole != signature("s", "/p", {"a": "2"}, signed, b"")
    assert whole != signature("s", "/p", {"a": "1"}, {**signed, "host": "i"}, b"")
    assert whole != signature("t", "/p", {"a": "1"}, signed, b"")


def test_a_token_is_sent_where_there_is_one_and_the_secret_never():
    key = Key("k", "canary-secret", "canary-token")
    sent = headers(key, host="h", path="/p", query={}, body=b"", now=NOW, nonce=NONCE)

    assert sent["x-access-token"] == "canary-token"
    assert "canary" not in repr(key)
    assert "canary-secret" not in str(sent)
