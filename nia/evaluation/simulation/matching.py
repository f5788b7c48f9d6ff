"""Compares a card with what the persona wants, as a careful user would before the yes. `rule_based` asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Literal

from nia.agent.turn import CardRow, CardView
from nia.evaluation.simulation.goals import Value
from nia.understanding.port import Json

_TEXTS = frozenset({"text", "instruction", "title", "agenda"})
_EXTRA_WORDS = 2
_DEFAULTS: Mapping[str, Mapping[str, Json]] = {
    "create_lead": {"status": "new", "owner": None},
    "schedule_meeting": {"minutes": 30, "title": None, "lead": None, "end": None, "online": False},
    "reschedule_meeting": {"minutes": None},
    "create_task": {"priority": "normal", "assignee": None},
    "log_activity": {"at": None},
    "send_email": {"subject": None},
}
"""What a card may hold that nobody said: with this value, or with any (None)."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A slot of a card that is not as the persona wants it."""

    slot: str
    kind: Literal["wrong", "missing", "extra"]
    got: Json = None


def mismatches(card: CardView, wanted: Mapping[str, Value], told: Sequence[str]) -> list[Mismatch]:
    """Return what is wrong with the card: told and missing, told otherwise, or never told."""
    rows = {row.slot: row for row in card.rows}
    found = [Mismatch(slot, "missing") for slot in told if slot in wanted and slot not in rows]
    for slot, row in rows.items():
        if slot in wanted:
            if not same(slot, wanted[slot].value, row.raw):
                found.append(Mismatch(slot, "wrong", row.raw))
        elif not _is_default(card.tool, row):
            found.append(Mismatch(slot, "extra", row.raw))
    return found


def same(slot: str, wanted: Json, got: Json) -> bool:
    """Tell whether a value is the wanted one. A wanted record is a name; a text must hold the wanted words."""
    if isinstance(got, Mapping):
        got = got.get("amount") if "amount" in got else got.get("name")
    if isinstance(wanted, list):
        return isinstance(got, list) and sorted(map(_name, wanted)) == sorted(map(_name, got))
    if isinstance(wanted, int):
        return _number(got) == wanted
    if slot == "body":  # a letter is put around the words
        return _folded(str(wanted)) in _folded(str(got))
    if slot in _TEXTS:
        return _holds(str(got), str(wanted))
    return _folded(str(wanted)) == _folded(str(got)) or _same_instant(str(wanted), str(got))


def _is_default(tool: str, row: CardRow) -> bool:
    defaults = _DEFAULTS.get(tool, {})
    return row.slot in defaults and defaults[row.slot] in (None, row.raw)


def _holds(got: str, wanted: str) -> bool:
    """Tell whether all wanted words are there, and hardly more."""
    theirs, mine = _folded(got).split(), _folded(wanted).split()
    return set(mine) <= set(theirs) and len(theirs) <= len(mine) + _EXTRA_WORDS


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() or c in "@+" else " " for c in text.casefold()).split())


def _name(one: Json) -> str:
    return _folded(str(one.get("name") if isinstance(one, Mapping) else one))


def _number(got: Json) -> Decimal | None:
    try:
        return Decimal(str(got))
    except InvalidOperation:
        return None


def _same_instant(wanted: str, got: str) -> bool:
    """Tell whether both are the same instant, or the same day where both are days."""
    try:
        one, other = datetime.fromisoformat(wanted), datetime.fromisoformat(got)
    except ValueError:
        return False
    return (len(wanted) == len(got) == len("2026-03-02") or (one.tzinfo and other.tzinfo) is not None) and one == other
