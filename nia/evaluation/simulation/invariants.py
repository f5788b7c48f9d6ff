"""Judges a conversation: every invariant on every turn, and at the end. `conversation` and `minimise` call it.

`wrong` and `unmet` are told apart (see `finding.Gravity`). What an agent does with words that it does not
understand may be unhelpful, and is counted; what it writes, claims or shows may never be wrong, whatever was said.
"""

from __future__ import annotations

from nia.evaluation.simulation.end_invariants import AT_THE_END
from nia.evaluation.simulation.exchange import Judged, Played
from nia.evaluation.simulation.finding import Finding
from nia.evaluation.simulation.turn_invariants import ON_EACH_TURN

NAMES: tuple[str, ...] = tuple(one.__name__ for one in (*ON_EACH_TURN, *AT_THE_END))
"""Every invariant, in the order in which reports list them."""


def judge(played: Played) -> Judged:
    """Return the conversation with all that is wrong with it or unmet, in the order of its turns."""
    found: list[Finding] = []
    for count in range(1, len(played.exchanges) + 1):
        so_far = played.exchanges[:count]
        for on_turn in ON_EACH_TURN:
            found.extend(on_turn(so_far, played.persona))
    for at_end in AT_THE_END:
        found.extend(at_end(played))
    return Judged(played, tuple(found))
