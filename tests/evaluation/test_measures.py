from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nia.evaluation.measures import Figures, is_users, measure, theme
from tests.evaluation.results import broken, check, conversation, outcomes, rich_run, run, turn


def test_broken_conversations_are_in_no_share() -> None:
    figures = measure(run([conversation("a/1"), conversation("a/2", False), broken("a/3")])).overall
    assert (figures.passed, figures.failed, figures.broken) == (1, 1, 1)
    assert figures.pass_rate == 0.5


def test_what_nothing_was_expected_of_has_no_share() -> None:
    figures = measure(run([])).overall
    assert figures == Figures()
    shares = (figures.pass_rate, figures.intent_accuracy, figures.slot_recall, figures.slot_precision)
    assert shares == (None, None, None, None)
    assert figures.turns_per_task is None
    assert figures.latency_p95_ms is None


def test_intents_are_counted_from_their_checks() -> None:
    turns = (
        turn(1, checks=(check(True, "intent"), check(False, "reply.contains"))),
        turn(2, checks=(check(False, "intent"),)),
        turn(3, checks=(check(True, "intents"),)),
    )
    assert measure(run([conversation(turns=turns)])).overall.intent_accuracy == 0.5


def test_slots_have_a_recall_and_where_exact_a_precision() -> None:
    turns = (
        turn(1, slots_expected=3, slots_right=2),
        turn(2, slots_expected=1, slots_right=1, slots_filled=4, slots_filled_right=1),
    )
    figures = measure(run([conversation(turns=turns)])).overall
    assert (figures.slot_recall, figures.slot_precision) == (0.75, 0.25)


def test_turns_per_task_counts_the_users_turns_where_something_was_written() -> None:
    wrote = conversation(
        "a/1", turns=(turn(1), turn(2, "later: PT1H"), turn(3, "press: confirm", wrote=("create_lead", "add_note")))
    )
    asked = conversation("a/2", turns=(turn(1), turn(2), turn(3)))
    assert measure(run([wrote, asked])).overall.turns_per_task == 1.0


def test_an_unconfirmed_write_counts_even_where_the_conversation_broke() -> None:
    seen = conversation(turns=(turn(unconfirmed=2, unfounded=1, model_calls=3, cost=0.5),), error="timed out")
    figures = measure(run([seen])).overall
    assert (figures.unconfirmed, figures.unfounded, figures.model_calls, figures.cost) == (2, 1, 3, 0.5)
    assert figures.turns == 0


def test_latencies_are_of_the_users_own_turns() -> None:
    turns = (*(turn(n, latency_ms=n) for n in range(1, 102)), turn(102, "meanwhile: update", latency_ms=10_000))
    figures = measure(run([conversation(turns=turns)])).overall
    assert (figures.latency_p50_ms, figures.latency_p95_ms) == (51, 96)


@pytest.mark.parametrize(
    ("did", "users"),
    [
        ("say: hi", True),
        ("say: ", True),
        ("press: confirm", True),
        ("voice: a.wav", True),
        ("later: PT1H", False),
        ("meanwhile: update", False),
    ],
)
def test_whose_turn_it_is(did: str, users: bool) -> None:
    assert is_users(turn(did=did)) is users


def test_groups_are_by_suite_language_theme_and_tag() -> None:
    measures = measure(rich_run())
    assert list(measures.suites) == ["leads-en", "leads-hi", "leads-hi-en", "meetings-en"]
    assert {name: figures.judged for name, figures in measures.languages.items()} == {"en": 14, "hi": 1, "hi-en": 1}
    assert {name: figures.judged for name, figures in measures.themes.items()} == {"leads": 4, "meetings": 12}
    assert list(measures.tags) == ["correction", "injection", "slot-filling"]
    assert measures.tags["correction"].passed == 1


@pytest.mark.parametrize(
    ("suite", "about"),
    [
        ("leads-en/1", "leads"),
        ("leads-hi-en/1", "leads"),
        ("follow-ups-hinglish/1", "follow-ups"),
        ("safety/1", "safety"),
    ],
)
def test_a_theme_is_the_suite_without_its_language(suite: str, about: str) -> None:
    assert theme(conversation(suite)) == about


def test_a_repeated_conversation_counts_once() -> None:
    figures = measure(outcomes(a="++", b="+-", c="+!")).overall
    assert (figures.passed, figures.failed, figures.broken, figures.attempts) == (1, 1, 1, 6)


@settings(deadline=None)  # a busy machine is no failure
@given(st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), st.text("+-!", min_size=1, max_size=4), max_size=8))
def test_every_conversation_is_counted_once_in_each_kind_of_group(passes: dict[str, str]) -> None:
    measures = measure(outcomes(**passes))
    for group in (measures.suites, measures.languages, measures.themes):
        for name in ("passed", "failed", "broken", "attempts"):
            assert sum(getattr(one, name) for one in group.values()) == getattr(measures.overall, name)
    assert measures.overall.judged + measures.overall.broken == len(passes)
    json.dumps(measures.as_dict())
