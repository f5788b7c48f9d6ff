"""The dialogue policy: what an understood turn does to the tasks. The intent node applies it; it writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nia.agent.offers import declined, kept_to, taken
from nia.agent.picking import chosen_for, chosen_of
from nia.agent.resuming import resume
from nia.agent.runtime import Runtime
from nia.agent.state import Say, State, Task, Work
from nia.agent.tasks import current, fill, is_asked_again, new_task, unasked, waits_quietly, with_address
from nia.agent.untold import say_how_to_undo
from nia.errors import Refusal
from nia.understanding.port import Act, SlotValue, Understanding, Wish

Change = dict[str, Any]


def apply(state: State, work: Work, runtime: Runtime) -> Change:
    """Return the changes of the state that this turn asks for; sentences for the reply go into `work`."""
    understood = work.understanding
    assert understood is not None
    if understood.by == "stale":
        work.intents.append(str(Act.CONFIRM))
        return {}
    if understood.picked is not None:
        return _pick(state, work, runtime, understood)
    if understood.act is not None:
        work.intents.append(str(understood.act))
        return _ACTS[understood.act](state, work, runtime, understood)
    if understood.wishes:
        return begin(state, work, runtime, understood.wishes)
    if understood.answers:
        return _answer(state, work, runtime, understood)
    return _unsure(state, work, runtime, understood)


def begin(state: State, work: Work, runtime: Runtime, wishes: tuple[Wish, ...]) -> Change:
    """Put new wishes on top of the stack, in the order said; what was open waits below."""
    work.intents.extend(wish.tool for wish in wishes)
    work.wishes += tuple(wish.tool for wish in wishes)
    total = len(wishes)
    fresh = [new_task(wish, runtime.new_id, n, total) for n, wish in enumerate(wishes, start=1)]
    below = [Task(**{**task, "left": True}) for task in _kept(state) if not is_asked_again(task, fresh)]
    return {"tasks": [*fresh, *below][:MOST_TASKS]}


MOST_TASKS = 8


def _kept(state: State) -> list[Task]:
    """Return the open tasks that can wait: not an undo, whose last thing is another one by then, nor a lost one."""
    return [task for task in state["tasks"] if task["tool"] != UNDO and not task["lost"]]


def _answer(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    task = current(state)
    if task is None:
        return _unsure(state, work, runtime, understood)
    if not work.intents:
        work.intents.append(task["tool"])
    tool = runtime.registry.get(task["tool"])
    if work.press is not None:
        work.before_edit = dict(task["slots"])
    kept = kept_to(task, dict(understood.answers))
    if kept is not None:
        return {"tasks": [kept, *state["tasks"][1:]]}
    if task["address_of"] and "email" in understood.answers:
        task = with_address(task, str(understood.answers["email"].value))
    return {"tasks": [fill(task, understood.answers, tool), *state["tasks"][1:]]}


def _pick(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    """Take a line of the list that was shown: for the slot it was offered for, as a time, or to show it."""
    chosen = state["offered"][understood.picked or 0]
    task = current(state)
    if task is not None and (task["choosing"] or chosen["kind"] == "time"):
        work.intents.append(task["tool"])
        slot = task["choosing"] or "start"
        slots = {**task["slots"], slot: chosen_for(task, slot, chosen)}
        filled = unasked(Task(**{**task, "slots": slots, "left": False}))
        return {"tasks": [filled, *state["tasks"][1:]]}
    shower = _SHOWERS.get(chosen["kind"])
    if shower is None:
        return _unsure(state, work, runtime, understood)
    tool, slot = shower
    work.intents.append(tool)
    task = new_task(Wish(tool), runtime.new_id)
    task["slots"][slot] = chosen_of(chosen)
    return {"tasks": [task, *state["tasks"]]}


_SHOWERS = {"lead": ("get_lead", "lead"), "mail": ("get_email", "mail")}


def _confirm(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    """A yes counts for the card delivered last, and for nothing else."""
    task, waits = current(state), work.waiting
    task = None if task is not None and waits_quietly(task) else task  # what was left is not what a yes is to
    more = {}
    if waits is not None and waits["delivered"]:
        work.confirmed = True
    elif waits is not None and waits["shown_elsewhere"]:
        work.says.append(Say("says.other_card"))
    elif work.untold:
        pass  # it is to what was done without a reply, which this one tells
    elif task is not None and (offer := task.get("offer")) is not None:
        work.intents.append(task["tool"])
        state = {**state, "tasks": [taken(task, offer), *state["tasks"][1:]]}
        more = {"tasks": state["tasks"]}
    elif task is not None and task["blocked"]:
        return _proceed(state, work, runtime, understood)
    elif task is None and not understood.wishes and state["focus"] and state["focus"][0]["kind"] == "draft":
        work.intents.clear()
        return begin(state, work, runtime, (Wish("send_email"),))  # a yes to a draft asks to send it: a card follows
    elif task is None and not understood.wishes:
        work.says.append(Say("says.nothing_waits"))
    elif task is not None and task["asked"] and waits is None:
        work.says.append(Say("says.needs_answer"))
    if understood.wishes:
        work.wishes += tuple(wish.tool for wish in understood.wishes)
        work.intents.extend(wish.tool for wish in understood.wishes)
        later = [new_task(wish, runtime.new_id) for wish in understood.wishes]
        more = {"tasks": [*state["tasks"][:1], *later, *state["tasks"][1:]]}
    return more


def _proceed(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    """Go on in spite of the warning that was given. At a card that showed it, this is the yes."""
    task = current(state)
    if work.waiting is not None and work.waiting["delivered"]:
        work.confirmed = True
        return {}
    if work.waiting is not None and work.waiting["shown_elsewhere"]:
        work.says.append(Say("says.other_card"))
        return {}
    if work.untold:
        return {}
    if task is None:
        work.says.append(Say("says.nothing_waits"))
        return {}
    accepted = [*task["accepted"], task["blocked"] or "no_address"]
    return {"tasks": [Task(**{**task, "accepted": accepted, "blocked": None, "asked": []}), *state["tasks"][1:]]}


def _drop(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    """Give up the current task; what it proposed is cancelled by the confirm node's rule that no task means no card."""
    task = current(state)
    if work.untold and not (work.waiting is not None and work.waiting["delivered"]):
        say_how_to_undo(work, work.untold[-1])
        return begin(state, work, runtime, understood.wishes) if understood.wishes else {}
    if task is None and understood.wishes:
        return begin(state, work, runtime, understood.wishes)  # "ok, cancel that": what was refused is gone already
    if task is None and understood.act is Act.CANCEL:
        return _cancel_record(state, work, runtime)
    if task is None:
        work.says.append(Say("says.nothing_to_cancel"))
        return {}
    if understood.act is Act.DENY and task["address_of"]:
        return _proceed(state, work, runtime, understood)
    if understood.act is Act.DENY and (offer := task.get("offer")) is not None:
        return {"tasks": [declined(task, offer), *state["tasks"][1:]]}
    work.says.append(Say("says.dropped", {"task": task["tool"]}))
    rest = state["tasks"][1:]
    if understood.wishes:
        return begin({**state, "tasks": rest}, work, runtime, understood.wishes)
    return {"tasks": rest}


