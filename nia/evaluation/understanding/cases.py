"""The test utterances of `evals/understanding/*.jsonl`: what is said, in what light, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nia.errors import AdminError
from nia.understanding.port import Asked, Card, Json, Language, Offer, ToolShape, TurnContext

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")  # a Monday


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Part):
    """A wish. A slot's value may be `{"any": [value, …]}`: each of these is right."""

    tool: str
    slots: dict[str, Json]


class Question(_Part):
    """What NIA asked before the utterance."""

    tool: str
    slots: tuple[str, ...]


class Waiting(_Part):
    """The card that waits."""

    tool: str
    args: dict[str, Json]


class Light(_Part):
    """In what light an utterance is to be read."""

    asked: Question | None = None
    waiting: Waiting | None = None
    filled: dict[str, Json] = Field(default_factory=dict)
    offered: tuple[str, ...] = ()


class Case(_Part):
    """An utterance and what it means: wishes (in the order said), an act, answers, or which line of `offered`."""

    id: str
    text: str
    context: Light = Light()
    wishes: tuple[Expected, ...] = ()
    act: str | None = None
    answers: dict[str, Json] | None = None
    picked: int | None = None
    language: Language

    @property
    def intent(self) -> str:
        """Return the tools joined by `+`, the act, `answer` or `pick`."""
        if self.wishes:
            return "+".join(wish.tool for wish in self.wishes)
        if self.act is not None:
            return self.act
        return "answer" if self.answers else "pick"

    @property
    def task(self) -> str | None:
        """Return the tool that is asked about or waits, or None."""
        about = self.context.waiting or self.context.asked
        return about.tool if about else None


def read_cases(file: Path) -> Iterator[Case]:
    """Yield the cases of a file, its language being its name; raise AdminError that names a line that is none."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = Case.model_validate_json(f'{{"language": "{file.stem}", {line.lstrip()[1:]}')
        except ValidationError as error:
            raise AdminError(f"{file}, line {number}: this is no test utterance: {error}") from error
        yield row


def context_of(case: Case, tools: Sequence[ToolShape], now: datetime = NOW) -> TurnContext:
    """Return the context of a turn with the tools, in the light of the case."""
    light = case.context
    card = Card(light.waiting.tool, light.waiting.args) if light.waiting else None
    known = card.args if card else light.filled
    return TurnContext(
        now=now,
        tools=tuple(tools),
        language=case.language,
        asked=Asked(light.asked.tool, light.asked.slots) if light.asked else None,
        waiting=card,
        task=case.task,
        filled=known,
        offered=tuple(Offer("lead", name, str(at)) for at, name in enumerate(light.offered)),
        choosing=bool(light.offered),
        open=(card or Card(case.task, known),) if case.task else (),
    )
