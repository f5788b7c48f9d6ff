"""The same figures of an eval run, as `nia eval --json FILE` wrote it. `nia stats --compare FILE` shows them beside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from pydantic import ValidationError

from nia.errors import AdminError
from nia.evaluation.measures import is_users
from nia.evaluation.monitoring.figures import Figures
from nia.evaluation.monitoring.seen import Seen
from nia.evaluation.outcome import RunResult


def read(path: Path) -> Figures:
    """Return the figures of the run in this file; raise `AdminError` where it holds none."""
    try:
        run = RunResult.read(path)
    except OSError as error:
        raise AdminError(f"{path} cannot be read: {error.strerror}. Write one with: nia eval --json {path}") from None
    except ValidationError:
        raise AdminError(f"{path} is not the result of an eval run. Write one with: nia eval --json {path}") from None
    figures = Figures(UTC)
    for seen in _turns(run):
        figures.add(seen)
    return figures


def _turns(run: RunResult) -> Iterator[Seen]:
    """Yield the user's own turns, of the conversations that the run could play."""
    for conversation in run.conversations:
        if conversation.error is not None:
            continue
        for turn in conversation.turns:
            if is_users(turn):
                yield Seen(
                    conversation=f"{conversation.name}#{conversation.attempt}",
                    language=turn.language,
                    intents=turn.intents,
                    escalated=turn.model_calls > 0,
                    latency_ms=turn.latency_ms,
                )
