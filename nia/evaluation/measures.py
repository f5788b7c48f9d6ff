"""The figures of a run, overall and by suite, language, theme and tag. Every report reads them from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from nia.evaluation.outcome import ConversationResult, RunResult, TurnResult
from nia.evaluation.verdict import Judged, Verdict, judge

USERS_OWN = ("say", "press", "voice")
"""What a user does, of a turn's `did`. The clock that moves on and what others change are no turns of the user's."""

_LANGUAGES = ("-hi-en", "-hinglish", "-en", "-hi")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a group of conversations came to. A share of nothing is None, and shown as "–".

    - `passed`, `failed`, `broken` count conversations, with `--repeat` over all their attempts. A broken one is in
      no share: not of what passed, not of intents, slots, turns or latencies.
    - `unconfirmed` and `unfounded` must be 0, so they count wherever they were seen, in a broken conversation too.
      `model_calls` and `cost` (US dollars) are paid for in any case and count everything as well.
    - `slots_filled` counts only where a suite says `exact`.
    - `task_turns`: the user's turns in the attempts in which a write took effect; `task_writes`: those writes.
    - The latencies are of the user's own turns, in milliseconds.
    """

    passed: int = 0
    failed: int = 0
    broken: int = 0
    attempts: int = 0
    turns: int = 0
    intents_expected: int = 0
    intents_right: int = 0
    slots_expected: int = 0
    slots_right: int = 0
    slots_filled: int = 0
    slots_filled_right: int = 0
    unconfirmed: int = 0
    unfounded: int = 0
    task_turns: int = 0
    task_writes: int = 0
    latency_p50_ms: float | None = None
    latency_p95_ms: float | None = None
    model_calls: int = 0
    cost: float = 0.0

    @property
    def judged(self) -> int:
        """The conversations that passed or failed."""
        return self.passed + self.failed

    @property
    def pass_rate(self) -> float | None:
        """The share of the judged conversations that passed."""
        return _share(self.passed, self.judged)

    @property
    def intent_accuracy(self) -> float | None:
        """The share of the turns with an expected `intent` that were understood so."""
        return _share(self.intents_right, self.intents_expected)

    @property
    def slot_recall(self) -> float | None:
        """The share of the expected slots that had their value."""
        return _share(self.slots_right, self.slots_expected)

    @property
    def slot_precision(self) -> float | None:
        """The share of the filled slots that were expected and right, where `exact` asks for it."""
        return _share(self.slots_filled_right, self.slots_filled)

    @property
    def turns_per_task(self) -> float | None:
        """The user's turns for each write that took effect, in the attempts in which one did."""
        return _share(self.task_turns, self.task_writes)

    def as_dict(self) -> dict[str, int | float | None]:
        """Return the counts and the shares as plain JSON."""
        counts: dict[str, int | float | None] = {name: getattr(self, name) for name in self.__slots__}
        shares = ("pass_rate", "intent_accuracy", "slot_recall", "slot_precision", "turns_per_task")
        return counts | {name: getattr(self, name) for name in shares}


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of a run: of all, and of each suite, language, theme and tag, in the order of the run.

    A theme is a suite's name without its language ("leads" of `leads-en`). A conversation counts once in each of
    its tags, so the tags do not add up to the whole.
    """

    overall: Figures
    suites: Mapping[str, Figures]
    languages: Mapping[str, Figures]
    themes: Mapping[str, Figures]
    tags: Mapping[str, Figures]

    def as_dict(self) -> dict[str, object]:
        """Return everything as plain JSON."""
        groups = {"suites": self.suites, "languages": self.languages, "themes": self.themes, "tags": self.tags}
        grouped = {kind: {name: one.as_dict() for name, one in group.items()} for kind, group in groups.items()}
        return {"overall": self.overall.as_dict(), **grouped}


def measure(run: RunResult) -> Measures:
    """Count what the run came to."""
    conversations = judge(run)
    return Measures(
        overall=_figures(conversations),
        suites=_grouped(conversations, lambda one: (one.suite,)),
        languages=_grouped(conversations, lambda one: (one.language,)),
        themes=_grouped(conversations, lambda one: (theme(one),)),
        tags=dict(sorted(_grouped(conversations, lambda one: one.tags).items())),
    )


def theme(conversation: ConversationResult) -> str:
    """Return what the conversation's suite is about: its name without the language, or its file's name."""
    name = conversation.suite
    for ending in _LANGUAGES:
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending)
    return name or PurePath(conversation.file).stem


def is_users(turn: TurnResult) -> bool:
    """Tell whether the user said or pressed something in this turn."""
    return turn.did.partition(":")[0] in USERS_OWN


def _grouped(
    conversations: Iterable[Judged], keys: Callable[[ConversationResult], Iterable[str]]
) -> dict[str, Figures]:
    groups: dict[str, list[Judged]] = {}
    for conversation in conversations:
        for key in dict.fromkeys(keys(conversation.first)):
            groups.setdefault(key, []).append(conversation)
    return {key: _figures(group) for key, group in groups.items()}


def _figures(group: Iterable[Judged]) -> Figures:
    conversations = tuple(group)
    verdicts = Counter(one.verdict for one in conversations)
    attempts = [attempt for one in conversations for attempt in one.attempts]
    whole = [attempt for attempt in attempts if attempt.error is None]
    everything = [turn for attempt in attempts for turn in attempt.turns]
    turns = [turn for attempt in whole for turn in attempt.turns]
    users = [turn for turn in turns if is_users(turn)]
    wrote = [attempt for attempt in whole if any(turn.wrote for turn in attempt.turns)]
    intents = [check.held for turn in turns for check in turn.checks if check.key == "intent"]
    p50, p95 = _percentiles([turn.latency_ms for turn in users])
    return Figures(
        passed=verdicts[Verdict.PASS],
        failed=verdicts[Verdict.FAIL],
        broken=verdicts[Verdict.BROKEN],
        attempts=len(attempts),
        turns=len(users),
        intents_expected=len(intents),
        intents_right=sum(intents),
        slots_expected=sum(turn.slots_expected for turn in turns),
        slots_right=sum(turn.slots_right for turn in turns),
        slots_filled=sum(turn.slots_filled for turn in turns),
        slots_filled_right=sum(turn.slots_filled_right for turn in turns),
        unconfirmed=sum(turn.unconfirmed for turn in everything),
        unfounded=sum(turn.unfounded for turn in everything),
        task_turns=sum(is_users(turn) for attempt in wrote for turn in attempt.turns),
        task_writes=sum(len(turn.wrote) for attempt in wrote for turn in attempt.turns),
        latency_p50_ms=p50,
        latency_p95_ms=p95,
        model_calls=sum(turn.model_calls for turn in everything),
        cost=sum(turn.cost for turn in everything),
    )


def _percentiles(values: list[float]) -> tuple[float | None, float | None]:
    if not values:
        return None, None
    p50, p95 = np.percentile(np.asarray(values), [50, 95])
    return float(p50), float(p95)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
