"""NIA, a sales assistant that reps talk or write to. Importing this loads none of the heavy libraries."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nia.agent.create import create_agent
    from nia.agent.graph import graph
    from nia.config import Settings

__all__ = ["Settings", "create_agent", "graph"]

_PLACES = {"create_agent": "nia.agent.create", "graph": "nia.agent.graph", "Settings": "nia.config"}


def __getattr__(name: str) -> object:
    """Load what is asked for at its first use."""
    if name not in _PLACES:
        raise AttributeError(f"module 'nia' has no attribute {name!r}")
    return getattr(importlib.import_module(_PLACES[name]), name)
