from __future__ import annotations

import pytest

from nia.sales.matching import FITS, fold, same, same_company, score, search_key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Zenith   Pharma, Ltd. ", "zenith pharma ltd"),
        ("José O'Brien's", "jose obrien"),
        ("रमेश", "ramesh"),
        ("मुंबई", "mumbai"),
        ("प्रिया शर्मा", "priya sharma"),
        ("राजेश from पुणे", "raajesh from pune"),
        ("😀 ...", ""),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("zenth pharma", "John Mathew Zenith Pharma Pune"),
        ("verma from techcorp", "Rahul Verma TechCorp"),
        ("tech corp", "TechCorp"),
        ("techcorp", "Tech Corp"),
        ("varma", "Verma"),
        ("Dipak", "Deepak Joshi"),
        ("zeinth", "Zenith"),
        ("chaudhary", "Choudhury"),
        ("राहुल वर्मा", "Rahul Verma"),
        ("Ramesh", "रमेश"),
        ("ज़ेनिथ फार्मा", "Zenith Pharma"),
        ("लक्ष्मी", "Laxmi"),
        ("zen", "Zenith Pharma"),
    ],
)
def test_found_in_spite_of_spelling_script_and_typing_errors(query: str, key: str) -> None:
    assert score(query, search_key(key)) >= FITS


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Rakesh", "Ramesh"),
        ("Kiran", "Karan"),
        ("Suresh", "Naresh"),
        ("Rahul Mehta", "Rahul Verma"),
        ("Zenith", "Zephyr"),
        ("98200", "98201"),
        ("", "Zenith"),
        ("Zenith", ""),
    ],
)
def test_other_names_are_other_names(query: str, key: str) -> None:
    assert score(query, key) < FITS


def test_an_exact_word_scores_above_a_mistyped_one() -> None:
    assert score("zenith", "zenith") > score("zenith", "zenit") > score("zenith", "pharma")


def test_same_goes_across_case_script_and_spacing() -> None:
    assert same("Rahul  VERMA", "राहुल वर्मा")
    assert not same("Rahul Verma", "Rahul Sharma")
    assert not same(None, None)


def test_a_company_is_the_same_whatever_its_legal_form() -> None:
    assert same_company("Zenith Pharma Pvt. Ltd.", "zenith pharma")
    assert same_company("Company", "company")
    assert not same_company("Zenith Pharma", "Zenith Foods")
