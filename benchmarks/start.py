"""Seconds from nothing to the first reply of `nia chat`, beside an import of LangGraph alone in the same run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

REPEATS = 5


def run() -> None:
    """Print the median of each, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NIA_DATA_DIR": folder}
        _seconds([sys.executable, "-m", "nia.cli", "demo", "load"], environment, "")
        chat = [sys.executable, "-m", "nia.cli", "chat"]
        first = sorted(_seconds(chat, environment, "what's overdue\n") for _ in range(REPEATS))[REPEATS // 2]
        bare = [sys.executable, "-c", "import langgraph.graph, langgraph.checkpoint.sqlite.aio"]
        peer = sorted(_seconds(bare, environment, "") for _ in range(REPEATS))[REPEATS // 2]
    print("\nCold start (seconds, median of 5)")
    print(f"{'import of langgraph':28}{peer:8.2f}")
    print(f"{'nia chat to its first reply':28}{first:8.2f}{first / peer:8.2f} times that")


def _seconds(command: list[str], environment: dict[str, str], said: str) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=environment, input=said, text=True, capture_output=True, check=True, timeout=120)
    return time.perf_counter() - begun
