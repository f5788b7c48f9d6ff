"""Undo in conversation: at once where it is the user's own, by a card where it reaches others. `act` calls it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nia.agent.nodes.confirm import call_of, propose
from nia.agent.nodes.slots import refuse
from nia.agent.runtime import Runtime
from nia.agent.state import Ran, Say, State, Task, Work
from nia.agent.turn import CardView
from nia.errors import NiaError
from nia.ledger import undo as ledger_undo
from nia.ledger.undo import NothingToUndo
from nia.store.tables import Action
from nia.tools.invoke import Outcome


async def undo(state: State, work: Work, runtime: Runtime, task: Task) -> dict[str, Any]:
    """Take back the user's latest action, or show the card that must be confirmed first."""
    try:
        async with runtime.database.read() as session:
            before = await ledger_undo.taken_back_in(session, work.opened.turn_id) if work.opened.resumed else None
            now = runtime.clock.now()
            action = before or await ledger_undo.latest(session, work.user, work.conversation, now)
            reaches = await ledger_undo.reaches_others(session, action)
        if reaches:
            work.card = await _card(state, work, runtime, task, action)
            return {"tasks": [task, *state["tasks"][1:]]}
        outcome = await runtime.gate.undo(call_of(task, work, state), action.id)
    except NothingToUndo as error:
        key = (
            f"errors.cannot_undo_{error.last_tool}|errors.cannot_undo" if error.last_tool else "errors.nothing_to_undo"
        )
        work.says.append(Say(key, {"tool": error.last_tool}))
        return {"tasks": state["tasks"][1:]}
    except NiaError as error:
        refuse(work, error)
        return {"tasks": state["tasks"][1:]}
    tell(work, outcome)
    return {"tasks": state["tasks"][1:]}


def tell(work: Work, outcome: Outcome) -> None:
    """Say from the recorded result what was restored."""
    values = {"tool": outcome.undid, "names": outcome.result.values.get("names")}
    work.says.append(Say(f"says.undone_{outcome.undid}|says.undone", values))
    work.ran.append(Ran(outcome.tool, dict(outcome.args), outcome.result, False, 0.0, outcome.action_id, outcome.undid))


async def _card(state: State, work: Work, runtime: Runtime, task: Task, action: Action) -> CardView:
    stored = action.inverse or {}
    call = replace(call_of(task, work, state), tool=str(stored["tool"]), args=stored["args"])
    prepared = await runtime.gate.prepare(call)
    return await propose(prepared, task, work, state, runtime, undoes=action.id)
