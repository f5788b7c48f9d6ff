"""What the tokeniser promises: spans in the original text, and spellings that do not matter folded away."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.tokens import fold, tokenize


def words(text: str) -> list[str]:
    return [token.folded for token in tokenize(text)]


def test_digits_words_and_signs_are_apart() -> None:
    assert words("Call at 5pm, it's o'clock") == ["call", "at", "5", "pm", ",", "it's", "o'clock"]


def test_devanagari_words_stay_whole() -> None:
    assert words("कल शाम को पाँच बजे") == [fold("कल"), fold("शाम"), fold("को"), fold("पांच"), fold("बजे")]


def test_devanagari_digits_are_digits() -> None:
    assert words("१५ मार्च") == ["15", fold("मार्च")]


def test_nukta_does_not_count() -> None:
    assert fold("डेढ़") == fold("डेढ") == fold("डेढ़")


def test_zero_width_and_direction_marks_do_not_count() -> None:
    assert words("to\u200bmorrow\u200f at\u202e 5") == ["tomorrow", "at", "5"]


@given(st.text())
def test_spans_lie_in_the_original(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(before.end <= after.start for before, after in itertools.pairwise(tokens))
