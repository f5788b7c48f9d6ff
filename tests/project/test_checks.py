"""The project's own checks: dead links, README commands, what `make help` lists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


def run(root: Path, tool: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / ".ci" / tool), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("tool", ["links.py", "readme.py"])
def test_the_repository_passes(root: Path, tool: str) -> None:
    done = run(root, tool, root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_links_that_live_are_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a b.md").write_text("# One `tool`, a file\n\n[up](../README.md) [here](#one-tool-a-file)\n")
    (tmp_path / "README.md").write_text(
        "[a](docs/a%20b.md#one-tool-a-file) [web](https://example.org) `[code](nowhere)`\n"
        "```md\n[in a fence](nowhere.md)\n```\n[ref]: docs\n"
    )
    done = run(root, "links.py", tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("[x](gone.md)", "gone.md: no such file"),
        ("![x](gone.png)", "gone.png: no such file"),
        ("[x](#nowhere)", "#nowhere: no heading #nowhere"),
        ("[x](..)", "..: it leads out of the repository"),
        ("[x]: gone.md", "gone.md: no such file"),
    ],
)
def test_a_dead_link_is_named_with_its_line(root: Path, tmp_path: Path, link: str, problem: str) -> None:
    (tmp_path / "README.md").write_text(f"# Here\n\n{link}\n")
    done = run(root, "links.py", tmp_path)
    assert done.returncode == 1
    assert done.stdout.strip() == f"README.md:3: {problem}"


def test_a_readme_command_that_nobody_tests_is_named(root: Path, tmp_path: Path) -> None:
    (tmp_path / "tests/project").mkdir(parents=True)
    (tmp_path / "tests/project/readme.toml").write_text('[[command]]\nline = "make gone"\nby = "x"\n')
    (tmp_path / "README.md").write_text("```sh\n$ make tea \\\n  --with milk  # please\n```\n```python\nprint()\n```\n")
    done = run(root, "readme.py", tmp_path)
    assert done.returncode == 1
    assert "`make tea --with milk` is not in" in done.stdout
    assert "no longer says `make gone`" in done.stdout


def test_make_alone_lists_every_target(root: Path) -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    makefile = (root / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert [line.split()[1] for line in listed.splitlines()] == phony[1].split()
    assert {"run", "test", "check", "prove", "bench"} <= set(phony[1].split())


def test_make_says_what_to_do_without_a_python_in_range(root: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "run", "PYTHON=", f"VENV={tmp_path}/venv"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "NIA needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_the_ci_script_and_the_workflow_are_one(root: Path) -> None:
    subprocess.run(["bash", "-n", ".ci/run"], cwd=root, check=True)
    script = (root / ".ci/run").read_text("utf-8")
    assert "set -euo pipefail" in script
    assert "NIA_REQUIRE_SERVICES=1" in script
    assert "bash .ci/run" in (root / ".github/workflows/ci.yml").read_text("utf-8")
