"""What a key may do, as far as its venue tells. A key that may withdraw is refused by whoever links it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from adapters.brokers.crypto.desk import Desk
from core.ports.broker import BrokerError, ErrorKind
from core.venues.model import Rights

Asks = Callable[[Desk], Awaitable[Rights]]


async def _told(desk: Desk, path: str, api: list[str], method: str) -> Mapping[str, Any] | None:
    """The venue's answer; None where this key may not even ask, or the venue knows no such question."""
    try:
        answer = await desk.ask(lambda exchange: exchange.request(path, api, method, {}))
    except BrokerError as error:
        if error.kind in (ErrorKind.AUTH, ErrorKind.UNSUPPORTED):
            return None
        raise
    return cast("Mapping[str, Any]", answer) if isinstance(answer, Mapping) else None


async def kraken(desk: Desk) -> Rights:
    """`GetApiKeyInfo` names the permissions; `modify-orders` trades, and anything with funds out withdraws."""
    answer = await _told(desk, "GetApiKeyInfo", ["private"], "POST")
    permissions = None if answer is None else (answer.get("result") or {}).get("permissions")
    if permissions is None:
        return Rights()
    names = {str(one).casefold() for one in permissions}
    return Rights(
        trade=any("modify" in one or "trade" in one for one in names),
        withdraw=any("withdraw" in one for one in names),
        address_bound=bool((answer or {}).get("result", {}).get("ip_allowlist")) or None,
    )


async def binance(desk: Desk) -> Rights:
    """`apiRestrictions` of the key."""
    answer = await _told(desk, "account/apiRestrictions", ["sapi"], "GET")
    if answer is None or "enableWithdrawals" not in answer:
        return Rights()
    trade = "enableFutures" if desk.swap else "enableSpotAndMarginTrading"
    return Rights(
        trade=bool(answer.get(trade)),
        withdraw=bool(answer["enableWithdrawals"]),
        address_bound=bool(answer.get("ipRestrict")),
    )


async def coinbase(desk: Desk) -> Rights:
    """`key_permissions`: what they call transferring takes money out."""
    answer = await _told(desk, "brokerage/key_permissions", ["v3", "private"], "GET")
    if answer is None or "can_transfer" not in answer:
        return Rights()
    return Rights(trade=bool(answer.get("can_trade")), withdraw=bool(answer["can_transfer"]))


async def kucoin(desk: Desk) -> Rights:
    """`user/api-key`: a line of permissions, and the addresses that the key is bound to."""
    answer = await _told(desk, "user/api-key", ["private"], "GET")
    data = None if answer is None else answer.get("data")
    if not isinstance(data, Mapping) or "permission" not in data:
        return Rights()
    names = {one.strip().casefold() for one in str(data["permission"]).split(",")}
    return Rights(
        trade=bool(names & {"spot", "trade"}),
        withdraw=bool(names & {"withdraw", "withdrawal", "transfer"}),
        address_bound=bool(data.get("ipWhitelist")),
    )


RIGHTS: Mapping[str, Asks] = {
    "kraken": kraken,
    "binance": binance,
    "binanceusdm": binance,
    "coinbase": coinbase,
    "kucoin": kucoin,
}
