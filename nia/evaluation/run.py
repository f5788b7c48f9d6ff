"""Runs suites: conversations side by side, each on a stage of its own. `nia eval` and the proofs call it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nia.config import Settings, default_config_dir
from nia.errors import AdminError
from nia.evaluation.chosen import Filter, Job, jobs
from nia.evaluation.format.reading import SuiteFile
from nia.evaluation.outcome import ConversationResult, RunResult
from nia.evaluation.play import play
from nia.evaluation.stage.backdrop import Backdrop
from nia.evaluation.understanders import ENGINE, check_name, understander
from nia.evaluation.workers import end_with_parent

TRIAL_S = 3.0
"""So long a run is played in this process alone. What is left is measured by that."""
START_S = 8.0
"""What it takes until new processes play: each imports NIA and loads the engine."""

OnDone = Callable[[ConversationResult], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `model`: see `understanders`. `workers`: processes; none: as many as there are cores."""

    model: str = ENGINE
    config_dir: Path = field(default_factory=default_config_dir)
    repeat: int = 1
    wanted: Filter = field(default_factory=Filter)
    workers: int | None = None


def run(files: Sequence[SuiteFile], options: Options, on_done: OnDone = lambda _: None) -> RunResult:
    """Play the conversations of `files` that are wanted, and return what came of them, in their order.

    `on_done` is told of each as it ends. Raises `AdminError` where the model or config cannot be used.
    """
    check_name(options.model, options.config_dir)
    todo = jobs(files, options.wanted, options.repeat)
    begun, started = time.perf_counter(), datetime.now(UTC)
    workers = min(options.workers or os.cpu_count() or 1, len(todo))
    begin = _side_by_side if options.workers is not None and workers > 1 else _alone
    played = begin(files, todo, options, workers)
    results: dict[Job, ConversationResult] = {}
    for job, result in played:
        results[job] = result
        on_done(result)
    return RunResult(
        conversations=tuple(results[job] for job in todo),
        model=options.model,
        config=str(options.config_dir),
        repeat=options.repeat,
        seconds=time.perf_counter() - begun,
        started=started.isoformat(timespec="seconds"),
    )


Played = Iterator[tuple[Job, ConversationResult]]


def _alone(files: Sequence[SuiteFile], todo: Sequence[Job], options: Options, workers: int) -> Played:
    """Play in this process; where that would take long, only until it is known, and then side by side."""
    troupe, done = _Troupe(files, options), 0
    begun = time.perf_counter()
    try:
        while done < len(todo) and not pays(time.perf_counter() - begun, done, len(todo) - done, workers):
            yield todo[done], troupe.play(todo[done])
            done += 1
    finally:
        troupe.close()
    if done < len(todo):
        yield from _side_by_side(files, todo[done:], options, workers)


def pays(spent_s: float, done: int, left: int, workers: int) -> bool:
    """Tell whether `left` conversations are sooner played by new processes, where `done` took so long."""
    if not done or workers == 1 or spent_s < TRIAL_S:
        return False
    left_s = spent_s / done * left
    return left_s > START_S + left_s / workers


def _side_by_side(files: Sequence[SuiteFile], todo: Sequence[Job], options: Options, workers: int) -> Played:
    # Processes begin afresh: a copy of this one would share its threads' locks and its database connections.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(files, options))
    try:
        waiting: dict[Future[ConversationResult], Job] = {pool.submit(_play, job): job for job in todo}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    except BrokenProcessPool:
        raise AdminError("A process that played conversations died. Run with --workers 1 to see why") from None
    finally:
        pool.shutdown(cancel_futures=True)


class _Troupe:
    """What a process plays with: its loop, its backdrop."""

    def __init__(self, files: Sequence[SuiteFile], options: Options) -> None:
        self._files = files
        self._runner = asyncio.Runner()
        settings = Settings(config_dir=options.config_dir)
        understands = understander(options.model, options.config_dir)
        self._backdrop = self._runner.run(Backdrop.open(settings, understands, keeps=True))

    def play(self, job: Job) -> ConversationResult:
        """Play one conversation."""
        file = self._files[job.file]
        conversation = file.suite.conversations[job.conversation]
        return self._runner.run(play(conversation, file, self._backdrop, attempt=job.attempt))

    def close(self) -> None:
        """Remove the databases."""
        self.forget()
        self._runner.close()

    def forget(self) -> None:
        """Remove the databases, whatever still runs on them."""
        self._backdrop.remove()


_troupes: list[_Troupe] = []
"""The one of this process, where it is a worker; made when the worker begins."""


def _begin(files: Sequence[SuiteFile], options: Options) -> None:
    import atexit

    end_with_parent(_forget)
    _troupes.append(_Troupe(files, options))
    atexit.register(_troupes[0].close)


def _forget() -> None:
    for troupe in _troupes:
        troupe.forget()


def _play(job: Job) -> ConversationResult:
    return _troupes[0].play(job)
