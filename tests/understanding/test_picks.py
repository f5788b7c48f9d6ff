"""Which line of a list is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Offer, Understanding

TASKS = tuple(
    Offer("task", name, str(at))
    for at, name in enumerate(["Courier mica samples", "Courier glass samples", "Courier calendars", "Pay the courier"])
)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("last in the list", 3),
        ("not the glass, the calendar one", 2),
        ("glass nahi, mica wala", 0),
        ("the calendar one, not mica", 2),
        ("mica", 0),
    ],
)
def test_the_line_that_is_meant(said: str, place: int, read: Callable[..., Understanding]) -> None:
    assert read(said, offered=TASKS, choosing=True).picked == place


def test_what_fits_two_lines_picks_none(read: Callable[..., Understanding]) -> None:
    assert read("the samples", offered=TASKS, choosing=True).picked is None
