"""Venues as data: what each is called, what it takes to connect to it, and what it can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.accounts.model import Mode
from core.kernel.money import Money
from core.market.model import AssetClass


class Feature(StrEnum):
    """What people ask of a venue: the rows of `docs/brokers.md`."""

    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"
    TAKE_PROFIT = "take_profit"
    TRAILING = "trailing"
    SEVERAL_EXITS = "several_exits"
    """A stop and targets that rest at the venue side by side."""
    REPLACE = "replace"
    FRACTIONS = "fractions"
    SHORT = "short"
    LEVERAGE = "leverage"
    REDUCE_ONLY = "reduce_only"
    CLIENT_ID = "client_id"
    FIND_BY_ID = "find_by_id"
    FEES_ON_FILLS = "fees_on_fills"
    ORDER_STREAM = "order_stream"
    HOURS = "hours"
    SANDBOX = "sandbox"


class How(StrEnum):
    """Who does it: the venue, this program in its place, or nobody."""

    NATIVE = "native"
    EMULATED = "emulated"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Support:
    """How a venue has a feature; `note` is one plain English sentence for the table, where there is more to say."""

    how: How
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialField:
    """One thing that connecting asks for. `name` is its key among the credentials: `key`, `secret`, `passphrase`."""

    name: str
    secret: bool = True
    optional: bool = False


KEY_AND_SECRET = (CredentialField(name="key"), CredentialField(name="secret"))


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueInfo:
    """One venue of the mission (rows BR-03, BR-07..15).

    `quotes` are the currencies that accounts there are held in, the usual one first. `fields` is what a person enters
    to connect; empty where they sign in at the venue (`sign_in`). `extra` names the optional dependency that it needs.
    `sandbox` says that it has accounts without real money. `region` is what is said at linking about who may use it.
    """

    name: str
    title: str
    classes: tuple[AssetClass, ...]
    quotes: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    fields: tuple[CredentialField, ...] = KEY_AND_SECRET
    sign_in: bool = False
    sandbox: bool = False
    experimental: bool = False
    extra: str = ""
    region: str = ""
    keys_page: str = ""
    features: Mapping[Feature, Support] = field(default_factory=dict)

    def how(self, feature: Feature) -> How:
        """How it has a feature; what is not listed is absent."""
        found = self.features.get(feature)
        return How.ABSENT if found is None else found.how


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What a key may do, as far as its venue tells: None is not told."""

    trade: bool | None = None
    withdraw: bool | None = None
    address_bound: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a venue said of a key when it was linked.

    `label` is how people tell accounts apart, never more than the last four characters of a key. `until` is when the
    sign-in ends, where it does. `skew_seconds` is how far the venue's clock is ahead of ours.
    """

    mode: Mode
    rights: Rights
    currency: str
    balances: tuple[Money, ...]
    label: str
    until: datetime | None = None
    skew_seconds: float | None = None
