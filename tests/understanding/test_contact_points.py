"""Phones and mail addresses, written and spoken."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.contact_points import find_mails, find_phones
from tests.understanding.conftest import Read

_DIGITS = (
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ("shunya", "ek", "do", "teen", "char", "paanch", "chhe", "saat", "aath", "nau"),
    ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"),
    ("ज़ीरो", "वन", "टू", "थ्री", "फोर", "फाइव", "सिक्स", "सेवन", "एट", "नाइन"),
)


@pytest.mark.parametrize(
    ("text", "digits"),
    {
        "his number is 98200 12345": "9820012345",
        "+91 98200 12345": "+919820012345",
        "+91-98200-12345": "+919820012345",
        "plus nine one nine eight two double zero one two three four five": "+919820012345",
        "nine eight two double zero one two three four five": "9820012345",
        "nau aath do double zero ek do teen char paanch": "9820012345",
        "ninety eight two zero zero one two three four five": "9820012345",
        "nine eight triple two oh one two three four": "9822201234",
        "९८२०० १२३४५": "9820012345",
        "number is 1234": "1234",
        "+1 (415) 555-2671": "+14155552671",
        "022 2345 6789": "02223456789",
        "नौ आठ दो शून्य एक पाँच छह सात आठ नौ": "9820156789",
        "डबल नौ आठ ट्रिपल शून्य एक दो तीन चार": "9980001234",
        "नाइन एट टू ज़ीरो वन फाइव सिक्स सेवन एट नाइन": "9820156789",
        "nau, aath, do, shunya, shunya, ek, do, teen, chaar, paanch": "9820012345",
        "nine eight two zero, zero one two, three four five": "9820012345",
        "nau aath do jeero jeero ek do teen char panch": "9820012345",
        "अट्ठानवे बीस बारह चौंतीस छप्पन": "9820123456",
        "प्लस नौ एक नौ आठ दो शून्य शून्य एक दो तीन चार पाँच": "+919820012345",
        "उसका नंबर 98200 12345 है": "9820012345",
        "09820012345": "09820012345",
        "+971 50 123 4567": "+971501234567",
    }.items(),
)
def test_phones(text: str, digits: str) -> None:
    assert [phone.digits for phone in find_phones(text)] == [digits]


def test_two_phones_stay_two() -> None:
    assert [phone.digits for phone in find_phones("9820012345 9820012346")] == ["9820012345", "9820012346"]


@pytest.mark.parametrize(
    "text",
    ["5 lakh", "Rs 9820012345", "on 2026-03-05 at 5", "meet 12 30 on 15 march 2026", "one or two leads", "double", ""],
)
def test_what_is_no_phone(text: str) -> None:
    assert find_phones(text) == ()


@pytest.mark.parametrize(
    ("text", "address"),
    {
        "mail to John.Doe@techcorp.com.": "john.doe@techcorp.com",
        "john at the rate techcorp dot com": "john@techcorp.com",
        "john dot doe at the rate tech-corp dot co dot in please": "john.doe@tech-corp.co.in",
        "his email is ravi at gmail dot com": "ravi@gmail.com",
        "ravi 21 at the rate gmail dot com": "ravi21@gmail.com",
        "john underscore m at the rate x dot io": "john_m@x.io",
        "ravi at the rate zenith dot co dot in": "ravi@zenith.co.in",
        "ravi dash k at gmail dot com": "ravi-k@gmail.com",
        "sagarika dot p at bluesky dot example": "sagarika.p@bluesky.example",
        "sales plus india at the rate zenith dot com": "sales+india@zenith.com",
        "ravi two one at the rate gmail dot com": "ravi21@gmail.com",
        "r a v i at the rate gmail dot com": "ravi@gmail.com",
        "priya.sharma at the rate tata motors dot com": "priya.sharma@tatamotors.com",
        "ravi at the rate gmail": "ravi@gmail.com",
        "uska mail id ravi at the rate zenith dot in hai": "ravi@zenith.in",
        "रवि एट द रेट ज़ेनिथ डॉट कॉम": "ravi@zenith.com",
        "रवि अंडरस्कोर शर्मा ऐट द रेट याहू डॉट को डॉट इन": "ravi_sharma@yahoo.co.in",
        "नेहा हाइफ़न जी एट द रेट टेककॉर्प डॉट कॉम": "neha-g@techcorp.com",
        "एस शर्मा एट द रेट ज़ेनिथ डॉट कॉम": "ssharma@zenith.com",
        "रवि इक्कीस एट द रेट जीमेल डॉट कॉम": "ravi21@gmail.com",
        "रवि@ज़ेनिथ.कॉम": "ravi@zenith.com",
        "राहुल डॉट शर्मा एट द रेट इन्फोसिस डॉट कॉम": "rahul.sharma@infosys.com",
        "सुनील एट द रेट टाटा मोटर्स डॉट कॉम": "sunil@tatamotors.com",
    }.items(),
)
def test_mails(text: str, address: str) -> None:
    assert [mail.address for mail in find_mails(text)] == [address]


@pytest.mark.parametrize("text", ["a@@b.com", "ravi@gmailcom", "ravi@gmail,com", "ravi@a@b.com", "ravi@b..com"])
def test_a_mail_that_cannot_be_is_found_as_it_was_said(text: str) -> None:
    assert [mail.address for mail in find_mails(f"email {text} please")] == [text]


@pytest.mark.parametrize("text", ["meet at techcorp", "@@@@", "call me at 5. thanks", "x@y"])
def test_what_is_no_mail(text: str) -> None:
    assert find_mails(text) == ()


def test_a_plain_at_is_enough_where_an_address_was_asked_for() -> None:
    assert find_mails("ravi at zenith dot com") == ()
    assert [mail.address for mail in find_mails("ravi at zenith dot com", expected=True)] == ["ravi@zenith.com"]


@given(st.lists(st.sampled_from(range(10)), min_size=9, max_size=9), st.sampled_from(_DIGITS))
def test_spoken_digits_of_each_language_are_a_phone(digits: list[int], words: tuple[str, ...]) -> None:
    said = " ".join(words[digit] for digit in [9, *digits])
    assert [phone.digits for phone in find_phones(said)] == ["9" + "".join(map(str, digits))]


@pytest.mark.parametrize("said", ["nine ", "at the rate ", "a dot ", "@", "नौ,", "डॉट एट "])
def test_long_dictation_is_read_in_linear_time(said: str) -> None:
    text = said * 5000
    begun = time.process_time()
    find_phones(text, expected=True), find_mails(text, expected=True)
    assert time.process_time() - begun < 2


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for found in (*find_phones(text), *find_mails(text)):
        assert text[slice(*found.span)] == found.text


@pytest.mark.parametrize(
    ("said", "sender", "since"),
    [
        ("what mails did ravi@techcorp.example send me in february", "ravi@techcorp.example", "2026-02-01"),
        ("anything from sales@kaveri.in in january?", "sales@kaveri.in", "2026-01-01"),
        ("mails from ravi@techcorp.in in the last week", "ravi@techcorp.in", "2026-02-23"),
    ],
)
def test_whose_mails_is_told_by_an_address(said: str, sender: str, since: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.slots["sender"].value, wish.slots["since"].value) == (sender, since)
