"""SIGKILL at every point of a conversation, and of what it tells others: each effect once, no turn lost or doubled.

A fresh process goes on each time. What the other system came to, its own log tells, synced before it answers.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crash.scene import FAULTS
from tests.servers import need, postgres
from tests.servers.crm import RunningCrm, Tenant, running_crm

KILLED = -9
PARTS = 4  # of the points, so that several processors share the proof and one sees how far it is


class Crashes:
    """Plays the conversation in processes of their own; each run has a database and a tenant of its own."""

    def __init__(self, kind: str, folder: Path, process: subprocess.Popen[str], crm: RunningCrm) -> None:
        self._kind = kind
        self._folder = folder
        self._process = process
        self._crm = crm
        self._runs = 0

    def undisturbed(self) -> dict[str, object]:
        """Play it whole; return the points that were passed and what was left."""
        with ExitStack() as stack:
            return self._played(self._settings(stack), self._tenant(), kill_at=0)

    def killed_at(self, point: int) -> dict[str, object]:
        """Kill the process at a point, let a fresh one go on, and return what was left."""
        with ExitStack() as stack:
            settings, tenant = self._settings(stack), self._tenant()
            assert self._run(settings, tenant, point)[0] == KILLED
            return self._played(settings, tenant, kill_at=None)

    def _tenant(self) -> Tenant:
        tenant = self._crm.tenant()
        tenant.fail(*FAULTS)
        return tenant

    def _settings(self, stack: ExitStack) -> dict[str, object]:
        self._runs += 1
        folder = self._folder / str(self._runs)
        folder.mkdir()
        stack.callback(shutil.rmtree, folder)
        settings: dict[str, object] = {"data_dir": str(folder)}
        if self._kind == "postgres":
            settings["database_url"] = stack.enter_context(postgres.fresh_database())
        return settings

    def _played(self, settings: dict[str, object], tenant: Tenant, kill_at: int | None) -> dict[str, object]:
        status, out = self._run(settings, tenant, kill_at)
        assert status == 0, "the conversation broke off; see the error above"
        found: dict[str, dict[str, object]] = json.loads(out.read_text())
        found["outcome"]["effects elsewhere"] = list(tenant.effects().values())
        return found  # type: ignore[return-value]

    def _run(self, settings: dict[str, object], tenant: Tenant, kill_at: int | None) -> tuple[int, Path]:
        out = Path(str(settings["data_dir"])) / "found.json"
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"settings": settings, "kill_at": kill_at, "out": str(out), "crm": tenant.url}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())["status"], out


@pytest.fixture(params=["sqlite", "postgres"])
def crashes(request: pytest.FixtureRequest, tmp_path: Path, root: Path) -> Iterator[Crashes]:
    if request.param == "postgres":
        need.demand("needs_postgres")
    command = [sys.executable, "-m", "tests.crash.run"]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        with running_crm(tmp_path) as crm:
            yield Crashes(request.param, tmp_path, process, crm)
        assert process.stdin is not None
        process.stdin.close()


def checked(whole: dict[str, object]) -> list[str]:
    """Return the names of the points, where what was undisturbed left what it should: the CRM was told once."""
    outcome: dict[str, object] = whole["outcome"]  # type: ignore[assignment]
    assert (outcome["outbox"], outcome["effects elsewhere"]) == (["sent"], [1])
    return whole["points"]  # type: ignore[return-value]


def test_a_process_killed_at_points_drawn_from_a_seed_leaves_each_effect_once(crashes: Crashes) -> None:
    whole = crashes.undisturbed()
    names = checked(whole)
    sending = names.index("before sender claim") + 1
    draw = random.Random(5)
    drawn = [*draw.sample(range(1, sending), 5), *draw.sample(range(sending, len(names) + 1), 2)]
    for point in drawn:
        assert crashes.killed_at(point)["outcome"] == whole["outcome"], f"killed at point {point}, {names[point - 1]}"


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("run", [1, 2, 3])
def test_a_process_killed_at_every_point_leaves_each_effect_once(
    crashes: Crashes, run: int, part: int, found: Callable[[str], None]
) -> None:
    whole = crashes.undisturbed()
    names = checked(whole)
    points = list(enumerate(names, start=1))[part::PARTS]
    wrong = [
        f"run {run}, point {point}: {name}"
        for point, name in points
        if crashes.killed_at(point)["outcome"] != whole["outcome"]
    ]
    kinds = Counter(" ".join(name.split()[1:]) for _, name in points)
    lines = [f"{len(points)} of {len(names)} points: exactly once at {len(points) - len(wrong)}"]
    found("\n".join([*lines, *(f"{count:5} {kind}" for kind, count in kinds.most_common())]))
    assert wrong == []
