"""The lists of times in time_cases/: what each expression of the three languages means, and which words it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from nia.understanding.time_values import Direction, FoundTime, TimeFrame, TimeKind
from nia.understanding.times import find_times

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")
SAID_ON = {  # lists of another day than the rest
    "sixth": datetime.fromisoformat("2026-03-11T10:30:00+05:30"),
    "tuesday": datetime.fromisoformat("2026-03-10T11:20:00+05:30"),
}
LISTS = sorted((Path(__file__).parent / "time_cases").glob("*.yaml"))
LOOKS = {"looks_back": Direction.BACK, "looks_any": Direction.ANY}


def cases() -> Iterator[tuple[str, str, str, str]]:
    """Return (list, kind, what is said, what it means)."""
    for file in LISTS:
        for kind, expressions in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader).items():
            for said, means in expressions.items():
                yield file.stem, kind, said, means


def short(value: str | None) -> str:
    return ".." if value is None else value.removesuffix(":00+05:30")


def written(found: FoundTime) -> str:
    """Return a found time in the notation of the lists."""
    if found.problem is not None:
        return f"!{found.problem}"
    if found.kind is TimeKind.DURATION:
        return str(found.shift)
    if found.kind is TimeKind.SHIFT:
        return f"{'' if str(found.shift).startswith('-') else '+'}{found.shift}"
    start, end = short(found.start), short(found.end)
    ends = start if start == end and found.kind is not TimeKind.RANGE else f"{start}/{end}"
    if found.kind is TimeKind.RECURRENCE:
        return (
            f"every {found.every}" if found.start is None else f"every {found.every} {start if start == end else ends}"
        )
    return ends


def read(name: str, kind: str, said: str) -> tuple[str, list[str], list[str]]:
    """Return what is read of an expression, the words that were taken and those that should be."""
    text = re.sub(r"[\[\]]", "", said)
    now = SAID_ON.get(name.rpartition("_")[2], NOW)
    found = find_times(text, TimeFrame(now, looks=LOOKS.get(kind, Direction.AHEAD)))
    marked = re.findall(r"\[(.*?)\]", said) or [text]
    return " ; ".join(map(written, found)) or "none", [one.text for one in found], marked


@pytest.mark.parametrize(("name", "kind", "said", "means"), list(cases()))
def test_what_is_said_means_what_the_list_tells(name: str, kind: str, said: str, means: str) -> None:
    meaning, taken, marked = read(name, kind, said)
    assert meaning == means
    if means != "none" and "!" not in means:
        assert taken == marked
