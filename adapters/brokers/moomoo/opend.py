"""The facade over Moomoo's own library and an OpenD gateway: it turns tables into rows and decides nothing.

From the library's published reference, not tried against a gateway.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from moomoo import ModifyOrderOp, OpenSecTradeContext, TrdEnv, TrdMarket

from adapters.brokers.moomoo.facade import RET_OK, Answered, Asked

REAL = TrdEnv.REAL


class OpenD:
    """A gateway's trade context for shares of the United States. Made on a thread: it connects, and waits for that."""

    def __init__(self, host: str, port: int, password: str) -> None:
        self._context: Any = OpenSecTradeContext(filter_trdmarket=TrdMarket.US, host=host, port=port)
        if password:
            self._context.unlock_trade(password=password)

    def accounts(self) -> Answered:
        return _rows(self._context.get_acc_list())

    def place(self, account: int, asked: Asked) -> Answered:
        # The library has floats and nothing else: the shortest text of each is the number that was asked.
        return _rows(
            self._context.place_order(
                price=float(asked.price or 0),
                qty=float(asked.quantity),
                code=asked.code,
                trd_side=asked.side,
                order_type=asked.kind,
                aux_price=None if asked.aux_price is None else float(asked.aux_price),
                time_in_force=asked.duration,
                remark=asked.remark,
                trd_env=REAL,
                acc_id=account,
            )
        )

    def cancel(self, account: int, order_id: str) -> Answered:
        return _rows(
            self._context.modify_order(ModifyOrderOp.CANCEL, order_id, 0, 0, trd_env=REAL, acc_id=account)
        )

    def orders(self, account: int, since: date) -> Answered:
        asked = {"trd_env": REAL, "acc_id": account}
        older = _rows(self._context.history_order_list_query(start=since.isoformat(), **asked))
        if older.ret != RET_OK:
            return older
        return _joined(older, _rows(self._context.order_list_query(refresh_cache=True, **asked)), "order_id")

    def deals(self, account: int, since: date) -> Answered:
        asked = {"trd_env": REAL, "acc_id": account}
        older = _rows(self._context.history_deal_list_query(start=since.isoformat(), **asked))
        if older.ret != RET_OK:
            return older
        return _joined(older, _rows(self._context.deal_list_query(refresh_cache=True, **asked)), "deal_id")

    def fees(self, account: int, order_ids: Sequence[str]) -> Answered:
        return _rows(self._context.order_fee_query(list(order_ids), acc_id=account, trd_env=REAL))

    def money(self, account: int) -> Answered:
        return _rows(
            self._context.accinfo_query(trd_env=REAL, acc_id=account, refresh_cache=True, currency="USD")
        )

    def positions(self, account: int) -> Answered:
        return _rows(self._context.position_list_query(trd_env=REAL, acc_id=account, refresh_cache=True))

    def close(self) -> None:
        self._context.close()


def _rows(told: tuple[int, Any]) -> Answered:
    ret, what = told
    if ret != RET_OK:
        return Answered(ret, sentence=str(what))
    return Answered(ret, rows=what.to_dict("records") if hasattr(what, "to_dict") else ())


def _joined(older: Answered, today: Answered, key: str) -> Answered:
    """Both lists as one; what stands in both is as today's says."""
    if today.ret != RET_OK:
        return today
    known = {row[key]: row for row in (*older.rows, *today.rows)}
    return Answered(RET_OK, rows=tuple(known.values()))
