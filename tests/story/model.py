"""The language model of a story. `# model: 5 calls a day` gives it one; every other is its next answer.

# model: 5 calls a day
# model: BTC long limit 61000 sl 58000 tp 63000 65000    it reads this, whatever the post says
# model: no trade                                        it says that the post is none
# model: silent                                          no answer comes in time
# model: babbles                                         an answer that is not of the form
"""

from __future__ import annotations

import re

from adapters.language.scripted import Scripted, ScriptedModel
from core.ports.language import Failure, ModelFailed
from core.signals.reading import Direction, EntryType
from core.signals.suggestion import Suggestion

MODEL = "# model: "
_CALLS = re.compile(r"# model: (\d+) calls? a day")
_READS = re.compile(
    r"(?P<symbol>\S+) (?P<side>long|short) (?P<kind>market|limit|stop|zone|ladder)(?P<entries>(?: [\d.]+)*)"
    r"(?: sl (?P<stop>[\d.]+))?(?: tp (?P<targets>[\d. ]+))?"
)
_FAILS = {
    "silent": ModelFailed(Failure.TIMEOUT, "no whole answer in 5 s"),
    "babbles": ModelFailed(Failure.UNREADABLE, "answer: not JSON", "Sure! Here is your trade:"),
}


def calls_of(story: str) -> int | None:
    """How many calls a day the story's model has; None for a story without one."""
    found = _CALLS.search(story)
    return None if found is None else int(found[1])


def answers_with(model: ScriptedModel, line: str) -> bool:
    """Arrange the next answer. False for words that mean nothing."""
    if _CALLS.fullmatch(line):
        return True
    words = line.removeprefix(MODEL)
    answer = _answer(words)
    model.answers = [answer]
    return answer is not None or words == "no trade"


def _answer(words: str) -> Scripted:
    if words in _FAILS:
        return _FAILS[words]
    found = _READS.fullmatch(words)
    if found is None:
        return None
    return Suggestion(
        symbol=found["symbol"],
        side=Direction(found["side"]),
        entry_type=EntryType(found["kind"]),
        entries=tuple(found["entries"].split()),
        stop=found["stop"],
        targets=tuple((found["targets"] or "").split()),
    )
