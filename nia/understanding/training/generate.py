"""Make many sentences of one frame: other names, amounts, times, cases, slips. Only training calls it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from nia.understanding.training.fillers import Fillers
from nia.understanding.training.frames import Frame, Mark

_FREE = frozenset(
    {"title", "text", "instruction", "notes", "agenda", "outcome", "lost_reason", "location", "meeting", "task", "mail"}
)
_AHEAD = frozenset({"start", "due", "remind_at", "next_follow_up", "expected_close", "due_to"})
_RANGE = frozenset({"from", "created", "since", "due_from", "date"})
_PREPOSED = re.compile(r"^(on|at|in|by|before|till|until|for|between|since|an?|last|this)\b")
_BEFORE = [
    "please ",
    "pls ",
    "can you ",
    "could you ",
    "nia, ",
    "hey ",
    "umm ",
    "ok ",
    "hi nia ",
    "kindly ",
    "i need to ",
    "i want to ",
    "so ",
    "could you please ",
    "can you please ",
    "just ",
    "quickly ",
    "hey nia, ",
    "would you ",
]
_AFTER = [" please", " pls", " thanks", "?", ".", "!", " for me", " now", " ok", " asap", " thank you", " will you"]
_IMPERATIVE = re.compile(
    r"^(create|add|make|set|book|schedule|remind|show|find|list|mark|move|change|update|send|draft|write|reply|cancel|"
    r"delete|remove|log|note|give|tell|open|get|put|save|turn|convert|summari[sz]e|check|postpone|prepone|reschedule|push|"
    r"assign|snooze|complete|read|forget|remember|sync|switch|arrange|fix|search|look|pull|display|shift|record)\b",
    re.I,
)
_GIVEN = re.compile(
    r"\b(Ravi|Meera|John|Priya|Sanjay|Kavita|Anil|Rohit|Deepak|Nisha|Sneha|Gaurav|Ritu|Suresh|Harpreet|"
    r"Rahul|Vikram|Neha|Zenith|Farhan|Nikhil|Olivia|Varun|Pooja|Kiran|Mohan|Zoya|Ashok|Steve)\b"
)


class Generator:
    """Makes sentences of frames, the same ones each time for the same seed."""

    def __init__(self, frames: Sequence[Frame], words: Mapping[str, list[str]], seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._fillers = Fillers(words, self._random)
        self._drawers = self._fillers.drawers()
        self._pools = _pools(frames)

    def sentences(self, frame: Frame, count: int) -> Iterator[Frame]:
        """Yield the frame itself and `count - 1` variants."""
        yield frame
        for _ in range(count - 1):
            yield self._styled(self._refilled(frame))

    def _refilled(self, frame: Frame) -> Frame:
        text, marks, at = "", [], 0
        for mark in frame.marks:
            text += frame.text[at : mark.start]
            filler = self._filler(frame, mark, text)
            marks.append(Mark(mark.slot, len(text), len(text) + len(filler)))
            text += filler
            at = mark.end
        return Frame(frame.intent, frame.language, text + frame.text[at:], tuple(marks))

    def _filler(self, frame: Frame, mark: Mark, before: str) -> str:
        said, slot = frame.text[mark.start : mark.end], mark.slot.split(".")[-1]
        if self._random.random() < 0.15 or (not said.isascii() and slot not in _AHEAD):
            return said
        if slot == "title" and frame.intent in ("create_lead", "save_contact", "update_lead"):
            return self._drawers["job"]()
        if slot in _AHEAD:
            bare = not _PREPOSED.match(said)
            return self._drawers["hinglish_time"]() if frame.language == "hi-en" else self._fillers.when(said, bare)
        if slot in _RANGE:
            if frame.language == "en" and not _PREPOSED.match(said):
                return self._drawers["range"]()
            return said
        if slot in _FREE:
            return self._free(frame, slot, said)
        draw = self._drawers.get(slot)
        if draw is None or (slot in ("lead", "owner") and said in ("me", "him", "her") and self._random.random() < 0.5):
            return said
        filler = draw()
        owned = frame.text[mark.end : mark.end + 2] == "'s"
        return self._fillers.person() if owned and slot == "lead" else filler

    def _free(self, frame: Frame, slot: str, said: str) -> str:
        if slot in ("meeting", "task", "mail") or self._random.random() < 0.65:
            said = self._fillers.pick(
                self._pools[frame.intent if slot in ("meeting", "task", "mail") else "", slot, frame.language]
            )
        return _GIVEN.sub(lambda _: self._fillers.person() if self._random.random() < 0.8 else "Meera", said)

    def _styled(self, frame: Frame) -> Frame:
        roll = self._random.random()
        if roll < 0.5:
            frame = Frame(frame.intent, frame.language, frame.text.lower(), frame.marks)
        elif roll < 0.55:
            frame = Frame(frame.intent, frame.language, frame.text.upper(), frame.marks)
        elif roll < 0.6:
            frame = Frame(frame.intent, frame.language, frame.text[:1].upper() + frame.text[1:], frame.marks)
        if self._random.random() < 0.3 and _IMPERATIVE.match(frame.text):
            frame = _prefixed(frame, self._fillers.pick(_BEFORE))
        if self._random.random() < 0.2:
            frame = Frame(frame.intent, frame.language, frame.text + self._fillers.pick(_AFTER), frame.marks)
        if self._random.random() < 0.12:
            frame = self._slipped(frame)
        return frame

    def _slipped(self, frame: Frame) -> Frame:
        """Swap two letters of a word that no mark holds."""
        free = [
            match
            for match in re.finditer(r"[a-z]{5,}", frame.text)
            if not any(mark.start < match.end() and match.start() < mark.end for mark in frame.marks)
        ]
        if not free:
            return frame
        at = self._random.choice(free).start() + self._random.randint(1, 3)
        text = frame.text[:at] + frame.text[at + 1] + frame.text[at] + frame.text[at + 2 :]
        return Frame(frame.intent, frame.language, text, frame.marks)


def _prefixed(frame: Frame, prefix: str) -> Frame:
    moved = tuple(Mark(mark.slot, mark.start + len(prefix), mark.end + len(prefix)) for mark in frame.marks)
    return Frame(frame.intent, frame.language, prefix + frame.text, moved)


def _pools(frames: Sequence[Frame]) -> dict[tuple[str, str, str], list[str]]:
    """Return what was annotated, by intent ("" for any), slot and language."""
    pools: dict[tuple[str, str, str], list[str]] = {}
    for frame in frames:
        for mark in frame.marks:
            if mark.slot == "title" and frame.intent in ("create_lead", "save_contact", "update_lead"):
                continue
            said = frame.text[mark.start : mark.end]
            for intent in ("", frame.intent):
                pools.setdefault((intent, mark.slot, frame.language), []).append(said)
    return pools
