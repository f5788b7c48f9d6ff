"""The grammar of parts of stretches ("end of march", "first monday of april", "rest of the week", "ka pehla din")."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_stretches import Edge, Holding, Nth, PartSoFar, Some
from nia.understanding.calendar_units import DayMeaning
from nia.understanding.date_pieces import POSTPOSITIONS, day_number
from nia.understanding.durations import read_duration
from nia.understanding.numbers import has, sense
from nia.understanding.time_days import KO, LONG_UNITS, Days, ReadDay, is_long, joins, unit_at
from nia.understanding.words import Word

_WEAK_EDGES = ("early", "late", "middle", "first_half", "second_half")
_BARE_EDGES = ("end", "beginning")  # "my meeting's end today"
_LONGEST_LIST = 4
_FIRST = ("ki pehli", "ki pahli", "की पहली")
_HALVES = {1: "first_half", 2: "second_half", -1: "second_half"}


def read_part(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    """Read a part that is said before its whole."""
    return (
        _so_far(words, at, days, depth)
        or _edge(words, at, days, depth)
        or _nth(words, at, days, depth)
        or _holding(words, at, days, depth)
    )


def followed(words: Sequence[Word], whole: ReadDay, at: int) -> ReadDay:
    """Read on over the part that is said behind its whole: "ke end", "ka pehla somvar", "so far"."""
    if not is_long(whole.meaning):
        return whole
    after, meaning = whole.after, whole.meaning
    if (edge := _edge_behind(words, at, whole)) is not None:
        return edge
    if has(words, after, "to_date"):
        return ReadDay(PartSoFar(meaning, rest=False), after + 1)
    if has(words, after, "of") and has(words, after + 1, "rest"):  # "is hafte ke baaki din"
        return ReadDay(PartSoFar(meaning, rest=True), after + 2 + (unit_at(words, after + 2) == "day"))
    start = _over_its_unit(words, after, meaning)
    half = words[start + 1].senses.get("part") if has(words, start, "of") and start + 1 < len(words) else None
    if half in _HALVES.values():  # "march ke first half"
        return ReadDay(Edge(str(half), meaning), start + 2)
    nth = sense(words, start, "of_ordinal")  # "ke pehle" is also "before"
    if nth is not None and (day := _first_day(words, start, meaning)) is not None:
        return day
    where = start + 1
    if nth is None and has(words, start, "of"):
        nth, where = ordinal_at(words, start + 1)
    elif nth is None and words[start - 1].folded.endswith("'s"):  # "next month's first monday"
        nth, where = ordinal_at(words, start)
    elif nth is None and (
        not has(words, start, "which") or _is_week_of_month(words, start + 1, meaning)
    ):  # "march aakhri hafta"; "april last year" is no such
        nth = sense(words, start, "nth_last") or (sense(words, start, "ordinal") if has(words, where, "unit") else None)
    of_year = unit_at(words, where) == "year" and isinstance(meaning, CalendarDay)  # "july of last year"
    part = None if nth is None or of_year else counted_at(words, where, int(nth), meaning)
    return part or ReadDay(meaning, start)


def _edge_behind(words: Sequence[Word], at: int, whole: ReadDay) -> ReadDay | None:
    """Read the "ke end" of "march ke end", the "ke last" of "mahine ke last tak", the "last" of "april last mein"."""
    after = whole.after
    between = has(words, at - 1, "and") and has(words, after, "post_between")  # "jan aur march ke beech"
    if has(words, after, "post_edge") and not between:
        return ReadDay(Edge(str(words[after].senses["post_edge"]), whole.meaning), after + 1)
    last = after + has(words, after, "of")
    ends = any(has(words, last + 1, kind) for kind in ("post_until", "post_before", "after_word"))
    return ReadDay(Edge("end", whole.meaning), last + 1) if ends and sense(words, last, "nth_last") == -1 else None


def _first_day(words: Sequence[Word], at: int, month: DayMeaning) -> ReadDay | None:
    """Read the "ki pehli tareekh" of "agle mahine ki pehli tareekh", the "की पहली" of "महीने की पहली तक"."""
    said = has(words, at + 1, "day_number")
    alone = words[at].folded in _FIRST and any(has(words, at + 1, kind) for kind in POSTPOSITIONS)
    day = month.merged(CalendarDay(day=1)) if isinstance(month, CalendarDay) and (said or alone) else None
    return None if day is None else ReadDay(day, at + 1 + said)


def _is_week_of_month(words: Sequence[Word], at: int, meaning: DayMeaning) -> bool:
    """Tell whether the "last" of "march last week" counts within march; that of "march last year" does not."""
    return isinstance(meaning, CalendarDay) and meaning.month is not None and unit_at(words, at) in ("week", "weekend")


def _over_its_unit(words: Sequence[Word], at: int, meaning: DayMeaning) -> int:
    """Step over "ke mahine" of "april ke mahine mein", the "mahine" of "april mahine mein"."""
    month = isinstance(meaning, CalendarDay) and meaning.month is not None and meaning.day is None
    if month and unit_at(words, at) == "month":
        return at + 1
    return at + 2 if has(words, at, "of") and unit_at(words, at + 1) in ("month", "year") else at


def ordinal_at(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """Read "first", "2nd", "last", "second last"."""
    last = sense(words, at, "nth_last")
    if last is not None:
        return int(last), at + 1
    if at < len(words) and 0 < words[at].digits <= 2 and has(words, at + 1, "ordinal_suffix"):
        return words[at].number, at + 2
    said = sense(words, at, "ordinal")
    return (None if said is None else int(said)), at + 1


def counted_at(words: Sequence[Word], at: int, nth: int, of: DayMeaning) -> ReadDay | None:
    """Read what is counted within `of`: a weekday, a unit, a half, or so many units at once."""
    if nth == 0:
        return None
    weekday, unit = sense(words, at, "weekday"), unit_at(words, at)
    if weekday is not None:
        return ReadDay(Nth(nth, int(weekday), "day", of), at + 1)
    if unit == "fortnight" and nth in _HALVES and _is_month(of):  # its first ends with the 15th
        return ReadDay(Edge(_HALVES[nth], of), at + 1)
    if unit is not None:
        return ReadDay(Nth(nth, None, unit, of), at + 1)
    if has(words, at, "day_number") and nth < 0:  # "mahine ki aakhri tareekh"
        return ReadDay(Nth(nth, None, "day", of), at + 1)
    if has(words, at, "half") and nth in _HALVES:
        return ReadDay(Edge(_HALVES[nth], of), at + 1)
    several = read_duration(words, at) if nth in (1, -1) else None
    return None if several is None else ReadDay(Some(several.duration, nth < 0, of), several.after)


def _is_month(meaning: DayMeaning) -> bool:
    return isinstance(meaning, CalendarDay) and (meaning.month is not None or meaning.unit == "month")


def _nth(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    """Read "first monday of next month", "last working day of march", "first two weeks of april"."""
    ordinal = sense(words, at, "ordinal")
    nth, after = ordinal_at(words, at)
    if nth is None:
        return None
    behind = over_ordinals(words, after)
    listed = behind > after or is_listed_ordinal(words, at)
    counted = counted_at(words, behind, nth, CalendarDay())
    if counted is None:
        return None
    joined = joins(words, counted.after)
    if not joined and not listed and (ordinal is None or isinstance(counted.meaning, Some)):
        return None
    inner = days.container(counted.after + joined, depth)
    if inner is None or not is_long(inner.meaning):
        if not listed or sense(words, behind, "weekday") is None:
            return None
        inner = ReadDay(CalendarDay(unit="month"), counted.after)  # "1st and 3rd monday"
    part = counted_at(words, behind, nth, inner.meaning)
    return None if part is None else ReadDay(part.meaning, after if behind > after else inner.after)


def over_ordinals(words: Sequence[Word], at: int) -> int:
    """Step over the "and 3rd" of "1st and 3rd monday"; return `at` where none stands."""
    for _ in range(_LONGEST_LIST):
        if not any(has(words, at, kind) for kind in ("and", "or", "comma")):
            break
        nth, after = ordinal_at(words, at + 1 + has(words, at + 1, "the"))
        if nth is None:
            break
        at = after
    return at


def is_listed_ordinal(words: Sequence[Word], at: int) -> bool:
    """Tell whether another ordinal and a link stand before the ordinal at `at`."""
    at -= has(words, at - 1, "the")
    linked = any(has(words, at - 1, kind) for kind in ("and", "or"))
    return linked and any(has(words, at - 2, kind) for kind in ("ordinal", "ordinal_suffix", "nth_last"))


def _edge(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    abbreviated = words[at].senses.get("end_abbreviation")
    if abbreviated is not None:
        return ReadDay(Edge("end", CalendarDay(unit=str(abbreviated))), at + 1)
    edge = words[at].senses.get("edge")
    if edge is not None:
        start = at + 1
        if start < len(words) and words[start].folded == "-":
            start += 1
        inner = days.container(start, depth)
        weak = edge in _WEAK_EDGES or words[at].folded in _BARE_EDGES
        if inner is None or (weak and not is_long(inner.meaning)):
            return None
        return ReadDay(Edge(str(edge), inner.meaning), inner.after)
    if unit_at(words, at) in LONG_UNITS:
        return _of_unit(words, at)
    return None


def _of_unit(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "mahine ke end", "mahine ka aakhri shukravar", "month end": the unit alone is the present one.

    But "mahine ki 5 tareekh" is the next 5th, as "5 tareekh" is.
    """
    whole = ReadDay(CalendarDay(unit=str(unit_at(words, at))), at + 1)
    if _day_of_unit(words, at):
        number, after = day_number(words, at + 2)
        said = has(words, after, "day_number")
        return whole if number is None else ReadDay(CalendarDay(day=number), after + said)
    part = followed(words, whole, at)
    if isinstance(part.meaning, CalendarDay) and part.meaning.day is not None:  # "mahine ki pehli ko"
        return ReadDay(CalendarDay(day=part.meaning.day), part.after)
    return part if part.meaning != whole.meaning else None


