"""The language of a turn: by words and script, and the last clear one where they tell nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.language import detect
from nia.understanding.port import Language

EN, HI, MIX = Language.ENGLISH, Language.HINDI, Language.HINGLISH
LAST = pytest.mark.parametrize("previous", [EN, HI, MIX])

CASES = yaml.safe_load((Path(__file__).parent / "languages.yaml").read_text(encoding="utf-8"))
TABLE = [(text, language) for language in (EN, HI, MIX) for text in CASES[str(language)]]


@pytest.mark.parametrize(("text", "language"), TABLE)
@LAST
def test_words_and_script_tell(text: str, language: Language, previous: Language) -> None:
    assert detect(text, previous) == (language, True)


def test_the_table_says_nothing_twice() -> None:
    assert len({text for text, _ in TABLE}) == len(TABLE) >= 120


@pytest.mark.parametrize("text", CASES["untold"])
@LAST
def test_where_nothing_tells_it_stays(text: str, previous: Language) -> None:
    assert detect(text, previous)[0] == previous
    if previous is not EN:
        assert not detect(text, previous)[1]


def test_a_long_text_takes_no_more_a_word_than_short_ones() -> None:
    texts = [text for text, _ in TABLE]
    detect(texts[0])
    short = min(seconds(texts) for _ in range(5))
    assert min(seconds([" ".join(texts * 20)]) for _ in range(5)) < 20 * 3 * short


def seconds(texts: list[str]) -> float:
    begun = time.process_time()
    for text in texts:
        detect(text)
    return time.process_time() - begun


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    detect(text, EN)
