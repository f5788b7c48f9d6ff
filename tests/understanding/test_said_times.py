"""Times that are said apart or in a list, and where the verb tells on which side of now they lie."""

from __future__ import annotations

import pytest

from nia.understanding.port import Json
from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("show my meetings today and tomorrow", "2026-03-02", "2026-03-03"),
        ("what meetings do I have on the 9th and 10th", "2026-03-09", "2026-03-10"),
        ("show my meetings on monday and tuesday", "2026-03-09", "2026-03-10"),
        ("sales report for jan and feb", "2026-01-01", "2026-02-28"),
        ("tasks due today or tomorrow", "2026-03-02", "2026-03-03"),
        ("aaj aur kal ke tasks dikhao", "2026-03-02", "2026-03-03"),
        ("9 aur 10 tarikh ki meetings dikhao", "2026-03-09", "2026-03-10"),
        ("आज और कल के काम दिखाओ", "2026-03-02", "2026-03-03"),
        ("जनवरी और फरवरी की बिक्री रिपोर्ट दिखाओ", "2026-01-01", "2026-02-28"),
    ],
)
def test_days_in_a_list_are_one_stretch_of_a_search(said: str, first: str, last: str, read: Read) -> None:
    (wish,) = read(said).wishes
    found = [slot.value for name, slot in wish.slots.items() if name.endswith(("from", "to"))]
    assert found == [first, last]


def test_a_reminder_takes_the_first_day_of_a_list(read: Read) -> None:
    (wish, *_) = read("remind me tomorrow and on friday to water the plants").wishes
    assert wish.slots["remind_at"].value == "2026-03-03"


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("parso do ghante ke liye teen baje se Ramesh ke saath meeting rakho", "start", "2026-03-04T15:00:00+05:30"),
        ("परसों दो घंटे के लिए तीन बजे से रमेश के साथ मीटिंग रखो", "start", "2026-03-04T15:00:00+05:30"),
        ("friday ko free hun kya 3 baje ke baad", "from", "2026-03-06T15:00:00+05:30"),
    ],
)
def test_hours_said_apart_are_those_of_the_day(said: str, slot: str, value: Json, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots[slot].value == value


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("कल मेरी कौन सी मीटिंग थीं", "2026-03-01"),
        ("परसों मेरी कौन सी मीटिंग थी", "2026-02-28"),
        ("kal meri kaunsi meetings thi", "2026-03-01"),
        ("which meetings did I have on friday", "2026-02-27"),
        ("which meetings do I have on friday", "2026-03-06"),
        ("कल मेरी कौन सी मीटिंग हैं", "2026-03-03"),
    ],
)
def test_a_verb_of_the_past_looks_back(said: str, day: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["from"].value == day


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("दर्ज करो कि कल शाम साढ़े चार बजे आशा से फ़ोन पर बात हुई", "2026-03-01T16:30:00+05:30"),
        ("दर्ज करो कि दो दिन पहले आशा से मिला", "2026-02-28"),
        ("log karo ki kal shaam 4:30 baje Asha se call hui", "2026-03-01T16:30:00+05:30"),
    ],
)
def test_a_report_that_begins_with_when_happened_then(said: str, at: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "log_activity"
    assert wish.slots["at"].value == at


def test_what_is_to_be_done_by_a_day_is_due_then(read: Read) -> None:
    (wish,) = read("शुक्रवार शाम तक प्रस्ताव भेजने का काम जोड़ो").wishes
    assert wish.slots["due"].value == "2026-03-06T21:00:00+05:30"
    assert "remind_at" not in wish.slots


@pytest.mark.parametrize("said", ["extend the demo to 90 minutes", "make the demo at 4 today and make it 90 minutes"])
def test_a_length_that_is_said_so_moves_nothing(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["minutes"].value == 90
    assert "shift" not in wish.slots


@pytest.mark.parametrize("said", ["m i free kal 11 se 1", "M I free tmrw 11 to 1"])
def test_m_i_asks_as_am_i(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "check_availability"
    assert wish.slots["from"].value == "2026-03-03T11:00:00+05:30"
    assert wish.slots["to"].value == "2026-03-03T13:00:00+05:30"
    assert "attendees" not in wish.slots


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("Meetings after 4 tomorrow", "2026-03-03T16:00:00+05:30", "2026-03-03"),
        ("am I free on friday before 11", "2026-03-06", "2026-03-06T11:00:00+05:30"),
        ("meetings on friday after lunch", "2026-03-06T14:00:00+05:30", "2026-03-06"),
        ("kal 4 baje ke baad ki meetings dikhao", "2026-03-03T16:00:00+05:30", "2026-03-03"),
        ("कल चार बजे के बाद की मीटिंग दिखाओ", "2026-03-03T16:00:00+05:30", "2026-03-03"),
        ("show my meetings this week or next", "2026-03-02", "2026-03-15"),
        ("when am I free after 3 this week", "2026-03-02", "2026-03-08"),
        ("leads created recently", "2026-02-16", "2026-03-02"),
        ("leads created 2024", "2024-01-01", "2024-12-31"),
        ("2023 aur 2024 ke leads dikhao", "2023-01-01", "2024-12-31"),
        ("हाल ही में आए लीड दिखाओ", "2026-02-16", "2026-03-02"),
        ("tasks due soon", "2026-03-02", "2026-03-09"),
    ],
)
def test_a_search_has_both_its_ends(said: str, first: str, last: str, read: Read) -> None:
    (wish,) = read(said).wishes
    found = [slot.value for name, slot in wish.slots.items() if name.endswith(("from", "to"))]
    assert found == [first, last]


def test_what_was_recently_is_no_moment(read: Read) -> None:
    (wish,) = read("log a call with Ravi recently").wishes
    assert "at" not in wish.slots


@pytest.mark.parametrize("said", ["demo do ghante baad kar do", "डेमो दो घंटे बाद कर दो"])
def test_putting_off_counts_from_the_meeting(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "reschedule_meeting"
    assert wish.slots["shift"].value == "PT2H"


def test_what_is_named_for_a_time_takes_it_before_others(read: Read) -> None:
    (wish,) = read("We spoke to 3 people at Lindqvist AB on friday, follow up in a week").wishes
    assert wish.slots["next_follow_up"].value == "2026-03-09"


def test_an_hour_behind_a_sign_is_no_mail_address(read: Read) -> None:
    (wish,) = read("meeting with mar @ 11.30am tomorrow").wishes
    assert wish.slots["start"].value == "2026-03-03T11:30:00+05:30"
    assert wish.slots["attendees"].value == ["mar"]


def test_the_number_of_a_house_is_no_hour(read: Read) -> None:
    (wish,) = read("met Olga at 5 Park Street at 11 am today, she ordered 20 boxes").wishes
    assert wish.slots["at"].value == "2026-03-02T11:00:00+05:30"


@pytest.mark.parametrize(
    ("said", "limit"), [("leads from the last 3 weeks", None), ("last 5 leads of the last 2 weeks", 5)]
)
def test_a_number_within_a_time_is_no_count(said: str, limit: int | None, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.slots["limit"].value if "limit" in wish.slots else None) == limit
    assert {"created_from", "created_to"} <= set(wish.slots)
