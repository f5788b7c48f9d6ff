"""A run as JSON: every conversation, turn and check, with the measures. `nia eval --json` writes it."""

from __future__ import annotations

import json

from nia.evaluation.measures import measure
from nia.evaluation.outcome import RunResult
from nia.evaluation.report.verdicts import repeats

FORMAT = 1


def render(run: RunResult) -> str:
    """Return the run with `measures` and `repeats` (pass^k by k). `RunResult.read` reads the file back."""
    estimates = {
        str(k): {"value": found.value, "standard_error": found.error, "conversations": found.count}
        for k, found in repeats(run).items()
    }
    plain = {"format": FORMAT, "measures": measure(run).as_dict(), "repeats": estimates, **run.as_dict()}
    text = json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair could not be written
