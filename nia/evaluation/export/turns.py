"""Recorded turns as turns of a suite: what was said and pressed, the time between, what is expected. `builder` asks."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from nia.evaluation.export import expectations
from nia.evaluation.export.expectations import Fields
from nia.evaluation.export.meanwhile import Step
from nia.store.tables import Action, Turn

_TICK = timedelta(seconds=1)
_BUTTONS = {"[confirm]": "confirm", "[cancel]": "cancel", "[edit]": "edit"}


def of(turns: Sequence[Turn], actions: Sequence[Action], others: Sequence[Step] = ()) -> list[Fields]:
    """Return the turns of a suite, with `later` where the next turn is more than a second on.

    `others`: what others did meanwhile, in order.
    """
    waiting = deque(others)
    made: list[Fields] = []
    clock, session = _whole(turns[0].opened_at), turns[0].conversation_id
    for turn in turns:
        done = [one for one in actions if one.turn_id == turn.id]
        new, opens = turn.conversation_id != session, turn.channel == "session"
        session = turn.conversation_id
        while made and waiting and waiting[0][0] <= turn.opened_at:
            made.append(waiting.popleft()[1])
            clock += _TICK
        clock += _TICK if made else timedelta(0)
        gap = _whole(turn.opened_at) - clock
        if gap > timedelta(0) or new:
            # The step itself takes a second too; where the session is opened by a face, it is the turn.
            clock += timedelta(0) if opens and new else _TICK
            length = max(_whole(turn.opened_at) - clock, timedelta(0))
            clock += length
            made.append({"later": iso(length), **({"session": "new"} if new else {})})
        if opens and new:
            made[-1]["expect"] = expectations.of(turn, done)
        elif not opens:
            made.append({**_does(turn), "expect": expectations.of(turn, done)})
    return made


def iso(length: timedelta) -> str:
    """Return a span as ISO 8601: P1DT2H."""
    days, rest = length.days, length.seconds
    parts = ((rest // 3600, "H"), (rest % 3600 // 60, "M"), (rest % 60, "S"))
    time = "".join(f"{number}{unit}" for number, unit in parts if number)
    day = f"{days}D" if days else ""
    return f"P{day}T{time}" if time else f"P{day}" if day else "PT0S"


def _does(turn: Turn) -> Fields:
    if turn.channel != "button":
        return {"say": turn.said}
    button = _BUTTONS.get(turn.said)
    if button is None:
        return {"say": turn.said.strip("[]")}  # the button "undo" does what the word does
    if button != "edit":
        return {"press": button}
    answers = ((turn.trace or {}).get("understood") or {}).get("answers") or {}
    return {"press": "edit", "edit": {name: one["value"] for name, one in answers.items()}}


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)
