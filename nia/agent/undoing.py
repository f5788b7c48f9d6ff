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
from nia.understanding.port import Json


async def undo(state: State, work: Work, runtime: Runtime, task: Task) -> dict[str, Any]:
    """Take back the user's latest action, or show the card that must be confirmed first."""
    try:
        action, at_once = await _meant(work, runtime)
        if not at_once:
            work.card = await _card(state, work, runtime, task, action)
            return {"tasks": [task, *state["tasks"][1:]]}
        outcome = await runtime.gate.undo(call_of(task, work, state), action.id)
    except NothingToUndo as error:
        _say_final(work, error)
        return {"tasks": state["tasks"][1:]}
    except NiaError as error:
        refuse(work, error)
        return {"tasks": state["tasks"][1:]}
    tell(work, outcome)
    return {"tasks": state["tasks"][1:]}


async def _meant(work: Work, runtime: Runtime) -> tuple[Action, bool]:
    """Return the action that is to be taken back, and whether at once.

    A card comes first where it reaches others, where it was done in another conversation, or where
    the last thing cannot be taken back and this is the one before.
    """
    now, place = runtime.clock.now(), work.conversation
    async with runtime.database.read() as session:
        action = await ledger_undo.taken_back_in(session, work.opened.turn_id) if work.opened.resumed else None
        try:
            action = action or await ledger_undo.latest(session, work.user, place, now)
        except NothingToUndo as final:
            action = await ledger_undo.latest(session, work.user, place, now, skip_final=True)
            _say_final(work, final)
            return action, False
        reaches = await ledger_undo.reaches_others(session, action)
    return action, not reaches and action.conversation_id == place


def _say_final(work: Work, error: NothingToUndo) -> None:
    key = f"errors.cannot_undo_{error.last_tool}|errors.cannot_undo" if error.last_tool else "errors.nothing_to_undo"
    work.says.append(Say(key, {"tool": error.last_tool}))


def tell(work: Work, outcome: Outcome) -> None:
    """Say from the recorded result what was restored."""
    names = outcome.result.values.get("names")
    values: dict[str, Json] = {"tool": outcome.undid, "names": names}
    values["count"] = len(names) if isinstance(names, list) else 0
    work.says.append(Say(f"says.undone_{outcome.undid}|says.undone", values))
    work.ran.append(Ran(outcome.tool, dict(outcome.args), outcome.result, False, 0.0, outcome.action_id, outcome.undid))


async def _card(state: State, work: Work, runtime: Runtime, task: Task, action: Action) -> CardView:
    stored = action.inverse or {}
    call = replace(call_of(task, work, state), tool=str(stored["tool"]), args=stored["args"])
    prepared = await runtime.gate.prepare(call)
    return await propose(prepared, task, work, state, runtime, undoes=action.id)
