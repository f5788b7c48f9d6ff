"""How many things an undo is about, in three languages; a bare undo names no number."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act
from nia.understanding.undo_count import undo_count
from tests.understanding.conftest import Read

COUNTS = {
    "undo my last three changes": 3,
    "take back the previous two": 2,
    "undo both please": 2,
    "undo 4 of those": 4,
    "pichle teen badlav wapas karo": 3,
    "dono wapas kar do": 2,
    "पिछले दो बदलाव वापस करो": 2,
    "दोनों वापस कर दो": 2,
    "undo the last couple of things": 2,
}


@pytest.mark.parametrize(("said", "count"), COUNTS.items())
def test_the_number_is_read(said: str, count: int) -> None:
    assert undo_count(said)["count"].value == count


@pytest.mark.parametrize(
    "said", ["undo", "undo kar do", "वापस कर दो", "undo the last one", "undo the 2 pm change", "undo that"]
)
def test_one_is_the_rule(said: str) -> None:
    assert undo_count(said) == {}


def test_the_engine_says_it_with_the_act(read: Read) -> None:
    got = read("undo the last two updates")
    assert (got.act, got.answers["count"].value) == (Act.UNDO, 2)
