"""The grammar of distances ("2 days ago", "a week from friday", "the day after christmas"). day_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_offsets import Beside, NthBeside, Rolling, Shifted
from nia.understanding.durations import Duration, ReadDuration, read_duration
from nia.understanding.numbers import has, read_small, sense
from nia.understanding.time_days import LONG_UNITS, Days, ReadDay, unit_at
from nia.understanding.words import Word

_ONE_DAY = Duration(seconds=86400, unit="day", count=1)
_TODAY = CalendarDay(unit="day")


def read_offset(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    """Read a distance from now or from another day, or a stretch of so many units up to now or from now on."""
    return (
        _rolling(words, at)
        or _beside(words, at, days, depth)
        or _weekdays_from_now(words, at)
        or _weekends_from_now(words, at)
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
    duration = None if sign is None else read_duration(words, at + 1)
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
        counted = said.duration.is_of_days and sense(words, after + 1, "day_offset") == 0  # "a month ago today"
        return ReadDay(Shifted(said.duration, -1), after + 1 + counted)
    said_now = has(words, after, "from_now") and not has(words, after, "in")
    if in_front or said_now:
        after += said_now
        return ReadDay(Shifted(said.duration, 1), after + (in_front and has(words, after, "in_time")))
    return ReadDay(Shifted(said.duration, 1), after + 1) if has(words, after, "later") else None


def _anchored(words: Sequence[Word], said: ReadDuration, days: Days, depth: int) -> ReadDay | None:
    after = said.after
    of_weeks = said.duration.unit == "week"
    from_anchor = has(words, after, "from") or (of_weeks and _is_on_weekday(words, after))  # "a week on thursday"
    sign = 1 if from_anchor else _side(words, after)
    if not sign:
        return None
    anchor = _anchor(words, after + 1, days, depth)
    if anchor is None or (from_anchor and not said.duration.is_of_days):
        return None
    return ReadDay(Shifted(said.duration, sign, anchor.meaning), anchor.after)


def _is_on_weekday(words: Sequence[Word], at: int) -> bool:
    return has(words, at, "on") and has(words, at + 1, "weekday") and words[at].folded == "on"


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
    """Read "two fridays from now", "three mondays ago"."""
    count = read_small(words, at)
    if count is None or not 0 < count.value < 100 or not has(words, count.after, "plural_weekday"):
        return None
    sign = -1 if has(words, count.after + 1, "ago") else 1
    if sign > 0 and not any(has(words, count.after + 1, kind) for kind in ("from_now", "later")):
        return None
    weekday = int(sense(words, count.after, "weekday") or 0)
    return ReadDay(NthBeside(int(count.value), weekday, sign, _TODAY), count.after + 2)


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
