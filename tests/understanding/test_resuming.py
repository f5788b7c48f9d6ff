"""Going back to a task by what it is about: the right one of several, with what is said besides, and never a yes."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Card
from tests.understanding.conftest import Read

LEAD = {"kind": "lead", "id": "1", "name": "Kamla Bhat"}
OPEN = (
    Card("update_lead", {"lead": LEAD, "value": {"amount": "700000", "currency": "INR"}}),
    Card("create_task", {"title": "book a hall for the dealers' meet", "due": "2026-03-07"}),
    Card("create_lead", {"name": "Yakub Mirza", "company": "Deccan Motors"}),
    Card("schedule_meeting", {"attendees": ["Tenzin Dorji"], "start": "2026-03-05T11:00:00+05:30"}),
)
SAID = {
    "ok, back to the dealers' meet task": 1,
    "let's go back to Kamla's update": 0,
    "fine, continue with the value change": 0,
    "carry on with Yakub": 2,
    "now return to the meeting with Tenzin": 3,
    "never mind that, go back to the hall booking task": 1,
    "thanks. finish the lead for Yakub Mirza": 2,
    "haan ab Yakub wali lead continue karte hain": 2,
    "chalo Tenzin wali meeting pe wapas chalo": 3,
    "wapas Kamla ke update pe aao": 0,
    "accha, hall wala task poora karo": 1,
    "ठीक है, Yakub वाली लीड पर वापस चलो": 2,
}


@pytest.mark.parametrize(("said", "place"), SAID.items())
@pytest.mark.parametrize("at_card", [False, True])
def test_the_task_is_found_by_what_it_is_about(read: Read, said: str, place: int, at_card: bool) -> None:
    got = read(said, open=OPEN, waiting=OPEN[0] if at_card else None, left=("create_task",))
    assert (got.act, got.resumed) == (Act.RESUME, place)


def test_what_is_said_in_the_same_breath_fills_it(read: Read) -> None:
    got = read("carry on with Yakub. his mobile is 9820012345", open=OPEN)
    assert (got.act, got.resumed) == (Act.RESUME, 2)
    assert got.answers["phone"].value == "9820012345"


@pytest.mark.parametrize(
    "said",
    ["go back to Farhan's update", "continue with Lakshmi", "back to Salesforce", "yes", "create it"],
)
def test_what_is_not_open_is_not_taken_up(read: Read, said: str) -> None:
    assert read(said, open=OPEN, waiting=OPEN[0]).resumed is None
