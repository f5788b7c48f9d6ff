"""Checks of what was understood: `intent`, `tasks`, `slots`, `exact`. `turn` calls them."""

from __future__ import annotations

from collections.abc import Iterator

from nia.evaluation.checks.sight import Sight, check
from nia.evaluation.format.expect import Expect
from nia.evaluation.outcome import Check
from nia.understanding.port import Json

UNSAID: tuple[Json, ...] = ("", None, [])


def intent(expect: Expect, sight: Sight) -> Iterator[Check]:
    """One of the turn's intents is the expected one, or one of them."""
    assert expect.intent is not None
    wanted = (expect.intent,) if isinstance(expect.intent, str) else expect.intent
    got = sight.seen.turn.intents if sight.seen.turn else ()
    held = any(one in got for one in wanted)
    yield check("intent", expect.intent, got, held=held, why=f"it was understood as {', '.join(got) or 'nothing'}")


def tasks(expect: Expect, sight: Sight) -> Iterator[Check]:
    """The wishes of the turn are exactly these, in this order."""
    got = sight.seen.turn.tasks if sight.seen.turn else ()
    yield check("tasks", expect.tasks, got, held=expect.tasks == tuple(got), why="these are not the wishes of the turn")


def slots(expect: Expect, sight: Sight) -> Iterator[Check]:
    """Each named slot has its value; with `exact`, no other slot is filled."""
    assert expect.slots is not None
    got = dict(sight.seen.turn.slots) if sight.seen.turn else {}
    for name, wanted in expect.slots.items():
        value = got.get(name)
        held = sight.compare.same(name, wanted, value)
        why = f"the slot {name} is empty" if value in UNSAID else f"the slot {name} has another value"
        yield check("slots", wanted, value, held=held, why=why, label=name)
    if expect.exact:
        others = {name: value for name, value in got.items() if name not in expect.slots and value not in UNSAID}
        yield check(
            "exact", sorted(expect.slots), sorted(got), held=not others, why=f"also filled: {', '.join(others)}"
        )
