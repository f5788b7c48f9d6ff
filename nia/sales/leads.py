"""Leads: making and changing them, and what follows from a change. The lead tools call it, inside the gate."""

from __future__ import annotations

from collections.abc import Mapping

from nia.ledger.changes import Changes
from nia.matching.compare import search_key
from nia.sales.activities import remember_status
from nia.sales.records import Holder, insert
from nia.store.tables import Lead

CLOSED = frozenset({"won", "lost"})
"""The statuses that end a lead's way."""

_SEARCHED = ("name", "company", "city", "product")


def create_lead(changes: Changes, holder: Holder, values: Mapping[str, object]) -> Lead:
    """Insert a lead with these columns. A lead that starts closed is closed now."""
    closing = {"closed_at": changes.now} if values.get("status") in CLOSED else {}
    return insert(changes, Lead, holder, {**values, **closing, "search_key": _key_of(values)})


def change_lead(changes: Changes, lead: Lead, values: Mapping[str, object], holder: Holder | None = None) -> None:
    """Give a lead these columns and, with `holder`, another owner.

    A status that closes it sets `closed_at`; one that opens it again clears that and the reason of
    its loss. Each change of status is kept as an activity.
    """
    new = dict(values)
    if holder is not None:
        new |= {"owner_id": holder.user_id, "team_id": holder.team_id}
    status = str(new.get("status", lead.status))
    if status != lead.status:
        new |= {"closed_at": changes.now} if status in CLOSED else {"closed_at": None, "lost_reason": None}
        remember_status(changes, lead, status)
    if not new.keys().isdisjoint(_SEARCHED):
        new["search_key"] = _key_of({name: new.get(name, getattr(lead, name)) for name in _SEARCHED})
    changes.set(lead, **new)


def _key_of(values: Mapping[str, object]) -> str:
    return search_key(*(str(values[name]) for name in _SEARCHED if values.get(name)))
