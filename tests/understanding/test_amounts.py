"""What amounts people say, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.amounts import Comparison, FoundAmount, find_amounts
from nia.understanding.rendering import render_amount
from nia.understanding.words import LEXICON_FOLDER

AT_LEAST = (
    "{} ke upar, {} ke uper, {} se oopar, {} ya zyada, kam se kam {}, {} and above, not less than {}, {} के ऊपर, "
    "{} से ऊपर, {} से ज़्यादा, {} या ज़्यादा, {} या उससे ज़्यादा, न्यूनतम {}, {} se badi, {} प्लस, "
    "nothing below {}, no smaller than {}, {} or bigger, {} se kam nahi, {} से कम नहीं"
).split(", ")
AT_MOST = (
    "{} ke neeche, {} ke andar, {} tak, {} tak ki, {} se km, zyada se zyada {}, not over {}, {} and below, {} तक, "
    "{} के अंदर, {} के नीचे, {} से छोटी, ज़्यादा से ज़्यादा {}, अधिकतम {}, {} से कम, "
    "not above {}, nothing over {}, {} or smaller, {} se zyada nahi, {} से ज़्यादा नहीं"
).split(", ")
_SCALES = {"lakh": ("lakh", "lac", "laakh", "लाख"), "crore": ("crore", "cr", "karod", "करोड़")}
_CARDINALS = [
    (int(value), word)
    for value, words in yaml.safe_load((LEXICON_FOLDER / "numbers.yaml").read_text(encoding="utf-8"))[
        "cardinal"
    ].items()
    for word in words
    if int(value) > 0
]


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
        ("5 L", "500000", None),
        ("Rs 2.5 L", "250000", "INR"),
        ("१,२५,०००", "125000", None),
        ("1,250,000", "1250000", None),
        ("सवा करोड़", "12500000", None),
        ("पौने दो करोड़ रुपये", "17500000", "INR"),
        ("साढ़े तीन लाख का", "350000", None),
        ("teen lakh pachaas hazaar", "350000", None),
        ("50000 का बजट", "50000", None),
        ("500000 ki value", "500000", None),
        ("बजट 45000", "45000", None),
        ("5000 रु.", "5000", "INR"),
        ("पाँच हज़ार डॉलर", "5000", "USD"),
        ("A$300", "300", "AUD"),
        ("CHF 2,500", "2500", "CHF"),
        ("500 riyal", "500", "SAR"),
        ("10000 दिरहम", "10000", "AED"),
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
        ("5 lakh aur 10 lakh ke beech", 500000, 1000000, Comparison.BETWEEN),
        ("5 और 10 लाख के बीच", 500000, 1000000, Comparison.BETWEEN),
        ("पांच से दस लाख", 500000, 1000000, Comparison.BETWEEN),
        ("2 se 3 crore ke beech", 20000000, 30000000, Comparison.BETWEEN),
        *((said.format("10 lakh"), 1000000, None, Comparison.AT_LEAST) for said in AT_LEAST),
        *((said.format("10 लाख"), 1000000, None, Comparison.AT_LEAST) for said in AT_LEAST),
        *((said.format("10 lakh"), 1000000, None, Comparison.AT_MOST) for said in AT_MOST),
        *((said.format("10 लाख"), 1000000, None, Comparison.AT_MOST) for said in AT_MOST),
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


@given(
    st.sampled_from(_CARDINALS), st.sampled_from(_CARDINALS), st.sampled_from([*_SCALES.values()]), st.integers(0, 3)
)
def test_words_of_each_language_say_the_same(
    big: tuple[int, str], small: tuple[int, str], scale: tuple[str, ...], at: int
) -> None:
    factor = 100_000 if "lakh" in scale else 10_000_000
    thousand = ("thousand", "hazaar", "k", "हज़ार")[at]
    found = only(f"{big[1]} {scale[at]} {small[1]} {thousand}")
    assert found.amount == big[0] * factor + small[0] * 1000


@given(st.integers(1, 10**14), st.sampled_from(["INR", "USD", "EUR", "GBP", "AED", "SGD", "CHF", "JPY"]))
def test_what_is_written_reads_back_in_any_digits(amount: int, currency: str) -> None:
    written = render_amount(amount, currency)
    for said in (written, written.translate(str.maketrans("0123456789", "०१२३४५६७८९")), f"यह {written} की डील है"):
        found = only(said)
        assert (found.amount, found.currency) == (amount, currency)


@pytest.mark.parametrize(
    "said", ["9" * 400, "1" + "0" * 400, "१" * 5000, "10^400", "1e400 lakh", "lakh " * 3000, "5 L " * 3000]
)
def test_no_number_is_too_large_to_read(said: str) -> None:
    for text in (said, f"worth ₹{said}", f"{said} लाख से ज़्यादा"):
        assert all(one.problem or one.amount <= 10**15 for one in find_amounts(text, expected=True))
