"""The grammar of times of day ("5:30 pm", "quarter to five", "saadhe paanch baje"). time_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nia.understanding.durations import read_clocked
from nia.understanding.numbers import Number, begins_number, has, is_plain, read_number, read_small, sense
from nia.understanding.port import Grain
from nia.understanding.time_bare_hours import LEADS, bare_hour_counts, part_of_day_follows
from nia.understanding.time_of_day import Clock
from nia.understanding.time_spoken_clock import COUNTED, ReadClock, read_spoken
from nia.understanding.words import Word

_LONGEST_H = 4
_BOUNDS = ("by", "before", "after", "since", "until", "from", "between")
_DAYTIME = ("din", "दिन")
_CLOCKS = frozenset({"clock_word", "half_past", "quarter_to", "quarter", "fraction_before", "fraction_word"})


def read_clock(words: Sequence[Word], at: int, *, led: bool = False, expected: bool = False) -> ReadClock | None:
    """Read a time of day. A bare number is one where what stands before it lets it (`led`), or it was asked for."""
    if words[at].folded in _DAYTIME:
        return _by_day(words, at)
    if not begins_number(words, at) and _CLOCKS.isdisjoint(words[at].senses):
        return None
    readers: tuple[Callable[[Sequence[Word], int], ReadClock | None], ...] = (
        _named,
        read_spoken,
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
    return found if bare_hour_counts(words, at, found, led=led, expected=expected) else None


def _by_day(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "din ke 2 baje", "दिन में 11 बजे"."""
    if not (has(words, at + 1, "of") or has(words, at + 1, "from_now")) or not begins_number(words, at + 2):
        return None
    found = read_clock(words, at + 2, led=True)
    if found is None or not any(has(words, found.after + step, "oclock") for step in (-1, 1, 2)):  # "2 se 4 baje"
        return None
    return found