def _cancel_record(state: State, work: Work, runtime: Runtime) -> Change:
    """Take a "cancel it", said where nothing is open, as of the meeting or task just spoken of: a card asks first."""
    newest = state["focus"][0]["kind"] if state["focus"] else ""
    if newest not in _CANCELS:
        work.says.append(Say("says.nothing_to_cancel"))
        return {}
    work.intents.clear()
    return begin(state, work, runtime, (Wish(_CANCELS[newest], {newest: SlotValue("it", "it")}),))


_CANCELS = {"meeting": "cancel_meeting", "task": "cancel_task"}


def _correct(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    task = current(state)
    if task is None:
        return _unsure(state, work, runtime, understood)
    if understood.ahead:
        return {"tasks": [Task(**{**task, "ahead": understood.ahead}), *state["tasks"][1:]]}
    if not understood.answers:
        work.says.append(Say("asks.any.change"))
        return {}
    return _answer(state, work, runtime, understood)


def _undo(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    if work.untold and work.untold[-1].undoes is not None:
        return {}  # it was taken back already, without a reply
    below = [Task(**{**task, "left": True}) for task in _kept(state)]
    return {"tasks": [new_task(Wish(UNDO, understood.answers), runtime.new_id), *below]}


UNDO = "undo"


def _repeat(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    if current(state) is None and state["last_reply"]:
        work.says.append(Say("says.again", {"text": state["last_reply"]}))
    return {}


def _out_of_scope(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    work.refusal = Refusal.OUT_OF_SCOPE
    work.says.append(Say("says.out_of_scope"))
    return {}


def _social(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    name = work.user.name.split()[0]
    work.says.append(Say(f"says.{understood.act}", {"name": name}))
    if understood.act in (Act.THANKS, Act.GOODBYE) and work.waiting is not None and work.waiting["delivered"]:
        work.says.append(Say("says.still_waits", {"task": work.waiting["tool"]}))
    return {}


def _unsure(state: State, work: Work, runtime: Runtime, understood: Understanding) -> Change:
    readings = [wish.tool for wish in understood.alternatives[:2]]
    work.suggestions = tuple(readings)
    key = "says.which_reading" if len(readings) == 2 else "says.not_understood"
    work.says.append(Say(key, {"tools": list(readings)}))
    if not work.intents:
        work.intents.append(str(Act.OUT_OF_SCOPE))
    if not readings:
        work.refusal = Refusal.OUT_OF_SCOPE
    return {}


_ACTS: dict[Act, Callable[[State, Work, Runtime, Understanding], Change]] = {
    Act.CONFIRM: _confirm,
    Act.PROCEED: _proceed,
    Act.DENY: _drop,
    Act.CANCEL: _drop,
    Act.CORRECT: _correct,
    Act.UNDO: _undo,
    Act.RESUME: resume,
    Act.REPEAT: _repeat,
    Act.OUT_OF_SCOPE: _out_of_scope,
    Act.HELP: _social,
    Act.GREET: _social,
    Act.THANKS: _social,
    Act.GOODBYE: _social,
}
