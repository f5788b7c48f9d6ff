"""Shows what was used beside an eval run: the same measures, by intent. `nia stats --compare` calls it."""

from __future__ import annotations

from rich.console import Console

from nia.evaluation.monitoring.figures import Figures, Tally, ranked
from nia.evaluation.monitoring.table import COMPARED, Column, in_columns

_NONE = Tally()


def show(used: Figures, run: Figures, console: Console, limit: int) -> None:
    """Print the measures that both know, each as used → in the evals, and which used intents no eval has."""
    intents = ranked(used.by_intent)
    pairs = {name: (tally, run.by_intent.get(name, _NONE)) for name, tally in intents[: limit or None]}
    pairs["all"] = (used.all, run.all)
    languages = {name: (tally, run.by_language.get(name, _NONE)) for name, tally in ranked(used.by_language)}
    for title, beside in (("In use | evals", pairs), ("Language", languages)):
        columns = [_beside(column, beside) for column in COMPARED]
        for part in in_columns(title, [(name, pair[0]) for name, pair in beside.items()], columns, console):
            console.print(part)
    missing = [f"{name} ({tally.turns})" for name, tally in intents if name not in run.by_intent]
    if missing:
        console.print(f"Used, and in no eval of this run: {', '.join(missing)}\n", markup=False, highlight=False)


def _beside(column: Column, pairs: dict[str, tuple[Tally, Tally]]) -> Column:
    """Return a column that shows both values of a pair."""
    runs = {id(used): run for used, run in pairs.values()}
    return Column(column.header, lambda tally: f"{column.of(tally)} | {column.of(runs[id(tally)])}")
