"""SIGKILL at every named point of the money path: nothing lost, nothing doubled, nothing left hanging (P1, P3, P7)."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.rebalancing.model import Rebalance, RebalanceStatus
from tests.databases import POSTGRES_WHEN_HEAVY, on_both
from tests.kill.life import CHECKOUT, KILLED, Installation
from tests.kill.truth import read_all, untruths

COPIED = (
    "pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000",
    "market: BTC/USDT 61500",
)
CLOSED = (*COPIED, "ann: /trade close BTC", "ann [Confirm]")
FOLLOWED_UP = (COPIED[0], "pro #calls ^: close 50, sl 59000", "market: BTC/USDT 61500")
BY_HAND = ("ann: /trade buy BTC/USDT $500 sl 58500", "ann [Confirm]")
TRAILED = (
    "ann: /trade buy BTC/USDT $500 sl 58500 trail 1%",
    "ann [Confirm]",
    "market: BTC/USDT 61500",
)
WAITS = ("ann: /trade buy 1 sol at 140 for 15min", "ann [Confirm]", "clock: +16m")
REBALANCED = (
    "ann: /trade buy BTC/USDT 10%",
    "ann [Confirm]",
    "ann: /portfolio rebalance btc 5 eth 5",
    "ann [Confirm]",
)
HELD = ("ann: /me limits undo 5s", *COPIED[:1], "clock: +6s")
# Every point, the script that passes it, and how the lives before ended: some are passed by a recovery only.
POINTS: dict[str, tuple[Sequence[str], tuple[str, ...]]] = {
    "post.read": (COPIED, ()),
    "post.received": (COPIED, ()),
    "chunk.planned": (COPIED, ()),
    "confirm.spent": (BY_HAND, ()),
    "intent.committed": (CLOSED, ()),
    "order.admitted": (COPIED, ()),
    "order.sending": (COPIED, ()),
    "paper.entered": (COPIED, ()),
    "paper.placed": (COPIED, ()),
    "order.sent": (COPIED, ()),
    "fills.booked": (COPIED, ()),
    "outcome.recorded": (COPIED, ()),
    "exits.planned": (COPIED, ()),
    "trades.steered": (CLOSED, ()),
    "update.page": (FOLLOWED_UP, ()),
    "update.carried": (FOLLOWED_UP, ()),
    "price.watched": (TRAILED, ()),
    "window.over": (HELD, ()),
    "time.up": (WAITS, ()),
    "paper.matched": (COPIED, ()),
    "order.canceling": (CLOSED, ()),
    "cancel.answered": (CLOSED, ()),
    "notice.told": (COPIED, ()),
    "relay.leased": (COPIED, ()),
    "relay.inside": (COPIED, ()),
    "relay.done": (COPIED, ()),
    "relay.marked": (COPIED, ()),
    "lease.lapsed": (COPIED, ("order.sending",)),
    "venue.compared": (COPIED, ()),
    "stop.watched": (WAITS, ()),
    "books.checked": (WAITS, ()),
    "order.asked": (COPIED, ("order.sent",)),
    "rebalance.begun": (REBALANCED, ()),
    "rebalance.sending": (REBALANCED, ()),
    "rebalance.sent": (REBALANCED, ()),
    "rebalance.filled": (REBALANCED, ()),
}
# Not the first order, the first fill, the first exit: points where a later passing is another matter.
LATER = (("order.sending", 4), ("paper.placed", 6), ("relay.inside", 5), ("relay.done", 6))

# A kill between the first order of a rebalance and the second, at each step of both, and how the rebalance ends. An
# order that never reached the venue is not sent again: that stops it.
DONE, STOPPED = RebalanceStatus.DONE, RebalanceStatus.STOPPED
BETWEEN = (
    ("order.admitted", 2, STOPPED),
    ("order.sent", 2, DONE),
    ("fills.booked", 2, DONE),
    ("order.admitted", 3, STOPPED),
)


def faultpoints(folder: Path) -> set[str]:
    """Every name that a `faultpoint(...)` in the program's own code gives."""
    return {
        node.args[0].value
        for root in ("core", "adapters", "storage", "bot")
        for path in (folder / root).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "faultpoint"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_point_of_the_code_is_killed_at():
    assert faultpoints(CHECKOUT) == set(POINTS)


@pytest.mark.parametrize(("point", "url"), on_both(POINTS, POINTS), indirect=["url"])
async def test_killed_at(installation: Installation, point: str):
    script, earlier = POINTS[point]
    for name in (*earlier, point):
        assert installation.live(script, name) == KILLED, f"{name} was not reached\n{installation.output}"

    await all_is_true_after(installation, script)


@pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=True)
@pytest.mark.parametrize(("point", "nth"), LATER)
async def test_killed_at_a_later_passing(installation: Installation, point: str, nth: int):
    assert installation.live(COPIED, point, nth) == KILLED, installation.output

    await all_is_true_after(installation, COPIED)


@pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=True)
@pytest.mark.parametrize(("point", "nth", "ends"), BETWEEN)
async def test_killed_in_the_middle_of_a_rebalance(
    installation: Installation, point: str, nth: int, ends: RebalanceStatus
):
    assert installation.live(REBALANCED, point, nth) == KILLED, installation.output

    await all_is_true_after(installation, REBALANCED)
    [found] = (await read_all(installation.database)).of(Rebalance)
    assert found.status is ends, installation.output


async def all_is_true_after(installation: Installation, script: Sequence[str]) -> None:
    """One whole life: recovery, the rest of the script, and rest."""
    assert installation.live(script) == 0, installation.output
    assert installation.done == len(script)
    assert untruths(await read_all(installation.database)) == [], installation.output
