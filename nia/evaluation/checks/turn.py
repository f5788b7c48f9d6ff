"""Checks a turn: every key that its `expect` gives, and what must never happen. `play` calls it."""

from __future__ import annotations

from nia.evaluation.checks import asked, claims, effects, shown, understood
from nia.evaluation.checks.sight import Checker, Sight
from nia.evaluation.format.expect import Expect
from nia.evaluation.outcome import Check

CHECKERS: dict[str, Checker] = {
    "intent": understood.intent,
    "tasks": understood.tasks,
    "slots": understood.slots,
    "asks": asked.asks,
    "offers": asked.offers,
    "offers_times": asked.offers_times,
    "confirms": asked.confirms,
    "warns": asked.warns,
    "read": effects.read,
    "wrote": effects.wrote,
    "undid": effects.undid,
    "shows": shown.shows,
    "reply": shown.reply,
    "refuses": asked.refuses,
    "figures": shown.figures,
    "notifies": effects.notifies,
}
"""By key. `exact` and `ordered` stand beside `slots` and `shows`, and are looked at with them."""


def check_turn(expect: Expect | None, sight: Sight) -> tuple[Check, ...]:
    """Return the checks of a turn, those that held too."""
    found: list[Check] = []
    for key, checker in CHECKERS.items():
        if expect is not None and getattr(expect, key) is not None:
            found += checker(expect, sight)
    found += (one for one in (claims.unconfirmed(sight), claims.unfounded(sight)) if one is not None)
    return tuple(found)
