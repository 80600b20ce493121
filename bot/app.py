"""The composition root: the only file that names concrete adapters, and the one list of commands and reactions."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import core.accounts.commands
import core.analytics.commands
import core.boards.commands
import core.charts.commands
import core.communities.commands
import core.control.commands
import core.handling.commands
import core.hooks.commands
import core.journal.commands
import core.linking.commands
import core.lookback.commands
import core.notices.commands
import core.operations.commands
import core.orders.commands
import core.portfolio.commands
import core.providers.commands
import core.rebalancing.commands
import core.recovery.commands
import core.risk.commands
import core.sessions.commands
import core.sharing.commands
import core.signals.commands
import core.social.commands
import core.teaching.commands
import core.venues.commands
from adapters.brokers.accounts import AccountBrokers
from adapters.brokers.driver import Driver
from adapters.brokers.drivers import Drivers
from adapters.brokers.paper import PaperVenue
from adapters.language.completions import Completions
from adapters.market.candles import LiveHistory
from adapters.market.chain import Keys, sources_of
from adapters.market.history import SimulatedHistory
from adapters.market.live import LiveMarket
from adapters.market.simulated import SimulatedMarket
from adapters.market.source import Source
from adapters.vault import AesVault
from bot.clock import RealClock, VirtualClock
from bot.console.frontend import PLATFORM
from bot.console.grounds import ConsoleGrounds
from bot.deliver import Delivery, Notifier
from bot.dispatch import Dispatcher
from bot.drawing.painter import Painter
from bot.ids import SystemIds
from bot.jobs import Job, next_due, run_due, run_hour, run_slot, slots_between
from bot.present.messages import languages
from bot.present.table import SUBJECTS
from bot.pulse import BEAT, Pulse
from bot.settings import MarketKind, Settings
from core.bookkeeping import DeliveryState, Process, Setting
from core.command import catalog, info
from core.context import World
from core.control.model import LetterDied
from core.control.reactions import announce_dead, tell_of_dead
from core.digests.reactions import begin_digests
from core.kernel.codec import Vocabulary
from core.kernel.errors import Refusal, Unavailable
from core.kernel.ids import Ids
from core.kernel.money import Price, Quantity
from core.kernel.time import Clock
from core.market.model import Instrument
from core.market.symbols import builtin_table
from core.notices.model import Notice, NoticesDue, SummaryTold
from core.orders.kept_rules import refresh_rules
from core.orders.looks import Looks
from core.orders.model import CancelAsked, ChunkPlanned, OrderSettled, TradeRecorded, VenueReported
from core.orders.reactions import arrange_exits, settle_trades, watch_prices
from core.orders.reconcile import disown, recover, settle
from core.orders.record import take_reports
from core.orders.submit import Gate
from core.orders.telling import tell_of_fills, tell_of_orders
from core.paper.model import PriceMoved
from core.portfolio.model import FeeUnvalued
from core.portfolio.reactions import value_fees
from core.ports.bell import Bell
from core.ports.broker import Broker, BrokerError, ErrorKind, Placed
from core.ports.history import History
from core.ports.language import LanguageModel, ModelFailed
from core.ports.questions import DeliveryTally
from core.ports.store import Store
from core.ports.vault import Vault
from core.ports.venues import Venues
from core.ports.work import Work
from core.rebalancing.model import RebalanceDue
from core.rebalancing.reactions import (
    carry_due,
    drift_on_prices,
    rebalance_on_fills,
    rebalance_on_orders,
)
from core.recovery.compare import compare_at_start
from core.recovery.reactions import watch_held, watch_stops
from core.relay import Inside, Outside, Reaction, Relay, free, subscribers
from core.risk.reactions import brake_on_fills, brake_on_prices
from core.signals.asking import ask_model
from core.signals.model import SignalAccepted, SignalUpdated
from core.signals.model_readings import PostUnread
from core.signals.reactions import carry_out, follow_fills, follow_orders
from core.signals.suggestion import Suggestion
from core.social.reactions import (
    copy_signals,
    losses_on_fills,
    losses_on_prices,
    redraw_after_fills,
    redraw_after_orders,
)
from core.venues.keys import credentials_of, keep_credentials, vault_of
from storage.database import Database, open_database
from storage.folder import DataFolder, StartRefused
from storage.keys import KeyFile
from storage.migrate import must_be_current
from storage.store import SqlStore
from storage.tables import TABLES

if TYPE_CHECKING:
    from pydantic import SecretStr

COMMANDS = catalog(
    [
        core.accounts.commands,
        core.linking.commands,
        core.notices.commands,
        core.venues.commands,
        core.operations.commands,
        core.control.commands,
        core.communities.commands,
        core.orders.commands,
        core.handling.commands,
        core.journal.commands,
        core.risk.commands,
        core.portfolio.commands,
        core.charts.commands,
        core.rebalancing.commands,
        core.sessions.commands,
        core.sharing.commands,
        core.analytics.commands,
        core.providers.commands,
        core.hooks.commands,
        core.teaching.commands,
        core.signals.commands,
        core.social.commands,
        core.boards.commands,
        core.lookback.commands,
        core.recovery.commands,
    ]
)
EVENTS = (
    ChunkPlanned,
    CancelAsked,
    VenueReported,
    TradeRecorded,
    OrderSettled,
    SignalAccepted,
    SignalUpdated,
    PostUnread,
    PriceMoved,
    FeeUnvalued,
    RebalanceDue,
    NoticesDue,
    LetterDied,
)
VOCABULARY = Vocabulary((*EVENTS, *SUBJECTS, SummaryTold, *COMMANDS.plans))
CHUNKS_AT_ONCE = 8
MODELS_AT_ONCE = 4  # as patient as telling: nothing waits for a model, and few others that wait for one
WINDOW_SECONDS = 0.02
# Entries that are on their way go first, until what waits for them is so many seconds old. Ten thousand of them are
# through by then where a processor is free for them, and three seconds are left of the ten within which a stop stands.
# Nobody's order waits for anybody's card.
PROTECTING, NOTING, TELLING = 7.0, 8.0, 9.0

# What a key alone stands for: a small model that keeps to a form.
MODEL, MODEL_URL = "gpt-4o-mini", "https://api.openai.com/v1"

# The parts of the program; one process has them all unless `--role` names one.
ROLES = ("chat", "web", "worker", "clock")
OFFSET = "clock_offset_microseconds"
LOOK_SECONDS = 0.05
FILLED_SECONDS = 10.0

Report = Callable[[str, str, BaseException], None]
# What tests put between the core and the venue (`adapters/brokers/faulty.py`); nothing otherwise.
Weather = Callable[[Broker, str], Broker]


class Reachable(Venues, Protocol):
    """Venues with what leads to their accounts."""

    def driver(self, venue: str) -> Driver:
        """The venue's driver. Raises `BrokerError` where there is none here."""
        ...


