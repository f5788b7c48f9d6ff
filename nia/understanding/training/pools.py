"""Values of slots as the frames say them, so that each is seen in many sentences. The generator draws them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from nia.understanding.training.frames import Frame, Mark

_TIMES_AHEAD = frozenset({"start", "due", "remind_at", "next_follow_up", "expected_close", "due_to", "end"})
_STRETCHES = frozenset({"from", "created", "since", "due_from", "date"})
_MONEY = frozenset({"value", "min_value", "max_value"})
_SHARED = {
    **dict.fromkeys(_TIMES_AHEAD, "ahead"),
    **dict.fromkeys(_STRETCHES, "stretch"),
    **dict.fromkeys(_MONEY, "money"),
}
_OWN = frozenset(
    {"title", "text", "instruction", "notes", "agenda", "meeting", "task", "mail", "outcome", "lost_reason"}
)
_CHOICES = frozenset({"status", "priority", "source", "system"})
_DRAWN = frozenset({*_SHARED, *_OWN, *_CHOICES, "at", "minutes", "shift", "product", "location", "subject", "body"})
_BEFORE = re.compile(
    r"^(on|at|in|by|before|till|until|for|between|since|an?|last|this|next|from|within|every|to|around|above|over|under|below)\b",
    re.I,
)
_AFTER = re.compile(
    r"\b(ko|tak|se|pe|par|ke|ki|ka|mein|me|bje|baje|ago|back|from now)$|(को|तक|से|पर|पे|के|की|का|में|बजे|पहले|बाद)$", re.I
)


class Pools:
    """Draws another value for a marked part of a sentence: of the same slot, language and outer form."""

    def __init__(self, frames: Sequence[Frame], source: random.Random) -> None:
        self._random = source
        self._values: dict[tuple[str, ...], list[str]] = {}
        for frame in frames:
            for mark in frame.marks:
                key = self._key(frame, mark)
                if key is not None:
                    self._values.setdefault(key, []).append(frame.text[mark.start : mark.end])

    def draw(self, frame: Frame, mark: Mark) -> str | None:
        """Return a value for `mark`; None where its slot is not drawn from the frames, or no frame has such a one."""
        key = self._key(frame, mark)
        known = self._values.get(key) if key is not None else None
        return self._random.choice(known) if known else None

    def _key(self, frame: Frame, mark: Mark) -> tuple[str, ...] | None:
        slot, said = mark.slot.split(".")[-1], frame.text[mark.start : mark.end]
        if slot not in _DRAWN:
            return None
        if slot in _OWN:
            return frame.language, frame.intent, slot
        if slot in _CHOICES:
            return (frame.language, slot, frame.intent) if " " not in said else None
        before, after = _BEFORE.match(said), _AFTER.search(said)
        outer = ("" if before is None else before[0].lower(), "" if after is None else after[0].lower())
        return frame.language, _SHARED.get(slot, slot), *outer
