"""Tables as lines: several bare figures stand behind their columns' labels, one does not need its own."""

from __future__ import annotations

from nia.agent.tables import as_text
from nia.agent.turn import Table


def lines(columns: tuple[str, ...], *rows: tuple[str, ...]) -> list[str]:
    kinds = ("user",) * len(rows)
    return as_text(Table("By person", columns, rows, kinds, kinds, 0)).splitlines()


def test_several_figures_are_labelled() -> None:
    assert lines(("Name", "Leads", "Value"), ("Asha Rao", "13", "₹1,11,20,000"), ("Zoya Khan", "0", "")) == [
        "By person",
        "  1. Asha Rao · Leads: 13 · Value: ₹1,11,20,000",
        "  2. Zoya Khan · Leads: 0",
    ]


def test_one_figure_among_words_is_not() -> None:
    (_, line) = lines(("Name", "Company", "Value", "Phone"), ("Ravi", "Zenith", "₹10,50,000", "+919800000101"))
    assert line == "  1. Ravi · Zenith · ₹10,50,000 · +919800000101"
