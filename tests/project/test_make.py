"""`make run`: it serves NIA with demo data, prints how to sign in, and a second run keeps the data."""

from __future__ import annotations

import re
import sqlite3
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.servers.process import serving

# What `make test` has installed is what `make run` would install: the test does not install it anew.
MAKE_RUN = ["make", "--no-print-directory", "-o", ".venv/.installed-ui", "run", "ARGS=--port {port}"]
needs_make = pytest.mark.skipif(
    not Path(sys.prefix, "bin/nia").exists(), reason="nia is not installed in this environment (make install)"
)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "home").mkdir()
    return {"HOME": str(tmp_path / "home"), "NIA_DATA_DIR": str(tmp_path / "data")}


@needs_make
@pytest.mark.timeout(240)
def test_make_run_serves_and_a_second_run_keeps_the_data(root: Path, tmp_path: Path, env: dict[str, str]) -> None:
    with serving(MAKE_RUN, root, log=tmp_path / "first.log", env=env) as first:
        page = urllib.request.urlopen(first.address, timeout=20)
        assert page.status == 200
        assert page.url.startswith(f"{first.address}/chat")
        assert first.address in first.words()
        people = re.findall(r"[\w.]+@[\w.]+", first.words())
        assert len(set(people)) >= 5, first.words()
    assert counted(tmp_path, "leads") == 40

    started = time.monotonic()
    with serving(MAKE_RUN, root, log=tmp_path / "second.log", env=env):
        assert time.monotonic() - started < 30
    assert counted(tmp_path, "leads") == 40


@needs_make
@pytest.mark.timeout(120)
@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_demo_users_are_served_on_this_machine_only(root: Path, tmp_path: Path, env: dict[str, str], host: str) -> None:
    command: Sequence[str] = [*MAKE_RUN[:-1], f"ARGS=--port {{port}} --host {host}"]
    with (
        pytest.raises(AssertionError, match="instead of serving"),
        serving(command, root, log=tmp_path / "refused.log", env=env),
    ):
        pass
    assert "demo" in (tmp_path / "refused.log").read_text("utf-8").lower()


def counted(folder: Path, table: str) -> int:
    with sqlite3.connect(folder / "data/nia.db") as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
