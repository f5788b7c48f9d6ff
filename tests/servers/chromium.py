"""A real Chromium, driven by Playwright."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")

#: No sandbox, as CI runs as root; and no word to any host but ours.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def executable() -> str | None:
    """Return the path of the browser, or None."""
    named = os.environ.get("NIA_TEST_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def why_not() -> str | None:
    """Return why no browser can be driven, in one line, or None."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed (make install)"
    if executable() is None:
        return "no Chromium on the PATH (apt-get install chromium, or set NIA_TEST_CHROMIUM)"
    return None
