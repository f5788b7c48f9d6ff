"""The beginning of a session: a card that still waits is shown again before anything can confirm it.

What the last session did as it broke off is told.
`Agent.welcome` shows it when a face opens a session; else the node `hear` brings it into the first turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nia.accounts.principal import Principal
from nia.accounts.who import find_principal
from nia.agent.runtime import Runtime
from nia.agent.state import SlotState, Task
from nia.agent.tasks import new_task
from nia.agent.turn import Turn
from nia.agent.untold import left_elsewhere
from nia.ledger import proposals
from nia.store.tables import Proposal
from nia.understanding.port import SlotValue, Wish

if TYPE_CHECKING:
    from nia.agent.agent import Agent


async def welcome(agent: Agent, user: Principal | str, conversation: str) -> Turn | None:
    """Return the turn that shows this user's card that waits, or tells what was left untold, elsewhere; or None."""
    runtime = agent.runtime
    async with runtime.database.read() as session:
        principal = user if isinstance(user, Principal) else await find_principal(session, user)
        if principal is None:
            return None
        waiting = await proposals.latest_waiting(session, principal, runtime.clock.now())
        untold = () if waiting is not None else await left_elsewhere(session, principal, conversation)
    return await agent.show_again(principal, conversation) if waiting is not None or untold else None


async def from_before(runtime: Runtime, user: Principal) -> Proposal | None:
    """Return the card of this user that still waits from an earlier session."""
    async with runtime.database.read() as session:
        return await proposals.latest_waiting(session, user, runtime.clock.now())


def task_of(waiting: Proposal, runtime: Runtime) -> Task:
    """Return the task that a waiting card is for: what it warned of was seen, and others' text keeps its mark."""
    task = new_task(
        Wish(waiting.tool, {name: SlotValue(value, "") for name, value in waiting.args.items()}), runtime.new_id
    )
    marked = {str(row["slot"]) for row in waiting.card.get("rows", []) if row.get("untrusted")}
    task["slots"] = {name: SlotState(**{**slot, "untrusted": name in marked}) for name, slot in task["slots"].items()}
    task["accepted"] = [str(kind) for kind in waiting.card.get("warns", [])]
    task["versions"] = dict(waiting.versions)
    return task
