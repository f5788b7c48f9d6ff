"""Takes a person for what he is: of a task the customer it is about, or the colleague whose it is. slots calls it."""

from __future__ import annotations

from nia.agent.settle import Bad, Question, Settler
from nia.agent.state import SlotState, Task
from nia.errors import NotFound

_OTHER = {"assignee": "lead", "lead": "assignee"}
_TOOLS = frozenset({"create_task", "list_tasks", "email_to_task"})


async def of_other_slot(task: Task, question: Question, settler: Settler) -> tuple[Task, Question | None]:
    """Return the task with its assignee as its lead, or the other way round, where only that is there."""
    if not isinstance(question, Bad) or not isinstance(question.error, NotFound) or task["tool"] not in _TOOLS:
        return task, question
    other = _OTHER.get(question.slot)
    if other is None or (other in task["slots"] and not task["slots"][other].get("guessed")):
        return task, question
    slots = {other if name == question.slot else name: slot for name, slot in task["slots"].items() if name != other}
    moved = Task(**{**task, "slots": {**slots, other: SlotState(**{**slots[other], "resolved": False})}})
    found = await settler.settle(moved)
    if isinstance(found, Bad) and found.slot == other:
        return task, question
    return moved, found
