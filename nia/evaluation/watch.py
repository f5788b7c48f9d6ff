"""Runs again whenever a file changes. `nia eval --watch` calls it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

_WATCHED = (".yaml", ".yml", ".py", ".npz")
POLL_S = 0.5

Stamps = dict[Path, int]


def changes(folders: Iterable[Path], wait: Callable[[], None] = lambda: time.sleep(POLL_S)) -> Iterator[list[Path]]:
    """Yield the files that changed, appeared or vanished since the last time, whenever there are some."""
    folders = list(folders)
    before = _stamps(folders)
    while True:
        wait()
        now = _stamps(folders)
        changed = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
        before = now
        if changed:
            yield changed


def rerun(arguments: Sequence[str], folders: Iterable[Path], tell: Callable[[str], None]) -> None:
    """Run `nia eval` with these arguments now and after every change, each time as a new process. Ends on Ctrl-C.

    A new process sees changed code and config; this one would not.
    """
    command = [sys.executable, "-m", "nia.cli", "eval", *arguments]
    watched = changes(folders)
    while True:
        subprocess.run(command, check=False)  # noqa: S603  our own command, with the arguments it was called with
        tell("Waiting for a change. Ctrl-C ends.")
        changed = next(watched)
        tell(f"Changed: {', '.join(path.name for path in changed[:5])}")


def _stamps(folders: Iterable[Path]) -> Stamps:
    files = (file for folder in folders for file in ([folder] if folder.is_file() else folder.rglob("*")))
    found: Stamps = {}
    for file in files:
        if file.suffix in _WATCHED:
            try:
                found[file] = file.stat().st_mtime_ns
            except FileNotFoundError:  # gone between the listing and the look
                continue
    return found
