"""How `voice` turns become words. NIA hears once its voice is installed; until then such a turn cannot be played."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from nia.errors import AdminError


class Hears(Protocol):
    """Whatever turns a sound file into words."""

    async def transcribe(self, file: Path) -> str:
        """Return what is said in the file."""
        ...


class CannotHear(AdminError):
    """A suite speaks, and nothing here can hear it."""


class NoEars:
    """Hears nothing, and says so: the conversation is counted as one that could not be run."""

    async def transcribe(self, file: Path) -> str:
        """Raise `CannotHear`."""
        raise CannotHear(f"{file.name} cannot be heard: this version of NIA does not listen yet. Write it with say:")
