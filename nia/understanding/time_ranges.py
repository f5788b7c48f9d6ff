"""The grammar of whole time expressions: ranges, bounds, shifts, durations, recurrences. times.py resolves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_stretches import Shifted
from nia.understanding.durations import read_duration
from nia.understanding.numbers import has, read_small, sense
from nia.understanding.port import Grain
from nia.understanding.time_expressions import Between, Bound, Every, Expression, Lasting, Shift, Single, share
from nia.understanding.time_grammar import Moment, MomentGrammar, Read
from nia.understanding.words import Word

_BOUNDS = (
    ("by", Bound.BY),
    ("before", Bound.BEFORE),
    ("until", Bound.UNTIL),
    ("within", Bound.WITHIN),
    ("after", Bound.AFTER),
    ("since", Bound.SINCE),
    ("from", Bound.FROM),
    ("starting", Bound.STARTING),
)
_BOUNDS_AFTER = (
    ("post_until", Bound.UNTIL),
    ("post_before", Bound.BEFORE),
    ("or_before", Bound.BY),
    ("post_after", Bound.AFTER),
    ("onwards", Bound.STARTING),
    ("post_from", Bound.STARTING),
)
_UNIT_CODES = {"day": "P1D", "week": "P1W", "month": "P1M", "quarter": "P3M", "year": "P1Y", "hour": "PT1H"}
# How far back the verb of a shift may stand ("push the demo with Rahul by an hour").
_VERB_REACH = 10


@dataclass(frozen=True, slots=True)
class ReadExpression:
    """An expression and the index of the word after it."""

    expression: Expression
    after: int


class TimeGrammar:
    """Reads time expressions from one utterance's words."""

    def __init__(self, words: Sequence[Word], expects: Grain | None = None) -> None:
        self._words = words
        self._moments = MomentGrammar(words, expects)
        self._verb: int | None = None
        self._verb_at = -_VERB_REACH

    def expression(self, at: int) -> ReadExpression | None:
        """Read the longest expression that begins at `at`. Call with rising `at`: the last shift verb is remembered."""
        verb = sense(self._words, at, "shift_verb")
        if verb is not None:
            self._verb, self._verb_at = int(verb), at
            return None
        if self._verb == 0 and at - self._verb_at <= _VERB_REACH and has(self._words, at, "forward"):
            self._verb = int(sense(self._words, at, "forward") or 0)
        return self._shift(at) or self._every(at) or self._between(at) or self._bounded(at) or self._lasting(at)

    def _shift(self, at: int) -> ReadExpression | None:
        """Read "by an hour" after a verb of moving, "half an hour later", "a day earlier", "ek ghanta aage"."""
        words = self._words
        by = has(words, at, "shift_by")
        said = read_duration(words, at + 1 if by else at)
        if said is None:
            return None
        verb = self._verb if at - self._verb_at <= _VERB_REACH else None
        after = said.after
        if has(words, after, "later") and not has(words, after, "post_after"):
            return ReadExpression(Shift(said.duration, 1), after + 1)
        if has(words, after, "earlier"):
            return ReadExpression(Shift(said.duration, -1), after + 1)
        following = sense(words, after, "shift_verb")
        if following:
            return ReadExpression(Shift(said.duration, int(following)), after)
        post = sense(words, after, "shift_post")
        if post is not None and not (has(words, after, "ago") and verb is None and not self._verb_follows(after + 1)):
            return ReadExpression(Shift(said.duration, int(post)), after + 1)
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
        return ReadExpression(Shift(said.duration, verb), after)

    def _verb_follows(self, at: int) -> bool:
        return self._following_verb(at) is not None

    def _following_verb(self, at: int) -> int | None:
        for position in range(at, min(at + 3, len(self._words))):
            if (verb := sense(self._words, position, "shift_verb")) is not None:
                return int(verb)
        return None

    def _every(self, at: int) -> ReadExpression | None:
        """Read "every monday at 10", "daily at 5", "har somvar"."""
        words = self._words
        frequency = words[at].senses.get("frequency")
        if frequency is None and not has(words, at, "every"):
            return None
        unit = frequency or (words[at + 1].senses.get("unit") if at + 1 < len(words) else None)
        if unit is not None:
            after = at + 1 if frequency else at + 2
            time = self._moments.moment(after)
            if time is None:
                return ReadExpression(Every(_UNIT_CODES.get(str(unit), "P1D"), Moment()), after)
            return ReadExpression(Every(_UNIT_CODES.get(str(unit), "P1D"), time.moment), time.after)
        often = read_duration(words, at + 1)
        if often is not None:
            return ReadExpression(Every(often.duration.iso, Moment()), often.after)
        read = self._moments.moment(at + 1)
        if read is None:
            return None
        day = read.moment.day
        weekly = isinstance(day, CalendarDay) and day.weekday is not None
        monthly = isinstance(day, CalendarDay) and day.day is not None and day.month is None
        return ReadExpression(Every("P1W" if weekly else "P1M" if monthly else "P1D", read.moment), read.after)

    def _between(self, at: int, *, led: bool = False) -> ReadExpression | None:
        """Read "from monday to wednesday", "between 3 and 5 pm tomorrow", "10-12 on friday", "kal se parso tak"."""
        words = self._words
        opened = has(words, at, "between") or has(words, at, "from")
        joins = ("and", "to") if has(words, at, "between") else ("to",)
        first = self._range_start(at + 1 if opened else at, opened)
        if first is None:
            return None
        after = first.after
        if not opened and not led and (first.moment.day is not None and not first.moment.has_time):
            hours = self._hours_of(first)
            if hours is not None:
                return hours
        hindi = not opened and has(words, after, "and")
        if not (hindi or any(has(words, after, kind) for kind in joins)):
            return None
        second = self._range_end(after + 1, first)
        if second is None or (hindi and not has(words, second.after, "post_between")):
            return None
        moments = share(first.moment, second.moment)
        if moments is None:
            return None
        end = second.after
        if has(words, end, "post_between") or has(words, end, "post_until"):
            end += 1
        return self._with_day_after(Between(*moments), end)

    def _hours_of(self, day: Read) -> ReadExpression | None:
        """Read the hours behind their day: "tomorrow between 3 and 5", "monday 3 to 5 pm"."""
        words = self._words
        start = day.after + (has(words, day.after, "at") or has(words, day.after, "comma"))
        read = self._between(start, led=True)
        if read is None or not isinstance(read.expression, Between):
            return None
        first, second = read.expression.first, read.expression.second
        if first.day is not None or second.day is not None or first.clock is None:
            return None
        part = day.moment.part
        first = replace(first, day=day.moment.day, part=first.part or part)
        second = replace(second, day=day.moment.day, part=second.part or part)
        return ReadExpression(Between(first, second), read.after)

    def _with_day_after(self, between: Between, end: int) -> ReadExpression:
        """Read on over a day that stands behind both times ("3 to 5 baje kal")."""
        if between.first.day is None and between.second.day is None:
            day = self._moments.moment(end)
            if day is not None and day.moment.day is not None and not day.moment.has_time:
                first = replace(between.first, day=day.moment.day, part=between.first.part or day.moment.part)
                second = replace(between.second, day=day.moment.day, part=between.second.part or day.moment.part)
                return ReadExpression(Between(first, second), day.after)
        return ReadExpression(between, end)

    def _range_start(self, at: int, opened: bool) -> Read | None:
        read = self._moments.moment(at, led=opened)
        bare = self._bare(at)
        if bare is not None and (read is None or read.after <= bare.after):
            if read is None or (opened and read.moment.clock is not None and not read.moment.clock.meridiem):
                return bare
            if read.moment.clock is not None and read.after == bare.after:
                return bare
        return read

    def _range_end(self, at: int, first: Read) -> Read | None:
        """Read a range's end; a bare number ends it as what the start is, an hour or a day."""
        read = self._moments.moment(at, led=first.moment.clock is not None or first.moment.bare is not None)
        if read is not None:
            named = isinstance(read.moment.day, CalendarDay) and read.moment.clock is None
            if first.moment.bare is not None and not (read.moment.has_time or named):
                return None
            return read
        bare = self._bare(at)
        day = first.moment.day
        if bare is not None and isinstance(day, CalendarDay) and day.day is not None and not first.moment.has_time:
            return bare
        return None

    def _bare(self, at: int) -> Read | None:
        words = self._words
        small = read_small(words, at)
        if small is None or not 0 <= small.value <= 31 or words[at].digits > 2:
            return None
        after = small.after
        if has(words, after, "ordinal_suffix") and words[after].glued:
            after += 1
        return Read(Moment(bare=int(small.value)), after)

    def _bounded(self, at: int) -> ReadExpression | None:
        """Read a moment with the word before or behind it that makes it a bound."""
        words = self._words
        for kind, bound in _BOUNDS:
            if has(words, at, kind):
                if bound is Bound.WITHIN:
                    return self._within(at)
                read = self._moments.moment(at + 1, led=True)
                if read is not None:
                    onwards = has(words, read.after, "onwards")
                    bound = Bound.STARTING if onwards else bound
                    return ReadExpression(Single(read.moment, bound), read.after + onwards)
        if has(words, at, "to") and self._verb is not None and at - self._verb_at <= _VERB_REACH:
            target = self._moments.moment(at + 1, led=True)  # "move it to 5"
            return None if target is None else ReadExpression(Single(target.moment), target.after)
        read = self._moved(at) or self._moments.moment(at)
        if read is None:
            return None
        for kind, bound in _BOUNDS_AFTER:
            if has(words, read.after, kind):
                return ReadExpression(Single(read.moment, bound), read.after + 1)
        return ReadExpression(Single(read.moment), self._over_after_word(read.after))

    def _moved(self, at: int) -> Read | None:
        """Read "3 hours before 5 pm", "half an hour after noon"."""
        said = read_duration(self._words, at)
        if said is None:
            return None
        sign = 1 if has(self._words, said.after, "after") else -1 if has(self._words, said.after, "before") else 0
        read = self._moments.moment(said.after + 1, led=True) if sign else None
        if read is None or not read.moment.has_time:
            return None
        return Read(replace(read.moment, moved=(said.duration, sign)), read.after)

    def _over_after_word(self, after: int) -> int:
        return after + 1 if has(self._words, after, "after_word") else after

    def _within(self, at: int) -> ReadExpression | None:
        start = at + 2 if has(self._words, at + 1, "the") else at + 1
        start += has(self._words, start, "rolling")
        said = read_duration(self._words, start)
        if said is not None:
            return ReadExpression(Single(Moment(day=Shifted(said.duration, 1)), Bound.WITHIN), said.after)
        read = self._moments.moment(at + 1)
        return None if read is None else ReadExpression(Single(read.moment, Bound.WITHIN), read.after)

    def _lasting(self, at: int) -> ReadExpression | None:
        """Read "for 45 minutes", "aadhe ghante ke liye", a bare "2 hours"."""
        led = has(self._words, at, "for")
        said = read_duration(self._words, at + 1 if led else at)
        if said is None:
            return None
        after = said.after
        if has(self._words, after, "for_post") and self._words[after].folded in ("ke liye", "के लिए", "के लिये"):
            after += 1
        return ReadExpression(Lasting(said.duration), after)
