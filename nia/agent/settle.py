"""Settles a task: references become records, values final, and what is missing or unclear becomes one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from nia.agent.before_meeting import beside, is_beside
from nia.agent.meeting_day import on_its_own_day
from nia.agent.meeting_length import at_full_length
from nia.agent.runtime import Runtime
from nia.agent.state import Focus, SlotState, State, Task, Work
from nia.agent.values import value_of
from nia.errors import Invalid, NotFound, UserError
from nia.matching.compare import FITS, fold, score
from nia.tools.references import words as say
from nia.tools.references.everyone import EXCEPT
from nia.tools.resolve import FocusRecord, Found, Several, resolve
from nia.tools.spec import Effect, RecordView, SlotSpec, Tool
from nia.understanding.port import Json, SlotKind

REFERENCES = {
    SlotKind.LEAD,
    SlotKind.MEETING,
    SlotKind.TASK,
    SlotKind.MAIL,
    SlotKind.USER,
    SlotKind.PEOPLE,
    SlotKind.ADDRESSES,
}
_NESTED = {SlotKind.FILTER: "find_leads", SlotKind.CHANGES: "update_lead"}
_MAY_BE_A_NAME = ("excluded", "owner")


@dataclass(frozen=True, slots=True)
class Choose:
    """Several records fit this slot."""

    slot: str
    given: str
    candidates: tuple[RecordView, ...]
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One of these slots must be asked for."""

    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddressMissing:
    """The address of a new person in this slot must be asked for."""

    slot: str
    name: str


@dataclass(frozen=True, slots=True)
class Bad:
    """A slot's value cannot be used; it is emptied and asked for again."""

    slot: str
    error: UserError


Question = Choose | Missing | AddressMissing | Bad


