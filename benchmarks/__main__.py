"""Run every benchmark, or those named: `python -m benchmarks [turns] [ledger] [start] [evals] [understanding]`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from benchmarks import evals, ledger, start, turns, understanding


def _turns() -> None:
    asyncio.run(turns.run())


BENCHMARKS: dict[str, Callable[[], None]] = {
    "turns": _turns,
    "ledger": ledger.run,
    "start": start.run,
    "evals": evals.measure,
    "understanding": understanding.run,
}


def main() -> None:
    """Run what the command line names, in the order of `BENCHMARKS`."""
    chosen = sys.argv[1:] or list(BENCHMARKS)
    unknown = set(chosen) - BENCHMARKS.keys()
    if unknown:
        sys.exit(f"no benchmark named {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    for name in chosen:
        BENCHMARKS[name]()


if __name__ == "__main__":
    main()
