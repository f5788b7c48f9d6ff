"""Data and code that train the engine's weights. Only the engine's loading uses it at run time."""

from __future__ import annotations
