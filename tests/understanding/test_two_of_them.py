"""Two people of one deed are two wishes, so that the second is not lost in silence."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "tool", "leads"),
    [
        ("delete Amit Bhosale and Sandeep Joshi", "delete_lead", ["Amit Bhosale", "Sandeep Joshi"]),
        ("give Neha and Nikhil to Vikram", "update_lead", ["Neha", "Nikhil"]),
        ("Neha aur Nikhil ki lead delete karo", "delete_lead", ["Neha", "Nikhil"]),
        ("note for Neha and Nikhil: budget is approved", "add_note", ["Neha", "Nikhil"]),
    ],
)
def test_each_of_two_people_is_a_wish(said: str, tool: str, leads: list[str], read: Read) -> None:
    wishes = read(said).wishes
    assert [(wish.tool, wish.slots["lead"].value) for wish in wishes] == [(tool, lead) for lead in leads]
    others = [{name: value for name, value in wish.slots.items() if name != "lead"} for wish in wishes]
    assert others[0] == others[1]


@pytest.mark.parametrize(
    "said",
    [
        "update Neha's value to 5 lakh and city to Pune",
        "give Neha to Vikram and tell nobody",
        "delete the lead of Ravi and Sons",
    ],
)
def test_and_something_else_is_one(said: str, read: Read) -> None:
    assert len([wish for wish in read(said).wishes if wish.tool in ("update_lead", "delete_lead")]) == 1


@pytest.mark.parametrize(
    ("said", "tool", "slot", "lines"),
    [
        ("done with 1 and 3", "complete_task", "task", ["1", "3"]),
        ("complete 1,4 and 6", "complete_task", "task", ["1", "4", "6"]),
        ("task 1 aur 2 cancel karo", "cancel_task", "task", ["1", "2"]),
    ],
)
def test_each_line_that_is_counted_up_is_a_wish(said: str, tool: str, slot: str, lines: list[str], read: Read) -> None:
    assert [(wish.tool, wish.slots[slot].value) for wish in read(said).wishes] == [(tool, line) for line in lines]


@pytest.mark.parametrize(
    "said", ["done with all but 1 and 3", "complete everything except 1 and 2", "add a note to lead 2, 3 visits done"]
)
def test_what_is_left_out_or_counted_is_no_line(said: str, read: Read) -> None:
    assert len(read(said).wishes) < 2
