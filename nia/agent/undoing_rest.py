"""What is left of an undo where others changed the records since: says what stays, and offers the rest by a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.agent.nodes.confirm import call_of, propose
from nia.agent.runtime import Runtime
from nia.agent.state import Say, State, Task, Work
from nia.agent.turn import CardView
from nia.agent.wording import Wording, column_labels
from nia.ledger.remainder import Remainder, remainder_of
from nia.sales.records import name_of
from nia.store.tables import Action
from nia.understanding.port import Json


async def offer_rest(state: State, work: Work, runtime: Runtime, task: Task, action: Action) -> CardView | None:
    """Say what was changed since, and return the card for what can still be taken back; None where nothing can."""
    async with runtime.database.read() as session:
        found = await remainder_of(session, (action.inverse or {})["args"]["records"])
    wording = runtime.wording(work.user, state["language"])
    if "changed" not in work.warns:
        work.warns += ("changed",)
    work.says += [_what_stays(one, wording) for one in found if one.stands_alone and not one.is_whole]
    left = [one for one in found if one.is_left]
    if not any(one.stands_alone for one in left) and any(one.stands_alone for one in found):
        work.says.append(Say("says.undo_no_rest"))
        return None
    work.says.append(Say("says.undo_rest"))
    return await _card(state, work, runtime, task, action, left)


async def _card(
    state: State, work: Work, runtime: Runtime, task: Task, action: Action, left: Sequence[Remainder]
) -> CardView:
    records: list[Json] = [one.as_record() for one in left]
    call = replace(call_of(task, work, state), tool=str((action.inverse or {})["tool"]), args={"records": records})
    prepared = await runtime.gate.prepare(call)
    versions = {f"{one.table}:{one.id}": one.row.version for one in left if one.row is not None}
    prepared = replace(prepared, preview=replace(prepared.preview, versions=versions))
    return await propose(prepared, task, work, state, runtime, undoes=action.id)


def _what_stays(one: Remainder, wording: Wording) -> Say:
    name = name_of(one.row) if one.row is not None else one.id
    if one.is_gone:
        return Say("errors.gone", {"name": name})
    return Say("errors.undo_changed", {"name": name, "changed": column_labels(one.changed, wording)})
