"""The README's commands: those that are cheap are run as they stand; the others name the test that does it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.servers.process import free_port

ROOT = Path(__file__).parents[2]
ENTRIES = tomllib.loads((ROOT / "tests/project/readme.toml").read_text("utf-8"))["command"]
RUN = [entry for entry in ENTRIES if entry.get("runs")]
NAMED = [entry for entry in ENTRIES if not entry.get("runs")]


@pytest.mark.parametrize("entry", NAMED, ids=lambda entry: entry["line"])
def test_a_command_that_is_tested_elsewhere_is_tested_there(entry: dict[str, str]) -> None:
    file, _, test = entry["by"].partition("::")
    source = (ROOT / file).read_text("utf-8")
    assert entry["says"] in source, f"{file} does not say {entry['says']!r}"
    assert not test or f"def {test}(" in source, f"{file} has no {test}"


@pytest.mark.parametrize("entry", RUN, ids=lambda entry: entry["line"])
def test_a_command_does_what_the_readme_says(entry: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        entry["line"],
        shell=True,
        cwd=ROOT,
        input=entry.get("types", ""),
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "NIA_DATA_DIR": str(tmp_path / "data"),
            "NIA_PORT": str(free_port()),
        },
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert entry["says"] in done.stdout, done.stdout


def test_the_embedding_example_runs_as_it_stands(tmp_path: Path) -> None:
    examples = re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(examples) == 1
    env = {**os.environ, "NIA_DATA_DIR": str(tmp_path / "data"), "NIA_CONFIG_DIR": str(ROOT / "config")}
    nia = Path(sys.executable).with_name("nia")
    subprocess.run([nia, "demo", "load"], cwd=tmp_path, env=env, check=True, capture_output=True, timeout=60)
    done = subprocess.run(
        [sys.executable, "-c", examples[0]],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "overdue" in done.stdout.lower()
