"""A record said twice is the one that the better words describe; what stands behind a name is none of it."""

from __future__ import annotations

import pytest

from nia.understanding.appositions import apposed
from nia.understanding.port import SlotKind, SlotShape, SlotValue, ToolShape
from tests.understanding.conftest import Read

SAID = {
    "cancel her meeting, the Price talk with Gauri": ("meeting", "Price talk with Gauri"),
    "cancel that meeting - the Budget review": ("meeting", "Budget review"),
    "cancel his meeting, the one with Gauri": ("meeting", "Gauri"),
    "delete that lead, Nitin Rawat": ("lead", "Nitin Rawat"),
}
PLAIN = {
    "cancel the meeting, please": "meeting",
    "cancel it, I am ill": "meeting",
}


@pytest.mark.parametrize(("said", "meant"), SAID.items())
def test_the_better_description_counts(read: Read, said: str, meant: tuple[str, str]) -> None:
    (wish,) = read(said).wishes
    assert wish.slots[meant[0]].value == meant[1]


@pytest.mark.parametrize(("said", "slot"), PLAIN.items())
def test_a_reason_or_a_please_is_no_description(read: Read, said: str, slot: str) -> None:
    for wish in read(said).wishes:
        value = str(wish.slots[slot].value) if slot in wish.slots else ""
        assert "please" not in value
        assert "ill" not in value


def test_what_only_points_is_left_as_it_was_said() -> None:
    text = "cancel his meeting, that one"
    said = SlotValue("that one", "that one", (text.index("that"), len(text)))
    slots = {"meeting": said}
    apposed(ToolShape("cancel_meeting", "", (SlotShape("meeting", SlotKind.MEETING),)), text, slots)
    assert slots["meeting"] == said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ('mark the task "Send brochure to Priya" as done', "Send brochure to Priya"),
        ("complete the task “Send brochure to Priya, by post”", "Send brochure to Priya, by post"),
    ],
)
def test_what_is_quoted_behind_it_is_the_record(read: Read, said: str, meant: str) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["task"].value == meant


def test_what_is_written_as_a_name_behind_the_lead_is_one(read: Read) -> None:
    (wish,) = read("show the lead Nobody Known").wishes
    assert (wish.tool, wish.slots["lead"].value) == ("get_lead", "Nobody Known")
