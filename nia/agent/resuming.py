"""Takes up a task that was left: the one that the user named, else the one that was left last. The policy calls it."""

from __future__ import annotations

from typing import Any

from nia.agent.runtime import Runtime
from nia.agent.state import Say, State, Task, Work
from nia.agent.tasks import fill
from nia.understanding.port import Understanding


def resume(state: State, work: Work, runtime: Runtime, understood: Understanding) -> dict[str, Any]:
    """Bring the task that was meant to the top, else the one that was left last, with what was said of it."""
    left = [task for task in state["tasks"] if task["left"]]
    if not state["tasks"]:
        work.says.append(Say("says.nothing_left"))
        return {}
    meant = [] if understood.resumed is None else state["tasks"][understood.resumed : understood.resumed + 1]
    first = (meant or left or state["tasks"])[0]
    rest = [Task(**{**task, "left": True}) for task in state["tasks"] if task["id"] != first["id"]]
    taken_up = Task(**{**first, "left": False, "offered_again": False})
    if understood.answers:
        taken_up = fill(taken_up, understood.answers, runtime.registry.get(first["tool"]))
    return {"tasks": [taken_up, *rest]}
