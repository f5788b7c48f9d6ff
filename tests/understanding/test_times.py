"""English times: what each expression means on Monday 2 March 2026, 09:30 in Kolkata."""

from __future__ import annotations

from datetime import datetime

import pytest

from nia.understanding.port import Grain
from nia.understanding.time_values import Direction, FoundTime, TimeFrame, TimeKind, TimeProblem
from nia.understanding.times import find_times

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")
FRAME = TimeFrame(NOW)


def only(text: str, frame: TimeFrame = FRAME) -> FoundTime:
    found = find_times(text, frame)
    assert len(found) == 1, [(time.text, time.start) for time in found]
    return found[0]


def short(value: str | None) -> str | None:
    return None if value is None else value.removesuffix(":00+05:30")


POINTS = {
    # A bare hour takes the one reading within working hours, their ends included.
    "call Ravi at 5": "2026-03-02T17:00",
    "at 7": "2026-03-02T19:00",
    "tomorrow at 9": "2026-03-03T09:00",
    "at 12": "2026-03-02T12:00",
    "tomorrow at 5pm": "2026-03-03T17:00",
    "at 5:30": "2026-03-02T17:30",
    "at 17:00": "2026-03-02T17:00",
    "5.30 pm": "2026-03-02T17:30",
    "half past four": "2026-03-02T16:30",
    "quarter to five": "2026-03-02T16:45",
    "ten past four": "2026-03-02T16:10",
    "at ten to five": "2026-03-02T16:50",
    "20 minutes to 6": "2026-03-02T17:40",
    "noon": "2026-03-02T12:00",
    "midnight": "2026-03-03T00:00",
    "4ish": "2026-03-02T16:00",
    "at 1730 hrs": "2026-03-02T17:30",
    "five thirty pm": "2026-03-02T17:30",
    "at five thirty": "2026-03-02T17:30",
    "seven o'clock in the morning tomorrow": "2026-03-03T07:00",
    "tonight at 8": "2026-03-02T20:00",
    "12 at night": "2026-03-03T00:00",
    "12 am tomorrow": "2026-03-03T00:00",
    "2 in the afternoon": "2026-03-02T14:00",
    "friday 4": "2026-03-06T16:00",
    "5 in the evening on friday": "2026-03-06T17:00",
    "3 p.m. on thursday": "2026-03-05T15:00",
    "first thing tomorrow": "2026-03-03T09:00",
    # A time of day that has gone by is tomorrow's.
    "at 9": "2026-03-03T09:00",
    # Relative to now.
    "in 2 hours": "2026-03-02T11:30",
    "in half an hour": "2026-03-02T10:00",
    "in an hour and a half": "2026-03-02T11:00",
    "3 hours before 5 pm": "2026-03-02T14:00",
    "two days from now": "2026-03-04",
    "in 2 days at 5 pm": "2026-03-04T17:00",
    "3 days ago": "2026-02-27",
    "a week from tomorrow": "2026-03-10",
    "2 weeks after friday": "2026-03-20",
    "2 days before 15 march": "2026-03-13",
    "a month ago": "2026-02-02",
    "in 3 working days": "2026-03-05",
    # Days.
    "today": "2026-03-02",
    "tomorrow": "2026-03-03",
    "yesterday": "2026-03-01",
    "day after tomorrow at 4": "2026-03-04T16:00",
    "the day before yesterday": "2026-02-28",
    # A weekday is the next such day; today only where the time is still ahead.
    "monday": "2026-03-09",
    "monday at 5": "2026-03-02T17:00",
    "monday at 9": "2026-03-09T09:00",
    "friday": "2026-03-06",
    "this friday at noon": "2026-03-06T12:00",
    "this coming friday": "2026-03-06",
    "next friday": "2026-03-13",
    "friday next week": "2026-03-13",
    "next monday": "2026-03-09",
    "monday after next": "2026-03-16",
    "last friday": "2026-02-27",
    "wed 11am": "2026-03-04T11:00",
    "friday the 13th": "2026-03-13",
    "tuesday 3 march": "2026-03-03",
    # Dates in every common order; figures are day first, as in India.
    "5/3/2026": "2026-03-05",
    "12/25/2026": "2026-12-25",
    "2026-03-05": "2026-03-05",
    "2026-03-05T17:15": "2026-03-05T17:15",
    "on 5 March": "2026-03-05",
    "March 5th": "2026-03-05",
    "March 5th, 2027": "2027-03-05",
    "5th of march 2026": "2026-03-05",
    "5-Mar-26": "2026-03-05",
    "twenty fifth of december": "2026-12-25",
    "on the 15th": "2026-03-15",
    "on the 15th of next month at 3": "2026-04-15T15:00",
    "1 march": "2027-03-01",
    "29 feb 2028": "2028-02-29",
    # Parts of longer stretches.
    "end of month": "2026-03-31",
    "start of next week": "2026-03-09",
    "first monday of next month": "2026-04-06",
    "last day of this month": "2026-03-31",
    "3rd of next month": "2026-04-03",
    "move it to 5": "2026-03-02T17:00",
    "a week from today": "2026-03-09",
    "last working day of march": "2026-03-31",
    "the last friday of march": "2026-03-27",
}


