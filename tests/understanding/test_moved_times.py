"""Where a record is moved, where it was is often said too; only where to counts."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("move the demo from thursday to friday 10:30", "2026-03-06T10:30:00+05:30"),
        ("push the kickoff from 5 pm to 6 pm", "2026-03-02T18:00:00+05:30"),
        ("push my 4 pm to 5", "2026-03-02T17:00:00+05:30"),
        ("shift the review from 3 to 4:30 tomorrow", "2026-03-03T16:30:00+05:30"),
        ("budget review ko thursday se hata ke friday 10:30 pe le jao", "2026-03-06T10:30:00+05:30"),
        ("move the 3 pm to 4:30", "2026-03-02T16:30:00+05:30"),
        ("push the 2 o'clock to 3:15", "2026-03-02T15:15:00+05:30"),
        ("demo ko monday se tuesday kar do", "2026-03-10"),
        ("demo 3 se 5 baje kar do", "2026-03-02T17:00:00+05:30"),
        ("डेमो तीन बजे से पाँच बजे कर दो", "2026-03-02T17:00:00+05:30"),
        ("meeting 5 baje se hatake 6 baje rakho", "2026-03-02T18:00:00+05:30"),
        ("डेमो को गुरुवार से शुक्रवार 11 बजे कर दो", "2026-03-06T11:00:00+05:30"),
    ],
)
def test_a_meeting_goes_where_it_is_moved_to(said: str, start: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "reschedule_meeting"
    assert wish.slots["start"].value == start
    assert "minutes" not in wish.slots


@pytest.mark.parametrize(
    "said", ["move the review to tomorrow 3 to 4", "reschedule the review to tomorrow from 3 to 4"]
)
def test_a_new_stretch_begins_where_it_begins(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["start"].value == "2026-03-03T15:00:00+05:30"


def test_a_task_is_due_on_the_later_day(read: Read) -> None:
    (wish,) = read("move the tender task from monday to wednesday").wishes
    assert wish.slots["due"].value == "2026-03-11"


@pytest.mark.parametrize(
    ("said", "meeting"),
    [("push my 4 pm to 5", "my 4 pm"), ("move the 3 pm to 4:30", "the 3 pm"), ("move my 10:30 to 12", "my 10:30")],
)
def test_a_meeting_is_told_by_its_hour(said: str, meeting: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["meeting"].value == meeting


def test_till_makes_a_new_stretch_of_two_hours(read: Read) -> None:
    (wish,) = read("demo 3 se 5 baje tak kar do").wishes
    assert wish.slots["start"].value == "2026-03-02T15:00:00+05:30"
    assert wish.slots["minutes"].value == 120


@pytest.mark.parametrize("said", ["change my 5 pm reminder to 6", "change the reminder to 6"])
def test_a_reminder_goes_to_a_bare_hour(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.tool, wish.slots["remind_at"].value) == ("update_task", "2026-03-02T18:00:00+05:30")
