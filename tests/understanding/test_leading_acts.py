"""An act with a reason, another act or a wish behind it; a bare no stays the beginning of a change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Act, Card, Understanding

Read = Callable[..., Understanding]
CARD = Card("create_lead", {"name": "Tara Rao", "company": "Pearl Foods", "phone": "+919820012345"})


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("ok then leave it, don't touch it", Act.CANCEL),
        ("no no, drop it, he is with another team", Act.CANCEL),
        ("oh, forget it then. he called me already", Act.DENY),
        ("hmm skip it, she is busy", Act.CANCEL),
        ("thanks a ton, you saved my day", Act.THANKS),
        ("oh no, undo that, I was wrong", Act.UNDO),
    ],
)
def test_the_act_counts(said: str, act: Act, read: Read) -> None:
    found = read(said, waiting=CARD)
    alike = {act, Act.CANCEL, Act.DENY} if act in (Act.CANCEL, Act.DENY) else {act}
    assert found.act in alike
    assert not found.wishes


@pytest.mark.parametrize("context", [{"waiting": CARD}, {}])
def test_a_wish_behind_it_counts_too(context: dict[str, object], read: Read) -> None:
    found = read("ok cancel that. remind me to pay the rent tomorrow at 5", **context)
    assert [wish.tool for wish in found.wishes] == ["create_task"]
    assert found.act is (Act.CANCEL if context else None)


@pytest.mark.parametrize(
    "said", ["no, the company is Ruby Foods", "no no, city is Surat", "wait, the company is Ruby Foods"]
)
def test_a_bare_no_is_a_change(said: str, read: Read) -> None:
    assert read(said, waiting=CARD).act is Act.CORRECT


@pytest.mark.parametrize(
    "said",
    [
        "right, too early. make it 10 am",
        "oh right, she is busy then. change it to 10 am",
        "ok, then make it 10 am",
        "sure but make it 10 am",
    ],
)
def test_a_changed_card_is_not_confirmed(said: str, read: Read) -> None:
    card = Card("schedule_meeting", {"attendees": ["Hina"], "start": "2026-03-04T08:00:00+05:30", "minutes": 30})
    found = read(said, waiting=card)
    assert (found.act, found.answers["start"].value) == (Act.CORRECT, "2026-03-04T10:00:00+05:30")


@pytest.mark.parametrize(
    "said",
    [
        "oh I took her for someone else. undo that",
        "wrong person! please undo it",
        "गलत आदमी था। वापस लो",
        "galat aadmi tha. undo kar do",
    ],
)
def test_what_was_done_is_taken_back_behind_its_reason(said: str, read: Callable[..., Understanding]) -> None:
    assert read(said).act is Act.UNDO


def test_a_wish_with_thanks_behind_it_stays_a_wish(read: Callable[..., Understanding]) -> None:
    understood = read("show my leads from Pune. undo")
    assert understood.act is not Act.UNDO
