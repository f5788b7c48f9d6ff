"""A lexicon's file: all of it is text, and another form is an admin's error."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from nia.errors import ConfigError
from nia.understanding.lexicon_files import parsed
from nia.understanding.words import Lexicon


def test_words_that_yaml_takes_for_others_stay_words(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("answer: {yes: [on], no: [off, 12]}\n", encoding="utf-8")
    assert parsed(file) == {"answer": {"yes": ["on"], "no": ["off", "12"]}}


def test_numbers_are_senses_as_numbers(tmp_path: Path) -> None:
    file = tmp_path / "numbers.yaml"
    file.write_text("shift: {-1: [back], 0.5: [half], 1-26: [day]}\n", encoding="utf-8")
    lexicon = Lexicon.from_files([file])
    assert [lexicon.senses_of(word)["shift"] for word in ("back", "half", "day")] == [-1, Decimal("0.5"), "1-26"]


@pytest.mark.parametrize("text", ["answer: [yes]", "answer: {yes: on}", "answer: {yes: [{on: off}]}"])
def test_another_form_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        parsed(file)
