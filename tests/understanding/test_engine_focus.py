"""What words mean beside the record that was spoken of last, and changes of what is known while more is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Act, Asked, Card, Language, Offer, Understanding

Read = Callable[..., Understanding]
FOCUS = {kind: (Offer(kind, "Quote", "1"),) for kind in ("mail", "draft", "task", "meeting", "lead")}
TIMES = (
    Offer("time", "tomorrow, Tue 3 March, 4:30 pm", "2026-03-03T16:30:00+05:30"),
    Offer("time", "tomorrow, Tue 3 March, 5:00 pm", "2026-03-03T17:00:00+05:30"),
)
MEETING = Card("schedule_meeting", {"attendees": ["Rahul"], "start": "2026-03-03T16:00:00+05:30", "minutes": 30})
LEAD = Card("create_lead", {"name": "John Mathew", "company": "Zenith Pharma", "phone": "+919820012345"})
KNOWN_START = {"start": "2026-03-03T16:00:00+05:30"}


@pytest.mark.parametrize(
    ("said", "focus", "tool", "slots"),
    [
        ("add this one to my tasks", "mail", "email_to_task", {"mail": "this one"}),
        ("put it on my to-do list", "mail", "email_to_task", {"mail": "it"}),
        ("make it shorter", "draft", "draft_email", {"tone": "short"}),
        ("can you make it more formal", "draft", "draft_email", {"tone": "formal"}),
        ("friendlier please", "draft", "draft_email", {"tone": "friendly"}),
        ("send it", "draft", "send_email", {}),
        (
            "email him that the price is final",
            "lead",
            "send_email",
            {"to": ["him"], "body": "the price is final"},
        ),
        ("push it by two days", "task", "update_task", {"task": "it", "shift": "P2D"}),
        ("extend it to friday", "task", "update_task", {"task": "it", "due": "2026-03-06"}),
        ("move it to friday at 5", "meeting", "reschedule_meeting", {"meeting": "it"}),
    ],
)
def test_a_wish_about_what_is_in_focus(said: str, focus: str, tool: str, slots: dict[str, object], read: Read) -> None:
    understood = read(said, focus=FOCUS[focus])
    assert [wish.tool for wish in understood.wishes] == [tool]
    found = {name: value.value for name, value in understood.wishes[0].slots.items()}
    assert {name: found.get(name) for name in slots} == slots


@pytest.mark.parametrize("said", ["let's go with option 2 please", "The 2nd slot is ok for me, kindly book that only"])
def test_an_offered_time_is_chosen_at_a_card(said: str, read: Read) -> None:
    assert read(said, waiting=MEETING, offered=TIMES).picked == 1


@pytest.mark.parametrize("said", ["show 2", "open the second one"])
def test_a_line_of_the_last_list_is_shown(said: str, read: Read) -> None:
    assert read(said, offered=(Offer("lead", "Rahul", "1"), Offer("lead", "Ravi", "2"))).picked == 1


def test_a_phone_in_a_sentence_that_speaks_of_a_mail(read: Read) -> None:
    asked = Asked("create_lead", ("email", "phone"))
    said = "Phone no. 098200-12345 only, he'll share the email later"
    understood = read(said, asked=asked, task="create_lead", filled={"name": "John", "company": "Zenith"})
    assert {name: value.value for name, value in understood.answers.items()} == {"phone": "09820012345"}


def test_an_announced_change_of_a_card(read: Read) -> None:
    said = "Sorry, one small change before you save it: the deal size has to be Rs 12,00,000."
    understood = read(said, waiting=LEAD)
    assert understood.act is Act.CORRECT
    assert {name: value.value for name, value in understood.answers.items()} == {
        "value": {"amount": "1200000", "currency": "INR"}
    }


@pytest.mark.parametrize("said", ["move it to 6 pm", "make it 6 pm"])
def test_the_time_is_changed_while_attendees_are_asked(said: str, read: Read) -> None:
    asked = Asked("schedule_meeting", ("attendees",))
    understood = read(said, asked=asked, task="schedule_meeting", filled=KNOWN_START)
    assert understood.act is Act.CORRECT
    assert {name: value.value for name, value in understood.answers.items()} == {"start": "2026-03-03T18:00:00+05:30"}


def test_another_meeting_is_moved_while_a_start_is_asked(read: Read) -> None:
    asked = Asked("schedule_meeting", ("start",))
    understood = read(
        "move the demo to yesterday at 5", asked=asked, task="schedule_meeting", filled={"attendees": ["Rahul"]}
    )
    assert [wish.tool for wish in understood.wishes] == ["reschedule_meeting"]


@pytest.mark.parametrize("said", ["banana", "to"])
def test_a_word_of_no_language_changes_none(said: str, read: Read) -> None:
    assert (read(said).language, read(said).language_is_clear) == (Language.ENGLISH, False)


def test_a_day_that_is_none_is_no_greeting(read: Read) -> None:
    assert read("31 february").act is None


@pytest.mark.parametrize(
    "said", ["remind me to call Ravi on 31 february", "remind me to call Ravi on 31 february at 5 pm"]
)
def test_a_day_that_is_none_is_named_as_such(said: str, read: Read) -> None:
    assert read(said).wishes[0].slots["remind_at"].problem == "no_such_date"
