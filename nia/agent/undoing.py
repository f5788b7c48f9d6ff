"""Undo in conversation: at once where it is the user's own, by a card where it reaches others. `act` calls it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nia.agent.nodes.confirm import call_of, propose
from nia.agent.nodes.slots import refuse
from nia.agent.runtime import Runtime
from nia.agent.state import Ran, Say, State, Task, Work
from nia.agent.turn import CardView
from nia.agent.undoing_rest import offer_rest
from nia.errors import NiaError, Stale
from nia.ledger import undo as ledger_undo
from nia.ledger.undo import NothingToUndo
from nia.store.tables import Action
from nia.tools.invoke import EARLIER, Prepared
from nia.tools.outcome import Outcome
from nia.understanding.port import Json


async def undo(state: State, work: Work, runtime: Runtime, task: Task) -> dict[str, Any]:
    """Take back the user's latest action, or show the card that must be confirmed first."""
    actions: list[Action] = []
    try:
        actions, at_once = await _meant(work, runtime, _count(task))
        if not at_once:
            work.card = await _card(state, work, runtime, task, actions)
            return {"tasks": [task, *state["tasks"][1:]]}
        outcome = await runtime.gate.undo(call_of(task, work, state), actions[0].id)
    except NothingToUndo as error:
        _say_final(work, error)
        return {"tasks": state["tasks"][1:]}
    except Stale as error:
        if len(actions) > 1:
            work.warns += ("changed",)
            refuse(work, error)
            return {"tasks": state["tasks"][1:]}
        work.card = await offer_rest(state, work, runtime, task, actions[0])
        return {"tasks": [task, *state["tasks"][1:]] if work.card else state["tasks"][1:]}
    except NiaError as error:
        refuse(work, error)
        return {"tasks": state["tasks"][1:]}
    tell(work, outcome)
    return {"tasks": state["tasks"][1:]}


def _count(task: Task) -> int:
    said = task["slots"]["count"]["value"] if "count" in task["slots"] else 1
    return said if isinstance(said, int) else 1


async def _meant(work: Work, runtime: Runtime, count: int) -> tuple[list[Action], bool]:
    """Return the actions that are to be taken back, newest first, and whether at once.

    A card comes first where there are several, where it reaches others, where it was done in another
    conversation, or where the last thing cannot be taken back and this is the one before.
    """
    now, place = runtime.clock.now(), work.conversation
    async with runtime.database.read() as session:
        if count > 1:
            return await ledger_undo.latest_of(session, work.user, place, now, count), False
        action = await ledger_undo.taken_back_in(session, work.opened.turn_id) if work.opened.resumed else None
        try:
            action = action or await ledger_undo.latest(session, work.user, place, now)
        except NothingToUndo as final:
            action = await ledger_undo.latest(session, work.user, place, now, skip_final=True)
            _say_final(work, final)
            return [action], False
        reaches = await ledger_undo.reaches_others(session, action)
    return [action], not reaches and action.conversation_id == place


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
    for one in outcome.others:
        tell(work, one)


async def _card(state: State, work: Work, runtime: Runtime, task: Task, actions: list[Action]) -> CardView:
    """Propose to take these actions back, and return the card that lists what each of them changed."""
    wording = runtime.wording(work.user, state["language"])
    each = [await _prepared(state, work, runtime, task, inverse) for inverse in _in_turn(actions)]
    prepared = each[0]
    if len(each) > 1:
        rows = [
            replace(row, fields={**row.fields, "undoes": wording.say(f"tools.{action.tool}") or action.tool})
            for action, one in zip(actions, each, strict=True)
            for row in one.preview.rows
        ]
        older: list[Json] = [action.id for action in actions[1:]]
        args: dict[str, Json] = {**prepared.args, EARLIER: older}
        prepared = replace(prepared, args=args, preview=replace(prepared.preview, rows=tuple(rows)))
    return await propose(prepared, task, work, state, runtime, undoes=actions[0].id)


async def _prepared(state: State, work: Work, runtime: Runtime, task: Task, inverse: Mapping[str, Any]) -> Prepared:
    call = replace(call_of(task, work, state), tool=str(inverse["tool"]), args=inverse["args"])
    return await runtime.gate.prepare(call)


def _in_turn(actions: Sequence[Action]) -> list[dict[str, Any]]:
    """Return the inverses, each record at the version that the newest of the actions left it at.

    The older one's own version was overtaken by the newer one, which is taken back before it.
    """
    left_at: dict[str, int] = {}
    inverses = []
    for action in actions:
        stored = action.inverse or {}
        records = [
            {**record, "version": left_at.setdefault(record["id"], record["version"])}
            for record in stored["args"]["records"]
        ]
        inverses.append({"tool": stored["tool"], "args": {"records": records}})
    return inverses
