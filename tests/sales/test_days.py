from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from nia.sales.days import bounds, day_of, quarter_of, shifted, start_of

INDIA = ZoneInfo("Asia/Kolkata")
BERLIN = ZoneInfo("Europe/Berlin")


def india(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=INDIA)


def test_a_day_begins_at_local_midnight():
    assert start_of(date(2026, 3, 2), INDIA) == datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
    assert day_of(datetime(2026, 3, 1, 18, 30, tzinfo=UTC), INDIA) == date(2026, 3, 2)


def test_a_date_only_end_includes_its_day():
    begin, end = bounds(date(2026, 3, 2), date(2026, 3, 2), INDIA)
    assert begin == india("2026-03-02T00:00")
    assert end == india("2026-03-03T00:00")


def test_an_instant_is_its_own_bound_and_none_is_no_bound():
    at = india("2026-03-02T15:00")
    assert bounds(at, None, INDIA) == (at, None)
    assert bounds(None, at, INDIA) == (None, at)


@pytest.mark.parametrize(
    ("day", "starts", "first", "last"),
    [
        (date(2026, 3, 2), 4, date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), 4, date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 1, 15), 2, date(2025, 11, 1), date(2026, 1, 31)),
        (date(2026, 12, 31), 1, date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_the_fiscal_quarter_of_a_day(day: date, starts: int, first: date, last: date):
    assert quarter_of(day, starts) == (first, last)


@pytest.mark.parametrize(
    ("shift", "to"),
    [
        ("-PT1H", "2026-03-03T14:00"),
        ("PT90M", "2026-03-03T16:30"),
        ("P1D", "2026-03-04T15:00"),
        ("-P1W", "2026-02-24T15:00"),
        ("+P1DT2H30M", "2026-03-04T17:30"),
        ("P1M", "2026-04-03T15:00"),
    ],
)
def test_a_shift_moves_an_instant(shift: str, to: str):
    assert shifted(india("2026-03-03T15:00"), shift, INDIA) == india(to)


def test_a_month_on_from_the_31st_is_the_last_of_a_shorter_month():
    assert shifted(india("2026-01-31T10:00"), "P1M", INDIA) == india("2026-02-28T10:00")


def test_days_keep_the_time_of_day_when_the_clocks_change():
    before = datetime(2026, 3, 28, 15, tzinfo=BERLIN)
    assert shifted(before, "P1D", BERLIN) == datetime(2026, 3, 29, 15, tzinfo=BERLIN)
    assert shifted(before, "PT24H", BERLIN) == datetime(2026, 3, 29, 16, tzinfo=BERLIN)


@pytest.mark.parametrize("shift", ["", "P", "PT", "1H", "PT1X", "P1DT", "later"])
def test_what_is_no_duration_is_refused(shift: str):
    with pytest.raises(ValueError, match="ISO 8601"):
        shifted(india("2026-03-03T15:00"), shift, INDIA)


def test_beyond_the_calendar_is_refused():
    with pytest.raises(OverflowError):
        shifted(india("2026-03-03T15:00"), "P9999Y", INDIA)
