"""Waits at a terminal for a line, and sees a Ctrl-C whenever it comes. `terminal` calls it before it reads.

A signal that comes just before a read begins is noted by Python, but the read then waits for a key that nobody
presses. A pipe into which the signal writes wakes the wait, however early it came.
"""

from __future__ import annotations

import os
import select
import signal
import sys


def wait_for_line() -> None:
    """Return once a line can be read from standard input; raise KeyboardInterrupt at a Ctrl-C. Only on POSIX."""
    if os.name != "posix":
        return
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    try:
        select.select([sys.stdin, woken], [], [])
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(wakes)
