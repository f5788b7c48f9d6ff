"""Judges what was understood of a test utterance: intent, slots, times, out of scope. The report adds it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from nia.evaluation.checks.values import Comparer
from nia.evaluation.understanding.cases import Case
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
            for name, value in _flat(expected).items():
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
                if name not in _flat(expected) or not self._same(name.split(".")[-1], _flat(expected)[name], value)
            ]
        return Judged(
            case, intent_of(got, case), got.confidence, hits, tuple(missed), tuple(surplus), (times[0], times[1])
        )

    def _pairs(self, case: Case, got: Understanding) -> list[tuple[str, Mapping[str, Json], dict[str, Json]]]:
        if case.wishes:
            left = list(got.wishes)
            return [(tool, expected, _flat(_plain(_taken(left, tool)))) for tool, expected in case.wishes]
        if case.answers is None:
            return []
        waiting = case.context.get("waiting") or case.context.get("asked")
        tool = str(waiting["tool"]) if isinstance(waiting, dict) else ""
        return [(tool, case.answers, _flat(_plain(got.answers)))]

    def _same(self, slot: str, expected: Json, got: Json) -> bool:
        if isinstance(expected, dict) and "any" in expected:
            options = expected["any"]
            return any(self._same(slot, one, got) for one in options) if isinstance(options, list) else False
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
