"""Sums that go on come out as sums from the beginning (CA-07)."""

from __future__ import annotations

from datetime import timedelta

from core.portfolio.model import Portfolio
from core.sharing.tallies import Tallies
from tests.bot.web.test_shares import Desk, desk

__all__ = ["desk"]


async def test_a_sum_that_goes_on_is_the_sum_of_all(desk: Desk):
    view, clock = desk.app.world.view, desk.app.world.clock
    [book] = [one for one in await view.all(Portfolio) if one.currency == "USDT"]
    kept, begins = Tallies(), clock.now() - timedelta(hours=1)
    seen = []
    for price in (61_500, 59_000, 59_000, 64_000):
        await desk.do(
            "ann: /trade close all", "ann [Confirm]", f"market: BTC/USDT {price}", "ann: /buy 0.01 btc sl 50000",
            "ann [Confirm]", "ann: /buy 0.5 sol sl 100", "ann [Confirm]",
        )  # fmt: skip
        await desk.pass_by(minutes=20)
        now = clock.now()
        for since, until in ((None, None), (begins, None), (None, now - timedelta(minutes=30)), (now, None)):
            total = await kept.of(view, book.id, since, until)
            assert total == await Tallies().of(view, book.id, since, until)
            seen.append(total.trades)

    assert max(seen) >= 8
    assert min(seen) == 0
