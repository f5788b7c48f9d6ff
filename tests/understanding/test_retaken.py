"""A value that is said anew at the end of a wish takes the place of the first one; a text is kept as it was said."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("kal 3 baje Priya ke saath meeting rakho, nahi nahi 4 baje", "start", "2026-03-03T16:00:00+05:30"),
        ("set up a call with Ravi tomorrow at 3, no 4:30", "start", "2026-03-03T16:30:00+05:30"),
        ("कल तीन बजे मीटिंग रखो, नहीं चार बजे", "start", "2026-03-03T16:00:00+05:30"),
        ("remind me on monday to call Ravi, no tuesday", "remind_at", "2026-03-03"),
        ("Sunita ki value 2 lakh kar do, nahi 2.25", "value", {"amount": "225000", "currency": None}),
        ("Sunita ki value 2 lakh kar do nahi 3 lakh", "value", {"amount": "300000", "currency": None}),
        ("leads above 5 lakh, no 10", "min_value", {"amount": "1000000", "currency": None}),
    ],
)
def test_the_last_value_counts(said: str, slot: str, value: object, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots[slot].value == value


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("note on Ravi: wants it on monday at his shop, no tuesday", "wants it on monday at his shop, no tuesday"),
        ("note on Ravi that he pays 5 lakh now for all, no 6 lakh", "he pays 5 lakh now for all, no 6 lakh"),
    ],
)
def test_a_text_is_kept(said: str, kept: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["text"].value == kept
