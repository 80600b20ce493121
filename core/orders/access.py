"""Whether a venue can be traded at now: what keeps an entry from it is said before anything is planned."""

from __future__ import annotations

import asyncio
from datetime import datetime

from core.kernel.errors import Refusal
from core.market.model import Instrument, Session
from core.ports.broker import Broker, BrokerError, ErrorKind

# Codes of entries that no check was made for: the venue could not be traded at.
OUT_OF_REACH = frozenset({"broker_down", "key_revoked", "not_at_broker"})
ASK_SECONDS = 10.0
# How often the clock asks a venue about what is in doubt there (`bot/jobs.py`).
ASKED_EVERY = 5


async def session_at(broker: Broker, instrument: Instrument, now: datetime) -> Session:
    """The instrument's session at this venue.

    Raises the refusals `key_revoked` and `broker_down`: nothing was sent, and nothing should be.
    """
    try:
        async with asyncio.timeout(ASK_SECONDS):
            return await broker.session(instrument)
    except (BrokerError, TimeoutError) as error:
        since, symbol = now.isoformat(), instrument.symbol
        if isinstance(error, BrokerError) and error.kind is ErrorKind.AUTH:
            raise Refusal("key_revoked", {"venue": broker.venue, "symbol": symbol, "since": since}) from error
        every = str(ASKED_EVERY)
        raise Refusal(
            "broker_down", {"venue": broker.venue, "symbol": symbol, "since": since, "every": every}
        ) from error
