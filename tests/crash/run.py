"""Kills NIA at points of a conversation, and lets a fresh process go on. Run as `python -m tests.crash.run`.

This process imports everything once and forks: each child is a process of its own with nothing opened yet.
Reads lines of JSON: {"settings", "kill_at", "out", "crm"}; answers each with its child's exit status.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from nia.config import Settings
from nia.store.opening import open_database
from tests.crash.points import Points, watch
from tests.crash.scene import outcome, play, write
from tests.migrated import content


def main() -> None:
    """Answer requests until the input ends."""
    asyncio.run(_warmed())
    for line in sys.stdin:
        status = _child(json.loads(line))
        sys.stdout.write(json.dumps({"status": status}) + "\n")
        sys.stdout.flush()


async def _warmed() -> None:
    """Play it once beside, so that no child has to load what never changes: schema, words, modules of tools."""
    await content()
    with TemporaryDirectory() as folder:
        await play(Settings.model_validate({"data_dir": folder}))


def _child(asked: dict[str, object]) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            asyncio.run(_work(asked))
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


async def _work(asked: dict[str, object]) -> None:
    settings = Settings.model_validate(asked["settings"])
    kill_at, out = asked["kill_at"], Path(str(asked["out"]))
    points = Points(int(str(kill_at)) if kill_at is not None else None)
    if kill_at is not None:
        watch(points)
    await play(settings, points, str(asked["crm"]))
    database = await open_database(settings.url)
    try:
        write(out, {"points": points.names, "outcome": await outcome(settings, database)})
    finally:
        await database.close()


if __name__ == "__main__":
    main()
