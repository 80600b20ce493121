"""The scopes of a switch: how they are called, how they are typed, and what falls under them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.control.results import ScopeName
from core.orders.switches import EVERYONE, PROVIDER, SERVER, VENUE, Origin, server_of
from core.signals.model import Provider

HERE = "server"
CHOICES_SHOWN = 2


def every_scope(providers: Sequence[Provider], venues: Iterable[str], server: str) -> tuple[ScopeName, ...]:
    """All scopes that can be named here: everyone, this server, each provider, each venue."""
    named = [(PROVIDER, one.id, one.name) for one in providers] + [(VENUE, name, name) for name in venues]
    return (
        ScopeName(scope=EVERYONE, kind=EVERYONE, name=EVERYONE, typed=EVERYONE),
        ScopeName(scope=f"{SERVER}:{server}", kind=SERVER, name=server, typed=HERE),
        *(ScopeName(scope=f"{kind}:{id_}", kind=kind, name=name, typed=name) for kind, id_, name in named),
    )


def find_scope(typed: str, scopes: Sequence[ScopeName]) -> ScopeName | None:
    """The scope that somebody named."""
    word = typed.strip().lower().lstrip("@")
    return next((one for one in scopes if word in (one.typed.lower(), one.name.lower())), None)


def name_of(scope: str, scopes: Sequence[ScopeName]) -> ScopeName:
    """How a scope is called; one whose provider is gone keeps its id."""
    kind, _, id_ = scope.partition(":")
    gone = ScopeName(scope=scope, kind=kind, name=id_ or kind, typed=id_ or kind)
    return next((one for one in scopes if one.scope == scope), gone)


def meets(scope: str, origin: Origin) -> bool:
    """Whether an entry of this origin falls under a scope."""
    return scope == EVERYONE or scope in origin.scopes


def providers_in(scope: str, providers: Sequence[Provider]) -> tuple[Provider, ...]:
    """The providers whose followers a switch of this scope meets. A venue's are everybody's."""
    kind, _, id_ = scope.partition(":")
    if kind == PROVIDER:
        return tuple(one for one in providers if one.id == id_)
    if kind == SERVER:
        return tuple(one for one in providers if server_of(one.channel) == id_)
    return tuple(providers)
