"""What amounts people say, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.amounts import Comparison, FoundAmount, find_amounts
from nia.understanding.rendering import render_amount


def only(text: str, *, expected: bool = False) -> FoundAmount:
    found = find_amounts(text, expected=expected)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("worth 5 lakh", "500000", None),
        ("₹1,25,000", "125000", "INR"),
        ("2.5cr", "25000000", None),
        ("50k", "50000", None),
        ("Rs 300000", "300000", "INR"),
        ("Rs. 3,00,000.50", "300000.50", "INR"),
        ("5000/-", "5000", "INR"),
        ("five lakhs", "500000", None),
        ("dhai lakh", "250000", None),
        ("saadhe teen lakh rupees", "350000", "INR"),
        ("sawa lakh", "125000", None),
        ("paune do crore", "17500000", None),
        ("डेढ़ लाख", "150000", None),
        ("१२ लाख रुपये", "1200000", "INR"),
        ("$500", "500", "USD"),
        ("$2m", "2000000", "USD"),
        ("300 dollars", "300", "USD"),
        ("5 lakh 25 thousand", "525000", None),
        ("one lakh twenty five thousand", "125000", None),
        ("the value is 300000", "300000", None),
        ("Rs 9820012345", "9820012345", "INR"),
    ],
)
def test_amounts(text: str, amount: str, currency: str | None) -> None:
    found = only(text)
    assert (found.amount, found.currency, found.problem) == (Decimal(amount), currency, None)


@pytest.mark.parametrize(
    "text",
    ["5 leads", "at 5 pm", "98200 12345", "9820012345", "+91 98200 12345", "for 30m", "in 2026", "10%", "ek lead", ""],
)
def test_what_is_no_amount(text: str) -> None:
    assert find_amounts(text) == ()


def test_a_minus_is_kept() -> None:
    assert (only("-5 lakh").amount, only("-5 lakh").negative) == (Decimal(-500000), True)
    assert only("minus 2 crore").negative


@pytest.mark.parametrize(
    ("text", "low", "high", "comparison"),
    [
        ("above 10 lakh", 1000000, None, Comparison.AT_LEAST),
        ("10 lakh se zyada", 1000000, None, Comparison.AT_LEAST),
        ("10 lakh+", 1000000, None, Comparison.AT_LEAST),
        ("under 50k", 50000, None, Comparison.AT_MOST),
        ("more than 50000", 50000, None, Comparison.AT_LEAST),
        ("5 लाख से कम", 500000, None, Comparison.AT_MOST),
        ("between 5 and 10 lakh", 500000, 1000000, Comparison.BETWEEN),
        ("5-10 lakh", 500000, 1000000, Comparison.BETWEEN),
        ("50k to 2 lakh", 50000, 200000, Comparison.BETWEEN),
    ],
)
def test_comparisons(text: str, low: int, high: int | None, comparison: Comparison) -> None:
    found = only(text)
    assert (found.amount, found.high, found.comparison) == (low, high, comparison)


def test_a_bare_number_is_one_where_it_was_asked_for() -> None:
    assert only("300000", expected=True).amount == 300000
    assert find_amounts("9820012345", expected=True) == ()


def test_a_number_beyond_all_deals_is_a_problem() -> None:
    assert only("Rs 1" + "0" * 400).problem == "too_large"
    assert find_amounts("1" + "0" * 5000) == ()


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for found in find_amounts(text):
        assert text[slice(*found.span)] == found.text


@given(
    st.decimals(min_value=1, max_value=10**12, places=2, allow_nan=False),
    st.sampled_from(["INR", "USD", "EUR", "GBP", "AED"]),
)
def test_what_is_written_reads_back(amount: Decimal, currency: str) -> None:
    found = only(render_amount(amount, currency))
    assert (found.amount, found.currency) == (amount, currency)


def test_rupees_are_grouped_as_in_india() -> None:
    assert render_amount(Decimal(12500000)) == "₹1,25,00,000"
    assert render_amount(Decimal(2500000), "USD") == "$2,500,000"
    assert render_amount(Decimal(-999)) == "-₹999"
