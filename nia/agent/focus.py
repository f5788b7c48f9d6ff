"""Records in focus and lists on show: what "him" and "the second one" can mean. The act node keeps them up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nia.agent.state import KEPT_FOCUS, Focus, Offered, Ran, Task
from nia.tools.spec import RecordView, Result
from nia.understanding.port import Json

POINTABLE = {"lead", "contact", "meeting", "task", "mail", "user", "draft"}


def after_result(focus: list[Focus], ran: Ran, now: str) -> list[Focus]:
    """Return the focus after a tool ran: what it was about, and what its result shows, if that is one record."""
    spoken = [*_of_result(ran.result), *_of_args(ran.args)]
    entries = [_entry(one, now) for one in spoken]
    for entry in entries:
        if entry["kind"] == "draft":
            entry["fields"]["instruction"] = ran.args.get("instruction")
    return _newest([*entries, *focus])


def after_words(focus: list[Focus], task: Task, now: str) -> list[Focus]:
    """Return the focus after a task was settled: the records that its words named come first."""
    named = _of_args({name: slot["value"] for name, slot in task["slots"].items()})
    return _newest([*(_entry(one, now) for one in named), *focus])


def offered(records: Iterable[RecordView], times: Iterable[tuple[str, str]] = ()) -> list[Offered]:
    """Return the list that was just shown, of records or of (ISO start, text) free times."""
    shown = [
        Offered(kind=one.kind, id=one.id, name=one.name, details=_details(one))
        for one in records
        if one.kind in POINTABLE
    ]
    return shown + [Offered(kind="time", id=start, name=text, details="") for start, text in times]


def shown_records(result: Result) -> tuple[RecordView, ...]:
    """Return every record of a result in the order shown."""
    return (*result.records, *(record for _, records in result.sections for record in records))


def draft_slots(task: Task, focus: list[Focus]) -> None:
    """Fill what speaks of the draft in focus: "send it" with the draft, "make it shorter" with what it was for."""
    draft = next((one for one in focus if one["kind"] == "draft"), None)
    if draft is None:
        return
    fields = draft["fields"]
    if task["tool"] == "draft_email" and not task["slots"].keys() & {"to", "mail", "instruction"}:
        receiver = "mail" if fields.get("mail") else "to"
        _fill(task, {name: fields.get(name) for name in (receiver, "instruction")})
    elif task["tool"] == "send_email" and "body" not in task["slots"]:
        task["slots"].pop("mail", None)
        _fill(task, fields)


def _fill(task: Task, fields: Mapping[str, Json]) -> None:
    is_answer = bool(fields.get("mail"))  # its address and subject were then taken from that mail
    for name, value in fields.items():
        if value and name not in task["slots"]:
            untrusted = is_answer and name in ("to", "subject")
            task["slots"][name] = {"value": value, "text": "", "resolved": False, "untrusted": untrusted}


def _of_result(result: Result) -> list[RecordView]:
    if result.focus:
        return list(result.focus)
    records = shown_records(result)
    return list(records) if len(records) == 1 and records[0].kind in POINTABLE else []


def _of_args(args: Mapping[str, Json]) -> list[RecordView]:
    spoken = []
    for value in args.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and one.get("kind") in POINTABLE and one.get("id"):
                spoken.append(RecordView(str(one["kind"]), str(one["id"]), str(one["name"])))
    return spoken


def _entry(one: RecordView, now: str) -> Focus:
    fields: dict[str, Any] = dict(one.fields) if one.kind == "draft" else {}
    return Focus(kind=one.kind, id=one.id, name=one.name, at=now, fields=fields)


def _newest(entries: list[Focus]) -> list[Focus]:
    seen: dict[tuple[str, str], Focus] = {}
    for entry in entries:
        seen.setdefault((entry["kind"], entry["id"]), entry)
    return list(seen.values())[:KEPT_FOCUS]


def _details(one: RecordView) -> str:
    return " ".join(str(value) for value in one.fields.values() if isinstance(value, str))
