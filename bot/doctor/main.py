"""`bellwether doctor [--json]`: 0 when nothing is in the way, 1 when something is. It changes nothing."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from adapters.market.source import Source
from bot.doctor.asking import Asker, Heard
from bot.doctor.brokers import look_at_seals
from bot.doctor.chats import look_at_discord, look_at_telegram
from bot.doctor.findings import Finding, State, as_json, as_text, broken, caution, fine, well
from bot.doctor.house import look_at_database, look_at_folder, look_at_key, look_at_pictures, look_at_redis
from bot.doctor.prices import look_at_prices
from bot.settings import MarketKind, Settings, SettingsError, load
from core.ports.venues import Venues

# A signal is too old after 120 s, and Discord's and Telegram's own times are what its age is counted from.
SKEW_LITTLE, SKEW_MOST = 2.0, 20.0


def doctor(environ: Mapping[str, str], folder: Path, *, json: bool, broker: str | None = None) -> int:
    """Look at everything, or at one broker, and say it."""
    findings = asyncio.run(
        examine(environ, folder) if broker is None else examine_broker(environ, folder, broker)
    )
    sys.stdout.write(f"{as_json(findings) if json else as_text(findings)}\n")
    return 0 if well(findings) else 1


async def examine_broker(
    environ: Mapping[str, str], folder: Path, name: str, venues: Venues | None = None
) -> list[Finding]:
    """What is wrong with a broker: its name, library, address, the keys that are kept here."""
    from bot.app import vault_on, venues_of  # what adapters need is loaded for this alone
    from bot.clock import RealClock
    from bot.doctor.brokers import look_at_broker
    from core.kernel.money import use_exact_context

    use_exact_context()
    try:
        settings = load(environ, folder)
    except SettingsError as error:
        return [broken("settings", str(error), "Correct it; the README lists the settings")]
    clock = RealClock()
    given = settings.secret_key_file or settings.data_dir / "secret.key"
    vault = vault_on(given) if given.exists() else None
    found = await asyncio.to_thread(look_at_key, settings)
    if found.state is State.BROKEN:
        return [found]
    own = venues_of(settings, clock)
    try:
        return [found, *await look_at_broker(settings, name, venues or own, vault, clock)]
    finally:
        await own.close()


def _sources(settings: Settings) -> Sequence[Source]:
    """Where live prices come from; what is needed for it is loaded only where they are live."""
    if settings.market is not MarketKind.LIVE:
        return ()
    from bot.app import live_sources
    from bot.clock import RealClock
    from core.kernel.money import use_exact_context

    use_exact_context()
    return live_sources(settings, RealClock()) or ()


async def examine(
    environ: Mapping[str, str],
    folder: Path,
    asker: Asker | None = None,
    sources: Callable[[Settings], Sequence[Source]] = _sources,
) -> list[Finding]:
    """Every finding, in the order of a start. Without usable settings nothing else can be looked at. `sources` are of
    live prices."""
    try:
        settings = load(environ, folder)
    except SettingsError as error:
        return [broken("settings", str(error), "Correct it; the README lists the settings")]
    asker = asker or Asker()
    found = [fine("settings", "read")]
    found += await asyncio.to_thread(look_at_folder, settings)
    found.append(await look_at_database(settings))
    found += await look_at_seals(settings)
    found += await look_at_redis(settings)
    found.append(await asyncio.to_thread(look_at_pictures))
    found += await look_at_prices(settings, sources(settings))
    discord, telegram = await asyncio.gather(
        look_at_discord(settings, asker), look_at_telegram(settings, asker)
    )
    found += [*discord[0], *telegram[0]]
    if not settings.chats:
        found.append(fine("chats", "no token is set: the console is the chat"))
    found.append(_clock([heard for _, heard in (discord, telegram) if heard is not None]))
    found += _owner(settings)
    return [*found, await _public(settings, asker)]


def _clock(heard: list[Heard]) -> Finding:
    """Our clock against the platforms'. Their header has whole seconds, and an answer takes its time."""
    told = [one.ahead for one in heard if one.ahead is not None]
    if not told:
        return fine("clock", "nobody was asked for the time")
    ahead = min(told, key=abs)
    said = f"{abs(ahead):.0f} s {'ahead' if ahead > 0 else 'behind'}"
    if abs(ahead) <= SKEW_LITTLE:
        return fine("clock", "right within 2 s")
    if abs(ahead) <= SKEW_MOST:
        return caution("clock", said, "Switch time synchronisation on: ages of signals are off by as much")
    return broken(
        "clock", said, "Switch time synchronisation on: signals would be too old, or from the future"
    )


def _owner(settings: Settings) -> list[Finding]:
    if not settings.chats:
        return []
    if settings.owner:
        return [fine("owner", f"{len(settings.owner)} named by BELLWETHER_OWNER")]
    if "discord" in settings.chats:
        return [fine("owner", "the Discord application's owner")]
    return [
        caution("owner", "nobody is named", "Send your bot the /start CODE that the program's start prints")
    ]


async def _public(settings: Settings, asker: Asker) -> Finding:
    """Whether the address that people and platforms are given leads here."""
    if settings.public_url is None:
        return fine("web", f"{settings.web_address}, for this machine alone")
    heard = await asker.get(f"{settings.public_url}/livez")
    if heard.status == 200 and heard.fields.get("live") is True:
        return fine("web", f"{settings.public_url} leads here")
    why = f"status {heard.status}" if heard.status else heard.body
    return caution(
        "web",
        f"{settings.public_url} does not lead here: {why}",
        "Start the program, and check the proxy before it",
    )
