"""`nia eval [FILE…]`: plays suites of conversations; what belongs to it are commands under it."""

from __future__ import annotations

import typer
from typer.core import TyperGroup

from nia.cli import eval_run, export, simulate

_BESIDE = (
    "Beside it, each with a --help of its own: nia eval simulate (simulated users), nia eval export (a conversation "
    "from production as a suite), nia eval schema (the format as a JSON schema, for editors)."
)


class _RunUnlessNamed(TyperGroup):
    """`nia eval FILE` runs, and `nia eval --help` tells how; `nia eval schema` and the other names are commands."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put `run` before what names no command."""
        return super().parse_args(ctx, args if args and args[0] in self.commands else ["run", *args])


def build() -> typer.Typer:
    """Return the command `nia eval`."""
    app = typer.Typer(
        cls=_RunUnlessNamed,
        help="Play suites of conversations against NIA: nia eval [FILE…].",
    )
    app.command(name="run", epilog=_BESIDE)(eval_run.run)
    app.command()(simulate.simulate)
    app.command()(export.export)
    app.command()(schema)
    return app


def schema() -> None:
    """Print the JSON schema of a suite, for editors."""
    from nia.evaluation.format.schema import text

    typer.echo(text(eval_run.vocabulary(eval_run.config_folder())), nl=False)
