"""A meeting that is made longer or shorter by so much is not moved; one that is pushed keeps its length."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Card
from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("extend the Lotus demo by 15 minutes", "minutes", "+15"),
        ("make the demo 30 minutes longer", "minutes", "+30"),
        ("shorten the team review by 10 minutes", "minutes", "-10"),
        ("demo 15 minute badha do", "minutes", "+15"),
        ("डेमो आधा घंटा और बढ़ा दो", "minutes", "+30"),
        ("make the demo 2 hours long", "minutes", 120),
        ("cut the review to 20 minutes", "minutes", 20),
        ("push the demo by 15 minutes", "shift", "PT15M"),
        ("push the demo by one hour more", "shift", "PT1H"),
        ("extend the demo by 2 days", "shift", "P2D"),
        ("demo ko 15 minute aage badha do", "shift", "PT15M"),
        ("डेमो आधा घंटा आगे बढ़ा दो", "shift", "PT30M"),
    ],
)
def test_how_long_or_how_much_later(said: str, slot: str, value: object, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "reschedule_meeting"
    assert {name: one.value for name, one in wish.slots.items() if name != "meeting"} == {slot: value}


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("make it 15 minutes longer", 60),
        ("make it 15 minutes shorter", 30),
        ("extend it by 30 minutes", 75),
        ("make it 15 minutes", 15),
    ],
)
def test_at_a_card_it_becomes_longer_than_it_says(said: str, minutes: int, read: Read) -> None:
    card = Card("schedule_meeting", {"attendees": ["Kavita"], "start": "2026-03-03T16:00:00+05:30", "minutes": 45})
    got = read(said, waiting=card)
    assert (got.act, {name: one.value for name, one in got.answers.items()}) == (Act.CORRECT, {"minutes": minutes})
