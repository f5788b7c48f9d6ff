"""The figures of the understanding beside the goals, and what is most often mistaken: `nia train --report`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from nia.evaluation.understanding.cases import context_of, read_cases
from nia.evaluation.understanding.figures import Figure, Figures, confusions, figures
from nia.evaluation.understanding.scores import Judge, Judged
from nia.understanding.port import Language, ToolShape

if TYPE_CHECKING:
    from rich.console import Console

    from nia.understanding.engine import Engine

# What is to be reached in each language: intent, slots, times. The rest is the same in all.
_OTHER = (0.95, 0.92, 0.95)
GOALS = {Language.ENGLISH: (0.97, 0.95, 0.97), Language.HINGLISH: _OTHER, Language.HINDI: _OTHER}
FOUND, ALARMS, CALIBRATION = 0.90, 0.03, 0.05
_SHOWN = 40


def judged(engine: Engine, tools: Sequence[ToolShape], folder: Path) -> dict[Language, list[Judged]]:
    """Read every test utterance of a folder and judge what was understood."""
    judge = Judge({tool.name: tool for tool in tools})
    return {
        Language(file.stem): [
            judge.judge(case, engine.read(case.text, context_of(case, tools))) for case in read_cases(file)
        ]
        for file in sorted(folder.glob("*.jsonl"))
    }


def print_report(results: Mapping[Language, Sequence[Judged]], console: Console, *, failed: bool = False) -> None:
    """Print a table of the figures, the confusions, and with `failed` each utterance that is not wholly right."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title="Right of 100, with 95 % intervals", title_justify="left")
    for column in ("", *(f"{language.value} ({len(results[language])})" for language in results), "goal"):
        table.add_column(column, justify="left" if not column else "right", no_wrap=True)
    each = {language: figures(cases) for language, cases in results.items()}
    for name, cells, goal in _rows(each):
        table.add_row(name, *cells, goal)
    console.print(table)
    for language, cases in results.items():
        mistaken = ", ".join(f"{one} → {other} {count}" for one, other, count in confusions(cases))
        console.print(f"{language.value}, most often mistaken: {mistaken or 'none'}", markup=False, highlight=False)
    if failed:
        for line in _failed(results):
            console.print(line, markup=False, highlight=False)


def _rows(each: Mapping[Language, Figures]) -> Iterator[tuple[str, list[str], str]]:
    goals = [GOALS[language] for language in each]
    yield "Intent", [_cell(one.intent) for one in each.values()], _goal(goals, 0)
    yield "Slot F1", [_cell(one.slot_f1) for one in each.values()], _goal(goals, 1)
    yield "Times", [_cell(one.times) for one in each.values()], _goal(goals, 2)
    yield "Out of scope", [_cell(one.out_of_scope) for one in each.values()], f"≥ {_percent(FOUND)}"
    yield "False alarms", [_cell(one.false_alarms) for one in each.values()], f"≤ {_percent(ALARMS)}"
    yield "Calibration", [f"{one.calibration_error:.3f}" for one in each.values()], f"≤ {CALIBRATION}"
    yield "Wholly right", [_cell(one.whole) for one in each.values()], "–"


def _goal(goals: Sequence[tuple[float, float, float]], at: int) -> str:
    return "≥ " + " / ".join(_percent(goal[at]) for goal in goals)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0")


def _cell(figure: Figure) -> str:
    return f"{_percent(figure.value)} ({100 * figure.interval.low:.0f}–{100 * figure.interval.high:.0f})"


def _failed(results: Mapping[Language, Sequence[Judged]]) -> Iterator[str]:
    for cases in results.values():
        for one in [one for one in cases if not one.whole][:_SHOWN]:
            yield f"{one.case.id}  {one.case.text}"
            if not one.right:
                yield f"    expected {one.case.intent}, got {one.intent} ({one.confidence:.2f})"
            for what, said in (("missed", one.missed), ("surplus", one.surplus)):
                if said:
                    yield f"    {what} {'; '.join(said)}"
