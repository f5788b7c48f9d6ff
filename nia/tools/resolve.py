"""Turns a reference in the user's words into the record it means, within the user's rights. The agent calls it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.tools.references.outcome import FocusRecord, Found, Look, Nothing, Resolved, Several
from nia.tools.references.recipients import resolve_people
from nia.tools.references.single import resolve_one
from nia.understanding.port import Json, SlotKind

__all__ = ["FocusRecord", "Found", "Nothing", "Resolved", "Several", "resolve"]


async def resolve(
    session: AsyncSession,
    user: Principal,
    kind: SlotKind,
    given: Json,
    *,
    focus: Sequence[FocusRecord] = (),
    offered: Sequence[FocusRecord] = (),
    now: datetime,
    like: str = "",
) -> Resolved:
    """Return the record, or the people, that `given` means.

    `given`: a name, a pronoun or a description, a `Ref` as a map (checked again), or for `PEOPLE` and
    `ADDRESSES` a list of such. `focus`: records spoken of, newest first. `offered`: the list shown
    last, in its order, for "the second one". `like`: the tool that needs it. Nothing of which
    `user` may not know is found, offered or named as near. Raises `Invalid` for a bad mail address.
    """
    look = Look(session, user, now, focus, offered, like)
    if kind in (SlotKind.PEOPLE, SlotKind.ADDRESSES):
        return await resolve_people(look, kind, given)
    return await resolve_one(look, kind, given)
