"""The grammar of years: "2026", "'26", "twenty twenty six", "the 90s", "of next year". Grammars of days ask."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.calendar_meanings import CalendarDay, YearSpan
from nia.understanding.calendar_yearly import Year
from nia.understanding.numbers import begins_number, has, is_plain, read_number, read_small, sense
from nia.understanding.time_days import ReadDay, unit_at, which_at
from nia.understanding.words import Word

_APOSTROPHES = ("'", "\u2019")
# What makes a year of four digits that stand alone, before them and behind.
_BEFORE_YEAR = ("in", "of", "since", "until", "from", "by", "to", "and", "before", "after", "edge", "season", "between")
_AFTER_YEAR = ("after_word", "post_until", "post_from", "post_before", "post_after", "onwards", "post_edge")
_IN_YEAR = ("month", "season", "holiday", "nth_last", "ordinal")
_ASKED_FOR = frozenset("lead leads deal deals wins sales revenue pipeline orders meetings लीड लीड्स डील ऑर्डर सेल".split())
_REPORTED = _ASKED_FOR | {"report", "reports", "numbers", "figures", "forecast", "target", "targets", "performance"}
_OLDEST_ASKED, _LATEST_ASKED = 2000, 2040
_FIRST_CENTURY = 10
_CENTURIES = (19, 20)


def year_number(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """Read a year in four digits or in words; None where there is none, or it is a time of day."""
    if at < len(words) and words[at].digits == 4 and 1900 <= (words[at].number or 0) < 2200:
        return (None, at) if has(words, at + 1, "military") else (words[at].number, at + 1)
    if at >= len(words) or words[at].digits or not begins_number(words, at):
        return None, at
    century = read_small(words, at)
    if century is not None and century.value in _CENTURIES:
        rest = read_small(words, century.after)
        if rest is not None and 10 <= rest.value < 100 and not words[century.after].digits:
            return int(century.value) * 100 + int(rest.value), rest.after
    spelled = read_number(words, at)
    if spelled is not None and spelled.scale >= 100 and 1900 <= spelled.value < 2200 and spelled.value % 1 == 0:
        return int(spelled.value), spelled.after
    return None, at


def short_year(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """Read "'26"."""
    if at + 1 < len(words) and words[at].folded in _APOSTROPHES and words[at + 1].glued and words[at + 1].digits == 2:
        return full_year(words[at + 1].number or 0, 2), at + 2
    return None, at


def full_year(year: int, digits: int) -> int:
    """Return the year that two or four digits mean."""
    return year if digits == 4 else 2000 + year


def year_behind(words: Sequence[Word], at: int) -> tuple[Year | None, int]:
    """Read the year behind what comes every year: "2027", "of 2027", "'27", "next year"."""
    start = at + 1 if any(has(words, at, kind) for kind in ("of", "in", "comma")) else at
    year, after = year_number(words, start)
    if year is None:
        year, after = short_year(words, start)
    if year is not None:
        return Year(year=year), after
    which = which_at(words, start)
    if which is not None and unit_at(words, start + 1) == "year":
        return Year(years_on=which), start + 2
    return None, at


def read_year(words: Sequence[Word], at: int, *, dated: bool = False) -> ReadDay | None:
    """Read a year that stands alone, "the year 2024", or a decade."""
    if unit_at(words, at) == "year" or has(words, at, "year_word"):
        year, after = year_number(words, at + 1)
        if year is None and _is_old(words, at + 1, 1000):
            return ReadDay(CalendarDay(year=words[at + 1].number), at + 2)
        return None if year is None else ReadDay(CalendarDay(year=year), after)
    if has(words, at, "calendar_year"):  # from January, also where years are fiscal ones
        year, after = year_number(words, at + 1)
        return None if year is None else ReadDay(YearSpan(year, 1), after)
    decade = _decade(words, at, dated=dated)
    if decade is not None:
        return decade
    if _is_old(words, at, 1700) and any(has(words, at - 1, kind) for kind in ("in", "since", "until", "after_word")):
        return ReadDay(CalendarDay(year=words[at].number), at + 1)
    year, after = year_number(words, at)
    if year is None:
        return None
    before = any(has(words, at - 1, kind) for kind in _BEFORE_YEAR)
    behind = year % 100 and any(has(words, after, kind) for kind in _AFTER_YEAR)
    behind = behind or _is_asked_for(words, at, year, after)
    of_it = has(words, after, "of") and any(has(words, after + 1, kind) for kind in _IN_YEAR)
    behind = behind or of_it  # "2019 ke march mein", "2025 ki garmiyon mein"
    spelled = not words[at].digits  # "nineteen hundred" may count things
    if not (before or behind) or (spelled and not has(words, at - 1, "in") and year % 100 == 0):
        return None
    return ReadDay(CalendarDay(year=year), after)


def _is_asked_for(words: Sequence[Word], at: int, year: int, after: int) -> bool:
    """Tell whether four bare digits are a year here: "created 2024", "our 2024 leads", "2023 aur 2024 mein"."""
    behind = words[after] if after < len(words) else None
    if not (words[at].digits and year % 100) or (behind is not None and behind.glued and behind.folded != ","):
        return False
    if sense(words, at - 1, "tense") == -1:
        return behind is None or not (is_plain(behind) or "unit" in behind.senses or "counted" in behind.senses)
    if any(has(words, after, kind) for kind in ("and", "or", "comma")):
        other, end = year_number(words, after + 1)
        if other is None:
            return False
        return any(has(words, end, kind) for kind in _AFTER_YEAR) or _is_asked_for(words, after + 1, other, end)
    reported = has(words, at - 1, "for") and at > 1 and words[at - 2].folded in _REPORTED and behind is None
    hindi = has(words, after, "of") and words[after].folded != "of"  # "2024 ke leads"
    whose = hindi or (at > 0 and words[at - 1].folded.split()[-1] in ("the", "our", "my", "all", "any", "which"))
    named = after + hindi < len(words) and words[after + hindi].folded in _ASKED_FOR
    return (reported or (whose and named)) and _OLDEST_ASKED <= year <= _LATEST_ASKED


def _is_old(words: Sequence[Word], at: int, oldest: int) -> bool:
    """Tell whether a year before 1900 stands here, and nothing that is counted behind it."""
    if not (at < len(words) and words[at].digits == 4 and oldest <= (words[at].number or 0) < 1900):
        return False
    return at + 1 == len(words) or not (
        is_plain(words[at + 1]) or words[at + 1].glued or "unit" in words[at + 1].senses
    )


def _decade(words: Sequence[Word], at: int, *, dated: bool) -> ReadDay | None:
    """Read "the 90s", "the 1990s", "the nineties", "90 ke dashak", "the 20th century"."""
    dated = dated or (at > 0 and words[at - 1].folded.endswith(" the"))  # "since the 60s"
    named = sense(words, at, "decade_word")
    if named is not None:
        return ReadDay(YearSpan(int(named), 10), at + 1) if dated else None
    named = sense(words, at, "decade_named")
    if named is not None:
        return ReadDay(YearSpan(int(named), 10), at + 1)
    spelled = sense(words, at, "ordinal")
    if spelled is not None and unit_at(words, at + 1) == "century" and spelled > _FIRST_CENTURY:
        return ReadDay(YearSpan(int(100 * (spelled - 1)), 100), at + 2)  # "the twentieth century"
    number, after = (words[at].number, at + 1) if at < len(words) else (None, at)
    if number is None:
        return None
    if has(words, after, "ordinal_suffix") and unit_at(words, after + 1) == "century" and 1 <= number <= 30:
        return ReadDay(YearSpan(100 * (number - 1), 100), after + 2)
    if number % 10 or words[at].digits not in (2, 4):
        return None
    first = number if number > 99 else number + (2000 if number < 30 else 1900)
    if has(words, after, "of") and unit_at(words, after + 1) == "decade":
        return ReadDay(YearSpan(first, 10), after + 2)
    after += after < len(words) and words[after].folded in _APOSTROPHES
    plural = after < len(words) and words[after].folded == "s" and words[after].glued
    if not plural or not (dated or words[at].digits == 4) or not 1000 <= first < 2200:
        return None
    return ReadDay(YearSpan(first, 100 if first % 100 == 0 and first < 2000 else 10), after + 1)
