"""`nia doctor`: what is configured, what is missing, and what to do."""

from __future__ import annotations

import asyncio

import typer

from nia.config import Settings

_MARKS = {"ok": "✓", "missing": "·", "wrong": "✗"}


def doctor() -> None:
    """Examine this installation. Ends with 1 where something is wrong."""
    from nia.doctor.examining import examine
    from nia.doctor.findings import State

    findings = asyncio.run(examine(Settings()))
    for finding in findings:
        typer.echo(f"{_MARKS[finding.state]} {finding.name:<28}{finding.what}")
        if finding.mend:
            typer.echo(f"{'':<30}{finding.mend}")
    if any(finding.state is State.WRONG for finding in findings):
        raise typer.Exit(1)
