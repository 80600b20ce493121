"""Telegram as a front-end: connects, listens by polling or by a webhook, and says how it is doing.

The update loop is our own: an update is written down before it is acknowledged (`bot/chat/inbox.py`), and
carried out in the order of its chat (`bot/chat/lanes.py`).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from datetime import datetime

from starlette.routing import Route
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.chat.frontends import Parts
from bot.chat.inbox import Inbox
from bot.chat.wire import Health, TokenRefused
from bot.present.fronts import front_words
from bot.present.look import Look
from bot.telegram.desk import Desk
from bot.telegram.meaning import ALLOWED, body_of, read
from bot.telegram.menu import set_menus
from bot.telegram.request import Flood, make_bot
from bot.telegram.timing import Timing
from bot.telegram.webhook import hook
from bot.telegram.wire import PLATFORM, TelegramWire
from core.kernel.errors import Unavailable
from core.operations.model import Words

UPDATES_AT_ONCE = 100
HOOKS_AT_ONCE = 40
# A poll that hangs longer than it was asked to is given up: its connection is of no use any more.
HANGS_SECONDS = 15
HOOKS = "/hooks/telegram"


def make(parts: Parts) -> Telegram:
    """The front-end, not connected yet."""
    return Telegram(parts)


class Telegram:
    """One bot. `run` is called anew after each failure; the wire and the route stay the same."""

    def __init__(self, parts: Parts, timing: Timing = Timing()) -> None:  # noqa: B008 - a frozen value
        token = parts.settings.telegram_token
        assert token is not None, "this front-end is made where a token is set"
        self._parts = parts
        self._timing = timing
        self._token = token.get_secret_value()
        self._wire = TelegramWire(self._moved)
        self._inbox = Inbox(parts.world, PLATFORM)
        self._desk: Desk | None = None
        self._ready = False
        self._name = self._link = ""
        self._since: datetime | None = None
        self._heard: datetime | None = None
        self._words: tuple[Words, ...] = (Words("telegram.starting"),)

    @property
    def wire(self) -> TelegramWire:
        """Its way out."""
        return self._wire

    @property
    def health(self) -> Health:
        """How it is doing now."""
        return Health(
            platform=PLATFORM, ready=self._ready, name=self._name, said=self._said, since=self._since,
            last_heard=self._heard, invite=self._link, words=self._words,
        )  # fmt: skip

    @property
    def by_webhook(self) -> bool:
        """Whether Telegram brings updates: by the owner's word, to an address that it can reach."""
        settings = self._parts.settings
        address = settings.public_url or ""
        # A Bot API server of one's own brings them over plain HTTP as well.
        reachable = address.startswith("https://") or (
            bool(address) and settings.telegram_api_url is not None
        )
        return settings.telegram_webhook and reachable

    @property
    def routes(self) -> tuple[Route, ...]:
        """What the web server serves for it: the webhook, where that is how it listens."""
        if not self.by_webhook:
            return ()
        return (hook(self._hook_path, self._derived("secret"), self._take),)

    @property
    def _hook_path(self) -> str:
        return f"{HOOKS}/{self._derived('path')}"

    async def run(self) -> None:
        """Listen until canceled. Raises `TokenRefused` when Telegram does not know the token."""
        bot = make_bot(self._token, self._parts.settings.telegram_api_url)
        try:
            await self._connect(bot)
            await self._listen(bot)
        except BaseExceptionGroup as group:
            raise _only(group) from None
        finally:
            self._desk, self._ready = None, False
            self._wire.lose()
            await self._wire.finish(self._timing.finish)
            await bot.shutdown()

    async def _listen(self, bot: Bot) -> None:
        async with asyncio.TaskGroup() as group:
            desk = Desk(self._parts, self._wire, self._inbox, bot, group, self._timing)
            self._wire.connect(bot)
            group.create_task(self._inbox.mark())
            for update in await self._left_over(bot):
                await desk.put(update)
            self._desk = desk
            group.create_task(self._menus(bot))
            if self.by_webhook:
                await self._look_after_webhook(bot)
            else:
                await self._poll(bot, desk)

    # -- connecting ----------------------------------------------------------------------------------------

    async def _connect(self, bot: Bot) -> None:
        """Ask Telegram who we are, until it answers."""
        pause = self._timing.again
        while True:
            try:
                await bot.initialize()
                break
            except InvalidToken:
                raise self._no_token() from None
            except TelegramError as error:
                pause = await self._pause(error, pause)
        self._name = f"@{bot.username}"
        self._link = f"https://t.me/{bot.username}"

    def _no_token(self) -> TokenRefused:
        self._ready, self._words = False, (Words("telegram.token_refused"),)
        return TokenRefused(self._said)

    async def _left_over(self, bot: Bot) -> list[Update]:
        """What the last run did not get done. A database that is away is waited for: order comes first."""
        while True:
            try:
                found = [(number, read(body, bot)) for number, body in await self._inbox.waiting()]
            except Unavailable as error:
                self._parts.report(PLATFORM, "inbox", error)
                await asyncio.sleep(self._timing.again)
                continue
            for number in [number for number, update in found if update is None]:
                self._inbox.done(number)  # of an older version of the library: nothing can be done with it
            return [update for _, update in found if update is not None]

    async def _menus(self, bot: Bot) -> None:
        """The menus of commands. Without them everything works by typing."""
        try:
            await set_menus(bot, self._parts.dispatcher.catalog)
        except TelegramError as error:
            self._parts.report(PLATFORM, "menus", error)

    # -- polling -------------------------------------------------------------------------------------------

    async def _poll(self, bot: Bot, desk: Desk) -> None:
        """Ask for updates again and again. Those that were asked for are acknowledged by the next question."""
        offset: int | None = None
        pause, hooked = self._timing.again, True
        while True:
            try:
                if hooked:  # while a webhook is set, nothing can be polled
                    await bot.delete_webhook()
                    hooked = False
                updates = await self._ask(bot, offset)
            except InvalidToken:
                raise self._no_token() from None
            except Conflict as error:
                hooked = "webhook" in error.message.lower()
                self._is_away(Words("telegram.conflict"), error)
                await asyncio.sleep(self._timing.conflict)
            except (TelegramError, TimeoutError) as error:
                pause = await self._pause(error, pause)
            else:
                pause = self._timing.again
                self._is_well(Words("telegram.polling"), *self._blind(bot))
                await self._keep(updates, desk)
                offset = max(update.update_id for update in updates) + 1 if updates else offset

    async def _ask(self, bot: Bot, offset: int | None) -> tuple[Update, ...]:
        # The first question after a silence is answered at once: whoever waits for us to be ready knows it then.
        wait = self._timing.poll if self._ready else 0
        async with asyncio.timeout(wait + HANGS_SECONDS):
            return await bot.get_updates(
                offset=offset,
                limit=UPDATES_AT_ONCE,
                timeout=wait,
                allowed_updates=ALLOWED,
                read_timeout=HANGS_SECONDS / 2,
            )

    async def _keep(self, updates: tuple[Update, ...], desk: Desk) -> None:
        """Write down what is ours and put it in its lane; after that they may be acknowledged.

        While the database is away nothing can be written down. Whoever asks is told so, posts are kept by the ear,
        and only then is acknowledged: what is not, comes again.
        """
        ordered = sorted(updates, key=lambda update: update.update_id)
        ours = [update for update in ordered if await desk.is_ours(update)]
        try:
            new = await self._inbox.keep([(update.update_id, body_of(update)) for update in ours])
        except Unavailable as error:
            self._parts.report(PLATFORM, "inbox", error)
            for update in ours:
                await desk.put(update, kept=False)
            await desk.still()
            return
        for update in ours:
            if update.update_id in new:
                await desk.put(update)

    # -- webhook -------------------------------------------------------------------------------------------

    async def _look_after_webhook(self, bot: Bot) -> None:
        """Say where updates are to be brought, and look now and then whether they are."""
        pause = self._timing.again
        address = f"{self._parts.settings.public_url}{self._hook_path}"
        while True:
            try:
                info = await bot.get_webhook_info()
                if info.url != address:
                    await bot.set_webhook(
                        address,
                        allowed_updates=ALLOWED,
                        secret_token=self._derived("secret"),
                        max_connections=HOOKS_AT_ONCE,
                    )
            except InvalidToken:
                raise self._no_token() from None
            except (TelegramError, TimeoutError) as error:
                pause = await self._pause(error, pause)
            else:
                pause = self._timing.again
                address_said = (("address", str(self._parts.settings.public_url)),)
                self._is_well(Words("telegram.webhook", address_said))
                await asyncio.sleep(self._timing.look)

    async def _take(self, body: str) -> bool:
        """An update that was brought. False: it cannot be kept now, and is to be brought again."""
        desk = self._desk
        if desk is None:
            return False
        update = desk.read(body)
        if update is None or not await desk.is_ours(update):
            return True
        self._heard = self._parts.world.clock.now()
        try:
            if await self._inbox.keep([(update.update_id, body_of(update))]):
                await desk.put(update)
        except Unavailable as error:
            self._parts.report(PLATFORM, "inbox", error)
            return False
        return True

    # -- how it is -----------------------------------------------------------------------------------------

    async def _pause(self, error: Exception, pause: float) -> float:
        """Wait before the next try; how long the one after that is. What the matter is stands in `health`."""
        if self._ready or self._since is None:
            self._since = self._parts.world.clock.now()
        since = (("since", self._look.clock(self._since)),)
        self._is_away(Words("telegram.not_reached", since), error)
        await asyncio.sleep(error.seconds if isinstance(error, Flood) else pause)
        return min(pause * 2, self._timing.again_most)

    def _blind(self, bot: Bot) -> tuple[Words, ...]:
        """What BotFather's privacy mode keeps from us, as far as that is so."""
        sees = bool(bot.bot.can_read_all_group_messages)
        return () if sees else (Words("telegram.privacy"),)

    def _is_away(self, words: Words, error: Exception) -> None:
        if self._ready or self._words != (words,):
            self._parts.report(PLATFORM, "listening", error)
        self._ready, self._words = False, (words,)

    @property
    def _said(self) -> str:
        return front_words(self._words, self._look)

    def _is_well(self, *words: Words) -> None:
        now = self._parts.world.clock.now()
        if not self._ready:
            self._since = now
        self._ready, self._words, self._heard = True, words, now

    @property
    def _look(self) -> Look:
        return Look(self._parts.world, self._parts.world.clock.now())

    def _moved(self, old: str, new: str) -> None:
        if self._desk is not None:
            self._desk.hears_of_move(old, new)

    def _derived(self, name: str) -> str:
        """Words that only Telegram and we know: they follow from the token."""
        return hmac.new(self._token.encode(), name.encode(), hashlib.sha256).hexdigest()


def _only(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first error of a group, out of the groups around it."""
    first = group.exceptions[0]
    return _only(first) if isinstance(first, BaseExceptionGroup) else first
