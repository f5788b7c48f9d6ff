"""Values with what they are not, people with what they do, times beside names, records named instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Asked, Card, Understanding

Read = Callable[..., Understanding]
NAME = {"asked": Asked("create_lead", ("name",)), "task": "create_lead"}
PHONE = {"asked": Asked("create_lead", ("phone", "email")), "task": "create_lead", "filled": {"name": "Tara"}}
MEETING = {"asked": Asked("schedule_meeting", ("attendees",)), "task": "schedule_meeting"}


@pytest.mark.parametrize(
    ("said", "context", "answers"),
    [
        ("the company is Pearl Foods, not Ruby Foods", PHONE, {"company": "Pearl Foods"}),
        ("it's Tara Rao not Tara Roy", NAME, {"name": "Tara Rao"}),
        ("with Hina Rao, day after tomorrow", MEETING, {"attendees": ["Hina Rao"], "start": "2026-03-04"}),
        (
            "his name is Om Sethi, he's the chief buyer at Granite Air in Nagpur",
            NAME,
            {"name": "Om Sethi", "title": "chief buyer", "company": "Granite Air", "city": "Nagpur"},
        ),
        (
            "Vidya Rao, she is a director at Harbour Foods",
            NAME,
            {"name": "Vidya Rao", "title": "director", "company": "Harbour Foods"},
        ),
    ],
)
def test_an_answer(said: str, context: dict[str, object], answers: dict[str, object], read: Read) -> None:
    found = read(said, **context).answers
    assert {name: value.value for name, value in found.items()} == answers


@pytest.mark.parametrize(
    ("said", "tool", "slots"),
    [
        (
            "cancel the demo with Ravi, sorry, not that one, the review with Hina",
            "cancel_meeting",
            {"meeting": "the review with Hina"},
        ),
        (
            'send a mail to om@air.example, subject "New rates", body "The rates go up on Monday, not Friday."',
            "send_email",
            {
                "to": ["om@air.example"],
                "subject": "New rates",
                "body": "The rates go up on Monday, not Friday.",
            },
        ),
        ("move Ravi to won, no not him, Rahul Verma", "update_lead", {"lead": "Rahul Verma", "status": "won"}),
        ("what is my pipeline worth right now", "sales_report", {"metric": "pipeline", "owner": "me"}),
        ("how big is Hina's pipeline at the moment", "sales_report", {"metric": "pipeline", "owner": "Hina"}),
    ],
)
def test_a_wish(said: str, tool: str, slots: dict[str, object], read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.tool, {name: value.value for name, value in wish.slots.items()}) == (tool, slots)


@pytest.mark.parametrize("said", ["thursday", "not wednesday, thursday", "make it thursday"])
def test_another_day_keeps_the_time_of_day(said: str, read: Read) -> None:
    card = Card("schedule_meeting", {"attendees": ["Hina"], "start": "2026-03-04T14:00:00+05:30", "minutes": 60})
    assert read(said, waiting=card).answers["start"].value == "2026-03-05T14:00:00+05:30"


def test_the_one_other_than_the_card_shows(read: Read) -> None:
    card = Card("add_note", {"lead": "Meera Iyer", "text": "wants a trial"})
    assert read("no wait, it's for the other one, Zubin", waiting=card).answers["lead"].value == "Zubin"


def test_a_question_of_what_was_told_keeps_all_its_words(read: Read) -> None:
    (wish,) = read("which gym did I tell you I go to in Nagpur").wishes
    assert (wish.tool, wish.slots["text"].value) == ("recall", "gym go Nagpur")
