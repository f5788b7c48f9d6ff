"""Where a value is changed from one to another, what it was does not count, and is never written."""

from __future__ import annotations

import pytest

from nia.understanding.port import Json
from tests.understanding.conftest import Read


def lakhs(count: str) -> Json:
    return {"amount": str(int(float(count) * 100_000)), "currency": None}


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("change value of Zenith from 2 lakh to 3 lakh", "value", lakhs("3")),
        ("update the Apex deal from 5L to 7.5L", "value", lakhs("7.5")),
        ("bring Zenith down from 8 lakh to 6 lakh", "value", lakhs("6")),
        ("Zenith ki value 2 lakh se 3 lakh kar do", "value", lakhs("3")),
        ("ज़ेनिथ की कीमत दो लाख से तीन लाख कर दो", "value", lakhs("3")),
        ("update value of Zenith from 500000 to 600000", "value", lakhs("6")),
        ("change Ravi's phone from 9820012345 to 9820054321", "phone", "9820054321"),
        ("change Ravi's mail from ravi@old.example to ravi@new.example", "email", "ravi@new.example"),
        ("replace 98200 12345 with 98200 54321 for Ravi", "phone", "9820054321"),
        ("change Kaveri from proposal to negotiation", "status", "negotiation"),
        ("Kaveri ko proposal se negotiation me daalo", "status", "negotiation"),
        ("move Zenith from Pune to Mumbai", "city", "Mumbai"),
        ("change priority of the quote task from low to high", "priority", "high"),
    ],
)
def test_what_it_becomes_is_written(said: str, slot: str, value: Json, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots[slot].value == value
    assert not wish.slots[slot].alternatives


def test_the_place_a_lead_leaves_is_no_part_of_its_name(read: Read) -> None:
    (wish,) = read("move Zenith from Pune to Mumbai").wishes
    assert wish.slots["lead"].value == "Zenith"


def test_an_estimate_keeps_its_lower_amount_and_names_the_other(read: Read) -> None:
    (wish,) = read("Zenith ki value 2-3 lakh hai").wishes
    assert wish.slots["value"].value == lakhs("2")
    assert wish.slots["value"].alternatives == (lakhs("3"),)


def test_an_amount_that_falls_to_a_mere_number_is_asked_for(read: Read) -> None:
    (wish,) = read("bring Zenith down from 8 lakh to 6").wishes
    assert "value" not in wish.slots


def test_a_search_keeps_both_ends(read: Read) -> None:
    (wish,) = read("leads from 2 lakh to 5 lakh").wishes
    assert (wish.slots["min_value"].value, wish.slots["max_value"].value) == (lakhs("2"), lakhs("5"))


def test_a_reason_keeps_its_words(read: Read) -> None:
    (wish,) = read("mark Zenith lost because they moved from Pune to Mumbai").wishes
    assert wish.slots["lost_reason"].value == "they moved from Pune to Mumbai"
