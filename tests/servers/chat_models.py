"""A small HTTP server that speaks two vendors' protocols, as their documentation describes them, and fails on request.

OpenAI: `POST /v1/chat/completions` (platform.openai.com/docs/api-reference/chat).
Gemini: `POST /v1beta/models/{model}:generateContent` (ai.google.dev/api/generate-content).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "test-key"
Call = tuple[str, Mapping[str, Any] | str]


@dataclass
class Script:
    """What the server answers next, and what it was asked. `fault`: a status, "garbage", "cut", "hang" or "text".

    `answers`: the calls of one answer after the other; after them, and without any, `calls` are answered each time.
    `usage`: the tokens that an answer counts, read and written.
    """

    calls: list[Call] = field(default_factory=list)
    answers: list[list[Call]] = field(default_factory=list)
    usage: tuple[int, int] = (9, 9)
    fault: int | str | None = None
    finish: str | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    @property
    def said(self) -> str:
        """All text of the last request."""
        return json.dumps(self.requests[-1], ensure_ascii=False)


@contextmanager
def chat_server() -> Iterator[Script]:
    """Serve on a free port of loopback until the block ends."""
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield script
    finally:
        script.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.requests.append(body)
            google = ":generateContent" in self.path
            key = self.headers.get("x-goog-api-key") if google else self.headers.get("Authorization")
            if key != (KEY if google else f"Bearer {KEY}"):
                return self.reply(401, _error(401, google))
            if script.fault == "hang":
                script.released.wait(30)
                return None
            if isinstance(script.fault, int):
                return self.reply(script.fault, _error(script.fault, google))
            if script.fault == "garbage":
                return self.raw(200, b"<html>proxy error</html>")
            if script.answers:
                script.calls = script.answers.pop(0)
            answer = _gemini(script, body) if google else _openai(script, body)
            return self.reply(200, answer)

        def reply(self, status: int, answer: Mapping[str, Any]) -> None:
            self.raw(status, json.dumps(answer).encode(), cut=script.fault == "cut")

        def raw(self, status: int, data: bytes, *, cut: bool = False) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if cut else data)
            self.close_connection = cut

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def _openai(script: Script, body: Mapping[str, Any]) -> dict[str, Any]:
    read, written = script.usage
    assert all(tool["type"] == "function" for tool in body["tools"])
    calls = [
        {
            "id": f"call_{n}",
            "type": "function",
            "function": {"name": name, "arguments": args if isinstance(args, str) else json.dumps(args)},
        }
        for n, (name, args) in enumerate(script.calls)
    ]
    message = {"role": "assistant", "content": None, "tool_calls": calls}
    if script.fault == "text":
        message = {"role": "assistant", "content": "Sure, done!"}
    finish = script.finish or ("stop" if script.fault == "text" else "tool_calls")
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": body["model"],
        "choices": [] if script.fault == "empty" else [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written},
    }


def _gemini(script: Script, body: Mapping[str, Any]) -> dict[str, Any]:
    read, written = script.usage
    assert body["tools"][0]["functionDeclarations"]
    parts: list[dict[str, Any]] = [{"functionCall": {"name": name, "args": args}} for name, args in script.calls]
    if script.fault == "text":
        parts = [{"text": "Sure, done!"}]
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": script.finish or "STOP", "index": 0}
    return {
        "candidates": [] if script.fault == "empty" else [candidate],
        # What a model thought is counted apart and paid for as what it wrote (ai.google.dev/gemini-api/docs/thinking).
        "usageMetadata": {
            "promptTokenCount": read,
            "candidatesTokenCount": written - written // 3,
            "thoughtsTokenCount": written // 3,
            "totalTokenCount": read + written,
        },
        "modelVersion": "test",
    }


def _error(status: int, google: bool) -> dict[str, Any]:
    if google:
        names = {429: "RESOURCE_EXHAUSTED", 401: "UNAUTHENTICATED"}
        return {"error": {"code": status, "message": "no", "status": names.get(status, "INTERNAL")}}
    return {"error": {"message": "no", "type": "server_error", "param": None, "code": None}}
