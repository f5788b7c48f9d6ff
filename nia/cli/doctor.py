"""`nia doctor`: what is configured, what is missing, and what to do."""

from __future__ import annotations

import asyncio

import typer

from nia.config import Settings


def doctor() -> None:
    """Examine this installation. Ends with 1 where something is wrong."""
    from nia.doctor import examine

    findings = asyncio.run(examine(Settings()))
