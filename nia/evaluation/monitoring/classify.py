"""Says what a turn counts as: which intents it is about, and what happened to them. `figures` counts it."""

from __future__ import annotations

from dataclasses import dataclass

from nia.errors import Refusal
from nia.evaluation.monitoring.seen import UNDO, Seen
from nia.understanding.port import Act

# Acts that are said of the task in hand: a "yes" to a new lead is a turn about `create_lead`.
OF_THE_TASK = frozenset({Act.CONFIRM, Act.PROCEED, Act.DENY, Act.CANCEL, Act.CORRECT, Act.RESUME, Act.REPEAT})
# Acts that leave the task in hand as it is.
BESIDE_IT = frozenset({Act.HELP, Act.GREET, Act.THANKS, Act.GOODBYE, Act.OUT_OF_SCOPE})
_ENDS = frozenset({Act.DENY, Act.CANCEL})
_ACTS = frozenset(Act) - {Act.UNDO}


@dataclass(frozen=True, slots=True)
class Counted:
    """What a turn counts as.

    `about`: the intent that was corrected or cancelled. `asked_about`: the one that was asked back about.
    """

    intents: tuple[str, ...]
    about: str
    asked_about: str
    understood: bool
    asked_back: bool
    corrected: bool
    cancelled: bool


@dataclass(slots=True)
class _InHand:
    """The task that a conversation is at. `waits`: NIA asked something about it, or its card waits."""

    intent: str
    waits: bool


class Conversations:
    """Classifies turns in the order in which they were taken, and remembers what each conversation is at."""

    def __init__(self) -> None:
        self._in_hand: dict[str, _InHand] = {}

    def count(self, seen: Seen) -> Counted:
        """Return what the turn counts as. The turns of one conversation must come in their order."""
        before = self._in_hand.get(seen.conversation)
        after = self._take(seen, before)
        intents = tuple(dict.fromkeys(_meant(intent, before) for intent in seen.intents)) or (str(Act.OUT_OF_SCOPE),)
        return Counted(
            intents=intents,
            about=_about(seen, before),
            asked_about=intents[0] if seen.readings or after is None else after.intent,
            understood=_understood(seen),
            asked_back=seen.asks or seen.readings,
            corrected=Act.CORRECT in seen.intents,
            cancelled=_cancelled(seen, before),
        )

    def _take(self, seen: Seen, before: _InHand | None) -> _InHand | None:
        """Keep and return what the conversation is at after this turn."""
        if set(seen.intents) <= BESIDE_IT and seen.card is None:
            return before
        waits = seen.asks or seen.card is not None
        intent = seen.card or _named(seen, before, waits=waits)
        if not intent:
            return before
        self._in_hand[seen.conversation] = _InHand(intent, waits)
        return self._in_hand[seen.conversation]


def _named(seen: Seen, before: _InHand | None, *, waits: bool) -> str:
    """Return the intent that is gone on with: what waits has not run, and may be one that was left for this turn's."""
    tools = [intent for intent in seen.intents if intent not in _ACTS]
    if waits:  # an undo asks nothing but by its card
        tools = [intent for intent in tools if intent not in seen.ran and intent != UNDO][:1]
    return tools[-1] if tools else before.intent if before is not None else ""


def _meant(intent: str, before: _InHand | None) -> str:
    return before.intent if before is not None and intent in OF_THE_TASK else intent


def _about(seen: Seen, before: _InHand | None) -> str:
    act = next((intent for intent in seen.intents if intent in OF_THE_TASK), None)
    return "" if act is None else _meant(act, before)


def _understood(seen: Seen) -> bool:
    refused = Act.OUT_OF_SCOPE in seen.intents or seen.refusal == Refusal.OUT_OF_SCOPE
    return bool(seen.intents) and not refused and not seen.readings


def _cancelled(seen: Seen, before: _InHand | None) -> bool:
    """Tell whether a task was given up. Where a "no" only skips a question, its card follows."""
    if before is None or not before.waits or not _ENDS & set(seen.intents):
        return False
    return seen.card != before.intent or before.intent == UNDO
