"""docs/configuration.md names every variable and every file that an admin can set."""

from __future__ import annotations

from pathlib import Path

from nia.config import Settings


def test_every_variable_is_explained(root: Path) -> None:
    page = (root / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"| `NIA_{name.upper()}` |" not in page] == []


def test_every_file_of_config_is_explained(root: Path) -> None:
    page = (root / "docs" / "configuration.md").read_text(encoding="utf-8")
    files = [str(file.relative_to(root / "config")) for file in (root / "config").rglob("*.yaml")]
    assert len(files) > 8
    explained = [name for name in files if f"](../config/{name})" in page or "/faces/" in name]
    assert explained == files
