"""`nia eval run`: plays suites and says what a change broke."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nia.errors import AdminError

if TYPE_CHECKING:
    from rich.console import Console

    from nia.evaluation.format.names import Vocabulary
    from nia.evaluation.format.reading import SuiteFile
    from nia.evaluation.outcome import ConversationResult, RunResult
    from nia.evaluation.run import Options

FAILED, BROKEN = 1, 3

Files = Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="Suites, or folders of them.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="Only conversations with this tag; may be repeated.")]
Languages = Annotated[list[str] | None, typer.Option("--lang", help="Only suites in this language: en, hi, hi-en.")]
Name = Annotated[str, typer.Option("-k", metavar="TEXT", help='Only conversations with TEXT in "suite/id".')]
Model = Annotated[
    str, typer.Option("--model", help="What understands: engine, config, or a provider of models.yaml (openai, …).")
]
Config = Annotated[Path | None, typer.Option("--config", help="The config folder; unset: that of NIA_CONFIG_DIR.")]
Compare = Annotated[
    tuple[str, str] | None,
    typer.Option("--compare", metavar="A B", help="Run twice, with two models or two config folders, and compare."),
]
Repeat = Annotated[int, typer.Option("--repeat", min=1, max=100, help="Play each so often; reports pass^1 to pass^k.")]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", help="Exit 1 only where something that passed there fails now.")
]
Update = Annotated[
    bool, typer.Option("--update-baseline", help="Write into the baseline file what passes now, and what fails.")
]
Html = Annotated[Path | None, typer.Option("--html", help="Write a report with each failed conversation turn by turn.")]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write everything as JSON.")]
Junit = Annotated[Path | None, typer.Option("--junit", help="Write a JUnit XML report.")]
Watch = Annotated[bool, typer.Option("--watch", help="Run again whenever a suite, the config or the code changes.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Processes; unset: one for each core.")]


def run(
    files: Files = None,
    tag: Tags = None,
    lang: Languages = None,
    name: Name = "",
    model: Model = "engine",
    config: Config = None,
    compare: Compare = None,
    repeat: Repeat = 1,
    baseline: BaselineFile = None,
    update_baseline: Update = False,
    html: Html = None,
    json: JsonFile = None,
    junit: Junit = None,
    watch: Watch = False,
    workers: Workers = None,
) -> None:
    """Play suites and report. Exits 0 where every check holds, 1 where one fails, 3 where some could not be run."""
    from nia.evaluation.chosen import Filter
    from nia.evaluation.run import Options

    if update_baseline and baseline is None:
        raise typer.BadParameter("name the file with --baseline", param_hint="--update-baseline")
    suites, config_dir = files or [_default()], config or config_folder()
    if watch:
        _watch(suites, config_dir)
        return
    wanted = Filter(tuple(tag or ()), tuple(lang or ()), name)
    options = Options(model=model, config_dir=config_dir, repeat=repeat, wanted=wanted, workers=workers)
    console = _console()
    sides = [options] if compare is None else [_with(options, one) for one in compare]
    result = _played(_read(suites, config_dir), sides, Reports(html, json, junit), console)
    raise typer.Exit(_judged(result, baseline, console, update=update_baseline, filtered=not wanted.empty))


@dataclass(frozen=True, slots=True)
class Reports:
    """The files that a run is written to."""

    html: Path | None = None
    json: Path | None = None
    junit: Path | None = None

    @property
    def paths(self) -> list[Path]:
        """Those that are wanted."""
        return [path for path in (self.html, self.json, self.junit) if path is not None]


def _default() -> Path:
    from nia.evaluation.suites import default_suites

    return default_suites()


def config_folder() -> Path:
    """Return the installation's config folder."""
    from nia.config import Settings

    return Settings().config_dir


def vocabulary(config_dir: Path) -> Vocabulary:
    """Return the names that suites may use, with the tools of this installation."""
    from nia.config import Settings
    from nia.evaluation.format.names import Vocabulary
    from nia.tools.registry import Registry

    return Vocabulary.of(Registry.load(Settings(config_dir=config_dir).tool_modules))


