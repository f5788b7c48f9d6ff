"""A person at a terminal: runs a command on a pseudo-terminal, types lines, and reads up to the next prompt."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_WITHIN_S = 60


class Person:
    """Sits at a terminal."""

    def __init__(self, arguments: list[str], env: Mapping[str, str], columns: int) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        self._screen = ours
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nia.cli", *arguments],
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", **env},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def read(self, until: str = "\n> ") -> str:
        """Return what is shown up to `until`, or up to the end; raise AssertionError after a minute of neither."""
        shown, deadline = b"", time.monotonic() + _WITHIN_S
        while not _clean(shown).endswith(until):
            assert time.monotonic() < deadline, f"no {until!r} after: {_clean(shown)}"
            if not select.select([self._screen], [], [], 0.5)[0]:
                continue
            try:
                part = os.read(self._screen, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
        return _clean(shown)

    def type(self, line: str, until: str = "\n> ") -> str:
        """Type a line and return what is shown after it."""
        os.write(self._screen, f"{line}\n".encode())
        return self.read(until).partition("\n")[2]

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.killpg(self.process.pid, signal.SIGINT)

    def leave(self) -> int:
        """Close the terminal and return how the command ended."""
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()
            os.close(self._screen)


@contextmanager
def at_a_terminal(arguments: list[str], env: Mapping[str, str], columns: int = 200) -> Iterator[Person]:
    """Yield a person at whose terminal `nia` runs with these arguments."""
    person = Person(arguments, env, columns)
    try:
        yield person
    finally:
        if person.process.poll() is None:
            person.process.kill()
            person.process.wait()


def _clean(shown: bytes) -> str:
    return _ESCAPES.sub("", shown.decode("utf-8", errors="replace")).replace("\r\n", "\n")
