"""The command `nia`: its help, its errors, the demo data and the trace of a turn."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from nia import cli
from nia.errors import AdminError


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIA_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("NIA_DATABASE_URL", raising=False)
    return tmp_path


def nia(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.build(), words, input=typed)


def refused(*words: str) -> str:
    error = nia(*words).exception
    assert isinstance(error, AdminError)
    return str(error)


def test_help_names_every_command() -> None:
    shown = nia("--help").output
    for name in ("chat", "serve", "demo", "doctor", "trace", "user", "db"):
        assert name in shown


def test_what_can_be_mended_is_one_line_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["nia", "trace", "last"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == cli.ERROR
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("nia: ")
    assert shown.err.count("\n") == 1


def test_the_demo_data_is_loaded_once_reset_and_removed(data: Path) -> None:
    first = nia("demo", "load").output
    assert "asha@example.com" in first
    assert "loaded already" in refused("demo", "load")
    again = nia("demo", "reset", "--yes").output
    assert "asha@example.com" in again
    assert again != first
    assert "gone" in nia("demo", "remove", "--yes").output
    with sqlite3.connect(data / "nia.db") as connection:
        assert connection.execute("SELECT count(*) FROM users").fetchone() == (0,)


@pytest.mark.parametrize("command", ["reset", "remove"])
def test_demo_data_is_not_deleted_without_a_yes(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    nia("demo", "load")
    assert "--yes" in refused("demo", command)
    monkeypatch.setattr("nia.cli.demo.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    asked = nia("demo", command, typed="n\n")
    assert asked.exit_code == 1
    assert "Go on?" in asked.output
    assert "asha@example.com" in nia("user", "list").output
    assert nia("demo", command, typed="y\n").exit_code == 0


def test_a_turn_is_traced(data: Path) -> None:
    assert nia("chat", "--demo", typed="what's overdue\n").exit_code == 0
    shown = nia("trace").output
    assert "Said:     what's overdue" in shown
    assert "wish list_tasks" in shown
    assert "Steps" in shown
    assert " ms" in shown
    with sqlite3.connect(data / "nia.db") as connection:
        (turn,) = connection.execute("SELECT id FROM turns").fetchone()
    assert turn in nia("trace", turn[:12]).output
    assert json.loads(nia("trace", turn, "--json").output)["understood"]["by"] == "engine"


def test_a_turn_that_is_not_there_is_told() -> None:
    nia("demo", "load")
    assert "no turn zzz" in refused("trace", "zzz")
    assert "no turn yet" in refused("trace")
