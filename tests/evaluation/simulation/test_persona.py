"""Personas follow from their number alone, in every process, and what they want fits their world."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import datetime

from nia.evaluation.simulation.manner import Manner, Whim
from nia.evaluation.simulation.persona import Persona, stream
from nia.evaluation.simulation.phrasing import Phrasing, says_yes

SEEDS = range(300)
PRINT = (
    "from nia.evaluation.simulation.persona import Persona; import hashlib;"
    "print(hashlib.sha256(repr([Persona.draw(n) for n in range(40)]).encode()).hexdigest())"
)


def test_the_same_number_is_the_same_persona_in_another_process() -> None:
    here = hashlib.sha256(repr([Persona.draw(n) for n in range(40)]).encode()).hexdigest()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = subprocess.run([sys.executable, "-c", PRINT], capture_output=True, text=True, env=environment, check=True)
        assert run.stdout.strip() == here


def test_every_manner_whim_and_tool_is_drawn() -> None:
    personas = [Persona.draw(seed) for seed in SEEDS]
    assert {one.manner for one in personas} == set(Manner)
    goals = [goal for one in personas for goal in one.goals]
    assert {goal.whim for goal in goals} == set(Whim)
    assert len({goal.tool for goal in goals}) >= 15
    assert any(goal.unknown for goal in goals)
    assert any(goal.with_next for goal in goals)


def test_what_another_team_has_is_named_by_words_that_the_own_team_has_not() -> None:
    for seed in SEEDS:
        world = Persona.draw(seed).world
        own = repr((world.leads, world.meetings, world.tasks, world.scene.given.emails))
        assert world.secrets
        assert not [secret for secret in world.secrets if secret in own]


def test_a_changed_mind_ends_with_another_value_than_it_began_with() -> None:
    for seed in SEEDS:
        for goal in Persona.draw(seed).goals:
            assert goal.whim.corrects == bool(goal.first)
            assert all(goal.first[slot].value != goal.slots[slot].value for slot in goal.first)


def test_what_is_scheduled_lies_ahead() -> None:
    for seed in SEEDS:
        persona = Persona.draw(seed)
        for goal in persona.goals:
            for slot in ("start", "remind_at"):
                if slot in goal.slots:
                    assert datetime.fromisoformat(str(goal.slots[slot].value)) > persona.world.scene.now


def test_every_goal_can_be_worded_in_every_manner() -> None:
    for seed in SEEDS:
        for manner in Manner:
            persona = Persona.draw(seed, manner)
            words = Phrasing(stream(seed, "words"), manner)
            for goal in persona.goals:
                said = words.opening(goal, goal.at_first, goal.opening)
                assert "{" not in said
                for slot in goal.opening:
                    assert goal.at_first[slot].words.removeprefix("on ") in said


def test_words_of_yes_are_told_from_others() -> None:
    assert says_yes("Yes please!")
    assert says_yes("haan kar do")
    assert not says_yes("no, leave it")
    assert not says_yes("")
