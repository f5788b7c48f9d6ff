"""Where something lies in a suite, as people say it: conversation, turn, key. `misfits` and `reading` call it."""

from __future__ import annotations

from nia.yaml_file import Loc


def in_file(loc: Loc, content: object) -> Loc:
    """Return `loc` without what pydantic adds to it: a union's branch, "[key]"."""
    kept: list[int | str] = []
    for part in loc:
        there = part in content if isinstance(content, dict) else isinstance(part, int) and _holds(content, part)
        if there:
            kept.append(part)
            content = value_at((part,), content)
    return tuple(kept)


def _holds(content: object, at: int) -> bool:
    return isinstance(content, list) and at < len(content)


def value_at(loc: Loc, content: object) -> object:
    """Return what lies there; None where nothing does."""
    for part in loc:
        if isinstance(content, dict):
            content = content.get(part)
        else:
            content = content[part] if isinstance(content, list) and isinstance(part, int) else None
    return content


def named(loc: Loc, content: object) -> str:
    """Return "new-lead, turn 2, expect.wrote #1.tool": conversations by their ids, everything counted from 1."""
    told: list[str] = []
    if loc[:1] == ("conversations",) and len(loc) > 1:
        given = value_at((*loc[:2], "id"), content)
        told.append(given if isinstance(given, str) and given else f"conversation {_number(loc[1])}")
        loc = loc[2:]
        if loc[:1] == ("turns",) and len(loc) > 1:
            told.append(f"turn {_number(loc[1])}")
            loc = loc[2:]
    keys = ""
    for part in loc:
        keys += f" #{_number(part)}" if isinstance(part, int) else f".{part}" if keys else part
    return ", ".join([*told, keys] if keys else told) or "the suite"


def _number(part: int | str) -> str:
    return str(part + 1) if isinstance(part, int) else part
