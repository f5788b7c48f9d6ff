"""What belongs to one wish, and to a title within it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.assign import assign
from nia.understanding.entities import entity_lexicon
from nia.understanding.port import ToolShape, Understanding
from nia.understanding.relabelled import relabelled
from nia.understanding.spans import longest, whole, widened
from nia.understanding.tagger import Span
from nia.understanding.tokens import tokenize
from nia.understanding.units import cut
from nia.understanding.words import Lexicon


def test_words_that_ask_for_nothing_are_no_wish_of_their_own(read: Callable[..., Understanding]) -> None:
    wishes = read("do the needful and fix a call with Leela Iyer next friday at 4:45").wishes
    assert [wish.tool for wish in wishes] == ["schedule_meeting"]
    assert wishes[0].slots["attendees"].value == ["Leela Iyer"]


@pytest.mark.parametrize("role", ["who", "user"])
def test_a_title_goes_on_with_the_person_that_its_preposition_leads_to(role: str) -> None:
    units = cut(tokenize("create a task to send the quote to Meera Nair by friday"), (), Lexicon(()))
    title, person = Span("title", 4, 8), Span(role, 8, 10)
    assert widened(title, units, [title, person]) == Span("title", 4, 10)


def test_a_title_before_a_person_ends_where_it_was_tagged() -> None:
    units = cut(tokenize("create a task send the quote assign Meera Nair"), (), Lexicon(()))
    title, person = Span("title", 3, 6), Span("user", 7, 9)
    assert widened(title, units, [title, person]) == title


def test_two_wishes_for_one_tool_each_need_their_own_record(read: Callable[..., Understanding]) -> None:
    wishes = read("add Swarnalatha also to the freight negotiation meeting").wishes
    assert [wish.tool for wish in wishes] == ["update_meeting"]


def test_two_marks_of_one_name_that_touch_are_one() -> None:
    units = cut(tokenize("mark the task send the quote as done"), (), Lexicon(()))
    assert whole([Span("task", 1, 3), Span("task", 3, 6)], units) == [Span("task", 1, 6)]
    apart = [Span("task", 1, 3), Span("task", 4, 6)]
    assert whole(apart, units) == apart


@pytest.mark.parametrize(
    ("said", "slot", "which"),
    [
        ("that lead I added yesterday, set its value to 4.5 lakh", "lead", "that lead I added yesterday"),
        ("the task I made yesterday is done", "task", "the task I made yesterday"),
    ],
)
def test_a_record_is_named_by_what_was_done_to_it_and_when(
    said: str, slot: str, which: str, read: Callable[..., Understanding]
) -> None:
    assert read(said).wishes[0].slots[slot].value == which


@pytest.mark.parametrize(
    "said",
    [
        "send a mail to meera@apex.in with cc to ravi@apex.in, body The papers are ready",
        "meera@apex.in ko mail bhejo, copy me ravi@apex.in, body The papers are ready",
    ],
)
def test_a_copy_goes_to_the_address_named_for_it(said: str, read: Callable[..., Understanding]) -> None:
    slots = read(said).wishes[0].slots
    assert (slots["to"].value, slots["cc"].value) == (["meera@apex.in"], ["ravi@apex.in"])


def test_a_reason_begins_behind_its_verb(read: Callable[..., Understanding]) -> None:
    assert read("mark ravi as lost, reason is budget cut").wishes[0].slots["lost_reason"].value == "budget cut"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("which tasks are still open", "open"),
        ("what tasks are pending with Shivani", None),
        ("Shivani ke kitne kaam baki hai", None),
    ],
)
def test_what_remains_is_listed_anyway(said: str, status: str | None, read: Callable[..., Understanding]) -> None:
    slot = read(said).wishes[0].slots.get("status")
    assert (slot.value if slot is not None else None) == status


def test_a_second_name_that_somebody_works_at_is_the_company(tools: tuple[ToolShape, ...]) -> None:
    units = cut(tokenize("save Farida Contractor , buyer at TechCorp"), (), Lexicon(()))
    contact = next(tool for tool in tools if tool.name == "save_contact")
    name, other = Span("who", 1, 3), Span("who", 6, 7)
    assert relabelled(contact, [name, other], units) == [name, Span("company", 6, 7)]
    company = Span("company", 4, 5)
    assert relabelled(contact, [name, company, other], units) == [name, company, other]


@pytest.mark.parametrize(
    ("said", "marked", "named"),
    [
        ("read the mail titled Dealer margin FY26 please", (1, 4), (1, 7)),
        ("read the mail titled Dealer margin FY26", (1, 3), (1, 7)),
        ("drop the van to - do , not needed", (1, 4), (1, 6)),
    ],
)
def test_a_record_is_named_to_the_end(said: str, marked: tuple[int, int], named: tuple[int, int]) -> None:
    units = cut(tokenize(said.replace("FY26", "FY")), (), entity_lexicon())
    span = Span("mail" if "mail" in said else "task", *marked)
    assert widened(span, units, [span]) == Span(span.role, *named)


def test_of_several_texts_to_write_the_longest_counts() -> None:
    remark, text, name = Span("instruction", 0, 2), Span("instruction", 8, 14), Span("who", 6, 8)
    assert longest([remark, name, text]) == [name, text]


def test_what_a_mail_says_goes_on_to_the_end(tools: tuple[ToolShape, ...]) -> None:
    text = "mail Meera : Crates reached , kindly send vans"
    units = cut(tokenize(text), (), entity_lexicon())
    mail = next(tool for tool in tools if tool.name == "send_email")
    slots = assign(mail, text, units, [Span("who", 1, 2), Span("body", 3, 5)])
    assert slots["body"].value == "Crates reached , kindly send vans"


def test_a_record_takes_the_person_and_the_head_within_it() -> None:
    units = cut(tokenize("add Neha to my meeting with Karan"), (), Lexicon(()))
    meeting, guest = Span("meeting", 3, 6), Span("who", 6, 7)
    assert widened(meeting, units, [meeting, guest]) == Span("meeting", 3, 7)
    units = cut(tokenize("mark the task send the quote as done"), (), Lexicon(()))
    assert whole([Span("task", 1, 2), Span("task", 3, 6)], units) == [Span("task", 1, 6)]


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        ("she hates mornings , put that in her notes", 3, "she hates mornings"),
        ("she hates mornings and long calls", 3, "she hates mornings and long calls"),
    ],
)
def test_a_text_ends_before_a_command_about_it(text: str, marked: int, kept: str, tools: tuple[ToolShape, ...]) -> None:
    note = next(tool for tool in tools if tool.name == "add_note")
    slots = assign(note, text, cut(tokenize(text), (), entity_lexicon()), [Span("text", 0, marked)])
    assert slots["text"].value == kept
