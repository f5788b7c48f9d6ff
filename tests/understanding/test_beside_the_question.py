"""What is said beside the question that was asked: another wish of the same tool, and values of other slots."""

from __future__ import annotations

import pytest

from nia.understanding.port import Asked
from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    "said", ["every Monday at 9 remind me to update pipeline", "remind me every Monday at 9 to update pipeline"]
)
def test_another_reminder_is_no_answer(said: str, read: Read) -> None:
    found = read(said, asked=Asked("create_task", ("remind_at",)), filled={"title": "submit expenses"})
    assert [wish.slots["title"].value for wish in found.wishes] == ["update pipeline"]


@pytest.mark.parametrize("said", ["at 5", "tomorrow at 5 please", "remind me at 5"])
def test_the_time_that_was_asked_for_is_one(said: str, read: Read) -> None:
    found = read(said, asked=Asked("create_task", ("remind_at",)), filled={"title": "submit expenses"})
    assert found.wishes == ()
    assert set(found.answers) == {"remind_at"}


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("his email is suresh@keralaspices.in and make it 4 lakhs", {"email", "value"}),
        ("wait his name is Suresh Pillay", {"name"}),
    ],
)
def test_what_leads_to_another_value_is_no_answer(said: str, slots: set[str], read: Read) -> None:
    found = read(said, asked=Asked("create_lead", ("owner",)), filled={"name": "Suresh Pillai"})
    assert set(found.answers) == slots
