"""After a draft, an order about its copies or its subject is one about the mail; whatever else is said is not."""

from __future__ import annotations

import pytest

from nia.understanding.port import Offer
from tests.understanding.conftest import Read

DRAFT = (Offer("draft", "Re: Quote", "d1"),)


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("also cc Meera", {"cc": ["Meera"]}),
        ("put Meera in copy", {"cc": ["Meera"]}),
        ("change the subject to New rates 2026", {"subject": "New rates 2026"}),
    ],
)
def test_an_order_about_the_draft(said: str, slots: dict[str, object], read: Read) -> None:
    (wish,) = read(said, focus=DRAFT).wishes
    assert (wish.tool, {name: value.value for name, value in wish.slots.items()}) == ("send_email", slots)


@pytest.mark.parametrize(
    "said",
    [
        "remind me to copy the brochure tomorrow at 5",
        "log a call with Neha Agarwal: she wants a copy of the brochure",
        "create a lead Suresh Gupta from Copy Point, phone 9820012345",
        "what is the subject?",
        "find mails with subject invoice",
        "what meetings do I have next week on the subject of pricing",
        "इस विषय पर कल मीटिंग रखो रवि के साथ",
    ],
)
def test_anything_else_is_none(said: str, read: Read) -> None:
    assert "send_email" not in [wish.tool for wish in read(said, focus=DRAFT).wishes]
