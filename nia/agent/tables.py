"""Lists of records as tables: which columns, under which labels, in the user's words. Replies and cards use it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from nia.agent.turn import Table
from nia.agent.wording import Wording
from nia.tools.spec import RecordView
from nia.understanding.port import SlotKind

COLUMN_KINDS = {
    "status": SlotKind.CHOICE,
    "priority": SlotKind.CHOICE,
    "source": SlotKind.CHOICE,
    "kind": SlotKind.CHOICE,
    "role": SlotKind.CHOICE,
    "start": SlotKind.INSTANT,
    "end": SlotKind.INSTANT,
    "due": SlotKind.MOMENT,
    "remind_at": SlotKind.MOMENT,
    "received": SlotKind.MOMENT,
    "at": SlotKind.MOMENT,
    "created": SlotKind.MOMENT,
    "next_follow_up": SlotKind.MOMENT,
    "expected_close": SlotKind.DATE,
    "closed": SlotKind.MOMENT,
    "minutes": SlotKind.MINUTES,
}
MOST_COLUMNS = 6
_FIGURE = re.compile(r"(?:[A-Z]{3} |[₹$€£¥])?[\d.,]+%?")
CHANGE = " → "
"""What stands between the former and the new status of a lead, as `nia.sales` writes it."""
_NAME_LABELS = {
    "meeting": "title",
    "task": "title",
    "mail": "subject",
    "time": "at",
    "stage": "status",
    "kind": "kind",
    "activity": "text",
    "fact": "text",
}
"""Under which label the names of a kind of record stand; the others' under `name`."""


def table_of(title: str, records: Sequence[RecordView], wording: Wording, more: int = 0) -> Table | None:
    """Return the table of `records`, or None where there are none. Its first column is the record's name."""
    if not records:
        return None
    columns = list(dict.fromkeys(name for record in records for name in _shown(record)))[:MOST_COLUMNS]
    rows = tuple((_name(record, wording), *(cell(record, name, wording) for name in columns)) for record in records)
    return Table(
        title=title,
        columns=(wording.label(_NAME_LABELS.get(records[0].kind, "name")), *(wording.label(name) for name in columns)),
        rows=rows,
        kinds=tuple(record.kind for record in records),
        ids=tuple(record.id for record in records),
        more=more,
    )


def cell(record: RecordView, column: str, wording: Wording) -> str:
    """Return the text of one field of a record."""
    value = record.fields.get(column)
    if column == "reason" and isinstance(value, list):
        return ", ".join(_reason(str(code), wording) for code in value)
    if isinstance(value, bool):  # a line is read without its columns' labels, where "yes" would say nothing
        return wording.label(column) if value else ""
    if column == "outcome":  # a meeting's or task's status, or words
        return wording.say(f"choices.{value}") or wording.value(value)
    return wording.value(value, COLUMN_KINDS.get(column))


def _shown(record: RecordView) -> list[str]:
    """Return the fields that are columns; a stretch of time has none, its name says it all."""
    return [] if record.kind == "time" else list(record.fields)


def _name(record: RecordView, wording: Wording) -> str:
    """Return the name of a record; that of a report's line, a free time and a change of status is made of codes."""
    fields = record.fields
    if record.kind == "stage":
        return wording.value(record.name, SlotKind.CHOICE)
    if record.kind == "kind":
        return wording.say(f"counts.{record.name}", f"choices.{record.name}") or record.name
    if record.kind == "time":
        return wording.range(str(fields["start"]), str(fields["end"]))
    if record.kind == "activity" and fields.get("kind") == "status":
        return CHANGE.join(wording.value(code, SlotKind.CHOICE) for code in record.name.split(CHANGE))
    return record.name


def as_text(table: Table) -> str:
    """Return the table as numbered lines, for the terminal, a screen reader or a voice.

    Where a line has more than one bare figure, each stands behind its column's label.
    """
    figures = [at for at in range(1, len(table.columns)) if any(_FIGURE.fullmatch(row[at]) for row in table.rows)]
    labelled = set(figures) if len(figures) > 1 else set()
    lines = [f"  {n}. {_line(table, row, labelled)}" for n, row in enumerate(table.rows, start=1)]
    return "\n".join([table.title, *lines] if table.title else lines)


def _line(table: Table, row: Sequence[str], labelled: Collection[int]) -> str:
    cells = (f"{table.columns[at]}: {cell}" if at in labelled and cell else cell for at, cell in enumerate(row))
    return " · ".join(cell for cell in cells if cell)


def _reason(code: str, wording: Wording) -> str:
    """Return why a mail matters: a code as `vip`, or `word:urgent` for a word of the mail's own."""
    word = code.removeprefix("word:")
    return f"“{word}”" if word != code else wording.say(f"reasons.{code}") or code.replace("_", " ")
