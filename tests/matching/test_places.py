from __future__ import annotations

import pytest

from nia.matching.places import same_city


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bombay", "Mumbai"),
        ("बॉम्बे", "Mumbai"),
        ("नई दिल्ली", "New Delhi"),
        ("Panjim", "पणजी"),
        ("त्रिवेंद्रम", "Thiruvananthapuram"),
        ("रायपुर", "Raipur"),
        ("tirupur", "Tiruppur"),
        ("Mysore", "Mysuru"),
    ],
)
def test_a_city_is_the_same_by_all_its_names(one: str, other: str) -> None:
    assert same_city(one, other)
    assert same_city(other, one)


@pytest.mark.parametrize(("one", "other"), [("Pune", "Patna"), ("Navi Mumbai", "Mumbai"), ("Thane", "Thanjavur")])
def test_other_cities_are_not(one: str, other: str) -> None:
    assert not same_city(one, other)
