"""Extractive summaries: sentences and action items are quotes, in every language that people mix."""

from __future__ import annotations

import pytest

from nia.config import default_config_dir
from nia.understanding.summaries import ActionItem, SummaryWords, sentences_of, summarize, summary_words

MAIL = """Dear Asha,

Hope this mail finds you well. We had a long week here. It was good to meet Mr. Rao at the expo.
We have decided to go ahead with the Rs. 2.5 lakh order. Could you send the invoice by tomorrow? The weather is nice.
Please confirm the delivery date within 2 days.

Thanks and regards,
Rahul
Please consider the environment before printing."""


@pytest.fixture(scope="module")
def words() -> SummaryWords:
    return summary_words(default_config_dir())


def test_keeps_what_matters_in_its_order_and_quotes_what_is_asked(words: SummaryWords) -> None:
    summary = summarize(MAIL, words)
    assert summary.sentences == (
        "We have decided to go ahead with the Rs. 2.5 lakh order.",
        "Could you send the invoice by tomorrow?",
        "Please confirm the delivery date within 2 days.",
    )
    assert summary.actions == (
        ActionItem("Could you send the invoice by tomorrow?", "by tomorrow"),
        ActionItem("Please confirm the delivery date within 2 days.", "within 2 days"),
    )


@pytest.mark.parametrize(
    ("text", "quote", "deadline"),
    [
        ("कृपया शुक्रवार तक कोटेशन भेज दें।", "कृपया शुक्रवार तक कोटेशन भेज दें।", "शुक्रवार तक"),
        ("Quotation kal tak bhej dijiye.", "Quotation kal tak bhej dijiye.", "kal tak"),
        ("Can we meet at 5?", "Can we meet at 5?", None),
    ],
)
def test_action_items_in_three_languages(words: SummaryWords, text: str, quote: str, deadline: str | None) -> None:
    assert summarize(text, words).actions == (ActionItem(quote, deadline),)


def test_every_sentence_is_a_quote_of_the_text(words: SummaryWords) -> None:
    for sentence in summarize(MAIL, words, longest=20).sentences:
        assert sentence in MAIL


@pytest.mark.parametrize("text", ["", "   \n\n", "...", "🙂", "Regards,\nRahul", "?" * 10_000, "by " * 50_000])
def test_odd_texts_do_no_harm(words: SummaryWords, text: str) -> None:
    assert len(summarize(text, words).sentences) <= 3


def test_sentences_stay_whole() -> None:
    assert sentences_of("Pay Rs. 500 to Dr. A. Rao. Then call e.g. me.") == [
        "Pay Rs. 500 to Dr. A. Rao.",
        "Then call e.g. me.",
    ]
