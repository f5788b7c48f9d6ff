"""The folder that Chainlit serves from: made of what came with NIA, in the data folder."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from nia.config import Settings
from nia.errors import StoreError
from nia.ui.app_root import find_served, prepare


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHAINLIT_APP_ROOT", "CHAINLIT_AUTH_SECRET"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody.elses/database")


def test_it_holds_what_is_served_and_chainlit_is_pointed_there(tmp_path: Path) -> None:
    root = prepare(Settings(data_dir=tmp_path))
    assert (root / ".chainlit/config.toml").is_file()
    assert (root / "public/elements/ConfirmationCard.jsx").is_file()
    assert (root / "chainlit.md").is_file()
    assert os.environ["CHAINLIT_APP_ROOT"] == str(root)
    assert len(os.environ["CHAINLIT_AUTH_SECRET"]) >= 48


def test_chainlits_own_database_layer_stays_off(tmp_path: Path) -> None:
    prepare(Settings(data_dir=tmp_path))
    assert "DATABASE_URL" not in os.environ


def test_what_changed_is_served_at_the_next_start(tmp_path: Path) -> None:
    root = prepare(Settings(data_dir=tmp_path))
    (root / "chainlit.md").write_text("old")
    prepare(Settings(data_dir=tmp_path))
    assert "NIA" in (root / "chainlit.md").read_text()


def test_pages_of_a_killed_process_are_forgotten_after_a_day(tmp_path: Path) -> None:
    root = prepare(Settings(data_dir=tmp_path))
    old, new = root / ".files/old", root / ".files/new"
    for page in (old, new):
        page.mkdir(parents=True)
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    prepare(Settings(data_dir=tmp_path))
    assert [page.name for page in (root / ".files").iterdir()] == ["new"]


def test_an_own_folder_goes_before_what_came_with_nia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".chainlit").mkdir()
    (tmp_path / "public/elements").mkdir(parents=True)
    (tmp_path / "chainlit.md").write_text("ours")
    monkeypatch.chdir(tmp_path)
    assert find_served() == tmp_path


def test_a_public_folder_of_another_app_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "public").mkdir()
    monkeypatch.chdir(tmp_path)
    assert (find_served() / "public/elements/RecordTable.jsx").is_file()


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="NIA_DATA_DIR"):
        prepare(Settings(data_dir=tmp_path / "file"))
