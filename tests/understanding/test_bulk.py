"""What is changed of many leads, and which leads: a filter is never read as a change."""

from __future__ import annotations

import pytest

from nia.understanding.bulk import assign_bulk
from nia.understanding.port import ToolShape
from nia.understanding.reading import Reading
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from tests.understanding.conftest import Read


def test_the_status_before_leads_is_a_filter_whatever_it_was_tagged_as(tools: tuple[ToolShape, ...]) -> None:
    by_name = {tool.name: tool for tool in tools}
    text = "qualified leads Vikram ko do"
    senses = {"qualified": {"status": "qualified"}, "leads": {"concept": "lead"}, "Vikram": {"given": "Vikram"}}
    units, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        units.append(Unit("word", word.lower(), word, at, at + len(word), senses.get(word, {})))
    spans = [Span("set.status", 0, 1), Span("set.owner", 2, 3)]
    tool, find, change = (by_name[name] for name in ("update_leads", "find_leads", "update_lead"))
    reading = Reading(text, tuple(units))
    slots = assign_bulk(tool, find, change, reading, reading, spans)
    found = {name: value.value for name, value in slots.items()}
    assert found == {"where": {"status": "qualified"}, "set": {"owner": "Vikram"}}


@pytest.mark.parametrize(
    ("said", "where", "changes"),
    [
        ("move all leads created before january to lost", {"created_to": "2025-12-31"}, {"status": "lost"}),
        ("all leads closing before 31 march to negotiation", {"closing_to": "2026-03-30"}, {"status": "negotiation"}),
        ("set expected close of all pune leads to 31 march", {"city": "Pune"}, {"expected_close": "2026-03-31"}),
        ("set follow up of all pune leads to friday", {"city": "Pune"}, {"next_follow_up": "2026-03-06"}),
        (
            "mark every pune lead lost because they chose a cheaper vendor",
            {"city": "Pune"},
            {"status": "lost", "lost_reason": "they chose a cheaper vendor"},
        ),
    ],
)
def test_a_filter_looks_back_and_a_change_ahead(
    said: str, where: dict[str, object], changes: dict[str, object], read: Read
) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "update_leads"
    assert {name: value.value for name, value in wish.slots.items()} == {"where": where, "set": changes}


@pytest.mark.parametrize(
    "said",
    [
        "set value of all pune leads to 5 lakh",
        "make value 5 lakh for all leads in pune",
        "sab pune leads ki value 5 lakh kar do",
        "bump all pune leads to 5 lakh",
    ],
)
def test_a_plain_amount_is_the_new_value_where_nothing_else_is_changed(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    five = {"amount": "500000", "currency": None}
    assert {name: one.value for name, one in wish.slots.items()} == {"where": {"city": "Pune"}, "set": {"value": five}}


def test_which_leads_are_told_by_a_status_that_is_not_written(read: Read) -> None:
    (wish,) = read("change the value of every lost lead to 0").wishes
    assert {name: one.value for name, one in wish.slots.items()} == {"where": {"status": "lost"}}


@pytest.mark.parametrize(
    ("said", "where", "changes"),
    [
        (
            "mark all pune leads contacted and set their follow up to friday",
            {"city": "Pune"},
            {"status": "contacted", "next_follow_up": "2026-03-06"},
        ),
        (
            "give all pune leads to Neha and mark them contacted",
            {"city": "Pune"},
            {"owner": "Neha", "status": "contacted"},
        ),
        ("all leads that belong to Neha go to Vikram", {"owner": "Neha"}, {"owner": "Vikram"}),
        ("change all new leads in pune to contacted", {"status": "new", "city": "Pune"}, {"status": "contacted"}),
        ("move all leads in Pune to Mumbai", {"city": "Pune"}, {"city": "Mumbai"}),
        ("jo leads lost kar diye the unko new karo", {"status": "lost"}, {"status": "new"}),
        ("mark leads I gave to Neha as lost", {"owner": "Neha"}, {"status": "lost"}),
        ("assign leads moved to qualified to Neha", {"status": "qualified"}, {"owner": "Neha"}),
        ("mark leads close to Pune as contacted", {"city": "Pune"}, {"status": "contacted"}),
    ],
)
def test_what_they_are_is_told_from_what_they_become(
    said: str, where: dict[str, object], changes: dict[str, object], read: Read
) -> None:
    (wish,) = read(said).wishes
    assert {name: value.value for name, value in wish.slots.items()} == {"where": where, "set": changes}
