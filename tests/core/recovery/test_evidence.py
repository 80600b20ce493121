"""Whatever an order was held, skipped, doubted or settled for is stored as a word, and every word is explained."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.present.checks import why_card
from bot.present.control import audit_trail
from bot.present.evidence import slug
from bot.present.messages import spoken
from core.control.results import AuditRow, AuditTrail
from core.orders.model import Mover, OrderStatus
from core.orders.switches import Holding
from core.ports.broker import ErrorKind
from core.risk.model import WhyCard, WhyStep
from tests.bot.present.test_table import LOOK

CORE = Path(__file__).parents[3] / "core"
# Functions that write an evidence, and the place of it among their arguments.
WRITERS = {
    "add_orders": 2,
    "take_entries_back": 2,
    "withdraw": 2,
    "first_rows": 1,
    "release": 3,
    "settled": 2,
}


def written() -> Iterator[tuple[str, str]]:
    """Every evidence that our own code names, and where."""
    for path in sorted(CORE.rglob("*.py")):
        if path.parent.name == "signals":
            continue  # its `withdraw` is another one
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = importlib.import_module(".".join(path.relative_to(CORE.parent).with_suffix("").parts))
        for node in ast.walk(tree):
            for part in _evidence_of(node):
                value = _value(part, module)
                if value is not None:
                    yield value, f"{path.name}:{node.lineno}"  # type: ignore[attr-defined]


def _evidence_of(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        place = WRITERS.get(name)
        if place is not None and len(node.args) > place:
            yield node.args[place]
        yield from (each.value for each in node.keywords if each.arg == "evidence")
    if isinstance(node, ast.Tuple) and len(node.elts) in (2, 3):
        statuses = [one for one in node.elts if _is_status(one)]
        if statuses and not _is_status(node.elts[-1]):
            yield node.elts[-1]


def _is_status(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "OrderStatus"


def _value(node: ast.expr, module: object) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value or None
    if isinstance(node, ast.Name):
        found = getattr(module, node.id, None)
        return found if isinstance(found, str) else None
    return None


NAMED = {
    **dict(written()),
    **{one.value: "ErrorKind" for one in ErrorKind},
    **{one.value: "Holding" for one in Holding},
    **{one.value: "Mover" for one in Mover},
    **{one.value: "OrderStatus" for one in OrderStatus},
    **dict.fromkeys(
        ("canceled", "replaced", "ioc", "fok", "waits for the stop", "no_stop", "too_small"), "paper"
    ),
}
AT = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)


def test_the_places_that_write_evidence_are_found():
    assert {
        "lease_lapsed",
        "not_found",
        "fills",
        "kill_switch",
        "safe_mode",
        "exit plan",
        "outside",
    } <= NAMED.keys()
    assert len(NAMED) > 60


@pytest.mark.parametrize("evidence", sorted(NAMED))
def test_every_evidence_is_explained(evidence: str):
    key = f"evidence.{slug(evidence)}"

    assert key in spoken("en").messages, f"{evidence!r} of {NAMED[evidence]} has no words"


@pytest.mark.parametrize("status", [one for one in OrderStatus if one is not OrderStatus.FILLED])
@pytest.mark.parametrize("evidence", ["not_found", "safe_mode", "lease_lapsed", "position_differs", "fills"])
def test_why_and_audit_say_the_step_and_its_reason(status: OrderStatus, evidence: str):
    words = spoken("en").say(f"evidence.{evidence}")
    step = WhyStep(purpose="entry", number=0, status=status.value, evidence=evidence, at=AT)
    card = WhyCard(
        symbol="BTC/USDT", source="by hand", taken=True, trade="T-7K2QXXXX", code="", reasons=(), change=None,
        currency="USDT", mode="paper", at=AT, steps=(step,), hold=("position_differs", "14:03 UTC"),
    )  # fmt: skip
    facts = {"order": "entry", "number": "", "status": status.value, "evidence": evidence}
    trail = AuditTrail(
        trade="T-7K2QXXXX", person="ann", mode="paper", symbol="BTC/USDT",
        rows=(AuditRow(at=AT, what="status", facts=facts),), checked=1, broken="",
    )  # fmt: skip

    why, audit = str(why_card(card, LOOK).blocks), str(audit_trail(trail, LOOK).blocks)

    assert f"entry: {status.value.replace('_', ' ')}, {words}" in why
    assert "New trades in it wait since 14:03 UTC" in why
    assert f"{status.value.replace('_', ' ')}: {words}" in audit
