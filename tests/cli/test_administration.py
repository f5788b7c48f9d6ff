"""`nia user` and `nia db` do what their help says, and word what an admin can mend."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nia.cli import build
from nia.config import default_config_dir
from nia.errors import AdminError

GOOD = "correct horse battery\n"


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIA_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("NIA_DATABASE_URL", raising=False)
    return tmp_path


def nia(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(build(), words, input=typed)


def refused(*words: str, typed: str = "") -> str:
    error = nia(*words, typed=typed).exception
    assert isinstance(error, AdminError)
    return str(error)


def add(email: str = "asha@example.com", role: str = "sales_rep") -> Result:
    return nia("user", "add", email, "--name", "Asha Rao", "--team", "West", "--role", role, typed=GOOD)


def test_a_user_is_added_listed_and_shut_out() -> None:
    assert "Asha Rao can sign in as asha@example.com" in add().output
    listed = nia("user", "list").output
    assert listed.split() == ["asha@example.com", "sales_rep", "West", "Asha", "Rao"]
    assert "is shut out" in nia("user", "deactivate", "asha@example.com", "--yes").output
    assert "(shut out)" in nia("user", "list").output


def test_a_password_is_changed() -> None:
    add()
    assert "is changed" in nia("user", "password", "ASHA@example.com", typed="another good one\n").output


def test_no_output_holds_a_password() -> None:
    assert GOOD.strip() not in add().output
    assert GOOD.strip() not in refused("user", "password", "nobody@example.com", typed=GOOD)


def test_what_an_admin_can_mend_is_worded() -> None:
    add(role="admin")
    assert "already" in refused("user", "add", "asha@example.com", "--name", "B", "--team", "West", typed=GOOD)
    assert "too short" in refused("user", "add", "b@example.com", "--name", "B", "--team", "West", typed="short\n")
    assert "no mail address" in refused("user", "add", "asha", "--name", "B", "--team", "West", typed=GOOD)
    assert "last admin" in refused("user", "deactivate", "asha@example.com", "--yes")
    assert "nia user list" in refused("user", "deactivate", "nobody@example.com", "--yes")


def test_an_unknown_role_is_told_with_the_known_ones() -> None:
    result = add(role="boss")
    assert result.exit_code == 2
    assert "sales_rep" in result.output


def test_nothing_is_done_without_a_yes() -> None:
    add()
    assert nia("user", "deactivate", "asha@example.com", typed="n\n").exit_code == 1
    assert nia("db", "downgrade", "base", typed="n\n").exit_code == 1
    assert "shut out" not in nia("user", "list").output


def test_the_schema_goes_up_and_down(installation: Path) -> None:
    before = nia("db", "status")
    assert before.exit_code == 1
    assert "nia db upgrade" in before.output
    assert list(installation.iterdir()) == []
    assert nia("db", "upgrade").exit_code == 0
    assert nia("db", "status").exit_code == 0
    assert "There are: 0006, 0005, 0004, 0003, 0002, 0001, base" in refused("db", "downgrade", "9999", "--yes")
    assert nia("db", "downgrade", "base", "--yes").exit_code == 0
    assert nia("db", "status").exit_code == 1


def test_words_are_not_pruned_by_a_clock_in_doubt_unless_an_admin_says_that_it_is_right(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(default_config_dir(), installation / "config")
    (installation / "config" / "nia.yaml").write_text("retention: {conversation_days: 30}\n")
    monkeypatch.setenv("NIA_CONFIG_DIR", str(installation / "config"))
    add()
    with sqlite3.connect(installation / "nia.db") as database:
        (user,) = database.execute("SELECT id FROM users").fetchone()
        of_old = {"user": user, "at": "2020-01-01 00:00:00.000000"}
        database.execute("INSERT INTO conversations VALUES ('c', :user, '', :at, :at, 1, 1, NULL, NULL)", of_old)
        database.execute(
            "INSERT INTO turns"
            " (id, conversation_id, user_id, seq, client_id, channel, said, opened_at, closed_at, record)"
            " VALUES ('t', 'c', :user, 1, 'm', 'text', 'hello', :at, :at, '{}')",
            of_old,
        )
    assert "this clock may be wrong" in refused("db", "prune")
    assert "The words of 1 turns older than 30 days were deleted" in nia("db", "prune", "--clock-is-right").output
    assert "The words of 0 turns" in nia("db", "prune").output
