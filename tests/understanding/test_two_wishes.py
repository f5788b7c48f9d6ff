"""Two wishes of one sentence are each understood, in the light of each other; one wish stays one."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


def tools_of(said: str, read: Read) -> list[str]:
    return [wish.tool for wish in read(said).wishes]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("log a call with Ravi and set a follow up for friday", ["log_activity", "update_lead"]),
        ("note on Ravi that he is on leave, note on Kavita that she is back", ["add_note", "add_note"]),
        ("complete task 1 and push 2 to monday", ["complete_task", "update_task"]),
        ("tick off the Haldia survey and push the Paradip one to next tuesday", ["complete_task", "update_task"]),
        ("move the demo to friday and invite Vikram", ["reschedule_meeting", "update_meeting"]),
        ("move the demo to friday and schedule a call with Kavita", ["reschedule_meeting", "schedule_meeting"]),
        ("create lead Anil from Zenith and add a note for him: wants CRM", ["create_lead", "add_note"]),
        ("complete the call task and reschedule the one with Kavita to 5", ["complete_task", "reschedule_meeting"]),
        ("move all pune leads to contacted and Ravi to won", ["update_leads", "update_lead"]),
    ],
)
def test_each_is_its_own(said: str, wanted: list[str], read: Read) -> None:
    assert tools_of(said, read) == wanted


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("mark Ravi won and Kavita lost", [("Ravi", "won"), ("Kavita", "lost")]),
        ("Ravi status won, Kavita status lost", [("Ravi", "won"), ("Kavita", "lost")]),
    ],
)
def test_what_is_said_alike_of_two_is_said_of_each(said: str, values: list[tuple[str, str]], read: Read) -> None:
    wishes = read(said).wishes
    assert [(wish.slots["lead"].value, wish.slots["status"].value) for wish in wishes] == values


def test_a_note_keeps_its_own_words(read: Read) -> None:
    first, then = read("note on Ravi that he is on leave, note on Kavita that she is back").wishes
    assert (first.slots["lead"].value, first.slots["text"].value) == ("Ravi", "he is on leave")
    assert (then.slots["lead"].value, then.slots["text"].value) == ("Kavita", "she is back")


def test_an_hour_is_on_the_day_of_the_wish_before(read: Read) -> None:
    _, then = read("schedule a call with Ravi tomorrow 4 pm and one with Kavita at 5").wishes
    assert then.slots["start"].value == "2026-03-03T17:00:00+05:30"


@pytest.mark.parametrize(
    "said",
    [
        "raise Kavita Patil's value to 20 lakh and drop Priya",
        "mark all pune leads contacted and set their follow up to friday",
        "remind me to call Ravi and send him the quote",
        "move the demo to friday and make it an hour",
        "mail Neha that the visit is off and we'll call her next week",
    ],
)
def test_one_wish_stays_one(said: str, read: Read) -> None:
    assert len(tools_of(said, read)) == 1
