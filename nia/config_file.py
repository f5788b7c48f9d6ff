"""Reads a YAML file of `config/` into a pydantic model, or says which line is wrong. Owners of config files call it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from nia.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_config(path: Path, model: type[Model]) -> Model:
    """Return the file at `path` as a `model`; raise `ConfigError` with file, line and mend where it is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(str(path), None, "the file is missing", "Restore it from the package") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), None, f"the file cannot be read ({error})", "Save it as UTF-8 text") from None
    try:
        root = yaml.compose(text, Loader=_LOADER)
        loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ConfigError(str(path), line, str(error.problem), "Mend the YAML there") from None
    try:
        return model.model_validate({} if loaded is None else loaded)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ConfigError(str(path), _line(root, first["loc"]), f"{where}: {first['msg']}", "Mend the value") from None


def _line(node: yaml.Node | None, loc: tuple[int | str, ...]) -> int | None:
    """Return the line (from 1) of the value at `loc`, or of the nearest that holds it."""
    if node is None:
        return None
    line = node.start_mark.line + 1
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                return line
            key, node = found
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line
