"""What took effect without its user being told, so that a yes typed anew is no riddle. `hear` and `intent` call it.

A turn that was never closed had no reply: what it did is told first, where its user goes on, new conversation or not.
Whether the last turn's reply arrived nobody knows: what it did is told again where a yes, or a no, has nothing else to
be to.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.agent import undoing
from nia.agent.focus import after_result
from nia.agent.replies import recorded
from nia.agent.runtime import Runtime
from nia.agent.state import Card, Kept, Ran, Say, State, Task, Work
from nia.errors import NotFound
from nia.ledger import actions
from nia.memory import history
from nia.store.tables import Action
from nia.tools.outcome import Outcome, recorded_before

TO_NOTHING = {"says.nothing_waits", "says.nothing_to_cancel"}
"""What is said of a yes, or a no, that has nothing to be to."""


async def take_up(work: Work, kept: Kept, runtime: Runtime) -> Kept:
    """Tell what the turns did that broke off right before this one; return the state as they would have left it."""
    last, seq = kept.get("last_turn"), work.opened.seq
    if last is None or (seq - last["seq"] < 2 and seq > 1):
        return kept
    async with runtime.database.read() as session:
        found = await (left_elsewhere(session, work.user, work.conversation) if seq == 1 else _left_here(session, work))
        done = await _outcomes(session, found)
    for action, outcome in done:
        work.untold.append(action)
        kept = _after(kept, action, _told(work, outcome), runtime)
    return kept


async def left_elsewhere(session: AsyncSession, user: Principal, conversation: str) -> list[Action]:
    """Return what the user's latest turn in another conversation did, if it broke off before it could say so."""
    turn = await history.broken_off_elsewhere(session, user, conversation)
    return [] if turn is None else await actions.untold(session, turn.conversation_id, turn.seq + 1)


async def _left_here(session: AsyncSession, work: Work) -> list[Action]:
    return await actions.untold(session, work.conversation, work.opened.seq)


async def tell_again(state: State, work: Work, runtime: Runtime) -> None:
    """Where a yes or a no had nothing to be to, say instead what the last turn did, if it did something."""
    last = state.get("last_turn")
    if last is None or not last["actions"] or not any(say.key in TO_NOTHING for say in work.says):
        return
    wording = runtime.wording(work.user, state["language"])
    async with runtime.database.read() as session:
        done = await _outcomes(session, await actions.named(session, last["actions"]))
    if not done:
        return
    told = [recorded(one.tool, one.result, one.undid, wording) for _, one in done]
    work.says = [say for say in work.says if say.key not in TO_NOTHING]
    work.says += [Say("says.done_before", {"text": text}) for text in told]
    say_how_to_undo(work, done[-1][0], "says.undo_takes_it_back")
    work.acted = last["actions"]


def say_how_to_undo(work: Work, action: Action, how: str = "says.already_done") -> None:
    """Say how what was done is taken back, or that it cannot be. What was itself taken back needs no such word."""
    if action.undoes is not None:
        return
    final = f"errors.cannot_undo_{action.tool}|errors.cannot_undo"
    work.says.append(Say(final, {"tool": action.tool}) if action.inverse is None else Say(how))


async def _outcomes(session: AsyncSession, found: Sequence[Action]) -> list[tuple[Action, Outcome]]:
    """Return the actions with what came of each, without those that were erased since."""
    done = []
    for action in found:
        with suppress(NotFound):
            done.append((action, await recorded_before(session, action)))
    return done


def _told(work: Work, outcome: Outcome) -> Ran:
    """Put what took effect into the reply, as the turn that did it would have."""
    if outcome.undid is not None:
        undoing.tell(work, outcome)
    else:
        work.ran.append(Ran(outcome.tool, dict(outcome.args), outcome.result, False, 0.0, outcome.action_id))
    return work.ran[-1]


def _after(kept: Kept, action: Action, ran: Ran, runtime: Runtime) -> Kept:
    """Return the state after the action: its task is done with, and what it was about is in focus."""
    focus = after_result(kept["focus"], ran, runtime.clock.now().isoformat())
    tasks = _left(kept["tasks"], action, kept["card"])
    is_cards = kept["card"] is not None and kept["card"]["proposal"] == action.proposal_id
    return Kept(**{**kept, "focus": focus, "tasks": tasks, "card": None if is_cards else kept["card"]})


def _left(tasks: list[Task], action: Action, card: Card | None) -> list[Task]:
    """Return the tasks without the one that became the action: the card's is on top, another is known by its tool."""
    if action.proposal_id is not None:
        return tasks[1:] if card is not None and card["proposal"] == action.proposal_id else tasks
    at = next((n for n, task in enumerate(tasks) if task["tool"] == action.tool), len(tasks))
    return [*tasks[:at], *tasks[at + 1 :]]
