"""What a turn counts as: whose "yes" it was, what was given up, what was asked back, and how shares are shown."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.evaluation.monitoring.classify import Conversations, Counted
from nia.evaluation.monitoring.figures import Figures, Share, Tally
from nia.evaluation.monitoring.seen import Seen
from nia.understanding.port import Act


def turn(*intents: str, conversation: str = "c", **came_of_it: object) -> Seen:
    return Seen(conversation, "en", intents, **came_of_it)  # type: ignore[arg-type]


def counted(*turns: Seen) -> Counted:
    """Return what the last of these turns counts as."""
    conversations = Conversations()
    return [conversations.count(one) for one in turns][-1]


@pytest.mark.parametrize("act", ["confirm", "proceed", "deny", "cancel", "correct", "repeat"])
def test_what_is_said_of_a_task_is_a_turn_about_its_intent(act: str) -> None:
    assert counted(turn("create_lead", card="create_lead"), turn(act)).intents == ("create_lead",)
    assert counted(turn(act)).intents == (act,)


def test_a_yes_with_another_wish_is_about_both() -> None:
    last = counted(turn("create_lead", card="create_lead"), turn("confirm", "create_task", card="create_task"))
    assert last.intents == ("create_lead", "create_task")


def test_small_talk_leaves_the_task_in_hand_as_it_is() -> None:
    last = counted(turn("create_lead", card="create_lead"), turn("thanks"), turn("cancel"))
    assert (last.about, last.cancelled) == ("create_lead", True)


def test_the_second_card_of_a_sentence_is_what_the_next_yes_is_about() -> None:
    wishes = turn("create_lead", "create_task", card="create_lead")
    assert counted(wishes, turn("confirm", card="create_task"), turn("confirm")).intents == ("create_task",)


def test_conversations_are_kept_apart() -> None:
    assert counted(turn("create_lead", card="create_lead"), turn("deny", conversation="other")).about == "deny"


@pytest.mark.parametrize("act", ["deny", "cancel"])
def test_a_card_or_question_that_is_given_up_is_cancelled(act: str) -> None:
    assert counted(turn("create_lead", card="create_lead"), turn(act)).cancelled
    assert counted(turn("create_lead", asks=True), turn(act, "find_leads")).cancelled
    assert counted(turn("undo", card="undo"), turn(act)).cancelled


def test_nothing_is_cancelled_where_nothing_waits() -> None:
    assert not counted(turn("find_leads"), turn("deny")).cancelled
    assert not counted(turn("cancel")).cancelled
    assert not counted(turn("create_lead", card="create_lead"), turn("deny"), turn("deny")).cancelled


def test_a_no_that_skips_a_question_gives_nothing_up() -> None:
    asked = turn("schedule_meeting", asks=True)
    assert not counted(asked, turn("deny", card="schedule_meeting")).cancelled


def test_what_was_corrected_is_the_task_also_after_it_is_done() -> None:
    last = counted(turn("create_lead", card="create_lead"), turn("confirm"), turn("correct"))
    assert (last.about, last.corrected) == ("create_lead", True)


@pytest.mark.parametrize(
    ("seen", "understood"),
    [
        (turn("create_lead"), True),
        (turn("confirm"), True),
        (turn("create_lead", refusal="invalid"), True),
        (turn("out_of_scope"), False),
        (turn("out_of_scope", readings=True), False),
        (turn("correct", refusal="out_of_scope"), False),
        (turn(), False),
    ],
)
def test_understood_is_what_has_an_intent_other_than_out_of_scope(seen: Seen, understood: bool) -> None:
    assert counted(seen).understood is understood


def test_a_question_about_the_task_that_was_left_is_not_one_about_the_list_shown_in_between() -> None:
    figures = Figures(UTC)
    figures.add(turn("create_lead", asks=True))
    figures.add(turn("find_leads", asks=True, ran=frozenset({"find_leads"})))
    figures.add(turn("confirm"))
    assert figures.all.asked_back == 2
    assert figures.by_intent["find_leads"].asked_back == 0
    assert (figures.by_intent["create_lead"].turns, figures.by_intent["create_lead"].asked_back) == (2, 1)


@pytest.mark.parametrize(
    ("count", "of", "text", "whole"),
    [
        (0, 0, "–", "–"),
        (1, 7, "1/7", "1/7"),
        (19, 19, "19/19", "19/19"),
        (0, 20, "0%", "0% of 20"),
        (5, 20, "25%", "25% of 20"),
        (1, 1000, "<1%", "<1% of 1000"),
        (999, 1000, ">99%", ">99% of 1000"),
        (1000, 1000, "100%", "100% of 1000"),
    ],
)
def test_few_are_shown_as_counts_and_many_as_percentages(count: int, of: int, text: str, whole: str) -> None:
    assert (Share(count, of).text, Share(count, of).whole) == (text, whole)


def test_the_slowest_of_few_turns_are_no_percentile() -> None:
    tally = Tally()
    for n in range(19):
        tally.add(turn("x", latency_ms=float(n)), counted(turn("x")))
    assert (tally.percentile_ms(50), tally.percentile_ms(95)) == (9.0, None)
    tally.add(turn("x", latency_ms=19.0), counted(turn("x")))
    assert tally.percentile_ms(95) == pytest.approx(18.05)
    assert Tally().percentile_ms(50) is None


INTENTS = st.sampled_from([*map(str, Act), "create_lead", "find_leads", "create_task"])
TURNS = st.builds(
    Seen,
    conversation=st.sampled_from(["a", "b"]),
    language=st.sampled_from(["en", "hi", ""]),
    intents=st.lists(INTENTS, max_size=3).map(tuple),
    asks=st.booleans(),
    readings=st.booleans(),
    card=st.sampled_from([None, "create_lead", "create_task", "undo"]),
    ran=st.frozensets(st.sampled_from(["create_lead", "find_leads"])),
    refusal=st.sampled_from([None, "invalid", "out_of_scope"]),
    thumb=st.sampled_from([-1, 0, 1]),
)


@given(st.lists(TURNS, max_size=30))
def test_no_measure_counts_more_than_there_are_turns(turns: list[Seen]) -> None:
    figures = Figures(UTC)
    for one in turns:
        figures.add(one)
    assert figures.all.turns == len(turns) == sum(tally.turns for tally in figures.by_language.values())
    for tally in (figures.all, *figures.by_intent.values(), *figures.by_language.values()):
        for name in ("understood", "asked_back", "corrected", "cancelled", "refused", "escalated"):
            assert 0 <= tally.of_turns(name).count <= tally.turns
    for name in ("corrected", "cancelled"):
        assert getattr(figures.all, name) == sum(getattr(tally, name) for tally in figures.by_intent.values())
