"""Starts workers, tells them what to do, and looks at what they left: the tests of several processes use it."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

WITHIN_S = 90.0


class Process:
    """A worker (see `tests.lease.worker`). `tell` and `answer` are apart, so that several work at once."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, do: str, **what: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **what}) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the worker died; see its error above"
        return json.loads(line)

    def has_answered(self) -> bool:
        """Tell whether an answer lies ready."""
        return bool(select.select([self._process.stdout], [], [], 0.005)[0])

    def ask(self, do: str, **what: object) -> Any:
        self.tell(do, **what)
        return self.answer()

    def has_stopped(self) -> bool:
        """Tell whether it stands still since the last call."""
        pid, status = os.waitpid(self._process.pid, os.WUNTRACED | os.WNOHANG)
        assert not pid or os.WIFSTOPPED(status), "the worker died; see its error above"
        return pid != 0

    def go_on(self) -> None:
        """Let it go on where it stopped."""
        self._process.send_signal(signal.SIGCONT)


def until(condition: Callable[[], object]) -> None:
    """Look again and again until a condition holds; fail after `WITHIN_S`."""
    end = time.monotonic() + WITHIN_S
    while not condition():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.005)


@contextmanager
def two_processes() -> Iterator[tuple[Process, Process]]:
    """Start two workers; they end with the block, however it ends."""
    command = [sys.executable, "-m", "tests.lease.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    started = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    try:
        yield Process(started[0]), Process(started[1])
    finally:
        for process in started:
            process.kill()
            process.communicate()


def log_of(folder: Path) -> list[tuple[str, str]]:
    """Return what the workers wrote of their turns: ("begin" or "end", what was said)."""
    lines = (folder / "log").read_text().splitlines()
    return [(what, said) for what, _, said in (line.partition(" ") for line in lines)]
