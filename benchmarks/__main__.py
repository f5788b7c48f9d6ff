"""Run every benchmark, or those named, as `python -m benchmarks turns ledger`."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHMARKS = ("turns", "ledger", "processes", "idle", "start", "evals", "understanding")


def main() -> None:
    """Run what the command line names, each from its own module: one needs nothing that only another measures."""
    chosen = sys.argv[1:] or BENCHMARKS
    unknown = set(chosen) - set(BENCHMARKS)
    if unknown:
        sys.exit(f"no benchmark named {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    for name in chosen:
        import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main()
