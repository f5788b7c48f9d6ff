from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Understanding
from nia.understanding.restated import restated
from nia.understanding.tagger import Span
from nia.understanding.tokens import tokenize
from nia.understanding.units import Unit, cut
from nia.understanding.words import Lexicon


@pytest.mark.parametrize(
    "said",
    [
        "schedule a meeting with Meera day after tomorrow, say 10 am, no make it 10:45",
        "schedule a meeting with Meera day after tomorrow at 10, wait, 10:45",
        "parso 10 baje, nahi ruko, 10:45 baje Meera ke saath meeting rakho",
        "परसों दस बजे, नहीं रुको, 10:45 बजे मीरा के साथ मीटिंग रखो",
    ],
)
def test_a_time_that_is_said_again_is_the_later_one_on_the_day_that_stands(
    said: str, read: Callable[..., Understanding]
) -> None:
    understood = read(said)
    assert understood.wishes[0].slots["start"].value == "2026-03-04T10:45:00+05:30"


def _units(text: str) -> tuple[Unit, ...]:
    return cut(tokenize(text), (), Lexicon(()))


@pytest.mark.parametrize("repair", [", no wait,", ", sorry, i mean", ", nahi nahi,", ", मतलब"])
def test_a_name_that_is_said_again_is_the_later_one(repair: str) -> None:
    units = _units(f"Gupta Traders {repair} Verma Traders")
    last = len(units)
    spans = [Span("company", 0, 2), Span("company", last - 2, last)]
    assert restated(units, spans) == {0, 1}


@pytest.mark.parametrize("between", [", and", "of", ""])
def test_two_names_without_a_repair_between_them_both_stand(between: str) -> None:
    units = _units(f"Gupta Traders {between} Verma Traders")
    assert restated(units, [Span("who", 0, 2), Span("who", len(units) - 2, len(units))]) == set()


def test_two_times_with_other_words_between_them_both_stand(read: Callable[..., Understanding]) -> None:
    slots = read("is Meera free on tuesday between 2 and 4").wishes[0].slots
    assert slots["from"].value == "2026-03-03T14:00:00+05:30"
    assert slots["to"].value == "2026-03-03T16:00:00+05:30"


@pytest.mark.parametrize("said", ["Zenith was 5 lakh, it's now 6 lakh", "Zenith ka value pehle 5 lakh tha, ab 6 lakh"])
def test_what_was_is_replaced_by_what_is_now(said: str, read: Callable[..., Understanding]) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["value"].value == {"amount": "600000", "currency": None}
