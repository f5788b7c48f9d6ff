"""What is wrong in the training sentences, and which of them are too much alike. `nia train --check` says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nia.understanding.port import Act, SlotKind, ToolShape
from nia.understanding.tokens import tokenize
from nia.understanding.training.frames import Frame

LANGUAGES = ("en", "hi-en", "hi")
_ALIKE = 0.85


def masked(frame: Frame) -> frozenset[str]:
    """Return the words of a frame, what is marked as its slot, numbers as one word."""
    text, at = "", 0
    for mark in frame.marks:
        text += f"{frame.text[at : mark.start]} slot{mark.slot.split('.')[-1].replace('_', '')} "
        at = mark.end
    words = (token.folded for token in tokenize(text + frame.text[at:]))
    return frozenset("<number>" if word.isdecimal() else word for word in words if word[0].isalnum())


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that two frames have in common, 0 to 1."""
    return len(one & other) / max(1, len(one | other))


def faults(frames: Iterable[Frame], tools: Sequence[ToolShape]) -> Iterator[str]:
    """Yield what is wrong: an unknown intent, language or slot, a bracket left open."""
    shapes = {tool.name: tool for tool in tools}
    for frame in frames:
        said = f"{frame.intent}/{frame.language}: {frame.text}"
        if frame.language not in LANGUAGES:
            yield f"{said}\n    {frame.language} is no language; write one of {', '.join(LANGUAGES)}"
        if frame.intent not in shapes and frame.intent not in set(Act):
            yield f"{said}\n    {frame.intent} is no tool and no dialogue act"
        if re.search(r"\]\(|[\[\]]", frame.text):
            yield f"{said}\n    a bracket is left: write [words](slot)"
        known = _slots(shapes[frame.intent], shapes) if frame.intent in shapes else set()
        for mark in frame.marks:
            if mark.slot not in known:
                yield f"{said}\n    {mark.slot} is no slot of {frame.intent}; it has {', '.join(sorted(known))}"
            if not frame.text[mark.start : mark.end].strip():
                yield f"{said}\n    nothing is marked as {mark.slot}"


def alike(frames: Sequence[Frame]) -> Iterator[tuple[Frame, Frame]]:
    """Yield each frame that is one said before, but for its values."""
    for language in LANGUAGES:
        known = [(masked(frame), frame) for frame in frames if frame.language == language]
        for at, (words, frame) in enumerate(known):
            for earlier, other in known[:at]:
                if other.intent == frame.intent and jaccard(words, earlier) >= _ALIKE:
                    yield frame, other
                    break


def _slots(tool: ToolShape, tools: dict[str, ToolShape]) -> set[str]:
    names = {slot.name for slot in tool.slots}
    if "created_from" in names:
        names.add("created")  # a stretch of time, which fills two slots
    for slot in tool.slots:
        inner = {SlotKind.FILTER: "find_leads", SlotKind.CHANGES: "update_lead"}.get(slot.kind)
        if inner is not None:
            names |= {f"{slot.name}.{name.name}" for name in tools[inner].slots} | {f"{slot.name}.created"}
    return names
