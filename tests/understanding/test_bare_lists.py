"""A list named where a person is asked for is shown; a name that only looks like one stays a name."""

from __future__ import annotations

import pytest

from nia.understanding.port import Asked
from tests.understanding.conftest import Read

ASKED = {"asked": Asked("add_note", ("lead",)), "task": "add_note"}


@pytest.mark.parametrize(
    ("said", "tool"),
    [
        ("all leads", "find_leads"),
        ("team report", "sales_report"),
        ("my tasks", "list_tasks"),
        ("saari leads", "find_leads"),
        ("team ki report", "sales_report"),
        ("meri meetings", "list_meetings"),
        ("मेरी टास्क", "list_tasks"),
    ],
)
def test_a_list_is_a_wish(said: str, tool: str, read: Read) -> None:
    assert [wish.tool for wish in read(said, **ASKED).wishes] == [tool]


@pytest.mark.parametrize("said", ["Report Systems", "Team Works", "Rahul", "the Zenith lead", "Suresh ki lead"])
def test_a_name_is_an_answer(said: str, read: Read) -> None:
    found = read(said, **ASKED)
    assert (found.wishes, set(found.answers)) == ((), {"lead"})
