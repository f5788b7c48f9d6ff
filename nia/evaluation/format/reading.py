"""Reads suites: files and folders into `Suite`s, or says file, line and mend. `nia eval` and its tests call it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path

import yaml

from nia.errors import ConfigError
from nia.evaluation.format.names import Vocabulary, misnamed
from nia.evaluation.format.records import Given, Person
from nia.evaluation.format.suite import ConversationSpec, Suite
from nia.evaluation.format.values import bad_value
from nia.sales.matching import same
from nia.yaml_file import Loc, line_of, lines_of, read_yaml

_QUOTE = "Put it in quotes"
_QUOTED = ("'", '"', "|", ">")
_TIME = re.compile(r"^\d{1,2}(:\d{2}){1,2}$")


@dataclass(frozen=True, slots=True)
class SuiteFile:
    """A suite, the file that it was read from, and the lines of its conversations and their turns, by id."""

    path: Path
    suite: Suite
    lines: dict[str, int | None] = field(default_factory=dict)
    turn_lines: dict[str, tuple[int | None, ...]] = field(default_factory=dict)


def read_suites(paths: Iterable[Path], vocabulary: Vocabulary | None = None) -> list[SuiteFile]:
    """Read every suite of these files and folders, in the order of their names.

    Raises `ConfigError` where a file is wrong, where a folder has none, or where two have the same name.
    """
    found = [read_suite(file, vocabulary) for path in paths for file in suite_files(path)]
    seen: dict[str, Path] = {}
    for one in found:
        if one.suite.name in seen and seen[one.suite.name] != one.path:
            problem = f"the name {one.suite.name!r} is also that of {seen[one.suite.name]}"
            raise ConfigError(str(one.path), line_of(one.path, ("name",)), problem, "Give one of the two another name")
        seen[one.suite.name] = one.path
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
    """Read one suite. With a `vocabulary`, tools, slots and acts that do not exist are mistakes too."""
    suite = read_yaml(path, Suite, look=_refuse_unquoted, missing="Check its name: nia eval takes files and folders")
    for loc, problem, mend in _mistakes(suite, path, vocabulary):
        raise ConfigError(str(path), line_of(path, loc), problem, mend)
    line = lines_of(path)
    lines = {one.id: line(("conversations", at)) for at, one in enumerate(suite.conversations)}
    turns = {
        one.id: tuple(line(("conversations", at, "turns", number)) for number in range(len(one.turns)))
        for at, one in enumerate(suite.conversations)
    }
    return SuiteFile(path, suite, lines, turns)


Mistake = tuple[Loc, str, str]


def _mistakes(suite: Suite, path: Path, vocabulary: Vocabulary | None) -> Iterator[Mistake]:
    """Yield what the shape alone does not forbid: where it is, what is wrong, and the mend."""
    yield from _given_mistakes((), suite.given, suite.user, suite.given)
    for at, one in enumerate(suite.conversations):
        loc: Loc = ("conversations", at)
        yield from _given_mistakes(loc, one.given, one.user or suite.user, suite.given.with_(one.given))
        yield from _turn_mistakes(loc, one, path)
        if vocabulary is not None:
            yield from misnamed(loc, one, vocabulary)


def _given_mistakes(loc: Loc, given: Given, user: Person | None, everything: Given) -> Iterator[Mistake]:
    """Yield owners and leads that nobody knows, and values that no record can have."""
    users = [one.name for one in (*everything.users, *([user] if user else []))]
    leads = [one.name for one in everything.leads]
    for kind in ("leads", "meetings", "tasks", "emails", "contacts"):
        for at, record in enumerate(getattr(given, kind)):
            for name, known in (("owner", users), ("assignee", users), ("lead", leads)):
                value = getattr(record, name, None)
                if value is not None and not any(same(value, one) for one in known):
                    who = "user" if known is users else "given lead"
                    where = (*loc, "given", kind, at, name)
                    yield where, f"there is no {who} {value!r}", _nearest(value, known, "Add it to given")
            for name, problem, mend in bad_value(record):
                yield (*loc, "given", kind, at, name), problem, mend
    for at, mail in enumerate(given.emails):
        if "@" not in parseaddr(mail.sender)[1]:
            where = (*loc, "given", "emails", at, "from")
            yield where, f"{mail.sender!r} has no mail address", 'Write it like "Name <name@company.example>"'


def _turn_mistakes(loc: Loc, conversation: ConversationSpec, path: Path) -> Iterator[Mistake]:
    for at, turn in enumerate(conversation.turns):
        if turn.voice is not None and not (path.parent / turn.voice).is_file():
            problem = f"there is no file {turn.voice!r} beside the suite"
            yield (*loc, "turns", at, "voice"), problem, "Name it relative to the suite's folder"
        if turn.expect is None:
            continue
        for key, beside in (("exact", "slots"), ("ordered", "shows")):
            if getattr(turn.expect, key) and getattr(turn.expect, beside) is None:
                yield (*loc, "turns", at, "expect", key), f"{key}: true needs {beside}", f"Add {beside}, or remove it"


def _nearest(given: str, known: Collection[str], otherwise: str) -> str:
    near = get_close_matches(given, known, n=1)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"There are: {', '.join(known)}. {otherwise}" if known else otherwise


def _refuse_unquoted(path: Path, root: yaml.Node) -> None:
    """Refuse values that YAML reads as something else than what is written: yes, 5:30, 2026-03-05."""
    todo, seen = [root], set[int]()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            todo += [one for pair in node.value for one in pair]
        elif isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.ScalarNode) and node.style not in _QUOTED and _is_read_otherwise(node):
            line = node.start_mark.line + 1
            problem = f"YAML does not read {node.value!r} as it is written"
            raise ConfigError(str(path), line, problem, f'{_QUOTE}: "{node.value}"')


def _is_read_otherwise(node: yaml.ScalarNode) -> bool:
    kind, text = node.tag.rpartition(":")[2], node.value
    if kind == "bool":
        return text.casefold() not in ("true", "false")
    if kind in ("int", "float"):
        return not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text)
    return kind == "timestamp" or _TIME.match(text) is not None
