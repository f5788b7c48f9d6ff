"""A small disk of a test's own, which can be filled up and emptied: a tmpfs, where this user may mount one."""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CHUNK = bytes(4096)


@dataclass(frozen=True)
class SmallDisk:
    """A folder with little room."""

    folder: Path

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"

    def fill(self) -> None:
        """Take all the room that is left."""
        with self._filler.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(_CHUNK)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def empty(self) -> None:
        """Give the room back."""
        self._filler.unlink(missing_ok=True)


@cache
def why_not() -> str | None:
    """Return why no small disk can be made here, in one line, or None."""
    if os.name != "posix" or os.getuid() != 0:
        return "only root may mount a small disk"
    try:
        with small_disk(1):
            return None
    except (OSError, subprocess.CalledProcessError):
        return "this machine does not let a test mount a small disk"


@contextmanager
def small_disk(mebibytes: int) -> Iterator[SmallDisk]:
    """Mount an empty disk of this size; it is gone after the block."""
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=0755", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(["umount", str(folder)], check=True, capture_output=True)
    finally:
        folder.rmdir()
