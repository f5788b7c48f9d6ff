"""The tests, laid out as `nia` is. A package, so that they can share `tests.world`."""

from __future__ import annotations
