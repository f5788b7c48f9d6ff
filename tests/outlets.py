"""Outlets to the fake CRM over real HTTP, one for each way in which vendors let a client try again, or do not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import ClassVar

import httpx

from nia.ledger.changes import Message
from nia.ledger.outlets import NotSent, Refused, Unclear


@dataclass
class Crm:
    """What all of them share. `client` speaks to one tenant and limits its own calls."""

    client: httpx.AsyncClient
    idempotent: ClassVar[bool] = False

    async def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        """Make a call; raise what its failure means."""
        try:
            answer = await self.client.request(method, path, **more)  # type: ignore[arg-type]
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise NotSent("no_connection") from error
        except httpx.TimeoutException as error:
            raise Unclear("timeout") from error
        except httpx.TransportError as error:
            raise Unclear("cut") from error
        code, retry_after_s = f"http_{answer.status_code}", float(answer.headers.get("Retry-After", 0))
        if answer.status_code == 429:
            raise NotSent(code, retry_after_s)
        if answer.status_code >= 500:
            raise Unclear(code, retry_after_s)
        if answer.status_code >= 400 and not (method == "GET" and answer.status_code == 404):
            raise Refused(code)
        return answer


class Plain(Crm):
    """Takes no key and cannot be asked."""

    async def deliver(self, message: Message, key: str) -> None:
        await self.ask("POST", "/objects/message", json=fields_of(message, key))


class Searching(Plain):
    """Takes no key, but can be searched for what has the message's reference."""

    async def delivered(self, key: str) -> bool | None:
        answer = await self.ask("GET", "/objects/message", params={"reference": key})
        return bool(answer.json()["totalSize"])


class Keyed(Crm):
    """Takes an `Idempotency-Key`, and cannot be asked."""

    idempotent = True

    async def deliver(self, message: Message, key: str) -> None:
        headers = {"Idempotency-Key": key}
        await self.ask("POST", "/objects/message", json=fields_of(message, key), headers=headers)


class Upserting(Crm):
    """Has the record under an external id, and can be asked for it."""

    idempotent = True

    async def deliver(self, message: Message, key: str) -> None:
        await self.ask("PATCH", f"/objects/message/external/{key}", json=fields_of(message, key))

    async def delivered(self, key: str) -> bool | None:
        return (await self.ask("GET", f"/objects/message/external/{key}")).status_code == 200


def fields_of(message: Message, key: str) -> dict[str, object]:
    return {"topic": message.topic, "payload": dict(message.payload), "reference": key}


@asynccontextmanager
async def client_of(url: str, timeout_s: float = 5.0) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client whose calls take no longer than `timeout_s`; no proxy of the environment is used."""
    async with httpx.AsyncClient(base_url=url, timeout=timeout_s, trust_env=False) as client:
        yield client
