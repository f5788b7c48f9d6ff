"""A city is named as the user named it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Understanding


@pytest.mark.parametrize(
    ("said", "city"),
    [
        ("show leads in new delhi", "New Delhi"),
        ("leads from nayi dilli", "Nayi Dilli"),
        ("show leads from panjim", "Panjim"),
        ("show leads from pune", "Pune"),
        ("रायपुर की लीड दिखाओ", "रायपुर"),
        ("Bombay ke leads dikhao", "Bombay"),
    ],
)
def test_a_city(said: str, city: str, read: Callable[..., Understanding]) -> None:
    assert read(said).wishes[0].slots["city"].value == city


def test_the_city_of_a_filter_is_named_whole(read: Callable[..., Understanding]) -> None:
    slots = read("mark the new delhi leads as contacted").wishes[0].slots
    assert slots["where"].value == {"city": "New Delhi"}
