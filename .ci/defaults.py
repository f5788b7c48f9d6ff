"""Carry the two files of the root that Chainlit reads into the wheel; hatchling calls it (`sources` renames folders).

An editable install finds them where they lie.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Defaults(BuildHookInterface):  # type: ignore[type-arg]
    """Puts `app.py` and `chainlit.md` under `nia/_defaults/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files, unless `version` is the editable wheel."""
        if version != "editable":
            build_data["force_include"] |= {name: f"nia/_defaults/{name}" for name in ("app.py", "chainlit.md")}
