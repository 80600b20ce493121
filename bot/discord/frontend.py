"""Discord as a front-end: one connection that hears, and a wire that shows (rows CH-01, OP-07).

The client library is a plain `discord.Client`: it keeps the connection alive and makes objects of what comes. There are
no views, no command tree and no cache of messages or members: commands are posted from the declarations, and taps are
found by what stands on the button, so both work after a restart.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

import discord

from bot.app import COMMANDS
from bot.chat.frontends import Parts
from bot.chat.inbox import Inbox
from bot.chat.lanes import Turns
from bot.chat.pasted import said_of_key, taken_away
from bot.chat.wire import NOT_SHOWN, Health, Outgoing, TokenRefused
from bot.discord import payload
from bot.discord.asked import Tap
from bot.discord.endpoints import api_base, point_library_at
from bot.discord.grounds import DiscordGrounds
from bot.discord.interactions import Interactions
from bot.discord.owners import PORTAL, Owners
from bot.discord.posts import Posts, is_empty, words
from bot.discord.rest import Rest
from bot.discord.talks import Talks, is_said
from bot.discord.wire import PLATFORM, DiscordWire, moment
from bot.dispatch import Answer, Speaker
from bot.present.fronts import front_words
from bot.present.look import Look
from bot.present.refusals import refusal
from core.command import Catalog
from core.kernel.errors import Refusal, Unavailable
from core.kernel.ids import derived
from core.operations.model import Words
from core.venues.pasted import holds_key

# Rights that the invitation asks for (storyboard, section 2): never Administrator.
RIGHTS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, create_public_threads=True,
    embed_links=True, attach_files=True, read_message_history=True, add_reactions=True,
)  # fmt: skip
CLOSE_SECONDS = 5.0
BAD_TOKEN_CLOSE = 4004


class DiscordFrontend:
    """One application on Discord. `catalog` is what commands there are."""

    def __init__(self, parts: Parts, catalog: Catalog) -> None:
        settings = parts.settings
        assert settings.discord_token is not None
        self._parts = parts
        self._catalog = catalog
        self._token = settings.discord_token.get_secret_value()
        self._base = api_base(settings.discord_api_url)
        agent = f"DiscordBot (self-hosted, {parts.world.version}) discord.py/{discord.__version__}"
        self._rest = Rest(self._base, self._token, agent)
        self._wire = DiscordWire(self._rest)
        parts.world.grounds[PLATFORM] = DiscordGrounds(self._rest)
        self._lanes = Turns()
        self._inbox = Inbox(parts.world, PLATFORM)
        self.owners = Owners(parts)
        self.interactions = Interactions(
            parts, catalog, self._rest, self._wire, self._lanes, self._inbox, self._speaker_of_tap
        )
        self.posts = Posts(parts, self._lanes, self._refuse, self.pasted)
        self.talks = Talks(
            parts, self._lanes, self._inbox, self._wire,
            lambda person, name: self._speaker(person, name, ""),
            lambda speaker, cause: self.interactions.nothing(speaker, "no_words", cause),
            self._show_now, self.pasted_in_talk,
        )  # fmt: skip
        self._left_over: list[tuple[int, str]] = []
        self._content = True
        self._ready, self._name, self._invite = False, "", ""
        self._words: tuple[Words, ...] = (Words("discord.starting"),)
        self._since: datetime | None = None
        self._heard: datetime | None = None

    @property
    def wire(self) -> DiscordWire:
        """Its way out."""
        return self._wire

    @property
    def health(self) -> Health:
        """How it is doing now."""
        return Health(
            platform=PLATFORM, ready=self._ready, name=self._name,
            said=front_words(self._words, Look(self._parts.world, self._parts.world.clock.now())),
            since=self._since, last_heard=self._heard, invite=self._invite, words=self._words,
        )  # fmt: skip

    async def run(self) -> None:
        """One client until it is canceled or cannot go on. The library itself resumes and identifies anew."""
        self.down(Words("discord.not_reached"))
        self._rest.open()
        marking = asyncio.ensure_future(self._inbox.mark())
        try:
            await self._look_for_left_over()
            await self._set_addresses()
            try:
                await self._listen()
            except discord.PrivilegedIntentsRequired:
                self._content = False
                await self._listen()
        except discord.LoginFailure as error:
            raise self._refused_token() from error
        except discord.ConnectionClosed as error:
            if error.code == BAD_TOKEN_CLOSE:
                raise self._refused_token() from error
            raise
        finally:
            self._ready = False
            await self._rest.close()
            marking.cancel()
            with suppress(asyncio.CancelledError):
                await marking

    async def _look_for_left_over(self) -> None:
        """What was begun and not done when the program ended, and how far it had heard."""
        try:
            self._left_over = await self._inbox.waiting()
        except Unavailable as error:
            self._parts.report("discord", "what was left over could not be looked up", error)

    async def _set_addresses(self) -> None:
        settings = self._parts.settings
        gateway = settings.discord_gateway_url
        if gateway is None and settings.discord_api_url is not None:
            gateway = (await self._rest.call("GET", "/gateway"))["url"]
        point_library_at(self._base, gateway)

    async def _listen(self) -> None:
        client = Ears(self, content=self._content)
        try:
            await client.start(self._token)
        finally:
            self._ready = False
            with suppress(TimeoutError):
                await asyncio.wait_for(client.close(), CLOSE_SECONDS)
            await client.finish()

    def _refused_token(self) -> TokenRefused:
        self.down(Words("discord.token_refused", (("address", PORTAL),)))
        return TokenRefused(self.health.said)

    def down(self, why: Words) -> None:
        """Nothing is heard for now, and why."""
        self._ready, self._words = False, (why,)

    # -- what happens ------------------------------------------------------------------------------------

    async def logged_in(self, user: discord.ClientUser, application: str) -> None:
        """Who we are is known before anything is heard."""
        self._wire.application, self._wire.me, self._name = application, str(user.id), str(user)
        self._invite = discord.utils.oauth_url(
            int(application), permissions=RIGHTS, scopes=("bot", "applications.commands")
        )
        await self.owners.learn(self._rest)

    async def begun(self, client: Ears) -> None:
        """A new session: commands are posted, owners are known, and what was missed is heard."""
        self._ready, self._since = True, self._parts.world.clock.now()
        self.counted(len(client.guilds))
        try:
            await self.posts.catch_up(lambda room: client.get_partial_messageable(int(room)))
        except Unavailable as error:
            self._parts.report("discord", "what was posted meanwhile could not be looked up", error)
        await self._post_commands()
        if not self._content:
            await self.owners.tell_no_content()
        for guild in client.guilds:
            await self.joined(guild)
        await self._make_up(client)

    async def _make_up(self, client: Ears) -> None:
        """Do what was left over, and answer what people wrote meanwhile."""
        left, self._left_over = self._left_over, []
        for number, body in left:
            try:
                again = self.talks.again if is_said(body) else self.interactions.again
                await again(number, body)
            except Exception as error:  # noqa: BLE001 - the edge of a loop: told, and the next one comes
                self.broke("left over", error)
        try:
            await self.talks.catch_up(lambda room: client.get_partial_messageable(int(room)))
        except Unavailable as error:
            self._parts.report("discord", "what was written meanwhile could not be looked up", error)

    async def joined(self, guild: discord.Guild) -> None:
        """A server that we are in: who let us in hears of it once."""
        if not guild.unavailable:
            await self.owners.tell_joined(str(guild.id), guild.name, str(guild.owner_id or ""))

    async def _post_commands(self) -> None:
        made = payload.commands(self._catalog) + payload.menu(self._catalog)
        try:
            await self._rest.call("PUT", f"/applications/{self._wire.application}/commands", payload=made)
        except NOT_SHOWN as error:
            self._parts.report("discord", "the commands could not be posted", error)

    def counted(self, servers: int) -> None:
        """What the start's line and `/admin health` say."""
        said = Words("discord.servers", (("count", str(servers)),))
        blind = Words("discord.blind", (("address", PORTAL),))
        self._ready, self._words = True, (said,) if self._content else (said, blind)

    def noted(self) -> None:
        """Something was heard."""
        self._heard = self._parts.world.clock.now()

    async def posted(self, message: discord.Message) -> None:
        """Something was posted in a server."""
        if holds_key(words(message)):
            await self.pasted(message)
            return
        await self.posts.came(message)
        if self._content and is_empty(message) and not message.author.bot:
            await self._without_content(message)

    async def pasted(self, message: discord.Message) -> None:
        """A key has no business in a channel."""
        room, id_, author = str(message.channel.id), str(message.id), message.author
        deleted = await taken_away(self._wire, room, id_)
        if author.bot:
            return
        speaker = self._speaker(str(author.id), author.global_name or author.name, "")
        answer = await said_of_key(self._parts, speaker, room, id_, deleted=deleted)
        with suppress(Unavailable):
            await self._parts.mail.tell(answer)

    async def pasted_in_talk(self, speaker: Speaker, room: str, message: str) -> Answer:
        """Nor in private talk; there the platform lets nobody but its writer delete it."""
        deleted = await taken_away(self._wire, room, message)
        return await said_of_key(self._parts, speaker, room, message, deleted=deleted)

    async def _without_content(self, message: discord.Message) -> None:
        """A message without anything in it where posts are read: content is not given to us."""
        if await self._parts.rooms.listens(f"{PLATFORM}:{message.channel.id}"):
            await self.owners.tell_no_content()

    async def tapped(self, interaction: discord.Interaction) -> None:
        """A command, a tap, a form, or somebody is typing."""
        await self.interactions.take(tap_of(interaction))

    async def _refuse(self, message: discord.Message, error: Refusal) -> None:
        """A post that cannot be taken in: whoever posted it reads why, under it."""
        look = Look(self._parts.world, self._parts.world.clock.now())
        card = derived("refused", PLATFORM, str(message.id))
        await self._show_now(
            Outgoing(
                chat=str(message.channel.id),
                card=card,
                reply=refusal(error, look),
                nonce=card,
                answers=str(message.id),
            )
        )

    async def _show_now(self, out: Outgoing) -> None:
        """Past the mail, which has its rows where nothing can be written now."""
        try:
            await self._wire.send(out)
        except NOT_SHOWN as error:
            self._parts.report("discord", "an answer could not be shown", error)

    def _speaker(self, person: str, name: str, language: str) -> Speaker:
        return Speaker(PLATFORM, person, name, owner=self.owners.are(person), language=language)

    def _speaker_of_tap(self, tap: Tap) -> Speaker:
        return self._speaker(tap.person, tap.name, tap.language)

    def broke(self, event: str, error: BaseException) -> None:
        """The edge of the library's events: told, and the next one comes."""
        self._parts.report("discord", event, error)


