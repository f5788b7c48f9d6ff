"""What is left out: of a search in its slot `excluded`, of a list of people as everybody but these."""

from __future__ import annotations

import pytest

from nia.understanding.excluded import is_excluded
from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("leads not in Pune", "Pune"),
        ("the leads which are not from Pune", "Pune"),
        ("everyone except Rahul", "Rahul"),
        ("all of them apart from Rahul please", "Rahul"),
        ("Pune ke alawa sab", "Pune"),
        ("Rahul ko chhod kar sab ko", "Rahul"),
        ("Pune wali leads ko chhodke", "Pune"),
        ("पुणे छोड़कर", "पुणे"),
        ("राहुल के अलावा सबको", "राहुल"),
        ("पुणे वाली को छोड़ कर बाकी सब", "पुणे"),
    ],
)
def test_words_that_leave_out(said: str, name: str) -> None:
    at = said.index(name)
    assert is_excluded(said, (at, at + len(name)))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("all but the lost ones", "lost"),
        ("leads outside Pune", "Pune"),
        ("jo leads Pune se nahi hain", "Pune"),
        ("जो लीड पुणे में नहीं हैं", "पुणे"),
    ],
)
def test_words_that_leave_out_of_a_search_only(said: str, name: str) -> None:
    at = said.index(name)
    span = (at, at + len(name))
    assert is_excluded(said, span, in_search=True)
    assert not is_excluded(said, span)


@pytest.mark.parametrize(
    ("said", "name"),
    [("leads in Pune", "Pune"), ("all leads, but only Pune", "Pune"), ("Pune chhod do, Mumbai dikhao", "Mumbai")],
)
def test_words_that_leave_nothing_out(said: str, name: str) -> None:
    at = said.index(name)
    assert not is_excluded(said, (at, at + len(name)), in_search=True)


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("show leads not in Pune", {"excluded": {"city": "Pune"}}),
        ("show leads not in Pune or Mumbai", {"excluded": {"city": ["Pune", "Mumbai"]}}),
        ("qualified leads not in Pune", {"status": "qualified", "excluded": {"city": "Pune"}}),
        ("show all leads but the lost ones", {"excluded": {"status": "lost"}}),
        ("show my leads that are not won or lost", {"owner": "me", "excluded": {"status": ["won", "lost"]}}),
        ("list everyone but Rahul", {"excluded": {"text": "Rahul"}}),
        ("list leads except those owned by Vikram", {"excluded": {"owner": "Vikram"}}),
        ("Pune ke alawa sab leads dikhao", {"excluded": {"city": "Pune"}}),
        ("Pune aur Mumbai ke alawa sab leads dikhao", {"excluded": {"city": ["Pune", "Mumbai"]}}),
        ("पुणे छोड़कर सब लीड दिखाओ", {"excluded": {"city": "पुणे"}}),
        ("leads from Mumbai, not Pune", {"city": "Mumbai"}),
    ],
)
def test_a_search_holds_what_is_left_out(said: str, slots: dict[str, object], read: Read) -> None:
    [wish] = read(said).wishes
    assert (wish.tool, {name: value.value for name, value in wish.slots.items()}) == ("find_leads", slots)


@pytest.mark.parametrize(
    ("said", "excluded"),
    [
        ("mark all leads except the lost ones as contacted", {"status": "lost"}),
        ("mark all leads not in Pune as contacted", {"city": "Pune"}),
        ("Pune wali chhod kar sab leads ko contacted kar do", {"city": "Pune"}),
        ("पुणे की छोड़कर सब लीड को contacted कर दो", {"city": "पुणे"}),
    ],
)
def test_a_bulk_change_holds_what_is_left_out(said: str, excluded: dict[str, object], read: Read) -> None:
    [wish] = read(said).wishes
    assert (wish.tool, wish.slots["where"].value) == ("update_leads", {"excluded": excluded})
    assert wish.slots["set"].value == {"status": "contacted"}


@pytest.mark.parametrize(
    "said",
    [
        "schedule a meeting with everyone except Vikram tomorrow at 4",
        "Vikram ko chhodkar sabke saath kal 4 baje meeting rakho",
        "विक्रम को छोड़कर सबके साथ कल 4 बजे मीटिंग रखो",
    ],
)
def test_everyone_but_some(said: str, read: Read) -> None:
    [wish] = read(said).wishes
    assert wish.tool == "schedule_meeting"
    assert wish.slots["attendees"].value in ([{"except": ["Vikram"]}], [{"except": ["विक्रम"]}])
