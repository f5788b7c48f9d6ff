"""The annotated frames: sentences as `remind me to [call Ravi](title)`. Training reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from nia.understanding.port import Act

ACTS = frozenset(act.value for act in Act)
FRAMES_FOLDER = Path(__file__).parent / "frames"
_ANNOTATION = re.compile(r"\[([^\]]*)\]\(([\w.]+)\)")


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotated part of a sentence: its slot, and where it lies."""

    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence without its annotations, the marks that they made, and what the sentence asks for."""

    intent: str
    language: str
    text: str
    marks: tuple[Mark, ...]


def parse(annotated: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the plain sentence and its marks."""
    text = ""
    marks: list[Mark] = []
    at = 0
    for match in _ANNOTATION.finditer(annotated):
        text += annotated[at : match.start()]
        marks.append(Mark(match[2], len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + annotated[at:], tuple(marks)


def read_frames(folder: Path = FRAMES_FOLDER) -> Iterator[Frame]:
    """Yield every frame of the YAML files, in a fixed order."""
    for file in sorted(folder.rglob("*.yaml")):
        yield from read_file(file)


def read_file(file: Path) -> Iterator[Frame]:
    """Yield the frames of one YAML file, in its order."""
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for intent, by_language in loaded.items():
        for language, sentences in by_language.items():
            for sentence in sentences:
                text, marks = parse(sentence)
                yield Frame(intent, language, text, marks)
