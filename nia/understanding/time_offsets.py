"""The grammar of distances ("2 days ago", "a week from friday", "the day after christmas"). day_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_offsets import Beside, NthBeside, Rolling, Shifted
from nia.understanding.durations import Duration, ReadDuration, read_duration
from nia.understanding.numbers import Number, has, read_small, sense
from nia.understanding.time_days import LONG_UNITS, Days, ReadDay, unit_at, which_at
from nia.understanding.words import Word

_ONE_DAY = Duration(seconds=86400, unit="day", count=1)
_TODAY = CalendarDay(unit="day")
_OF_WEEKS = ("week", "fortnight", "month", "year")
_BRITISH_ANCHORS = ("today", "tomorrow")
_BEFORE_VERB = frozenset("should will would must can could shall may might 'll to can't won't shouldn't".split())


def read_offset(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    """Read a distance from now or from another day, or a stretch of so many units up to now or from now on."""
    return (
        _rolling(words, at)
        or _beside(words, at, days, depth)
        or _weekdays_from_now(words, at)
        or _weekends_from_now(words, at)
        or _same_day(words, at)
        or _same_month(words, at)
        or _shifted(words, at, days, depth)
    )


def shift_behind(words: Sequence[Word], at: int) -> tuple[Duration, int, int] | None:
    """Read "ke do din baad", "se ek ghanta pehle" behind its anchor: the duration, its sign, the word after it."""
    if not (has(words, at, "of") or has(words, at, "to")):
        return None
    beside = sense(words, at + 1, "beside_post")
    if beside is not None:
        return _ONE_DAY, int(beside), at + 2
    said = read_duration(words, at + 1 + has(words, at + 1, "at"))
    if said is None:
        return None
    sign = 1 if has(words, said.after, "later") else -1 if has(words, said.after, "ago") else 0
    return (said.duration, sign, said.after + 1) if sign else None


def _rolling(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "last 7 days", "the next two weeks"."""
    sign = sense(words, at, "rolling")
    if sign is None or (words[at].folded == "last" and at and words[at - 1].folded in _BEFORE_VERB):
        return None  # "it should last two hours"
    duration = read_duration(words, at + 1)
    if duration is None or unit_at(words, at + 1) is not None:
        return None
    return ReadDay(Rolling(duration.duration, int(sign or 1)), duration.after)