@pytest.mark.parametrize(("text", "value"), POINTS.items())
def test_points(text: str, value: str) -> None:
    found = only(text)
    assert (found.kind, short(found.start), short(found.end)) == (TimeKind.POINT, value, value)
    assert found.has_time_of_day == ("T" in value)
    assert found.problem is None
    assert found.alternatives == ()


RANGES = {
    "this week": ("2026-03-02", "2026-03-08"),
    "next week": ("2026-03-09", "2026-03-15"),
    "next month": ("2026-04-01", "2026-04-30"),
    "last month": ("2026-02-01", "2026-02-28"),
    "this year": ("2026-01-01", "2026-12-31"),
    "this weekend": ("2026-03-07", "2026-03-08"),
    "this quarter": ("2026-01-01", "2026-03-31"),
    "next quarter": ("2026-04-01", "2026-06-30"),
    "FY26": ("2025-04-01", "2026-03-31"),
    "Q2 2026": ("2026-07-01", "2026-09-30"),
    "in march": ("2026-03-01", "2026-03-31"),
    "march 2027": ("2027-03-01", "2027-03-31"),
    "in 2027": ("2027-01-01", "2027-12-31"),
    "last 7 days": ("2026-02-23", "2026-03-02"),
    "in the last 2 hours": ("2026-03-02T07:30", "2026-03-02T09:30"),
    "rest of the week": ("2026-03-02", "2026-03-08"),
    "this month so far": ("2026-03-01", "2026-03-02"),
    "last week of march": ("2026-03-23", "2026-03-29"),
    "from monday to wednesday": ("2026-03-09", "2026-03-11"),
    "mon-fri": ("2026-03-09", "2026-03-13"),
    "5 to 10 march": ("2026-03-05", "2026-03-10"),
    "june 5-10": ("2026-06-05", "2026-06-10"),
    "from 5 march till 10 march": ("2026-03-05", "2026-03-10"),
    "between 3 and 5 pm tomorrow": ("2026-03-03T15:00", "2026-03-03T17:00"),
    "tomorrow from 4 to 4:30": ("2026-03-03T16:00", "2026-03-03T16:30"),
    "10-12 on friday": ("2026-03-06T10:00", "2026-03-06T12:00"),
    "tomorrow 4-5pm": ("2026-03-03T16:00", "2026-03-03T17:00"),
    "tomorrow from 9 to 5": ("2026-03-03T09:00", "2026-03-03T17:00"),
    "11 to 1 tomorrow": ("2026-03-03T11:00", "2026-03-03T13:00"),
    "10 pm to 2 am": ("2026-03-02T22:00", "2026-03-03T02:00"),
    "from 3 pm tomorrow to 5 pm on friday": ("2026-03-03T15:00", "2026-03-06T17:00"),
    "since monday": ("2026-02-23", None),
    "until friday": (None, "2026-03-06"),
    "by friday": (None, "2026-03-06"),
    "before friday": (None, "2026-03-05"),
    "by end of next week": (None, "2026-03-15"),
    "by eod": (None, "2026-03-02T19:00"),
    "within 3 days": ("2026-03-02", "2026-03-05"),
    "after 4": ("2026-03-02T16:00", None),
    "after 5 march": ("2026-03-06", None),
    "from next monday": ("2026-03-09", None),
    "after lunch": ("2026-03-02T14:00", None),
    "from last week": ("2026-02-23", "2026-03-01"),
    "from the last 7 days": ("2026-02-23", "2026-03-02"),
    "starting next month": ("2026-04-01", None),
    "from tomorrow onwards": ("2026-03-03", None),
    "between 1st and 15th march": ("2026-03-01", "2026-03-15"),
    "dec 25 to jan 5": ("2026-12-25", "2027-01-05"),
    "first half of march": ("2026-03-01", "2026-03-15"),
    "the week of 9 march": ("2026-03-09", "2026-03-15"),
    "sat-sun": ("2026-03-07", "2026-03-08"),
    "second quarter of 2026": ("2026-07-01", "2026-09-30"),
}


