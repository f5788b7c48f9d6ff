"""`nia eval simulate`: simulated users talk to NIA by the thousand, and what must never happen is looked for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from nia.evaluation.simulation.manner import Manner
    from nia.evaluation.simulation.running import Outcome
    from nia.evaluation.simulation.summary import Summary

FAILED = 1
_MOST_LISTED = 20

Count = Annotated[int, typer.Option("--count", "-n", min=1, help="How many conversations.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The number of the first; the others follow.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="How many processes. Else one a core.")]
OneManner = Annotated[str | None, typer.Option("--manner", help="All in one manner: plain, terse, hinglish, …")]
Show = Annotated[bool, typer.Option("--show", help="Print each conversation turn by turn.")]
Save = Annotated[
    Path | None, typer.Option("--save", metavar="FILE", help="Make what is wrong as small as it can be, as a suite.")
]
SaveUnmet = Annotated[bool, typer.Option("--save-unmet", help="With --save: unmet goals too.")]
MostUnmet = Annotated[
    float, typer.Option("--most-unmet", min=0, max=1, help="Fail where a larger share of the goals is unmet.")
]
Config = Annotated[Path | None, typer.Option("--config", metavar="DIR", help="Another config than the installation's.")]
ByModel = Annotated[bool, typer.Option("--by-model", help="A model of models.yaml plays the users.")]


def simulate(
    count: Count = 200,
    seed: Seed = 1,
    workers: Workers = None,
    manner: OneManner = None,
    show: Show = False,
    save: Save = None,
    save_unmet: SaveUnmet = False,
    most_unmet: MostUnmet = 1.0,
    config: Config = None,
    by_model: ByModel = False,
) -> None:
    """Let simulated users talk to NIA, and say what went wrong. The same numbers give the same conversations.

    Exits 1 where anything was wrong, or more goals unmet than --most-unmet allows.
    """
    from rich.console import Console

    from nia.evaluation.simulation.summary import summarise

    chosen = _manner(manner)
    console = Console(highlight=False)
    if show:
        _show(console, range(seed, seed + count), chosen, config)
        return
    outcomes = _run(console, count, seed, workers, chosen, config, by_model)
    summary = summarise(outcomes)
    _report(console, summary)
    if save is not None:
        _save(console, save, outcomes, chosen, config, unmet=save_unmet)
    if summary.wrong or summary.unmet_rate > most_unmet:
        raise typer.Exit(FAILED)


def _manner(name: str | None) -> Manner | None:
    from nia.evaluation.simulation.manner import Manner

    if name is None:
        return None
    try:
        return Manner(name)
    except ValueError:
        raise typer.BadParameter(f"there is no manner {name}; choose one of {', '.join(Manner)}") from None


def _run(
    console: Console,
    count: int,
    seed: int,
    workers: int | None,
    manner: Manner | None,
    config: Path | None,
    by_model: bool,
) -> list[Outcome]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from nia.evaluation.simulation import running
    from nia.evaluation.simulation.by_model import ByModel as Played
    from nia.evaluation.simulation.by_model import player
    from nia.evaluation.simulation.rule_based import RuleBased

    chat = player(running.settings_of(config).config_dir) if by_model else None
    plays: running.Plays = RuleBased if chat is None else lambda persona: Played(persona, chat)
    columns = TextColumn("conversations"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=count)
        return running.simulate(
            count,
            seed,
            workers,
            manner=manner,
            config_dir=config,
            plays=plays,
            tell=lambda done: progress.advance(task, done),
        )


def _show(console: Console, seeds: Sequence[int], manner: Manner | None, config: Path | None) -> None:
    from nia.evaluation.simulation.running import play_one
    from nia.evaluation.simulation.telling import told

    for one in seeds:
        console.print(told(play_one(one, manner, config)), markup=False)
        console.print()


def _report(console: Console, summary: Summary) -> None:
    from rich.table import Table

    table = Table("", "", "count", "wrong", "unmet")
    group = ""
    for line in summary.lines:
        if line.group != group and group:
            table.add_section()
        title, group = (line.group if line.group != group else ""), line.group
        table.add_row(title, line.name, str(line.count), str(line.wrong or "-"), str(line.unmet or "-"))
    console.print(table)
    console.print(
        f"{summary.conversations} conversations, {summary.turns} turns, {summary.goals} goals: "
        f"{len(summary.wrong_seeds)} conversations wrong, {summary.unmet_rate:.1%} of the goals unmet"
        + (f", {summary.errors} not played because the user's model failed" if summary.errors else "")
    )
    for seed, finding in summary.wrong[:_MOST_LISTED]:
        console.print(f"  {finding.invariant}: {finding.why}", markup=False)
        console.print(f"    nia eval simulate --seed {seed} --count 1 --show")


def _save(
    console: Console,
    file: Path,
    outcomes: Sequence[Outcome],
    manner: Manner | None,
    config: Path | None,
    *,
    unmet: bool,
) -> None:
    from nia.evaluation.simulation.saving import minimal_of, save

    seeds = [one.seed for one in outcomes if any(unmet or f.gravity == "wrong" for f in one.findings)]
    with console.status("making them small"):
        found = asyncio.run(minimal_of(seeds[:_MOST_LISTED], manner, config, unmet=unmet))
    if not found:
        console.print("Nothing was wrong, so that nothing is saved.")
        return
    save(file, found)
    console.print(f"{file}: {len(found)} conversations, which fail as long as this is not mended: nia eval {file}")
