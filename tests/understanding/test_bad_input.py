"""Bad input to the readers of times, amounts and contacts: an answer in linear time, and never an exception."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from datetime import datetime
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.amounts import find_amounts
from nia.understanding.contact_points import find_mails, find_phones
from nia.understanding.time_values import Direction, TimeFrame
from nia.understanding.times import find_times
from nia.understanding.words import Lexicon

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")
PHRASES = sorted(
    "5 17 31 2026 5:30 pm at on in of the to - , / . : from between and by next last this first monday kal march may "
    "week month year quarter q1 2 two half quarter past hours minutes ago later baje saadhe tak se ke baad morning "
    "raat 9820012345 lakh rs @ dot double every end early eod now same time prepone after before until since".split()
)


@given(st.lists(st.sampled_from(PHRASES), max_size=14), st.sampled_from(list(Direction)), st.booleans())
def test_words_of_time_in_any_order_break_nothing(words: list[str], looks: Direction, apart: bool) -> None:
    text = (" " if apart else "").join(words)
    found = find_times(text, TimeFrame(NOW, looks=looks))
    for time in found:
        assert text[slice(*time.span)] == time.text
        for value in (time.start, time.end):
            assert value is None or datetime.fromisoformat(value)
        if time.start and time.end and not time.problem:
            assert time.start[: len(time.end)] <= time.end  # an end that is only a date holds its whole day
    assert all(one.span[1] <= other.span[0] for one, other in itertools.pairwise(found))


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    find_times(text, TimeFrame(NOW))


@pytest.mark.parametrize(
    "text", ["1" + "0" * 5000, "in " + "9" * 30 + " days", "5 march 0000", "in 99999999 years", "\u200b\u202e"]
)
def test_monstrous_numbers(text: str) -> None:
    find_times(text, TimeFrame(NOW))
    find_amounts(text)
    find_phones(text)


def calls(run: Callable[[], object]) -> int:
    """Count the calls of Python functions, which grow as the work does and are the same on every machine."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    ["5 ", "monday ", "2 hours ", "between 3 and ", "end of ", "first monday of ", "5-", "1,", "double ", "x@", "a.",
     "two days before ", "from ", "twenty ", "end of the ", "5 lakh ", "and a half ", "नौ ", "at the rate "],
)  # fmt: skip
def test_work_grows_with_length_only(unit: str) -> None:
    lexicon = Lexicon.shipped()
    find_times("", TimeFrame(NOW)), find_amounts(""), find_phones("")

    def work(times: int) -> int:
        text = unit * times
        return calls(
            lambda: (
                lexicon.read(text),
                find_times(text, TimeFrame(NOW)),
                find_amounts(text),
                find_phones(text),
                find_mails(text),
            )
        )

    small, large = work(50), work(200)
    assert large < 5 * small
