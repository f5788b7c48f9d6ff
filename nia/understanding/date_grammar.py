"""The grammar of dates ("5/3/2026", "march 5th", "5th of march", "the 15th", "15 tareekh"). day_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.date_pieces import (
    AFTER_ORDINAL,
    POSTPOSITIONS,
    day_number,
    month_at,
    over_separator,
    year_of_date,
)
from nia.understanding.numbers import has
from nia.understanding.time_days import KO, ReadDay, after_which_at, goes_on, unit_at
from nia.understanding.time_lists import day_behind_list, day_of_list, is_beside_month
from nia.understanding.time_numeric_dates import read_numeric
from nia.understanding.time_years import read_year, year_number
from nia.understanding.words import Word

# What makes a month of a word that is also an ordinary one ("may", "mar").
_BEFORE_MONTH = (
    "edge",
    "in",
    "of",
    "which",
    "by",
    "since",
    "until",
    "from",
    "before",
    "after",
    "to",
    "between",
    "coming",
    "starting",
    "every",
)
_LAST_COUNTED = 12  # "the third" is seldom a day
_LAST_LISTED = 10  # lines of a list at once
_NUMBERED = ("task", "lead", "meeting", "number", "no", "टास्क", "लीड", "मीटिंग", "नंबर")
_PLANS = tuple("mil yaad meeting call demo visit bhej jaa jana मिल याद मीटिंग कॉल भेज जाना".split())
_SOON = 4  # words
_LAST_PICKED = 3  # nor are "the first to the third"
_BEHIND_MONTH = ("of_ordinal", "post_edge", "of", *POSTPOSITIONS)  # "may ka pehla hafta"


def read_date(words: Sequence[Word], at: int, *, dated: bool = False) -> ReadDay | None:
    """Read a date or a month at `at`. `dated`: "on" or "the" stands before it, so that "15th" alone is a day."""
    return (
        read_numeric(words, at)
        or _day_first(words, at)
        or _month_first(words, at)
        or _year_first(words, at)
        or day_behind_list(words, at)
        or _day_of_month(words, at, dated=dated)
        or read_year(words, at, dated=dated)
    )


def _day_first(words: Sequence[Word], at: int) -> ReadDay | None:
    number, after = day_number(words, at)
    if number is None:
        return None
    if has(words, after, "comma") or has(words, after, "of"):
        after += 1
    joined = over_separator(words, after)
    month = month_at(words, joined)
    if month is None:
        return day_of_list(words, at)
    year, end = year_of_date(words, joined + 1, joined=joined > after, dated=True)
    return ReadDay(CalendarDay(year=year, month=month, day=number), end)


def _month_first(words: Sequence[Word], at: int) -> ReadDay | None:
    month = month_at(words, at)
    if month is None:
        return None
    after = at + 1
    if has(words, after, "the"):
        after += 1
    after = over_separator(words, after)
    number, end = day_number(words, after)
    counts = has(words, end - 1, "ordinal") and has(words, end, "unit")  # "april first week"
    if number is not None and not counts and not _is_time_of_day(words, end):
        joined = after > at + 1 and words[after].glued
        year, end = year_of_date(words, end, joined=joined and words[after - 1].folded != "the", dated=True)
        return ReadDay(CalendarDay(year=year, month=month, day=number), end)
    year, end = year_of_date(words, after if after < len(words) and words[after].digits else at + 1)
    weak = not has(words, at, "month")
    told = any(has(words, at - 1, kind) for kind in _BEFORE_MONTH) or any(
        has(words, at + 1, kind) for kind in _BEHIND_MONTH
    )
    told = told or is_beside_month(words, at)
    if weak and year is None and not told:
        return None
    return ReadDay(CalendarDay(year=year, month=month), end)


def _year_first(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "1995 jan 4"."""
    if words[at].digits != 4 or month_at(words, at + 1) is None:
        return None
    year, _ = year_number(words, at)
    date = _month_first(words, at + 1)
    if year is None or date is None or not isinstance(date.meaning, CalendarDay) or date.meaning.year is not None:
        return None
    return ReadDay(replace(date.meaning, year=year), date.after)


