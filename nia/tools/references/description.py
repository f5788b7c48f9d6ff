"""Reads a reference into what it says: a pronoun, names, marks such as "last", a time. Every finder calls it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nia.matching.compare import fold
from nia.tools.references import words as say
from nia.tools.references.outcome import Look
from nia.tools.references.times import When, read_time
from nia.understanding.port import SlotKind

LONGEST = 200
"""How many characters of a reference are read: nobody names a record at greater length."""

_MAKERS = frozenset({"i", "we", "you", "maine", "humne", "tumne", "jo"})
_TIMED = {SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL}


class Pronoun(StrEnum):
    """What a pronoun stands for."""

    PERSON = "person"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Description:
    """What a reference says. `text` is what was said, `words` the folded names in it, without all else."""

    text: str
    words: str = ""
    pronoun: Pronoun | None = None
    when: When | None = None
    newest: bool = False
    next: bool = False
    unread: bool = False
    pressing: bool = False
    overdue: bool = False
    pending: bool = False
    mine: bool = False
    made: bool = False
    me: bool = False

    @property
    def says_which(self) -> bool:
        """Tell whether it says more than a pronoun does."""
        marks = (self.when, self.newest, self.next, self.unread, self.pressing, self.overdue, self.pending)
        return bool(self.words) or any(marks)


def describe(text: str, kind: SlotKind, look: Look, *, timed: bool = True) -> Description:
    """Read `text` as a reference to a record of `kind`; with `timed`, words that say a time are one, and no name."""
    text = text[:LONGEST]
    when, rest = read_time(text, kind, look) if timed and kind in _TIMED else (None, text)
    said = fold(rest).split()
    spoken = set(said)
    marks = say.NEWEST | say.NEXT | say.MINE | say.PERSONAL | say.POINTING
    marks |= say.UNREAD if kind is SlotKind.MAIL else frozenset()
    marks |= say.PRESSING if kind in (SlotKind.MAIL, SlotKind.TASK) else frozenset()
    marks |= say.OVERDUE | say.PENDING if kind is SlotKind.TASK else frozenset()
    made = when is not None and bool(spoken & say.MAKING) and bool(spoken & _MAKERS)
    marks |= say.MAKING | _MAKERS if made else frozenset()
    silent = marks | say.FILLERS | say.HONORIFICS | say.NOUNS.get(kind, frozenset())
    return Description(
        text=text,
        words=" ".join(word for word in said if word not in silent),
        pronoun=_pronoun(spoken),
        when=when,
        newest=bool(spoken & say.NEWEST),
        next=bool(spoken & say.NEXT),
        unread=kind is SlotKind.MAIL and bool(spoken & say.UNREAD),
        pressing=bool(spoken & say.PRESSING & marks),
        overdue=kind is SlotKind.TASK and bool(spoken & say.OVERDUE),
        pending=kind is SlotKind.TASK and bool(spoken & say.PENDING),
        mine=bool(spoken & say.MINE),
        made=made,
        me=bool(spoken & say.ME) and spoken <= say.ME | say.FILLERS,
    )


def _pronoun(spoken: set[str]) -> Pronoun | None:
    if spoken & say.PERSONAL:
        return Pronoun.PERSON
    return Pronoun.RECORD if spoken & say.POINTING else None