def _no_driver(venue: str) -> Driver:
    raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"no venues here, {venue} least")


class Watched:
    """A language model whose failures are told to the log. What it says goes on unchanged."""

    def __init__(self, model: LanguageModel, report: Report) -> None:
        self._model = model
        self._report = report

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    async def suggest(self, text: str) -> Suggestion | None:
        """As the model answers."""
        try:
            return await self._model.suggest(text)
        except ModelFailed as error:
            self._report("language model", self._model.name, error)
            raise


@dataclass(frozen=True, slots=True)
class App:
    """Everything that was put together."""

    world: World
    database: Database
    market: SimulatedMarket | LiveMarket
    paper: PaperVenue
    dispatcher: Dispatcher
    relay: Relay
    looks: Looks
    # Who draws the pictures of this process's cards and pages.
    painter: Painter
    me: str = ""
    # What the market needs done every so often, once in the installation, and what goes on in each process.
    jobs: tuple[Job, ...] = ()
    beside: tuple[Callable[[], Coroutine[Any, Any, None]], ...] = ()

    async def take_over(self, dead: Sequence[str]) -> None:
        """What processes held that are gone is anybody's at once; what they were sending is asked about."""
        async with self.world.store.unit() as unit:
            gone = sorted(await unit.drop(Process, dead))
            await free(unit, gone, announce_dead)
            await disown(unit, gone, self.world.clock.now())
        if gone:
            self.world.bell.ring()
            await settle(self.world)

    async def start(self, *, alone: bool) -> None:
        """The one start path: leases of a dead process end, open questions are asked, then work goes on."""
        if alone:
            await self.relay.release()
        await refresh_rules(self.world)
        await recover(self.world, alone=alone)
        await compare_at_start(self.world)

    async def quiet(self) -> None:
        """Return when everything is done that was caused so far; where a venue fills what it has just taken, what comes
        of that within ten seconds as well."""
        await self.relay.quiet()
        if self.looks.busy:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.looks.idle(), FILLED_SECONDS)
            await self.relay.quiet()

    async def others_done(self, seconds: float) -> None:
        """Wait until nothing is owed any more by anybody, but not for ever, nor for a database that is away."""
        with contextlib.suppress(TimeoutError, Unavailable):
            async with asyncio.timeout(seconds):
                while any(  # noqa: ASYNC110 - other processes ring no bell of ours
                    row.word == DeliveryState.DUE.value for row in await self.world.view.ask(DeliveryTally())
                ):
                    await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def build(
    *,
    database_url: str,
    clock: Clock,
    ids: Ids,
    bell: Bell,
    seed: int,
    report: Report,
    notifier: Callable[[Notice], Notifier],
    window: float = WINDOW_SECONDS,
    weather: Weather = lambda broker, _account: broker,
    parts: frozenset[str] = frozenset(ROLES),
    language: LanguageModel | None = None,
    language_calls: int = 0,
    work: Work | None = None,
    secrets: Ids | None = None,
    address: str = "",
    venues: Reachable | None = None,
    vault: Vault | None = None,
    sources: Sequence[Source] | None = None,
    live_trading: bool = False,
    risk_free: Decimal = Decimal("0.03"),
) -> AsyncIterator[App]:
    """Put the program together on an open database that is at this program's revision. Prices come from `sources`;
    without any the market is simulated."""
    database = open_database(database_url)
    waiting: dict[str, Sequence[str]] = {}
    handed: set[str] = set()

    def offer(owed: Sequence[tuple[str, int]]) -> None:
        relay.call({name for name, _ in owed})
        mine = [one for one in owed if one[0] in handed]
        if mine and work is not None:
            work.offer(mine)

    store = SqlStore(database, TABLES, clock, VOCABULARY, waiting, bell.ring, offer)
    painter = Painter(report)
    try:
        installation = await _installation(store, ids)
        me = ids.new()
        table = builtin_table()
        market = (
            SimulatedMarket(store, clock, table, seed)
            if sources is None
            else LiveMarket(clock, table, sources, report)
        )
        venue = PaperVenue(store, market, market, clock, window=window)

        async def open_keys(account: str) -> Mapping[str, str]:
            return await credentials_of(store.view, vault_of(world), account)

        async def keep_keys(account: str, keys: Mapping[str, str]) -> bool:
            return await keep_credentials(world, account, keys)

        brokers = AccountBrokers(
            store.view,
            lambda account: weather(venue.account(account), account),
            _no_driver if venues is None else venues.driver,
            open_keys,
            keep_keys,
            live_trading=live_trading,
        )
        world = World(
            store=store,
            clock=clock,
            ids=ids,
            market=market,
            brokers=brokers,
            bell=bell,
            vocabulary=VOCABULARY,
            installation=installation,
            commands=tuple(info(command) for command in COMMANDS.commands.values()),
            version=version("bellwether"),
            languages=languages(),
            language=None if language is None else Watched(language, report),
            language_calls=language_calls,
            process="" if database.dialect == "sqlite" else me,
            secrets=secrets or SystemIds(),
            address=address,
            venues=venues,
            vault=vault,
            live_trading=live_trading,
            risk_free=risk_free,
            # On the same sources as the prices: they are closed with them, below.
            history=SimulatedHistory(seed, store) if sources is None else LiveHistory(clock, sources, store),
            grounds={PLATFORM: ConsoleGrounds()},
        )
        dispatcher = Dispatcher(
            world, COMMANDS, lambda reference, error: report("dispatch", reference, error)
        )
        gate = Gate(world, me, window=window)
        delivery = Delivery(dispatcher, notifier)
        reactions = list_reactions(gate, venue, delivery)
        waiting.update(subscribers(reactions))
        handed.update(one.name for one in reactions if isinstance(one, Outside) and one.handed)
        mine = [reaction for reaction in reactions if part_of(reaction) in parts]
        alone = database.dialect == "sqlite"
        relay = Relay(world, mine, report, announce_dead, owner=me, work=work, alone=alone)
        yield App(
            world, database, market, venue, dispatcher, relay, gate.looks, painter, me,
            jobs=(Job("publish_prices", BEAT, Pulse(market).beat),) if isinstance(market, LiveMarket) else (),
            beside=(market.run,) if isinstance(market, LiveMarket) else (),
        )  # fmt: skip
    finally:
        await painter.close()
        for source in sources or ():
            await source.close()
        await database.close()


