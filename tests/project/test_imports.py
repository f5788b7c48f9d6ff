"""Importing NIA costs little: the heavy libraries are loaded by those who use them, when they do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import nia

HEAVY = ("chainlit", "fastapi", "langgraph", "langchain_core", "langchain_openai", "langchain_google_genai")
HEAVY += ("sqlmodel", "sqlalchemy", "numpy", "openai", "google.genai", "uvicorn", "alembic", "phonenumbers")


def loaded_by(statement: str, folder: Path) -> set[str]:
    """Return which heavy libraries a new interpreter has loaded after `statement`."""
    words = f"{statement}\nimport sys\nprint('loaded:', *(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("module", ["nia", "nia.config", "nia.errors", "nia.understanding.port"])
def test_importing_it_is_light(root: Path, module: str) -> None:
    assert loaded_by(f"import {module}", root) == set()


def test_what_nia_offers_is_there_when_it_is_asked_for() -> None:
    offered = {name: getattr(nia, name) for name in nia.__all__}
    assert {"create_agent", "graph", "Settings"} <= set(offered)
    assert all(callable(thing) for thing in offered.values())


def test_the_command_line_answers_help_without_the_heavy_libraries(root: Path) -> None:
    helped = "import contextlib, sys\nsys.argv = ['nia', '--help']\nfrom nia.cli import main\n"
    helped += "with contextlib.suppress(SystemExit):\n    main()"
    assert loaded_by(helped, root) == set()
