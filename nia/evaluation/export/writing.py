"""Writes a suite as YAML: keys in the format's order, texts quoted where YAML would read them otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from nia.understanding.port import Json

_WIDTH = 120
_FLAT = 100
_BARE = re.compile(r"[A-Za-z\u0900-\u097f][^:#\[\]{},&*!|>'\"%@`\n]*[^\s:#\[\]{},&*!|>'\"%@`]|[A-Za-z]")
_READ_OTHERWISE = frozenset("y n yes no on off true false null none ~".split())


class _Dumper(yaml.SafeDumper):
    """Quotes texts that could be read as something else, and writes small maps and lists in a line."""

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out, also what is there twice."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists below their key."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    bare = _BARE.fullmatch(text) is not None and text.casefold() not in _READ_OTHERWISE
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if bare else '"')


def _map(dumper: yaml.SafeDumper, data: dict[str, Json]) -> yaml.MappingNode:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", data.items())
    node.flow_style = _is_small(data)
    return node


def _list(dumper: yaml.SafeDumper, data: list[Json]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=_is_small(data))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _map)
_Dumper.add_representer(list, _list)


def as_yaml(suite: Json, comments: Sequence[str]) -> str:
    """Return the file: the comments, then the suite."""
    head = "".join(f"# {line}\n" for line in comments)
    return head + yaml.dump(suite, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _is_small(data: Json) -> bool:
    """Tell whether it fits in a line, with nothing in it that spans several."""
    flat = str(data)
    deep = isinstance(data, dict) and ("turns" in data or "say" in data)
    return len(flat) <= _FLAT and not deep and "\n" not in flat
