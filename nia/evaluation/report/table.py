"""A run in the terminal: summary, what failed and where, the slowest turns, the measures. `nia eval` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nia.evaluation.measures import Figures, Measures, is_users, measure
from nia.evaluation.outcome import Check, ConversationResult, RunResult, TurnResult
from nia.evaluation.report import wording
from nia.evaluation.report.verdicts import print_baseline, print_comparison, print_recorded, print_repeats
from nia.evaluation.statistics import wilson
from nia.evaluation.verdict import Judged, Verdict, judge

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_baseline", "print_comparison", "print_recorded", "print_repeats", "print_run"]

FAILED_SHOWN = 15
CHECKS_SHOWN = 4
BROKEN_SHOWN = 5
SLOWEST_SHOWN = 3
_LONG = 160
_OF_REPLY = ("reply.contains", "reply.lacks")


def print_run(run: RunResult, console: Console) -> None:
    """Print the run: what failed before the figures, and the verdict last, where a terminal stops scrolling."""
    conversations, measures = judge(run), measure(run)
    _print_failed([one for one in conversations if one.verdict is Verdict.FAIL], console)
    _print_broken([one for one in conversations if one.verdict is Verdict.BROKEN], console)
    _print_alarms(run, console)
    console.print(_summary(measures))
    console.print(_measures(measures.overall))
    _print_slowest(run, console)
    console.print(verdict_line(run, measures.overall))


def verdict_line(run: RunResult, figures: Figures) -> Text:
    """Return the one line that says how it went."""
    interval = wilson(figures.passed, figures.judged)
    sure = f"95 % interval {wording.percent(interval.low)} to {wording.percent(interval.high)}"
    what = f"{figures.passed} of {wording.number(figures.judged, 'conversation')} passed"
    rate = f" ({wording.percent(figures.pass_rate)}, {sure})" if figures.judged else ""
    tries = f", each tried {run.repeat} times" if run.repeat > 1 else ""
    broken = f", {figures.broken} broken (could not be judged)" if figures.broken else ""
    good = not figures.failed and not figures.broken and bool(figures.judged)
    line = f"{what}{rate}{tries}{broken}, in {wording.seconds(run.seconds)} with {wording.clean(run.model)}."
    return Text(line, style="bold green" if good else "bold red" if figures.failed else "bold yellow")


def _summary(measures: Measures) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    table.add_column("", overflow="fold", min_width=12)
    for name in ("Passed", "Share", "Intents", "Slots", "Turns/task", "p50", "p95"):
        table.add_column(name, justify="right", no_wrap=True)
    if any(figures.broken for figures in measures.suites.values()):
        table.add_column("Broken", justify="right", no_wrap=True)
    groups: list[Mapping[str, Figures]] = [measures.languages, measures.suites]
    for group in groups:
        for name, figures in group.items():
            _add_row(table, name, figures)
        table.add_section()
    _add_row(table, "all", measures.overall, "bold")
    return table


def _add_row(table: Table, name: str, figures: Figures, style: str = "") -> None:
    cells = [
        f"{figures.passed}/{figures.judged}",
        wording.percent(figures.pass_rate),
        wording.percent(figures.intent_accuracy),
        wording.percent(figures.slot_recall),
        wording.ratio(figures.turns_per_task),
        wording.milliseconds(figures.latency_p50_ms),
        wording.milliseconds(figures.latency_p95_ms),
        str(figures.broken or ""),
    ]
    shown = cells[: len(table.columns) - 1]
    mark = style or ("red" if figures.failed else "")
    table.add_row(Text(wording.clean(name)), *(Text(cell) for cell in shown), style=mark)


def _measures(figures: Figures) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    for name, figure, note in wording.measured(figures):
        wrong = note == "must be 0" and figure != "0"
        table.add_row(name, Text(figure, style="bold red" if wrong else ""), note)
    return table


def _print_failed(failed: list[Judged], console: Console) -> None:
    if not failed:
        return
    console.print(Text("Failed", style="bold red"))
    for one in failed[:FAILED_SHOWN]:
        attempt = next(attempt for attempt in one.whole if not attempt.passed)
        tried = f"  {one.passes} of {len(one.whole)} attempts passed" if len(one.attempts) > 1 else ""
        head = Text.assemble(("✗ ", "red"), (wording.clean(one.name), "bold"), (tried, "yellow"))
        head.append(f"  {wording.place(attempt)}", style="dim")
        console.print(head, soft_wrap=True)
        shown = attempt.failures[:CHECKS_SHOWN]
        for number in dict.fromkeys(failure.turn for failure in shown):
            _print_turn(attempt, number, [failure.check for failure in shown if failure.turn == number], console)
        _print_more(len(attempt.failures) - CHECKS_SHOWN, console, "    ")
    _print_more(len(failed) - FAILED_SHOWN, console)
    console.print()


def _print_turn(conversation: ConversationResult, number: int | None, failed: list[Check], console: Console) -> None:
    """Print a turn with what NIA replied and each check that failed; without a number, those of `finally`."""
    played = next((turn for turn in conversation.turns if turn.number == number), None)
    did = f"  {wording.cut(wording.clean(played.did), 60)}" if played else ""
    line = f" (line {played.line})" if played and played.line else ""
    head = Text.assemble((f"{wording.turn_name(number)}{line}", "cyan"), (did, "dim"))
    console.print(Padding(head, (0, 0, 0, 4), expand=False))
    lines = Table.grid(padding=(0, 2))
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    if played is not None and (reply := _reply(played)):
        lines.add_row(Text("NIA", style="dim"), Text(reply))
    for check in failed:
        expected, got = (wording.cut(one, _LONG) for one in wording.sides(check))
        lines.add_row(Text(wording.key(check), style="bold"), Text(wording.clean(check.why)))
        lines.add_row(Text("expected", style="green"), Text(expected))
        if not (check.key in _OF_REPLY and played is not None and played.reply):  # the reply stands there already
            lines.add_row(Text("got", style="red"), Text(got))
    console.print(Padding(lines, (0, 0, 0, 6), expand=False))


def _reply(played: TurnResult) -> str:
    """Return what NIA said, in a line or two; where it said nothing to its user, that."""
    nothing = "(no reply)" if is_users(played) else ""
    return wording.cut(wording.clean(played.reply), _LONG) or (f"({played.note})" if played.note else nothing)


def _print_broken(broken: list[Judged], console: Console) -> None:
    if not broken:
        return
    title = "Broken: the run itself, none of the agent's answers; these neither passed nor failed"
    console.print(Text(title, style="bold yellow"))
    for one in broken[:BROKEN_SHOWN]:
        attempt = next(attempt for attempt in one.attempts if attempt.error is not None)
        head = Text.assemble(
            ("! ", "yellow"), (wording.clean(one.name), "bold"), (f"  {wording.place(attempt)}", "dim")
        )
        console.print(head, soft_wrap=True)
        console.print(
            Padding(Text(wording.cut(wording.clean(attempt.error or ""), 2 * _LONG)), (0, 0, 0, 4), expand=False)
        )
    _print_more(len(broken) - BROKEN_SHOWN, console)
    console.print()


def _print_alarms(run: RunResult, console: Console) -> None:
    """Print where happened what must never happen, in a conversation that passed or broke too."""
    found = [(one, turn) for one in run.conversations for turn in one.turns if wording.alarms(turn)]
    if not found:
        return
    console.print(Text("Must never happen", style="bold red"))
    for one, turn in found[:FAILED_SHOWN]:
        head = Text.assemble((wording.clean(one.name), "bold"), (f"  {wording.place(one, turn.line)}", "dim"))
        console.print(head, soft_wrap=True)
        console.print(Text(f"    turn {turn.number}: {' and '.join(wording.alarms(turn))}"))
    _print_more(len(found) - FAILED_SHOWN, console)
    console.print()


def _print_slowest(run: RunResult, console: Console) -> None:
    turns = ((turn, one) for one in run.conversations for turn in one.turns if is_users(turn) and not one.error)
    slowest = sorted(turns, key=lambda found: -found[0].latency_ms)[:SLOWEST_SHOWN]
    if not slowest:
        return
    console.print()
    console.print(Text("Slowest turns", style="bold"))
    rows: Iterable[tuple[str, ...]] = (
        (
            wording.milliseconds(turn.latency_ms),
            wording.clean(one.name),
            f"turn {turn.number}",
            wording.cut(wording.clean(turn.did), 50),
        )
        for turn, one in slowest
    )
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    for _ in range(3):
        table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
    console.print()


def _print_more(left: int, console: Console, indent: str = "") -> None:
    if left > 0:
        console.print(Text(f"{indent}… and {left} more (see --html)", style="dim"))
