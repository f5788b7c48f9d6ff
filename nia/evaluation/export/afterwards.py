"""What the conversation left behind, as `finally` of a suite: from the ledger's effects. `builder` calls it."""

from __future__ import annotations

from collections.abc import Mapping
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
    kept: dict[str, list[Fields]] = {}
    absent: dict[str, list[Fields]] = {}
    for kind in _NAMED:
        rows: Mapping[str, Record] = getattr(around, kind)
        for record_id in _touched(recorded, kind):
            row = rows.get(record_id)
            if row is None:
                continue
            after = recorded.past.at(row, recorded.ends, including=False)
            if after is not None:
                kept.setdefault(kind, []).append(_fields(kind, after, recorded))
            else:
                absent.setdefault(kind, []).append({_NAMED[kind]: getattr(row, _NAMED[kind])})
    made: Fields = {kind: list(records) for kind, records in kept.items()}
    gone = {
        kind: [one for one in records if not _is_named(one, kept.get(kind, []), kind)]
        for kind, records in absent.items()
    }
    gone = {
        kind: records for kind, records in gone.items() if records and not _given_too(kind, records, around, recorded)
    }
    sent = _sent(recorded)
    return {**made, **({"sent": sent} if sent else {}), **({"absent": dict(gone)} if gone else {})}


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


def _is_named(one: Fields, kept: list[Fields], kind: str) -> bool:
    return any(other[_NAMED[kind]] == one[_NAMED[kind]] for other in kept)


def _given_too(kind: str, records: list[Fields], around: Surroundings, recorded: Recorded) -> bool:
    """Tell whether another record of that name stays: then it cannot be told that this one is gone."""
    rows: Mapping[str, Record] = getattr(around, kind)
    there = {
        getattr(row, _NAMED[kind]) for row in rows.values() if recorded.past.at(row, recorded.ends, including=False)
    }
    return any(one[_NAMED[kind]] in there for one in records)


def _sent(recorded: Recorded) -> list[Fields]:
    mails = [one.args for one in recorded.actions if one.tool == "send_email" and one.undoes is None]
    return [
        {
            "to": [one.get("email") or one.get("name") for one in args.get("to") or []],
            "subject": args.get("subject", ""),
        }
        for args in mails
    ]
