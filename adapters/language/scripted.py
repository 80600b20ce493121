"""A model that answers what it was told to answer: for stories, tests and trying things out. It asks nobody."""

from __future__ import annotations

from collections.abc import Sequence

from core.ports.language import ModelFailed
from core.ports.store import outside_unit
from core.signals.suggestion import Suggestion

Scripted = Suggestion | ModelFailed | None


class ScriptedModel:
    """Gives its answers in turn, the last one for ever, and notes what it was asked. A failure is raised."""

    name = "scripted"

    def __init__(self, answers: Sequence[Scripted] = (None,)) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def suggest(self, text: str) -> Suggestion | None:
        """The next answer, whatever the text."""
        outside_unit("a language model")
        self.asked.append(text)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, ModelFailed):
            raise answer
        return answer
