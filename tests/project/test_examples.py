"""The files of examples/ run as they stand, on the demo data."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment whose installation holds the demo data."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("NIA_")}
    env["NIA_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))
    subprocess.run([sys.executable, "-m", "nia.cli", "demo", "load"], env=env, check=True, capture_output=True)
    return env


def output_of(example: Path, env: dict[str, str]) -> str:
    ran = subprocess.run(
        [sys.executable, str(example)], env=env, capture_output=True, text=True, encoding="utf-8", timeout=90
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_an_app_confirms_what_it_edited_and_undoes_it(root: Path, environment: dict[str, str]) -> None:
    said = output_of(root / "examples" / "embedded.py", environment)
    assert "Value: ₹5,00,000" in said
    assert "is now a lead. ['create_lead']" in said
    assert "hear\nintent\nslots\nconfirm\nact\nreply\n" in said
    assert "₹6,00,000" in said
    assert said.rstrip().endswith("['create_lead']")


def test_a_card_interrupts_the_graph_around_nia(root: Path, environment: dict[str, str]) -> None:
    said = output_of(root / "examples" / "node_in_a_graph.py", environment)
    assert "We are here from 9 to 7." in said
    assert "call Tara Bose" in said.split("Shall I go ahead?")[0]
    assert said.rstrip().splitlines()[-1].startswith("Done:")


def test_every_example_is_tested(root: Path) -> None:
    names = {file.name for file in (root / "examples").glob("*.py")}
    assert names == {"embedded.py", "node_in_a_graph.py"}
