"""What the conversation left behind, as `finally` of a suite: from the ledger's effects. `builder` calls it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from nia.evaluation.export.expectations import Fields
from nia.evaluation.export.plain import number
from nia.evaluation.export.recording import Recorded
from nia.evaluation.export.surroundings import Surroundings
from nia.store.tables import Record

_NAMED = {"leads": "name", "meetings": "title", "tasks": "title", "contacts": "name"}
_COLUMNS = {
    "leads": ("company", "email", "phone", "title", "city", "source", "status", "product", "value", "expected_close"),
    "meetings": ("minutes", "status", "start_at"),
    "tasks": ("priority", "status", "due_at", "due_on", "remind_at"),
    "contacts": ("email", "phone", "company", "title"),
}
_SAID_AS = {"start_at": "start", "due_at": "due", "due_on": "due"}


def of(recorded: Recorded, around: Surroundings) -> Fields:
    """Return the records that were made or changed, and those that must not be there (made, and taken back)."""
    made: Fields = {}
    absent: Fields = {}
    for kind, name in _NAMED.items():
        rows: Mapping[str, Record] = getattr(around, kind)
        touched = [rows[one] for one in _touched(recorded, kind) if one in rows]
        after = [(row, recorded.past.at(row, recorded.ends, including=False)) for row in touched]
        kept = [_fields(kind, then, recorded) for _, then in after if then is not None]
        there = _names_there(rows.values(), name, recorded)
        # Where another of that name is there, a suite cannot tell that this one is gone.
        gone = [getattr(row, name) for row, then in after if then is None and getattr(row, name) not in there]
        made |= {kind: list(kept)} if kept else {}
        absent |= {kind: [{name: one} for one in gone]} if gone else {}
    sent = _sent(recorded)
    return {**made, **({"sent": list(sent)} if sent else {}), **({"absent": absent} if absent else {})}


def _touched(recorded: Recorded, kind: str) -> list[str]:
    found = [
        str(one["id"])
        for action in recorded.actions
        for one in ((action.inverse or {}).get("args") or {}).get("records", [])
        if one["table"] == kind
    ]
    return list(dict.fromkeys(found))


def _fields(kind: str, row: Record, recorded: Recorded) -> Fields:
    made: Fields = {_NAMED[kind]: getattr(row, _NAMED[kind])}
    for column in _COLUMNS[kind]:
        value = getattr(row, column)
        name = _SAID_AS.get(column, column)
        if value is None or name in made:
            continue
        if isinstance(value, datetime):
            value = value.astimezone(ZoneInfo(recorded.user.time_zone)).isoformat(timespec="seconds")
        made[name] = (
            number(value) if column == "value" else str(value) if column in ("due_on", "expected_close") else value
        )
    return made


def _names_there(rows: Iterable[Record], name: str, recorded: Recorded) -> set[str]:
    after = (recorded.past.at(row, recorded.ends, including=False) for row in rows)
    return {str(getattr(row, name)) for row in after if row is not None}


def _sent(recorded: Recorded) -> list[Fields]:
    mails = [one.args for one in recorded.actions if one.tool == "send_email" and one.undoes is None]
    return [
        {
            "to": [one.get("email") or one.get("name") for one in args.get("to") or []],
            "subject": args.get("subject", ""),
        }
        for args in mails
    ]
