"""What the chat itself says: whole in every language, and a mistake in a file is told."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from nia.config import default_config_dir
from nia.errors import ConfigError
from nia.ledger.proposals import State
from nia.ui.texts import load_texts, texts_for


def test_every_language_says_everything() -> None:
    texts = load_texts(default_config_dir())
    assert set(texts) == {"en", "hi", "hi-en"}
    for one in texts.values():
        assert set(one.settled) == {state.value for state in State if state is not State.WAITING}
        assert set(one.card) == {"was", "untrusted", "save", "back"}
        assert "{count}" in one.table["more"]
        assert "{code}" in one.failed
        assert len(one.starters) == 4


@pytest.mark.parametrize(
    ("tag", "language"), [("en-IN", "en"), ("hi-IN", "hi"), ("hi-en", "hi-en"), ("fr-FR", "en"), (None, "en")]
)
def test_a_language_is_found_by_its_tag(tag: str | None, language: str) -> None:
    texts = load_texts(default_config_dir())
    assert texts_for(texts, tag) is texts[language]


def test_a_mistake_names_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(default_config_dir() / "languages", tmp_path / "languages")
    file = tmp_path / "languages/faces/hi.yaml"
    file.write_text(file.read_text("utf-8").replace("signed_out:", "signed_owt:"), "utf-8")
    with pytest.raises(ConfigError, match=r"hi\.yaml:\d+"):
        load_texts(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"faces.en\.yaml"):
        load_texts(tmp_path)


@pytest.mark.parametrize("language", ["en-US", "hi"])
def test_chainlits_own_texts_are_whole(root: Path, language: str) -> None:
    chainlit = find_spec("chainlit")  # importing it would make files here
    if chainlit is None or chainlit.origin is None:
        pytest.skip("chainlit is not installed")
    truth = json.loads(Path(chainlit.origin).with_name("translations").joinpath("en-US.json").read_text("utf-8"))
    ours = json.loads((root / f".chainlit/translations/{language}.json").read_text("utf-8"))
    assert _names(truth) <= _names(ours)


def _names(texts: object, at: str = "") -> set[str]:
    if not isinstance(texts, dict):
        return {at}
    return {name for key, value in texts.items() for name in _names(value, f"{at}.{key}")}