@pytest.mark.parametrize(("text", "ends"), RANGES.items())
def test_ranges(text: str, ends: tuple[str | None, str | None]) -> None:
    found = only(text)
    assert (found.kind, short(found.start), short(found.end)) == (TimeKind.RANGE, *ends)


@pytest.mark.parametrize(
    ("text", "minutes"),
    {
        "for 45 minutes": 45,
        "an hour and a half": 90,
        "half an hour": 30,
        "two and a half hours": 150,
        "1h30m": 90,
        "1 hour 30 minutes": 90,
        "2.5 hours": 150,
        "30-minute call": 30,
        "quarter of an hour": 15,
        "3 days": 4320,
    }.items(),
)
def test_durations(text: str, minutes: int) -> None:
    found = only(text)
    assert (found.kind, found.minutes) == (TimeKind.DURATION, minutes)


@pytest.mark.parametrize(
    ("text", "shift"),
    {
        "prepone the demo by an hour": "-PT1H",
        "push it by 30 minutes": "PT30M",
        "half an hour later": "PT30M",
        "a day earlier": "-P1D",
        "bring it forward by 30 mins": "-PT30M",
        "push back the demo with Rahul by 2 hours": "PT2H",
    }.items(),
)
def test_shifts(text: str, shift: str) -> None:
    found = only(text)
    assert (found.kind, found.shift) == (TimeKind.SHIFT, shift)


def test_an_hour_with_no_reading_in_working_hours_is_asked_about() -> None:
    found = only("tomorrow at 8")
    assert [short(value) for value in (found.start, *found.alternatives)] == ["2026-03-03T08:00", "2026-03-03T20:00"]


def test_an_hour_with_two_readings_in_working_hours_is_asked_about() -> None:
    found = only("tomorrow at 8", TimeFrame(NOW, working_hours=("08:00", "20:00")))
    assert len(found.alternatives) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    {
        "31 february": TimeProblem.NO_SUCH_DATE,
        "32 march": TimeProblem.NO_SUCH_DATE,
        "2026-02-30": TimeProblem.NO_SUCH_DATE,
        "29 feb 2027": TimeProblem.NO_SUCH_DATE,
        "at 25:61": TimeProblem.NO_SUCH_TIME,
        "friday 3 march": TimeProblem.CONTRADICTION,
        "tomorrow 5 march": TimeProblem.CONTRADICTION,
        "5 am in the evening": TimeProblem.CONTRADICTION,
    }.items(),
)
def test_what_cannot_be_is_a_problem_and_no_guess(text: str, problem: TimeProblem) -> None:
    found = only(text)
    assert (found.problem, found.start) == (problem, None)


