"""Settings: what the environment (`BELLWETHER_*`) and `bellwether.toml` say, checked once, at the start.

The fields of `Settings` are the list of names: the variable is the name in capitals behind BELLWETHER_, the
key in the file is the name itself. What a field takes is its description; refusals are written from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "BELLWETHER_"
FILE = "bellwether.toml"
# The tests' own, and what compose.yaml keeps in the same environment for the database server.
IGNORED = re.compile(r"BELLWETHER_(TEST_.*|POSTGRES_PASSWORD)")
VENUE = re.compile(r"venue_([a-z0-9_]+)_url")
WORDS = {
    "on": True,
    "true": True,
    "yes": True,
    "1": True,
    "off": False,
    "false": False,
    "no": False,
    "0": False,
}


class SettingsError(Exception):
    """The settings are not usable. One sentence: which one, what is wrong, what to do. Never shows a secret."""


class MarketKind(StrEnum):
    """Where prices come from."""

    SIMULATED = "simulated"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class OwnerId:
    """An owner of this installation, as one platform knows them."""

    platform: str
    external: str


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _flag(value: object) -> object:
    return WORDS.get(value.lower(), value) if isinstance(value, str) else value


def _whole(value: object) -> object:
    if isinstance(value, bool | float):
        raise ValueError("not a whole number")  # noqa: TRY004 - pydantic knows no other
    return value


def _owners(value: object) -> object:
    words = value.split(",") if isinstance(value, str) else value
    if isinstance(words, list | tuple):
        found = [re.fullmatch(r"\s*(discord|telegram):(\d{1,20})\s*", str(word)) for word in words]
        if all(found):
            return tuple(OwnerId(match[1], match[2]) for match in found if match)
    raise ValueError("not a list of owners")


def _networks(value: object) -> object:
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list | tuple):
        raise ValueError("not a list of networks")  # noqa: TRY004 - pydantic knows no other
    named = [str(word).strip() for word in words]
    for word in named:
        ip_network(word, strict=False)  # raises ValueError where it is none
    return tuple(named)


def _address(*schemes: str) -> AfterValidator:
    def check(value: Any) -> Any:
        address = value.get_secret_value() if isinstance(value, SecretStr) else value
        parts = urlsplit(address)
        if parts.scheme.split("+")[0] not in schemes or not (parts.netloc or parts.path):
            raise ValueError("not such an address")
        if parts.scheme in ("http", "https", "ws", "wss") and not parts.hostname:
            raise ValueError("no host")
        _ = parts.port  # raises ValueError where it is no port
        return value if isinstance(value, SecretStr) else address.rstrip("/")

    return AfterValidator(check)


Web = Annotated[str, _address("http", "https")]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]


class Settings(BaseSettings):
    """Everything that can be set. Built by `load` alone."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=False
    )

    data_dir: Path = Field(Path("data"), description="a folder")
    database_url: Annotated[SecretStr, _address("sqlite", "postgresql", "postgres")] | None = Field(
        None, description="an address such as sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"
    )
    redis_url: Annotated[SecretStr, _address("redis", "rediss", "unix")] | None = Field(
        None, description="an address such as redis://HOST:6379/0"
    )
    secret_key_file: Path | None = Field(None, description="the path of a file with 64 hexadecimal digits")
    discord_token: SecretStr | None = Field(None, description="a bot's token")
    discord_api_url: Web | None = Field(None, description="an address that begins with https://")
    discord_gateway_url: Annotated[str, _address("ws", "wss")] | None = Field(
        None, description="an address that begins with wss://"
    )
    telegram_token: SecretStr | None = Field(None, description="a bot's token")
    telegram_api_url: Web | None = Field(None, description="an address that begins with https://")
    telegram_webhook: Flag = Field(False, description="on or off")
    web_host: str = Field("127.0.0.1", description="a host name or an address to listen on")
    web_port: Whole = Field(8080, ge=1, le=65535, description="a whole number from 1 to 65535")
    public_url: Web | None = Field(None, description="an address that begins with https://")
    trusted_proxies: Annotated[tuple[str, ...], BeforeValidator(_networks)] = Field(
        (), description="addresses or networks such as 127.0.0.1 or 10.0.0.0/8, several with commas between"
    )
    market: Annotated[MarketKind, BeforeValidator(_lower)] = Field(
        MarketKind.SIMULATED, description="simulated or live"
    )
    market_seed: Whole = Field(1, description="a whole number")
    alpaca_key: SecretStr | None = Field(
        None, description="the key of an Alpaca account, for its market data"
    )
    alpaca_secret: SecretStr | None = Field(None, description="the secret that belongs to the Alpaca key")
    twelve_data_key: SecretStr | None = Field(None, description="a key of Twelve Data")
    finnhub_key: SecretStr | None = Field(None, description="a key of Finnhub")
    alpha_vantage_key: SecretStr | None = Field(None, description="a key of Alpha Vantage")
    yahoo: Flag = Field(False, description="on or off")
    live_trading: Flag = Field(False, description="on or off")
    risk_free_percent: Decimal = Field(
        Decimal(3), ge=0, le=50, description="percent a year, a number from 0 to 50"
    )
    openai_api_key: SecretStr | None = Field(None, description="a key")
    openai_base_url: Web | None = Field(None, description="an address that begins with https://")
    openai_model: str | None = Field(None, description="a model's name")
    model_reading: Flag = Field(False, description="on or off")
    model_daily_calls: Whole = Field(50, ge=1, le=100_000, description="a whole number from 1 to 100000")
    owner: Annotated[tuple[OwnerId, ...], BeforeValidator(_owners)] = Field(
        (), description="discord:NUMBER or telegram:NUMBER, several with commas between"
    )
    schwab_key: SecretStr | None = Field(None, description="the key of your app at Schwab")
    schwab_secret: SecretStr | None = Field(None, description="the secret of your app at Schwab")
    venue_urls: dict[str, Web] = Field(
        default_factory=dict, description="an address that begins with https://"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` gathered: the library's own sources keep silent about names they do not know."""
        return (init_settings,)

    @property
    def database(self) -> str:
        """The database's address: the one that was set, else a SQLite file in the data folder."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'bellwether.db'}"

    @property
    def web_port_was_set(self) -> bool:
        """Whether somebody chose the port. A chosen one that is taken is an error, another one is not."""
        return "web_port" in self.model_fields_set

    @property
    def has_own_model(self) -> bool:
        """Whether a model at a server of one's own is named, which may ask for no key."""
        return self.openai_base_url is not None and self.openai_model is not None

    @property
    def web_address(self) -> str:
        """Where people reach the pages, as far as the settings know it."""
        return self.public_url or f"http://{self.web_host}:{self.web_port}"

    @property
    def venue_apps(self) -> dict[str, dict[str, str]]:
        """What this installation is registered with at venues where people sign in, and where they come back to."""
        if self.schwab_key is None or self.schwab_secret is None:
            return {}
        return {
            "schwab": {
                "key": self.schwab_key.get_secret_value(),
                "secret": self.schwab_secret.get_secret_value(),
                "callback": f"{self.web_address}/oauth/schwab/callback",
            }
        }

    @property
    def chats(self) -> tuple[str, ...]:
        """The chat platforms that a token was given for."""
        tokens = {"discord": self.discord_token, "telegram": self.telegram_token}
        return tuple(name for name, token in tokens.items() if token is not None)


NAMES = tuple(name for name in Settings.model_fields if name != "venue_urls")
SECRETS = (
    "database_url",
    "redis_url",
    "discord_token",
    "telegram_token",
    "openai_api_key",
    "schwab_key",
    "schwab_secret",
    "alpaca_key",
    "alpaca_secret",
    "twelve_data_key",
    "finnhub_key",
    "alpha_vantage_key",
)


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it was found, and the words by which its owner knows it."""

    value: object
    where: str


def load(environ: Mapping[str, str], folder: Path) -> Settings:
    """The settings of this environment and of `bellwether.toml` in this folder; the environment wins.

    Raises SettingsError for the first thing that is wrong: an unknown name, a value that cannot be used, a
    secret given twice, settings that contradict each other. Empty values and empty files count as not set.
    """
    given = _from_file(folder / FILE) | _from_environment(environ)
    settings = _checked(given)
    if settings.market is MarketKind.SIMULATED and settings.live_trading:
        raise SettingsError(
            f"{given['live_trading'].where} is on, but the market is simulated. "
            "Turn it off, or set BELLWETHER_MARKET to live."
        )
    if settings.model_reading and settings.openai_api_key is None and not settings.has_own_model:
        raise SettingsError(
            f"{given['model_reading'].where} is on, but there is no model to ask. Set BELLWETHER_OPENAI_API_KEY, "
            "or BELLWETHER_OPENAI_BASE_URL and BELLWETHER_OPENAI_MODEL for a server of your own."
        )
    if (settings.alpaca_key is None) is not (settings.alpaca_secret is None):
        (there,) = [name for name in ("alpaca_key", "alpaca_secret") if name in given]
        lacks = "BELLWETHER_ALPACA_SECRET" if there == "alpaca_key" else "BELLWETHER_ALPACA_KEY"
        raise SettingsError(
            f"{given[there].where} is set, and {lacks} is not. Alpaca gives them as a pair: set both."
        )
    return settings


def _from_environment(environ: Mapping[str, str]) -> dict[str, Given]:
    names = sorted(name for name in environ if name.startswith(PREFIX) and not IGNORED.fullmatch(name))
    found = {
        name.removeprefix(PREFIX).lower() if name.isupper() else name: Given(environ[name], name)
        for name in names
    }
    return _known(found, lambda name: PREFIX + name.upper())


def _from_file(path: Path) -> dict[str, Given]:
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{path} is not UTF-8 text (line {line}). Save it as UTF-8.") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}. Change its owner or mode.") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}. Correct it there.") from None
    return _known({name: Given(value, f"{name} in {path}") for name, value in table.items()}, str)


def _known(found: dict[str, Given], spell: Any) -> dict[str, Given]:
    """Only names that exist and values that are set, secrets out of their files."""
    known: dict[str, Given] = {}
    for name, given in found.items():
        base = name.removesuffix("_file") if name.removesuffix("_file") in SECRETS else name
        if base not in NAMES and not VENUE.fullmatch(base):
            raise SettingsError(_unknown(name, given, spell))
        value = given.value
        if isinstance(value, str) and not (value := value.strip()):
            continue
        if base != name:
            value = _secret(Path(str(value)), given.where)
        if value == "":
            continue
        if base in known:
            raise SettingsError(f"{known[base].where} and {given.where} are both set. Keep one of them.")
        known[base] = Given(value, given.where)
    return known


def _unknown(name: str, given: Given, spell: Any) -> str:
    known = [*NAMES, *(f"{secret}_file" for secret in SECRETS), "venue_binance_url"]
    near = get_close_matches(name.lower().removeprefix(PREFIX.lower()), known, n=1)
    advice = f"Did you mean {spell(near[0])}?" if near else "Remove it; the README lists the settings."
    return f"{given.where} is not a setting. {advice}"


def _secret(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        # Somebody may have put the secret itself here: only what looks like a path is repeated.
        named = str(path) if "/" in str(path) else "a file"
        raise SettingsError(
            f"{where} names {named} that cannot be read: {why}. Correct the path or its mode."
        ) from None


def _checked(given: Mapping[str, Given]) -> Settings:
    values = {name: one.value for name, one in given.items() if name in NAMES}
    venues = {match[1]: one.value for name, one in given.items() if (match := VENUE.fullmatch(name))}
    if "market" not in values and ("discord_token" in values or "telegram_token" in values):
        values["market"] = MarketKind.LIVE
    try:
        return Settings(**values, venue_urls=venues)  # type: ignore[arg-type]
    except ValidationError as error:
        place = error.errors(include_input=False, include_url=False)[0]["loc"]
    # Outside the handler: its traceback would carry the values, secrets among them.
    name = str(place[0]) if place[0] != "venue_urls" else f"venue_{place[1]}_url"
    raise SettingsError(_wrong(name, str(place[0]), given[name]))


def _wrong(name: str, field: str, given: Given) -> str:
    wanted = Settings.model_fields[field].description
    if name in SECRETS:
        return f"{given.where} is not usable. It takes {wanted}."
    return f"{given.where} is {str(given.value)[:80]!r}. It takes {wanted}."
