"""docs/evals.md shows what really comes, and names and links what one has to look up. tests/project plays it too."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nia.cli import build
from nia.evaluation.checks.asked import RESTORE
from nia.evaluation.format.names import Vocabulary
from nia.tools.registry import Registry
from nia.understanding.port import Act

PAGE = Path("docs/evals.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_failure_that_the_page_shows_is_what_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = block("yaml").replace("Mathew, company: Zenith Pharma}}]", "Mathew, company: Zenith Labs}}]")
    (tmp_path / "my-suite.yaml").write_text(wrong, encoding="utf-8")
    config = Path("config").resolve()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(build(), ["eval", "my-suite.yaml", "--config", str(config)])
    shown = block("text").splitlines()
    assert [line.rstrip() for line in result.output.splitlines()[: len(shown)]] == shown
    assert result.exit_code == 1


def test_the_first_command_is_that_of_the_pages_own_suite() -> None:
    assert block("sh") == "nia eval my-suite.yaml\n"


def test_the_page_names_the_acts_and_links_the_tools() -> None:
    for act in Act:
        assert f"`{act}`" in PAGE, act
    assert "](tools.md)" in PAGE
    tools = Path("docs/tools.md").read_text(encoding="utf-8")
    for name in Vocabulary.of(Registry.load()).tools.keys() - {RESTORE}:
        assert f"### `{name}`" in tools, name
    assert "- On: " in tools


def test_the_schema_that_the_page_has_one_write_is_printed_whole() -> None:
    assert "nia eval schema > suite.schema.json" in PAGE
    assert "$schema=suite.schema.json" in block("yaml")
    assert json.loads(CliRunner().invoke(build(), ["eval", "schema"]).output)["title"] == "Suite"
