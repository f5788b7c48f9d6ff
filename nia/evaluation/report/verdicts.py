"""What a run is judged by beside its checks: a baseline, another run, its own repeats. `report/table.py` offers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from nia.evaluation.baseline import BaselineVerdict
from nia.evaluation.comparison import Comparison, Flip
from nia.evaluation.outcome import RunResult
from nia.evaluation.report import wording
from nia.evaluation.statistics import Attempts, Estimate, pass_hat
from nia.evaluation.verdict import judge

if TYPE_CHECKING:
    from rich.console import Console

NAMES_SHOWN = 20


def repeats(run: RunResult) -> dict[int, Estimate]:
    """Return pass^1 … pass^k of the run, over the attempts that did not break."""
    tried = [Attempts(len(one.whole), one.passes) for one in judge(run) if one.whole]
    found = ((k, pass_hat(tried, k)) for k in range(1, max(run.repeat, 1) + 1))
    return {k: estimate for k, estimate in found if estimate is not None}


def print_repeats(run: RunResult, console: Console) -> None:
    """Print pass^1 … pass^k with their standard errors, and which conversations waver."""
    table = _table("k", "pass^k", "standard error", "conversations")
    for k, estimate in repeats(run).items():
        error = wording.NOTHING if estimate.error is None else f"± {estimate.error * 100:.1f} points"
        table.add_row(str(k), wording.percent(estimate.value), error, str(estimate.count))
    console.print(Text("pass^k: all of k independent attempts at a conversation pass", style="bold"))
    console.print(table)
    wavering = [one for one in judge(run) if 0 < one.passes < len(one.whole)]
    names = [f"{one.name}  {one.passes} of {len(one.whole)}" for one in wavering]
    _print_names("Pass sometimes", names, "yellow", console)


def print_baseline(verdict: BaselineVerdict, console: Console) -> None:
    """Print what differs from the baseline, and what to do about it."""
    if verdict.other_model:
        made = f"Note: the baseline was made with {wording.clean(verdict.other_model)}."
        console.print(Text(made, style="yellow"))
    _print_names("Passed in the baseline, fail now", verdict.newly_failing, "bold red", console)
    _print_names("Failed in the baseline, pass now", verdict.newly_passing, "green", console)
    _print_names("Not in the baseline, pass", verdict.new_passing, "green", console)
    _print_names("Not in the baseline, fail", verdict.new_failing, "bold yellow", console)
    _print_names("Broken, not judged", verdict.broken, "yellow", console)
    _print_names("In the baseline, not run (renamed, removed or left out)", verdict.missing, "dim", console)
    if verdict.worse:
        count = wording.number(len(verdict.newly_failing), "conversation")
        text = f"Worse than the baseline: {count} that passed there fail{'s' * (len(verdict.newly_failing) == 1)} now."
        console.print(Text(text, style="bold red"))
    else:
        still = f" {len(verdict.still_failing)} fail there and here." if verdict.still_failing else ""
        console.print(Text(f"Nothing that passed in the baseline fails.{still}", style="bold green"))
    if verdict.new_failing:
        count = wording.number(len(verdict.new_failing), "conversation")
        text = f"{count} that the baseline does not know fail{'s' * (len(verdict.new_failing) == 1)}."
        console.print(
            Text(f"{text} That is no step back, so that it is not what decides the exit code.", "bold yellow")
        )
    if verdict.outdated and not verdict.worse:
        console.print(Text("Record what is better with --update-baseline, and commit the file."))


def print_recorded(verdict: BaselineVerdict, console: Console) -> None:
    """Print which conversations the new baseline holds as failing; `verdict` is the run beside the old one."""
    _print_names("Recorded as failing, though they passed in the old one", verdict.newly_failing, "bold red", console)
    others = (*verdict.new_failing, *verdict.still_failing)
    _print_names("Recorded as failing", others, "bold yellow", console)
    failing = len(verdict.newly_failing) + len(others)
    if failing:
        count = wording.number(failing, "conversation")
        text = f"{count} fail{'s' * (failing == 1)} in this baseline: with --baseline, what fails there may fail."
        console.print(Text(f"{text} Mend and record again, or keep it so on purpose.", style="bold yellow"))
    _print_names("Broken, kept as they were or left out", verdict.broken, "yellow", console)


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print both sides, their difference, what flipped, and what that means."""
    table = _table("", "A", "B", "B less A")
    for name, *cells in comparison_rows(comparison):
        table.add_row(Text(name), *(Text(cell) for cell in cells))
    console.print(table)
    repeated = comparison.repeated
    gained, lost = (_flips(flips, repeated=repeated) for flips in (comparison.gained, comparison.lost))
    _print_names("Pass more often in B" if repeated else "Pass in B alone", gained, "green", console)
    _print_names("Pass more often in A" if repeated else "Pass in A alone", lost, "red", console)
    _print_names("Run in A alone, left out", comparison.only_a, "dim", console)
    _print_names("Run in B alone, left out", comparison.only_b, "dim", console)
    _print_names("Broken, left out", comparison.broken, "yellow", console)
    better = "green" if comparison.difference > 0 else "red"
    console.print(Text(comparison.sentence, style=f"bold {better}" if comparison.significant else "bold"))
    console.print(Text(f"({comparison.test})", style="dim"))


def comparison_rows(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Return each compared measure: name, A, B, and B less A."""
    a, b = comparison.a, comparison.b
    latencies = [
        (f"turn latency {name}", getattr(a.figures, field), getattr(b.figures, field))
        for name, field in (("p50", "latency_p50_ms"), ("p95", "latency_p95_ms"))
    ]
    calls = b.figures.model_calls - a.figures.model_calls
    cost = b.figures.cost - a.figures.cost
    return [
        ("", wording.clean(a.label), wording.clean(b.label), ""),
        (
            "pass rate",
            wording.percent(a.pass_rate),
            wording.percent(b.pass_rate),
            f"{comparison.difference * 100:+.1f}",
        ),
        *((name, wording.milliseconds(x), wording.milliseconds(y), _less(x, y)) for name, x, y in latencies),
        ("model calls", str(a.figures.model_calls), str(b.figures.model_calls), f"{calls:+d}"),
        ("cost", wording.dollars(a.figures.cost), wording.dollars(b.figures.cost), _signed_dollars(cost)),
    ]


def _less(a: float | None, b: float | None) -> str:
    return wording.NOTHING if a is None or b is None else f"{b - a:+.0f} ms"


def _signed_dollars(cost: float) -> str:
    return ("-" if cost < 0 else "+") + wording.dollars(abs(cost))


def _flips(flips: Sequence[Flip], *, repeated: bool) -> list[str]:
    def rates(flip: Flip) -> str:
        return f"  {wording.percent(flip.before)} → {wording.percent(flip.after)}" if repeated else ""

    return [f"{flip.name}{rates(flip)}" + (f"  {flip.where}" if flip.where else "") for flip in flips]


def _print_names(title: str, names: Sequence[str], style: str, console: Console) -> None:
    if not names:
        return
    console.print(Text(f"{title} ({len(names)})", style=style))
    for name in names[:NAMES_SHOWN]:
        console.print(Text(f"  {wording.clean(name)}"), soft_wrap=True)
    if len(names) > NAMES_SHOWN:
        console.print(Text(f"  … and {len(names) - NAMES_SHOWN} more (see --json)", style="dim"))


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    return table
