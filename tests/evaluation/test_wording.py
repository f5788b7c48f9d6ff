"""How values are written in every report."""

from __future__ import annotations

from dataclasses import replace

from nia.evaluation.report import wording
from tests.evaluation.results import check


def test_values_are_written_as_a_suite_would_and_only_those_that_differ() -> None:
    got = {
        "lead": {"kind": "lead", "id": "3", "name": "Rahul Verma"},
        "value": {"amount": "1200000", "currency": "INR"},
        "city": "Pune",
    }
    wrong = check(
        False,
        "wrote",
        expected={"tool": "update_lead", "args": {"lead": "Priya Nair", "value": 900000, "city": "Pune"}},
        got={"tool": "update_lead", "args": got},
        differs=("lead", "value"),
    )
    assert wording.sides(wrong) == ('lead: "Priya Nair", value: 900000', 'lead: "Rahul Verma", value: 1200000')
    none = replace(wrong, got=[], differs=())
    assert wording.sides(none) == ('update_lead lead: "Priya Nair", value: 900000, city: "Pune"', "[]")
    assert wording.sides(replace(none, expected=3.0)) == ("3", "[]")
    assert wording.readable([{"amount": "12.50", "currency": "USD"}, {"name": "", "email": "a@b.in", "id": None}]) == [
        12.5,
        "a@b.in",
    ]
