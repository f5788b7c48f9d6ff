"""Processes that play conversations end with the one that began them. `run` and the simulation begin some."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable


def end_with_parent(forget: Callable[[], None] = lambda: None) -> None:
    """See to it that this process ends when the one that began it is killed: it would wait for work for ever.

    `forget` is called first, to remove what would be left.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def end() -> None:
        parent.join()
        forget()
        os._exit(1)

    threading.Thread(target=end, daemon=True, name="nia-end-with-parent").start()
