"""`nia train`: build the engine's model from the training sentences, judge it, or check the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from nia.errors import AdminError

Files = Annotated[list[Path] | None, typer.Argument(metavar="[FILE]…", help="With --check: these files only.")]
Report = Annotated[bool, typer.Option("--report", help="Judge the model by the test utterances; nothing is trained.")]
Failed = Annotated[bool, typer.Option("--failed", help="With --report: show what is not wholly right.")]
Tests = Annotated[Path, typer.Option("--tests", metavar="DIR", help="With --report: where the test utterances lie.")]
Check = Annotated[bool, typer.Option("--check", help="Say what is wrong in the sentences, and which are alike.")]


def train(
    files: Files = None,
    check: Check = False,
    report: Report = False,
    failed: Failed = False,
    tests: Tests = Path("evals/understanding"),
) -> None:
    """Build the engine's model from the training sentences."""
    if check:
        raise typer.Exit(_check(files or []))
    if report:
        _report(tests, failed=failed)
        return
    from nia.understanding.training.train import main

    main([])


def _report(tests: Path, *, failed: bool) -> None:
    from rich.console import Console

    from nia.evaluation.understanding.report import judged, print_report
    from nia.tools.exports.shapes import shapes
    from nia.tools.registry import Registry
    from nia.understanding.engine import Engine

    if not any(tests.glob("*.jsonl")):
        raise AdminError(f"{tests} holds no test utterances; name their folder with --tests")
    print_report(judged(Engine.load(), shapes(Registry.load()), tests), Console(), failed=failed)


def _check(files: Sequence[Path]) -> int:
    import yaml

    from nia.tools.exports.shapes import shapes
    from nia.tools.registry import Registry
    from nia.understanding.training.check import alike, faults
    from nia.understanding.training.frames import FRAMES_FOLDER, read_file

    tools = shapes(Registry.load())
    wrong = 0
    for file in files or sorted(FRAMES_FOLDER.rglob("*.yaml")):
        try:
            frames = list(read_file(file))
        except (yaml.YAMLError, AttributeError, TypeError) as error:
            typer.echo(f"{file}: this is not `intent: language: [sentence, …]`: {error}")
            wrong += 1
            continue
        found = list(faults(frames, tools))
        pairs = list(alike(frames))
        for fault in found:
            typer.echo(fault)
        for frame, other in pairs:
            typer.echo(f"alike: {frame.text}\n       {other.text}")
        wrong += len(found)
        typer.echo(f"{file}: {len(frames)} frames, {len(frames) - len(pairs)} unlike the others, {len(found)} faults")
    return 1 if wrong else 0
