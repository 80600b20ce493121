"""Whether a venue can be traded at now: what keeps an entry from it is said before anything is planned."""

from __future__ import annotations

import asyncio
from datetime import datetime

from core.kernel.errors import Refusal
from core.market.model import Instrument, Quote, Rules, Session
from core.ports.broker import Broker, BrokerError, ErrorKind

# Codes of entries that no check was made for: the venue could not be traded at, or nobody said what it costs.
OUT_OF_REACH = frozenset(
    {"broker_down", "key_revoked", "not_at_broker", "price_nobody", "price_old", "price_silent"}
)
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
        raise _out_of_reach(broker, instrument, now, error) from error


async def rules_at(broker: Broker, instrument: Instrument, now: datetime) -> Rules:
    """What this venue allows for the instrument.

    Raises the refusals `not_at_broker`, `key_revoked` and `broker_down`: nothing was sent, and nothing should be.
    """
    try:
        async with asyncio.timeout(ASK_SECONDS):
            rules = await broker.rules(instrument)
    except (BrokerError, TimeoutError) as error:
        raise _out_of_reach(broker, instrument, now, error) from error
    if rules is None:
        raise Refusal("not_at_broker", {"venue": broker.venue, "symbol": instrument.symbol})
    return rules


async def venue_quote(broker: Broker, instrument: Instrument, now: datetime) -> Quote | None:
    """What it costs at this venue: an order is priced by the venue that it goes to (MD-04). None where the venue offers
    no prices, and the market's count.

    Raises the refusals `key_revoked` and `broker_down`.
    """
    try:
        async with asyncio.timeout(ASK_SECONDS):
            return await broker.quote(instrument)
    except (BrokerError, TimeoutError) as error:
        raise _out_of_reach(broker, instrument, now, error) from error


def _out_of_reach(broker: Broker, instrument: Instrument, now: datetime, error: Exception) -> Refusal:
    since, symbol = now.isoformat(), instrument.symbol
    if isinstance(error, BrokerError) and error.kind is ErrorKind.AUTH:
        return Refusal("key_revoked", {"venue": broker.venue, "symbol": symbol, "since": since})
    every = str(ASKED_EVERY)
    return Refusal("broker_down", {"venue": broker.venue, "symbol": symbol, "since": since, "every": every})
