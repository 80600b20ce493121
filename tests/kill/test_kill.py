"""SIGKILL at every named point of the money path: nothing lost, nothing doubled, nothing left hanging (P1, P3, P7)."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.kill.life import CHECKOUT, KILLED, Installation
from tests.kill.truth import read_all, untruths

SCRIPT = (
    "pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000",
    "market: BTC/USDT 61500",
    "ann: /trade close BTC",
    "ann [Confirm]",
)
BY_HAND = ("ann: /trade buy BTC/USDT $500 sl 58500", "ann [Confirm]")
# Every point, and how the lives before that one ended: some points are passed by a recovery only.
POINTS: dict[str, tuple[str, ...]] = {
    "post.read": (),
    "post.received": (),
    "chunk.planned": (),
    "confirm.spent": (),
    "intent.committed": (),
    "order.admitted": (),
    "order.sending": (),
    "paper.entered": (),
    "paper.placed": (),
    "order.sent": (),
    "fills.booked": (),
    "outcome.recorded": (),
    "exits.planned": (),
    "paper.matched": (),
    "order.canceling": (),
    "cancel.answered": (),
    "notice.told": (),
    "relay.leased": (),
    "relay.inside": (),
    "relay.done": (),
    "relay.marked": (),
    "lease.lapsed": ("order.sending",),
    "order.asked": ("order.sent",),
}


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


@pytest.mark.parametrize("point", POINTS)
async def test_killed_at(installation: Installation, point: str):
    script = BY_HAND if point == "confirm.spent" else SCRIPT
    for name in (*POINTS[point], point):
        assert installation.live(script, name) == KILLED, f"{name} was not reached\n{installation.output}"

    await comes_to_rest(installation, script[: installation.done])
    await comes_to_rest(installation, script)


@pytest.mark.slow
@pytest.mark.parametrize("nth", [2, 5])
@pytest.mark.parametrize("point", ["order.sending", "paper.placed", "relay.inside", "relay.done"])
async def test_killed_at_a_later_passing(installation: Installation, point: str, nth: int):
    assert installation.live(SCRIPT, point, nth) == KILLED, installation.output

    await comes_to_rest(installation, SCRIPT[: installation.done])
    await comes_to_rest(installation, SCRIPT)


async def comes_to_rest(installation: Installation, script: Sequence[str]) -> None:
    """One whole life: recovery, the script up to here, and rest; and then everything is as it must be."""
    assert installation.live(script) == 0, installation.output
    assert installation.done == len(script)
    assert untruths(await read_all(installation.database)) == [], installation.output