def _read(suites: list[Path], config_dir: Path) -> list[SuiteFile]:
    from nia.evaluation.format.reading import read_suites

    return read_suites(suites, vocabulary(config_dir))


def _with(options: Options, side: str) -> Options:
    """Return the options of one side of a comparison: a config folder, or a model."""
    folder = Path(side)
    return replace(options, config_dir=folder) if folder.is_dir() else replace(options, model=side)


def _run(files: list[SuiteFile], options: Options, console: Console, reports: Reports | None = None) -> RunResult:
    """Play, write the reports, and then print: what reads along may stop reading early, as `head` does."""
    from nia.evaluation.chosen import jobs
    from nia.evaluation.report.table import print_repeats, print_run
    from nia.evaluation.run import run as play_all

    with _progress(len(jobs(files, options.wanted, options.repeat)), options.model) as on_done:
        result = play_all(files, options, on_done)
    _write(result, reports or Reports())
    print_run(result, console)
    if options.repeat > 1:
        print_repeats(result, console)
    return result


def _played(files: list[SuiteFile], sides: list[Options], reports: Reports, console: Console) -> RunResult:
    """Play once, or twice and compare; the reports are those of the last run."""
    from nia.evaluation.comparison import compare
    from nia.evaluation.report.table import print_comparison

    *before, last = sides
    first = [_run(files, options, console) for options in before]
    result = _run(files, last, console, reports)
    for one in first:
        print_comparison(compare(one, result), console)
    for path in reports.paths:
        console.print(f"Written: {path}", markup=False, highlight=False)
    return result


@contextmanager
def _progress(count: int, model: str) -> Iterator[Callable[[ConversationResult], None]]:
    """Show on a terminal how far the run is; elsewhere show nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task, failed = progress.add_task(f"Playing with {model}", total=count), 0

        def on_done(result: ConversationResult) -> None:
            nonlocal failed
            failed += not result.passed
            progress.update(task, advance=1, description=f"Playing with {model}, {failed} failed")

        yield on_done


def _write(result: RunResult, reports: Reports) -> None:
    from nia.evaluation.report import html, json_file, junit

    for path, render in ((reports.html, html.render), (reports.json, json_file.render), (reports.junit, junit.render)):
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(render(result), encoding="utf-8")
            except OSError as error:
                raise AdminError(f"{path} cannot be written: {error.strerror}. Name another file") from error


def _judged(result: RunResult, file: Path | None, console: Console, *, update: bool, filtered: bool) -> int:
    """Return the exit code; with a baseline it is the baseline's verdict."""
    from nia.evaluation.baseline import Baseline, compare_to_baseline, read_baseline, renew, write_baseline
    from nia.evaluation.report.table import print_baseline, print_recorded

    broken = any(one.error is not None for one in result.conversations)
    if file is None:
        failed = any(one.failures for one in result.conversations)
        return FAILED if failed else BROKEN if broken else 0
    old = read_baseline(file) if file.is_file() or not update else None
    verdict = compare_to_baseline(result, old or Baseline(model=result.model))
    if update:
        write_baseline(file, renew(result, old, filtered=filtered))
        console.print(f"Written: {file}", markup=False, highlight=False)
        print_recorded(verdict, console)
        return BROKEN if broken else 0
    print_baseline(verdict, console)
    return FAILED if verdict.worse else BROKEN if verdict.broken else 0


def _watch(suites: list[Path], config_dir: Path) -> None:
    from nia.evaluation.watch import rerun

    arguments = [one for one in sys.argv[sys.argv.index("eval") + 1 :] if one != "--watch"]
    code = Path(__file__).parents[1]
    rerun(arguments, [*suites, config_dir, code], lambda text: typer.echo(text, err=True))


def _console() -> Console:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 120, soft_wrap=not sys.stdout.isatty())
