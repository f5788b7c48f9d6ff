"""Replies to cards and questions in Hindi: yes, no, changes, what is left, which one of a list."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Asked, Card, Offer
from tests.understanding.conftest import Read

LEAD = Card("create_lead", {"name": "कविता राव", "company": "असम ऑयल", "phone": "+919820012345"})
MEETING = Card("schedule_meeting", {"attendees": [{"name": "राहुल"}], "start": "2026-03-03T16:00:00+05:30"})
MOVE = Card("reschedule_meeting", {"meeting": {"name": "Budget review"}, "start": "2026-03-03T16:00:00+05:30"})
MAIL = Card("send_email", {"to": ["meera@example.com"], "body": "नमस्ते"})
PEOPLE = (
    Offer("lead", "Anita Desai", "1", "Lotus Foods Pune"),
    Offer("lead", "Anita Borah", "2", "Kaziranga Tours Guwahati"),
    Offer("lead", "Anita Bisht", "3", "Doon Valley Dehradun"),
)


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("अब ठीक है, हाँ", LEAD), ("हाँ जी, बना दीजिए", LEAD), ("ओके कर दीजिए", LEAD), ("हाँ हाँ बना दो", LEAD),
        ("ठीक है, लगा दीजिए", MEETING), ("जी हाँ, रख लीजिए", MEETING), ("सही है, भेज दीजिए", MAIL), ("बिल्कुल, भेजिए", MAIL),
        ("हाँ पक्का", LEAD), ("अब सही है, कर दो", LEAD), ("हाँ बढ़िया है, सेव कर लो", LEAD),
    ],
)  # fmt: skip
def test_a_yes(said: str, card: Card, read: Read) -> None:
    found = read(said, waiting=card)
    assert (found.act, found.wishes, dict(found.answers)) == (Act.CONFIRM, (), {})


@pytest.mark.parametrize(
    "said",
    [
        "रहने दो फिर",
        "अभी रहने दो",
        "नहीं, अभी रहने दीजिए",
        "छोड़ो यार",
        "जी नहीं",
        "नहीं, मत बनाओ",
        "फिर छोड़ दो",
        "अभी नहीं",
        "इसे छोड़ दीजिए",
    ],
)  # fmt: skip
def test_a_no(said: str, read: Read) -> None:
    assert read(said, waiting=LEAD).act in (Act.DENY, Act.CANCEL)


@pytest.mark.parametrize(
    ("said", "card", "slot", "value"),
    [
        ("नहीं, साढ़े तीन बजे कर दो", MEETING, "start", "2026-03-03T15:30:00+05:30"),
        ("लंच टाइम है, साढ़े तीन कर दीजिए", MEETING, "start", "2026-03-03T15:30:00+05:30"),
        ("कल नहीं, परसों", MEETING, "start", "2026-03-04T16:00:00+05:30"),
        ("पैंतालीस मिनट की रखो", MEETING, "minutes", 45),
        ("सॉरी, कंपनी असम ऑयल नहीं, असम टिम्बर है", LEAD, "company", "असम टिम्बर"),
        ("कंपनी का नाम असम टिम्बर है", LEAD, "company", "असम टिम्बर"),
        ("शहर पटना कर दो", LEAD, "city", "पटना"),
        ("हाँ लेकिन वैल्यू पाँच लाख कर दो", LEAD, "value", {"amount": "500000", "currency": None}),
        ("विषय में गाड़ी की सूचना लिखिए", MAIL, "subject", "गाड़ी की सूचना"),
    ],
)
def test_a_change(said: str, card: Card, slot: str, value: object, read: Read) -> None:
    found = read(said, waiting=card)
    assert found.act is Act.CORRECT
    assert found.answers[slot].value == value


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("दूसरी वाली", 1), ("दूसरे नंबर वाली", 1), ("पहली", 0), ("तीसरा", 2), ("सबसे आख़िरी", 2), ("आख़िरी वाली", 2),
        ("नंबर दो", 1), ("बिष्ट जी", 2), ("देसाई", 0), ("लोटस फूड्स वाली", 0), ("गुवाहाटी वाली अनीता", 1),
        ("काज़ीरंगा टूर्स वाली", 1),
        ("दूसरी वाली को चुनो", 1), ("वो काज़ीरंगा वाली", 1),
    ],
)  # fmt: skip
def test_which_one(said: str, place: int, read: Read) -> None:
    assert (
        read(said, offered=PEOPLE, choosing=True, asked=Asked("get_lead", ("lead",)), task="get_lead").picked == place
    )


@pytest.mark.parametrize(
    "said",
    [
        "सॉरी, कंपनी असम ऑयल नहीं, असम टिम्बर है",
        "sorry, company Assam Oil nahi, असम टिम्बर hai",
        "नहीं, कंपनी का नाम असम टिम्बर है",
    ],
)
def test_a_change_of_what_is_known_where_something_else_is_asked(said: str, read: Read) -> None:
    known = {"name": "जयंत बरुआ", "company": "असम ऑयल"}
    found = read(said, asked=Asked("create_lead", ("email", "phone")), task="create_lead", filled=known)
    assert found.act is Act.CORRECT
    assert {name: value.value for name, value in found.answers.items()} == {"company": "असम टिम्बर"}
