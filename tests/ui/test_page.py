"""The middleware that keeps the chat's pages to this host."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from nia.ui.page import OwnHostOnly

PAGE = """<head><link rel="preconnect" href="https://fonts.example" crossorigin />
<link
  href="https://cdn.example/a.css" rel="stylesheet"/><meta property="og:url" content="https://x.example">
<link rel="icon" href="/favicon"><script src="/own.js"></script></head>"""


async def page(_: Request) -> Response:
    return HTMLResponse(PAGE)


async def in_parts(_: Request) -> Response:
    return StreamingResponse((part for part in (PAGE[:60], PAGE[60:])), media_type="text/html")


async def data(_: Request) -> Response:
    return JSONResponse({"link": '<link href="https://kept.example">'})


@pytest.fixture
def client() -> httpx.AsyncClient:
    routes = [Route("/page", page), Route("/parts", in_parts), Route("/data", data, methods=["GET", "POST"])]
    app = OwnHostOnly(Starlette(routes=routes))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://nia.test")


@pytest.mark.parametrize("path", ["/page", "/parts"])
async def test_links_to_other_hosts_are_taken_out_of_pages(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert "https://" not in answer.text
    assert '<link rel="icon" href="/favicon">' in answer.text
    assert '<script src="/own.js">' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


async def test_data_is_left_as_it_is(client: httpx.AsyncClient) -> None:
    assert (await client.get("/data")).json() == {"link": '<link href="https://kept.example">'}


async def test_the_browser_is_told_to_ask_this_host_only(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/page")).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("origin", "status"), [(None, 200), ("http://nia.test", 200), ("http://evil.test", 403), ("null", 403)]
)
async def test_pages_of_other_hosts_are_refused(client: httpx.AsyncClient, origin: str | None, status: int) -> None:
    answer = await client.post("/data", headers={"origin": origin} if origin else {})
    assert answer.status_code == status


async def test_a_websocket_of_another_host_is_refused() -> None:
    sent = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "websocket", "headers": [(b"host", b"nia.test"), (b"origin", b"http://evil.test")]}
    await OwnHostOnly(Starlette())(scope, None, send)  # type: ignore[arg-type]
    assert sent == [{"type": "websocket.close", "code": 1008}]
