"""Words that point at a record and name none: "it", "his number", "the meeting". Cards and appositions ask."""

from __future__ import annotations

_GENERIC = frozenset(
    "it him her that this them his its usko isko wo ye use their the a my our one lead deal meeting call demo task "
    "reminder time date day name number phone email mail company value status city title to from at on in "
    "instead s".split()
)


def is_generic(said: str) -> bool:
    """Tell whether a reference names nothing of its own: "it", "his number", "the meeting"."""
    return all(word in _GENERIC or not word[:1].isalpha() for word in said.lower().replace("'", " ").split())
