"""What the chat itself says, beside the agent's replies: `config/languages/faces/*.yaml`. Read at start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from nia.errors import ConfigError
from nia.yaml_file import read_yaml

_LANGUAGES = ("en", "hi", "hi-en")


class StarterText(BaseModel):
    """A suggestion on the empty page: what its button says, and what is then sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    message: str


class Texts(BaseModel):
    """The texts of one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    signed_out: str = Field(description="the session has ended; sign in again")
    failed: str = Field(description="something broke in NIA, not in what was said; {code} names the log entry")
    settled: Mapping[str, str] = Field(description="the receipt on a card, by the state of its proposal")
    card: Mapping[str, str] = Field(description="the card's own words: was, untrusted, save, back")
    table: Mapping[str, str] = Field(description="the table's own words: more with {count}")
    starters: tuple[StarterText, ...]


def load_texts(config_dir: Path) -> Mapping[str, Texts]:
    """Read the texts of every language; raise `ConfigError` where a file is missing or wrong."""
    return {language: _read(config_dir / "languages" / "faces" / f"{language}.yaml") for language in _LANGUAGES}


def texts_for(texts: Mapping[str, Texts], language: str | None) -> Texts:
    """Return the texts for a tag such as `hi` or `hi-IN`, else the English ones."""
    tag = language or "en"
    return texts.get(tag) or texts.get(tag.partition("-")[0]) or texts["en"]


def _read(file: Path) -> Texts:
    if not file.is_file():
        raise ConfigError(str(file), None, "the file is missing", "Copy it from the package's own config")
    return read_yaml(file, Texts)
