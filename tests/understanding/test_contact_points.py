"""Phones and mail addresses, written and spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.contact_points import find_mails, find_phones


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
    }.items(),
)
def test_mails(text: str, address: str) -> None:
    assert [mail.address for mail in find_mails(text)] == [address]


@pytest.mark.parametrize("text", ["meet at techcorp", "a@@b.com", "@@@@", "call me at 5. thanks", "x@y"])
def test_what_is_no_mail(text: str) -> None:
    assert find_mails(text) == ()


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for found in (*find_phones(text), *find_mails(text)):
        assert text[slice(*found.span)] == found.text
