"""Each invariant of a whole conversation fails where the store is not what was confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nia.evaluation.simulation.end_invariants import AT_THE_END
from nia.evaluation.simulation.exchange import Played
from nia.evaluation.simulation.goals import Goal, Value
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.store import Entry, Snapshot

TASK = {"title": "Call Ravi", "status": "open", "due_on": "2026-03-05"}
NEW = ("tasks", "t1")
MADE = Entry("a1", "create_task", {"title": "Call Ravi", "due": "2026-03-05"}, "u", frozenset({NEW}))
DONE = Entry("a2", "complete_task", {"task": {"id": "t0"}}, "u", frozenset({("tasks", "t0")}))
OLD = {("tasks", "t0"): {"title": "Send the quote", "status": "open"}}
GOAL = Goal(
    "create_task",
    {"title": Value("call Ravi", "call Ravi"), "due": Value("2026-03-05", "on 5 march")},
    ("title", "due"),
)
PERSONA = Persona.draw(1).with_goals((GOAL,))
RECORDS = {"tasks": ({"title": "Call Ravi", "due": "2026-03-05", "status": "open"},)}
RIGHT = Played(PERSONA, (), Snapshot(OLD), Snapshot({**OLD, NEW: TASK}), (MADE,), RECORDS)

BROKEN = {
    "nothing_beside_the_ledger: changed": replace(
        RIGHT, after=Snapshot({("tasks", "t0"): {"title": "Send the quote", "status": "done"}, NEW: TASK})
    ),
    "nothing_beside_the_ledger: gone": replace(RIGHT, after=Snapshot({NEW: TASK})),
    "store_is_as_confirmed: missing": replace(RIGHT, after=Snapshot(OLD)),
    "store_is_as_confirmed: another value": replace(
        RIGHT, after=Snapshot({**OLD, NEW: {**TASK, "due_on": "2026-03-06"}})
    ),
    "store_is_as_confirmed: twice": replace(
        RIGHT,
        after=Snapshot({**OLD, NEW: TASK, ("tasks", "t2"): TASK}),
        entries=(replace(MADE, touched=frozenset({NEW, ("tasks", "t2")})),),
    ),
    "store_is_as_confirmed: unchanged": replace(RIGHT, entries=(MADE, DONE)),
    "goals_are_reached": replace(RIGHT, records={"tasks": ()}),
    "ends_within_bound": replace(RIGHT, cut=True),
}


def found(played: Played) -> set[str]:
    return {finding.invariant for one in AT_THE_END for finding in one(played)}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_agent_is_found_out(name: str) -> None:
    assert name.split(":")[0] in found(BROKEN[name])


def test_a_right_one_is_left_alone() -> None:
    assert found(RIGHT) == set()


def test_what_was_taken_back_is_not_expected() -> None:
    goal = replace(GOAL, opening=())
    undone = replace(RIGHT, persona=PERSONA.with_goals(()), after=Snapshot(OLD), entries=())
    assert found(undone) == set()
    assert goal.leaves_a_trace


def test_every_invariant_is_tried() -> None:
    assert {name.split(":")[0] for name in BROKEN} == {one.__name__ for one in AT_THE_END}
