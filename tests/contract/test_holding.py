"""Who locks rows hears whether there was anybody to lock them against."""

from __future__ import annotations

from decimal import Decimal

from core.portfolio.model import Cash
from storage.store import SqlStore
from tests.contract.conftest import added


async def test_who_holds_rows_is_told_whether_others_may_have_changed_them_before(store: SqlStore):
    await added(store, [Cash(portfolio="p", currency="USDT", amount=Decimal(1))])

    async with store.unit() as unit:
        alone = not await unit.hold(Cash, [("p", "USDT")])

    assert alone is (store.database.dialect == "sqlite")
