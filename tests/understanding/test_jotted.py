"""A jotted to-do with a time ahead is a task; what was done, what is asked of others and what is cancelled is not."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "title", "due"),
    [
        ("call the Godrej team tomorrow at 5", "call the Godrej team", "2026-03-03T17:00:00+05:30"),
        ("phone Meera on friday", "phone Meera", "2026-03-06"),
        ("visit Zenith on friday morning", "visit Zenith", "2026-03-06T09:00:00+05:30"),
        ("drop the samples at Apex by thursday", "drop the samples at Apex", "2026-03-05"),
        ("plan a visit to Zenith on wednesday", "visit to Zenith", "2026-03-04"),
    ],
)
def test_an_errand_is_a_task(said: str, title: str, due: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.tool, wish.slots["title"].value, wish.slots["due"].value) == ("create_task", title, due)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("visited Zenith on monday", ["log_activity"]),
        ("called Ravi yesterday", ["log_activity"]),
        ("call with Ravi tomorrow at 5", ["schedule_meeting"]),
        ("drop the call with Meera on friday", ["cancel_meeting"]),
        ("call an ambulance at 5", []),
        ("call Ravi", []),
    ],
)
def test_what_is_none_stays_what_it_is(said: str, wanted: list[str], read: Read) -> None:
    assert [wish.tool for wish in read(said).wishes] == wanted
