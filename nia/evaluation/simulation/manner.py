"""How a persona talks, and what it changes its mind about. `persona` draws them, `rule_based` acts on them."""

from __future__ import annotations

from enum import StrEnum


class Manner(StrEnum):
    """How a persona talks."""

    PLAIN = "plain"
    TERSE = "terse"
    RAMBLING = "rambling"
    FICKLE = "fickle"
    HINGLISH = "hinglish"
    POLITE = "polite"
    GENEROUS = "generous"

    @property
    def language(self) -> str:
        """The language of an eval suite in which this manner talks."""
        return "hi-en" if self is Manner.HINGLISH else "en"


class Whim(StrEnum):
    """What a persona does on the way to a goal beside going straight for it."""

    NONE = "none"
    CORRECT_EARLY = "correct_early"  # takes back what was just said, before or at the card
    CORRECT_AT_CARD = "correct_at_card"  # changes its mind at the card, by words
    EDIT_CARD = "edit_card"  # changes its mind at the card, by its edit button
    CANCEL = "cancel"  # drops the wish at the card, for good
    CANCEL_AND_AGAIN = "cancel_and_again"  # drops it at the card and asks anew
    UNDO = "undo"  # takes it back when it is done
    CANCEL_THEN_YES = "cancel_then_yes"  # drops it, and says yes to nothing
    AWAY = "away"  # leaves at the card, comes back in a new session and says yes to what it does not show
    DIGRESS = "digress"  # asks for something else in between

    @property
    def corrects(self) -> bool:
        """Tell whether a first value is said that is changed later."""
        return self in (Whim.CORRECT_EARLY, Whim.CORRECT_AT_CARD, Whim.EDIT_CARD)

    @property
    def leaves_nothing(self) -> bool:
        """Tell whether nothing of the goal is to be there in the end."""
        return self in (Whim.CANCEL, Whim.UNDO, Whim.CANCEL_THEN_YES, Whim.AWAY)
