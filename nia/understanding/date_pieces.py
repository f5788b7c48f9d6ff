"""The pieces of dates in words: a day's number, a month, the year behind it. date_grammar.py puts them together."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.numbers import has, read_small, sense
from nia.understanding.time_numeric_dates import SEPARATORS
from nia.understanding.time_years import full_year, short_year, year_number
from nia.understanding.words import Word

# Behind a word they make a time of it that may be another ("may tak").
POSTPOSITIONS = ("post_until", "post_from", "post_before", "post_after", "post_between", "after_word")
AFTER_ORDINAL = (
    "oclock",
    "at",
    "to",
    "comma",
    "and",
    "in",
    "after_word",
    "post_until",
    "post_from",
    "part",
    "by",
    "of",
    "frequency",
    "every",
    "rather",
    "onwards",
    "or_before",
    "post_before",
    "post_after",
)


def month_at(words: Sequence[Word], at: int) -> int | None:
    """Return the month that the word at `at` names, also where it is an ordinary word as well."""
    found = sense(words, at, "month")
    if found is None:
        found = sense(words, at, "weak_month")
    return None if found is None else int(found)


def day_number(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """Read a day's number: "5", "5th", "fifth", "twenty first"; numbers of more than two digits are none."""
    if at >= len(words) or words[at].digits > 2:
        return None, at
    ordinal = sense(words, at, "ordinal")
    if ordinal is not None:
        return int(ordinal), at + 1
    small = read_small(words, at)
    weak = sense(words, at, "weak_cardinal") if small is None and month_at(words, at + 1) is not None else None
    if weak is not None and words[at].folded not in ("a", "an"):  # "teen march"
        return int(weak), at + 1
    if small is None:
        return None, at
    after = small.after
    if after < len(words) and words[after].folded == "-" and not words[at].digits:
        after += has(words, after + 1, "ordinal")  # "twenty-first"
    ones = sense(words, after, "ordinal")
    if small.value in (20, 30) and not words[at].digits and ones is not None and ones < 10:
        return int(small.value + ones), after + 1
    if has(words, after, "ordinal_suffix") and words[after].glued:
        after += 1
    return int(small.value), after


def year_of_date(
    words: Sequence[Word], at: int, *, joined: bool = False, dated: bool = False
) -> tuple[int | None, int]:
    """Read the year after a month: "2026", ", 2026", "'26", "-26" where the day is `joined` to it, "5 mar 26"."""
    start = at + 1 if has(words, at, "comma") or has(words, at, "of") else at
    if start >= len(words):
        return None, at
    short, after = short_year(words, start)
    if short is not None:
        return short, after
    if joined and words[start].folded in SEPARATORS and start + 1 < len(words):
        if words[start + 1].digits in (2, 4) and words[start + 1].glued:
            return full_year(words[start + 1].number or 0, words[start + 1].digits), start + 2
        return None, at
    year, after = year_number(words, start)
    if year is not None:
        return year, after
    if dated and start == at and words[at].digits == 2 and _is_short_year(words, at):
        return full_year(words[at].number or 0, 2), at + 1
    return None, at


def _is_short_year(words: Sequence[Word], at: int) -> bool:
    """Tell whether "26" behind "5 mar" is a year: beyond any day's hours and minutes, and nothing that is counted."""
    if not 24 < (words[at].number or 0) < 50:
        return False
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None:
        return True
    known = any(kind in following.senses for kind in AFTER_ORDINAL) or not following.folded[:1].isalnum()
    return known and following.folded != ":" and not following.glued


def over_separator(words: Sequence[Word], at: int) -> int:
    """Step over the "-" or "/" of "5-mar-26"."""
    return at + 1 if at < len(words) and words[at].folded in SEPARATORS and words[at].glued else at
