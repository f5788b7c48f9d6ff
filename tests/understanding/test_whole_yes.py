"""Only a whole yes confirms a card: whatever else is said beside it is read as a wish, a change, or not at all."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Card
from tests.understanding.conftest import Read

LEAD = Card("create_lead", {"name": "John Mathew", "company": "Zenith Pharma", "phone": "+919820012345"})
MEETING = Card("schedule_meeting", {"attendees": [{"name": "Rahul"}], "start": "2026-03-03T16:00:00+05:30"})
MOVE = Card("reschedule_meeting", {"meeting": {"name": "Budget review"}, "start": "2026-03-03T16:00:00+05:30"})
DONE = Card("complete_task", {"task": {"kind": "task", "id": "1", "name": "Call the courier"}})
TASK = Card("create_task", {"title": "update forecast"})
MAIL = Card("send_email", {"to": ["meera@example.com"], "body": "Hello"})


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("yes that's exactly what I wanted", LEAD),
        ("yes, all of it is right", LEAD),
        ("yes, create John Mathew's lead", LEAD),
        ("haan, yahi chahiye tha", LEAD),
        ("haan ab sahi hai, bana do", LEAD),
        ("हाँ, अब सही है", LEAD),
        ("हाँ, यही चाहिए, बना दो", LEAD),
        ("yes, schedule it", MEETING),
        ("haan rakh do", MEETING),
        ("हाँ, रख दो", MEETING),
        ("yes, mark it done", DONE),
        ("good. send it now", MAIL),
        ("haan bhej do", MAIL),
        ("create the task", TASK),
        ("yes, move it", MOVE),
        ("move the Budget review", MOVE),
    ],
)
def test_a_whole_yes_confirms(said: str, card: Card, read: Read) -> None:
    found = read(said, waiting=card)
    assert (found.act, found.wishes, dict(found.answers)) == (Act.CONFIRM, (), {})


@pytest.mark.parametrize("card", [LEAD, MEETING, MOVE, DONE, TASK, MAIL])
@pytest.mark.parametrize(
    "said",
    [
        "right, uh, show me Wasim Jafri",
        "yes, Wasim Jafri",
        "yeah Wasim Jafri's phone number",
        "ok Harish Iyer",
        "ok hold on",
        "yes and",
        "haan aur",
        "हाँ और",
        "create a task",
        "new lead please",
        "yes, create a task",
        "haan, nayi lead banao",
        "yes and Zubin Daruwala",
        "हाँ, और राहुल वर्मा?",
        "yes but no wait not that one, the second",
        "my tasks",
        "my leads please",
        "meri meetings",
        "yes, my tasks",
        "haan, meri meetings",
        "मेरी टास्क",
        "ok let me think",
        "sure, one moment",
        "right, who is Wasim Jafri",
        "fine, but first the numbers",
        "yes, show my tasks",
        "yes so what about the quote",
        "good, any mail from Omkar?",
        "great, Pioneer Pumps next",
        "ok 9820098200",
        "right?",
        "ok I will check with the team first",
        "haan toh Wasim Jafri dikhao",
        "haan, Wasim Jafri ki details",
        "theek hai lekin pehle pipeline dikhao",
        "haan ruko",
        "theek hai, sochta hoon",
        "haan Pioneer Pumps wala",
        "हाँ, वसीम जाफ़री दिखाओ",
        "ठीक है, पहले मेरी मीटिंग दिखाओ",
        "हाँ रुको",
        "हाँ, पाइपलाइन कैसी है",
        "actually the lead is Wasim Jafri",
    ],
)
def test_a_yes_word_before_something_else_does_not(said: str, card: Card, read: Read) -> None:
    assert read(said, waiting=card).act not in (Act.CONFIRM, Act.PROCEED)


@pytest.mark.parametrize(
    "said", ["meeting Budget review wali meeting kar do", "Budget review wali kar do", "मीटिंग Budget review वाली कर दो"]
)
def test_a_value_beside_a_verb_that_sets_it_is_no_yes(said: str, read: Read) -> None:
    """Of a simulated rep, who meant another meeting of the same person (number 107,301)."""
    assert read(said, waiting=MOVE).act is not Act.CONFIRM


@pytest.mark.parametrize(
    ("said", "card", "slot", "value"),
    [
        ("yes but the task is call the courier", TASK, "title", "call the courier"),
        ("yes but the task is “call the courier”", TASK, "title", "call the courier"),
        ("yes but the task is collect the cheque", DONE, "task", "collect the cheque"),
        ("actually the task is update the forecast", DONE, "task", "update the forecast"),
        ("haan lekin task collect the cheque hai", DONE, "task", "collect the cheque"),
        ("हाँ लेकिन टास्क चेक लेना है", DONE, "task", "चेक लेना"),
        ("yes but the meeting is Meera's", MOVE, "meeting", "Meera's"),
        ("yes but the meeting is the meeting with Yusuf Chauhan", MOVE, "meeting", "the meeting with Yusuf Chauhan"),
        ("yes but the meeting is Product demo with Amit Reddy", MOVE, "meeting", "Product demo with Amit Reddy"),
    ],
)
def test_another_record_changes_the_card(said: str, card: Card, slot: str, value: str, read: Read) -> None:
    found = read(said, waiting=card)
    assert (found.act, {name: one.value for name, one in found.answers.items()}) == (Act.CORRECT, {slot: value})


@pytest.mark.parametrize("said", ["yes but the task is print the brochures", "haan lekin task print karna hai"])
def test_a_but_about_another_kind_of_record_confirms_nothing(said: str, read: Read) -> None:
    assert read(said, waiting=MEETING).act is not Act.CONFIRM


@pytest.mark.parametrize(
    "said",
    ["yes but hmm", "yes but", "haan lekin", "हाँ लेकिन", "ok make it priority", "yes but umm well", "haan par hmm"],
)
def test_words_without_content_change_nothing(said: str, read: Read) -> None:
    found = read(said, waiting=LEAD)
    assert dict(found.answers) == {}
    assert found.act is not Act.CONFIRM


def test_a_firm_yes_and_then_another_wish_is_both(read: Read) -> None:
    for said in (
        "yes, and remind me tomorrow at 5 to call him",
        "haan, aur mujhe kal 5 baje yaad dilana ki usko call karna hai",
    ):
        found = read(said, waiting=LEAD)
        assert (found.act, [wish.tool for wish in found.wishes]) == (Act.CONFIRM, ["create_task"])