class Ears(discord.Client):
    """The library's client: it hears, and hands on."""

    def __init__(self, front: DiscordFrontend, *, content: bool) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content = content
        super().__init__(
            intents=intents,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            guild_ready_timeout=0,
            max_ratelimit_timeout=30.0,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._front = front
        self._busy: set[asyncio.Task[Any]] = set()

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        """The library starts a task for each event and forgets it; what is not done when it closes is waited for."""
        task = asyncio.current_task()
        assert task is not None
        self._busy.add(task)
        try:
            yield
        finally:
            self._busy.discard(task)

    async def finish(self) -> None:
        """Let what was begun come to its end, within a few seconds."""
        if self._busy:
            _, late = await asyncio.wait(set(self._busy), timeout=CLOSE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def setup_hook(self) -> None:
        """Logged in, not connected yet."""
        assert self.user is not None
        await self._front.logged_in(self.user, str(self.application_id))

    async def on_connect(self) -> None:
        """A new session, whose guilds are on their way."""
        self._front.posts.away()
        self._front.talks.away()

    async def on_ready(self) -> None:
        """The new session is complete."""
        async with self._at_work():
            await self._front.begun(self)

    async def on_resumed(self) -> None:
        """The old session goes on: what was missed comes by itself."""
        self._front.counted(len(self.guilds))

    async def on_disconnect(self) -> None:
        """The library is on its way back."""
        self._front.down(Words("discord.lost"))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Invited to a server."""
        async with self._at_work():
            self._front.counted(len(self.guilds))
            await self._front.joined(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server of ours has come."""
        async with self._at_work():
            await self._front.joined(guild)

    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        """Thrown out of a server."""
        self._front.counted(len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        """A message somewhere."""
        async with self._at_work():
            if self.user is not None and message.author.id == self.user.id:
                return
            self._front.noted()
            if not isinstance(message.channel, discord.DMChannel):
                await self._front.posted(message)
            elif not message.author.bot:
                await self._front.talks.came(message)

    async def on_raw_message_edit(self, change: discord.RawMessageUpdateEvent) -> None:
        """A message was changed; what was asked in private is not asked again by an edit."""
        async with self._at_work():
            if change.guild_id is None or not {"content", "author"} <= change.data.keys():
                return
            if self.user is None or change.message.author.id == self.user.id:
                return
            await self._front.posts.edited(change.message)

    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """A message was taken away."""
        async with self._at_work():
            if gone.guild_id is not None:
                await self._front.posts.deleted(str(gone.channel_id), [str(gone.message_id)])

    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages were taken away."""
        async with self._at_work():
            if gone.guild_id is not None:
                ids = sorted(gone.message_ids)
                await self._front.posts.deleted(str(gone.channel_id), [str(one) for one in ids])

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A command, a tap, a form, or somebody is typing."""
        async with self._at_work():
            self._front.noted()
            await self._front.tapped(interaction)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """What one event raises must not stop the others."""
        error = sys.exc_info()[1]
        if error is not None:
            self._front.broke(event_method, error)


def tap_of(interaction: discord.Interaction) -> Tap:
    """An interaction as plain data."""
    message = interaction.message
    room = str(interaction.channel_id or "")
    with_bot = interaction.guild_id is None and not interaction.context.private_channel
    return Tap(
        id=str(interaction.id),
        token=interaction.token,
        kind=interaction.type.value,
        data=interaction.data or {},
        person=str(interaction.user.id),
        name=interaction.user.global_name or interaction.user.name,
        language=str(interaction.locale),
        room=room,
        room_name=getattr(interaction.channel, "name", None) or room,
        in_server=interaction.guild_id is not None,
        with_bot=with_bot,
        at=moment(str(interaction.id)),
        message=None if message is None else str(message.id),
        hidden=message is not None and message.flags.ephemeral,
        server="" if interaction.guild_id is None else str(interaction.guild_id),
    )


def make(parts: Parts) -> DiscordFrontend:
    """A front-end that is not connected yet."""
    return DiscordFrontend(parts, COMMANDS)
