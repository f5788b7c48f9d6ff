"""Who is taken off a meeting is no lead to delete, and the meeting is not cancelled."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "who", "meeting"),
    [
        ("remove Meera from the team review", ["Meera"], "the team review"),
        ("remove Meera from tomorrow's call", ["Meera"], "tomorrow's call"),
        ("take Meera off the review with Ravi on friday", ["Meera"], "the review with Ravi on friday"),
        ("remove Neha and Vikram from the demo and add Asha", ["Neha", "Vikram"], "the demo"),
        ("Meera ko team review se hata do", ["Meera"], "team review"),
        ("मीरा को टीम रिव्यू से हटा दो", ["मीरा"], "टीम रिव्यू"),
    ],
)
def test_who_leaves_which_meeting(said: str, who: list[str], meeting: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.tool, wish.slots["remove"].value, wish.slots["meeting"].value) == ("update_meeting", who, meeting)


@pytest.mark.parametrize(
    ("said", "tool"),
    [
        ("delete Ravi from the leads", "delete_lead"),
        ("remove Ravi from my pipeline", "delete_lead"),
        ("Ravi ko leads se hata do", "delete_lead"),
        ("remove the demo from my calendar", "cancel_meeting"),
        ("drop the call with Meera", "cancel_meeting"),
    ],
)
def test_a_lead_or_a_meeting_is_still_taken_away(said: str, tool: str, read: Read) -> None:
    assert [wish.tool for wish in read(said).wishes] == [tool]
