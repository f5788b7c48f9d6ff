"""Replies to cards in Hinglish: yes, no, leave it, go on all the same."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Asked, Card, Offer
from tests.understanding.conftest import Read

LEAD = Card("create_lead", {"name": "Kavita Rao", "company": "Assam Oil", "phone": "+919820012345"})
MEETING = Card("schedule_meeting", {"attendees": ["Kavita Rao"], "start": "2026-03-03T16:00:00+05:30", "minutes": 30})
CLASHING = Card("schedule_meeting", dict(MEETING.args), ("That overlaps with the budget review.",))
WON = Card("update_lead", {"lead": "Kavita Rao", "status": "won"})
MAIL = Card("send_email", {"to": ["kavita@assam.example"], "subject": "Quote", "body": "hello"})
DELETE = Card("delete_lead", {"lead": "Kavita Rao"})

PEOPLE = (
    Offer("lead", "Anita Desai", "1", "Lotus Foods Pune"),
    Offer("lead", "Anita Borah", "2", "Kaziranga Tours Guwahati"),
    Offer("lead", "Anita Bisht", "3", "Doon Valley Dehradun"),
)


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("haanji", LEAD), ("krdo", LEAD), ("thik h kr do", LEAD), ("sahi h", LEAD), ("mujhe manzoor hai", LEAD),
        ("haan kr de yaar", LEAD), ("ab theek hai, haan", LEAD), ("ekdum sahi hai kar do", LEAD), ("mast hai", LEAD),
        ("theek hai laga do", MEETING), ("haan set kar do", MEETING), ("sahi hai rakh lo", MEETING),
        ("haan bhej do", MAIL), ("ji hata dijiye", DELETE), ("won kar do", WON), ("haan won kar do", WON),
    ],
)  # fmt: skip
def test_a_yes(said: str, card: Card, read: Read) -> None:
    found = read(said, waiting=card)
    assert (found.act, found.wishes, dict(found.answers)) == (Act.CONFIRM, (), {})


@pytest.mark.parametrize(
    "said",
    [
        "nahi ab mat karo", "nahi yaar ye galat hai rehne do", "abhi mat karo", "koi zarurat nahi",
        "band karo ye",
        "rehne dijiye ye sab baad me dekhenge", "mann badal gaya rehne do", "nahi abhi nahi", "baad me karenge",
        "chhod yaar",
    ],
)  # fmt: skip
@pytest.mark.parametrize("card", [LEAD, MEETING])
def test_a_no(said: str, card: Card, read: Read) -> None:
    assert read(said, waiting=card).act in (Act.DENY, Act.CANCEL)


@pytest.mark.parametrize("said", ["koi dikkat nahi rakh do", "clash chalega kar do", "hone do", "pata hai, kar do"])
def test_going_on_in_spite_of_a_warning(said: str, read: Read) -> None:
    assert read(said, waiting=CLASHING).act is Act.PROCEED


@pytest.mark.parametrize("said", ["hata do", "uda do", "qualified kar do", "Mumbai kar do", "phir bhi mat rakho"])
def test_what_confirms_nothing(said: str, read: Read) -> None:
    assert read(said, waiting=LEAD).act not in (Act.CONFIRM, Act.PROCEED)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("sabse upar jo hai", 0), ("upar wala", 0), ("pehle wala kar do", 0), ("do number wala", 1), ("do number", 1),
        ("teen number", 2), ("sabse neeche wala", 2), ("aakhri", 2), ("Bisht hai surname", 2), ("wo Kaziranga wali", 1),
    ],
)  # fmt: skip
def test_which_one(said: str, place: int, read: Read) -> None:
    asked = Asked("update_lead", ("lead",))
    assert read(said, asked=asked, offered=PEOPLE, choosing=True, task="update_lead").picked == place


@pytest.mark.parametrize(
    ("said", "card", "answers"),
    [
        ("saade saat nahi yaar, saadhe aath lakh", LEAD, {"value": {"amount": "850000", "currency": None}}),
        ("12 baje nahi us din sirf 3 baje wo free hai", MEETING, {"start": "2026-03-03T15:00:00+05:30"}),
        ("Kavita ke saath Mandar ko bhi rakho, dono", MEETING, {"attendees": ["Kavita Rao", "Mandar"]}),
    ],
)
def test_a_change(said: str, card: Card, answers: dict[str, object], read: Read) -> None:
    found = read(said, waiting=card)
    assert found.act is Act.CORRECT
    assert {name: value.value for name, value in found.answers.items()} == answers


@pytest.mark.parametrize("said", ["nahi Neha ko", "Neha ko de do", "no, Neha", "not Vikram, Neha", "नहीं नेहा को"])
def test_all_leads_go_to_another_owner(said: str, read: Read) -> None:
    card = Card("update_leads", {"where": {"city": "Pune"}, "set": {"owner": "Vikram", "status": "contacted"}})
    found = read(said, waiting=card)
    assert found.act is Act.CORRECT
    assert found.answers["set"].value == {"owner": "नेहा" if "नेहा" in said else "Neha", "status": "contacted"}
