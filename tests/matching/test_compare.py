from __future__ import annotations

import time
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nia.matching.compare import FITS, SOUNDED, TYPED, fold, same, same_company, score, search_key, word_score

PAIRS = yaml.safe_load((Path(__file__).parent / "name_pairs.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Zenith   Pharma, Ltd. ", "zenith pharma ltd"),
        ("José O'Brien's", "jose obrien"),
        ("रमेश", "ramesh"),
        ("मुंबई", "mumbai"),
        ("प्रिया शर्मा", "priya sharma"),
        ("राजेश from पुणे", "raajesh from pune"),
        ("दूसरी लीड", "doosri lead"),
        ("पाँचवां टास्क", "paanchva task"),
        ("कोटेशन वाली मेल", "quotation vaali mail"),
        ("ग्राहक साहब", "grahak sahab"),
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
        ("Bikram", "Vikram Rathore"),
        ("Shriya", "Shreya"),
        ("Md Salim", "Mohammed Saleem"),
        ("Muhammad", "Mohammad Irfan"),
        ("मोहम्मद", "Muhammed"),
        ("टेककॉर्प", "TechCorp"),
        ("TechCorp", "टेककॉर्प"),
        ("टेक कॉर्प", "TechCorp"),
        ("शाह इंडस्ट्रीज़", "Shah Industries Pvt Ltd"),
        ("Sunrise Motors", "सनराइज मोटर्स"),
        ("ज्ञानेश", "Gyanesh"),
        ("विजया", "Vijaya"),
        ("गुड़गांव", "Gurgaon"),
        ("Rajender Singh", "राजेन्द्र सिंह"),
        ("Oomen", "Oommen"),
        ("केवाईसी", "Collect the KYC papers"),
        ("एचडीएफसी बैंक", "HDFC Bank"),
        ("जीएसटी", "File the GST return"),
        ("मीनाक्षी अय्यर", "Meenakshi Iyer"),
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
        ("98200", "9820"),
        ("Patel", "Patil"),
        ("Komal", "Kamal"),
        ("Zahid", "Javed"),
        ("Gupta", "Gupte"),
        ("Bose", "Basu"),
        ("रमेश", "राकेश"),
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


def test_nearly_all_pairs_of_one_name_match() -> None:
    missed = [(one, other) for one, other in PAIRS if min(score(one, other), score(other, one)) < FITS]
    assert len(PAIRS) >= 300
    assert len(missed) <= 0.03 * len(PAIRS), missed


def test_hardly_any_two_different_names_match() -> None:
    names = sorted({one for one, _ in PAIRS if " " in one})
    pairs = list(combinations(names, 2))
    confused = [pair for pair in pairs if min(score(*pair), score(*reversed(pair))) >= FITS]
    assert len(confused) <= 0.01 * len(pairs), confused


def test_a_name_that_sounds_so_is_nearer_than_a_mistyped_one() -> None:
    assert word_score("bikram", "vikram") == SOUNDED > TYPED


@given(st.text(), st.text())
def test_no_text_breaks_it(one: str, other: str) -> None:
    assert 0 <= score(one, other) <= 1
    assert score(one, one) == (1.0 if fold(one) else 0.0)


@pytest.mark.parametrize("text", ["a" * 100_000, "क" * 100_000, "aeiou" * 20_000, "word " * 10_000, "शब्द " * 3_000])
def test_long_texts_are_compared_in_linear_time(text: str) -> None:
    begun = time.process_time()
    score("रमेश शर्मा", text)
    assert time.process_time() - begun < 3
