"""A reason for a loss makes a lead lost; a deal that is won or on hold has none."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("we lost the Joshi deal to a competitor", "a competitor"),
        ("Zenith went with a cheaper vendor", "a cheaper vendor"),
        ("जोशी की डील हाथ से निकल गई, दाम ज़्यादा था", "दाम ज़्यादा था"),
    ],
)
def test_a_reason_behind_a_loss_says_that_it_is_lost(said: str, reason: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.slots["status"].value, wish.slots["lost_reason"].value) == ("lost", reason)


@pytest.mark.parametrize(
    "said", ["put Kiran Motors on hold, they'll decide after Diwali", "mark Zenith won, they liked the price"]
)
def test_what_is_not_lost_has_no_reason(said: str, read: Read) -> None:
    assert all("lost_reason" not in wish.slots for wish in read(said).wishes)


@pytest.mark.parametrize(
    "said",
    [
        "Ravi ka budget badh gaya, price theek hai",
        "Ravi is delayed because he lost his father",
        "Kavita Patil not interested, price is too high",
    ],
)
def test_without_words_of_losing_the_status_stays(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert "status" not in wish.slots
