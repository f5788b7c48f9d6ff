"""A Ctrl-C ends the wait for a line, also one that came before the wait had begun to read."""

from __future__ import annotations

import os
import pty
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from nia.cli.waking import wait_for_line


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Put a terminal in the place of standard input; return where its keys are pressed."""
    keys, screen = pty.openpty()
    with os.fdopen(screen, "r") as there:
        monkeypatch.setattr(sys, "stdin", there)
        yield keys
    os.close(keys)


def test_a_line_ends_the_wait(keyboard: int) -> None:
    os.write(keyboard, b"hello\n")
    wait_for_line()
    assert sys.stdin.readline() == "hello\n"


def test_a_signal_ends_the_wait(keyboard: int) -> None:
    press = threading.Timer(0, signal.pthread_kill, (threading.main_thread().ident, signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        _started(press)


def _started(press: threading.Timer) -> None:
    press.start()
    wait_for_line()


def test_a_signal_that_came_as_the_wait_began_ends_it(keyboard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Python only notes, since no line of Python runs before the wait: the handler runs behind it."""
    real, noted = signal.set_wakeup_fd, []

    def early(fd: int, **options: bool) -> int:
        before = real(fd, **options)
        if not noted:
            noted.append(fd)
            os.write(fd, b"\x02")  # as the signal does, in C
        return before

    monkeypatch.setattr(signal, "set_wakeup_fd", early)
    wait_for_line()
    assert noted
