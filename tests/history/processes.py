"""The two processes that the clients talk to, one or the other; they are killed, and stopped for a while."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


class Died(Exception):
    """The process died before it answered: nobody knows what came of it."""


@contextmanager
def forking(folder: Path) -> Iterator[Path]:
    """Yield the socket at which a process forks workers; the caller kills them."""
    place = folder / "socket"
    command = [sys.executable, "-m", "tests.history.worker", str(place)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            yield place
        finally:
            process.kill()


class Served:
    """A worker (see `tests.history.worker`) that many ask at once."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._pid = 0
        self._numbers = count(1)
        self._pending: dict[int, asyncio.Future[dict[str, Any]]] = {0: asyncio.get_running_loop().create_future()}
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, place: Path, settings: Mapping[str, Any]) -> Served:
        """Let one be forked at the socket `place`, and wait until it is open."""
        served = cls(*await asyncio.open_unix_connection(place, limit=2**22))
        opened = served._pending[0]
        served._write(settings)
        served._pid = (await opened)["answer"]
        return served

    async def ask(self, do: str, **what: object) -> dict[str, Any]:
        """Ask something; raise `Died` where the process dies first."""
        number = next(self._numbers)
        if self._reading.done():
            raise Died
        answer = self._pending[number] = asyncio.get_running_loop().create_future()
        self._write({"id": number, "do": do, **what})
        return await answer

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        with suppress(ProcessLookupError):  # it may have died
            os.kill(self._pid, number)

    async def kill(self) -> None:
        """Kill it; whoever waits for an answer gets `Died`."""
        self.send(signal.SIGKILL)
        await self._reading
        self._writer.close()

    def _write(self, line: Mapping[str, object]) -> None:
        self._writer.write((json.dumps(line) + "\n").encode())

    async def _read(self) -> None:
        while line := await self._line():
            told = json.loads(line)
            self._pending.pop(told.pop("id")).set_result(told)
        for answer in self._pending.values():
            answer.set_exception(Died())

    async def _line(self) -> bytes:
        try:
            return await self._reader.readline()
        except ConnectionError:  # it died with something unread
            return b""
