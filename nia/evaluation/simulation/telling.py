"""A simulated conversation as text, turn by turn. `nia eval simulate --show` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from nia.evaluation.simulation.exchange import Exchange, Judged
from nia.evaluation.simulation.goals import Goal
from nia.evaluation.simulation.manner import Whim


def told(judged: Judged) -> str:
    """Return who wants what, everything said and shown, and what is wrong, each below its turn."""
    return "\n".join(_lines(judged))


def _lines(judged: Judged) -> Iterator[str]:
    persona = judged.played.persona
    scene = persona.world.scene
    yield f"Conversation {persona.seed}: {scene.user.name}, {persona.manner}, {scene.now:%A %d %B %Y %H:%M}"
    for number, goal in enumerate(persona.goals, start=1):
        yield f"  wants {number}: {_goal(goal)}"
    for number, exchange in enumerate(judged.played.exchanges, start=1):
        yield from _exchange(number, exchange)
        yield from (f"     ✗ {one.invariant}: {one.why}" for one in judged.findings if one.turn == number)
    for one in judged.findings:
        if one.turn is None:
            yield f"✗ {one.invariant} ({one.gravity}): {one.why}"
    if not judged.findings:
        yield "Nothing wrong, every goal reached."


def _exchange(number: int, exchange: Exchange) -> Iterator[str]:
    yield f"{number:3}. {exchange.step.did}" + (f"   [{exchange.step.means}]" if exchange.step.means else "")
    if exchange.failed is not None:
        yield f"     raised {exchange.failed}"
    elif exchange.seen is not None and exchange.seen.turn is not None:
        yield from (f"     │ {line}" for line in exchange.seen.turn.reply.splitlines())
        for action in exchange.seen.actions:
            yield f"     ● {action.tool}" + (f" takes back {action.undoes}" if action.undoes else "")


def _goal(goal: Goal) -> str:
    facts = ", ".join(f"{slot}={value.value}" for slot, value in goal.slots.items())
    first = ", ".join(f"{slot}={value.value}" for slot, value in goal.first.items())
    whim = "" if goal.whim is Whim.NONE else f"; {goal.whim}" + (f" (at first {first})" if first else "")
    return f"{goal.tool} {facts}{whim}" + ("" if goal.reachable else "; cannot be done")
