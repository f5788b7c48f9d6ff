"""How long all eval suites take, side by side and one after another."""

from __future__ import annotations

import os

from nia.evaluation.format.reading import read_suites
from nia.evaluation.run import Options
from nia.evaluation.run import run as play
from nia.evaluation.suites import default_suites


def run() -> None:
    """Play every suite with one process and with one a core; print seconds, turns a second and what the cores gain."""
    files = read_suites([default_suites()])
    alone, beside = play(files, Options(workers=1)), play(files, Options(workers=os.cpu_count()))
    turns = sum(len(one.turns) for one in beside.conversations)
    count = len(beside.conversations)
    print(f"suites: {count} conversations, {turns} turns")
    print(f"  one process       {alone.seconds:6.1f} s  {turns / alone.seconds:6.0f} turns/s")
    print(f"  {os.cpu_count()} processes       {beside.seconds:6.1f} s  {turns / beside.seconds:6.0f} turns/s")
    print(f"  gain              {alone.seconds / beside.seconds:6.2f} times")
