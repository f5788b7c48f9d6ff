"""slots: references become records, values final; what is missing is asked for, one question at a time."""

from __future__ import annotations

from typing import Any

from nia.agent.focus import after_words, draft_slots, offered
from nia.agent.offers import company_hint, mend_offered, offer_company, offered_words
from nia.agent.other_kind import of_other_kind
from nia.agent.other_slot import of_other_slot
from nia.agent.runtime import Runtime
from nia.agent.settle import AddressMissing, Bad, Choose, Missing, Question, Settler
from nia.agent.state import Say, State, Task, Work
from nia.agent.tasks import current, waits_quietly
from nia.errors import Invalid, NiaError, NotFound, StoreError, UserError
from nia.memory.lease import LeaseLost
from nia.tools.spec import Effect, Tool
from nia.understanding.port import Json


async def slots(state: State, runtime: Runtime) -> dict[str, Any]:
    """Settle the task on top of the stack, or ask the one question that is left about it."""
    work, task = state["work"], current(state)
    assert task is not None
    if task["left"]:
        task["left"], task["offered_again"] = False, True
        work.says.append(Say("says.back_to", {"task": task["tool"]}))
    try:
        tool = runtime.registry.get(task["tool"])
        tool.right.reach_of(work.user)
    except NiaError as error:
        refuse(work, error)
        return {"tasks": state["tasks"][1:]}
    draft_slots(task, state["focus"])
    async with runtime.database.read() as session:
        settler = Settler(runtime, state, work, session)
        question = await settler.settle(task)
        if question is not None:
            task, question = await of_other_kind(task, question, work, settler)
        if question is not None:
            task, question = await of_other_slot(task, question, settler)
            tool = runtime.registry.get(task["tool"])
        await offer_company(question, task, work.user, session)
        hint = await company_hint(task, tool, work.user, session) if question is None else None
    focus = after_words(state["focus"], task, runtime.clock.now().isoformat())
    if question is None:
        task["asked"], task["choosing"], task["address_of"] = [], None, None
        work.settled = task["id"]
        work.says += [hint] if hint is not None else []
        return {"tasks": [task, *state["tasks"][1:]], "focus": focus}
    if tool.effect is Effect.READ and isinstance(question, Bad) and isinstance(question.error, NotFound):
        refuse(work, question.error)  # what was looked for is not there: that is the answer
        return {"tasks": state["tasks"][1:]}
    changes = unusable(question, task, tool, work) if isinstance(question, Bad) else ask(question, task, tool, work)
    return {"tasks": [task, *state["tasks"][1:]], "focus": focus, **changes}


def next_step(state: State) -> str:
    """Route onwards: a settled task is confirmed, a question is put to the user, a refused task gives way."""
    work, task = state["work"], current(state)
    if task is None or waits_quietly(task) or work.asks or work.offers:
        return "reply"
    return "confirm" if work.settled == task["id"] else "slots"


def ask(question: Question, task: Task, tool: Tool, work: Work) -> dict[str, Any]:
    """Put one question into the reply, and remember in the task what it is about."""
    if isinstance(question, Choose):
        task["choosing"], task["choosing_at"], task["asked"] = question.slot, question.position, [question.slot]
        work.offers = question.candidates
        work.says.append(Say("says.which_one", {"given": question.given, "slot": question.slot}))
        return {"offered": offered(question.candidates)}
    if isinstance(question, AddressMissing):
        task["address_of"] = question.name
        return _ask_for(task, work, (question.slot,), Say("asks.any.address", {"name": question.name}))
    if isinstance(question, Missing):
        return _ask_for(task, work, question.slots, question_about(tool, question.slots, task))
    return bad_value(question, task, tool, work)


def unusable(question: Bad, task: Task, tool: Tool, work: Work) -> dict[str, Any]:
    """Say what is wrong with a value. One that came from the card's Edit leaves the card as it was; else ask again."""
    if work.before_edit is None:
        return ask(question, task, tool, work)
    refuse(work, question.error)
    task["slots"], work.before_edit, work.refused_edit = work.before_edit, None, question.slot
    return {}


def bad_value(question: Bad, task: Task, tool: Tool, work: Work) -> dict[str, Any]:
    """Say what is wrong with a value, empty the slot, and ask for it again."""
    error = question.error
    refuse(work, error)
    task["offer"] = mend_offered(error, question.slot) if isinstance(error, Invalid) else None
    old = task["slots"].pop(question.slot, None)
    task["lost"] = isinstance(error, NotFound)
    if isinstance(error, Invalid) and error.problem in ("which_time", "time_of_day_missing"):
        work.refusal = None
        if old is not None:  # the day that was said stays known, so that "at 5" completes it
            task["slots"][question.slot] = old
        if error.problem == "which_time":
            work.times = tuple(str(time) for time in error.values["times"])  # type: ignore[attr-defined]
        return _ask_for(task, work, (question.slot,), None)
    group = next((group for group in tool.one_of if question.slot in group), (question.slot,))
    spec = tool.slot(question.slot)
    needed = (spec is not None and spec.required) or not task["slots"].keys() & set(group)
    about = question_about(tool, group, task) if isinstance(error, NotFound) and needed else None
    return _ask_for(task, work, (question.slot,), about)


def question_about(tool: Tool, slots: tuple[str, ...], task: Task) -> Say:
    """Return the question for these slots, with what is known of the task to fill it."""
    name = "_or_".join(slots) if len(slots) <= 2 else "change"
    known: dict[str, Json] = {slot: state["value"] for slot, state in task["slots"].items()}
    values: dict[str, Json] = {**known, **offered_words(task), "slot": slots[0]}
    names = [f"{name}_offered", name] if task.get("offer") else [name]
    keys = [f"asks.{place}.{one}" for one in names for place in (tool.name, "any")]
    return Say("|".join([*keys, "asks.any.any"]), values)


def _ask_for(task: Task, work: Work, slots: tuple[str, ...], say: Say | None) -> dict[str, Any]:
    task["asked"], task["choosing"] = list(slots), None
    work.asks = slots
    if say is not None:
        work.says.append(say)
    return {}


def refuse(work: Work, error: NiaError) -> None:
    """Say an error in the reply, and why the turn was refused.

    One that lost its conversation has no reply; nor has one whose database failed: nobody knows whether its commit
    took effect. The message sent again finds out.
    """
    if isinstance(error, (LeaseLost, StoreError)):
        raise error
    if isinstance(error, UserError):
        work.refusal = error.reason
    key = f"errors.{error.code}"
    if isinstance(error, Invalid):
        key = f"errors.{error.problem}|errors.invalid"
    values: dict[str, Any] = {name: _plain(value) for name, value in error.values.items()}
    if isinstance(error, NotFound):
        values["count"] = len(error.nearest)
    work.says.append(Say(key, values))


def _plain(value: object) -> Json:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, dict, type(None))) else str(value)
