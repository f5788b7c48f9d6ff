"""NIA's chat, for `chainlit run app.py`. `nia serve` serves the same chat beside the HTTP API."""

from __future__ import annotations

from nia.config import Settings
from nia.ui.mount import run_alone

run_alone(Settings())
