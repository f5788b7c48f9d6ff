"""A firm yes with "cancel" at a card: the yes to a card that cancels something, a cancel of any other card."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Card
from tests.understanding.conftest import Read

CANCELS = Card("cancel_meeting", {"meeting": {"kind": "meeting", "id": "1", "name": "Budget review"}})
OTHER = Card("delete_lead", {"lead": {"kind": "lead", "id": "2", "name": "Ravi Menon"}})


@pytest.mark.parametrize(
    "said", ["yes, cancel it", "yeah cancel", "haan cancel kar do", "हाँ, रद्द कर दो", "ji haan, radd kar do"]
)
def test_it_is_the_yes_only_where_the_card_is_to_cancel(read: Read, said: str) -> None:
    assert read(said, waiting=CANCELS).act is Act.CONFIRM
    assert read(said, waiting=OTHER).act is Act.CANCEL


@pytest.mark.parametrize(
    "said", ["cancel", "cancel it", "no, cancel", "ok cancel", "don't cancel it", "nahi, cancel mat karo"]
)
@pytest.mark.parametrize("card", [CANCELS, OTHER])
def test_without_a_firm_yes_nothing_is_confirmed(read: Read, said: str, card: Card) -> None:
    assert read(said, waiting=card).act is not Act.CONFIRM
