"""Slips of the tongue: hesitations, doubled words and what is taken back leave nothing behind; the rest stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.port import Understanding
from nia.understanding.slips import without_slips
from nia.understanding.units import Unit

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        (
            "uh create a lead for um Gauri no sorry Geeta Menon from er Lotus Tiles, phone 98200 12345",
            {"name": "Geeta Menon", "company": "Lotus Tiles", "phone": "9820012345"},
        ),
        (
            "new lead Ravi Shah from Apex Motors, no sorry from Zenith Foods, phone 98200 12345",
            {"name": "Ravi Shah", "company": "Zenith Foods"},
        ),
        ("schedule a meeting with Rahul, sorry, Priya tomorrow at 4", {"attendees": ["Priya"]}),
        ("Indore ke, nahi Ujjain ke leads dikhao", {"city": "Ujjain"}),
        ("kal, nahi parso 5 baje Ravi se meeting rakho", {"start": "2026-03-04T17:00:00+05:30"}),
        ("book a demo with Hina on friday at 3 pm no wait 5 pm", {"start": "2026-03-06T17:00:00+05:30"}),
        ("schedule a call with Hina tomorrow at 3 no sorry 4", {"start": "2026-03-03T16:00:00+05:30"}),
        ("set Meera's value to 5 lakh no i mean 6 lakh", {"value": {"amount": "600000", "currency": None}}),
        ("remind me on tuesday oh no on friday at 10 to to pay the rent", {"remind_at": "2026-03-06T10:00:00+05:30"}),
        ("remind me to send the the quote uh tomorrow at 5", {"title": "send the quote"}),
        ("Ravi nahi sorry Rahul ka status qualified kar do", {"lead": "Rahul"}),
    ],
)
def test_what_was_taken_back_is_not_taken(said: str, slots: dict[str, object], read: Read) -> None:
    found = {name: value.value for name, value in read(said).wishes[0].slots.items()}
    assert {name: found.get(name) for name in slots} == slots


def test_spans_lie_in_the_words_as_they_were_said(read: Read) -> None:
    said = "um create a lead for Gauri no sorry Geeta from Lotus Tiles"
    span = read(said).wishes[0].slots["name"].span
    assert span is not None
    assert said[slice(*span)] == "Geeta"


def test_a_greeting_is_no_time(read: Read) -> None:
    wish = read("morning! which meetings are there on friday?").wishes[0]
    assert (wish.tool, wish.slots["from"].value) == ("list_meetings", "2026-03-06")


@pytest.mark.parametrize(
    "said",
    [
        'add a note to Ravi: "um, he said no sorry we are late"',
        "tell Ravi sorry we could not come",
        "no sorry, Zenith",
        "uh",
        "hmm",
        "add a lead for Er. Sharma from Umbrella Tools",
        "note that no, no discount was agreed",
    ],
)
def test_other_words_stay(said: str, read: Read) -> None:
    assert without_slips(said, lambda _: ()) == said


@given(st.text(alphabet='no sorry,uhm.Ravi5 "', max_size=200))
def test_the_length_never_changes(text: str) -> None:
    assert len(without_slips(text, lambda _: ())) == len(text)


def test_what_is_taken_back_over_and_over_is_read_a_bounded_number_of_times() -> None:
    read: list[str] = []

    def reading(text: str) -> tuple[Unit, ...]:
        read.append(text)
        return ()

    without_slips("call me at 5 pm, no " * 200, reading)
    once = len(read)
    read.clear()
    without_slips("call me at 5 pm, no " * 400, reading)
    assert 0 < len(read) == once
