"""What a user says not to have: "I don't have his email, but …", "email nahi hai". Answers leave it out."""

from __future__ import annotations

from nia.understanding.reading import Reading
from nia.understanding.topic import Topic
from nia.understanding.units import Unit

_DENIES = frozenset(
    "don't dont not no without haven't havent didn't doesn't isn't unknown lacking nahi nahin nhi nai नहीं बिना "
    "unsure forgot bhool".split()
)
_PARTS = frozenset(
    "but however though only just and lekin par magar aur bas sirf लेकिन पर मगर और बस सिर्फ".split()
    + list(",.;!-\u0964\u2013\u2014")
)


def without_unknowns(reading: Reading, topic: Topic) -> Reading:
    """Return the reading without the clauses that only say that a value is not known."""
    kept: list[Unit] = []
    clause: list[Unit] = []
    for unit in reading.units:
        if unit.folded in _PARTS and unit.found is None:
            kept += [] if _denies(clause, topic) else [*clause, unit]
            clause = []
        else:
            clause.append(unit)
    kept += [] if _denies(clause, topic) else clause
    return reading if len(kept) == len(reading.units) else Reading(reading.text, tuple(kept))


def _denies(clause: list[Unit], topic: Topic) -> bool:
    """Tell whether the words name a slot, deny something, and bring no value: not "not 98200 12345"."""
    denied = any(unit.folded in _DENIES or "no" in unit.senses for unit in clause)
    return denied and any(topic.slot_named(unit) for unit in clause) and all(unit.found is None for unit in clause)
