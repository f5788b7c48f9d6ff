"""Values that YAML reads as something else than what is written: yes, 5:30, 2026-03-05. `reading` refuses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

import yaml

_QUOTED = ("'", '"', "|", ">")
_TIME = re.compile(r"^\d{1,2}(:\d{2}){1,2}$")


def unquoted(root: yaml.Node) -> Iterator[tuple[int, str, str]]:
    """Yield line, problem and mend of each such value."""
    todo, seen = [root], set[int]()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            todo += reversed([one for pair in node.value for one in pair])
        elif isinstance(node, yaml.SequenceNode):
            todo += reversed(node.value)
        elif isinstance(node, yaml.ScalarNode) and node.style not in _QUOTED and _is_read_otherwise(node):
            problem = f"YAML reads {node.value} as {_read_as(node)}"
            yield node.start_mark.line + 1, problem, f'Put it in quotes: "{node.value}"'


def _is_read_otherwise(node: yaml.ScalarNode) -> bool:
    kind, text = node.tag.rpartition(":")[2], node.value
    if kind == "bool":
        return text.casefold() not in ("true", "false")
    if kind in ("int", "float"):
        return not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text)
    return kind == "timestamp" or _TIME.match(text) is not None


def _read_as(node: yaml.ScalarNode) -> str:
    value: object = yaml.SafeLoader("").construct_object(node)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, datetime):
        return "a time, not as a text"
    return "a date, not as a text" if isinstance(value, date) else "a text here and as a number elsewhere"
