"""`nia train`: the sentences are checked, the model judged, and what is missing said."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nia.cli import build
from nia.errors import AdminError

RUNNER = CliRunner()


def test_a_fault_in_a_sentence_is_named(tmp_path: Path) -> None:
    file = tmp_path / "leads.yaml"
    file.write_text("get_lead:\n  en:\n    - show [Ravi](person)\n    - open [Ravi(lead)\nget_leed:\n  en: [hi]\n")
    result = RUNNER.invoke(build(), ["train", "--check", str(file)])
    assert result.exit_code == 1
    assert "person is no slot of get_lead; it has lead" in result.output
    assert "a bracket is left" in result.output
    assert "get_leed is no tool and no dialogue act" in result.output


def test_frames_that_differ_in_their_values_only_are_named(tmp_path: Path) -> None:
    file = tmp_path / "leads.yaml"
    file.write_text("get_lead:\n  en:\n    - show me [Ravi](lead)\n    - show me [Asha Rao](lead)\n")
    result = RUNNER.invoke(build(), ["train", "--check", str(file)])
    assert result.exit_code == 0
    assert "alike: show me Asha Rao" in result.output


def test_what_is_no_file_of_sentences_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("get_lead: [show Ravi]\n")
    result = RUNNER.invoke(build(), ["train", "--check", str(file)])
    assert result.exit_code == 1
    assert "this is not `intent: language: [sentence, …]`" in result.output


def test_what_is_read_otherwise_than_marked_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "frames.yaml"
    file.write_text(
        "create_task:\n"
        "  en: ['remind me to [call Ravi](title) [tomorrow](remind_at)', 'remind me to [call](title) Ravi']\n"
        "find_leads: {en: ['create a lead for Rahul from Zenith']}\n",
        encoding="utf-8",
    )
    result = RUNNER.invoke(build(), ["train", "--misread", str(file)])
    assert result.exit_code == 0, result.output
    assert "tomorrow" not in result.output
    assert "missed title: call\n" in result.output
    assert "surplus title: call ravi\n" in result.output
    assert "find_leads, not create_lead" in result.output
    assert "2 of 3 are read otherwise than marked" in result.output


def test_the_report_shows_each_language_beside_its_goal(tmp_path: Path) -> None:
    (tmp_path / "en.jsonl").write_text(
        '{"id": "a", "text": "show my leads", "wishes": [{"tool": "find_leads", "slots": {}}]}\n'
        '{"id": "b", "text": "bake me a cake", "wishes": [{"tool": "find_leads", "slots": {"city": "Pune"}}]}\n'
    )
    result = RUNNER.invoke(build(), ["train", "--report", "--failed", "--tests", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "50 (" in result.output
    assert "bake me a cake" in result.output
    assert "missed city: Pune" in result.output


def test_a_folder_without_tests_is_an_error(tmp_path: Path) -> None:
    result = RUNNER.invoke(build(), ["train", "--report", "--tests", str(tmp_path)])
    assert isinstance(result.exception, AdminError)
    assert "--tests" in str(result.exception)


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed here")
def test_without_torch_the_extra_is_named() -> None:
    result = RUNNER.invoke(build(), ["train"])
    assert isinstance(result.exception, AdminError)
    assert "nia-assistant[train]" in str(result.exception)
