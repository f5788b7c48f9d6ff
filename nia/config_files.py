"""The files of `config/` that this package reads itself. Who starts NIA loads them once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from nia.config import NiaConfig, ToolsFile
from nia.errors import ConfigError
from nia.yaml_file import line_of, read_yaml


@dataclass(frozen=True, slots=True)
class ToolSettings:
    """What `config/tools/` changes: tools that are off, and more example sentences, by tool."""

    disabled: frozenset[str] = frozenset()
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_nia(config_dir: Path) -> NiaConfig:
    """Read `nia.yaml`; where there is none, everything has its default. Raise `ConfigError` where it is wrong."""
    file = config_dir / "nia.yaml"
    return read_yaml(file, NiaConfig) if file.is_file() else NiaConfig()


def load_tool_settings(config_dir: Path, known: Collection[str] | None = None) -> ToolSettings:
    """Read every file of `tools/`, in the order of their names.

    With `known`, the names of all tools, a name that is none of them is an error. Raise
    `ConfigError` where a file is wrong, or where two files speak of the same tool.
    """
    disabled: set[str] = set()
    examples: dict[str, tuple[str, ...]] = {}
    seen: dict[str, Path] = {}
    for file in sorted((config_dir / "tools").glob("*.yaml")):
        for name, rules in read_yaml(file, ToolsFile).tools.items():
            _check_name(file, name, known, seen)
            if not rules.enabled:
                disabled.add(name)
            sentences = tuple(sentence for language in rules.examples.values() for sentence in language)
            if sentences:
                examples[name] = sentences
    return ToolSettings(frozenset(disabled), examples)


def _check_name(file: Path, name: str, known: Collection[str] | None, seen: dict[str, Path]) -> None:
    if known is not None and name not in known:
        near = get_close_matches(name, known, n=1)
        mend = f"Did you mean {near[0]!r}?" if near else "docs/tools.md lists the tools"
        raise ConfigError(str(file), line_of(file, ("tools", name)), f"there is no tool {name!r}", mend)
    if name in seen:
        problem = f"{name!r} is also in {seen[name].name}"
        raise ConfigError(str(file), line_of(file, ("tools", name)), problem, "Keep it in one of the two files")
    seen[name] = file
