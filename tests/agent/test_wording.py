"""Texts with values filled in, as people of each language say them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nia.agent.sentences import Sentences
from nia.agent.wording import Wording
from nia.understanding.port import Language

NOW = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)


def wording(language: Language, **texts: object) -> Wording:
    """Return a wording that knows `texts` in `language` and nothing else."""
    nothing: dict[Language, dict[str, str]] = {one: {} for one in Language}
    return Wording(Sentences({**nothing, language: texts}), language, NOW, "Asia/Kolkata")  # type: ignore[dict-item]


def test_a_sentence_that_opens_with_a_time_begins_with_a_capital_and_a_time_by_itself_does_not() -> None:
    hinglish = wording(Language.HINGLISH, asked="{day:time} ko kitne baje?", bare="{day:time}")
    assert hinglish.say("asked", day="2026-03-03").startswith("Kal, Tuesday 3 March ko")
    assert hinglish.say("bare", day="2026-03-03").startswith("kal, ")


@pytest.mark.parametrize(("share", "said"), [(0.0, "0%"), (33.3, "33.3%"), (100.0, "100%"), (50, "50%")])
def test_a_share_has_no_empty_decimal(share: float, said: str) -> None:
    assert wording(Language.ENGLISH, share="{rate:percent}%").say("share", rate=share) == said


@pytest.mark.parametrize(("n", "said"), [(1, "1 और है"), (2, "2 और हैं"), (125000, "1,25,000 और हैं")])
def test_the_form_follows_the_number_that_is_said(n: int, said: str) -> None:
    hindi = wording(Language.HINDI, more={"one": "1 और है", "other": "{n:n} और हैं"})
    assert hindi.say("more", n=n) == said


def test_money_is_grouped_as_in_india_and_a_list_is_joined_in_the_language() -> None:
    hindi = wording(Language.HINDI, worth="{value:money}", people="{names:list}", **{"words.and": "और"})
    assert hindi.say("worth", value={"amount": "12520000", "currency": "INR"}) == "₹1,25,20,000"
    assert hindi.say("people", names=["आशा", "रवि", "मीरा"]) == "आशा, रवि और मीरा"
