"""What each tool does to the store, said a second time and apart from the tools. `store_invariants` compares.

Only the tools that the goals of personas use are here; a conversation with another write is not judged by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from nia.evaluation.simulation.store import Columns, Entry, amount
from nia.understanding.port import Json

Args = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Effect:
    """A record that is to be there with these values. `id` is None for a new one."""

    table: str
    id: str | None
    values: Columns = field(default_factory=dict)


def effects_of(entry: Entry) -> list[Effect] | None:
    """Return what a ledger entry is to leave behind; None for a tool that is not known here."""
    effects = _EFFECTS.get(entry.tool)
    return None if effects is None else list(effects(entry.args))


_LEAD_COLUMNS = ("name", "company", "email", "phone", "title", "city", "source", "status", "product", "lost_reason")


def _lead_values(args: Args) -> Columns:
    values: dict[str, Json] = {name: args[name] for name in _LEAD_COLUMNS if args.get(name) is not None}
    value = args.get("value")
    if isinstance(value, Mapping):
        values["value"] = amount(value["amount"])
    return values


def _when(value: Json, day: str, at: str) -> Columns:
    """Return a moment as its two columns; one that is only a day sets that column."""
    if not isinstance(value, str):
        return {}
    if len(value) == len("2026-03-02"):
        return {day: value}
    return {at: _instant(value)}


def _instant(value: Json) -> str:
    return datetime.fromisoformat(str(value)).astimezone(UTC).isoformat()


def _id(value: Json) -> str:
    return str(value["id"]) if isinstance(value, Mapping) else str(value)


def _create_lead(args: Args) -> Iterator[Effect]:
    yield Effect("leads", None, _lead_values(args))
    if args.get("notes"):
        yield Effect("notes", None, {"text": args["notes"]})


def _update_lead(args: Args) -> Iterator[Effect]:
    yield Effect("leads", _id(args["lead"]), _lead_values(args))


def _add_note(args: Args) -> Iterator[Effect]:
    yield Effect("notes", None, {"lead_id": _id(args["lead"]), "text": args["text"]})


def _log_activity(args: Args) -> Iterator[Effect]:
    yield Effect(
        "activities", None, {"lead_id": _id(args["lead"]), "kind": args["kind"], "text": args.get("text") or ""}
    )


def _schedule_meeting(args: Args) -> Iterator[Effect]:
    values: dict[str, Json] = {"start_at": _instant(args["start"]), "minutes": args["minutes"], "status": "scheduled"}
    yield Effect("meetings", None, values | ({"title": args["title"]} if args.get("title") else {}))
    people = args["attendees"]
    for one in people if isinstance(people, list) else []:
        if isinstance(one, Mapping):
            yield Effect("attendees", None, {"name": one["name"]})


def _reschedule_meeting(args: Args) -> Iterator[Effect]:
    minutes = {"minutes": args["minutes"]} if args.get("minutes") else {}
    yield Effect("meetings", _id(args["meeting"]), {"start_at": _instant(args["start"]), **minutes})


def _cancel_meeting(args: Args) -> Iterator[Effect]:
    yield Effect("meetings", _id(args["meeting"]), {"status": "cancelled"})


def _task_values(args: Args) -> Columns:
    values: dict[str, Json] = {name: args[name] for name in ("title", "priority") if args.get(name) is not None}
    if args.get("remind_at"):
        values["remind_at"] = _instant(args["remind_at"])
    return {**values, **_when(args.get("due"), "due_on", "due_at")}


def _create_task(args: Args) -> Iterator[Effect]:
    yield Effect("tasks", None, {**_task_values(args), "status": "open"})


def _update_task(args: Args) -> Iterator[Effect]:
    yield Effect("tasks", _id(args["task"]), _task_values(args))


def _complete_task(args: Args) -> Iterator[Effect]:
    yield Effect("tasks", _id(args["task"]), {"status": "done"})


def _cancel_task(args: Args) -> Iterator[Effect]:
    yield Effect("tasks", _id(args["task"]), {"status": "cancelled"})


def _send_email(args: Args) -> Iterator[Effect]:
    yield Effect("mails", None, {"outgoing": True, "body": args["body"]})


def _remember(args: Args) -> Iterator[Effect]:
    yield Effect("facts", None, {"text": args["text"]})


_EFFECTS: Mapping[str, Callable[[Args], Iterator[Effect]]] = {
    "create_lead": _create_lead,
    "update_lead": _update_lead,
    "add_note": _add_note,
    "log_activity": _log_activity,
    "schedule_meeting": _schedule_meeting,
    "reschedule_meeting": _reschedule_meeting,
    "cancel_meeting": _cancel_meeting,
    "create_task": _create_task,
    "update_task": _update_task,
    "complete_task": _complete_task,
    "cancel_task": _cancel_task,
    "send_email": _send_email,
    "remember": _remember,
}
SIDE_TABLES: Mapping[str, frozenset[str]] = {
    "update_lead": frozenset({"activities"}),  # a change of status is kept in the lead's history
    "send_email": frozenset({"mails"}),  # it cannot be undone, so that the ledger does not list what it touched
}
"""Tables in which a tool may leave new records beside its effects."""
