"""Where new ids come from; passed in, so that tests and evals can repeat a run."""

from __future__ import annotations

import uuid
from collections.abc import Callable

IdSource = Callable[[], str]


def random_id() -> str:
    """Return a fresh id: 32 lower-case hexadecimal digits."""
    return uuid.uuid4().hex
