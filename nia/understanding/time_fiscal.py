"""The grammar of fiscal years, their quarters and halves ("q3", "h1 2026", "fy26"). day_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.calendar_fiscal import FiscalPart, FiscalYear
from nia.understanding.numbers import has, sense
from nia.understanding.time_days import ReadDay, unit_at, which_at
from nia.understanding.time_years import full_year, year_behind, year_number
from nia.understanding.words import Word

_MONTHS = {"quarter": 3, "half": 6}


def read_fiscal(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read a quarter or half of a fiscal year, or a fiscal year."""
    return _part(words, at) or read_fiscal_year(words, at)


def _part(words: Sequence[Word], at: int) -> ReadDay | None:
    early, start = year_number(words, at) if words[at].digits == 4 else (None, at)  # "2026 q1", "2026-q1"
    if words[at].digits == 4 and early is None:
        return None
    first = sense(words, start, "of_ordinal") if early is not None else None
    start += early is not None and (has(words, start, "to") or has(words, start, "of"))
    unit = unit_at(words, start + 1) or ""
    named = (int(first), _MONTHS[unit], start + 2) if first and unit in _MONTHS else _named_part(words, start)
    if named is None:
        return None
    nth, months, after = named
    if early is not None:
        return ReadDay(FiscalPart(nth, months, early), after)
    behind = after + 1 if has(words, after, "of") or has(words, after, "comma") else after
    fiscal = read_fiscal_year(words, behind)
    if fiscal is not None and isinstance(fiscal.meaning, FiscalYear):
        said = fiscal.meaning
        years_on = said.years_on if said.begins is None else None
        return ReadDay(FiscalPart(nth, months, said.begins, years_on), fiscal.after)
    year, end = year_behind(words, after)
    if year is not None:
        return ReadDay(FiscalPart(nth, months, year.year, year.years_on), end)
    if has(words, behind - 1, "of") and unit_at(words, behind) == "year":  # "the second quarter of the year"
        return ReadDay(FiscalPart(nth, months, years_on=0), behind + 1)
    return ReadDay(FiscalPart(nth, months), after)


def _named_part(words: Sequence[Word], at: int) -> tuple[int, int, int] | None:
    """Return which part, its months, and the index of the word after it: "q1", "third quarter", "quarter 2"."""
    quarter = sense(words, at, "quarter_name")
    if quarter is not None:
        return int(quarter), _MONTHS["quarter"], at + 1
    half = words[at + 1] if at + 1 < len(words) and has(words, at, "half_name") else None
    if half is not None and half.glued and half.number in (1, 2):  # not the "h 1" of "milna h 1 ghante ke liye"
        return half.number, _MONTHS["half"], at + 2
    nth, after = sense(words, at, "ordinal"), at + 1
    if nth is None and at < len(words) and words[at].digits == 1 and has(words, at + 1, "ordinal_suffix"):
        nth, after = words[at].number, at + 2
    part = unit_at(words, after)
    if nth is not None and part in _MONTHS:
        return (int(nth), _MONTHS[part], after + 1) if 1 <= nth <= 12 // _MONTHS[part] else None
    if unit_at(words, at) == "quarter" and after < len(words) and words[after].digits == 1 and not words[after].glued:
        number = words[after].number or 0
        clock = any(has(words, after + 1, kind) for kind in ("meridiem", "oclock", "unit"))
        return (number, 3, after + 1) if 1 <= number <= 4 and not clock else None
    return None


def read_fiscal_year(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "fy26" (the year in which it ends, as in India), "fy 2025-26", "this financial year"."""
    which = which_at(words, at)
    start = at + 1 if which is not None else at
    start += has(words, start, "the")
    if not has(words, start, "fiscal_year"):
        return None
    end = start + 1
    end += end < len(words) and words[end].folded in ("'", "\u2019")
    year = words[end] if end < len(words) else None
    if year is None or year.number is None or year.digits not in (2, 4):
        return ReadDay(FiscalYear(years_on=which or 0), start + 1)
    full = full_year(year.number, year.digits)
    end += 1
    if end + 1 < len(words) and words[end].folded in "-/" and words[end + 1].digits in (2, 4):
        return ReadDay(FiscalYear(full), end + 2)
    return ReadDay(FiscalYear(full - 1), end)
