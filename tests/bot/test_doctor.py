"""`bellwether doctor`: one line for each thing, what to do where something is to be done, and no secret (OP-07)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.doctor.asking import Asker, Heard
from bot.doctor.findings import Finding, State, as_json, as_text, broken, caution, fine, well
from bot.doctor.house import DISK_LEAST
from bot.doctor.main import doctor, examine
from bot.drawing import fonts
from storage.folder import DataFolder
from storage.migrate import prepare
from tests.platforms.discord import Discord
from tests.platforms.discord.model import May
from tests.platforms.telegram import Telegram


def by_name(findings: Sequence[Finding], name: str) -> Finding:
    [found] = [one for one in findings if one.name == name]
    return found


def every(findings: Sequence[Finding]) -> str:
    return as_text(findings) + as_json(findings)


def something_else(file: Path) -> None:
    file.write_text("not a database" * 100)


def list_of(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_fresh_folder_has_nothing_in_the_way(tmp_path: Path):
    found = await examine({"BELLWETHER_DATA_DIR": str(tmp_path / "data")}, tmp_path)

    assert {one.state for one in found} <= {State.FINE, State.CAUTION}
    assert well(found)
    assert list_of(tmp_path) == [], "a doctor only looks"


async def test_an_installation_at_work_is_looked_at_without_disturbing_it(tmp_path: Path):
    folder = DataFolder(tmp_path / "data")
    folder.hold(since=datetime(2026, 11, 17, tzinfo=UTC), command="bellwether run")
    folder.secret_key()
    await prepare(f"sqlite:///{folder.database}", backup_folder=None, at=datetime.now(UTC))

    found = await examine({"BELLWETHER_DATA_DIR": str(folder.path)}, tmp_path)

    assert well(found)
    assert "in use since 2026-11-17 00:00 UTC (bellwether run)" in by_name(found, "folder").said
    assert "at this program's revision" in by_name(found, "database").said
    folder.release()


async def test_a_wrong_setting_is_said_and_nothing_else_is_looked_at(tmp_path: Path):
    [found] = await examine({"BELLWETHER_WEB_PORTS": "80"}, tmp_path)

    assert found.state is State.BROKEN
    assert "BELLWETHER_WEB_PORT" in found.said


async def test_a_database_that_is_something_else_is_in_the_way(tmp_path: Path):
    something_else(tmp_path / "bellwether.db")

    found = await examine({"BELLWETHER_DATA_DIR": str(tmp_path)}, tmp_path)

    assert by_name(found, "database").state is State.BROKEN
    assert not well(found)


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    (tmp_path / "secret.key").write_text("short")
    (tmp_path / "secret.key").chmod(0o600)
    return tmp_path


async def test_a_folder_that_others_may_read_and_a_key_that_is_none(open_folder: Path):
    tmp_path = open_folder
    found = await examine({"BELLWETHER_DATA_DIR": str(tmp_path)}, tmp_path)

    assert by_name(found, "folder").state is State.CAUTION
    assert by_name(found, "key").state is State.BROKEN
    assert "short" not in every(found)


async def test_a_full_disk_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Usage:
        free = DISK_LEAST - 1

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage)

    found = await examine({"BELLWETHER_DATA_DIR": str(tmp_path)}, tmp_path)

    assert by_name(found, "disk").state is State.BROKEN


async def test_pictures_can_be_drawn_unless_a_font_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    environ = {"BELLWETHER_DATA_DIR": str(tmp_path)}
    whole = by_name(await examine(environ, tmp_path), "pictures")
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)

    lost = by_name(await examine(environ, tmp_path), "pictures")

    assert (whole.state, lost.state) == (State.FINE, State.CAUTION)
    assert "coverage.json missing" in lost.said


async def test_a_redis_that_is_away_is_worth_a_look(tmp_path: Path):
    environ = {"BELLWETHER_DATA_DIR": str(tmp_path), "BELLWETHER_REDIS_URL": "redis://:hush@127.0.0.1:1/0"}

    found = await examine(environ, tmp_path)

    assert by_name(found, "redis").state is State.CAUTION
    assert "hush" not in every(found)


def with_discord(server: Discord, folder: Path, token: str = "") -> dict[str, str]:
    return {
        "BELLWETHER_DATA_DIR": str(folder),
        "BELLWETHER_DISCORD_TOKEN": token or server.token,
        "BELLWETHER_MARKET": "simulated",
        "BELLWETHER_DISCORD_API_URL": f"http://127.0.0.1:{server.port}",
    }


async def test_discord_says_who_we_are_what_we_see_and_what_we_may(tmp_path: Path):
    async with Discord() as server:
        found = await examine(with_discord(server, tmp_path), tmp_path)

    assert by_name(found, "discord").state is State.FINE
    assert by_name(found, "intents").state is State.FINE
    assert by_name(found, "rights").said == "Desk: all that it needs"
    assert by_name(found, "clock").said == "right within 2 s"
    assert server.token not in every(found)


async def test_what_is_missing_on_discord_is_named_with_what_to_do(tmp_path: Path):
    async with Discord() as server:
        server.gateway.allowed = 0
        for role in server.guild.roles.values():
            role.permissions = May.VIEW_CHANNEL
        found = await examine(with_discord(server, tmp_path), tmp_path)

    assert by_name(found, "intents").state is State.BROKEN
    assert "Privileged Gateway Intents" in by_name(found, "intents").to_do
    assert "lacks Send Messages" in by_name(found, "rights").said


async def test_administrator_is_more_than_it_should_have(tmp_path: Path):
    async with Discord() as server:
        for role in server.guild.roles.values():
            role.permissions |= May.ADMINISTRATOR
        found = await examine(with_discord(server, tmp_path), tmp_path)

    assert "never that" in by_name(found, "rights").to_do


async def test_a_token_that_is_not_known_is_in_the_way_and_not_printed(tmp_path: Path):
    async with Discord() as server, Telegram() as telegram:
        environ = with_discord(server, tmp_path, "wrong.hush.token")
        environ["BELLWETHER_TELEGRAM_TOKEN"] = "7:hush-hush"
        environ["BELLWETHER_TELEGRAM_API_URL"] = telegram.url
        found = await examine(environ, tmp_path)

    for name in ("discord", "telegram"):
        assert by_name(found, name).state is State.BROKEN
        assert f"BELLWETHER_{name.upper()}_TOKEN" in by_name(found, name).to_do
    assert "hush" not in every(found)


async def test_platforms_that_are_away_are_said_and_no_address_with_a_token_is(tmp_path: Path):
    environ = {
        "BELLWETHER_DATA_DIR": str(tmp_path),
        "BELLWETHER_TELEGRAM_TOKEN": "7:hush",
        "BELLWETHER_MARKET": "simulated",
        "BELLWETHER_TELEGRAM_API_URL": "http://127.0.0.1:1",
    }

    found = await examine(environ, tmp_path)

    assert "cannot be asked: no connection" in by_name(found, "telegram").said
    assert "hush" not in every(found)


@pytest.mark.parametrize("privacy", [True, False])
async def test_telegram_says_who_we_are_and_what_we_see_in_groups(tmp_path: Path, privacy: bool):
    async with Telegram(privacy=privacy) as server:
        environ = {
            "BELLWETHER_DATA_DIR": str(tmp_path),
            "BELLWETHER_TELEGRAM_TOKEN": server.token,
            "BELLWETHER_MARKET": "simulated",
            "BELLWETHER_TELEGRAM_API_URL": server.url,
        }
        found = await examine(environ, tmp_path)

    assert by_name(found, "telegram").said == "the token is @bellwether_bot's"
    assert by_name(found, "privacy").state is (State.CAUTION if privacy else State.FINE)
    assert by_name(found, "webhook").said == "none: updates are asked for"
    assert by_name(found, "owner").state is State.CAUTION
    assert server.token not in every(found)


class Told(Asker):
    """Says what a test says, by how the address ends."""

    def __init__(self, answers: Mapping[str, Heard]) -> None:
        super().__init__()
        self.answers = answers

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> Heard:
        return next((one for end, one in self.answers.items() if url.endswith(end)), Heard(404, ""))


ME = Heard(200, {"result": {"username": "bw_bot", "can_read_all_group_messages": True}})


async def telegram_found(
    tmp_path: Path, me: Heard, hook: dict[str, object], **more: str
) -> Sequence[Finding]:
    environ = {
        "BELLWETHER_DATA_DIR": str(tmp_path),
        "BELLWETHER_TELEGRAM_TOKEN": "7:t",
        "BELLWETHER_MARKET": "simulated",
        **more,
    }
    asker = Told({"getMe": me, "getWebhookInfo": Heard(200, {"result": hook})})
    return await examine(environ, tmp_path, asker)


@pytest.mark.parametrize(
    ("ahead", "state"),
    [(0.5, State.FINE), (-1.9, State.FINE), (12.0, State.CAUTION), (-90.0, State.BROKEN)],
)
async def test_a_clock_that_is_off_is_measured_by_the_platforms(tmp_path: Path, ahead: float, state: State):
    found = await telegram_found(tmp_path, Heard(200, ME.body, ahead), {})

    assert by_name(found, "clock").state is state


@pytest.mark.parametrize(
    ("hook", "public", "said"),
    [
        ({"url": "https://bw.example/t"}, "", "one is set, and this installation asks"),
        ({"url": "https://other.example/t"}, "https://bw.example", "another address than PUBLIC_URL"),
        ({"url": "https://bw.example/t"}, "https://bw.example", "as PUBLIC_URL says"),
        ({"last_error_message": "Wrong response: 502"}, "", "the last delivery: Wrong response: 502"),
        ({"pending_update_count": 4000}, "", "4,000 updates wait"),
    ],
)
async def test_how_updates_reach_us_is_held_against_the_settings(
    tmp_path: Path, hook: dict[str, object], public: str, said: str
):
    more = {"BELLWETHER_PUBLIC_URL": public} if public else {}

    found = await telegram_found(tmp_path, ME, hook, **more)

    assert any(said in one.said for one in found if one.name == "webhook")


async def test_a_public_address_that_leads_elsewhere_is_worth_a_look(tmp_path: Path):
    environ = {"BELLWETHER_DATA_DIR": str(tmp_path), "BELLWETHER_PUBLIC_URL": "https://bw.example"}

    away = await examine(environ, tmp_path, Told({}))
    here = await examine(environ, tmp_path, Told({"/livez": Heard(200, {"live": True})}))

    assert by_name(away, "web").state is State.CAUTION
    assert by_name(here, "web").state is State.FINE


def test_the_command_says_it_and_ends_with_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    data = {"BELLWETHER_DATA_DIR": str(tmp_path / "data")}

    assert doctor(data, tmp_path, json=False) == 0
    assert capsys.readouterr().out.startswith("✓ settings   read\n")
    assert doctor(data, tmp_path, json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["well"] is True
    assert {one["state"] for one in told["findings"]} <= {"fine", "caution"}
    assert doctor({"BELLWETHER_NO": "x"}, tmp_path, json=False) == 1


def test_lines_say_what_to_do_below_themselves():
    text = as_text([fine("a", "good"), caution("b", "so so", "Look"), broken("c", "bad", "Mend it")])

    assert text.splitlines() == [
        "✓ a          good",
        "! b          so so",
        "             → Look",
        "✗ c          bad",
        "             → Mend it",
        "1 in the way, 1 to look at.",
    ]
