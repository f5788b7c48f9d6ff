"""Looks at the ledger's entries, by right and audited. `nia ledger list` and `nia ledger show` call it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from nia.cli.behalf import Behalf, acting
from nia.cli.receipt_text import lines_of
from nia.config import Settings
from nia.errors import AdminError, NotFound
from nia.ledger import entries
from nia.ledger.entries import Line
from nia.ledger.undo import COMMAND_LINE
from nia.store.tables import Turn
from nia.tools.invoke import Call


async def listed(settings: Settings, email: str, number: int) -> Sequence[str]:
    """Return a page of the entries that the user may look at, newest first."""
    async with acting(settings, email) as behalf, behalf.database.read() as session:
        found = await entries.page(session, behalf.user, number)
    if not found:
        return [f"No entry on page {number}." if number > 1 else "There are no entries that this user may look at yet."]
    more = [f"More: --page {number + 1}"] if len(found) == entries.PAGE else []
    return [*(_line(one) for one in found), *more]


async def shown(settings: Settings, which: str, email: str) -> Sequence[str]:
    """Enter into the ledger that the user looks at an entry, and return what it says."""
    async with acting(settings, email) as behalf:
        async with behalf.database.read() as session:
            line = await _found(session, behalf, which)
        look = Call("look_at_entry", behalf.user, {"entry": line.action.id}, actor=COMMAND_LINE)
        await behalf.gate().invoke(look)
        async with behalf.database.read() as session:
            opened = await entries.open_entry(session, await _found(session, behalf, line.action.id))
            at = await entries.when(session, opened.erased_by) if opened.erased_by is not None else None
            turn = await session.get(Turn, line.action.turn_id) if line.action.turn_id else None
            undone = await entries.tool_of(session, line.action.undoes)
        return lines_of(opened, behalf.user, settings.config_dir, erased_at=at, turn=turn, undid=undone)


async def _found(session: AsyncSession, behalf: Behalf, which: str) -> Line:
    try:
        return await entries.find(session, behalf.user, which)
    except NotFound:
        raise AdminError(
            f"There is no entry {which} that {behalf.user.email} may look at. See: nia ledger list"
        ) from None


def _line(one: Line) -> str:
    marks = ", ".join(mark for mark, holds in (("erased", one.erased), ("undone", one.undone)) if holds)
    shown = f"{one.seq:>7}  {one.action.at:%Y-%m-%d %H:%M}  {one.action.tool:<20}{one.user:<32}{one.action.id[:12]:<14}"
    return f"{shown}{f'({marks})' if marks else ''}".rstrip()
