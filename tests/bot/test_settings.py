"""Settings are found, checked and refused by name; no refusal shows a secret."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.app import MODEL, language_of
from bot.settings import MarketKind, OwnerId, Settings, SettingsError, load


def refusal(folder: Path, **variables: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load({f"BELLWETHER_{name}": value for name, value in variables.items()}, folder)
    return str(caught.value)


def written(folder: Path, text: str) -> Path:
    (folder / "bellwether.toml").write_text(text, encoding="utf-8")
    return folder


def test_nothing_set_is_paper_on_the_simulated_market(tmp_path: Path):
    settings = load({"HOME": "/root"}, tmp_path)

    assert settings.database == "sqlite:///data/bellwether.db"
    assert settings.web_address == "http://127.0.0.1:8080"
    assert (settings.market, settings.market_seed, settings.live_trading) == (MarketKind.SIMULATED, 1, False)
    assert not settings.web_port_was_set


def test_every_listed_name_is_accepted(tmp_path: Path):
    names = {
        "DATA_DIR": "/srv/data",
        "DATABASE_URL": "postgresql+asyncpg://ann:pass@host:5432/bellwether",
        "REDIS_URL": "redis://localhost:6379/0",
        "SECRET_KEY_FILE": "/run/secrets/key",
        "DISCORD_TOKEN": "token",
        "DISCORD_API_URL": "http://127.0.0.1:9/api/v10",
        "DISCORD_GATEWAY_URL": "ws://127.0.0.1:9",
        "TELEGRAM_TOKEN": "1:token",
        "TELEGRAM_API_URL": "http://127.0.0.1:9/bot",
        "WEB_HOST": "0.0.0.0",
        "WEB_PORT": "9000",
        "PUBLIC_URL": "https://bellwether.example/",
        "MARKET": "Live",
        "MARKET_SEED": "7",
        "LIVE_TRADING": "on",
        "RISK_FREE_PERCENT": "4.5",
        "VENUE_BINANCE_URL": "http://127.0.0.1:9",
        "OPENAI_API_KEY": "key",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
        "OPENAI_MODEL": "small",
        "MODEL_READING": "on",
        "MODEL_DAILY_CALLS": "20",
        "OWNER": "discord:123, telegram:456",
    }

    settings = load({f"BELLWETHER_{name}": value for name, value in names.items()}, tmp_path)

    assert settings.owner == (OwnerId("discord", "123"), OwnerId("telegram", "456"))
    assert settings.venue_urls == {"binance": "http://127.0.0.1:9"}
    assert settings.public_url == settings.web_address == "https://bellwether.example"
    assert settings.database == names["DATABASE_URL"]
    assert settings.web_port_was_set
    assert settings.risk_free_percent == Decimal("4.5")


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path):
    written(tmp_path, 'web_host = "0.0.0.0"\nweb_port = 9000\nlive_trading = false\nowner = ["discord:1"]\n')

    settings = load({"BELLWETHER_WEB_PORT": "9001"}, tmp_path)

    assert (settings.web_host, settings.web_port, settings.owner) == (
        "0.0.0.0",
        9001,
        (OwnerId("discord", "1"),),
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WEB_PORT", "abc", "BELLWETHER_WEB_PORT is 'abc'. It takes a whole number from 1 to 65535."),
        ("WEB_PORT", "70000", "BELLWETHER_WEB_PORT is '70000'. It takes a whole number from 1 to 65535."),
        ("MARKET", "lve", "BELLWETHER_MARKET is 'lve'. It takes simulated or live."),
        ("LIVE_TRADING", "perhaps", "BELLWETHER_LIVE_TRADING is 'perhaps'. It takes on or off."),
        (
            "PUBLIC_URL",
            "bellwether.example",
            "BELLWETHER_PUBLIC_URL is 'bellwether.example'. It takes an address",
        ),
        ("PUBLIC_URL", "https://", "BELLWETHER_PUBLIC_URL is 'https://'. It takes an address"),
        ("PUBLIC_URL", "http://h:x", "BELLWETHER_PUBLIC_URL is 'http://h:x'. It takes an address"),
        ("VENUE_OKX_URL", "ftp://h", "BELLWETHER_VENUE_OKX_URL is 'ftp://h'. It takes an address"),
        ("OWNER", "ann", "BELLWETHER_OWNER is 'ann'. It takes discord:NUMBER or telegram:NUMBER"),
        ("MARKET_SEED", "1.5", "BELLWETHER_MARKET_SEED is '1.5'. It takes a whole number."),
    ],
)
def test_a_bad_value_is_named_with_what_it_takes(tmp_path: Path, name: str, value: str, sentence: str):
    assert refusal(tmp_path, **{name: value}).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("web-port = 1", "web-port in {file} is not a setting. Did you mean web_port?"),
        ("web_port = true", "web_port in {file} is 'True'. It takes a whole number from 1 to 65535."),
        ("BELLWETHER_WEB_PORT = 1", "BELLWETHER_WEB_PORT in {file} is not a setting. Did you mean web_port?"),
        ("[venue]\nurl = 1", "venue in {file} is not a setting."),
        ("web_port = 1\nmarket = =", "{file} is not TOML: Invalid value (at line 2, column 10)."),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path: Path, text: str, sentence: str):
    written(tmp_path, text)

    assert refusal(tmp_path).startswith(sentence.format(file=tmp_path / "bellwether.toml"))


def test_a_file_that_is_not_text_is_refused_with_its_line(tmp_path: Path):
    (tmp_path / "bellwether.toml").write_bytes(b'market = "live"\n# caf\xe9\n')

    assert "is not UTF-8 text (line 2)" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("DISCORD_TOKN", "DISCORD_TOKEN"), ("DATABSE_URL_FILE", "DATABASE_URL_FILE"), ("market", "MARKET")],
)
def test_an_unknown_variable_is_refused_with_the_near_name(tmp_path: Path, name: str, meant: str):
    assert refusal(tmp_path, **{name: "x"}) == (
        f"BELLWETHER_{name} is not a setting. Did you mean BELLWETHER_{meant}?"
    )


def test_variables_of_the_tests_and_of_compose_are_left_alone(tmp_path: Path):
    load({"BELLWETHER_TEST_DATABASE_URL": "x", "BELLWETHER_POSTGRES_PASSWORD": "x"}, tmp_path)


@pytest.mark.parametrize(
    "name", ["DISCORD_TOKEN", "TELEGRAM_TOKEN", "OPENAI_API_KEY", "DATABASE_URL", "REDIS_URL"]
)
def test_every_secret_may_come_from_a_file(tmp_path: Path, name: str):
    secret = {"DATABASE_URL": "sqlite:///x.db", "REDIS_URL": "redis://h"}.get(name, "hush")
    (tmp_path / "secret").write_text(f"  {secret}\n")

    settings = load({f"BELLWETHER_{name}_FILE": str(tmp_path / "secret")}, tmp_path)

    assert getattr(settings, name.lower()).get_secret_value() == secret
    assert secret not in repr(settings)


def test_an_empty_file_and_an_empty_variable_mean_not_set(tmp_path: Path):
    (tmp_path / "empty").write_text("\n")

    settings = load(
        {
            "BELLWETHER_DISCORD_TOKEN_FILE": str(tmp_path / "empty"),
            "BELLWETHER_PUBLIC_URL": "",
            "BELLWETHER_WEB_PORT": " ",
        },
        tmp_path,
    )

    assert settings.chats == ()
    assert settings.market is MarketKind.SIMULATED
    assert not settings.web_port_was_set


def test_a_secret_given_twice_is_refused(tmp_path: Path):
    (tmp_path / "secret").write_text("hush")

    sentence = refusal(tmp_path, DISCORD_TOKEN="hush", DISCORD_TOKEN_FILE=str(tmp_path / "secret"))

    assert (
        sentence
        == "BELLWETHER_DISCORD_TOKEN and BELLWETHER_DISCORD_TOKEN_FILE are both set. Keep one of them."
    )


def test_a_secret_of_the_environment_replaces_the_files_own_of_either_form(tmp_path: Path):
    (tmp_path / "secret").write_text("theirs")
    written(tmp_path, f'discord_token_file = "{tmp_path / "secret"}"')

    settings = load({"BELLWETHER_DISCORD_TOKEN": "ours"}, tmp_path)

    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "ours"


def test_no_refusal_shows_a_secret(tmp_path: Path):
    sentences = [
        refusal(tmp_path, DATABASE_URL="mysql://ann:hush@host/x"),
        refusal(tmp_path, REDIS_URL="http://hush"),
        refusal(tmp_path, DISCORD_TOKEN_FILE="hush.hush"),
        refusal(tmp_path, TELEGRAM_TOKEN="hush", WEB_PORT="x"),
    ]
    written(tmp_path, "discord_token = [1]")
    with pytest.raises(SettingsError) as caught:
        load({"BELLWETHER_DATABASE_URL": "mysql://ann:hush@host/x"}, tmp_path)

    assert caught.value.__context__ is None
    assert not any("hush" in sentence for sentence in sentences)


def test_a_missing_secret_file_is_named(tmp_path: Path):
    missing = tmp_path / "missing"

    assert refusal(tmp_path, OPENAI_API_KEY_FILE=str(missing)).startswith(
        f"BELLWETHER_OPENAI_API_KEY_FILE names {missing} that cannot be read: No such file or directory."
    )


def test_live_trading_on_the_simulated_market_is_refused(tmp_path: Path):
    assert refusal(tmp_path, LIVE_TRADING="on").startswith(
        "BELLWETHER_LIVE_TRADING is on, but the market is simulated."
    )


def test_a_chat_token_makes_the_market_live_unless_it_was_chosen(tmp_path: Path):
    token = {"BELLWETHER_TELEGRAM_TOKEN": "1:hush"}

    assert load(token, tmp_path).market is MarketKind.LIVE
    assert load(token | {"BELLWETHER_MARKET": "simulated"}, tmp_path).market is MarketKind.SIMULATED


@pytest.mark.parametrize(
    ("name", "value"), [("MARKET", "live"), ("DISCORD_TOKEN", "x"), ("TELEGRAM_TOKEN", "x")]
)
def test_live_prices_are_there_for_whoever_chooses_them_and_for_chats(tmp_path: Path, name: str, value: str):
    settings = load({f"BELLWETHER_{name}": value}, tmp_path)

    assert settings.market is MarketKind.LIVE


def test_real_money_may_be_switched_on_where_prices_are_live(tmp_path: Path):
    assert load({"BELLWETHER_MARKET": "live", "BELLWETHER_LIVE_TRADING": "on"}, tmp_path).live_trading


def test_keys_of_price_sources_may_come_from_files_and_are_not_shown(tmp_path: Path):
    key = tmp_path / "key"
    key.write_text("hush\n", encoding="utf-8")
    names = ("ALPACA_KEY", "ALPACA_SECRET", "TWELVE_DATA_KEY", "FINNHUB_KEY", "ALPHA_VANTAGE_KEY")
    settings = load({f"BELLWETHER_{name}_FILE": str(key) for name in names}, tmp_path)

    assert all(getattr(settings, name.lower()).get_secret_value() == "hush" for name in names)
    assert "hush" not in repr(settings)
    assert not settings.yahoo


@pytest.mark.parametrize(("there", "lacks"), [("KEY", "SECRET"), ("SECRET", "KEY")])
def test_half_a_pair_of_keys_is_refused(tmp_path: Path, there: str, lacks: str):
    assert refusal(tmp_path, **{f"ALPACA_{there}": "hush"}) == (
        f"BELLWETHER_ALPACA_{there} is set, and BELLWETHER_ALPACA_{lacks} is not. "
        "Alpaca gives them as a pair: set both."
    )


def test_settings_cannot_change(tmp_path: Path):
    with pytest.raises(ValueError, match="frozen"):
        load({}, tmp_path).web_port = 1


def test_every_setting_says_what_it_takes():
    assert all(field.description for field in Settings.model_fields.values())


def test_no_model_reads_posts_before_it_is_switched_on(tmp_path: Path):
    named = load({"BELLWETHER_OPENAI_API_KEY": "key", "BELLWETHER_OPENAI_MODEL": "small"}, tmp_path)

    assert (named.model_reading, named.model_daily_calls) == (False, 50)
    assert language_of(named) is None


def test_a_key_or_a_server_of_ones_own_is_enough_for_a_model(tmp_path: Path):
    on = {"BELLWETHER_MODEL_READING": "on"}
    key = load(on | {"BELLWETHER_OPENAI_API_KEY": "key"}, tmp_path)
    own = load(
        on | {"BELLWETHER_OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "BELLWETHER_OPENAI_MODEL": "own"},
        tmp_path,
    )
    (tmp_path / "key").write_text("key\n", encoding="utf-8")
    filed = load(on | {"BELLWETHER_OPENAI_API_KEY_FILE": str(tmp_path / "key")}, tmp_path)

    models = [language_of(settings) for settings in (key, own, filed)]
    assert [model.name for model in models if model is not None] == [MODEL, "own", MODEL]


@pytest.mark.parametrize(
    "variables", [{}, {"OPENAI_MODEL": "small"}, {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}]
)
def test_a_model_that_is_not_there_cannot_be_switched_on(tmp_path: Path, variables: dict[str, str]):
    said = refusal(tmp_path, MODEL_READING="on", **variables)

    assert "BELLWETHER_MODEL_READING is on, but there is no model to ask." in said
    assert "BELLWETHER_OPENAI_API_KEY" in said


@pytest.mark.parametrize("rate", ["-1", "51", "three", "nan", "inf"])
def test_a_riskless_rate_is_a_number_of_percent(tmp_path: Path, rate: str):
    assert "percent a year, a number from 0 to 50" in refusal(tmp_path, RISK_FREE_PERCENT=rate)


@pytest.mark.parametrize("calls", ["0", "-1", "many", "100001"])
def test_the_days_calls_are_a_number(tmp_path: Path, calls: str):
    assert "from 1 to 100000" in refusal(tmp_path, MODEL_DAILY_CALLS=calls)
