"""The FastAPI app of one installation. `nia serve` runs it; tests build it with an agent of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from nia.api import health
from nia.config import Settings
from nia.ui import mount

if TYPE_CHECKING:
    from nia.agent.agent import Agent
    from nia.ui.door import Door


def create_app(settings: Settings, open_agent: Callable[[Settings], Awaitable[Agent]]) -> FastAPI:
    """Return the app; `open_agent` is called when the server starts. Raises `ConfigError`, `StoreError`."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with await open_agent(settings) as agent:
            app.state.agent = agent
            app.state.door = mount.open_door(settings, agent)
            yield

    # The generated pages of FastAPI load their scripts from another host.
    app = FastAPI(title="NIA", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.include_router(health.router)
    app.add_api_route("/", _to_the_chat, include_in_schema=False)

    def agent() -> Agent:
        opened: Agent = app.state.agent
        return opened

    def door() -> Door:
        opened: Door = app.state.door
        return opened

    mount.mount(app, settings, agent, door)
    return app


async def _to_the_chat() -> RedirectResponse:
    return RedirectResponse(f"{mount.PATH}/")