class Settler:
    """Settles the tasks of one turn."""

    def __init__(self, runtime: Runtime, state: State, work: Work, session: AsyncSession) -> None:
        self._runtime = runtime
        self._user = work.user
        self._matched = work.matched
        self._session = session
        self._now = runtime.clock.now()
        self._focus = tuple(_focus_record(one) for one in state["focus"])
        self._offered = tuple(
            FocusRecord(one["kind"], one["id"], one["name"], self._now)
            for one in state["offered"]
            if one["kind"] != "time"
        )

    async def settle(self, task: Task) -> Question | None:
        """Make the task's slots final, in place; return the one question that is left, or None where it is ready."""
        tool = self._runtime.registry.get(task["tool"])
        for name in list(task["slots"]):
            spec, slot = tool.slot(name), task["slots"][name]
            question = None
            if spec is None:
                del task["slots"][name]
            elif not slot.get("resolved"):
                question = await self._one(spec, slot, tool)
            if question is not None and slot.get("guessed"):
                del task["slots"][name]
            elif question is not None:
                return question
        await on_its_own_day(task, self._session, self._user)
        try:
            await at_full_length(task, self._session, self._user)
        except Invalid as error:
            return Bad("minutes", error)
        return self._address(task) or _missing(tool, task)

    async def _one(self, spec: SlotSpec, slot: SlotState, tool: Tool) -> Question | None:
        try:
            if spec.kind in REFERENCES:
                return await self._reference(spec, slot, tool)
            if spec.kind in _NESTED:
                return await self._nested(spec, slot)
            if is_beside(spec, slot["value"]):
                slot["value"] = await self._beside(spec, slot["value"], tool)
            slot["value"] = value_of(spec, slot, self._user)
            if spec.kind is SlotKind.PERSON and tool.effect is Effect.READ:
                slot["value"] = await self._full_name(str(slot["value"]), tool)
        except UserError as error:
            return Bad(spec.name, error)
        slot["resolved"] = True
        return None

    async def _beside(self, spec: SlotSpec, value: Json, tool: Tool) -> Json:
        return await beside(
            spec, value, lambda kind, given: self._resolve(kind, given, tool.name), self._session, self._user, self._now
        )

    async def _reference(self, spec: SlotSpec, slot: SlotState, tool: Tool) -> Question | None:
        found = await self._resolve(spec.kind, slot["value"], tool.name)
        if isinstance(found, Several):
            return Choose(spec.name, str(slot.get("text") or slot["value"]), found.candidates, found.position)
        slot["value"], slot["resolved"] = found, True
        return None

    async def _resolve(self, kind: SlotKind, given: Json, tool: str) -> Json | Several:
        found = await resolve(
            self._session, self._user, kind, given, focus=self._focus, offered=self._offered, now=self._now, like=tool
        )
        if isinstance(found, Several):
            return found
        if not isinstance(found, Found):
            raise NotFound(str(kind), _said(given), found.nearest)
        if isinstance(found.value, (list, tuple)):
            return [one.model_dump(mode="json", exclude_none=True) for one in found.value]
        dumped: dict[str, Json] = found.value.model_dump(mode="json", exclude_none=True)
        if found.score is not None:
            self._matched.append({"given": _said(given), "found": dumped["name"], "score": round(found.score, 3)})
        return dumped

    async def _full_name(self, said: str, tool: Tool) -> str:
        """Return the full name of the one known person that was meant ("mails from him", "from Rahul"), else `said`."""
        found = await resolve(
            self._session,
            self._user,
            SlotKind.PEOPLE,
            [said],
            focus=self._focus,
            offered=self._offered,
            now=self._now,
            like=tool.name,
        )
        if not isinstance(found, Found) or not isinstance(found.value, tuple) or len(found.value) != 1:
            return said
        (person,) = found.value
        by_name = score(said, person.name) >= FITS  # and not by their company, at which others may be too
        return person.name if person.id and (by_name or fold(said) in say.PERSONAL) else said

    async def _nested(self, spec: SlotSpec, slot: SlotState) -> Question | None:
        """Settle the slots within a filter or a set of changes; a question about them is about the whole."""
        inner = self._runtime.registry.get(_NESTED[spec.kind])
        if slot.get("problem"):
            return Bad(spec.name, Invalid(spec.name, str(slot["problem"]), slot.get("text")))
        if not isinstance(slot["value"], Mapping):
            return Missing((spec.name,))
        values: dict[str, Json] = {}
        for name, value in slot["value"].items():
            inside = inner.slot(name)
            if inside is None:
                continue
            settled = await self._inside(spec, inside, value, inner)
            if isinstance(settled, Bad) and isinstance(settled.error, NotFound) and (spec.name, name) == _MAY_BE_A_NAME:
                values["text"] = value  # "except Rahul": no colleague, but a lead
            elif isinstance(settled, Choose | Missing | AddressMissing | Bad):
                return settled
            else:
                values[name] = settled
        slot["value"], slot["resolved"] = values, True
        return None

    async def _inside(self, outer: SlotSpec, spec: SlotSpec, value: Json, tool: Tool) -> Question | Json:
        """Settle one slot within another, or each of its values where it has several."""
        settled: list[Json] = []
        for each in value if isinstance(value, list) else [value]:
            one = SlotState(value=each, text="", resolved=False)
            question = await self._one(spec, one, tool)
            if isinstance(question, Choose):
                names: list[Json] = [found.name for found in question.candidates]
                return Bad(outer.name, Invalid(outer.name, "several_fit", names=names))
            if question is not None:
                return question if not isinstance(question, Bad) else Bad(outer.name, question.error)
            settled.append(one["value"])
        return settled if isinstance(value, list) else settled[0]

    def _address(self, task: Task) -> AddressMissing | None:
        for name, slot in task["slots"].items():
            people = slot["value"] if isinstance(slot["value"], list) else []
            if "no_address" in task["accepted"]:
                continue
            for one in people:
                if isinstance(one, dict) and "name" in one and not one.get("id") and not one.get("email"):
                    return AddressMissing(name, str(one["name"]))
        return None


def _missing(tool: Tool, task: Task) -> Missing | None:
    filled = task["slots"].keys()
    groups = {name: group for group in tool.one_of for name in group}
    needed = {slot.name for slot in tool.slots if slot.required} - filled
    open_groups = [group for group in tool.one_of if not filled & set(group)]
    order = [*tool.asks, *sorted(needed), *(group[0] for group in open_groups)]
    for name in order:
        if name in needed:
            return Missing((name,))
        if groups.get(name) in open_groups:
            return Missing(groups[name])
    return None


def _focus_record(one: Focus) -> FocusRecord:
    return FocusRecord(one["kind"], one["id"], one["name"], datetime.fromisoformat(one["at"]))


def _said(given: Json) -> str:
    if isinstance(given, Mapping):
        return _said(given[EXCEPT]) if EXCEPT in given else str(given.get("name") or "")
    return ", ".join(_said(one) for one in given) if isinstance(given, list) else str(given)
