"""Times in Hindi and Hinglish, on Monday 2 March 2026, 09:30 in Kolkata."""

from __future__ import annotations

from datetime import datetime

import pytest

from nia.understanding.time_values import Direction, FoundTime, TimeFrame, TimeKind
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
    "kal shaam ko 5 baje": "2026-03-03T17:00",
    "kal subah 10 baje meeting rakho": "2026-03-03T10:00",
    "shaam ko saadhe paanch": "2026-03-02T17:30",
    "paune paanch": "2026-03-02T16:45",
    "parso dopahar 2 baje": "2026-03-04T14:00",
    "aaj raat 9 baje": "2026-03-02T21:00",
    "raat 12 baje": "2026-03-03T00:00",
    "kal subah 8 baje": "2026-03-03T08:00",
    "dhai baje": "2026-03-02T14:30",
    "paanch bajkar das minute": "2026-03-02T17:10",
    "paanch bajne mein das minute": "2026-03-02T16:50",
    "agle somvar ko": "2026-03-09",
    "monday ko 4 baje": "2026-03-02T16:00",
    "next week somvar": "2026-03-09",
    "agle mahine ke pehle somvar": "2026-04-06",
    "agle mahine ki 5 tareekh ko": "2026-04-05",
    "is mahine ke aakhri din": "2026-03-31",
    "15 tareekh ko": "2026-03-15",
    "do ghante baad": "2026-03-02T11:30",
    "10 minute mein": "2026-03-02T09:40",
    "do din pehle": "2026-02-28",
    "कल शाम को साढ़े पाँच बजे": "2026-03-03T17:30",
    "परसों दोपहर दो बजे": "2026-03-04T14:00",
    "अगले सोमवार को": "2026-03-09",
    "दो घंटे बाद": "2026-03-02T11:30",
    "पौने पाँच बजे": "2026-03-02T16:45",
    "15 मार्च को": "2026-03-15",
    "१५ तारीख को": "2026-03-15",
    "रविवार को शाम 6 बजे": "2026-03-08T18:00",
    "तीन दिन पहले": "2026-02-27",
}


@pytest.mark.parametrize(("text", "value"), POINTS.items())
def test_points(text: str, value: str) -> None:
    found = only(text)
    assert (found.kind, short(found.start)) == (TimeKind.POINT, value)
    assert found.has_time_of_day == ("T" in value)


@pytest.mark.parametrize(
    ("text", "ends"),
    {
        "is hafte": ("2026-03-02", "2026-03-08"),
        "agle hafte": ("2026-03-09", "2026-03-15"),
        "pichle 7 din": ("2026-02-23", "2026-03-02"),
        "mahine ke end tak": (None, "2026-03-31"),
        "shukravar tak": (None, "2026-03-06"),
        "kal se parso tak": ("2026-03-03", "2026-03-04"),
        "kal 3 se 5 baje ke beech": ("2026-03-03T15:00", "2026-03-03T17:00"),
        "3 aur 5 baje ke beech": ("2026-03-02T15:00", "2026-03-02T17:00"),
        "5 baje ke baad": ("2026-03-02T17:00", None),
        "5 baje se pehle": (None, "2026-03-02T17:00"),
        "पिछले महीने": ("2026-02-01", "2026-02-28"),
        "महीने के अंत तक": (None, "2026-03-31"),
        "सोमवार से शुक्रवार तक": ("2026-03-09", "2026-03-13"),
        "5 बजे के बाद": ("2026-03-02T17:00", None),
    }.items(),
)
def test_ranges(text: str, ends: tuple[str | None, str | None]) -> None:
    found = only(text)
    assert (found.kind, short(found.start), short(found.end)) == (TimeKind.RANGE, *ends)


@pytest.mark.parametrize(
    ("text", "minutes"),
    {"aadha ghanta": 30, "dedh ghanta": 90, "dhai ghante ke liye": 150, "sawa ghanta": 75, "डेढ़ घंटा": 90}.items(),
)  # fmt: skip
def test_durations(text: str, minutes: int) -> None:
    found = only(text)
    assert (found.kind, found.minutes) == (TimeKind.DURATION, minutes)


def test_shifts() -> None:
    assert only("meeting ek ghanta aage badha do").shift == "PT1H"
    assert only("meeting ko aadha ghanta pehle kar do").shift == "-PT30M"


def test_kal_and_parso_lie_where_one_looks() -> None:
    assert only("kal").start == "2026-03-03"
    assert only("kal", TimeFrame(NOW, looks=Direction.BACK)).start == "2026-03-01"
    assert only("parso", TimeFrame(NOW, looks=Direction.BACK)).start == "2026-02-28"


def test_kal_follows_the_tense_where_the_request_tells_nothing() -> None:
    either = TimeFrame(NOW, looks=Direction.ANY)
    assert only("kal Rahul se baat hui thi", either).start == "2026-03-01"
    assert only("kal Rahul se milna", either).start == "2026-03-03"
    assert only("kal ki meetings", either).alternatives == ("2026-03-01",)


def test_a_count_behind_a_day_is_no_hour() -> None:
    assert only("kal ek lead banai thi").text == "kal"
    assert only("kal 2 lead banao").text == "kal"
