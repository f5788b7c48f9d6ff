"""Why a suite is no YAML, in the words of whoever typed it, with the line to mend. `reading` calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from nia.evaluation.format.mistakes import Mistake

_KEY = re.compile(r"^(?P<before>[ ]*(?:-[ ]+)*)(?P<key>[\w.-]+)[ ]*:(?:[ ]|$)")
_OPEN = {"flow mapping": ("{", "}"), "flow sequence": ("[", "]")}
_TURN = ("say", "press", "voice", "later", "meanwhile")
_UNDER = {
    **dict.fromkeys(("expect", "edit", "session", "as", *_TURN), _TURN),
    **dict.fromkeys(("turns", "finally", "tags", "given", "now", "user", "description"), ("id",)),
}
"""Keys that stand beside another: those of a turn beside what it does, those of a conversation beside its id."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the YAML reader stumbled over: lines count from 0, `begun` is where what it was in began."""

    lines: Sequence[str]
    at: int
    column: int
    begun: int
    problem: str
    context: str

    @property
    def line(self) -> str:
        return self.lines[self.at] if self.at < len(self.lines) else ""


def explained(path: Path, mistake: Mistake) -> Mistake:
    """Return `mistake` in plain words, on the line that must change, where its file is text that is no YAML."""
    if not mistake.problem.startswith("not YAML"):
        return mistake
    text = path.read_text(encoding="utf-8-sig")
    try:
        yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            begun = error.context_mark.line if error.context_mark else mark.line
            said = str(error.problem or ""), str(error.context or "")
            found = _Found(text.splitlines(), mark.line, mark.column, begun, *said)
            for line, problem, mend in _reasons(found):
                return replace(mistake, line=line + 1, problem=problem, mend=mend)
    except yaml.YAMLError:
        pass
    return mistake


def _reasons(found: _Found) -> Iterator[tuple[int, str, str]]:
    """Yield what may be the reason, the likeliest first: line from 0, problem, mend."""
    yield from _tab(found)
    yield from _open_quote(found)
    yield from _open_bracket(found)
    yield from _colon_in_text(found)
    yield from _sign_before_text(found)
    yield from _no_colon(found)
    yield from _indented(found)


def _tab(found: _Found) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(found.lines[: found.at + 1]):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            yield (
                number,
                "the line is indented by a tab, and YAML takes spaces alone",
                "Write spaces instead of the tab",
            )


def _open_quote(found: _Found) -> Iterator[tuple[int, str, str]]:
    for number in range(found.begun, min(found.at + 1, len(found.lines))):
        line = re.sub(r"\\.|(^|\s)#.*", "", found.lines[number])
        if line.count('"') % 2:
            yield (
                number,
                'a quotation mark (") that opens or closes a text is missing',
                "Put one on both ends of the text",
            )


def _open_bracket(found: _Found) -> Iterator[tuple[int, str, str]]:
    kind = next((kind for kind in _OPEN if kind in found.context), None)
    if kind is None:
        return
    opened, closed = _OPEN[kind]
    if found.at == found.begun:
        rest = found.line[found.column :].strip()
        before = f" before {rest[:20]!r}" if rest else ""
        yield (
            found.at,
            f"a {closed} or a comma is missing{before}",
            "Add it, or put a text that holds such a sign in quotes",
        )
    else:
        yield (
            found.begun,
            f"a {opened} on this line is not closed",
            f"Add the missing {closed}, or a comma at the end of the line",
        )


def _colon_in_text(found: _Found) -> Iterator[tuple[int, str, str]]:
    key = _KEY.match(found.line)
    if "mapping values are not allowed" in found.problem and key is not None and found.column >= key.end():
        text = found.line[key.end() :].strip()
        yield found.at, "a text with a colon in it must be in quotes", f'Write {key["key"]}: "{text}"'


def _sign_before_text(found: _Found) -> Iterator[tuple[int, str, str]]:
    sign = found.line[found.column : found.column + 1]
    if "cannot start any token" in found.problem or "alias" in found.context or "undefined alias" in found.problem:
        yield found.at, f"a text that begins with {sign} must be in quotes", "Put the whole text in quotes"


def _no_colon(found: _Found) -> Iterator[tuple[int, str, str]]:
    wrong = "could not find expected ':'" in found.problem
    number = found.begun if wrong else found.at - 1
    line = found.lines[number].strip() if number >= 0 else ""
    if wrong or ("mapping values are not allowed" in found.problem and line and ":" not in line):
        yield number, f"{line!r} has no colon after its key", "Write it like key: value"


def _indented(found: _Found) -> Iterator[tuple[int, str, str]]:
    """Say how far in the line is and should be: as its neighbours, or as the key beside which it belongs."""
    if not re.search(r"<block|'\?'|mapping values|indicator|block end", found.problem):
        return
    line, item = found.line, found.line.lstrip().startswith("-")
    column = len(line) - len(line.lstrip())
    key = _KEY.match(line)
    beside = _UNDER.get(key["key"], ()) if key is not None and not item else ()
    above = list(_columns(found.lines[: found.at], item=item, among=beside)) or list(
        _columns(found.lines[: found.at], item=item, among=())
    )
    if above:
        number, meant, name = above[0] if beside else min(above, key=lambda one: abs(one[1] - column))
        if meant == column:
            problem = f"the line stands behind what it belongs to, as {name!r} on line {number + 1}"
            yield found.at, problem, "Move it up, to stand with that"
            return
        problem = f"the line is {_spaces(column)} in, which fits nothing above it"
        yield found.at, problem, f"Write it {_spaces(meant)} in, as {name!r} on line {number + 1}"


def _spaces(count: int) -> str:
    return f"{count} space{'s' * (count != 1)}"


def _columns(lines: Sequence[str], *, item: bool, among: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and name of the keys (of the items) above, the nearest first."""
    for number in range(len(lines) - 1, -1, -1):
        line, key = lines[number], _KEY.match(lines[number])
        if item and line.lstrip().startswith("-"):
            yield number, len(line) - len(line.lstrip()), line.strip()[:20]
        elif not item and key is not None and (not among or key["key"] in among):
            yield number, key.end("before"), key["key"]
