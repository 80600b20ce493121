"""Who asks, and how often: so many in a window for each name (row WB-06). Nothing of it is kept or logged."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict

from starlette.requests import Request

MOST, WINDOW_SECONDS = 60, 60.0
KNOWN_MOST = 4_096
# A household or a server has a whole network of such addresses to itself.
NETWORK = 64


class Turnstile:
    """So many in a window for each name; the names that came longest ago are forgotten."""

    def __init__(self, most: int = MOST, window: float = WINDOW_SECONDS) -> None:
        self._most, self._window = most, window
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def lets(self, name: str, now: float) -> bool:
        """Count one more; whether it may pass."""
        since, count = self._counts.pop(name, (now, 0))
        if now - since >= self._window:
            since, count = now, 0
        self._counts[name] = (since, count + 1)
        if len(self._counts) > KNOWN_MOST:
            self._counts.popitem(last=False)
        return count < self._most


def client_of(request: Request) -> str:
    """Where a request comes from: an address, or the network of one that has very many of them."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, NETWORK), strict=False))
    return host
