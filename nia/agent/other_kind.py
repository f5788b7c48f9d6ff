"""Takes what is said of a meeting for a task where only that is there: "postpone 'check the terms'". slots calls it."""

from __future__ import annotations

from nia.agent.settle import Bad, Question, Settler
from nia.agent.state import SlotState, Task, Work
from nia.errors import NotFound
from nia.matching.compare import fold
from nia.tools.references.words import FILLERS, ME, MINE, NOUNS, PERSONAL, POINTING
from nia.understanding.port import SlotKind

_OTHER: dict[str, tuple[str, dict[str, str]]] = {
    "reschedule_meeting": ("update_task", {"meeting": "task", "start": "due", "shift": "shift"}),
    "cancel_meeting": ("cancel_task", {"meeting": "task"}),
    "update_task": ("reschedule_meeting", {"task": "meeting", "due": "start", "shift": "shift"}),
    "cancel_task": ("cancel_meeting", {"task": "meeting"}),
}
_KINDS = {"meeting": SlotKind.MEETING, "task": SlotKind.TASK}


async def of_other_kind(task: Task, question: Question, work: Work, settler: Settler) -> tuple[Task, Question | None]:
    """Return the task as one about a record of the other kind where its own is not found and that one is."""
    tool, names = _OTHER.get(task["tool"], ("", {}))
    if (
        not isinstance(question, Bad)
        or not isinstance(question.error, NotFound)
        or not task["slots"].keys() <= names.keys()
    ):
        return task, question
    if question.slot not in _KINDS or not _is_described(task["slots"][question.slot], _KINDS[question.slot]):
        return task, question
    slots = {names[name]: SlotState(**{**slot, "resolved": False}) for name, slot in task["slots"].items()}
    other = Task(**{**task, "tool": tool, "slots": slots})
    found = await settler.settle(other)
    if isinstance(found, Bad) and isinstance(found.error, NotFound):
        return task, question
    work.intents = [tool if one == task["tool"] else one for one in work.intents]
    work.wishes = tuple(tool if one == task["tool"] else one for one in work.wishes)
    return other, found


def _is_described(slot: SlotState, kind: SlotKind) -> bool:
    """Tell whether the words describe a record, and do not say of which kind: not "it", nor "the meeting with Ravi"."""
    said = set(fold(str(slot["value"])).split())
    return not said & NOUNS[kind] and bool(said - FILLERS - MINE - ME - PERSONAL - POINTING)
