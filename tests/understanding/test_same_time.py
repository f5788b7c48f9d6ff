"""The time of the last look-up, said again: "am I free on friday at 3?", "book Anita at the same time"."""

from __future__ import annotations

import pytest

from nia.understanding.port import Card
from tests.understanding.conftest import Read

FREE = Card("check_availability", {"from": "2026-03-06T15:00:00+05:30"})


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("schedule a meeting with Anita at the same time", "2026-03-06T15:00:00+05:30"),
        ("usi time pe Anita ke saath meeting rakho", "2026-03-06T15:00:00+05:30"),
        ("उसी टाइम पर अनीता के साथ मीटिंग रखो", "2026-03-06T15:00:00+05:30"),
        ("schedule a meeting with Anita tomorrow at the same time", "2026-03-03T15:00:00+05:30"),
        ("schedule a meeting with Anita tomorrow at 4", "2026-03-03T16:00:00+05:30"),
    ],
)
def test_the_time_that_was_asked_about(said: str, start: str, read: Read) -> None:
    (wish,) = read(said, read=FREE).wishes
    assert wish.slots["start"].value == start
