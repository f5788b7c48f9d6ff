"""The grammar of times of day ("5:30 pm", "quarter to five", "saadhe paanch baje"). time_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from nia.understanding.numbers import has, read_number, read_small, sense
from nia.understanding.port import Grain
from nia.understanding.time_of_day import Clock
from nia.understanding.words import Word

# After these a bare number counts things and is no hour ("at 5 lakh", "after 3 days", "by 10%").
_COUNTED = ("multiplier", "glued_multiplier", "unit", "percent", "currency", "day_number", "month", "ordinal_suffix")
_LEADS = ("at", "by", "before", "after", "since", "until", "from", "to", "between", "and", "part")
_AFTER_HOUR = (
    "follows_hour",
    "part",
    "weekday",
    "day_offset",
    "either_day",
    "which",
    "tonight",
    "post_until",
    "post_after",
)
_MINUTES_TO = (5, 10, 15, 20, 25)


@dataclass(frozen=True, slots=True)
class ReadClock:
    """A time of day and the index of the word after it."""

    clock: Clock
    after: int


def read_clock(words: Sequence[Word], at: int, *, led: bool = False, expected: bool = False) -> ReadClock | None:
    """Read a time of day. A bare number is one where what stands before it lets it (`led`), or it was asked for."""
    readers: tuple[Callable[[Sequence[Word], int], ReadClock | None], ...] = (
        _named,
        _half_past,
        _minutes_past,
        _hindi_minutes,
        _with_fraction,
        _digits,
        _military,
    )
    for reader in readers:
        found = reader(words, at)
        if found is not None:
            return _with_suffix(words, found)
    found = _hour(words, at)
    if found is None:
        return None
    marked = _with_suffix(words, found)
    if marked.after > found.after:
        return marked
    return found if _bare_hour_counts(words, at, found, led=led, expected=expected) else None


def _named(words: Sequence[Word], at: int) -> ReadClock | None:
    minutes = sense(words, at, "clock_word")
    if minutes is None:
        return None
    return ReadClock(Clock(int(minutes) // 60, int(minutes) % 60, certain=True), at + 1)


def _half_past(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "half past four", "quarter to five"."""
    past = sense(words, at, "half_past")
    to = sense(words, at, "quarter_to")
    hour = _dial_hour(words, at + 1)
    if hour is None or (past is None and to is None):
        return None
    if past is not None:
        return ReadClock(Clock(hour, int(past), Grain.MINUTE), at + 2)
    return ReadClock(_before(hour, int(to or 0)), at + 2)


