"""A NIA of its own process, as a user would start it: `serving(...)` yields its address and ends it cleanly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """A server that answers. `address` has no slash at its end; `output` is where its words go."""

    address: str
    process: subprocess.Popen[bytes]
    output: Path

    def words(self) -> str:
        """Return what it has printed so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """Return a TCP port on loopback that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    command: Sequence[str],
    folder: Path,
    *,
    log: Path,
    path: str = "/",
    port: int | None = None,
    env: Mapping[str, str] | None = None,
    within_s: float = 90,
) -> Iterator[Served]:
    """Run `command` in `folder`, `{port}` in it replaced; wait until `path` answers below 500; end it by SIGTERM.

    `log` takes its words; `env` is added to this process's environment.
    Raises AssertionError, with its words, if it dies or stays silent.
    """
    port = port or free_port()
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [part.replace("{port}", str(port)) for part in command],
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    served = Served(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait(served, path, within_s)
        yield served
    finally:
        _end(process)


def _wait(served: Served, path: str, within_s: float) -> None:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if served.process.poll() is not None:
            raise AssertionError(f"it ended with {served.process.returncode} instead of serving:\n{served.words()}")
        if _answers(served.address + path):
            return
        time.sleep(0.1)
    raise AssertionError(f"{served.address}{path} did not answer within {within_s:g} s:\n{served.words()}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status < 500
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
    with suppress(ProcessLookupError):  # whatever it started and left behind
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=5)
