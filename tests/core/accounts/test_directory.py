"""Names lead to people as people write them, and never to the wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from core.accounts.directory import identity_named
from core.accounts.model import Identity
from core.context import World


@dataclass
class Known:
    """A store of names alone."""

    rows: list[Identity]

    async def get(self, _kind: type, *key: Any) -> Identity | None:
        return next((one for one in self.rows if (one.platform, one.external) == key), None)

    async def all(self, _kind: type, **where: Any) -> list[Identity]:
        return [one for one in self.rows if all(getattr(one, name) == value for name, value in where.items())]


@dataclass
class Small:
    """A world with nothing else in it."""

    view: Known


def known(*names: str) -> World:
    rows = [
        Identity(platform="discord", external=str(100 + at), person=f"p{at}", name=name)
        for at, name in enumerate(names)
    ]
    rows.append(Identity(platform="telegram", external="100", person="else", name="otto"))
    return cast("World", Small(Known(rows)))


@pytest.mark.parametrize("typed", ["Otto", "otto", "OTTO", "@otto", "@Otto", " otto "])
@pytest.mark.parametrize("name", ["Otto", "otto", "@otto"])
async def test_a_person_is_found_as_others_write_them(typed: str, name: str):
    found = await identity_named(known("ann", name), "discord", typed)

    assert found is not None
    assert found.person == "p1"


@pytest.mark.parametrize("typed", ["Otto", "otto", "@OTTO"])
async def test_two_of_one_name_are_told_apart_by_the_id_alone(typed: str):
    world = known("Otto", "otto")

    assert await identity_named(world, "discord", typed) is None
    by_id = await identity_named(world, "discord", "101")
    assert by_id is not None
    assert by_id.person == "p1"


@pytest.mark.parametrize("typed", ["ott", "ottos", "", "@", "o tto"])
async def test_nothing_less_than_the_name_is_the_name(typed: str):
    assert await identity_named(known("Otto"), "discord", typed) is None


async def test_who_is_called_by_no_letter_is_found_by_their_id_alone():
    world = known("@", "ann")

    assert await identity_named(world, "discord", "@") is None
    assert await identity_named(world, "discord", "100") is not None


async def test_a_number_is_an_id_before_it_is_a_name():
    found = await identity_named(known("101", "ann"), "discord", "101")

    assert found is not None
    assert found.name == "ann"
