"""act: runs what was asked or confirmed through the gate, and keeps the result for the reply."""

from __future__ import annotations

import time
from typing import Any

from nia.agent import undoing
from nia.agent.focus import after_result, offered, shown_records
from nia.agent.nodes.confirm import call_of
from nia.agent.nodes.slots import refuse
from nia.agent.policy import UNDO
from nia.agent.runtime import Runtime
from nia.agent.state import Ran, Say, State, Work
from nia.agent.tasks import current, plain_slots, waits_quietly
from nia.errors import NiaError, Stale
from nia.ledger.proposals import NotConfirmable
from nia.tools.invoke import Call, Confirmation
from nia.tools.outcome import Outcome
from nia.tools.spec import Effect

MOST_STEPS = 8


async def act(state: State, runtime: Runtime) -> dict[str, Any]:
    """Run the confirmed write, or the read or act on top of the stack."""
    work, task = state["work"], current(state)
    work.steps += 1
    if work.confirmed:
        return await _confirmed(state, work, runtime)
    assert task is not None
    if task["tool"] == UNDO:
        return await undoing.undo(state, work, runtime, task)
    try:
        outcome, ms = await _timed(runtime, call_of(task, work, state))
    except NiaError as error:
        refuse(work, error)
        work.tried = plain_slots(task)
        return {"tasks": state["tasks"][1:]}
    if task.get("unsearched"):
        work.says.append(Say("says.not_searched", {"given": task["unsearched"]}))
    return _keep(state, work, runtime, outcome, ms)


def next_step(state: State) -> str:
    """Route onwards: the next task of the turn, if one is left, else the reply."""
    work, task = state["work"], current(state)
    if task is None or waits_quietly(task) or work.card is not None or work.steps >= MOST_STEPS:
        return "reply"
    return "act" if task["tool"] == UNDO else "slots"


async def _confirmed(state: State, work: Work, runtime: Runtime) -> dict[str, Any]:
    waits = work.waiting
    assert waits is not None
    work.confirmed = False
    call = Call(
        tool=waits["tool"],
        user=work.user,
        confirmation=Confirmation(waits["id"], waits["hash"]),
        language=state["language"],
        conversation_id=work.conversation,
        turn_id=work.opened.turn_id,
        said=work.said,
        fence=work.opened.fence,
    )
    work.waiting = None
    try:
        outcome, ms = await _timed(runtime, call)
    except Stale:
        return {}  # the task is still on top: it gets a new card, on the record as it is now, which says what changed
    except NotConfirmable as error:
        work.says.append(Say(f"errors.not_confirmable_{error.state}|errors.card_gone"))
        return {}
    except NiaError as error:
        refuse(work, error)
        return {"tasks": state["tasks"][1:]}
    if outcome.undid is not None:
        undoing.tell(work, outcome)
        return {"tasks": state["tasks"][1:]}
    return _keep(state, work, runtime, outcome, ms)


def _keep(state: State, work: Work, runtime: Runtime, outcome: Outcome, ms: float) -> dict[str, Any]:
    """Keep a result: for the reply, as the records in focus, as the list that was shown."""
    is_read = runtime.registry.get(outcome.tool).effect is Effect.READ
    ran = Ran(outcome.tool, dict(outcome.args), outcome.result, is_read, ms, outcome.action_id)
    work.ran.append(ran)
    now = runtime.clock.now().isoformat()
    shown = shown_records(outcome.result)
    listed = bool(shown) and (is_read or len(shown) > 1)
    kept = [one for one in state["offered"] if is_read or one["kind"] != "time"]  # free times were those of the card
    lists = {"offered": offered(shown) if listed else kept}
    read = {"tool": outcome.tool, "args": dict(outcome.args)} if is_read else None
    return {"tasks": state["tasks"][1:], "focus": after_result(state["focus"], ran, now), "read": read, **lists}


async def _timed(runtime: Runtime, call: Call) -> tuple[Outcome, float]:
    begun = time.perf_counter()
    outcome = await runtime.gate.invoke(call)
    return outcome, (time.perf_counter() - begun) * 1000
