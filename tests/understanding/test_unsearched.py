"""What a list is narrowed by in vain is named, and never read as something else; what can be searched is left alone."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "tool", "vain", "slots"),
    [
        ("leads with no phone number", "find_leads", "with no phone number", {}),
        (
            "leads in Pune I haven't contacted in 2 weeks",
            "find_leads",
            "I haven't contacted in 2 weeks",
            {"city": "Pune"},
        ),
        ("leads not contacted since january", "find_leads", "not contacted since january", {}),
        ("tasks without a due date", "list_tasks", "without a due date", {}),
        ("mails I haven't answered", "list_emails", "I haven't answered", {}),
        ("jinka phone nahi hai wo leads", "find_leads", "jinka phone nahi hai", {}),
        ("जिन लीड्स का फोन नंबर नहीं है", "find_leads", "जिन लीड्स का फोन नंबर नहीं है", {}),
    ],
)
def test_what_cannot_be_looked_for_is_named(
    said: str, tool: str, vain: str, slots: dict[str, object], read: Read
) -> None:
    (wish,) = read(said).wishes
    assert (wish.tool, wish.unsearched) == (tool, vain)
    assert {name: value.value for name, value in wish.slots.items()} == slots


@pytest.mark.parametrize(
    "said",
    ["leads without Pune", "leads not in Pune", "won leads", "unread mails", "tasks due this week", "leads with Ravi"],
)
def test_what_can_be_looked_for_is_not(said: str, read: Read) -> None:
    assert [wish.unsearched for wish in read(said).wishes] == [""]


@pytest.mark.parametrize("said", ["leads I haven't contacted in Pune", "jin leads se pune me baat nahi hui"])
def test_what_can_be_looked_for_beside_it_stays(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert {name: value.value for name, value in wish.slots.items()} == {"city": "Pune"}


def test_a_remark_narrows_nothing(read: Read) -> None:
    (wish,) = read("mark all Pune leads as lost, nobody has replied").wishes
    assert wish.slots["where"].value == {"city": "Pune"}


def test_what_is_changed_of_many_is_asked_for(read: Read) -> None:
    (wish,) = read("mark all pune leads without follow up as lost").wishes
    assert wish.slots["where"].problem == "cannot_search"


@pytest.mark.parametrize(
    ("said", "vain", "slots"),
    [
        ("leads in Surat and Vadodara", "Vadodara", {"city": "Surat"}),
        ("won and lost deals", "lost", {"status": "won"}),
        ("high and urgent tasks", "urgent", {"priority": "high"}),
        ("leads not in Pune or Mumbai", "", {"excluded": {"city": ["Pune", "Mumbai"]}}),
    ],
)
def test_the_second_of_two_values_is_named(said: str, vain: str, slots: dict[str, object], read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.unsearched, {name: value.value for name, value in wish.slots.items()}) == (vain, slots)


@pytest.mark.parametrize(
    "said", ["mark all leads in Pune and Mumbai as lost", "mark all leads not in Pune or Mumbai as lost"]
)
def test_of_two_cities_no_leads_are_changed(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["where"].problem == "cannot_search"
