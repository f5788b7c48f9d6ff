from __future__ import annotations

import json
from dataclasses import replace

import pytest

from nia.evaluation.comparison import Comparison, compare, p_value
from nia.evaluation.outcome import ConversationResult
from tests.evaluation.results import conversation, outcomes, run, turn


def flips(gained: int, lost: int, same: int) -> Comparison:
    """Compare two runs in which so many conversations flipped each way."""
    before = {f"g{n}": "-" for n in range(gained)} | {f"l{n}": "+" for n in range(lost)}
    after = {f"g{n}": "+" for n in range(gained)} | {f"l{n}": "-" for n in range(lost)}
    rest = {f"s{n}": "+-"[n % 2] for n in range(same)}
    return compare(outcomes(**before, **rest), outcomes(**after, **rest))


def test_a_small_difference_could_be_chance() -> None:
    found = flips(7, 2, 191)
    assert found.difference == pytest.approx(5 / 200)
    assert found.p == pytest.approx(92 / 512)
    assert not found.significant
    assert found.interval.low < 0 < found.interval.high
    assert found.sentence == (
        "B passes 7 conversations that A fails, and fails 2 that A passes, of 200: +2.5 points "
        "(95 % interval −0.7 to +5.7), p = 0.18. This could be chance."
    )


def test_a_large_difference_is_better_or_worse() -> None:
    assert "B is better; chance alone is unlikely to do this." in flips(12, 1, 50).sentence
    assert "B is worse; chance alone is unlikely to do this." in flips(1, 12, 50).sentence
    assert flips(12, 1, 50).interval.low > 0


def test_few_flips_say_that_they_are_too_few() -> None:
    assert "too few conversations differ to tell" in flips(5, 0, 50).sentence
    assert flips(6, 0, 50).significant


def test_equal_runs_and_runs_with_nothing_in_common_say_so() -> None:
    assert flips(0, 0, 4).sentence == "B passes the same conversations as A, all 4 of them alike."
    apart = compare(outcomes(a="+"), outcomes(b="+"))
    assert apart.sentence == "A and B share no conversation that both could judge, so nothing can be said."
    assert (apart.only_a, apart.only_b, apart.p) == (("leads-en/a",), ("leads-en/b",), 1.0)


def test_what_flipped_is_named_with_its_place() -> None:
    found = compare(outcomes(a="+", b="-", c="+"), outcomes(a="-", b="+", c="+"))
    assert [(flip.name, flip.before, flip.after) for flip in found.gained] == [("leads-en/b", 0, 1)]
    assert [flip.where for flip in found.lost] == ["evals/suites/en/leads-en.yaml:7"]


def test_what_broke_or_was_not_run_in_both_is_left_out() -> None:
    found = compare(outcomes(a="+", b="!", c="-", d="+"), outcomes(a="+", b="+", c="!", e="-"))
    assert (found.paired, found.broken) == (1, ("leads-en/b", "leads-en/c"))
    assert found.a.pass_rate == found.b.pass_rate == 1
    assert found.b.figures.judged == 1


def test_repeats_are_compared_by_how_often_each_conversation_passes() -> None:
    found = compare(outcomes(a="++--", b="----", c="++++"), outcomes(a="+++-", b="-", c="+!"))
    assert found.repeated
    assert (found.a.pass_rate, found.b.pass_rate) == (pytest.approx(0.5), pytest.approx(1.75 / 3))
    assert [(flip.name, flip.before, flip.after) for flip in found.gained] == [("leads-en/a", 0.5, 0.75)]
    assert found.sentence.startswith("B passes 1 conversation more often than A, and 0 conversations less often, of 3:")


def test_repeats_of_one_conversation_are_no_evidence_of_many() -> None:
    assert compare(outcomes(a="-" * 20), outcomes(a="+" * 20)).p == 1.0


def test_swapping_the_sides_mirrors_everything() -> None:
    a, b = outcomes(a="+-", b="++", c="--", d="+-"), outcomes(a="++", b="-+", c="-+", d="+-")
    there, back = compare(a, b), compare(b, a)
    assert there.difference == pytest.approx(-back.difference)
    assert there.p == pytest.approx(back.p)
    assert there.interval.low == pytest.approx(-back.interval.high)
    assert [flip.name for flip in there.gained] == [flip.name for flip in back.lost]


def test_sides_are_called_by_what_differs() -> None:
    one = outcomes(a="+")
    other = compare(one, replace(one, model="openai"))
    assert (other.a.label, other.b.label) == ("engine", "openai")
    configs = compare(one, replace(one, config="trial"))
    assert (configs.a.label, configs.b.label) == ("default config", "trial")


def test_latency_and_cost_are_of_the_shared_conversations() -> None:
    def priced(name: str, cost: float, latency_ms: float) -> ConversationResult:
        return conversation(name, turns=(turn(cost=cost, latency_ms=latency_ms, model_calls=1),))

    a = run([priced("a/1", 0.0, 10), priced("a/2", 9.0, 9000)])
    found = compare(a, run([priced("a/1", 0.5, 40)]))
    assert (found.a.figures.cost, found.b.figures.cost) == (0.0, 0.5)
    assert (found.a.figures.latency_p50_ms, found.b.figures.latency_p50_ms) == (10, 40)


def test_it_is_plain_json() -> None:
    plain = json.loads(json.dumps(flips(1, 0, 1).as_dict()))
    assert plain["gained"][0]["name"] == "leads-en/g0"
    assert plain["a"]["figures"]["passed"] == 1
    assert plain["sentence"]


@pytest.mark.parametrize(("p", "read"), [(1.0, "= 1.00"), (0.18, "= 0.18"), (0.049, "= 0.049"), (0.00001, "< 0.001")])
def test_p_is_never_nothing(p: float, read: str) -> None:
    assert p_value(p) == read
