"""Words that point at a record, and words that say nothing, in three languages and their usual spellings."""

from __future__ import annotations

import pytest

from nia.understanding.entities import entity_lexicon
from nia.understanding.reading import stripped
from nia.understanding.tokens import tokenize
from nia.understanding.units import Unit, cut

LEXICON = entity_lexicon()
POINTING = (
    "him, her, it, that one, uska, uski, usko, use, usse, unka, unki, unhe, iska, iski, isko, ise, inka, inhe, wahi, "
    "wahi wali, wo wala, ye wali, yahi, us wale, woh, voh, usi ko, उसका, उसकी, उसके, उसको, उसे, उससे, उनका, उनकी, "
    "उन्हें, उनको, इसका, इसकी, इसके, इसको, इसे, इन्हें, इनका, वही, वही वाली, वो वाला, ये वाला, यही, वो, वह, यह, उसी को, उस वाले"
).split(", ")
SAYING_NOTHING = (
    "umm, please, pls, kindly, matlab, arre, arey, ji, zara, suno, dekho, yaar, kripya, accha, ek minute, fatafat, "
    "by the way, अरे, मतलब, ज़रा, कृपया, सुनो, सुनिए, प्लीज़, यार, हम्म, एक मिनट, अच्छा, फटाफट, वैसे"
).split(", ")


def units(text: str) -> tuple[Unit, ...]:
    return cut(tokenize(text), (), LEXICON)


@pytest.mark.parametrize("said", POINTING)
def test_what_points_at_a_record(said: str) -> None:
    assert any("pronoun" in unit.senses for unit in units(said))


@pytest.mark.parametrize("said", SAYING_NOTHING)
def test_what_says_nothing_is_left_out_at_the_edges(said: str) -> None:
    read = units(f"{said}, रमेश {said}")
    first, last = stripped(read)
    assert [unit.text for unit in read[first:last]] == ["रमेश"]


@pytest.mark.parametrize("said", ["उसका", "वही वाली", "us wale", "it"])
def test_what_points_is_never_left_out(said: str) -> None:
    read = units(said)
    assert stripped(read) == (0, len(read))
