"""`nia eval`: what it prints, writes and exits with."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nia.cli import build
from nia.errors import AdminError
from tests.evaluation.suite_text import BEGIN

Eval = Callable[..., Result]
RIGHT = "  - {id: right, turns: [{say: show my leads, expect: {intent: find_leads}}]}\n"
WRONG = "  - {id: wrong, turns: [{say: show my leads, expect: {intent: create_lead}}]}\n"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    path = tmp_path / "suite.yaml"
    path.write_text(f"{BEGIN}conversations:\n{RIGHT}{WRONG}", encoding="utf-8")
    return path


@pytest.fixture
def evaluate(suite: Path) -> Eval:
    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(build(), ["eval", *map(str, arguments)])

    return call


def test_it_exits_0_where_all_holds_and_1_with_what_failed_where_not(suite: Path, evaluate: Eval) -> None:
    good, bad = evaluate(suite, "-k", "right"), evaluate(suite)
    assert good.exit_code == 0
    assert "1 of 1 conversation passed" in good.output
    assert bad.exit_code == 1
    for part in ("a-suite/wrong", "suite.yaml", "say: show my leads", "create_lead", "find_leads"):
        assert part in bad.output


def test_it_writes_html_json_and_junit(suite: Path, evaluate: Eval, tmp_path: Path) -> None:
    html, plain, junit = tmp_path / "out" / "r.html", tmp_path / "r.json", tmp_path / "r.xml"
    evaluate(suite, "--html", html, "--json", plain, "--junit", junit)
    assert "show my leads" in html.read_text()
    assert len(json.loads(plain.read_text())["conversations"]) == 2
    assert ET.parse(junit).getroot().get("failures") == "1"


def test_reports_are_written_before_anything_is_printed(
    suite: Path, evaluate: Eval, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("nia.evaluation.report.table.print_run", closed)
    evaluate(suite, "--json", tmp_path / "r.json")
    assert len(json.loads((tmp_path / "r.json").read_text())["conversations"]) == 2


def test_a_file_that_cannot_be_written_is_told(suite: Path, evaluate: Eval, tmp_path: Path) -> None:
    result = evaluate(suite, "-k", "right", "--json", tmp_path)
    assert isinstance(result.exception, AdminError)
    assert "Name another file" in str(result.exception)


def test_a_baseline_fails_only_for_what_passed_there(suite: Path, evaluate: Eval, tmp_path: Path) -> None:
    baseline = tmp_path / "baselines" / "engine.json"
    assert evaluate(suite, "--baseline", baseline, "--update-baseline").exit_code == 0
    assert json.loads(baseline.read_text())["conversations"] == {"a-suite/right": "pass", "a-suite/wrong": "fail"}
    assert evaluate(suite, "--baseline", baseline).exit_code == 0
    suite.write_text(suite.read_text().replace("intent: find_leads", "intent: list_tasks"), encoding="utf-8")
    broken = evaluate(suite, "--baseline", baseline)
    assert broken.exit_code == 1
    assert "a-suite/right" in broken.output


def test_what_is_recorded_as_failing_is_named(suite: Path, evaluate: Eval, tmp_path: Path) -> None:
    baseline = tmp_path / "engine.json"
    written = evaluate(suite, "--baseline", baseline, "--update-baseline").output
    assert "Recorded as failing (1)\n  a-suite/wrong\n" in written
    assert "1 conversation fails in this baseline" in written
    suite.write_text(suite.read_text().replace("intent: find_leads", "intent: list_tasks"), encoding="utf-8")
    worse = evaluate(suite, "--baseline", baseline, "--update-baseline").output
    assert "Recorded as failing, though they passed in the old one (1)\n  a-suite/right\n" in worse
    assert "2 conversations fail in this baseline" in worse
    assert "Recorded as failing" not in evaluate(suite, "--baseline", baseline).output


def test_what_the_baseline_does_not_know_is_told_and_is_no_step_back(
    suite: Path, evaluate: Eval, tmp_path: Path
) -> None:
    baseline = tmp_path / "engine.json"
    evaluate(suite, "-k", "right", "--baseline", baseline, "--update-baseline")
    suite.write_text(suite.read_text().replace("id: right", "id: renamed"), encoding="utf-8")
    result = evaluate(suite, "--baseline", baseline)
    assert result.exit_code == 0
    assert "Not in the baseline, fail (1)\n  a-suite/wrong\n" in result.output
    assert "1 conversation that the baseline does not know fails." in result.output
    assert "In the baseline, not run (renamed, removed or left out) (1)\n  a-suite/right\n" in result.output


def test_a_baseline_that_is_not_there_says_how_to_write_it(suite: Path, evaluate: Eval, tmp_path: Path) -> None:
    result = evaluate(suite, "--baseline", tmp_path / "none.json")
    assert "--update-baseline" in str(result.exception)
    assert evaluate(suite, "--update-baseline").exit_code == 2


def test_repeats_report_pass_hat_k(suite: Path, evaluate: Eval) -> None:
    result = evaluate(suite, "-k", "right", "--repeat", "4")
    assert result.exit_code == 0
    assert "pass^k" in result.output
    assert " 4    100 %" in result.output


def test_two_configs_are_compared(suite: Path, evaluate: Eval, tmp_path: Path) -> None:
    other = tmp_path / "config"
    (other / "tools").mkdir(parents=True)
    (other / "nia.yaml").write_text("company: {name: Other}\n")
    (other / "tools" / "off.yaml").write_text("tools: {find_leads: {enabled: false}}\n")
    for name in ("languages", "prompts"):
        (other / name).symlink_to(Path("config").resolve() / name)
    suite.write_text(suite.read_text().replace("intent: find_leads", "refuses: disabled"), encoding="utf-8")
    result = evaluate(suite, "-k", "right", "--compare", "config", other)
    assert "0 of 1 conversation passed" in result.output
    assert "1 of 1 conversation passed" in result.output
    assert "a-suite/right" in result.output
    assert result.exit_code == 0


def test_a_mistake_is_an_error_with_file_line_and_mend(suite: Path, evaluate: Eval) -> None:
    suite.write_text(suite.read_text().replace("intent: find_leads", "intent: find_lead"), encoding="utf-8")
    assert "Did you mean 'find_leads'?" in str(evaluate(suite).exception)


def test_its_other_commands_are_found_and_listed(evaluate: Eval) -> None:
    assert json.loads(evaluate("schema").output)["title"] == "Suite"
    assert "schema" in evaluate("--help").output
    shown = evaluate("--help").output
    for part in ("--baseline", "--repeat", "nia eval simulate", "nia eval export", "nia eval schema"):
        assert part in " ".join(shown.split()), part
    assert shown == evaluate("run", "--help").output
