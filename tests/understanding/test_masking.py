"""What is hidden from a model, and that it comes back as it was."""

from __future__ import annotations

import pytest

from nia.understanding.masking import Mask


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("call 98200 12345 now", "call <PHONE_1> now"),
        ("phone:+91-98200-12345.", "phone:<PHONE_1>."),
        ("(022) 2345 6789", "<PHONE_1>"),
        ("९८२०० १२३४५", "<PHONE_1>"),
        ("a.b+c@d-e.co.in and x@y.zz", "<EMAIL_1> and <EMAIL_2>"),
        ("x@y.zz x@y.zz", "<EMAIL_1> <EMAIL_1>"),
        ("on 2026-03-02 at 10:30, 5,00,000 or 500000", "on 2026-03-02 at 10:30, 5,00,000 or 500000"),
        ("2026-03-06T17:00:00+05:30", "2026-03-06T17:00:00+05:30"),
        ("room 4 at 5", "room 4 at 5"),
        ("", ""),
    ],
)
def test_hides_and_restores(text: str, hidden: str) -> None:
    mask = Mask()
    assert mask.hide(text) == hidden
    assert mask.restore(hidden) == text


def test_restores_within_lists_and_maps_and_however_it_is_spelt() -> None:
    mask = Mask()
    mask.hide("x@y.zz 9820012345")
    assert mask.restore({"to": ["EMAIL_1"], "phone": "<phone_1>", "n": 3, "b": None}) == {
        "to": ["x@y.zz"],
        "phone": "9820012345",
        "n": 3,
        "b": None,
    }


def test_made_up_placeholder_is_an_error() -> None:
    with pytest.raises(KeyError):
        Mask().restore(["<PHONE_2>"])


def test_switched_off_it_changes_nothing() -> None:
    mask = Mask(enabled=False)
    assert mask.hide("x@y.zz") == "x@y.zz"
    assert mask.restore("<PHONE_1>") == "<PHONE_1>"


def test_long_text_is_quick() -> None:
    for text in ("9" * 100_000, "a" * 100_000 + "@", "1 " * 50_000, "a.b-" * 25_000):
        Mask().hide(text)
