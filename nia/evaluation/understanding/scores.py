"""Judges what was understood of a test utterance: intent, slots, times, out of scope. The report adds it up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from nia.evaluation.checks.values import LISTS, Comparer, is_span, span_of
from nia.evaluation.understanding.cases import Case
from nia.understanding.generic import RECORD_SLOTS
from nia.understanding.port import Act, Json, SlotKind, SlotValue, ToolShape, Understanding, Wish

_TIMES = frozenset(
    {
        SlotKind.INSTANT,
        SlotKind.MOMENT,
        SlotKind.DATE,
        SlotKind.RANGE_START,
        SlotKind.RANGE_END,
        SlotKind.MINUTES,
        SlotKind.SHIFT,
    }
)
_ARTICLE = re.compile(r"^the (?=\S)", re.I)


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a case: `missed` and `surplus` are `slot: value`, `times` how many of those expected are right."""

    case: Case
    intent: str
    confidence: float
    hits: int
    missed: tuple[str, ...]
    surplus: tuple[str, ...]
    times: tuple[int, int]

    @property
    def right(self) -> bool:
        """Tell whether the intent is the expected one."""
        return self.intent == self.case.intent

    @property
    def whole(self) -> bool:
        """Tell whether everything is as expected."""
        return self.right and not self.missed and not self.surplus

    @property
    def flagged(self) -> bool:
        """Tell whether nothing would be done: it was taken as out of scope, or is unsure."""
        return self.intent in (Act.OUT_OF_SCOPE, "unsure")


class Judge:
    """Compares understandings with cases, by the rules of suites."""

    def __init__(self, tools: Mapping[str, ToolShape], zone: str = "Asia/Kolkata", user: str = "Asha Rao") -> None:
        self._tools = tools
        self._comparer = Comparer(ZoneInfo(zone), user)

    def judge(self, case: Case, got: Understanding) -> Judged:
        """Return what came of one case. Slots count where a task is the expected one, whatever else is wrong."""
        hits, missed, surplus, times = 0, [], [], [0, 0]
        for tool, expected, said in self._pairs(case, got):
            for name, value in expected.items():
                right = name in said and self._same(name.split(".")[-1], value, said[name])
                hits += right
                if not right:
                    missed.append(f"{name}: {value}" + (f" (got {said[name]})" if name in said else ""))
                if self._is_time(tool, name):
                    times[0] += right
                    times[1] += 1
            surplus += [
                f"{name}: {value}"
                for name, value in said.items()
                if name not in expected or not self._same(name.split(".")[-1], expected[name], value)
            ]
        return Judged(
            case, intent_of(got, case), got.confidence, hits, tuple(missed), tuple(surplus), (times[0], times[1])
        )

    def _pairs(self, case: Case, got: Understanding) -> list[tuple[str, dict[str, Json], dict[str, Json]]]:
        if case.wishes:
            left = list(got.wishes)
            return [
                (one.tool, _normal(_flat(one.slots)), _normal(_flat(_plain(_taken(left, one.tool)))))
                for one in case.wishes
            ]
        if case.answers is None:
            return []
        start = _start(case)
        return [(case.task or "", _normal(_flat(case.answers), start), _normal(_flat(_plain(got.answers)), start))]

    def _same(self, slot: str, expected: Json, got: Json) -> bool:
        options = _options(expected)
        if options is not None:
            return any(self._same(slot, one, got) for one in options)
        if slot in RECORD_SLOTS and isinstance(expected, str) and isinstance(got, str):  # "the demo" is "demo"
            return self._comparer.same(slot, _ARTICLE.sub("", expected), _ARTICLE.sub("", got))
        if slot in LISTS and isinstance(expected, list):  # there, an inner list means any one of them
            return self._comparer.same(slot, [_options(item) or item for item in expected], got)
        return self._comparer.same(slot, expected, got)

    def _is_time(self, tool: str, name: str) -> bool:
        shape = self._tools[tool].slot(name) if tool in self._tools else None
        return shape is not None and shape.kind in _TIMES


def intent_of(got: Understanding, case: Case) -> str:
    """Return what was understood, in the terms of `Case.intent`. A pick counts only where it is the right one."""
    if got.wishes:
        return "+".join(wish.tool for wish in got.wishes)
    if got.act is not None:
        return got.act.value
    if got.picked is not None:
        return "pick" if case.picked is None or got.picked == case.picked else f"pick {got.picked}"
    return "answer" if got.answers else "unsure"


def _taken(wishes: list[Wish], tool: str) -> Mapping[str, SlotValue]:
    for at, wish in enumerate(wishes):
        if wish.tool == tool:
            return wishes.pop(at).slots
    return {}


def _options(expected: Json) -> list[Json] | None:
    """Return the values each of which is right, where a case names several."""
    options = expected.get("any") if isinstance(expected, dict) else None
    return options if isinstance(options, list) else None


def _start(case: Case) -> Json:
    """Return when the meeting that is spoken of begins, so far as the case says."""
    light = case.context
    return (light.waiting.args if light.waiting else light.filled).get("start")


def _normal(slots: dict[str, Json], begins: Json = None) -> dict[str, Json]:
    """Return slots as they are compared: an `end` as `minutes`, a `shift` as `start`, where a start is known."""
    normal = dict(slots)
    begin = _moment(slots.get("start", begins))
    end = _moment(slots.get("end"))
    if begin is not None and end is not None:
        del normal["end"]
        normal.setdefault("minutes", int((end - begin).total_seconds() // 60))
    shift, known = slots.get("shift"), _moment(begins)
    moved = (_options(shift) or [shift])[0]
    if known is not None and isinstance(moved, str) and is_span(moved) and "start" not in slots:
        del normal["shift"]
        normal["start"] = (known + span_of(moved)).isoformat()
    return normal


def _moment(value: Json) -> datetime | None:
    if not isinstance(value, str) or "T" not in value:
        return None
    at = datetime.fromisoformat(value)
    return at if at.tzinfo else None


def _plain(slots: Mapping[str, SlotValue]) -> dict[str, Json]:
    return {name: value.value for name, value in slots.items() if not value.negated and value.value is not None}


def _flat(slots: Mapping[str, Json]) -> dict[str, Json]:
    """Return the slots with those of a filter or of changes one by one: `where.city`."""
    flat: dict[str, Json] = {}
    for name, value in slots.items():
        if name in ("where", "set") and isinstance(value, dict) and "any" not in value:
            flat |= {f"{name}.{inner}": one for inner, one in value.items()}
        else:
            flat[name] = value
    return flat
