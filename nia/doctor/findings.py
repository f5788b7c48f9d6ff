"""What the doctor finds: one thing that was looked at, and what to do about it. The examinations make them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nia.errors import AdminError


class State(StrEnum):
    """`missing` is something that NIA works without; `wrong` is something that must be mended."""

    OK = "ok"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend` says what to do; it is empty where nothing is to be done."""

    name: str
    state: State
    what: str
    mend: str = ""


def wrong(name: str, error: AdminError) -> Finding:
    """Split an admin's error, which says what is wrong and then what to do."""
    problem, mend = error.values.get("problem"), error.values.get("mend")
    if isinstance(problem, str) and isinstance(mend, str):
        line = error.values.get("line")
        where = f"{error.values.get('file')}:{line}" if line else str(error.values.get("file"))
        return Finding(name, State.WRONG, f"{where}: {problem}", mend)
    what, _, rest = str(error).partition(". ")
    return Finding(name, State.WRONG, what, rest)
