"""Wishes in Hindi whose words lie apart, or beside which others say what they are: titles, guests, companies."""

from __future__ import annotations

import pytest

from nia.understanding.assign import assign
from nia.understanding.entities import entity_lexicon
from nia.understanding.named_changes import fill_named
from nia.understanding.port import Offer, ToolShape
from nia.understanding.reading import Reading
from nia.understanding.relabelled import relabelled
from nia.understanding.tagger import Span
from nia.understanding.tokens import tokenize
from nia.understanding.units import Unit, cut
from tests.understanding.conftest import Read

LEXICON = entity_lexicon()


def units(text: str) -> tuple[Unit, ...]:
    return cut(tokenize(text), (), LEXICON)


def shape(tools: tuple[ToolShape, ...], name: str) -> ToolShape:
    return next(tool for tool in tools if tool.name == name)


@pytest.mark.parametrize(
    ("text", "spans", "title"),
    [
        ("टास्क बनाओ कविता को सैंपल भेजना", [(2, 3), (4, 6)], "कविता को सैंपल भेजना"),
        ("task banao Kavita ko sample bhejna", [(2, 3), (4, 6)], "Kavita ko sample bhejna"),
        ("टास्क बनाओ सैंपल भेजना", [(2, 4)], "सैंपल भेजना"),
    ],
)
def test_a_title_goes_on_behind_a_case(
    text: str, spans: list[tuple[int, int]], title: str, tools: tuple[ToolShape, ...]
) -> None:
    found = assign(shape(tools, "create_task"), text, units(text), [Span("title", *span) for span in spans])
    assert found["title"].value == title


@pytest.mark.parametrize(
    ("text", "title", "guest"),
    [
        ("अनीता के साथ मीटिंग", (0, 2), ["अनीता"]),
        ("अनीता के साथ मीटिंग", (0, 3), ["अनीता"]),
        ("Anita ji ke saath meeting", (0, 4), ["Anita"]),
        ("अनीता के साथ डेमो मीटिंग", (0, 4), None),
    ],
)
def test_whom_a_meeting_is_with(
    text: str, title: tuple[int, int], guest: list[str] | None, tools: tuple[ToolShape, ...]
) -> None:
    tool = shape(tools, "schedule_meeting")
    spans = relabelled(tool, [Span("title", *title)], units(text))
    attendees = assign(tool, text, units(text), spans).get("attendees")
    assert (attendees.value if attendees is not None else None) == guest


@pytest.mark.parametrize(
    ("text", "marks", "company"),
    [
        ("राहुल वर्मा, टेककॉर्प", [(0, 2), (3, 4)], "टेककॉर्प"),
        ("Rahul Verma, TechCorp", [(0, 2), (3, 4)], "TechCorp"),
        ("Rahul Verma, Vikram Shah", [(0, 2), (3, 5)], None),
    ],
)
def test_what_follows_a_name_is_the_company(
    text: str, marks: list[tuple[int, int]], company: str | None, tools: tuple[ToolShape, ...]
) -> None:
    tool = shape(tools, "create_lead")
    spans = relabelled(tool, [Span("who", *mark) for mark in marks], units(text))
    found = assign(tool, text, units(text), spans).get("company")
    assert (found.value if found is not None else None) == company


@pytest.mark.parametrize(
    ("text", "lead", "city"),
    [
        ("सुरेश का शहर मालेगाँव कर दो", (0, 1), "मालेगाँव"),
        ("Suresh ka sheher Malegaon kar do", (0, 1), "Malegaon"),
        ("सुरेश का शहर बदलो", (0, 1), None),
    ],
)
def test_a_change_behind_the_name_of_its_slot(
    text: str, lead: tuple[int, int], city: str | None, tools: tuple[ToolShape, ...]
) -> None:
    tool, read = shape(tools, "update_lead"), Reading(text, units(text))
    slots = assign(tool, text, read.units, [Span("who", *lead)])
    fill_named(tool, read, slots)
    assert (slots["city"].value if "city" in slots else None) == city


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("अनीता देसाई के साथ कल, हाँ कल ही, दोपहर में, मतलब साढ़े बारह बजे एक मीटिंग रख दो", "2026-03-03T12:30:00+05:30"),
        ("परसों शाम को अनीता देसाई के साथ मीटिंग रखो, छह बजे", "2026-03-04T18:00:00+05:30"),
        ("kal, haan kal hi, gyarah baje Anita Desai ke saath meeting rakho", "2026-03-03T11:00:00+05:30"),
    ],
)
def test_a_time_said_again_is_one_time(text: str, start: str, read: Read) -> None:
    (wish,) = read(text).wishes
    assert (wish.tool, wish.slots["start"].value) == ("schedule_meeting", start)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("नई लीड, नाम तारिणी महापात्र, कंपनी महानदी क्राफ्ट", "तारिणी महापात्र"),
        ("पेंटर गोपी का नंबर सेव करो", "पेंटर गोपी"),
        ("naam Tarini Mohanty, company Mahanadi Craft", "Tarini Mohanty"),
        ("कंपनी का नाम महानदी क्राफ्ट", None),
        ("उसका नंबर सेव करो", None),
    ],
)
def test_a_new_name_behind_its_word_or_before_the_number(
    text: str, name: str | None, tools: tuple[ToolShape, ...]
) -> None:
    slots = assign(shape(tools, "create_lead"), text, units(text), [])
    fill_named(shape(tools, "create_lead"), Reading(text, units(text)), slots)
    assert (slots["name"].value if "name" in slots else None) == name


@pytest.mark.parametrize("text", ["ये लीड विक्रम को दे दो", "ye lead Vikram ko de do", "give this lead to Vikram"])
def test_the_lead_just_spoken_of_is_one_lead(text: str, read: Read) -> None:
    (wish,) = read(text, focus=(Offer("lead", "Suresh Patil", "1"),)).wishes
    assert wish.tool == "update_lead"
    assert str(wish.slots["owner"].value).lower() in ("विक्रम", "vikram")


@pytest.mark.parametrize(
    "text", ["इन सबको विक्रम को दे दो", "in sabko Vikram ko de do", "give all of these leads to Vikram"]
)
def test_all_of_them_are_many(text: str, read: Read) -> None:
    (wish,) = read(text, focus=(Offer("lead", "Suresh Patil", "1"),)).wishes
    assert wish.tool == "update_leads"
