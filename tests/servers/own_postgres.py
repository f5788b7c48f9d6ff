"""A PostgreSQL of a test's own, which may be stopped in the middle of anything: the shared one never is."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.process import free_port

_PLACES = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr/pgsql")


@dataclass
class OwnPostgres:
    """A server on loopback: started, stopped as by a power cut, started again on what it left."""

    programs: Path
    data: Path
    port: int
    user: str | None
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return the SQLAlchemy URL of its one database."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers, its recovery done."""
        # The server is killed, the machine is not: what the system has taken is there without a sync of the disk.
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run("pg_ctl", "-w", "-s", "-D", str(self.data), "-l", str(self.data / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once (`immediate`): no transaction is ended, nothing is flushed."""
        self._run("pg_ctl", "-w", "-s", "-m", "immediate", "-D", str(self.data), "stop")

    def make(self) -> None:
        """Make its empty cluster."""
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), *words]
        environment = {**os.environ, **self.env}
        done = subprocess.run(
            command,
            cwd="/",
            env=environment,
            user=self.user,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, or None."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    bins = [one.parent for place in _PLACES for one in Path(place).glob("*/bin/initdb")]
    return max(bins, key=lambda one: [int(part) for part in one.parent.name.split(".") if part.isdigit()], default=None)


def why_not() -> str | None:
    """Return why no server can be started here, in one line, or None."""
    if programs() is None:
        return "the programs of a PostgreSQL server (initdb, pg_ctl) are not installed"
    if os.getuid() == 0 and _account() is None:
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


@contextmanager
def own_postgres(env: Mapping[str, str] | None = None) -> Iterator[OwnPostgres]:
    """Start a server; it is stopped and gone after the block. `env` is added to its environment."""
    found, user = programs(), _account()
    assert found is not None
    folder = Path(tempfile.mkdtemp())
    try:
        if user is not None:
            shutil.chown(folder, user)
        server = OwnPostgres(found, folder / "data", free_port(), user, env or {})
        server.make()
        server.start()
        try:
            yield server
        finally:
            if (server.data / "postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder)


def _account() -> str | None:
    """Return the user that the server must run as, or None for this one."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None
