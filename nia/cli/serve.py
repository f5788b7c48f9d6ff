"""`nia serve`: the chat and the HTTP API on one address."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from nia.config import Settings
from nia.errors import AdminError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Server

    from nia.agent.agent import Agent

_GRACE_S = 3
_BACKLOG = 2048

Host = Annotated[str | None, typer.Option("--host", help="Address to listen on; else NIA_HOST or 127.0.0.1.")]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port; else NIA_PORT or 8000.")]
Demo = Annotated[bool, typer.Option("--demo", help="Load the demo data first, where there are no users yet.")]


def serve(host: Host = None, port: Port = None, demo: Demo = False) -> None:
    """Serve the chat and the HTTP API. Ctrl-C ends it."""
    settings = Settings()
    chosen = {"host": host or settings.host, "port": settings.port if port is None else port}
    settings = settings.model_copy(update=chosen)
    # One loop for all: the agent's database belongs to the loop that it was opened in.
    with _listen(settings) as listening, asyncio.Runner() as runner:
        # Opened before anything is said, so that a mistake in the installation is all that is said.
        agent = runner.run(_open(settings))
        try:
            sign_ins = runner.run(_prepare(agent, settings, demo=demo))
            app = _app(settings, agent)
            _announce(listening, sign_ins)
            runner.run(_server(app, settings).serve(sockets=[listening]))
        finally:
            runner.run(agent.close())


async def _open(settings: Settings) -> Agent:
    from nia import create_agent

    return await create_agent(settings)


async def _prepare(agent: Agent, settings: Settings, *, demo: bool) -> str:
    """Load the demo data where asked; return the sign-ins to print.

    Raises `AdminError` where demo users would be served beyond this machine.
    """
    from nia import demo as demo_data
    from nia.cli.demo import in_columns, load_if_empty

    if demo:
        await load_if_empty(settings, agent.database, agent.clock)
    if not await demo_data.has_demo_users(agent.database):
        return ""
    if not is_loopback(settings.host):
        raise AdminError(
            f"NIA does not serve demo users on {settings.host}, where others could sign in as them. "
            "Use 127.0.0.1, or take the demo data out: nia demo remove"
        )
    return in_columns(demo_data.read_sign_ins(settings.data_dir))


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`. A name counts by every address it has."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return all(ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback for *_, address in found)


def _listen(settings: Settings) -> socket.socket:
    """Take the port before anything else is done; raise `AdminError` where it cannot be had."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise AdminError(
            f"Cannot listen on {settings.host}:{settings.port}: {reason}. Choose another with --host or --port"
        ) from error


def _app(settings: Settings, agent: Agent) -> FastAPI:
    try:
        from nia.api.app import create_app
    except ModuleNotFoundError as error:
        raise AdminError(f"{error.name} is not installed. Run: pip install 'nia-assistant[ui]'") from error

    async def opened(_: Settings) -> Agent:
        return agent

    return create_app(settings, opened)


def _announce(listening: socket.socket, sign_ins: str) -> None:
    name, number = listening.getsockname()[:2]
    typer.echo(f"NIA serves at http://{f'[{name}]' if ':' in name else name}:{number}  (Ctrl-C ends it)")
    if sign_ins:
        typer.echo(f"\nDemo sign-ins, made for this installation:\n{sign_ins}")


def _server(app: FastAPI, settings: Settings) -> Server:
    import uvicorn

    level = settings.log_level.lower()
    config = uvicorn.Config(
        app,
        log_level="warning" if level == "info" else level,
        access_log=level == "debug",
        timeout_graceful_shutdown=_GRACE_S,
    )
    return uvicorn.Server(config)
