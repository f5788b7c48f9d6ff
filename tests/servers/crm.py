"""Starts the fake CRM (`tests/servers/fake_crm.py`) in a process of its own, and reads its log."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.fake_crm import FAULTS

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Tenant:
    """One customer of the CRM. `url` has no slash at its end."""

    url: str
    name: str
    log: Path

    def fail(self, *faults: str) -> None:
        """Let the next requests fail so, one after the other; "" is one that does not."""
        assert all(fault in ("", *FAULTS) for fault in faults)
        request = urllib.request.Request(f"{self.url}/faults", json.dumps(faults).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=10):
            pass

    def told(self) -> list[dict[str, object]]:
        """Return what had an effect, in its order: "key" and "fields" of each."""
        lines = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if line["tenant"] == self.name]

    def effects(self) -> Counter[str]:
        """Return how many effects each key had."""
        return Counter(str(one["key"]) for one in self.told())


@dataclass
class RunningCrm:
    """The CRM while it runs. Each test has a tenant of its own."""

    port: int
    log: Path
    _tenants: int = 0

    def tenant(self) -> Tenant:
        self._tenants += 1
        name = f"t{self._tenants}"
        return Tenant(f"http://127.0.0.1:{self.port}/{name}", name, self.log)


@contextmanager
def running_crm(folder: Path) -> Iterator[RunningCrm]:
    """Start it; it ends with the block, or with this process."""
    log = folder / "crm.log"
    command = [sys.executable, "-m", "tests.servers.fake_crm", str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield RunningCrm(int(process.stdout.readline()), log)
        finally:
            process.stdin.close()
