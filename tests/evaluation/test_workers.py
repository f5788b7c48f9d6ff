"""Processes that play: begun where that pays, and gone with what they left when the one that began them is killed."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from nia.evaluation.run import START_S, TRIAL_S, pays
from nia.evaluation.stage.leftovers import own_folder, remove_leftovers

PARENT = """
import multiprocessing, pathlib, time
from nia.evaluation.workers import end_with_parent

def child():
    end_with_parent(pathlib.Path("left").unlink)
    print(multiprocessing.current_process().pid, flush=True)
    time.sleep(600)

if __name__ == "__main__":
    process = multiprocessing.get_context("spawn").Process(target=child)
    process.start()
    process.join()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="no way here to wait for another's process")
def test_a_process_whose_parent_is_killed_ends_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(PARENT)
    (tmp_path / "left").touch()
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    parent = subprocess.Popen([sys.executable, "parent.py"], cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = os.pidfd_open(int(parent.stdout.readline()))
    try:
        parent.kill()
        parent.wait()
        assert select.select([child], [], [], 60)[0], "it still lives"
    finally:
        os.close(child)
        parent.stdout.close()
    assert not (tmp_path / "left").exists()


def test_folders_of_processes_that_are_gone_are_removed_and_no_others(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = [f"nia-evals-{number}-abc" for number in (gone.pid, os.getpid(), 1)] + ["nia-evals-old", "other"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.db").touch()
    own = own_folder(tmp_path)
    assert own.name.startswith(f"nia-evals-{os.getpid()}-")
    assert sorted(path.name for path in tmp_path.iterdir() if path != own) == sorted(names[1:])
    remove_leftovers(tmp_path)
    assert own.is_dir()


@pytest.mark.parametrize(
    ("spent_s", "done", "left", "workers", "expected"),
    [
        (0.5, 10, 10_000, 2, False),  # not yet known
        (TRIAL_S, 30, 30, 2, False),  # as much again: sooner done than processes have begun
        (TRIAL_S, 30, 300, 2, True),
        (TRIAL_S, 30, 300, 1, False),
        (2 * START_S, 1, 2, 2, True),  # a slow model
        (TRIAL_S, 0, 300, 2, False),
    ],
)
def test_processes_are_begun_where_that_is_sooner(
    spent_s: float, done: int, left: int, workers: int, expected: bool
) -> None:
    assert pays(spent_s, done, left, workers) is expected
