"""When a conversation's older checkpoints are dropped. The savers ask it.

NIA goes on from a conversation's row, so older checkpoints serve nobody; kept, they would be most of what a long
conversation takes.
"""

from __future__ import annotations

from collections import OrderedDict

EVERY = 20
"""How many checkpoints of a conversation a process writes before it drops the older ones."""

_MOST_THREADS = 10_000


class NowAndThen:
    """Counts the checkpoints that were written of each thread, the latest threads only."""

    def __init__(self) -> None:
        self._written: OrderedDict[str, int] = OrderedDict()

    def is_due(self, thread_id: str) -> bool:
        """Count one more, and tell whether the older ones are to be dropped."""
        count = self._written.pop(thread_id, 0) + 1
        if count >= EVERY:
            return True
        self._written[thread_id] = count
        if len(self._written) > _MOST_THREADS:
            self._written.popitem(last=False)
        return False
