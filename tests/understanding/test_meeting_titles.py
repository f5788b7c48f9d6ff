"""A meeting that is more than a meeting is called by its kind; an article is no title."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("schedule a demo with Vikram Shah on Thursday at 11 am", "Demo with Vikram Shah"),
        ("book a demo with Vikram Shah on Thursday at 11 am", "Demo with Vikram Shah"),
        ("schedule a product demo with Vikram Shah on Thursday at 11 am", "Product demo"),
        ("set up a quick demo with Vikram Shah tomorrow at 4", "Demo with Vikram Shah"),
        ("Vikram Shah ke saath kal 4 baje demo rakho", "Demo"),
        ("schedule a meeting with Vikram Shah on Thursday at 11 am", None),
        ("set up a call with Vikram Shah tomorrow at 4", None),
    ],
)
def test_what_it_is_called(said: str, title: str | None, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "schedule_meeting"
    assert (wish.slots["title"].value if "title" in wish.slots else None) == title


def test_whom_only_the_title_names_is_invited(read: Read) -> None:
    (wish,) = read("put lunch with Sneha on my calendar for 1 pm tomorrow").wishes
    assert (wish.tool, wish.slots["attendees"].value) == ("schedule_meeting", ["Sneha"])
