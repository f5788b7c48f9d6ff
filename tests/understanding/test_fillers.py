"""What the generator puts into sentences: the same each time, and read by the grammar that it is meant for."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from nia.understanding.entities import Finder
from nia.understanding.time_values import TimeFrame
from nia.understanding.tokens import tokenize
from nia.understanding.training.fillers import Fillers, words_by_category
from nia.understanding.words import Lexicon

FRAME = TimeFrame(datetime(2026, 3, 2, 4, 0, tzinfo=UTC))
FINDER = Finder(Lexicon.shipped())
READ_AS = {
    "money": ("money", "money_hi", "money_hinglish"),
    "phone": ("phone", "phone_hi", "phone_hinglish"),
    "email": ("email", "email_hi"),
    "time": (
        "past past_hi past_hinglish when_hi when_hinglish range range_hi range_hinglish "
        "minutes minutes_hi minutes_hinglish"
    ).split(),
}
NAMED = ("person_hi", "company_hi", "city_hi", "product_hi", "job_hi")


def drawers(seed: int = 3) -> Mapping[str, Callable[[], str]]:
    return Fillers(words_by_category(), random.Random(seed)).drawers()


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in READ_AS.items() for name in names])
def test_nearly_all_that_is_drawn_is_read_as_what_it_is(kind: str, name: str) -> None:
    drawn = [draw() for draw in [drawers()[name]] * 200]
    missed = {
        said for said in drawn if not any(found.kind == kind for found in FINDER.find(said, tokenize(said), FRAME))
    }
    assert len(missed) <= 0.06 * len(set(drawn)), missed


@pytest.mark.parametrize("name", NAMED)
def test_hindi_is_in_devanagari(name: str) -> None:
    draw = drawers()[name]
    assert all(any("\u0900" <= char <= "\u097f" for char in draw()) for _ in range(100))


def test_hinglish_is_in_latin_letters() -> None:
    for name, draw in drawers().items():
        if name.endswith("_hinglish"):
            assert all(said.replace("₹", "").isascii() for said in (draw() for _ in range(50))), name


def test_the_same_seed_draws_the_same() -> None:
    once, again = ([draw() for draw in drawers().values() for _ in range(5)] for _ in range(2))
    assert once == again
