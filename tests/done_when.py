"""Reads done_when.yaml: what a rep must be able to do. The browser and the terminal are tested with the same table."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Step:
    """Something that is said or pressed, and what must then be seen."""

    say: str = ""
    press: str = ""
    sees: tuple[str, ...] = ()
    card: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Any] | None = None

    def check_rows(self, database: Path) -> None:
        """Assert that the database holds what it should."""
        if self.rows is None:
            return
        with sqlite3.connect(database, timeout=20) as connection:
            found = [list(row) for row in connection.execute(self.rows["sql"])]
        assert found == self.rows["are"], f"after {self.say or self.press!r}: {found}"


@dataclass(frozen=True)
class Flow:
    """A conversation."""

    name: str
    steps: tuple[Step, ...]


def flows() -> list[Flow]:
    """Return every flow."""
    entries = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))["flows"]
    return [Flow(entry["name"], tuple(Step(**step) for step in entry["steps"])) for entry in entries]
