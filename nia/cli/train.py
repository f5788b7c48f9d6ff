"""`nia train`: build the engine's model from the training sentences, judge it, or check the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nia.errors import AdminError

if TYPE_CHECKING:
    from nia.understanding.port import ToolShape
    from nia.understanding.training.frames import Frame

Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]…", help="With --check or --misread: these files only.")
]
Report = Annotated[bool, typer.Option("--report", help="Judge the model by the test utterances; nothing is trained.")]
Failed = Annotated[bool, typer.Option("--failed", help="With --report: show what is not wholly right.")]
Tests = Annotated[Path, typer.Option("--tests", metavar="DIR", help="With --report: where the test utterances lie.")]
Check = Annotated[bool, typer.Option("--check", help="Say what is wrong in the sentences, and which are alike.")]
Misread = Annotated[bool, typer.Option("--misread", help="Show the sentences that are read otherwise than marked.")]
Ship = Annotated[
    bool, typer.Option("--ship", help="Write the weights that come with NIA, from its own sentences only.")
]


def train(
    files: Files = None,
    check: Check = False,
    misread: Misread = False,
    report: Report = False,
    failed: Failed = False,
    tests: Tests = Path("evals/understanding"),
    ship: Ship = False,
) -> None:
    """Build the engine's model from NIA's sentences and those in config/tools. Needs the extra `train`; takes minutes.

    The weights go into the data folder, and are used from the next start on.
    """
    if check:
        raise typer.Exit(_check(files or []))
    if misread:
        _misread(files or [])
    elif report:
        _report(tests, failed=failed)
    else:
        _train(ship=ship)


def _train(*, ship: bool) -> None:
    from nia.config import Settings
    from nia.understanding.weights import OWN, SHIPPED

    try:
        from nia.understanding.training.frames import read_frames
        from nia.understanding.training.plain_words import write_plain_words
        from nia.understanding.training.train import build
    except ModuleNotFoundError as error:
        raise AdminError(f"Training needs {error.name}: pip install 'nia-assistant[train]'") from error
    settings = Settings()
    if ship:
        build(SHIPPED, say=typer.echo)
        typer.echo(f"{write_plain_words(read_frames())} plain words")
    else:
        build(settings.data_dir / OWN, _frames_of_config(settings.config_dir), say=typer.echo)


def _frames_of_config(config_dir: Path) -> list[Frame]:
    """Return the admin's example sentences and those of plugins' tools, as frames."""
    from nia.config import Settings
    from nia.config_files import load_tool_settings
    from nia.tools.registry import Registry
    from nia.understanding.language import LanguageDetector
    from nia.understanding.port import Language
    from nia.understanding.training.frames import Frame, parse, read_frames
    from nia.understanding.words import Lexicon

    known, detector = {frame.intent for frame in read_frames()}, LanguageDetector(Lexicon.shipped())
    said = [(name, one) for name, listed in load_tool_settings(config_dir).examples.items() for one in listed]
    for tool in Registry.load(Settings().tool_modules):
        if tool.name not in known and not tool.internal:
            said += [(tool.name, one) for one in tool.examples]
    frames = []
    for name, sentence in said:
        text, marks = parse(sentence)
        frames.append(Frame(name, detector.detect(text, Language.ENGLISH)[0].value, text, marks))
    return frames


def _report(tests: Path, *, failed: bool) -> None:
    from rich.console import Console

    from nia.config import Settings
    from nia.evaluation.understanding.report import judged, print_report
    from nia.understanding.engine import Engine
    from nia.understanding.weights import weights_of

    if not any(tests.glob("*.jsonl")):
        raise AdminError(f"{tests} holds no test utterances; name their folder with --tests")
    engine = Engine.load(weights=weights_of(Settings().data_dir))
    print_report(judged(engine, _shapes(), tests), Console(), failed=failed)


def _check(files: Sequence[Path]) -> int:
    from nia.understanding.training.check import alike, faults
    from nia.understanding.training.frames import FRAMES_FOLDER

    tools, wrong = _shapes(), 0
    for file in files or sorted(FRAMES_FOLDER.rglob("*.yaml")):
        try:
            frames = _frames_of(file)
        except AdminError as error:
            typer.echo(error)
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


def _misread(files: Sequence[Path]) -> None:
    from nia.config import Settings
    from nia.understanding.training.frames import FRAMES_FOLDER
    from nia.understanding.training.misread import Prober
    from nia.understanding.weights import weights_of

    prober = Prober(weights_of(Settings().data_dir))
    for file in files or sorted(FRAMES_FOLDER.rglob("*.yaml")):
        frames = _frames_of(file)
        found = [one for frame in frames if (one := prober.misread(frame)) is not None]
        for one in found:
            typer.echo(one)
        typer.echo(f"{file}: {len(found)} of {len(frames)} are read otherwise than marked")


def _frames_of(file: Path) -> list[Frame]:
    import yaml

    from nia.understanding.training.frames import read_file

    try:
        return list(read_file(file))
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise AdminError(f"{file}: this is not `intent: language: [sentence, …]`: {error}") from error


def _shapes() -> Sequence[ToolShape]:
    from nia.tools.exports.shapes import shapes
    from nia.tools.registry import Registry

    return shapes(Registry.load())
