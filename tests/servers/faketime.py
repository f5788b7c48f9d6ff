"""A clock that a test sets, for processes of its own: libfaketime, loaded into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PLACES = (
    "/usr/lib/*/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
    "/usr/lib64/faketime/libfaketime.so.1",
)


@dataclass(frozen=True)
class SetClock:
    """A clock that stands in a file, which every process that is started with `env` looks at whenever it asks."""

    file: Path

    def set_to(self, when: str) -> None:
        """Set it: "+0" is the true time, "-2h" two hours behind it, "@2038-01-19 03:14:05" goes on from there (UTC)."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{when}\n")
        fresh.rename(self.file)  # whoever looks sees the old or the new, never half of it

    @property
    def env(self) -> Mapping[str, str]:
        """Return what to add to the environment of a process."""
        library = _library()
        assert library is not None
        return {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            # As a true clock that is set: what counts seconds goes on counting.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC",
        }


def why_not() -> str | None:
    """Return why no clock can be set here, in one line, or None."""
    return None if _library() else "libfaketime is not installed (Debian: faketime)"


def _library() -> Path | None:
    return next((one for place in _PLACES for one in Path("/").glob(place[1:])), None)
