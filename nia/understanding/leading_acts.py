"""An act with more beside it: "drop it, she has another rep", "My mistake. Undo that". The act reader asks."""

from __future__ import annotations

from nia.understanding.port import Act, TurnContext
from nia.understanding.reading import Reading, part, stripped
from nia.understanding.split import is_command
from nia.understanding.turn import Phrases, Turn, rest
from nia.understanding.units import Unit
from nia.understanding.wishes import WishReader
from nia.understanding.word_lists import listed

_BREAKS = frozenset(",.;!\u0964-\u2013\u2014")
_ENDS = frozenset(".;!?\u0964")
_GIVES_UP = frozenset({Act.CANCEL, Act.DENY})
_LEADS = _GIVES_UP | {Act.UNDO, Act.THANKS, Act.GOODBYE}
_SURE = 0.5


class LeadingActReader:
    """Reads an act that a reason, another act or a new wish follows."""

    def __init__(self, phrases: Phrases, wishes: WishReader) -> None:
        self._phrases = phrases
        self._wishes = wishes

    def read(self, reading: Reading, context: TurnContext) -> Turn | None:
        """Return the act that the words begin with, and the wish behind it; None where they begin with none."""
        act, at = self._leading(reading)
        if act is None:
            stands = context.waiting is not None or context.asked is not None
            left = Turn(act=_left(reading, context), confidence=0.8) if stands and _gives_up(reading) else None
            return self._at_the_end(reading, context) or left
        behind = rest(reading, at)
        first, last = stripped(behind.units)
        if first == last:
            return Turn(act=act)
        said = self._wishes.read(behind, context)
        wished = bool(said.wishes) and said.confidence >= _SURE and _is_asked(behind)
        if wished and act in _GIVES_UP:
            stands = context.waiting is not None or context.asked is not None
            return Turn(act=act if stands else None, wishes=said.wishes, confidence=said.confidence)
        return None if wished or any(unit.found is not None for unit in behind.units) else Turn(act=act, confidence=0.8)

    def _at_the_end(self, reading: Reading, context: TurnContext) -> Turn | None:
        """Read what is taken back behind its reason: "I mixed him up with someone. undo that"."""
        ends = [at for at, unit in enumerate(reading.units) if unit.kind == "sign" and unit.folded in _ENDS]
        at = next((end for end in reversed(ends) if end + 1 < len(reading.units)), None)
        if at is None or _is_asked(part(reading, 0, at)):
            return None
        act = self._clause(part(reading, at + 1, len(reading.units) - (ends[-1] == len(reading.units) - 1)))
        stands = context.waiting is not None or context.asked is not None
        return Turn(act=act, confidence=0.8) if act is Act.UNDO or (act is Act.CANCEL and stands) else None

    def _leading(self, reading: Reading) -> tuple[Act | None, int]:
        """Return the act of the first clauses, and where the first clause begins that is none."""
        act, at = None, 0
        while at < len(reading.units):
            end = next((n for n in range(at, len(reading.units)) if _breaks(reading, n)), len(reading.units))
            said = self._clause(part(reading, at, end))
            if said is None and any(not _is_soft(unit) for unit in reading.units[at:end] if unit.kind == "word"):
                break
            if said is not None and said not in _LEADS:
                break
            act = said or act
            at = end + 1
        return (act, at) if act is not None else (None, 0)

    def _clause(self, clause: Reading) -> Act | None:
        first, last = 0, len(clause.units)
        if all(unit.kind == "sign" or _is_soft(unit) or "no" in unit.senses for unit in clause.units):
            return None  # a bare no may begin a change: "no, the city is Vasco"
        while last > first + 1 and _is_soft(clause.units[last - 1]):
            last -= 1
        while first < last:
            act = self._phrases.act(part(clause, first, last))
            if act is not None:
                return act if act in _LEADS or first == 0 else None
            if not _is_soft(clause.units[first]):
                return None
            first += 1
        return None


def _is_soft(unit: Unit) -> bool:
    return unit.folded in listed("light", "soft")


def _left(reading: Reading, context: TurnContext) -> Act:
    """Return a no where a card is refused in so many words ("ye galat hai, rehne do"), else that the task is left."""
    refused = any(
        "no" in unit.senses or unit.folded in listed("light", "negates") | listed("light", "wrong")
        for unit in reading.units
    )
    return Act.DENY if refused and context.waiting is not None else Act.CANCEL


def _gives_up(reading: Reading) -> bool:
    """Tell whether the words begin or end with "rehne do" and the like and name no slot and no value."""
    words = f" {reading.words} "
    begins = any(words.startswith(f" {phrase} ") for phrase in listed("light", "gives_up"))
    ends = any(words.endswith(f" {phrase} ") for phrase in listed("light", "gives_up"))
    named = any(key.startswith("alias_") for unit in reading.units for key in unit.senses)
    return (begins or (ends and not named)) and not any(unit.found is not None for unit in reading.units)


def _breaks(reading: Reading, at: int) -> bool:
    unit = reading.units[at]
    return unit.kind == "sign" and unit.folded in _BREAKS


def _is_asked(behind: Reading) -> bool:
    """Tell whether what follows begins as a wish does, and is no reason: "assign a task to …"."""
    first, last = stripped(behind.units)
    opening = behind.units[first : min(last, first + 2)]
    return "?" in behind.text or any(
        (is_command(unit) and not (at and unit.folded == "is")) or unit.senses.get("concept") == "question"
        for at, unit in enumerate(opening)
    )