def language_of(settings: Settings) -> LanguageModel | None:
    """The model that these settings name; None while it is off, whatever else is set."""
    if not settings.model_reading:
        return None
    key = settings.openai_api_key
    return Completions(
        model=settings.openai_model or MODEL,
        base_url=settings.openai_base_url or MODEL_URL,
        api_key="" if key is None else key.get_secret_value(),
    )


def venues_of(settings: Settings, clock: Clock) -> Drivers:
    """The venues that people can connect, each loaded when somebody asks for it."""
    return Drivers(clock=clock, table=builtin_table(), urls=settings.venue_urls, apps=settings.venue_apps)


def vault_on(key_file: Path) -> Vault:
    """The vault on the keys of this file."""
    return AesVault(KeyFile(key_file))


def live_sources(settings: Settings, clock: Clock) -> Sequence[Source] | None:
    """Where live prices come from by these settings; None on the simulated market."""
    if settings.market is not MarketKind.LIVE:
        return None

    def said(secret: SecretStr | None) -> str | None:
        return None if secret is None else secret.get_secret_value()

    key, secret = said(settings.alpaca_key), said(settings.alpaca_secret)
    keys = Keys(
        alpaca=None if key is None or secret is None else (key, secret),
        twelve_data=said(settings.twelve_data_key),
        finnhub=said(settings.finnhub_key),
        alpha_vantage=said(settings.alpha_vantage_key),
        yahoo=settings.yahoo,
    )
    return sources_of(keys, clock, settings.venue_urls)