def _minutes_past(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "20 past 3", "ten minutes to five", and "ten to five" after "at"; "10 to 5" else is a range."""
    minutes = read_small(words, at)
    if minutes is None or not 0 < minutes.value < 60:
        return None
    after = minutes.after
    said_minutes = has(words, after, "unit") and words[after].senses["unit"] == "minute"
    after += said_minutes
    hour = _dial_hour(words, after + 1)
    if hour is None:
        return None
    if has(words, after, "past_hour") and words[after].folded == "past":
        return ReadClock(Clock(hour, int(minutes.value), Grain.MINUTE), after + 2)
    led = has(words, at - 1, "at") and minutes.value in _MINUTES_TO and not has(words, after + 2, "meridiem")
    if has(words, after, "to_hour") and words[after].folded == "to" and (said_minutes or led):
        return ReadClock(_before(hour, int(minutes.value)), after + 2)
    return None


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


def _with_fraction(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "saadhe paanch", "paune paanch baje", "dhai baje"; "saadhe teen lakh" and "dhai ghante" are none."""
    if not (has(words, at, "fraction_before") or has(words, at, "fraction_word")):
        return None
    number = read_number(words, at)
    if number is None or number.scale > 1 or not 0 < number.value < 13 or number.value * 4 % 1:
        return None
    if any(has(words, number.after, kind) for kind in _COUNTED):
        return None
    alone = has(words, at, "fraction_before") and number.after > at + 1
    if not (alone or has(words, number.after, "oclock")):
        return None
    minutes = int(number.value * 60)
    return ReadClock(Clock(minutes // 60 or 12, minutes % 60, Grain.MINUTE), number.after)


def _digits(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "5:30", "17:00", "17:00:30", and "5.30" where something tells that it is a time."""
    hour, sign, minute = _at(words, at), _at(words, at + 1), _at(words, at + 2)
    if hour is None or sign is None or minute is None or not (sign.glued and minute.glued):
        return None
    if hour.number is None or minute.number is None or hour.digits > 2 or minute.digits != 2:
        return None
    after = at + 3
    if sign.folded == ".":
        told = has(words, after, "meridiem") or has(words, after, "oclock") or has(words, at - 1, "at")
        if not told or hour.number > 24 or minute.number > 59:
            return None
    elif sign.folded != ":":
        return None
    seconds = _at(words, after)
    if seconds is not None and seconds.folded == ":" and seconds.glued and after + 1 < len(words):
        after += 2 if words[after + 1].digits == 2 else 0
    certain = hour.number == 0 or hour.number > 12 or hour.folded.startswith("0")
    return ReadClock(Clock(hour.number, minute.number, Grain.MINUTE, certain=certain), after)


def _military(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "1730 hrs", and "at 1730"."""
    word = _at(words, at)
    if word is None or word.digits != 4 or word.number is None:
        return None
    told = has(words, at + 1, "military")
    hour, minute = divmod(word.number, 100)
    marked = has(words, at + 1, "meridiem")
    if not (told or marked or has(words, at - 1, "at")) or (not told and (hour > 24 or minute > 59)):
        return None
    return ReadClock(Clock(hour, minute, Grain.MINUTE, certain=not marked), at + (2 if told else 1))


def _hour(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read a bare hour, and "five thirty" or "5 30"."""
    word = _at(words, at)
    if word is None:
        return None
    value = sense(words, at, "cardinal")
    if value is None and (value := sense(words, at, "weak_cardinal")) is not None and word.folded in ("a", "an"):
        return None
    hour = word.number if word.digits in (1, 2) else None if value is None else int(value)
    if hour is None or hour > 24:
        return None
    minutes = _at(words, at + 1)
    if minutes is None or minutes.glued or hour > 23:
        return ReadClock(Clock(hour, certain=hour > 12 or hour == 0), at + 1)
    spoken = read_small(words, at + 1)
    if spoken is not None and 10 <= spoken.value < 60 and not any(has(words, spoken.after, k) for k in _COUNTED):
        return ReadClock(Clock(hour, int(spoken.value), Grain.MINUTE, certain=hour > 12), spoken.after)
    return ReadClock(Clock(hour, certain=hour > 12 or hour == 0), at + 1)


def _with_suffix(words: Sequence[Word], found: ReadClock) -> ReadClock:
    """Read on over "pm", "baje", "o'clock", "sharp", "-ish"."""
    clock, after = found.clock, found.after
    for _ in range(3):
        if has(words, after, "meridiem") and clock.meridiem is None:
            clock = replace(clock, meridiem=str(words[after].senses["meridiem"]), certain=False)
        elif has(words, after, "glued_meridiem") and words[after].glued and clock.meridiem is None:
            clock = replace(clock, meridiem=str(words[after].senses["glued_meridiem"]))
        elif not any(has(words, after, kind) for kind in ("oclock", "ish")) and not (
            clock.grain is Grain.MINUTE and has(words, after, "military") and words[after].folded == "hrs"
        ):
            break
        after += 1
    return ReadClock(clock, after)


def _bare_hour_counts(words: Sequence[Word], at: int, found: ReadClock, *, led: bool, expected: bool) -> bool:
    after = found.after
    if (expected and at == 0 and after == len(words)) or _part_of_day_follows(words, after):
        return True
    if not (led or expected) or any(has(words, after, kind) for kind in _COUNTED):
        return False
    following = _at(words, after)
    if following is None:
        return True
    if words[at].digits and following.glued and (following.folded in "/:.-" or following.folded.isalnum()):
        # "5/3" or "5.25" or "5x" is something else; a sentence may end in "at 5."
        return following.folded == "." and not (after + 1 < len(words) and words[after + 1].glued)
    if not any(has(words, at - 1, kind) for kind in _LEADS) and not has(words, at - 2, "at"):
        # Behind a day alone ("kal 2 leads", "friday 4 with Rahul") only what goes with an hour lets it be one.
        return not following.folded.isalnum() or any(kind in following.senses for kind in _AFTER_HOUR)
    plural = following.folded.isalpha() and following.folded.endswith("s") and len(following.folded) > 3
    return not (plural and not following.senses)


def _part_of_day_follows(words: Sequence[Word], after: int) -> bool:
    """Tell whether "at night" or "in the evening" stands here, which makes an hour of the number before it."""
    if not (has(words, after, "in") or has(words, after, "at")):
        return False
    return has(words, after + 1, "part") or (has(words, after + 1, "the") and has(words, after + 2, "part"))


def _dial_hour(words: Sequence[Word], at: int) -> int | None:
    word = _at(words, at)
    if word is None:
        return None
    value = word.number if word.digits else sense(words, at, "cardinal")
    if value is None and (value := sense(words, at, "weak_cardinal")) is not None and word.folded in ("a", "an"):
        return None
    if value is None:
        noon = sense(words, at, "clock_word")
        return 12 if noon is not None else None
    return int(value) if 1 <= value <= 12 else None


def _before(hour: int, minutes: int) -> Clock:
    return Clock(12 if hour == 1 else hour - 1, 60 - minutes, Grain.MINUTE)


def _at(words: Sequence[Word], at: int) -> Word | None:
    return words[at] if 0 <= at < len(words) else None
