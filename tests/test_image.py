"""The container files keep their promises, as far as a machine without docker can tell."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

CHECKOUT = Path(__file__).parent.parent
ROLES = ["chat", "web", "worker", "clock"]
SECRET_NAME = re.compile(r"PASSWORD|TOKEN|SECRET|API_KEY|DATABASE_URL")
# A secret may be the path of a file, or come from the environment of whoever starts.
FROM_OUTSIDE = re.compile(r"^/run/secrets/\w+$|\$\{\w+:\?[^}]+\}")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((CHECKOUT / "compose.yaml").read_text()))


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (CHECKOUT / "Dockerfile").read_text()


def literal_secrets(environment: dict[str, str]) -> list[str]:
    return [
        name
        for name, value in environment.items()
        if SECRET_NAME.search(name) and not FROM_OUTSIDE.search(str(value))
    ]


def test_hadolint_has_nothing_to_say():
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, CHECKOUT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_both_stages_stand_on_the_same_image(dockerfile: str):
    images = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    assert len(images) == 2
    assert len(set(images)) == 1


def test_the_image_runs_as_a_number_and_only_from_its_own_packages(dockerfile: str):
    user = re.findall(r"^USER (\d+):\d+$", dockerfile, re.MULTILINE)
    assert user
    assert user[-1] != "0"
    assert "PYTHONSAFEPATH=1" in dockerfile
    assert 'CMD ["bellwether", "health"]' in dockerfile


def test_everything_installed_is_locked(dockerfile: str):
    installs = re.findall(r"pip install(?:[^\n]|\\\n)*?-r \S+", dockerfile)
    assert len(installs) == 2
    assert all("--require-hashes" in install for install in installs)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_process(compose: dict[str, Any], role: str):
    assert compose["services"][role]["command"] == ["run", "--role", role]


def test_there_is_nothing_else_than_roles_and_servers(compose: dict[str, Any]):
    assert set(compose["services"]) == {"postgres", "valkey", "migrate", *ROLES}


def test_everything_that_stays_up_is_watched(compose: dict[str, Any]):
    watched = {
        name for name, service in compose["services"].items() if "test" in service.get("healthcheck", {})
    }
    assert watched == set(compose["services"]) - {"migrate"}


def test_nobody_starts_before_the_database_is_migrated(compose: dict[str, Any]):
    assert compose["services"]["migrate"]["command"] == ["migrate"]
    for role in ROLES:
        waits_for = compose["services"][role]["depends_on"]
        assert waits_for["migrate"]["condition"] == "service_completed_successfully"


def test_no_secret_is_written_down(compose: dict[str, Any]):
    found = {
        name: literal_secrets(service.get("environment", {})) for name, service in compose["services"].items()
    }
    assert not any(found.values()), found


def test_a_planted_secret_is_found():
    assert literal_secrets({"POSTGRES_PASSWORD": "postgres"}) == ["POSTGRES_PASSWORD"]
    assert literal_secrets({"DISCORD_TOKEN": "${DISCORD_TOKEN:-none}"}) == ["DISCORD_TOKEN"]
    assert literal_secrets({"POSTGRES_PASSWORD": "${PASSWORD:?set it}", "POSTGRES_USER": "bellwether"}) == []


def test_the_servers_are_not_published(compose: dict[str, Any]):
    for name in ("postgres", "valkey"):
        assert "ports" not in compose["services"][name]
        assert compose["services"][name]["networks"] == ["inside"]
