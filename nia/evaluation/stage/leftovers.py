"""Folders of databases, named after the process that has them; those of killed processes go. `backdrop` calls it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

_NAMED = re.compile(r"^nia-evals-(\d+)-")


def own_folder(place: Path) -> Path:
    """Make and return a new folder of this process under `place`, and remove those whose process is gone."""
    remove_leftovers(place)
    return Path(tempfile.mkdtemp(prefix=f"nia-evals-{os.getpid()}-", dir=place))


def remove_leftovers(place: Path) -> None:
    """Remove the folders under `place` whose process is gone: a killed one could not."""
    if os.name != "posix":
        return  # elsewhere asking for a process by its number would end it
    for folder in place.glob("nia-evals-*"):
        found = _NAMED.match(folder.name)
        if found is not None and not _lives(int(found[1])):
            shutil.rmtree(folder, ignore_errors=True)  # another process may be at it too, or it is another user's


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # there, and another user's
        return True
    return True
