"""A reminder told by a meeting holds the meeting's words and how far from its start; others stay as they are."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "meeting", "shift", "title"),
    [
        ("remind me 15 mins before the demo", "demo", "-PT15M", "demo"),
        ("remind me half an hour before the meeting with Priya", "meeting with Priya", "-PT30M", "meeting with Priya"),
        ("remind me to send the deck an hour before the Lotus call", "Lotus call", "-PT1H", "send the deck"),
        (
            "remind me 30 min ahead of the site visit to print the drawings",
            "site visit",
            "-PT30M",
            "print the drawings",
        ),
        ("remind me an hour after the demo to call Ravi", "demo", "PT1H", "call Ravi"),
        ("remind me 15 minutes before tomorrow's review to pack", "tomorrow's review", "-PT15M", "pack"),
        ("meeting se 10 minute pehle yaad dilana", "meeting", "-PT10M", "meeting"),
        ("डेमो से आधा घंटा पहले याद दिलाना", "डेमो", "-PT30M", "डेमो"),
    ],
)
def test_the_slot_holds_the_meeting_and_the_shift(said: str, meeting: str, shift: str, title: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "create_task"
    assert wish.slots["remind_at"].value == {"meeting": meeting, "shift": shift}
    assert wish.slots["title"].value == title


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("remind me tomorrow 10 mins before 5 to call Ravi", "2026-03-03T16:50:00+05:30"),
        ("remind me in 20 minutes to call Ravi", "2026-03-02T09:50:00+05:30"),
        ("remind me tomorrow before the demo to charge the laptop", "2026-03-03"),
    ],
)
def test_a_time_of_its_own_stays(said: str, value: str, read: Read) -> None:
    assert read(said).wishes[0].slots["remind_at"].value == value