def _shifted(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    """Read "2 days ago", "in two weeks' time", "a week from friday", "do din baad", "3 days before 15 march"."""
    said = read_duration(words, at)
    if said is None:
        return None
    after = said.after
    anchored = _anchored(words, said, days, depth)
    if anchored is not None:
        return anchored
    before = at - 1 - has(words, at - 1, "at")  # "in about 20 minutes"
    in_front = has(words, before, "in") and words[before].folded == "in"
    if has(words, after, "ago"):
        counted = sense(words, after + 1, "day_offset") if said.duration.is_of_days else None
        if counted is None or not -1 <= counted <= 1:
            return ReadDay(Shifted(said.duration, -1), after + 1)
        anchor = CalendarDay(unit="day", offset=int(counted)) if counted else None  # "a month ago today"
        return ReadDay(Shifted(said.duration, -1, anchor), after + 2)
    said_now = has(words, after, "from_now") and not has(words, after, "in")
    if in_front or said_now:
        after += said_now
        return ReadDay(Shifted(said.duration, 1), after + (in_front and has(words, after, "in_time")))
    in_time = has(words, after, "in_time") and words[after - 1].folded.endswith(("'", "'s"))  # "three days' time"
    return ReadDay(Shifted(said.duration, 1), after + 1) if has(words, after, "later") or in_time else None


def _anchored(words: Sequence[Word], said: ReadDuration, days: Days, depth: int) -> ReadDay | None:
    after = said.after
    of_weeks = said.duration.unit in ("week", "fortnight")
    if said.duration.unit in _OF_WEEKS and after < len(words) and words[after].folded in _BRITISH_ANCHORS:
        anchor = days.day(after, depth=depth + 1)  # "two weeks today"
        return None if anchor is None else ReadDay(Shifted(said.duration, 1, anchor.meaning), anchor.after)
    beside = _beside_weekday(words, after) if of_weeks else 0
    if beside:
        anchor = days.day(after, dated=True, depth=depth + 1)
        return None if anchor is None else ReadDay(Shifted(said.duration, beside, anchor.meaning), anchor.after)
    from_anchor = has(words, after, "from") or (of_weeks and _is_on_weekday(words, after))  # "a week on thursday"
    sign = 1 if from_anchor else _side(words, after)
    if not sign:
        return None
    anchor = _anchor(words, after + 1, days, depth)
    if anchor is None or (not said.duration.is_of_days and (from_anchor or _is_of_something(words, anchor.after))):
        return None
    return ReadDay(Shifted(said.duration, sign, anchor.meaning), anchor.after)


def _is_of_something(words: Sequence[Word], after: int) -> bool:
    """Tell whether the day only says whose: "15 minutes before tomorrow's review" is not before midnight."""
    return after < len(words) and words[after - 1].folded.endswith("'s")


def _is_on_weekday(words: Sequence[Word], at: int) -> bool:
    return has(words, at, "on") and has(words, at + 1, "weekday") and words[at].folded == "on"


def _beside_weekday(words: Sequence[Word], at: int) -> int:
    """Return 1 where "this friday" stands behind "two weeks", -1 where "last friday" stands there, else 0."""
    which = which_at(words, at)
    if not has(words, at + 1, "weekday") or not (which in (0, -1) or has(words, at, "coming")):
        return 0
    return -1 if which == -1 else 1


def _side(words: Sequence[Word], at: int) -> int:
    return 1 if has(words, at, "after") else -1 if has(words, at, "before") else 0


def _anchor(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    return days.day(at + has(words, at, "the"), dated=True, depth=depth + 1)


def _beside(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    """Read "the day after friday", "the week before christmas", "the second monday after easter"."""
    day = sense(words, at, "day_beside")
    if day is not None:
        anchor = _anchor(words, at + 1, days, depth)
        return None if anchor is None else ReadDay(Shifted(_ONE_DAY, int(day), anchor.meaning), anchor.after)
    nth = sense(words, at, "ordinal")
    where = at if nth is None else at + 1
    weekday, unit = sense(words, where, "weekday"), unit_at(words, where)
    sign = _side(words, where + 1) if weekday is not None or unit in LONG_UNITS else 0
    anchor = _anchor(words, where + 2, days, depth) if sign else None
    if anchor is None:
        return None
    if weekday is not None:
        return ReadDay(NthBeside(int(nth or 1), int(weekday), sign, anchor.meaning), anchor.after)
    return None if nth is not None else ReadDay(Beside(str(unit), sign, anchor.meaning), anchor.after)


def _weekdays_from_now(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "two fridays from now", "three mondays ago", "the second friday from now", "do shukravar baad"."""
    nth, behind = sense(words, at, "ordinal"), at + 1
    count = read_small(words, at) if nth is None else Number(Decimal(nth), behind)
    if count is None and (weak := sense(words, at, "weak_cardinal")) is not None:
        count = Number(Decimal(weak), behind)
    if count is None or not 0 < count.value < 100 or not has(words, count.after, "weekday"):
        return None
    hindi = nth is None and count.value > 1 and not words[count.after].folded.isascii()
    if not (nth or hindi or has(words, count.after, "plural_weekday") or has(words, count.after + 1, "later")):
        return None
    sign = -1 if has(words, count.after + 1, "ago") else 1
    if sign > 0 and not any(has(words, count.after + 1, kind) for kind in ("from_now", "later")):
        return None
    weekday = int(sense(words, count.after, "weekday") or 0)
    return ReadDay(NthBeside(int(count.value), weekday, sign, _TODAY), count.after + 2)


def _same_day(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "same day next week", "agle mahine isi din"."""
    behind = has(words, at, "same_day")
    start = at + 1 if behind else at
    which, unit = which_at(words, start), unit_at(words, start + 1)
    if not which or unit not in ("week", "month", "year") or not (behind or has(words, start + 2, "same_day")):
        return None
    months = {"week": 0, "month": 1, "year": 12}[unit]
    by = Duration(months, 0 if months else 7 * 86400, unit=unit, count=1)
    return ReadDay(Shifted(by, 1 if which > 0 else -1), start + (2 if behind else 3))


def _same_month(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "pichle saal isi mahine"."""
    which, this = which_at(words, at), which_at(words, at + 2)
    if not which or this != 0 or unit_at(words, at + 1) != "year" or unit_at(words, at + 3) != "month":
        return None
    return ReadDay(CalendarDay(unit="month", offset=12 * which), at + 4)


def _weekends_from_now(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "two weekends ago", "three weekends from now"."""
    count = read_small(words, at)
    if count is None or not 0 < count.value < 100 or unit_at(words, count.after) != "weekend":
        return None
    number, after = int(count.value), count.after + 1
    if has(words, after, "ago"):
        return ReadDay(CalendarDay(unit="weekend", offset=-number), after + 1)
    ahead = has(words, after, "from_now") or has(words, after, "later")
    return ReadDay(CalendarDay(unit="weekend", offset=number - 1), after + 1) if ahead else None
