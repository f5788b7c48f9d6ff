"""`nia train`: build the engine's model from the training sentences, judge it, or check the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[list[Path] | None, typer.Argument(metavar="[FILE]…", help="With --check: these files only.")]
Check = Annotated[bool, typer.Option("--check", help="Say what is wrong in the sentences, and which are alike.")]


def train(files: Files = None, check: Check = False) -> None:
    """Build the engine's model from the training sentences."""
    if check:
        raise typer.Exit(_check(files or []))
    from nia.understanding.training.train import main

    main([])


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