def _day_of_unit(words: Sequence[Word], at: int) -> bool:
    """Tell whether "ki 5 tareekh", "ki 5 ko" or "ki 5 se 10 tareekh" stands behind "mahine"."""
    if unit_at(words, at) != "month" or not has(words, at + 1, "of"):
        return False
    ko = at + 3 < len(words) and words[at + 3].folded in KO
    ranged = has(words, at + 3, "to") and has(words, at + 5, "day_number")
    return ko or ranged or any(has(words, at + distance, "day_number") for distance in (3, 4))


def _holding(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    """Read "the week of 9 march" (which holds that day), "week commencing 16 march", "the month of april" (itself)."""
    if has(words, at, "week_from"):  # "w/c 23 march"
        first = days.day(at + 1 + has(words, at + 1, "the"), dated=True, depth=depth + 1)
        if first is None or is_long(first.meaning):
            return None
        return ReadDay(Holding("week", first.meaning, 1), first.after)
    unit = unit_at(words, at)
    edged = sense(words, at + 1, "week_edge") if unit == "week" else None
    if unit not in LONG_UNITS or not (edged or has(words, at + 1, "of")):
        return None
    inner = days.day(at + 2, dated=True, depth=depth + 1)
    if inner is None:
        return None
    if is_long(inner.meaning):
        return inner if unit in ("month", "year") else None
    return ReadDay(Holding(str(unit), inner.meaning, int(edged or 0)), inner.after)


def _so_far(words: Sequence[Word], at: int, days: Days, depth: int) -> ReadDay | None:
    unit = words[at].senses.get("period_to_date")
    if unit is not None:
        return ReadDay(PartSoFar(CalendarDay(unit=str(unit)), rest=False), at + 1)
    rest = has(words, at, "rest")
    if rest or has(words, at, "gone_by"):
        inner = days.container(at + 1, depth)
        weak = inner is not None and not is_long(inner.meaning) and not rest
        return None if inner is None or weak else ReadDay(PartSoFar(inner.meaning, rest=rest), inner.after)
    return None
