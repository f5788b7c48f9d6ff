"""The language of a turn: by words and script, and the last clear one where they tell nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.language import detect
from nia.understanding.port import Language

EN, HI, MIX = Language.ENGLISH, Language.HINDI, Language.HINGLISH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("create a lead for Ramesh", EN),
        ("please schedule a demo kal", EN),
        ("create a lead for रमेश", EN),
        ("yaar show my leads", EN),
        ("kal shaam ko meeting rakho", MIX),
        ("zenith ka lead dikhao", MIX),
        ("show kal ki meetings", MIX),
        ("mujhe Rahul ko call karna hai at 5 pm on friday", MIX),
        ("haan", MIX),
        ("कल मीटिंग रखो", HI),
        ("Rahul के साथ कल meeting रखो", HI),
        ("हाँ", HI),
    ],
)
@pytest.mark.parametrize("previous", [EN, HI, MIX])
def test_words_and_script_tell(text: str, language: Language, previous: Language) -> None:
    assert detect(text, previous) == (language, True)


@pytest.mark.parametrize("text", ["ok", "5", "98200 12345", "Rahul Verma", "asdf qwer", "", "👍", "friday"])
@pytest.mark.parametrize("previous", [EN, HI, MIX])
def test_where_nothing_tells_it_stays(text: str, previous: Language) -> None:
    assert detect(text, previous) == (previous, False)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    detect(text, EN)
