"""The texts of `config/languages/*.yaml`, by language and name. `wording` fills them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from nia.errors import ConfigError
from nia.understanding.port import Language

Text = str | Mapping[str, str]


class Sentences:
    """The texts of every language, under dotted names such as `asks.create_lead.phone`."""

    def __init__(self, texts: Mapping[Language, Mapping[str, Text]]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, config_dir: Path) -> Sentences:
        """Read the three files; raise `ConfigError` where one is missing or is not a map of texts."""
        return cls({language: dict(_read(config_dir / "languages" / f"{language}.yaml")) for language in Language})

    def find(self, language: Language, *names: str) -> Text | None:
        """Return the first of `names` that has a text in `language`, else in English, else None."""
        for texts in (self._texts[language], self._texts[Language.ENGLISH]):
            for name in names:
                if name in texts:
                    return texts[name]
        return None

    def names(self, language: Language) -> frozenset[str]:
        """Return the names of all texts of `language`."""
        return frozenset(self._texts[language])


def language_of_tag(tag: str) -> Language:
    """Return the language that a user's own setting stands for: "en-IN", "hi", "hi-en", "hi-Latn"."""
    primary, *more = tag.lower().replace("_", "-").split("-")
    if primary != "hi":
        return Language.ENGLISH
    return Language.HINGLISH if {"en", "latn"} & set(more) else Language.HINDI


def _read(path: Path) -> Iterator[tuple[str, Text]]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except FileNotFoundError:
        raise ConfigError(str(path), None, "the file is missing", "Restore it from the package") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ConfigError(str(path), line, str(error.problem), "Mend the YAML there") from None
    if not isinstance(content, dict):
        raise ConfigError(str(path), 1, "the file is not a map of texts", "Begin it with a section such as `asks:`")
    yield from _flat(str(path), "", content)


def _flat(path: str, prefix: str, content: Mapping[str, object]) -> Iterator[tuple[str, Text]]:
    for name, value in content.items():
        full = f"{prefix}{name}"
        if isinstance(value, str) or (isinstance(value, dict) and value and value.keys() <= {"zero", "one", "other"}):
            yield full, value
        elif isinstance(value, dict):
            yield from _flat(path, f"{full}.", value)
        else:
            raise ConfigError(path, None, f"{full} is not a text", "Put the value in quotes")
