"""What a refusal code is made of: the ways to tell it, and its next steps as buttons. `codes.py` has all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """A button under a refusal: a command, with options made of the facts (`{trade}`).

    Without a path it asks once more for what was refused, with these options changed. It is shown when `when` is
    among the facts and the command exists and takes these options.
    """

    label: str
    path: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    when: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One way to tell a code. Of several, the first counts whose `when` holds: `per venue`, or `side=BUY`.

    `instead` names a fact that lists what may have been meant: each becomes a button that asks again with it.
    `change` labels the button of the smallest change, where the text itself has told that change.
    """

    text: str
    facts: str = ""
    when: str = ""
    steps: tuple[Step, ...] = ()
    instead: str = ""
    change: str = ""

    def holds(self, facts: Mapping[str, str]) -> bool:
        """Whether this is the way to tell it, by the facts."""
        for condition in self.when.split():
            name, _, value = condition.partition("=")
            if not facts.get(name) or (value and facts[name] != value):
                return False
        return True

    @property
    def kinds(self) -> dict[str, str]:
        """How each fact is said, by its name."""
        named = (fact.strip("[]").partition(":") for fact in self.facts.split())
        return {name: kind for name, _, kind in named}

    @property
    def needed(self) -> frozenset[str]:
        """The facts that must be given."""
        return frozenset(fact.partition(":")[0] for fact in self.facts.split() if not fact.startswith("["))
