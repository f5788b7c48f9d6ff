"""Puts the chat into a FastAPI app, or runs it alone under `chainlit run`. The API and `app.py` call it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from nia.config import Settings
from nia.config_files import load_nia
from nia.ui.app_root import prepare, set_environment
from nia.ui.door import Door
from nia.ui.texts import load_texts

if TYPE_CHECKING:
    from fastapi import FastAPI

    from nia.agent.agent import Agent

PATH = "/chat"


def open_door(settings: Settings, agent: Agent) -> Door:
    """Return the way to sign in to the agent's installation. Raises `ConfigError`."""
    hours = load_nia(settings.config_dir).sign_in.session_hours
    return Door(agent.database, agent.clock, timedelta(hours=hours))


def mount(app: FastAPI, settings: Settings, agent: Callable[[], Agent], door: Callable[[], Door]) -> None:
    """Serve the chat under `/chat` of `app`. Chainlit keeps its settings in its modules: once for a process.

    Chainlit's own `mount_chainlit` is not used: the middleware that it adds logs a traceback for every
    browser that goes away while it polls, and it wants a file to load callbacks from.
    """
    root = prepare(settings)
    os.environ["CHAINLIT_ROOT_PATH"] = PATH
    from chainlit.server import app as chainlit_app
    from starlette.staticfiles import StaticFiles

    from nia.ui.chat import Chat

    _quiet()
    Chat(agent, door, load_texts(settings.config_dir)).register()
    _keep_to_this_host()
    app.mount(PATH, chainlit_app)
    # Chainlit's pages ask for the sign-in picture by the path in its config, which knows no mount.
    app.mount("/public", StaticFiles(directory=root / "public"))


def run_alone(settings: Settings) -> None:
    """Register the chat for `chainlit run app.py`, which then opens and closes the agent itself."""
    set_environment(settings)
    import chainlit as cl

    from nia.ui.chat import Chat

    held: list[tuple[Agent, Door]] = []

    async def start() -> None:
        from nia import create_agent

        agent = await create_agent(settings)
        held.append((agent, open_door(settings, agent)))

    async def stop() -> None:
        while held:
            await held.pop()[0].close()

    cl.on_app_startup(start)
    cl.on_app_shutdown(stop)
    Chat(lambda: held[0][0], lambda: held[0][1], load_texts(settings.config_dir)).register()
    _keep_to_this_host()


def _keep_to_this_host() -> None:
    from chainlit.server import app
    from starlette.middleware import Middleware

    from nia.ui.page import OwnHostOnly

    # Innermost, where pages are not yet compressed.
    app.user_middleware.append(Middleware(OwnHostOnly))


def _quiet() -> None:
    # Chainlit writes a line for each file it copies, and warns at each page of a language it has no texts for.
    logging.getLogger("chainlit").setLevel(logging.ERROR)
