"""The secret that signs cookies: given, made once, and never shared by accident."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nia.config import Settings
from nia.errors import StoreError
from nia.ui.secret import auth_secret


def test_a_given_secret_is_used(tmp_path: Path) -> None:
    assert auth_secret(Settings(data_dir=tmp_path, auth_secret="given")) == "given"
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_made_once_for_this_user_only(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    secret = auth_secret(settings)
    assert len(secret) >= 48
    assert auth_secret(settings) == secret
    assert [file.name for file in settings.data_dir.iterdir()] == ["auth_secret"]
    assert (settings.data_dir / "auth_secret").stat().st_mode & 0o777 == 0o600


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    assert auth_secret(Settings(data_dir=tmp_path / "a")) != auth_secret(Settings(data_dir=tmp_path / "b"))


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with ThreadPoolExecutor(8) as pool:
        secrets = {future.result() for future in [pool.submit(auth_secret, settings) for _ in range(32)]}
    assert len(secrets) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["auth_secret"]


def test_a_damaged_secret_is_told_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "auth_secret").write_text("short")
    with pytest.raises(StoreError, match="damaged"):
        auth_secret(Settings(data_dir=tmp_path))


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="NIA_AUTH_SECRET"):
        auth_secret(Settings(data_dir=tmp_path / "file/data"))
