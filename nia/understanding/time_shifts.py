"""The grammar of shifts relative to a record ("prepone it by an hour", "half an hour later"). time_phrases.py asks."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.durations import Duration, read_duration
from nia.understanding.numbers import has, sense
from nia.understanding.time_expressions import ReadExpression, Shift
from nia.understanding.words import Word

# How far back the verb of a shift may stand ("push the demo with Rahul by an hour").
_VERB_REACH = 10


class ShiftGrammar:
    """Reads shifts, and remembers the last verb of moving. Call `pass_over` with rising `at`."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._verb: int | None = None
        self._verb_at = -_VERB_REACH

    def pass_over(self, at: int) -> bool:
        """Remember the verb of moving at `at`; tell whether there is one."""
        verb = sense(self._words, at, "shift_verb")
        if verb is not None:
            self._verb, self._verb_at = int(verb), at
            return True
        if self._verb == 0 and at - self._verb_at <= _VERB_REACH and has(self._words, at, "forward"):
            self._verb = int(sense(self._words, at, "forward") or 0)
        return False

    def is_moving(self, at: int) -> bool:
        """Tell whether a verb of moving stands before, so that "to 5" is where to."""
        return self._verb is not None and at - self._verb_at <= _VERB_REACH

    def shift(self, at: int) -> ReadExpression | None:
        """Read "by an hour" after a verb of moving, "half an hour later", "a day earlier", "ek ghanta aage"."""
        words = self._words
        by = has(words, at, "shift_by")
        said = read_duration(words, at + 1 if by else at)
        if said is None:
            return None
        after = said.after
        if has(words, after, "earlier"):
            return _shift(said.duration, -1, after + 1)
        following = sense(words, after, "shift_verb")
        if following:
            return _shift(said.duration, int(following), after)
        verb = self._verb if self.is_moving(at) else None
        post = sense(words, after, "shift_post")
        if post is not None and not (has(words, after, "ago") and verb is None and not self._verb_follows(after + 1)):
            return _shift(said.duration, int(post), after + 1)
        return self._by_verb(said.duration, after, verb, by=by)

    def _by_verb(self, duration: Duration, after: int, verb: int | None, *, by: bool) -> ReadExpression | None:
        words = self._words
        toward = sense(words, after, "forward")
        if verb is None and (by or toward is not None) and self._verb_follows(after):
            verb = self._following_verb(after)
        if verb is None or not (by or verb):
            return None
        if toward is not None:
            after += 1
            verb = verb or int(toward)
        if verb == 0 or any(has(words, after, kind) for kind in ("from_now", "ago", "before", "after")):
            return None
        return _shift(duration, verb, after)

    def _verb_follows(self, at: int) -> bool:
        return self._following_verb(at) is not None

    def _following_verb(self, at: int) -> int | None:
        for position in range(at, min(at + 3, len(self._words))):
            if (verb := sense(self._words, position, "shift_verb")) is not None:
                return int(verb)
        return None


def _shift(duration: Duration, sign: int, after: int) -> ReadExpression:
    return ReadExpression(Shift(duration, sign), after)
