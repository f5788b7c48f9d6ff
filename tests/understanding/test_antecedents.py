"""A pronoun in what describes a record is who was named before it in the same sentence."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read

NAMED = {
    "Anita has declined, cancel the meeting with her": "Anita",
    "अनीता देसाई ने मना कर दिया, उनके साथ वाली मीटिंग रद्द कर दो": "अनीता देसाई",
    "Rohit Shetty nahi aa rahe, unke saath wali meeting cancel kar do": "Rohit Shetty",
}


@pytest.mark.parametrize(("said", "who"), NAMED.items())
def test_who_was_named_before_is_meant(read: Read, said: str, who: str) -> None:
    (wish,) = read(said).wishes
    assert wish.tool == "cancel_meeting"
    assert who in str(wish.slots["meeting"].value)


def test_where_nobody_was_named_the_pronoun_stays(read: Read) -> None:
    (wish,) = read("cancel the meeting with her").wishes
    assert "her" in str(wish.slots["meeting"].value)
