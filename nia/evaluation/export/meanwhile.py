"""What others changed while the conversation went on, as `meanwhile` of a suite. `builder` calls it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from nia.evaluation.export.expectations import Fields
from nia.evaluation.export.past import Former
from nia.evaluation.export.plain import number
from nia.evaluation.export.recording import Recorded
from nia.evaluation.export.surroundings import Surroundings
from nia.store.tables import Record

_NAMED = {"leads": "name", "meetings": "title", "tasks": "title"}
_COLUMNS = {
    "leads": {
        one: one for one in "name company email phone title city source status product value lost_reason".split()
    },
    "meetings": {"title": "title", "start_at": "start", "minutes": "minutes", "status": "status"},
    "tasks": {"title": "title", "priority": "priority", "status": "status"},
}
Step = tuple[datetime, Fields]
"""When it happened, and the turn of the suite that does it."""


def of(recorded: Recorded, around: Surroundings) -> list[Step]:
    """Return the changes of others to these records between the first turn and the last, in order."""
    own = {one.id for one in recorded.actions}
    found = chain.from_iterable(_of_kind(kind, recorded, around, own) for kind in _NAMED)
    return sorted(found, key=lambda step: step[0])


def _of_kind(kind: str, recorded: Recorded, around: Surroundings, own: set[str]) -> Iterator[Step]:
    rows: Mapping[str, Record] = getattr(around, kind)
    for row in rows.values():
        for former in recorded.past.changes.get((kind, row.id), []):
            theirs = former.action not in own and recorded.begins < former.at <= recorded.turns[-1].opened_at
            step = _step(kind, row, former, recorded) if theirs else None
            if step is not None:
                who = around.users.get(former.by)
                named = {"as": who.name} if who is not None and who.id != recorded.user.id else {}
                yield former.at, {"meanwhile": step, **named}


def _step(kind: str, row: Record, former: Former, recorded: Recorded) -> Fields | None:
    """Return the change, or None where it is none of a field that a suite can set."""
    before = recorded.past.at(row, former.at)
    after = recorded.past.at(row, former.at, including=False)
    if before is None:
        return None
    which: Fields = {_NAMED[kind]: getattr(before, _NAMED[kind])}
    if after is None:
        return {"delete": {kind: which}}
    changed = {column: name for column, name in _COLUMNS[kind].items() if column in former.values}
    values: Fields = {name: _plain(getattr(after, column), recorded) for column, name in changed.items()}
    return {"update": {kind: {**which, "set": values}}} if values else None


def _plain(value: object, recorded: Recorded) -> str | int | float | None:
    if isinstance(value, datetime):
        return value.astimezone(recorded.user.zone).isoformat(timespec="seconds")
    if value is None or isinstance(value, str | int):
        return value
    amount = number(value)
    return amount if isinstance(amount, int | float) else str(amount)
