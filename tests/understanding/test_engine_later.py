"""Two wishes in one sentence, the later leaning on the first; whose leads and figures; what no tool can do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Understanding

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("said", "wishes"),
    [
        (
            "move Shruti to negotiation and add a note that she wants net banking",
            [
                ("update_lead", {"lead": "Shruti", "status": "negotiation"}),
                ("add_note", {"lead": "Shruti", "text": "she wants net banking"}),
            ],
        ),
        (
            "mark Amit as contacted and Sunita as qualified",
            [
                ("update_lead", {"lead": "Amit", "status": "contacted"}),
                ("update_lead", {"lead": "Sunita", "status": "qualified"}),
            ],
        ),
        (
            "move Amit to contacted and schedule a meeting with him tomorrow at 12",
            [
                ("update_lead", {"lead": "Amit", "status": "contacted"}),
                ("schedule_meeting", {"attendees": ["Amit"], "start": "2026-03-03T12:00:00+05:30"}),
            ],
        ),
        (
            "met Amit Bhosale today, he wants 200 units, move him to contacted",
            [
                (
                    "log_activity",
                    {"lead": "Amit Bhosale", "kind": "meeting", "text": "he wants 200 units", "at": "2026-03-02"},
                ),
                ("update_lead", {"lead": "Amit Bhosale", "status": "contacted"}),
            ],
        ),
    ],
)
def test_no_second_wish_is_swallowed(said: str, wishes: list[tuple[str, dict[str, object]]], read: Read) -> None:
    found = [(one.tool, {name: value.value for name, value in one.slots.items()}) for one in read(said).wishes]
    assert found == wishes


def test_spans_of_a_shared_verb_lie_in_the_sentence(read: Read) -> None:
    said = "mark Amit as contacted and Sunita as qualified"
    span = read(said).wishes[1].slots["lead"].span
    assert span is not None
    assert said[slice(*span)] == "Sunita"


@pytest.mark.parametrize(
    "said", ["my leads", "leads owned by me", "my own leads only", "how many leads do I have", "meri leads dikhao"]
)
def test_own_leads(said: str, read: Read) -> None:
    assert read(said).wishes[0].slots["owner"].value == "me"


@pytest.mark.parametrize("said", ["leads", "all leads", "show leads"])
def test_leads_of_everybody(said: str, read: Read) -> None:
    assert "owner" not in read(said).wishes[0].slots


@pytest.mark.parametrize(
    "said",
    [
        "delete all my tasks",
        "mark everything overdue as done",
        "how is the South team doing",
        "revenue of the South team",
        "who haven't I called lately",
    ],
)
def test_what_no_tool_can_do_is_not_answered_with_something_else(said: str, read: Read) -> None:
    assert read(said).unsure


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("revenue of Zoya this year", "Zoya"),
        ("how much has Asha sold this year", "Asha"),
        ("my sales this month", "me"),
    ],
)
def test_whose_figures_are_asked_for(said: str, owner: str, read: Read) -> None:
    assert read(said).wishes[0].slots["owner"].value == owner


@pytest.mark.parametrize(
    "said", ["revenue of March", "show all my overdue tasks", "team report", "how is the team doing"]
)
def test_reports_and_lists_of_everything_stay(said: str, read: Read) -> None:
    found = read(said)
    assert found.wishes
    assert "owner" not in found.wishes[0].slots
