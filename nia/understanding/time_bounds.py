"""The grammar of bounds: "by friday", "after 5", "within 3 days", "shukravar tak". time_phrases.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_offsets import Rolling, Shifted
from nia.understanding.durations import ReadDuration, read_duration
from nia.understanding.numbers import has, sense
from nia.understanding.time_and_next import and_next
from nia.understanding.time_days import goes_on, is_long, unit_at
from nia.understanding.time_expressions import Bound, Lasting, ReadExpression, Single
from nia.understanding.time_grammar import MEALS, MomentGrammar
from nia.understanding.time_lengths import lasting_behind
from nia.understanding.time_moments import Moment, Read
from nia.understanding.time_recurrences import every_behind
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


class BoundGrammar:
    """Reads a moment with the word before or behind it that makes it a bound."""

    def __init__(self, words: Sequence[Word], moments: MomentGrammar) -> None:
        self._words = words
        self._moments = moments

    def bounded(self, at: int, *, moving: bool) -> ReadExpression | None:
        """Read a bound, or a plain moment. `moving`: a verb of moving stands before, so that "to 5" is where to."""
        words = self._words
        led = self._from_now_on(at) or self._led(at)
        if led is not None:
            return self._day_behind(led)
        if has(words, at, "to") and moving:
            target = self._moments.moment(at + 1, led=True)  # "move it to 5"
            return None if target is None else ReadExpression(Single(target.moment), target.after)
        read = self._moved(at) or self._moments.moment(at)
        if read is None:
            return self._within_behind(at)
        return (
            self._bound_on(read)
            or every_behind(words, read)
            or and_next(words, read)
            or self._day_behind(self._behind(read))
        )

    def _day_behind(self, hours: ReadExpression) -> ReadExpression:
        """Read on over the day behind its bound: "from 2 pm onwards on friday", "3 baje ke baad kal"."""
        words, said = self._words, hours.expression
        if (
            not isinstance(said, Single)
            or said.bound is None
            or said.moment.day is not None
            or said.moment.clock is None
        ):
            return hours
        day = self._moments.moment(hours.after)
        if day is None or day.moment.day is None or day.moment.has_time or day.moment.part or is_long(day.moment.day):
            return hours
        if has(words, day.after, "of"):  # "5 baje se pehle kal ki report"
            return hours
        after = self._over_after_word(day.after)
        return ReadExpression(replace(said, moment=replace(said.moment, day=day.moment.day)), after)

    def _bound_on(self, day: Read) -> ReadExpression | None:
        """Read the bound behind its day: "tomorrow after 4", "friday before noon", "monday from 4 for an hour"."""
        if day.moment.day is None or day.moment.has_time or is_long(day.moment.day):
            return None
        hours = self._led(day.after + has(self._words, day.after, "comma"))
        said = None if hours is None else hours.expression
        start = said.start if isinstance(said, Lasting) else said.moment if isinstance(said, Single) else None
        if hours is None or start is None or start.day is not None or not (start.has_time or start.part):
            return None
        start = replace(start, day=day.moment.day, part=start.part or day.moment.part)
        if isinstance(said, Lasting):
            return ReadExpression(replace(said, start=start), hours.after)
        bound = said.bound if isinstance(said, Single) else None
        return ReadExpression(Single(start, bound), hours.after)

    def _from_now_on(self, at: int) -> ReadExpression | None:
        """Read "from now on", "ab se"."""
        words = self._words
        now = has(words, at, "now_within") and has(words, at + 1, "post_from") and read_duration(words, at + 2) is None
        if not (now or has(words, at, "from_now_on")):
            return None
        return ReadExpression(Single(Moment(now=True), Bound.STARTING), at + 1 + now)

    def _led(self, at: int) -> ReadExpression | None:
        words = self._words
        for kind, bound in _BOUNDS:
            if not has(words, at, kind):
                continue
            if bound is Bound.WITHIN:
                return self._within(at)
            counts = bound in (Bound.AFTER, Bound.SINCE) and not has(words, at, "rolling")
            later = read_duration(words, at + 1) if counts else None
            if later is not None and bound is Bound.SINCE and not has(words, later.after, "ago"):
                return _since(later)  # "since 2 days"
            if later is not None and not has(words, later.after, "ago"):  # "after 3 days" is in 3 days
                whole = Read(Moment(day=Shifted(later.duration, 1)), later.after)
                whole = self._moments.continued(whole) if later.duration.is_of_days else whole
                return ReadExpression(Single(whole.moment), whole.after)
            read = self._moments.moment(at + 1, led=True)
            if read is None:
                continue
            opens = bound in (Bound.FROM, Bound.STARTING)
            lasting = lasting_behind(words, read) if opens else None
            if lasting is not None:
                return lasting
            if read.moment.clock is not None and read.moment.part in MEALS:  # "after dinner at 9" is at 9
                return ReadExpression(Single(read.moment), read.after)
            if bound is not Bound.STARTING and _is_hour_of_stretch(read.moment):
                return ReadExpression(Single(Moment(day=read.moment.day)), read.after)  # "after 3 this week"
            onwards = has(words, read.after, "onwards") or (bound is Bound.FROM and goes_on(words, read.after))
            again = onwards or (bound is Bound.BY and has(words, read.after, "or_before"))  # "by friday at the latest"
            return ReadExpression(Single(read.moment, Bound.STARTING if onwards else bound), read.after + again)
        return None

    def _behind(self, read: Read) -> ReadExpression:
        words = self._words
        if has(words, read.after, "post_within") and read.moment.day is not None:
            return ReadExpression(Single(read.moment, Bound.WITHIN), read.after + 1)
        if has(words, read.after, "post_from"):
            lasting = lasting_behind(words, read)
            if lasting is not None:
                return lasting
        for kind, bound in _BOUNDS_AFTER:
            if bound is Bound.AFTER and (timed := self._after_meal(read)) is not None:
                return timed
            if has(words, read.after, kind):
                return ReadExpression(Single(read.moment, bound), read.after + 1)
        return ReadExpression(Single(read.moment), self._over_after_word(read.after))

    def _after_meal(self, meal: Read) -> ReadExpression | None:
        """Read "friday ko lunch ke baad 3 baje": at three."""
        if meal.moment.part not in MEALS or meal.moment.has_time or not has(self._words, meal.after, "post_after"):
            return None
        hour = self._moments.moment(meal.after + 1)
        if hour is None or hour.moment != Moment(clock=hour.moment.clock):
            return None
        return ReadExpression(Single(replace(meal.moment, clock=hour.moment.clock)), self._over_after_word(hour.after))

    def _moved(self, at: int) -> Read | None:
        """Read "3 hours before 5 pm", "half an hour after noon"."""
        said = read_duration(self._words, at)
        if said is None:
            return None
        sign = 1 if has(self._words, said.after, "after") else -1 if has(self._words, said.after, "before") else 0
        read = self._moments.moment(said.after + 1, led=True) if sign else None
        if read is None or not read.moment.has_time:
            return None
        if said.duration.is_of_days and read.moment.day is not None:  # "three days after 10 march at 4 pm"
            return Read(replace(read.moment, day=Shifted(said.duration, sign, read.moment.day)), read.after)
        return Read(replace(read.moment, moved=(said.duration, sign)), read.after)

    def _over_after_word(self, after: int) -> int:
        return after + 1 if has(self._words, after, "after_word") else after

    def _within(self, at: int) -> ReadExpression | None:
        start = at + 2 if has(self._words, at + 1, "the") else at + 1
        sign = sense(self._words, start, "rolling")
        start += sign is not None
        said = read_duration(self._words, start)
        if said is not None and sign is not None and sign < 0:
            return ReadExpression(Single(Moment(day=Rolling(said.duration, -1))), said.after)
        if said is not None:
            return ReadExpression(Single(Moment(day=Shifted(said.duration, 1)), Bound.WITHIN), said.after)
        unit = unit_at(self._words, start)
        gone = self._moments.moment(start - 1) if sign is not None and sign < 0 else None
        if gone is not None:  # "within the last hour"
            return ReadExpression(Single(gone.moment), gone.after)
        if unit is not None:  # "within the month"
            return ReadExpression(Single(Moment(day=CalendarDay(unit=unit)), Bound.WITHIN), start + 1)
        read = self._moments.moment(at + 1)
        return None if read is None else ReadExpression(Single(read.moment, Bound.WITHIN), read.after)

    def _within_behind(self, at: int) -> ReadExpression | None:
        """Read "teen din ke andar"."""
        said = read_duration(self._words, at)
        if said is not None and has(self._words, said.after, "post_from") and not has(self._words, said.after, "from"):
            return replace(_since(said), after=said.after + 1)  # "teen din se"
        if said is None or not has(self._words, said.after, "post_within"):
            return None
        return ReadExpression(Single(Moment(day=Shifted(said.duration, 1)), Bound.WITHIN), said.after + 1)


def _is_hour_of_stretch(moment: Moment) -> bool:
    """Tell whether an hour was said of a week or month, which is one of each of its days."""
    whole = isinstance(moment.day, CalendarDay) and moment.day.unit is not None and is_long(moment.day)
    return whole and moment.clock is not None


def _since(said: ReadDuration) -> ReadExpression:
    return ReadExpression(Single(Moment(day=Shifted(said.duration, -1)), Bound.SINCE), said.after)