@pytest.mark.parametrize(
    "text",
    ["the second one", "5 leads", "top 10 leads", "may i come", "by 10%", "after 5 leads", "worth 5 lakh",
     "98200 12345", "mark it won", "sat down with him", "24/7", "monday.com", ""],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, FRAME) == ()


def test_logging_looks_back() -> None:
    back = TimeFrame(NOW, looks=Direction.BACK)
    assert only("friday", back).start == "2026-02-27"
    assert only("monday", back).start == "2026-02-23"
    assert only("on the 15th", back).start == "2026-02-15"
    assert only("in april", back).start == "2025-04-01"
    assert short(only("at 5", back).start) == "2026-03-01T17:00"


def test_verbs_tell_the_direction_where_the_request_does_not() -> None:
    either = TimeFrame(NOW, looks=Direction.ANY)
    assert only("leads that i met on friday", either).start == "2026-02-27"
    assert only("meetings on friday", either).start == "2026-03-06"


def test_quarters_follow_the_fiscal_year() -> None:
    assert only("this quarter", TimeFrame(NOW, fiscal_year_starts=1)).start == "2026-01-01"
    assert only("this quarter", TimeFrame(NOW, fiscal_year_starts=2)).start == "2026-02-01"
    assert only("Q1", TimeFrame(NOW, looks=Direction.ANY)).start == "2025-04-01"
    assert only("this year", TimeFrame(NOW, fiscal=True)).start == "2025-04-01"


def test_a_bare_answer_is_an_hour_or_a_day_when_that_was_asked() -> None:
    assert find_times("5", FRAME) == ()
    assert short(only("5", TimeFrame(NOW, expects=Grain.HOUR)).start) == "2026-03-02T17:00"
    assert only("15th", TimeFrame(NOW, expects=Grain.DAY)).start == "2026-03-15"


def test_a_time_of_day_refers_to_the_record_spoken_of() -> None:
    frame = TimeFrame(NOW, reference=datetime.fromisoformat("2026-03-05T15:00:00+05:30"))
    assert short(only("at 5", frame).start) == "2026-03-05T17:00"
    assert short(only("friday same time", frame).start) == "2026-03-06T15:00"
    assert short(only("next week same time", frame).start) == "2026-03-12T15:00"
    assert only("friday same time").has_time_of_day is False


def test_grain_and_what_was_said_are_kept() -> None:
    assert only("tomorrow").grain is Grain.DAY
    assert only("tomorrow at 5").grain is Grain.HOUR
    assert only("tomorrow at 5:15").grain is Grain.MINUTE
    evening = only("tomorrow evening")
    assert (evening.grain, evening.has_time_of_day, short(evening.start)) == (
        Grain.PART_OF_DAY,
        False,
        "2026-03-03T17:00",
    )
    assert only("at 5").has_day is False
    assert only("by friday").value == "2026-03-06"


def test_spans_cover_the_little_words_of_the_time() -> None:
    text = "remind me to call Ravi on friday at 5 about the quote"
    found = only(text)
    assert text[slice(*found.span)] == found.text == "on friday at 5"


def test_several_times_are_found_in_order() -> None:
    found = find_times("tomorrow or friday for 30 minutes", FRAME)
    assert [(time.kind, time.start) for time in found] == [
        (TimeKind.POINT, "2026-03-03"),
        (TimeKind.POINT, "2026-03-06"),
        (TimeKind.DURATION, None),
    ]


def test_the_users_zone_counts() -> None:
    found = only("tomorrow at 5", TimeFrame(NOW, time_zone="America/New_York"))
    assert found.start == "2026-03-02T17:00:00-05:00"