def _day_of_month(words: Sequence[Word], at: int, *, dated: bool) -> ReadDay | None:
    """Read "15th" after "on" or "the", and "15 tareekh"."""
    number, after = day_number(words, at)
    if number is None:
        return None
    said = has(words, after, "day_number")
    if said or _is_hindi_day(words, at, number, after) or _days_follow(words, after):
        return ReadDay(CalendarDay(day=number), after + said)
    if _month_said_behind(words, after):
        ours = has(words, after, "of") and has(words, after + 1, "unit")  # "the 1st of the month"
        beyond = after_which_at(words, after + 2) if ours and unit_at(words, after + 1) == "month" else None
        if beyond is not None:  # "the 3rd of the month after next"
            return ReadDay(CalendarDay(unit="month", offset=beyond[0], day=number), beyond[1])
        return ReadDay(CalendarDay(day=number), after + 2 if ours else after)
    if words[at].digits and has(words, at - 1, "on") and after == at + 1 and 1 <= number <= 31:
        behind = words[after] if after < len(words) else None
        if behind is None or not (behind.folded.isalnum() or behind.glued) or has(words, after, "at"):
            return ReadDay(CalendarDay(day=number), after)  # "back on 15"
    ordinal = (after > at + 1 and has(words, after - 1, "ordinal_suffix")) or has(words, after - 1, "ordinal")
    if not ordinal or number > 99:
        return None
    spelled = has(words, after - 1, "ordinal")
    surely = (
        has(words, at - 1, "on") or has(words, at - 2, "on") or any(k in _senses(words, at - 1) for k in _BEFORE_MONTH)
    )
    surely = surely or (spelled and dated and number > _LAST_COUNTED)  # "the twenty-first"
    surely = surely or (spelled and dated and number > _LAST_PICKED and _ordinal_follows(words, after))
    dated = dated or has(words, at - 1, "weekday")  # "mon 23rd"
    told = surely or (not spelled and (dated or _range_follows(words, after) or _hours_follow(words, after)))
    return ReadDay(CalendarDay(day=number), after) if told and _ends(words, at, after) else None


def _ends(words: Sequence[Word], at: int, after: int) -> bool:
    """Tell whether nothing stands behind the ordinal at `at` that it would count: "the 15th floor" is no day."""
    following = words[after] if after < len(words) else None
    if following is None or not following.folded.isalnum() or any(k in following.senses for k in AFTER_ORDINAL):
        return True
    return _hours_follow(words, after) or (has(words, at - 1, "from") and goes_on(words, after))


def _days_follow(words: Sequence[Word], at: int) -> bool:
    """Tell whether the "se 10 tareekh" of "5 se 10 tareekh" stands here."""
    if not any(has(words, at, kind) for kind in ("to", "and", "or")):
        return False
    _, end = day_number(words, at + 1)
    return end > at + 1 and has(words, end, "day_number")


def _is_hindi_day(words: Sequence[Word], at: int, number: int, after: int) -> bool:
    """Tell whether "ko" makes a day of a bare number: "is mahine ki 28 ko", "28 ko 11 baje"; "2 ko hatao" counts."""
    if words[at].digits and has(words, after, "of") and has(words, after + 1, "part"):  # "19 ki raat 9 baje"
        return 1 <= number <= 31
    if after != at + 1 or not 1 <= number <= 31 or after >= len(words) or words[after].folded not in KO:
        return False
    month = at > 1 and (words[at - 2].senses.get("unit") == "month" or month_at(words, at - 2) is not None)
    if has(words, at - 1, "of") and month:
        return True
    if unit_at(words, at - 1) == "month" and has(words, at - 2, "which"):  # "agle mahine 5 ko"
        return True
    timed = has(words, after + 1, "part") or has(words, after + 2, "oclock")
    return words[at].digits > 0 and (timed or (number > _LAST_LISTED and _is_planned(words, at, after)))


def _is_planned(words: Sequence[Word], at: int, after: int) -> bool:
    """Tell whether "15 ko" is a day here: alone, or where something is planned behind; else it may pick a line."""
    if after + 1 >= len(words):
        return at == 0
    named = at > 0 and words[at - 1].folded in _NUMBERED
    return not named and any(word.folded.startswith(_PLANS) for word in words[after + 1 : after + 1 + _SOON])


def _month_said_behind(words: Sequence[Word], at: int) -> bool:
    """Tell whether "of next month", "next month" or "of the month" stands here."""
    joined = has(words, at, "of")
    at += joined
    at += has(words, at, "which") or has(words, at, "weak_which")
    if not (joined or has(words, at - 1, "which")) or at >= len(words):
        return False
    return words[at].senses.get("unit") == "month"


def _is_time_of_day(words: Sequence[Word], after: int) -> bool:
    """Tell whether the number before `after` is an hour: "march 5 pm" is odd, "march 5:30" is a time."""
    return has(words, after, "meridiem") or (after < len(words) and words[after].folded == ":")


def _range_follows(words: Sequence[Word], after: int) -> bool:
    """Tell whether a range or a bound goes on behind a day ("15th onwards"), or nothing does."""
    return after == len(words) or any(has(words, after, kind) for kind in ("to", "and", "onwards", "or_before"))


def _hours_follow(words: Sequence[Word], at: int) -> bool:
    """Tell whether "from 2", "before 5", "at 4", "4 pm" stands here; "the 2nd from the top" is no day."""
    bound = any(has(words, at, kind) for kind in ("from", "between", "before", "after", "until", "at"))
    clock = at + 1 < len(words) and words[at].digits > 0 and _is_time_of_day(words, at + 1)
    return clock or (bound and at + 1 < len(words) and bool(words[at + 1].digits))


def _ordinal_follows(words: Sequence[Word], at: int) -> bool:
    """Tell whether "to the twelfth" stands here."""
    start = at + 1 + has(words, at + 1, "the")
    return has(words, at, "to") and start < len(words) and has(words, start, "ordinal")


def _senses(words: Sequence[Word], at: int) -> set[str]:
    return set(words[at].senses) if 0 <= at < len(words) else set()
