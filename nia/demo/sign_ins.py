"""Keeps the demo sign-ins where only the user that runs NIA can read them, so that each start can print them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_FILE = "demo-sign-ins.txt"
_TITLE = "Demo sign-ins of this installation. `nia demo remove` deletes them and the demo data."


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """How to sign in as a demo user."""

    name: str
    email: str
    role: str
    password: str


def save_sign_ins(data_dir: Path, sign_ins: list[DemoSignIn]) -> Path:
    """Write the sign-ins into `data_dir`, readable by this user alone; return the file."""
    data_dir.mkdir(parents=True, exist_ok=True)
    file, new = data_dir / _FILE, data_dir / f"{_FILE}.new"
    new.unlink(missing_ok=True)
    lines = [_TITLE, "", *(f"{one.email}\t{one.password}\t{one.role}\t{one.name}" for one in sign_ins), ""]
    # Made with its rights at once: nobody can read it in between.
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(lines))
    new.replace(file)
    return file


def read_sign_ins(data_dir: Path) -> list[DemoSignIn]:
    """Return the sign-ins that were saved in `data_dir`; none where the file is not there."""
    try:
        lines = (data_dir / _FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    rows = [line.split("\t") for line in lines if line.count("\t") == 3]
    return [DemoSignIn(name, email, role, password) for email, password, role, name in rows]


def forget_sign_ins(data_dir: Path) -> None:
    """Delete the file, once the demo users are gone."""
    (data_dir / _FILE).unlink(missing_ok=True)
