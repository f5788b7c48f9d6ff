from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.accounts.principal import Principal, Role
from nia.sales.availability import Busy, Span, in_hours, open_spans, starts_in

INDIA = ZoneInfo("Asia/Kolkata")
ASHA = Principal("asha", "Asha Rao", "asha@example.com", Role.SALES_REP, "west")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


def span(begin: str, end: str) -> Span:
    return Span(at(begin), at(end))


def clock(spans: list[Span]) -> list[str]:
    return [f"{one.begin.astimezone(INDIA):%d %H:%M}-{one.end.astimezone(INDIA):%H:%M}" for one in spans]


def test_meetings_back_to_back_do_not_overlap():
    assert not span("02T15:00", "02T15:30").meets(span("02T15:30", "02T16:00"))
    assert span("02T15:00", "02T15:31").meets(span("02T15:30", "02T16:00"))


@pytest.mark.parametrize(
    ("start", "within"),
    [
        ("02T09:00", True),
        ("02T19:00", True),
        ("02T08:59", False),
        ("02T19:01", False),
        ("07T12:00", True),
        ("08T12:00", False),
    ],
)
def test_working_hours_include_their_ends_and_saturday(start: str, within: bool):
    assert in_hours(ASHA, at(start)) is within


def test_the_hours_are_those_of_the_persons_own_zone():
    in_london = replace(ASHA, time_zone="Europe/London")
    assert not in_hours(in_london, at("02T09:30"))
    assert in_hours(in_london, at("02T14:30"))


def test_open_spans_leave_out_meetings_nights_and_sundays():
    busy = [Busy("asha", "m", span("07T15:00", "07T15:30"))]
    found = open_spans([ASHA], busy, span("07T00:00", "09T12:00"))
    assert clock(found) == ["07 09:00-15:00", "07 15:30-19:00", "09 09:00-12:00"]


def test_several_people_share_only_the_hours_of_all():
    early = replace(ASHA, id="vikram", working_hours=(time(7), time(15)))
    assert clock(open_spans([ASHA, early], [], span("02T00:00", "02T23:00"))) == ["02 09:00-15:00"]


def test_starts_lie_on_the_half_hour_and_leave_room_for_the_meeting():
    starts = list(starts_in([span("02T15:10", "02T17:00")], 45))
    assert starts == [at("02T15:30"), at("02T16:00")]


hours = st.integers(0, 72 * 2).map(lambda half: at("02T00:00") + half * timedelta(minutes=30))
meetings = st.lists(st.tuples(hours, st.integers(1, 600)), max_size=12)


@given(meetings, st.integers(15, 240))
def test_a_free_start_clashes_with_nothing_and_lies_within_the_hours(taken: list[tuple[datetime, int]], minutes: int):
    busy = [Busy("asha", str(n), Span.of(start, length)) for n, (start, length) in enumerate(taken)]
    for start in starts_in(open_spans([ASHA], busy, span("02T00:00", "05T00:00")), minutes):
        meeting = Span.of(start, minutes)
        assert not any(meeting.meets(one.span) for one in busy)
        assert in_hours(ASHA, meeting.begin)
        assert in_hours(ASHA, meeting.end)
