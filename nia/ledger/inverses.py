"""Reads stored inverses: whether one still stands, and what changed about a record since. `restore` asks both first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ScalarResult, String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.principal import Principal
from nia.store.tables import RECORDS, Action, Record

_DERIVED = frozenset({"search_key", "team_id", "closed_at"})


async def is_own_inverse(session: AsyncSession, user: Principal, record_id: str, args: Mapping[str, Any]) -> bool:
    """Tell whether `args`, which name this record, are the inverse of an action of `user` that still stands.

    What gives back but a part of it is one too.
    """
    return any(
        action.user_id == user.id and action.undone_by is None and _is_part_of(args, (action.inverse or {})["args"])
        for action in await _touching(session, record_id)
    )


def _is_part_of(args: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    """Tell whether each record and value of `args` is one of the stored inverse's; versions may be newer."""
    stored = {(one["table"], one["id"]): one for one in whole["records"]}
    return all(
        (before := stored.get((one["table"], one["id"]))) is not None
        and one["version"] >= before["version"]
        and one["values"].items() <= before["values"].items()
        for one in args["records"]
    )


async def changed_since(session: AsyncSession, versions: Mapping[str, int]) -> tuple[str, ...]:
    """Return the fields that the ledger knows to have changed since records ("leads:<id>") had these versions."""
    found: set[str] = set()
    for key, version in versions.items():
        name, _, record_id = key.partition(":")
        row = await session.get(RECORDS[name], record_id)
        found.update((await fields_changed_since(session, name, row, version) or ()) if row is not None else ())
    return tuple(sorted(found))


async def fields_changed_since(session: AsyncSession, table: str, row: Record, version: int) -> tuple[str, ...] | None:
    """Return the fields of `row` that actions which still stand changed after `version`, or None where there is none.

    An action that was undone, and its undo, cancel each other out. A change that the ledger does not
    know of counts, though nobody can say which fields it touched.
    """
    later = []
    for action in await _touching(session, row.id):
        for record in (action.inverse or {})["args"]["records"]:
            if (record["table"], record["id"]) == (table, row.id) and record["version"] > version:
                later.append((record["version"], action, record["values"]))
    known = max((at for at, _, _ in later), default=version) == row.version
    standing = [values for _, action, values in later if action.undone_by is None and action.undoes is None]
    if known and not standing:
        return None
    return tuple(sorted({name for values in standing for name in values} - _DERIVED))


async def _touching(session: AsyncSession, record_id: str) -> ScalarResult[Action]:
    """Return the actions whose inverse names this record."""
    return await session.scalars(
        select(Action).where(cast(col(Action.inverse), String).contains(record_id, autoescape=True))
    )
