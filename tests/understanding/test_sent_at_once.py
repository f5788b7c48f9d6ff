"""A mail for later is known as one, and a mail that speaks of a time, or is called by one, is not."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "ahead"),
    [
        ("send a mail to Priya tomorrow at 9 saying the rates are in", "tomorrow at 9"),
        ("kal mail bhejo Priya ko ki rates aa gaye", "kal"),
        ("mail Priya that we meet tomorrow at 5", ""),
        ("mail Priya saying the rates are in", ""),
        ("send the friday draft to Priya saying ok", ""),
        ("send yesterday's note to Priya saying sorry", ""),
    ],
)
def test_a_time_that_no_text_holds_is_when_it_shall_go(said: str, ahead: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.tool, wish.ahead) == ("send_email", ahead)
