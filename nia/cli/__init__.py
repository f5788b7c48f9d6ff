"""The command `nia`. Each command lies in a file of its own and imports what is heavy only when it runs."""

from __future__ import annotations

import signal
import sys

import typer

from nia.cli import chat, database, demo, doctor, erase, evals, ledger, outbox, serve, stats, trace, train, users
from nia.errors import NiaError

ERROR = 2
INTERRUPTED = 128 + signal.SIGINT


def build() -> typer.Typer:
    """Return the command with all its commands."""
    app = typer.Typer(
        name="nia",
        help="NIA, a sales assistant that reps talk or write to.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.command()(chat.chat)
    app.command()(serve.serve)
    app.command()(doctor.doctor)
    app.command()(trace.trace)
    app.command()(stats.stats)
    app.command()(train.train)
    app.command()(erase.erase)
    app.add_typer(evals.build(), name="eval")
    app.add_typer(demo.build(), name="demo")
    app.add_typer(users.build(), name="user")
    app.add_typer(database.build(), name="db")
    app.add_typer(ledger.build(), name="ledger")
    app.add_typer(outbox.build(), name="outbox")
    return app


def main() -> None:
    """Run `nia`. What an admin or user can mend is one line on stderr and exit code 2; only bugs show a traceback.

    SIGTERM keeps its default: what was committed stays, what was not is rolled back. A handler in Python would
    have to wait for the next key where a command reads one. `nia serve` ends what it began first.
    """
    try:
        build()()
    except NiaError as error:
        typer.echo(f"nia: {error}", err=True)
        sys.exit(ERROR)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
