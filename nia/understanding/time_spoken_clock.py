"""The grammar of times of day in parts ("half past four", "saadhe paanch", "paanch bajkar das"). Clocks ask it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nia.understanding.numbers import begins_number, has, read_number, read_small, sense
from nia.understanding.port import Grain
from nia.understanding.time_of_day import Clock
from nia.understanding.words import Word

# After these a bare number counts things and is no hour ("at 5 lakh", "after 3 days", "by 10%").
COUNTED = ("multiplier", "glued_multiplier", "unit", "percent", "currency", "day_number", "month", "ordinal_suffix")
_LEADS = ("at", "by", "before", "after", "until", "from", "between")
_DAYS = ("weekday", "day_offset", "either_day")
_BEHIND_HOUR = (*_DAYS, "tonight", "meridiem", "part", "oclock")
_MINUTES_TO = (5, 10, 15, 20, 25)


@dataclass(frozen=True, slots=True)
class ReadClock:
    """A time of day and the index of the word after it."""

    clock: Clock
    after: int


def read_spoken(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read a time of day that is said in parts: past and to an hour, with fractions, "bajkar"."""
    return _half_past(words, at) or _minutes_past(words, at) or _hindi_minutes(words, at) or read_fraction(words, at)


def _half_past(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "half past four", "quarter to five"."""
    past = sense(words, at, "half_past")
    to = sense(words, at, "quarter_to")
    if to is None and has(words, at, "quarter") and has(words, at + 1, "to_hour"):  # "quarter of four"
        to, at = 15, at + 1
        if any(has(words, at + 2, kind) for kind in COUNTED):
            return None
    if past is None and to is None and has(words, at, "half") and _is_british(words, at):
        past = None if any(has(words, at + 2, kind) for kind in COUNTED) else 30  # the British "at half seven"
    return _past_or_to(words, at + 1, past, to)


def _is_british(words: Sequence[Word], at: int) -> bool:
    """Tell whether "half" belongs to the hour behind it: "at half seven", "half 3 tomorrow", "half two to three"."""
    if any(has(words, at - 1, kind) for kind in _LEADS):
        return True
    if words[at].folded != "half" or begins_number(words, at - 1) or _dial_hour(words, at + 1) is None:
        return False
    if at + 2 == len(words) and (at == 0 or any(has(words, at - 1, kind) for kind in _DAYS)):
        return True  # "half five", "friday half five"
    weekday = has(words, at + 2, "on") and has(words, at + 3, "weekday")
    behind = at + 2 + (weekday or (has(words, at + 2, "in") and has(words, at + 3, "part")))
    ranged = has(words, behind, "to") and begins_number(words, behind + 1)
    return ranged or any(has(words, behind, kind) for kind in _BEHIND_HOUR)


def past_behind_and(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read the "and half past eleven" of "between ten and half past eleven"; elsewhere "and half" is a part more."""
    part = sense(words, at, "plus")
    past = has(words, at + 1, "past_hour")
    if part is not None and words[at].folded == "and half" and not any(has(words, at + 2, kind) for kind in COUNTED):
        british = _past_or_to(words, at + 1, int(part * 60), None)  # "between half ten and half eleven"
        if british is not None:
            return british
    if part is None or not (past or has(words, at + 1, "to_hour")):
        return None
    minutes = int(part * 60)
    return _past_or_to(words, at + 2, minutes if past else None, None if past else minutes)


def _minutes_past(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "20 past 3", "ten after three", "ten minutes to five", and "ten to five" after "at"; else a range."""
    minutes = read_small(words, at)
    if minutes is None or not 0 < minutes.value < 60:
        return None
    after = minutes.after
    said_minutes = has(words, after, "unit") and words[after].senses["unit"] == "minute"
    after += said_minutes
    if has(words, after, "past_hour") and words[after].folded == "past":
        return _past_or_to(words, after + 1, minutes.value, None)
    told = has(words, at - 1, "at") or (at > 0 and words[at - 1].folded in ("it's", "it is", "its"))
    if after < len(words) and words[after].folded == "after" and not said_minutes:  # "5 after 3" may count things
        spoken = minutes.value in _MINUTES_TO and (told or not words[at].digits)
        counts = not spoken or any(has(words, after + 2, kind) for kind in COUNTED)
        return None if counts else _past_or_to(words, after + 1, minutes.value, None)
    if not has(words, after, "to_hour") or words[after].folded != "to":
        return None
    led = told and not has(words, after + 2, "meridiem")
    opened = has(words, at - 1, "from") or has(words, at - 1, "between")
    morning = not opened and not words[at].digits and has(words, after + 2, "in") and has(words, after + 3, "part")
    beyond = minutes.value > 12 and not opened  # no hour is twenty, so "20 to 9" is no range
    spoken = minutes.value in _MINUTES_TO and (led or morning or beyond)
    if not (said_minutes or spoken) or any(has(words, after + 2, kind) for kind in COUNTED):
        return None
    return _past_or_to(words, after + 1, None, minutes.value)


def _past_or_to(
    words: Sequence[Word], at: int, past: int | Decimal | None, to: int | Decimal | None
) -> ReadClock | None:
    """Return the time so many minutes past or to the hour at `at`, which may be noon or midnight."""
    if past is None and to is None:
        return None
    named = sense(words, at, "clock_word")
    hour = _dial_hour(words, at)
    if named is not None:
        minutes = (int(named) + int(past or 0) - int(to or 0)) % (24 * 60)
        return ReadClock(Clock(minutes // 60, minutes % 60, Grain.MINUTE, certain=True), at + 1)
    if hour is None:
        return None
    return ReadClock(_before(hour, int(to or 0)) if past is None else Clock(hour, int(past), Grain.MINUTE), at + 1)


def _hindi_minutes(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "paanch bajkar das minute" and "paanch bajne mein das minute"."""
    hour = _dial_hour(words, at)
    past = has(words, at + 1, "past_baje")
    if hour is None or not (past or has(words, at + 1, "to_baje")):
        return None
    minutes = read_small(words, at + 2)
    value = sense(words, at + 2, "weak_cardinal") if minutes is None else minutes.value
    after = at + 3 if minutes is None else minutes.after
    if value is None or not 0 < value < 60:
        return None
    after += has(words, after, "unit")
    clock = Clock(hour, int(value), Grain.MINUTE) if past else _before(hour, int(value))
    return ReadClock(clock, after)


def read_fraction(words: Sequence[Word], at: int, *, marked: bool = True) -> ReadClock | None:
    """Read "saadhe paanch", "paune paanch baje", "dhai baje"; "saadhe teen lakh" and "dhai ghante" are none.

    Where it need not be `marked`, "dhai" alone is one too, as in "dhai se teen baje".
    """
    if not (has(words, at, "fraction_before") or has(words, at, "fraction_word")):
        return None
    number = read_number(words, at)
    if number is None or number.scale > 1 or not 0 < number.value < 13 or number.value * 4 % 1:
        return None
    if any(has(words, number.after, kind) for kind in COUNTED):
        return None
    alone = has(words, at, "fraction_before") and number.after > at + 1
    alone = alone or has(words, at - 1, "part")  # "dopahar dhai"
    if marked and not (alone or has(words, number.after, "oclock")):
        return None
    minutes = int(number.value * 60)
    return ReadClock(Clock(minutes // 60 or 12, minutes % 60, Grain.MINUTE), number.after)


def _dial_hour(words: Sequence[Word], at: int) -> int | None:
    if not 0 <= at < len(words):
        return None
    word = words[at]
    value = word.number if word.digits else sense(words, at, "cardinal")
    if value is None and (value := sense(words, at, "weak_cardinal")) is not None and word.folded in ("a", "an"):
        return None
    return int(value) if value is not None and 1 <= value <= 12 else None


def _before(hour: int, minutes: int) -> Clock:
    return Clock(12 if hour == 1 else hour - 1, 60 - minutes, Grain.MINUTE)
