"""`/healthz`: whether this process can answer. Load balancers and tests ask it; it tells nothing about the data."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

_TIMEOUT_S = 2

router = APIRouter()


@router.get("/healthz")
async def healthz(request: Request, response: Response) -> dict[str, str]:
    """Answer 200 where the database answers within 2 s, else 503."""
    try:
        async with asyncio.timeout(_TIMEOUT_S), request.app.state.agent.database.read() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, TimeoutError):
        response.status_code = 503
        return {"status": "database does not answer"}
    return {"status": "ok"}
