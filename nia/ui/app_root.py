"""Prepares the folder that Chainlit serves from, and its environment. Must run before Chainlit is imported."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from nia.config import Settings
from nia.errors import StoreError
from nia.ui.secret import auth_secret

_SERVED = (".chainlit", "public", "chainlit.md")
_FILES = ".files"  # what Chainlit keeps of open pages, with customers' data in it
_FORGOTTEN_AFTER_S = 24 * 3600


def prepare(settings: Settings) -> Path:
    """Copy what Chainlit serves into the data folder and point Chainlit there; return that folder.

    Chainlit writes beside what it serves (uploads, translations), which site-packages and a read-only
    checkout do not allow. Raises `StoreError` where the data folder cannot be written.
    """
    source, root = find_served(), settings.data_dir.resolve() / "chainlit"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _SERVED:
            _copy(source / name, root / name)
        _forget_pages(root / _FILES)
    except OSError as error:
        raise StoreError(
            f"The folder {root} cannot be written: {error.strerror}. "
            "Set NIA_DATA_DIR to a folder that the user that runs NIA may write"
        ) from error
    os.environ["CHAINLIT_APP_ROOT"] = str(root)
    set_environment(settings)
    return root


def set_environment(settings: Settings) -> None:
    """Give Chainlit its signing secret, and keep its own database layer off."""
    os.environ["CHAINLIT_AUTH_SECRET"] = auth_secret(settings)
    # This name alone would switch on Chainlit's own data layer; NIA's is NIA_DATABASE_URL.
    os.environ.pop("DATABASE_URL", None)


def find_served() -> Path:
    """Return the folder that holds `.chainlit`, `public` and `chainlit.md`: here, in the wheel, or in the checkout."""
    package = Path(__file__).parents[1]
    for folder in (Path.cwd(), package / "_defaults", package.parent):
        if all((folder / name).exists() for name in _SERVED) and (folder / "public" / "elements").is_dir():
            return folder
    raise StoreError("The files of the chat (.chainlit, public) are missing. Install nia-assistant again")


def _forget_pages(files: Path) -> None:
    """Delete what pages of a process that was killed left behind; other processes may serve from here still."""
    if not files.is_dir():
        return
    for page in files.iterdir():
        if time.time() - page.stat().st_mtime > _FORGOTTEN_AFTER_S:
            shutil.rmtree(page, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(source, target)
