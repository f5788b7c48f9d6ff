"""What is changed of many leads, and which leads: a filter is never read as a change."""

from __future__ import annotations

from nia.understanding.bulk import assign_bulk
from nia.understanding.port import ToolShape
from nia.understanding.tagger import Span
from nia.understanding.units import Unit


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
    slots = assign_bulk(tool, find, change, text, units, spans)
    found = {name: value.value for name, value in slots.items()}
    assert found == {"where": {"status": "qualified"}, "set": {"owner": "Vikram"}}
