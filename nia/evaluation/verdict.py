"""What a conversation came to over all its attempts. Measures, baselines, comparisons and reports judge by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nia.evaluation.outcome import ConversationResult, RunResult


class Verdict(StrEnum):
    """What came of a conversation. `BROKEN` is neither passed nor failed: the run could not judge it."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Judged:
    """A conversation with all its attempts, in their order.

    It passes when every attempt passes. One that failed is failed, whatever broke beside it; one of which an
    attempt broke and none failed is broken.
    """

    attempts: tuple[ConversationResult, ...]

    @property
    def name(self) -> str:
        """`suite/id`."""
        return self.first.name

    @property
    def first(self) -> ConversationResult:
        """The first attempt: suite, id, tags, file and line are the same in all."""
        return self.attempts[0]

    @property
    def whole(self) -> tuple[ConversationResult, ...]:
        """The attempts that did not break."""
        return tuple(attempt for attempt in self.attempts if attempt.error is None)

    @property
    def passes(self) -> int:
        """How many attempts passed."""
        return sum(attempt.passed for attempt in self.attempts)

    @property
    def verdict(self) -> Verdict:
        """Tell what came of it."""
        if any(not attempt.passed for attempt in self.whole):
            return Verdict.FAIL
        return Verdict.PASS if len(self.whole) == len(self.attempts) else Verdict.BROKEN


def judge(run: RunResult) -> tuple[Judged, ...]:
    """Return each conversation of the run once, in the run's order."""
    attempts: dict[str, list[ConversationResult]] = {}
    for conversation in run.conversations:
        attempts.setdefault(conversation.name, []).append(conversation)
    return tuple(Judged(tuple(sorted(found, key=lambda one: one.attempt))) for found in attempts.values())
