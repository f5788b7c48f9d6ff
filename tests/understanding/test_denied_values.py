"""Values with what they are not, people with what they do, times beside names, records named instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nia.understanding.port import Asked, Card, Understanding

Read = Callable[..., Understanding]
NAME = {"asked": Asked("create_lead", ("name",)), "task": "create_lead"}
PHONE: dict[str, Any] = {
    "asked": Asked("create_lead", ("phone", "email")),
    "task": "create_lead",
    "filled": {"name": "Tara"},
}
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


LEAD = {"name": "Imran Qureshi", "company": "Awadh Chikan", "city": "Lucknow", "source": "website"}
CARDS = {
    "meeting": Card("schedule_meeting", {"attendees": ["Hina"], "start": "2026-03-03T18:00:00+05:30", "minutes": 30}),
    "lead": Card("create_lead", LEAD),
    "mail": Card("send_email", {"to": ["ravi@orbit.example"], "subject": "Quote", "body": "Hello"}),
}


@pytest.mark.parametrize(
    ("said", "card", "answers"),
    [
        ("aur kal nahi parso", "meeting", {"start": "2026-03-04T18:00:00+05:30"}),
        ("शुक्रवार नहीं, शनिवार", "meeting", {"start": "2026-03-07T18:00:00+05:30"}),
        ("sava 4 nahi paune 5", "meeting", {"start": "2026-03-03T16:45:00+05:30"}),
        ("5 baje ki jagah 4 baje", "meeting", {"start": "2026-03-03T16:00:00+05:30"}),
        ("sheher Lucknow nahi Kanpur hai", "lead", {"city": "Kanpur"}),
        ("website nahi hai, event se mila", "lead", {"source": "event"}),
        ("nahi, company ka naam Awadh Silks hai", "lead", {"company": "Awadh Silks"}),
        ("company ka naam sirf Awadh Gears hai, Awadh Gear Works nahi", "lead", {"company": "Awadh Gears"}),
        ("subject me New rates likho", "mail", {"subject": "New rates"}),
    ],
)
def test_a_value_in_place_of_another_one(said: str, card: str, answers: dict[str, object], read: Read) -> None:
    found = read(said, waiting=CARDS[card]).answers
    assert {name: value.value for name, value in found.items()} == answers


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("Kaveri Silks se hai, sheher Kanchipuram", "company", "Kaveri Silks"),
        ("Barak Tea Traders ka hai wo", "company", "Barak Tea Traders"),
        ("कावेरी सिल्क्स से हैं", "company", "कावेरी सिल्क्स"),
    ],
)
def test_the_company_without_the_words_behind_it(said: str, name: str, value: str, read: Read) -> None:
    asked = {"asked": Asked("create_lead", ("company",)), "task": "create_lead", "filled": {"name": "Tara"}}
    assert read(said, **asked).answers[name].value == value


def test_both_people_are_named_without_the_word_for_both(read: Read) -> None:
    found = read("Subrata aur Mohini dono ke saath", **MEETING).answers
    assert found["attendees"].value == ["Subrata", "Mohini"]


@pytest.mark.parametrize("said", ["shanivar ko kar do same time", "same time saturday"])
def test_the_same_time_on_another_day(said: str, read: Read) -> None:
    card = Card("schedule_meeting", {"attendees": ["Hina"], "start": "2026-03-08T11:00:00+05:30", "minutes": 30})
    assert read(said, waiting=card).answers["start"].value == "2026-03-07T11:00:00+05:30"


def test_a_value_is_changed_beside_the_answer(read: Read) -> None:
    filled = {**PHONE["filled"], "company": "Awadh Chikan", "city": "Lucknow"}
    found = read("93350 12345, aur sheher Lucknow nahi Kanpur hai", **{**PHONE, "filled": filled}).answers
    assert {name: value.value for name, value in found.items()} == {"phone": "9335012345", "city": "Kanpur"}


def test_thinking_aloud(read: Read) -> None:
    said = "umm suno na, wo apna Harish hai na, uske saath na kal, nahi nahi kal nahi parso, "
    said += "haan parso gyarah baje ek meeting rakh do"
    (wish,) = read(said).wishes
    assert {name: value.value for name, value in wish.slots.items()} == {
        "attendees": ["Harish"],
        "start": "2026-03-04T11:00:00+05:30",
    }
