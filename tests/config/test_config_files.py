"""The config that comes with NIA says what its comments say, and the tools' files are merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from nia.config import NiaConfig, Profile, Settings
from nia.config_files import load_nia, load_tool_settings
from nia.errors import ConfigError


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_the_file_that_comes_with_nia_holds_the_defaults_and_every_key(root: Path) -> None:
    file = root / "config" / "nia.yaml"
    assert load_nia(root / "config") == NiaConfig()
    words = file.read_text(encoding="utf-8")
    for model in (NiaConfig, *(info.annotation for info in NiaConfig.model_fields.values())):
        assert model is not None
        for key in model.model_fields:
            assert f"{key}:" in words, f"{key} is not in config/nia.yaml"


def test_the_tools_file_that_comes_with_nia_changes_nothing(root: Path) -> None:
    settings = load_tool_settings(root / "config")
    assert settings.disabled == frozenset()
    assert settings.examples == {}


def test_the_example_in_the_tools_file_is_right(root: Path, tmp_path: Path) -> None:
    lines = (root / "config/tools/tools.yaml").read_text(encoding="utf-8").splitlines()
    example = lines[lines.index("# tools:") : lines.index("tools: {}")]
    write(tmp_path, "tools/tools.yaml", "\n".join(line.removeprefix("# ").removeprefix("#") for line in example))
    settings = load_tool_settings(tmp_path, known={"create_lead", "delete_lead"})
    assert settings.disabled == {"delete_lead"}
    assert len(settings.examples["create_lead"]) == 2


def test_without_files_everything_has_its_default(tmp_path: Path) -> None:
    assert load_nia(tmp_path) == NiaConfig()
    assert load_tool_settings(tmp_path).disabled == frozenset()


def test_tools_of_several_files_are_merged(tmp_path: Path) -> None:
    write(tmp_path, "tools/a.yaml", "tools: {delete_lead: {enabled: false}}")
    write(tmp_path, "tools/b.yaml", "tools: {create_lead: {examples: {en: [one], hi: [दो]}}}")
    settings = load_tool_settings(tmp_path)
    assert settings.disabled == {"delete_lead"}
    assert settings.examples == {"create_lead": ("one", "दो")}


def test_a_tool_in_two_files_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "tools/a.yaml", "tools: {delete_lead: {enabled: false}}")
    write(tmp_path, "tools/b.yaml", "\ntools:\n  delete_lead: {}\n")
    with pytest.raises(ConfigError, match=r"b\.yaml:3: .*also in a\.yaml"):
        load_tool_settings(tmp_path)


def test_an_unknown_tool_is_told_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "tools/a.yaml", "tools:\n  delete_leed: {enabled: false}\n")
    with pytest.raises(ConfigError, match=r"a\.yaml:2: .*Did you mean 'delete_lead'"):
        load_tool_settings(tmp_path, known={"delete_lead", "create_lead"})


def test_working_days_are_kept_as_numbers_in_order() -> None:
    assert Profile(working_days=("sun", "mon")).days == "06"
    assert Profile().days == "012345"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (None, "sqlite+aiosqlite:///data/nia.db"),
        ("sqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
    ],
)
def test_plain_urls_get_an_async_driver(given: str | None, url: str) -> None:
    assert Settings(database_url=given).url == url
