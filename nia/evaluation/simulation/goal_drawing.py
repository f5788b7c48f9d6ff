"""Draws goals that fit a world: which tool, with which values, said when, and changed how. `persona` calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from nia.evaluation.simulation import whens
from nia.evaluation.simulation.draws import Draws, minutes, same_word
from nia.evaluation.simulation.goals import Goal, Value
from nia.evaluation.simulation.manner import Manner, Whim
from nia.evaluation.simulation.world import World, address, lists, names, person_name

_JOINABLE = frozenset(
    {"update_lead", "schedule_meeting", "reschedule_meeting", "cancel_meeting", "create_task", "complete_task"}
)
"""What can be followed by "and …" without its dictated words swallowing the rest."""
_UNKNOWN: tuple[tuple[str, ...], ...] = ((), ("email",), ("phone",), ("email", "phone"))
_WHIM_OF_OTHERS = 0.2
_WHIM_OF_FICKLE = 0.9
_CHANGED_FIRST = ("phone", "value", "start", "due", "remind_at", "status", "text", "company", "minutes")


def draw(rng: Random, world: World, manner: Manner, count: int) -> tuple[Goal, ...]:
    """Draw `count` goals of which no two change the same record."""
    draws = Draws(rng, world, manner)
    goals: list[Goal] = []
    touched: set[object] = set()
    while len(goals) < count:
        kinds, weights = list(KINDS), [weight for _, weight in KINDS.values()]
        goal = KINDS[rng.choices(kinds, weights)[0]][0](draws)
        subjects = {str(goal.slots[name].value) for name in ("meeting", "task") if name in goal.slots}
        if goal.tool in ("update_lead", "remember"):
            subjects |= {f"{goal.tool} {goal.slots[name].value}" for name in ("lead", "text") if name in goal.slots}
        if subjects & touched and not goal.reads:
            continue
        touched |= subjects
        goals.append(_with_whim(draws, goal))
    return _joined(draws, goals)


def _joined(draws: Draws, goals: list[Goal]) -> tuple[Goal, ...]:
    """Let two wishes of one conversation be said in one sentence, now and then."""
    if draws.manner in (Manner.POLITE, Manner.RAMBLING):
        return tuple(goals)  # what they say before and after a wish would stand in the middle
    for at in range(len(goals) - 1):
        both = goals[at : at + 2]
        if all(one.writes and one.reachable and one.tool in _JOINABLE for one in both) and draws.rng.random() < 0.25:
            goals[at] = replace(goals[at], with_next=True, whim=Whim.NONE, first={})
            goals[at + 1] = replace(goals[at + 1], whim=Whim.NONE, first={})
            break
    return tuple(goals)


def _with_whim(draws: Draws, goal: Goal) -> Goal:
    """Give a write, mostly of the fickle, something that the persona does beside going straight for it."""
    rng = draws.rng
    if not goal.writes or rng.random() > (_WHIM_OF_FICKLE if draws.manner is Manner.FICKLE else _WHIM_OF_OTHERS):
        return goal
    whim = rng.choice([one for one in Whim if one is not Whim.NONE])
    if whim is Whim.UNDO and goal.tool == "send_email":
        whim = Whim.CANCEL  # what was sent cannot be taken back
    if not whim.corrects:
        return replace(goal, whim=whim)
    changeable = [name for name in _CHANGED_FIRST if name in goal.slots and name not in goal.unknown]
    if not changeable or not goal.reachable:
        return goal
    slot = rng.choice(changeable)
    other = draws.again(slot)
    if other.value == goal.slots[slot].value:
        return goal
    opening = tuple(dict.fromkeys((*goal.opening, slot)))
    return replace(goal, whim=whim, first={slot: other}, opening=opening)


def _goal(draws: Draws, tool: str, slots: Mapping[str, Value], needed: tuple[str, ...], **more: object) -> Goal:
    """Make a goal: the terse say the least that is needed at first, the generous all, others something between."""
    rest = [name for name in slots if name not in needed]
    kept = {Manner.TERSE: 0.2, Manner.GENEROUS: 1.0}.get(draws.manner, 0.7)
    said = [name for name in rest if draws.rng.random() < kept]
    unknown = more.get("unknown", ())
    assert isinstance(unknown, tuple)
    opening = tuple(name for name in (*needed, *said) if name not in unknown)
    return Goal(tool, slots, opening, unknown=unknown, reachable=bool(more.get("reachable", True)))


def _create_lead(draws: Draws) -> Goal:
    rng = draws.rng
    taken = {lead.name for lead in draws.world.leads}
    name = next(one for one in iter(lambda: person_name(rng), "") if one not in taken)
    company = rng.choice(names("companies"))
    email = address(name, company)
    ways = {"phone": draws.phone(), "email": Value(email, email)}
    unknown = rng.choices(_UNKNOWN, [3, 4, 2, 0.4])[0]
    slots = {"name": same_word(name), "company": same_word(company)}
    slots |= {slot: value for slot, value in ways.items() if slot not in unknown}
    if rng.random() < 0.5:
        slots["value"] = draws.money()
    if rng.random() < 0.4:
        slots["city"] = draws.one_of("cities")
    extras = tuple(slot for slot in ("value", "city") if slot in slots)
    draws.subject = name
    able = len(unknown) < 2
    goal = _goal(draws, "create_lead", slots, ("name", "company"), unknown=unknown, reachable=able)
    return replace(goal, opening=tuple(dict.fromkeys((*goal.opening, *extras))))


def _update_lead(draws: Draws) -> Goal:
    slot = draws.rng.choice(("status", "value", "phone"))
    lead = draws.lead_value()
    value = draws.again(slot)
    known = [one for one in draws.world.leads if one.name == lead.value]
    while any(value.value in (one.status, one.value, one.phone) for one in known):
        value = draws.again(slot)
    return _goal(draws, "update_lead", {"lead": lead, slot: value}, ("lead", slot))


def _add_note(draws: Draws) -> Goal:
    return _goal(draws, "add_note", {"lead": draws.lead_value(), "text": draws.one_of("topics")}, ("lead", "text"))


def _log_activity(draws: Draws) -> Goal:
    kind = draws.rng.choice(("call", "visit"))
    slots = {"lead": draws.lead_value(), "kind": same_word(kind), "text": draws.one_of("topics")}
    return _goal(draws, "log_activity", slots, ("lead", "kind", "text"))


def _schedule_meeting(draws: Draws) -> Goal:
    rng, lead = draws.rng, draws.lead_value()
    taken = [one.start for one in draws.world.meetings]
    if taken and rng.random() < 0.2:  # on top of another one: it has to warn
        when = whens.at_instant(rng, draws.world.scene.now, rng.choice(taken))
        start = Value(when.iso, when.words(draws.manner.language))
    else:
        start = draws.instant()
    slots = {"attendees": Value([str(lead.value)], lead.words), "start": start}
    if rng.random() < 0.3:
        slots["minutes"] = minutes(rng)
    goal = _goal(draws, "schedule_meeting", slots, ("attendees",))
    return replace(goal, opening=tuple(dict.fromkeys((*goal.opening, *(s for s in ("minutes",) if s in slots)))))


def _reschedule_meeting(draws: Draws) -> Goal:
    meeting = draws.rng.choice(draws.world.meetings)
    with_whom = meeting.attendees[0] if meeting.attendees else ""
    words = draws.rng.choice([meeting.title, f"the meeting with {with_whom}"])
    if draws.manner is Manner.HINGLISH:
        words = draws.rng.choice([meeting.title, f"{with_whom} wali meeting"])
    start = draws.instant()
    while start.value == meeting.start.isoformat():
        start = draws.instant()
    return _goal(draws, "reschedule_meeting", {"meeting": Value(meeting.title, words), "start": start}, ("meeting",))


def _cancel_meeting(draws: Draws) -> Goal:
    meeting = draws.rng.choice(draws.world.meetings)
    return _goal(draws, "cancel_meeting", {"meeting": same_word(meeting.title)}, ("meeting",))


def _create_task(draws: Draws) -> Goal:
    slot = draws.rng.choice(("due", "remind_at"))
    when = draws.day() if slot == "due" else draws.instant()
    taken = {one.title.lower() for one in draws.world.tasks}
    free = [chore for chore in names("chores") if chore not in taken]
    return _goal(draws, "create_task", {"title": same_word(draws.rng.choice(free)), slot: when}, ("title", slot))


def _of_task(draws: Draws) -> Value:
    title = draws.rng.choice(draws.world.tasks).title
    return Value(title, f"“{title.lower()}”" if draws.rng.random() < 0.2 else title.lower())


def _complete_task(draws: Draws) -> Goal:
    return _goal(draws, "complete_task", {"task": _of_task(draws)}, ("task",))


def _update_task(draws: Draws) -> Goal:
    task = _of_task(draws)
    now = next(one.due for one in draws.world.tasks if one.title == task.value)
    due = draws.day()
    while due.value == str(now):
        due = draws.day()
    return _goal(draws, "update_task", {"task": task, "due": due}, ("task", "due"))


def _send_email(draws: Draws) -> Goal:
    lead = draws.lead()
    draws.subject = lead.name
    slots = {"to": Value([lead.name], lead.name), "body": draws.one_of("bodies")}
    return _goal(draws, "send_email", slots, ("to", "body"))


def _remember(draws: Draws) -> Goal:
    return _goal(draws, "remember", {"text": draws.one_of("facts")}, ("text",))


def read_goal(draws: Draws) -> Goal:
    """Draw something to look up; now and then a lead of the other team, which must not be found."""
    rng = draws.rng
    tool = rng.choice(("find_leads", "get_lead", "list_tasks", "list_meetings", "my_day", "sales_report", "stranger"))
    if tool == "stranger":
        return _goal(
            draws, "get_lead", {"lead": same_word(rng.choice(draws.world.strangers))}, ("lead",), reachable=False
        )
    if tool == "get_lead":
        return _goal(draws, tool, {"lead": draws.lead_value()}, ("lead",))
    if tool == "find_leads":
        city = rng.choice([*names("cities"), *lists()["other_team"]["cities"]])
        return _goal(draws, tool, {"city": same_word(city)}, ("city",))
    return _goal(draws, tool, {}, ())


def digression(rng: Random, world: World, manner: Manner) -> Goal:
    """Draw what is asked in between."""
    return read_goal(Draws(rng, world, manner))


KINDS: Mapping[str, tuple[Callable[[Draws], Goal], float]] = {
    "create_lead": (_create_lead, 4),
    "update_lead": (_update_lead, 3),
    "add_note": (_add_note, 2),
    "log_activity": (_log_activity, 2),
    "schedule_meeting": (_schedule_meeting, 3),
    "reschedule_meeting": (_reschedule_meeting, 2),
    "cancel_meeting": (_cancel_meeting, 1),
    "create_task": (_create_task, 3),
    "complete_task": (_complete_task, 1.5),
    "update_task": (_update_task, 1.5),
    "send_email": (_send_email, 1),
    "remember": (_remember, 0.7),
    "read": (read_goal, 3),
}
