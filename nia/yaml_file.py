"""Reads a YAML file into a pydantic model, or says file, line and mend. Every reader of a config file calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nia.errors import ConfigError
from nia.yaml_mends import mend_of, problem_of

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[int | str, ...]

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST_BYTES = 16 * 1024 * 1024


def read_yaml(
    path: Path,
    model: type[Model],
    *,
    look: Callable[[Path, yaml.Node], None] | None = None,
    missing: str = "Restore it, or correct NIA_CONFIG_DIR",
) -> Model:
    """Return the file at `path` as a `model`; an empty file is an empty map.

    `look` sees the YAML nodes before they become values, and may refuse them. `missing` is what to
    do where there is no such file. Raise `ConfigError`, with the line of the first mistake and how
    to mend it, for a file that cannot be read, is not YAML, says a key twice, or does not fit the model.
    """
    root, content = _parse(path, missing)
    if look is not None and root is not None:
        look(path, root)
    try:
        return model.model_validate({} if content is None else content)
    except ValidationError as error:
        wrong = [_located(root, details) for details in error.errors(include_url=False)]
        # a key that is not known is often the one that seems to be missing
        line, details = min(wrong, key=lambda one: (one[0] or 0, one[1]["type"] == "missing"))
        problem = problem_of(details)
        if len(wrong) > 1:
            problem += f" (and {len(wrong) - 1} more)"
        raise ConfigError(str(path), line, problem, mend_of(details, model)) from None


def line_of(path: Path, loc: Loc) -> int | None:
    """Return the line, from 1, of what lies at `loc` in the file, or of the nearest thing that holds it."""
    return lines_of(path)(loc)


def lines_of(path: Path) -> Callable[[Loc], int | None]:
    """Return what tells the lines in the file as `line_of` does; the file is read once."""
    root = _parse(path)[0]
    return lambda loc: _line(root, loc)


def _parse(path: Path, missing: str = "") -> tuple[yaml.Node | None, object]:
    text = _text(path, missing)
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None, None
        _refuse_repeated_keys(path, root)
        return root, loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(part for part in (error.context, error.problem) if part)
        mend = "Check the indentation, the quotes and the colons there; a text with a colon in it is put in quotes"
        raise ConfigError(str(path), mark.line + 1 if mark else None, f"not YAML: {problem}", mend) from None
    except (yaml.YAMLError, ValueError) as error:  # an unprintable character; a date like 2026-02-30
        raise ConfigError(str(path), None, f"not YAML: {error}", "Retype or quote that value") from None
    finally:
        loader.dispose()


def _text(path: Path, missing: str) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ConfigError(str(path), None, "the file is larger than 16 MiB", "Split it")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(str(path), None, "the file is missing", missing) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ConfigError(str(path), line, "a character is not UTF-8", "Save the file as UTF-8") from None
    except OSError as error:
        problem = f"the file cannot be read: {error.strerror}"
        raise ConfigError(str(path), None, problem, "Let the user that runs NIA read it") from None


def _refuse_repeated_keys(path: Path, root: yaml.Node) -> None:
    for mapping in _mappings(root, set()):
        lines: dict[str, int] = {}
        for key, _ in mapping.value:
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode) and key.value in lines and key.tag != "tag:yaml.org,2002:merge":
                problem = f"the key {key.value!r} is already on line {lines[key.value]}"
                raise ConfigError(str(path), line, problem, "Keep one of the two: the later would win in silence")
            if isinstance(key, yaml.ScalarNode):
                lines[key.value] = line


def _mappings(node: yaml.Node, seen: set[int]) -> Iterator[yaml.MappingNode]:
    if id(node) in seen:  # an alias; one may even hold itself
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield node
        for key, value in node.value:
            yield from _mappings(key, seen)
            yield from _mappings(value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _mappings(item, seen)


def _located(root: yaml.Node | None, details: ErrorDetails) -> tuple[int | None, ErrorDetails]:
    return _line(root, details["loc"]), details


def _line(node: yaml.Node | None, loc: Loc) -> int | None:
    """Walk down `loc` as far as the file goes. Parts that pydantic adds (a union's branch, "[key]") are passed over."""
    if node is None:
        return None
    line = node.start_mark.line + 1
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                continue
            key, node = found
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
