"""Times as they are said in the three languages, and that the reader of times understands what NIA says."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.port import Language
from nia.understanding.rendering import render_minutes, render_range, render_time
from nia.understanding.time_values import TimeFrame
from nia.understanding.times import find_times

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")
ZONE = "Asia/Kolkata"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ENGLISH, "tomorrow, Tue 3 March, 4:00 pm"),
        (Language.HINGLISH, "kal, Tuesday 3 March, shaam 4:00 baje"),
        (Language.HINDI, "कल, मंगलवार 3 मार्च, शाम 4:00 बजे"),
    ],
)
def test_how_people_say_it(language: Language, said: str) -> None:
    assert render_time("2026-03-03T10:30:00+00:00", language, NOW, ZONE) == said


def test_another_year_is_said() -> None:
    assert render_time("2027-03-03", Language.ENGLISH, NOW, ZONE) == "Wed 3 March 2027"


def test_a_range_within_a_day_says_the_day_once() -> None:
    said = render_range("2026-03-03T16:00+05:30", "2026-03-03T17:00+05:30", Language.ENGLISH, NOW, ZONE)
    assert said == "tomorrow, Tue 3 March, 4:00 pm to 5:00 pm"


def test_durations() -> None:
    assert render_minutes(90, Language.ENGLISH) == "1 hour 30 minutes"
    assert render_minutes(60, Language.HINGLISH) == "1 ghanta"
    assert render_minutes(0, Language.ENGLISH) == "0 minutes"


@pytest.mark.parametrize("language", list(Language))
@given(days=st.integers(0, 5000))
def test_a_date_that_was_said_reads_back(language: Language, days: int) -> None:
    day = date(2026, 3, 2) + timedelta(days=days)
    found = find_times(render_time(day, language, NOW, ZONE), TimeFrame(NOW))
    assert [time.start for time in found] == [day.isoformat()]


@pytest.mark.parametrize("language", list(Language))
@given(minutes=st.integers(0, 3_000_000))
def test_a_moment_that_was_said_reads_back(language: Language, minutes: int) -> None:
    moment = NOW + timedelta(minutes=minutes)
    found = find_times(render_time(moment, language, NOW, ZONE), TimeFrame(NOW))
    assert [(time.start, time.alternatives) for time in found] == [(moment.isoformat(), ())]


@pytest.mark.parametrize("language", list(Language))
@given(minutes=st.integers(1, 100_000))
def test_a_duration_that_was_said_reads_back(language: Language, minutes: int) -> None:
    found = find_times(render_minutes(minutes, language), TimeFrame(NOW))
    assert [time.minutes for time in found] == [minutes]
