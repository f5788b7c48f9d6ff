"""Reads suites: files and folders into `Suite`s, or says file, line and mend. `nia eval` and its tests call it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import RootModel, ValidationError

from nia.errors import ConfigError
from nia.evaluation.format.meaning import mistaken_parts, mistaken_records
from nia.evaluation.format.misfits import misfits
from nia.evaluation.format.mistakes import Mistake, WrongSuites
from nia.evaluation.format.names import Vocabulary
from nia.evaluation.format.places import in_file, named
from nia.evaluation.format.suite import Suite
from nia.evaluation.format.syntax import explained
from nia.evaluation.format.unquoted import unquoted
from nia.yaml_file import Loc, line_of, lines_of, read_yaml


@dataclass(frozen=True, slots=True)
class SuiteFile:
    """A suite, the file that it was read from, and the lines of its conversations and their turns, by id."""

    path: Path
    suite: Suite
    lines: dict[str, int | None] = field(default_factory=dict)
    turn_lines: dict[str, tuple[int | None, ...]] = field(default_factory=dict)


def read_suites(paths: Iterable[Path], vocabulary: Vocabulary | None = None) -> list[SuiteFile]:
    """Read every suite of these files and folders, in the order of their names.

    Raises `ConfigError` where a folder has no suite, and `WrongSuites` with all that is wrong in the files, or
    where two have the same name.
    """
    found, wrong, seen = list[SuiteFile](), list[Mistake](), dict[str, Path]()
    for file in (file for path in paths for file in suite_files(path)):
        try:
            one = read_suite(file, vocabulary)
        except WrongSuites as error:
            wrong += error.mistakes
            continue
        if seen.setdefault(one.suite.name, file) != file:
            problem = f"the name {one.suite.name!r} is also that of {seen[one.suite.name]}"
            wrong.append(Mistake(str(file), line_of(file, ("name",)), problem, "Give one of the two another name"))
        found.append(one)
    if wrong:
        raise WrongSuites(wrong)
    return found


def suite_files(path: Path) -> Sequence[Path]:
    """Return the suites at `path`: the file itself, or every .yaml and .yml under the folder."""
    if not path.is_dir():
        return [path]
    files = sorted(file for ending in ("*.yaml", "*.yml") for file in path.rglob(ending))
    if not files:
        raise ConfigError(str(path), None, "the folder holds no suite", "Name a .yaml file, or a folder that holds one")
    return files


def read_suite(path: Path, vocabulary: Vocabulary | None = None) -> SuiteFile:
    """Read one suite. With a `vocabulary`, tools, slots and acts that do not exist are mistakes too.

    Raises `WrongSuites` with everything that is wrong in it.
    """
    content, root = _loaded(path)
    suite, wrong = None, [Mistake(str(path), *one) for one in unquoted(root)]
    told = {one.line for one in wrong}
    try:
        suite = Suite.model_validate(content)
    except ValidationError as error:
        wrong += (one for one in _located(path, misfits(error, content)) if one.line not in told)
    found = [*(mistaken_records(suite) if suite else ()), *mistaken_parts(content, path.parent, vocabulary)]
    placed = ((loc, f"{named(in_file(loc, content), content)}: {problem}", mend) for loc, problem, mend in found)
    wrong += (one for one in _located(path, placed) if one.line not in told)
    if wrong or suite is None:
        raise WrongSuites(sorted(wrong, key=lambda one: one.line or 0))
    return _with_lines(path, suite)


def _with_lines(path: Path, suite: Suite) -> SuiteFile:
    line = lines_of(path)
    lines = {one.id: line(("conversations", at)) for at, one in enumerate(suite.conversations)}
    turns = {
        one.id: tuple(line(("conversations", at, "turns", number)) for number in range(len(one.turns)))
        for at, one in enumerate(suite.conversations)
    }
    return SuiteFile(path, suite, lines, turns)


class _Anything(RootModel[object]):
    """Whatever a YAML file holds."""


def _loaded(path: Path) -> tuple[object, yaml.Node]:
    """Return what the file holds, and its nodes."""
    roots: list[yaml.Node] = []
    try:
        missing = "Check its name: nia eval takes files and folders"
        content = read_yaml(path, _Anything, look=lambda _, root: roots.append(root), missing=missing).root
    except ConfigError as error:
        raise WrongSuites([explained(path, Mistake.of(error))]) from None
    if not roots:
        raise WrongSuites([Mistake(str(path), None, "the file is empty", "Begin with the example of docs/evals.md")])
    return content, roots[0]


def _located(path: Path, found: Iterable[tuple[Loc, str, str]]) -> list[Mistake]:
    """Return what was found as mistakes, each with its line."""
    mistakes = list(found)
    line = lines_of(path) if mistakes else lambda _: None
    return [Mistake(str(path), line(loc), problem, mend) for loc, problem, mend in mistakes]
