"""A quick value is the frozen dataclass that it was: same parameters, same refusals, same copies."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from core.kernel.values import quick, replace


@quick
@dataclass(frozen=True, slots=True)
class Parcel:
    kind: str  # a name that the making might trip over
    weight: int = 1
    labels: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ValueError("a parcel weighs something")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    first: str
    last: str = "nobody"


@dataclass(frozen=True)
class Slow:
    word: str


def test_it_takes_its_fields_in_order_by_name_and_by_default():
    assert Parcel("box") == Parcel(kind="box", weight=1, labels=[])
    assert Parcel("box", 2, ["a"]).labels == ["a"]
    assert Parcel("box").labels is not Parcel("box").labels
    assert Named(first="ann") == Named(first="ann", last="nobody")
    assert dataclasses.asdict(Parcel("box", 2)) == {"kind": "box", "weight": 2, "labels": []}


def test_it_says_what_is_missing_and_what_is_too_much():
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'first'"):
        Named()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'middle'"):
        Named(first="ann", middle="x")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="weighs something"):
        Parcel("box", 0)


def test_it_is_as_frozen_as_ever():
    for one in (Parcel("box"), replace(Parcel("box"), weight=2)):
        with pytest.raises(FrozenInstanceError):
            one.weight = 3  # type: ignore[misc]
        assert type(one) is Parcel


def test_replace_changes_what_is_named_and_looks_at_the_whole_again():
    assert replace(Parcel("box", 2, ["a"]), kind="bag") == Parcel("bag", 2, ["a"])
    assert replace(Slow("a"), word="b") == Slow("b")
    with pytest.raises(ValueError, match="weighs something"):
        replace(Parcel("box"), weight=0)
    with pytest.raises(AttributeError, match="color"):
        replace(Parcel("box"), color="red")  # type: ignore[call-arg]


def test_it_is_copied_packed_and_held_in_sets_like_any_other():
    one = Named(first="ann", last="lee")

    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one
    assert {one, Named(first="ann", last="lee")} == {one}


def test_a_class_that_does_not_stand_alone_is_refused():
    with pytest.raises(TypeError, match="Slow is no dataclass with slots"):
        quick(Slow)
