"""docs/evals.md, tried: its suite passes, fails where the page says, and its keys and options are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nia.cli import build, eval_run
from nia.evaluation.format.expect import Expect

PAGE = Path("docs/evals.md").read_text(encoding="utf-8")
SUITE = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert SUITE is not None
    path = tmp_path / "my-suite.yaml"
    path.write_text(SUITE[1], encoding="utf-8")
    return path


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["eval", *map(str, arguments)])


def test_the_suite_passes_fails_on_purpose_and_makes_a_baseline(suite: Path) -> None:
    assert evaluate(suite).exit_code == 0
    baseline = suite.with_name("my-baseline.json")
    assert evaluate(suite, "--baseline", baseline, "--update-baseline").exit_code == 0
    text = suite.read_text(encoding="utf-8")
    suite.write_text(
        text.replace("Mathew, company: Zenith Pharma}}]", "Mathew, company: Zenith Labs}}]"), encoding="utf-8"
    )
    failed = evaluate(suite, "--baseline", baseline)
    assert failed.exit_code == 1
    shown = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None
    for line in shown[1].strip().splitlines():
        for part in re.split(r"  +", line.strip()):
            assert part.replace("my-suite.yaml", suite.name) in failed.output, part


def test_the_page_names_every_key_and_every_option() -> None:
    for key in Expect.model_fields:
        assert f"`{key}" in PAGE, key
    options = re.findall(r'"(--[a-z-]+|-k)"', Path(eval_run.__file__).read_text(encoding="utf-8"))
    assert len(options) > 10
    for option in options:
        assert option in PAGE, option
