"""Answers that bring a company behind a comma, or say what is not known."""

from __future__ import annotations

import pytest

from nia.understanding.port import Asked
from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("Deepa Thomas, Malabar Spices", {"name": "Deepa Thomas", "company": "Malabar Spices"}),
        ("Deepa Thomas, Malabar Spices, Pune", {"name": "Deepa Thomas", "company": "Malabar Spices", "city": "Pune"}),
        ("Deepa Thomas, Pune", {"name": "Deepa Thomas", "city": "Pune"}),
        ("दीपा थॉमस, मालाबार स्पाइसेस", {"name": "दीपा थॉमस", "company": "मालाबार स्पाइसेस"}),
        ("Deepa Thomas, please", {"name": "Deepa Thomas"}),
    ],
)
def test_a_name_and_a_company(said: str, answers: dict[str, object], read: Read) -> None:
    found = read(said, asked=Asked("create_lead", ("name",)), task="create_lead")
    assert {name: one.value for name, one in found.answers.items()} == answers


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("I don't have his email, but the phone number is 98200 12345", {"phone": "9820012345"}),
        ("not the email, but his phone is 98200 12345", {"phone": "9820012345"}),
        ("no email, phone 98200 12345", {"phone": "9820012345"}),
        ("email nahi hai, phone 98200 12345 hai", {"phone": "9820012345"}),
        ("email pata nahi lekin number 98200 12345 hai", {"phone": "9820012345"}),
        ("ईमेल नहीं है, फोन 98200 12345 है", {"phone": "9820012345"}),
        ("I have no phone number, the mail is j@z.example", {"email": "j@z.example"}),
        ("ok it's deepa at malabar dot example", {"email": "deepa@malabar.example"}),
    ],
)
def test_what_is_not_known_is_left_out(said: str, answers: dict[str, object], read: Read) -> None:
    filled = {"name": "Deepa Thomas", "company": "Malabar Spices"}
    found = read(said, asked=Asked("create_lead", ("email", "phone")), task="create_lead", filled=filled)
    assert {name: one.value for name, one in found.answers.items()} == answers
    assert found.wishes == ()
