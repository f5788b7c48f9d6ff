"""What must not be done is no wish to do it; what is not known, or only grows, is no value: of a rep's first day."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Asked, Card
from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    "said",
    [
        "Lotus demo cancel mat karna",
        "demo cancel nahi karna hai",
        "don't cancel the Lotus demo",
        "please do not delete Amit's lead",
        "Amit ki lead delete mat karo",
        "लोटस वाली डेमो रद्द मत करना",
    ],
)
def test_what_is_forbidden_is_not_proposed(said: str, read: Read) -> None:
    found = read(said)
    assert (found.wishes, found.act) == ((), Act.DENY)


@pytest.mark.parametrize(
    ("said", "tool"),
    [
        ("cancel the demo, don't move it", "cancel_meeting"),
        ("don't forget to call Ravi tomorrow", "create_task"),
        ("yaad dilana ki Ravi ko call mat karna", "create_task"),
        ("yaad dilana ki deck mat banana", "create_task"),
        ("don't move the demo, show my tasks", "list_tasks"),
        ("note on Amit: don't call before 5", "add_note"),
        ("mail Ravi that he should not cancel", "send_email"),
    ],
)
def test_what_only_holds_a_not_is_done(said: str, tool: str, read: Read) -> None:
    assert [wish.tool for wish in read(said).wishes] == [tool]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("remind me: don't send the quote before friday", "don't send the quote"),
        ("remind me not to call Ravi tomorrow", "not to call Ravi"),
    ],
)
def test_a_title_keeps_its_not(said: str, title: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["title"].value == title


@pytest.mark.parametrize(
    "said", ["add 50k to Neha's deal", "increase Neha's value by 2 lakh", "Neha ki deal 20% badha do"]
)
def test_what_an_amount_grows_by_is_not_what_it_becomes(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "update_lead"
    assert not {"value", "product"} & set(wish.slots)


@pytest.mark.parametrize(
    "said",
    [
        "increase Neha's deal to 6 lakh",
        "Neha ki value badha kar 6 lakh kar do",
        "add 6 lakh as the value of Neha",
        "update Neha's value to 6 lakh, follow up by 5 march",
    ],
)
def test_what_an_amount_grows_to_is(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["value"].value == {"amount": "600000", "currency": None}


@pytest.mark.parametrize(
    "said", ["I don't have her number", "number nahi hai", "mere paas nahi hai", "pata nahi", "नंबर नहीं है"]
)
def test_a_number_that_nobody_has_drops_nothing(said: str, read: Read) -> None:
    asked = Asked("create_lead", ("phone", "email"))
    assert read(said, asked=asked, filled={"name": "Anita Rao", "company": "Bharat Tools"}).act is Act.PROCEED


@pytest.mark.parametrize("said", ["wait", "hold on", "ruko", "रुको"])
def test_to_wait_drops_nothing(said: str, read: Read) -> None:
    card = Card("create_task", {"title": "call Neha"})
    assert read(said, waiting=card).act is Act.CORRECT


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("remind me tomorrow morning to call Neha", "2026-03-03T09:00:00+05:30"),
        ("kal subah yaad dilana Neha ko call karna hai", "2026-03-03T09:00:00+05:30"),
        ("remind me early tomorrow morning to call Neha", "2026-03-03T05:00:00+05:30"),
        ("remind me tomorrow at 6 am to call Neha", "2026-03-03T06:00:00+05:30"),
    ],
)
def test_a_morning_begins_with_the_working_hours(said: str, at: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["remind_at"].value == at


def test_a_morning_that_is_looked_through_begins_early(read: Read) -> None:
    (wish,) = read("am I free tomorrow morning").wishes
    assert wish.slots["from"].value == "2026-03-03T06:00:00+05:30"