def list_reactions(gate: Gate, venue: PaperVenue, delivery: Delivery) -> list[Reaction]:
    """What happens because something happened. A new reaction is a function and one line here."""
    return [
        Outside(SignalAccepted, copy_signals),
        Outside(SignalUpdated, carry_out),
        Outside(PostUnread, ask_model, at_once=MODELS_AT_ONCE, patience=TELLING),
        Outside(ChunkPlanned, gate.submit_chunk, at_once=CHUNKS_AT_ONCE, handed=True),
        Outside(CancelAsked, gate.cancel_orders, at_once=CHUNKS_AT_ONCE, handed=True),
        Outside(PriceMoved, venue.work),
        Outside(PriceMoved, watch_prices),
        Inside(VenueReported, take_reports),
        Outside(FeeUnvalued, value_fees),
        Inside(TradeRecorded, arrange_exits, patience=PROTECTING),
        Inside(OrderSettled, settle_trades),
        Inside(TradeRecorded, tell_of_fills, patience=NOTING),
        Inside(OrderSettled, tell_of_orders, patience=NOTING),
        Inside(OrderSettled, watch_stops),
        Inside(TradeRecorded, watch_held, patience=NOTING),
        Inside(TradeRecorded, follow_fills, patience=NOTING),
        Inside(OrderSettled, follow_orders, patience=NOTING),
        Inside(TradeRecorded, redraw_after_fills, patience=NOTING),
        Inside(OrderSettled, redraw_after_orders, patience=NOTING),
        Inside(LetterDied, tell_of_dead),
        Outside(PriceMoved, brake_on_prices, patience=NOTING),
        Outside(TradeRecorded, brake_on_fills, patience=NOTING),
        Outside(PriceMoved, losses_on_prices, patience=NOTING),
        Outside(TradeRecorded, losses_on_fills, patience=NOTING),
        Inside(TradeRecorded, begin_digests, patience=NOTING),
        Outside(RebalanceDue, carry_due),
        Outside(TradeRecorded, rebalance_on_fills, patience=NOTING),
        Outside(OrderSettled, rebalance_on_orders, patience=NOTING),
        Outside(PriceMoved, drift_on_prices, patience=NOTING),
        Outside(NoticesDue, delivery.deliver_notices, patience=TELLING),
    ]


