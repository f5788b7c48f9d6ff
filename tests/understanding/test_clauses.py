"""Records that a relative clause describes: the clause is the record's, its time is no date to set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Understanding
from nia.understanding.spans import widened
from nia.understanding.tagger import Span
from nia.understanding.units import Unit


@pytest.mark.parametrize(
    ("words", "tagged", "whole"),
    [
        ("kal jo lead banayi thi use contacted kar do", (2, 4), "kal jo lead banayi thi"),
        ("kal jo lead banayi thi use contacted kar do", (1, 4), "kal jo lead banayi thi"),
        ("jo lead banayi use dikhao", (0, 3), "jo lead banayi"),
    ],
)
def test_a_clause_has_its_time_and_its_verb(words: str, tagged: tuple[int, int], whole: str) -> None:
    units = [Unit("time" if word == "kal" else "word", word, word, 0, 0) for word in words.split()]
    span = widened(Span("who", *tagged), units, [])
    assert " ".join(unit.text for unit in units[span.first : span.last]) == whole


def test_the_time_of_a_clause_is_no_follow_up(read: Callable[..., Understanding]) -> None:
    (wish,) = read("kal jo lead banayi thi use contacted kar do").wishes
    assert {name: value.value for name, value in wish.slots.items()} == {
        "lead": "kal jo lead banayi thi",
        "status": "contacted",
    }
