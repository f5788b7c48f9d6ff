"""The test utterances of `evals/understanding/*.jsonl`: what is said, in what light, and what it means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nia.errors import AdminError
from nia.understanding.port import Asked, Card, Json, Language, Offer, ToolShape, TurnContext

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")  # a Monday


@dataclass(frozen=True, slots=True)
class Case:
    """An utterance and what it means: wishes (tool and slots, in the order said), an act, answers, or a pick.

    A slot's value may be `{"any": [value, …]}`: each of these is right. `context` is as in the file: `asked`,
    `waiting`, `filled`, `offered`.
    """

    id: str
    language: Language
    text: str
    context: Mapping[str, Json]
    wishes: tuple[tuple[str, Mapping[str, Json]], ...] = ()
    act: str | None = None
    answers: Mapping[str, Json] | None = None
    picked: int | None = None

    @property
    def intent(self) -> str:
        """Return the tools joined by `+`, the act, `answer` or `pick`."""
        if self.wishes:
            return "+".join(tool for tool, _ in self.wishes)
        if self.act is not None:
            return self.act
        return "answer" if self.answers else "pick"


def read_cases(file: Path) -> Iterator[Case]:
    """Yield the cases of a file, its language being its name; raise AdminError that names a line that is none."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield _case(json.loads(line), Language(file.stem))
        except (ValueError, KeyError, TypeError) as error:
            raise AdminError(f"{file}, line {number}: this is no test utterance ({error!r})") from error


def context_of(case: Case, tools: Sequence[ToolShape], now: datetime = NOW) -> TurnContext:
    """Return the light in which a case is to be read."""
    asked, waiting = case.context.get("asked"), case.context.get("waiting")
    filled = case.context.get("filled") or {}
    offered = case.context.get("offered") or []
    card = Card(str(waiting["tool"]), dict(waiting["args"])) if isinstance(waiting, dict) else None
    question = Asked(str(asked["tool"]), tuple(map(str, asked["slots"]))) if isinstance(asked, dict) else None
    task = card.tool if card else question.tool if question else None
    return TurnContext(
        now=now,
        tools=tuple(tools),
        language=case.language,
        asked=question,
        waiting=card,
        task=task,
        filled=card.args if card else filled if isinstance(filled, dict) else {},
        offered=tuple(Offer("lead", str(name), str(at)) for at, name in enumerate(offered)),
        choosing=bool(offered),
        open=(card or Card(task, filled if isinstance(filled, dict) else {}),) if task else (),
    )


def _case(row: dict[str, Json], language: Language) -> Case:
    wishes, answers, context = row.get("wishes") or [], row.get("answers"), row.get("context") or {}
    picked, act = row.get("picked"), row.get("act")
    return Case(
        id=str(row["id"]),
        language=language,
        text=str(row["text"]),
        context=context if isinstance(context, dict) else {},
        wishes=tuple((str(wish["tool"]), dict(wish["slots"])) for wish in wishes if isinstance(wish, dict)),
        act=str(act) if act else None,
        answers=answers if isinstance(answers, dict) else None,
        picked=picked if isinstance(picked, int) else None,
    )
