"""Make many sentences of one frame: other names, amounts, times, cases, slips. Only training calls it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from nia.understanding.training.composed import PEOPLE, Composer
from nia.understanding.training.fillers import Fillers
from nia.understanding.training.frames import ACTS, Frame, Mark
from nia.understanding.training.manners import Manners
from nia.understanding.training.noise import Noise
from nia.understanding.training.pools import Pools

_AS_WRITTEN = 0.2
_KEPT = 0.12  # share of values that stay as they were said
_OF_FRAMES = 0.65  # share of names and amounts that are made of those in the frames
_COMPANIES = 0.2  # share of leads that are called by their company
_TIMES_DRAWN = 0.25
_LENGTHENED = 0.12  # share of free text at a sentence's end that goes on with a time or an amount of its own
_REMARKS = 0.06  # share of wishes with a remark before them, and of those with a reason behind them
_SAID = frozenset({"text", "notes", "instruction", "body", "lost_reason", "outcome", "agenda"})
_RUNS_ON = _SAID | {"title", "subject", "text", "query", "product"}
_TELLING = frozenset(
    {"log_activity", "add_note", "draft_email", "send_email", "remember"}
)  # a reason may be told there
_TIMES = {
    **dict.fromkeys(("start", "due", "remind_at", "next_follow_up", "due_to"), "when"),
    **dict.fromkeys(("from", "created", "since", "due_from"), "range"),
    "at": "past",
}
_MONEY = frozenset({"value", "min_value", "max_value"})
_JOBS = frozenset({"create_lead", "save_contact", "update_lead"})
_DESCRIBED = re.compile(
    r"^(the|that|this|those|these|my|our|his|her|him|it|me|us|them|you|all|both|everyone|i|wo|woh|us|is|un|in|mere|meri|mera|apn\w*"
    r"|\w*sk[aeio]\w*|\w*nk[aeio]\w*|ise|use|inhe|unhe|वो|वह|उस\S*|इस\S*|उन\S*|इन\S*|मेर\S*|मुझ\S*|मैं|अपन\S*|यह|ये)\b"
    r"|\b(one|lead|deal|account|client|customer|wal[aei]|वाल[ाीे])\b|@",
    re.I,
)
_IMPERATIVE = re.compile(
    r"^(create|add|make|set|book|schedule|remind|show|find|list|mark|move|change|update|send|draft|write|reply|cancel|"
    r"delete|remove|log|note|give|tell|open|get|put|save|turn|convert|summari[sz]e|check|postpone|prepone|reschedule|push|"
    r"assign|snooze|complete|read|forget|remember|sync|switch|arrange|fix|search|look|pull|display|shift|record)\b",
    re.I,
)
_STOPS = re.compile(r"[,.;:!?\u0964]+(?=\s|$)")


class Generator:
    """Makes sentences of frames, the same ones each time for the same seed."""

    def __init__(self, frames: Sequence[Frame], words: Mapping[str, list[str]], seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._fillers = Fillers(words, self._random)
        self._manners = Manners.load()
        self._noise = Noise(self._manners, self._random)
        self._pools = Pools(frames, self._random)
        self._composer = Composer(frames, self._random)
        self._drawers = self._fillers.drawers()

    def sentences(self, frame: Frame, count: int) -> Iterator[Frame]:
        """Yield the frame itself and `count - 1` variants."""
        yield frame
        for _ in range(count - 1):
            yield self._styled(self._refilled(frame))

    def variant(self, frame: Frame) -> Frame:
        """Return one variant of a frame; now and then the frame as it was written."""
        if self._random.random() < _AS_WRITTEN:
            return frame
        return self._styled(self._remarked(self._refilled(frame)))

    def _remarked(self, frame: Frame) -> Frame:
        """Return a wish now and then with a remark that is none of it."""
        if frame.intent in ACTS:
            return frame
        if self._random.random() < _REMARKS:
            return _prefixed(frame, self._random.choice(self._manners.openings[frame.language]))
        ends = frame.marks and frame.marks[-1].slot in _RUNS_ON and len(frame.text) - frame.marks[-1].end <= 1
        asks = frame.text.endswith("?") or frame.intent in _TELLING
        if ends or asks or self._random.random() >= _REMARKS:
            return frame
        reason = self._random.choice(self._manners.reasons[frame.language])
        return Frame(frame.intent, frame.language, frame.text.rstrip(".!। ") + reason, frame.marks)

    def _refilled(self, frame: Frame) -> Frame:
        text, marks, at = "", [], 0
        for mark in frame.marks:
            text += frame.text[at : mark.start]
            filler = self._lengthened(frame, mark, self._filler(frame, mark))
            marks.append(Mark(mark.slot, len(text), len(text) + len(filler)))
            text += filler
            at = mark.end
        return Frame(frame.intent, frame.language, text + frame.text[at:], tuple(marks))

    def _lengthened(self, frame: Frame, mark: Mark, said: str) -> str:
        """Return free text, now and then with a time or amount in it that fills no slot: it is the text's own."""
        ends = mark is frame.marks[-1] and len(frame.text) - mark.end <= 1
        if not ends or mark.slot not in _SAID or self._random.random() >= _LENGTHENED:
            return said
        kind = "within_text" if frame.language == "en" else self._random.choice(("when", "when", "range", "money"))
        more = self._drawn(kind, frame.language, "" if said.isascii() else said)
        if more in ("", said):
            return said
        return f"{more} {said}" if frame.language != "en" and self._random.random() < 0.5 else f"{said} {more}"

    def _filler(self, frame: Frame, mark: Mark) -> str:
        said, slot = frame.text[mark.start : mark.end], mark.slot.split(".")[-1]
        if self._random.random() < _KEPT or (slot in PEOPLE and _DESCRIBED.search(said)):
            return said
        if slot == "title" and frame.intent in _JOBS:
            return self._drawn("job", frame.language, said)
        if slot in PEOPLE:
            company = slot == "lead" and self._random.random() < _COMPANIES
            return self._name("company" if company else "person", frame.language, said)
        if slot == "company":
            return self._name("company", frame.language, said)
        if slot in _TIMES and self._random.random() < _TIMES_DRAWN:
            return self._drawn(_TIMES[slot], frame.language, said)
        drawn = self._pools.draw(frame, mark)
        if drawn is not None and (slot not in _MONEY or self._random.random() < _OF_FRAMES):
            return drawn
        return self._drawn("money" if slot in _MONEY else slot, frame.language, said)

    def _name(self, kind: str, language: str, said: str) -> str:
        """Return a name put together anew, or of names that the lexicon knows."""
        if self._random.random() < _OF_FRAMES:
            compose = self._composer.company if kind == "company" else self._composer.person
            return compose(language, said)
        return self._drawn(kind, language, said)

    def _drawn(self, kind: str, language: str, said: str) -> str:
        """Return a value of the fillers in the language and script of `said`; `said` where they have none."""
        if not said.isascii():
            draw = self._drawers.get(f"{kind}_hi") if language == "hi" else None
        else:
            draw = (self._drawers.get(f"{kind}_hinglish") if language == "hi-en" else None) or self._drawers.get(kind)
        return said if draw is None else draw()

    def _styled(self, frame: Frame) -> Frame:
        roll, language = self._random.random(), frame.language
        if roll < 0.5:
            frame = _rewritten(frame, str.lower, str.lower)
        elif roll < 0.53:
            frame = _rewritten(frame, str.upper, str.upper)
        if self._random.random() < 0.3 and (language != "en" or _IMPERATIVE.match(frame.text)):
            frame = _prefixed(frame, self._random.choice(self._manners.before[language]))
        if self._random.random() < 0.2:
            after = self._random.choice(self._manners.after[language])
            frame = Frame(frame.intent, language, frame.text.rstrip(".!?।") + after, frame.marks)
        if self._random.random() < 0.25:
            frame = _rewritten(frame, lambda text: _STOPS.sub("", text), str)
        if self._random.random() < 0.3:
            frame = _rewritten(frame, lambda text: self._noise.text(text, language), str)
        return frame


def _rewritten(frame: Frame, outside: Callable[[str], str], inside: Callable[[str], str]) -> Frame:
    """Return the frame with what no mark holds rewritten by `outside`, and what one holds by `inside`."""
    text, marks, at = "", [], 0
    for mark in frame.marks:
        text += outside(frame.text[at : mark.start])
        held = inside(frame.text[mark.start : mark.end])
        marks.append(Mark(mark.slot, len(text), len(text) + len(held)))
        text += held
        at = mark.end
    return Frame(frame.intent, frame.language, text + outside(frame.text[at:]), tuple(marks))


def _prefixed(frame: Frame, prefix: str) -> Frame:
    moved = tuple(Mark(mark.slot, mark.start + len(prefix), mark.end + len(prefix)) for mark in frame.marks)
    return Frame(frame.intent, frame.language, prefix + frame.text, moved)
