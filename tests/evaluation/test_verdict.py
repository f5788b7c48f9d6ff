from __future__ import annotations

import pytest

from nia.evaluation.verdict import Verdict, judge
from tests.evaluation.results import outcomes


@pytest.mark.parametrize(
    ("attempts", "verdict"),
    [("+", "pass"), ("-", "fail"), ("!", "broken"), ("++", "pass"), ("+-", "fail"), ("+!", "broken"), ("-!", "fail")],
)
def test_a_conversation_passes_when_every_attempt_does(attempts: str, verdict: str) -> None:
    (judged,) = judge(outcomes(a=attempts))
    assert judged.verdict is Verdict(verdict)
    assert judged.passes == attempts.count("+")
    assert len(judged.whole) == len(attempts) - attempts.count("!")


def test_conversations_keep_the_order_of_the_run() -> None:
    assert [one.first.id for one in judge(outcomes(b="+-", a="-", c="!"))] == ["b", "a", "c"]
