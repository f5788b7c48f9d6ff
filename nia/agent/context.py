"""Builds the light in which an utterance is read: what was asked, shown and spoken of. The intent node calls it."""

from __future__ import annotations

from nia.agent.runtime import Runtime
from nia.agent.state import State, Task, Work
from nia.agent.tasks import current, plain_slots, waits_quietly
from nia.understanding.port import Asked, Card, Language, Offer, SlotKind, TurnContext


def turn_context(state: State, work: Work, runtime: Runtime) -> TurnContext:
    """Return the context of this turn."""
    user, task = work.user, current(state)
    if task is not None and waits_quietly(task):
        task = None  # nothing is asked about it any more: what is said now is no answer to it
    waiting = work.waiting
    return TurnContext(
        now=runtime.clock.now().astimezone(user.zone),
        tools=runtime.shapes,
        time_zone=user.time_zone,
        working_hours=(f"{user.working_hours[0]:%H:%M}", f"{user.working_hours[1]:%H:%M}"),
        working_days=user.working_days,
        fiscal_year_starts=runtime.company.fiscal_year_starts,
        language=Language(state["language"]),
        currency=user.currency,
        asked=_asked(task, runtime) if task and task["asked"] else None,
        waiting=Card(waiting["tool"], waiting["args"], tuple(waiting["warnings"])) if waiting else None,
        task=task["tool"] if task else None,
        filled=plain_slots(task) if task else {},
        offered=tuple(Offer(one["kind"], one["name"], one["id"], one["details"]) for one in state["offered"]),
        choosing=bool(task and task["choosing"]),
        focus=tuple(Offer(one["kind"], one["name"], one["id"]) for one in state["focus"]),
        read=Card(read["tool"], read["args"]) if (read := state.get("read")) else None,
        open=tuple(Card(task["tool"], plain_slots(task)) for task in state["tasks"]),
        left=tuple(task["tool"] for task in state["tasks"] if task["left"]),
        history=tuple(("user" if m.type == "human" else "assistant", str(m.text)) for m in state["messages"][:-1]),
    )


def _asked(task: Task, runtime: Runtime) -> Asked:
    """Return the question as the understanding needs it: whose address is one of a mail address, and "what shall I
    change?" is answered with a value of some kind, not with just any words.
    """
    if task["address_of"]:
        return Asked("save_contact", ("email",))
    if len(task["asked"]) <= MOST_NAMED:
        offer = task.get("offer")
        return Asked(task["tool"], tuple(task["asked"]), offer["value"] if offer else None)
    tool = runtime.registry.get(task["tool"])
    kinds = {slot.name: slot.kind for slot in tool.slots}
    return Asked(task["tool"], tuple(name for name in task["asked"] if kinds[name] is not SlotKind.TEXT))


MOST_NAMED = 2