def _named(words: Sequence[Word], at: int) -> ReadClock | None:
    minutes = sense(words, at, "clock_word")
    if minutes is None:
        return None
    return ReadClock(Clock(int(minutes) // 60, int(minutes) % 60, certain=True), at + 1)


def _digits(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "5:30", "17:00", "17:00:30", and "5.30" where something tells that it is a time."""
    hour, sign, minute = _at(words, at), _at(words, at + 1), _at(words, at + 2)
    if hour is None or sign is None:
        return None
    if sign.folded == "h" and sign.glued:
        return _french(words, at, hour, minute)
    marked = has(words, at + 3, "meridiem") or has(words, at + 3, "oclock")  # a transcript's "5 : 30 pm"
    if minute is None or not ((sign.glued and minute.glued) or (sign.folded == ":" and marked)):
        return None
    if hour.number is None or minute.number is None or hour.digits > 2 or minute.digits != 2:
        return None
    after = at + 3
    if sign.folded == ".":
        told = has(words, after, "meridiem") or has(words, after, "oclock") or has(words, at - 1, "at")
        told = told or _dotted_range(words, after) or part_of_day_follows(words, after) or _is_beside_day(words, at)
        if not told or hour.number > 24 or minute.number > 59:
            return None
    elif sign.folded != ":":
        return None
    seconds = _at(words, after)
    if seconds is not None and seconds.folded == ":" and seconds.glued and after + 1 < len(words):
        after += 2 if words[after + 1].digits == 2 else 0
    if read_clocked(words, at) is not None and not any(has(words, at - 1, kind) for kind in LEADS):
        return None
    certain = hour.number == 0 or hour.number > 12 or hour.folded.startswith("0")
    return ReadClock(Clock(hour.number, minute.number, Grain.MINUTE, certain=certain), after)


def _dotted_range(words: Sequence[Word], at: int) -> bool:
    """Tell whether "to 4.30 pm" stands here, which makes a time of day of the "3.30" before it."""
    dotted = _at(words, at + 2)
    if not has(words, at, "to") or dotted is None or dotted.folded != ".":
        return False
    return has(words, at + 4, "meridiem") or has(words, at + 4, "oclock")


def _is_beside_day(words: Sequence[Word], at: int) -> bool:
    """Tell whether a day stands beside "4.30", or beside the range that it ends ("2.30-3.30 on thursday")."""
    joined = has(words, at - 1, "to") or has(words, at - 1, "and")
    ends = joined and at > 3 and words[at - 3].folded == "." and words[at - 4].digits > 0
    return _day_tells(words, at) or (ends and _day_tells(words, at - 4))


def _day_tells(words: Sequence[Word], at: int) -> bool:
    """Tell whether "friday 4.30", "by 4.30 tomorrow" or "2.30 to 3.30 on thursday" begins here: no price is so said."""
    if (words[at + 2].number or 0) % 5:
        return False
    end = at + 3
    if _is_day(words, at - 1):
        counted = any(has(words, end, kind) for kind in COUNTED)
        return not (counted or (end < len(words) and is_plain(words[end])))
    ranged = (has(words, end, "to") or has(words, end, "and")) and end + 1 < len(words) and words[end + 1].digits > 0
    if ranged:
        dotted = end + 3 < len(words) and words[end + 2].folded == "." and words[end + 3].glued
        end += 4 if dotted else 2
    led = ranged or at == 0 or any(has(words, at - 1, kind) for kind in _BOUNDS)
    return led and _is_day(words, end + has(words, end, "on"))


def _is_day(words: Sequence[Word], at: int) -> bool:
    return any(has(words, at, kind) for kind in ("weekday", "day_offset", "either_day", "tonight"))


def _french(words: Sequence[Word], at: int, hour: Word, minute: Word | None) -> ReadClock | None:
    """Read "17h30", and "17h" where "at" stands before; "2h 30m" lasts."""
    if hour.number is None or hour.digits > 2:
        return None
    before = at - 1 - has(words, at - 1, "comma")
    small = hour.digits == 1 and hour.number <= _LONGEST_H
    if small and not any(has(words, before, kind) for kind in (*LEADS, "weekday", "day_offset", "either_day", "month")):
        return None  # "1h30" lasts
    if minute is not None and minute.glued and minute.digits == 2 and not has(words, at + 3, "glued_unit"):
        return ReadClock(Clock(hour.number, minute.number or 0, Grain.MINUTE, certain=True), at + 3)
    led = any(has(words, at - 1, kind) for kind in LEADS)
    return ReadClock(Clock(hour.number, certain=True), at + 2) if led else None


def _military(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read "1730 hrs", "at 1730" and "730pm"."""
    word = _at(words, at)
    if word is not None and not word.digits:
        return _spoken_military(words, at, led=any(has(words, at - 1, kind) for kind in LEADS))
    marked = has(words, at + 1, "meridiem")
    if word is None or word.number is None or not (word.digits == 4 or (word.digits == 3 and marked)):
        return None
    told = has(words, at + 1, "military")
    hour, minute = divmod(word.number, 100)
    led = has(words, at - 1, "at") or (
        not 1900 <= word.number < 2200 and any(has(words, at - 1, k) for k in LEADS[1:9])
    )
    led = led or _is_military_range(words, at) or _is_military_of_day(words, at)
    if not (told or marked or led) or (not told and (hour > 24 or minute > 59)):
        return None
    return ReadClock(Clock(hour, minute, Grain.MINUTE, certain=not marked), at + (2 if told else 1))


def _is_military_of_day(words: Sequence[Word], at: int) -> bool:
    """Tell whether the "1130" of "tomorrow 1130" stands here, and nothing behind it that it counts."""
    if not _is_day(words, at - 1) or (words[at].number or 0) % 5:
        return False
    behind = _at(words, at + 1)
    of = behind is not None and behind.folded in ("ka", "ki", "ke", "का", "की", "के")  # "today 1500 ka order"
    counts = any(has(words, at + 1, kind) for kind in COUNTED)
    return behind is None or not (of or counts or is_plain(behind) or behind.digits)


def _is_military_range(words: Sequence[Word], at: int) -> bool:
    """Tell whether "1400-1530" or "1400 to 1500 hrs" begins here; "1200-1500" alone may count things, or years."""
    sign, end = _at(words, at + 1), _at(words, at + 2)
    if sign is None or end is None or not (has(words, at + 1, "to") and end.digits == 4):
        return False
    glued, said = sign.glued and end.glued, has(words, at + 3, "military")
    if not (glued or (said and words[at + 3].folded == "hrs")):  # "takes 1400 to 1500 hours"
        return False
    ends = (divmod(words[at].number or 0, 100), divmod(end.number or 0, 100))
    clocks = all(hour < 24 and minute < 60 and minute % 5 == 0 for hour, minute in ends)
    return clocks and (said or any(minute for _, minute in ends))


def _spoken_military(words: Sequence[Word], at: int, *, led: bool) -> ReadClock | None:
    """Read "nineteen hundred hours" where "at" stands before or a day behind; without them, that may be a duration."""
    number = read_number(words, at)
    if number is None or number.scale != 100:
        return None
    said = has(words, number.after, "military")
    day = number.after + said + has(words, number.after + said, "on")
    dated = any(has(words, day, kind) for kind in ("weekday", "day_offset", "either_day"))
    if not (dated or (led and said)):
        return None
    hour, minute = divmod(int(number.value), 100)
    clock = Clock(hour, minute, Grain.MINUTE, certain=True)
    return ReadClock(clock, number.after + said) if hour <= 24 and minute < 60 else None


def _hour(words: Sequence[Word], at: int) -> ReadClock | None:
    """Read a bare hour, and "five thirty" or "5 30"."""
    word = _at(words, at)
    if word is None:
        return None
    value = sense(words, at, "cardinal")
    if value is None and (value := sense(words, at, "weak_cardinal")) is not None and word.folded in ("a", "an"):
        return None
    hour = word.number if word.digits in (1, 2) else None if value is None else int(value)
    if hour is None or (hour > 24 and not has(words, at + 1, "oclock")):  # "25 baje" is a slip to tell
        return None
    minutes = _at(words, at + 1)
    hyphen = minutes is not None and minutes.folded == "-" and not word.digits and has(words, at + 2, "cardinal")
    if minutes is not None and hyphen and hour <= 12:  # "seven-thirty"
        spelled = read_small(words, at + 2)
        if spelled is not None and 10 <= spelled.value < 60 and not any(has(words, spelled.after, k) for k in COUNTED):
            return ReadClock(Clock(hour, int(spelled.value), Grain.MINUTE), spelled.after)
    if minutes is None or minutes.glued or hour > 23:
        return ReadClock(Clock(hour, certain=hour > 12 or hour == 0), at + 1)
    spoken = _oh_minutes(words, at + 1) or read_small(words, at + 1)
    told = spoken is not None and (spoken.value >= 10 or spoken.after > at + 2)
    if spoken is not None and told and spoken.value < 60 and not any(has(words, spoken.after, k) for k in COUNTED):
        return ReadClock(Clock(hour, int(spoken.value), Grain.MINUTE, certain=hour > 12), spoken.after)
    return ReadClock(Clock(hour, certain=hour > 12 or hour == 0), at + 1)


def _oh_minutes(words: Sequence[Word], at: int) -> Number | None:
    """Read the "oh five" of "three oh five"."""
    ones = read_small(words, at + 1) if has(words, at, "oh") else None
    return ones if ones is not None and 0 < ones.value < 10 else None


def _with_suffix(words: Sequence[Word], found: ReadClock) -> ReadClock:
    """Read on over "pm", "baje", "o'clock", "sharp", "-ish"."""
    clock, after = found.clock, found.after
    for _ in range(3):
        if has(words, after, "meridiem") and clock.meridiem is None:
            clock = replace(clock, meridiem=str(words[after].senses["meridiem"]), certain=False)
        elif has(words, after, "glued_meridiem") and words[after].glued and clock.meridiem is None:
            clock = replace(clock, meridiem=str(words[after].senses["glued_meridiem"]))
        elif clock.zone is None and (zone := _zone(words, after, clock)) is not None:
            clock, after = replace(clock, zone=zone[0]), zone[1] - 1
        elif not any(has(words, after, kind) for kind in ("oclock", "ish")) and not (
            clock.grain is Grain.MINUTE
            and has(words, after, "military")
            and words[after].folded in ("hrs", "h", "hours")
        ):
            break
        after += 1
    return ReadClock(clock, after)


def _zone(words: Sequence[Word], at: int, clock: Clock) -> tuple[int, int] | None:
    """Read "GMT", or the "+05:30" of "17:00+05:30", behind a time that is told exactly."""
    if clock.meridiem is None and clock.grain is not Grain.MINUTE:
        return None
    named = sense(words, at, "zone")
    if named is not None:
        return int(named), at + 1
    bracketed = sense(words, at + 1, "zone") if at + 2 < len(words) and words[at].folded == "(" else None
    if bracketed is not None and words[at + 2].folded == ")":
        return int(bracketed), at + 3
    sign, hours, colon, minutes = (_at(words, at + step) for step in range(4))
    if sign is None or hours is None or colon is None or minutes is None or sign.folded != "+":
        return None
    if not (sign.glued and hours.glued and hours.digits == 2 and colon.folded == ":" and minutes.digits == 2):
        return None
    return (hours.number or 0) * 60 + (minutes.number or 0), at + 4  # a "-" would rather begin a range's end


def _at(words: Sequence[Word], at: int) -> Word | None:
    return words[at] if 0 <= at < len(words) else None
