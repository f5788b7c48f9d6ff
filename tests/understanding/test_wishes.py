"""What belongs to one wish, and to a title within it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Understanding
from nia.understanding.spans import widened
from nia.understanding.tagger import Span
from nia.understanding.tokens import tokenize
from nia.understanding.units import cut
from nia.understanding.words import Lexicon


def test_words_that_ask_for_nothing_are_no_wish_of_their_own(read: Callable[..., Understanding]) -> None:
    wishes = read("do the needful and fix a call with Leela Iyer next friday at 4:45").wishes
    assert [wish.tool for wish in wishes] == ["schedule_meeting"]
    assert wishes[0].slots["attendees"].value == ["Leela Iyer"]


@pytest.mark.parametrize("role", ["who", "user"])
def test_a_title_goes_on_with_the_person_that_its_preposition_leads_to(role: str) -> None:
    units = cut(tokenize("create a task to send the quote to Meera Nair by friday"), (), Lexicon(()))
    title, person = Span("title", 4, 8), Span(role, 8, 10)
    assert widened(title, units, [title, person]) == Span("title", 4, 10)


def test_a_title_before_a_person_ends_where_it_was_tagged() -> None:
    units = cut(tokenize("create a task send the quote assign Meera Nair"), (), Lexicon(()))
    title, person = Span("title", 3, 6), Span("user", 7, 9)
    assert widened(title, units, [title, person]) == title


def test_pending_says_no_more_than_what_is_listed_anyway(read: Callable[..., Understanding]) -> None:
    slots = read("show urgent tasks pending with Shivani").wishes[0].slots
    assert "status" not in slots
