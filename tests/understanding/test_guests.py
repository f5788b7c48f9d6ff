"""Who joins and who leaves the people of a card, in three languages, alone or beside another change."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Card
from tests.understanding.conftest import Read

RAHUL = {"name": "Rahul Verma", "email": "rahul@techcorp.example", "kind": "lead", "id": "1"}
VIKRAM = {"name": "Vikram Shah", "email": "vikram@example.com", "kind": "user", "id": "2"}
CARD = Card("schedule_meeting", {"attendees": [RAHUL, VIKRAM], "start": "2026-03-03T16:00:00+05:30", "minutes": 30})


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("also invite Neha Gupta", "Neha Gupta"),
        ("add Neha too", "Neha"),
        ("please add Neha to the meeting", "Neha"),
        ("include neha@lotus.example as well", "neha@lotus.example"),
        ("Neha ko bhi bulao", "Neha"),
        ("Neha ko bhi add kar do", "Neha"),
        ("aur Neha ko bhi jod do", "Neha"),
        ("नेहा को भी बुलाओ", "नेहा"),
        ("नेहा को भी जोड़ दो", "नेहा"),
    ],
)
def test_somebody_joins(said: str, who: str, read: Read) -> None:
    found = read(said, waiting=CARD)
    assert (found.act, found.wishes) == (Act.CORRECT, ())
    assert {name: one.value for name, one in found.answers.items()} == {"attendees": [RAHUL, VIKRAM, who]}


@pytest.mark.parametrize(
    "said",
    [
        "without Vikram",
        "drop Vikram",
        "remove Vikram Shah from the meeting",
        "leave out Vikram please",
        "Vikram ko hata do",
        "Vikram ke bina",
        "विक्रम को हटा दो".replace("विक्रम", "Vikram"),
    ],
)
def test_somebody_leaves(said: str, read: Read) -> None:
    found = read(said, waiting=CARD)
    assert (found.act, found.wishes) == (Act.CORRECT, ())
    assert {name: one.value for name, one in found.answers.items()} == {"attendees": [RAHUL]}


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        (
            "make it an hour and a half and also invite Neha",
            {"attendees": [RAHUL, VIKRAM, "Neha"], "minutes": 90},
        ),
        ("invite Neha and make it an hour", {"attendees": [RAHUL, VIKRAM, "Neha"], "minutes": 60}),
        ("drop Vikram and add Neha and Omkar", {"attendees": [RAHUL, "Neha", "Omkar"]}),
        ("without Vikram, at 5 pm", {"attendees": [RAHUL], "start": "2026-03-03T17:00:00+05:30"}),
        ("Neha ko bhi bulao aur ek ghante ka karo", {"attendees": [RAHUL, VIKRAM, "Neha"], "minutes": 60}),
    ],
)
def test_beside_another_change_nothing_is_lost(said: str, answers: dict[str, object], read: Read) -> None:
    found = read(said, waiting=CARD)
    assert found.act is Act.CORRECT
    assert {name: one.value for name, one in found.answers.items()} == answers