def part_of(reaction: Reaction) -> str:
    """Who runs a reaction: telling people is the chat's, everything else a worker's."""
    return "chat" if reaction.event is NoticesDue else "worker"


async def _installation(store: SqlStore, ids: Ids) -> str:
    """This installation's id, made once: it is part of every order id."""
    known = await store.view.get(Setting, "installation")
    if known is not None:
        return known.value
    async with store.unit() as unit:
        await unit.add([Setting("installation", ids.new())], new_only=True)
        made = await unit.get(Setting, "installation")
    assert made is not None
    return made.value


class SimulatedMoves:
    """`market:` and `clock:` of the console."""

    def __init__(self, app: App, clock: RealClock | VirtualClock) -> None:
        self._app = app
        self._clock = clock

    async def market(self, instrument: Instrument, last: Price, size: Quantity | None) -> None:
        """Put the simulated market there. A live one goes where it goes."""
        if not isinstance(self._app.market, SimulatedMarket):
            raise Refusal("fixed_market")
        await self._app.market.move(instrument, last, size)

    async def clock(self, by: timedelta) -> None:
        """Let time pass, and do what fell due in order of time; what has no hour of its own once at the end."""
        until = self._clock.now() + by
        slots = list(slots_between(self._clock.now(), until))
        while True:
            due = await next_due(self._app.world)
            moment = min([at for at, _ in slots[:1]] + ([] if due is None else [due]), default=None)
            if moment is None or moment > until:
                break
            await self._pass(moment - self._clock.now())
            while slots and slots[0][0] <= moment:
                await run_slot(self._app.world, slots.pop(0)[1])
            if due is not None and due <= moment:
                await run_hour(self._app.world)
            self._app.world.bell.ring()
            await self._app.quiet()
        await self._pass(until - self._clock.now())
        await run_due(self._app.world)
        self._app.world.bell.ring()

    async def _pass(self, by: timedelta) -> None:
        """What is added to real time is kept: time never goes back."""
        self._clock.advance(max(by, timedelta(0)))
        if isinstance(self._clock, RealClock):
            offset = self._clock.offset // timedelta(microseconds=1)
            async with self._app.world.store.unit() as unit:
                await unit.put([Setting(OFFSET, str(offset))])


@asynccontextmanager
async def opened_history(settings: Settings, clock: Clock) -> AsyncIterator[History]:
    """Where old candles come from: the market that is set. Live ones are kept in the installation's database, where
    there is one of this program's revision that nobody else holds."""
    sources = live_sources(settings, clock)
    if sources is None:
        yield SimulatedHistory(settings.market_seed)
        return
    async with AsyncExitStack() as closing:
        history = LiveHistory(clock, sources, await _store_of(settings, clock, closing))
        closing.push_async_callback(history.close)
        yield history


async def _store_of(settings: Settings, clock: Clock, closing: AsyncExitStack) -> Store | None:
    """The installation's store for somebody who only visits; None where it cannot be had."""
    url = settings.database
    try:
        if url.startswith("sqlite"):
            if not await asyncio.to_thread(Path(url.partition(":///")[2]).exists):
                return None
            folder = DataFolder(settings.data_dir)
            folder.hold(since=clock.now(), command="bellwether replay")
            closing.callback(folder.release)
        await must_be_current(url)
    except StartRefused:
        return None
    database = open_database(url)
    closing.push_async_callback(database.close)
    return SqlStore(database, TABLES, clock, VOCABULARY, {}, lambda: None)
