"""Runs many simulated conversations over processes, a number apart each. `nia eval simulate` and tests call it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from nia.config import Settings
from nia.errors import VendorError
from nia.evaluation.simulation.conversation import converse
from nia.evaluation.simulation.exchange import Judged
from nia.evaluation.simulation.finding import Finding
from nia.evaluation.simulation.manner import Manner
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.rule_based import RuleBased
from nia.evaluation.simulation.step import SimulatedUser
from nia.evaluation.stage.backdrop import Backdrop
from nia.evaluation.understanders import ENGINE, understander
from nia.evaluation.workers import end_with_parent

BATCH = 100
"""So many conversations share one opened config: loading it takes as long as a few of them."""
Plays = Callable[[Persona], SimulatedUser]
Tells = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one conversation came to, small enough to be passed between processes.

    `error`: the simulated user itself failed (a model did not answer), which says nothing of the agent.
    """

    seed: int
    manner: Manner
    goals: tuple[str, ...]
    turns: int
    findings: tuple[Finding, ...] = ()
    error: str | None = None

    @classmethod
    def of(cls, judged: Judged) -> Outcome:
        """Return what is kept of a conversation."""
        persona = judged.played.persona
        tools = tuple(goal.tool for goal in persona.goals)
        return cls(persona.seed, persona.manner, tools, len(judged.played.exchanges), judged.findings)


def simulate(
    count: int,
    seed: int = 1,
    workers: int | None = None,
    *,
    manner: Manner | None = None,
    config_dir: Path | None = None,
    plays: Plays = RuleBased,
    tell: Tells = lambda done: None,
) -> list[Outcome]:
    """Run `count` conversations, of the numbers `seed` and following, and return what they came to, by number.

    `workers` processes, else as many as there are cores; 1 runs in this process, as do users other than the
    rule-based one, whose clients cannot be passed on. `tell` is called with how many more
    are done. Raises `AdminError` where the config is wrong.
    """
    numbers = range(seed, seed + count)
    workers = workers or os.cpu_count() or 1
    size = min(BATCH, -(-count // workers))
    batches = [list(numbers[at : at + size]) for at in range(0, count, size)]
    if workers == 1 or len(batches) == 1 or plays is not RuleBased:
        outcomes = asyncio.run(_batch(list(numbers), manner, config_dir, tell, plays))
    else:
        outcomes = list(_in_processes(batches, min(workers, len(batches)), manner, config_dir, tell))
    return sorted(outcomes, key=lambda one: one.seed)


def play_one(seed: int, manner: Manner | None = None, config_dir: Path | None = None) -> Judged:
    """Play the conversation of one number."""

    async def play() -> Judged:
        backdrop = await opened(config_dir)
        try:
            persona = Persona.draw(seed, manner)
            return await converse(backdrop, persona, RuleBased(persona))
        finally:
            await backdrop.close()

    return asyncio.run(play())


def settings_of(config_dir: Path | None) -> Settings:
    """Return the settings of an installation with that config; its own database is never opened."""
    return Settings() if config_dir is None else Settings(config_dir=config_dir)


async def opened(config_dir: Path | None) -> Backdrop:
    """Open what conversations are played on. The embedded engine understands, whatever keys are there."""
    settings = settings_of(config_dir)
    return await Backdrop.open(settings, await asyncio.to_thread(understander, ENGINE, settings.config_dir), keeps=True)


def _in_processes(
    batches: Sequence[list[int]], workers: int, manner: Manner | None, config_dir: Path | None, tell: Tells
) -> Iterator[Outcome]:
    """Play batches in processes that start fresh: the agent's threads and event loops do not survive a fork."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=end_with_parent) as pool:
        running = [pool.submit(_play_batch, batch, manner, config_dir) for batch in batches]
        try:
            for done in as_completed(running):
                outcomes = done.result()
                tell(len(outcomes))
                yield from outcomes
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _play_batch(numbers: list[int], manner: Manner | None, config_dir: Path | None) -> list[Outcome]:
    return asyncio.run(_batch(numbers, manner, config_dir, lambda done: None))


async def _batch(
    numbers: list[int],
    manner: Manner | None,
    config_dir: Path | None,
    tell: Tells,
    plays: Plays = RuleBased,
) -> list[Outcome]:
    backdrop = await opened(config_dir)
    try:
        outcomes = []
        for number in numbers:
            persona = Persona.draw(number, manner)
            outcomes.append(await _outcome(backdrop, persona, plays(persona)))
            tell(1)
        return outcomes
    finally:
        await backdrop.close()


async def _outcome(backdrop: Backdrop, persona: Persona, user: SimulatedUser) -> Outcome:
    try:
        return Outcome.of(await converse(backdrop, persona, user))
    except VendorError as error:
        tools = tuple(goal.tool for goal in persona.goals)
        return Outcome(persona.seed, persona.manner, tools, 0, error=str(error))
