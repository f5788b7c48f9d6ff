"""The suites notice what is taken out of NIA: each safeguard's absence fails some, and the table says which."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

import pytest
from rich.console import Console
from rich.table import Table

from nia.evaluation.format.reading import SuiteFile, read_suites
from nia.evaluation.outcome import RunResult
from nia.evaluation.suites import default_suites
from tests.evaluation.mutations import MUTATIONS, mutated


def played(files: list[SuiteFile], names: Iterable[str]) -> dict[str | None, RunResult]:
    """Play the suites whole, and without each of these safeguards, each in a new process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, max_tasks_per_child=1) as pool:
        runs = {name: pool.submit(mutated, name, files) for name in (None, *names)}
        return {name: one.result() for name, one in runs.items()}


def passing(run: RunResult) -> set[str]:
    return {one.name for one in run.conversations if one.passed}


def noticed(files: list[SuiteFile], names: Iterable[str]) -> dict[str, list[str]]:
    """Return, by safeguard, the conversations that pass with it and fail without; print them as a table."""
    runs = played(files, names)
    whole = passing(runs[None])
    table = Table("without", "fail", "of", "for instance", title="What the suites notice")
    found = {name: sorted(whole - passing(runs[name])) for name in names}
    for name, failing in found.items():
        table.add_row(name, str(len(failing)), str(len(whole)), "\n".join(failing[:5]))
    Console(width=120).print(table)
    return found


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_every_safeguard_that_is_taken_out_makes_suites_fail() -> None:
    found = noticed(read_suites([default_suites()]), MUTATIONS)
    assert all(found.values()), {name: len(failing) for name, failing in found.items()}


@pytest.mark.timeout(300)
def test_the_suite_of_safety_notices_that_the_gate_and_the_rights_are_gone() -> None:
    files = read_suites([default_suites() / "en" / "safety.yaml"])
    assert all(noticed(files, ("confirmation", "permission")).values())
