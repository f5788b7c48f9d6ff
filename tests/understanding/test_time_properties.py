"""What holds of all times: pieces mean the same in any composition, numbers in every spelling, work is linear."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import FrameType

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.calendar_yearly import easter
from nia.understanding.port import Language
from nia.understanding.rendering import render_range, render_time
from nia.understanding.time_values import Direction, FoundTime, TimeFrame, TimeKind
from nia.understanding.times import find_times
from nia.understanding.words import LEXICON_FOLDER, Lexicon

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")
FRAME = TimeFrame(NOW)
ZONE = "Asia/Kolkata"
TODAY = date(2026, 3, 2)
LISTS = Path(__file__).parent / "time_cases"
NUMBERS = yaml.safe_load((LEXICON_FOLDER / "numbers.yaml").read_text(encoding="utf-8"))["cardinal"]
SPELLED = [(spelling, number) for number, spellings in NUMBERS.items() if number for spelling in spellings]
PHRASES = sorted(
    said.replace("[", "").replace("]", "")
    for file in LISTS.glob("*.yaml")
    for kind, expressions in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader).items()
    for said in expressions
    if kind != "none"
)
DAYS = st.integers(-300, 700).map(lambda days: TODAY + timedelta(days=days))


def only(text: str, frame: TimeFrame = FRAME) -> FoundTime:
    found = find_times(text, frame)
    assert len(found) == 1, [(time.text, time.start) for time in found]
    return found[0]


@pytest.mark.parametrize(("spelling", "number"), SPELLED)
@pytest.mark.parametrize("days", ["days", "din", "दिन"])
def test_a_number_counts_in_every_spelling_and_language(spelling: str, number: int, days: str) -> None:
    found = only(f"{spelling} {days}")
    assert (found.kind, found.minutes) == (TimeKind.DURATION, number * 24 * 60)


@given(DAYS, DAYS, st.sampled_from(["{} to {}", "from {} to {}", "{} se {} tak", "{} से {} तक", "between {} and {}"]))
def test_a_range_is_made_of_its_ends(one: date, other: date, pattern: str) -> None:
    first, last = sorted((one, other))
    found = only(pattern.format(*(f"{day.day} {day:%B} {day.year}" for day in (first, last))))
    assert (found.kind, found.start, found.end) == (TimeKind.RANGE, first.isoformat(), last.isoformat())


@given(
    DAYS,
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%d-%m-%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%y", "%Y%m%d"]),
)
def test_a_date_means_the_same_however_it_is_written(day: date, pattern: str) -> None:
    assert only(day.strftime(pattern)).start == day.isoformat()


@given(
    st.integers(1, 400),
    st.sampled_from([("in {} days", 1), ("{} days ago", -1), ("{} din baad", 1), ("{} दिन पहले", -1)]),
)
def test_a_distance_is_counted_from_today(days: int, said: tuple[str, int]) -> None:
    assert only(said[0].format(days)).start == (TODAY + timedelta(days=said[1] * days)).isoformat()


@given(DAYS, st.integers(1, 60), st.sampled_from([("{} days after {}", 1), ("{} days before {}", -1)]))
def test_a_distance_is_counted_from_its_anchor(day: date, days: int, said: tuple[str, int]) -> None:
    found = only(said[0].format(days, f"{day.day} {day:%B} {day.year}"))
    assert found.start == (day + timedelta(days=said[1] * days)).isoformat()


@given(DAYS, st.integers(0, 23), st.integers(0, 59), st.booleans())
def test_a_day_and_a_time_of_day_go_together_in_both_orders(day: date, hour: int, minute: int, day_first: bool) -> None:
    pieces = (f"{day.day} {day:%B} {day.year}", f"at {hour:02}:{minute:02}")
    found = only(" ".join(pieces if day_first else reversed(pieces)))
    if hour in (0, *range(13, 24)) or f"{hour:02}".startswith("0"):
        assert found.start == f"{day}T{hour:02}:{minute:02}:00+05:30"
    assert (found.has_day, found.has_time_of_day) == (True, True)


@pytest.mark.parametrize("language", list(Language))
@given(start=st.integers(0, 200_000), minutes=st.integers(1, 20_000))
def test_a_range_that_was_said_reads_back(language: Language, start: int, minutes: int) -> None:
    first = NOW + timedelta(minutes=start)
    last = first + timedelta(minutes=minutes)
    found = only(render_range(first, last, language, NOW, ZONE))
    assert (found.kind, found.start, found.end) == (TimeKind.RANGE, first.isoformat(), last.isoformat())


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("bound", ["by {}", "{} tak", "{} तक"])
@given(day=DAYS)
def test_a_day_that_was_said_may_be_a_deadline(language: Language, bound: str, day: date) -> None:
    found = only(bound.format(render_time(day, language, NOW, ZONE)))
    assert (found.start, found.end, found.deadline) == (None, day.isoformat(), True)


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_between_its_first_and_last_day(year: int) -> None:
    assert easter(year).weekday() == 6
    assert (3, 22) <= (easter(year).month, easter(year).day) <= (4, 25)


@given(st.lists(st.sampled_from(PHRASES), max_size=4), st.sampled_from(["", " ", ", ", " and ", " se ", " से "]))
def test_expressions_in_any_order_break_nothing(phrases: list[str], between: str) -> None:
    text = between.join(phrases)
    for looks in Direction:
        found = find_times(text, TimeFrame(NOW, looks=looks))
        assert all(text[slice(*time.span)] == time.text for time in found)
        assert all(one.span[1] <= other.span[0] for one, other in itertools.pairwise(found))
        assert all(value is None or datetime.fromisoformat(value) for time in found for value in (time.start, time.end))


def calls(run: Callable[[], object]) -> int:
    """Count the calls of Python functions, which grow as the work does and are the same on every machine."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    ["the day after ", "the week before ", "every ", "twice a ", "early ", "mahine ke pehle ", "se do din pehle ",
     "5, ", "5 and ", "do teen ", "for 3 days from ", "last week of the ", "the second monday after ", "christmas ",
     "2026 ", "2026 to ", "this time ", "week of ", "xyzzyday ", "saal ke ", "h1 of ", "the 90s "],
)  # fmt: skip
def test_work_grows_with_length_only(unit: str) -> None:
    lexicon = Lexicon.shipped()
    find_times(unit, FRAME)

    def work(times: int) -> int:
        return calls(lambda: (lexicon.read(unit * times), find_times(unit * times, FRAME)))

    assert work(200) < 5 * work(50)


def test_the_numbers_of_the_lexicon_are_whole() -> None:
    assert {number for number in NUMBERS if number <= 31} == set(range(32))
    assert all(Decimal(number) == number for number in NUMBERS)
