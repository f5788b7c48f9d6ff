"""A fake remote CRM: a real HTTP server in a process of its own, which counts effects and fails as vendors fail.

It is nobody's product. It is written from what vendors document:
- `PATCH /{tenant}/objects/{kind}/external/{key}` makes the record of that external id, 201, or updates it, 200; `GET`
  reads it, 200 or 404 (Salesforce REST API, "Insert or Update (Upsert) a Record Using an External ID").
- `POST /{tenant}/objects/{kind}` with `Idempotency-Key` does it once and gives the first answer again; another body
  under the same key is 422 (draft-ietf-httpapi-idempotency-key-header). Without the header each one is an effect.
- `GET /{tenant}/objects/{kind}?reference={key}` says how many records have this in their field `reference`.
- 429 and 503 bring `Retry-After` in seconds (RFC 6585, RFC 9110).

Each effect is a line of the log, synced to the disk before anything is answered. `POST /{tenant}/faults` with a list
says how the tenant's next requests fail, one after the other; see `FAULTS`. Run as
`python -m tests.servers.fake_crm LOG`; it prints its port, and ends when its input does.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
import threading
from collections import defaultdict, deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import parse_qs, unquote, urlsplit

RETRY_AFTER_S = 30
LONGEST_HANG_S = 30
#: Before the effect: a status, or silence, or a reset. After it: the same, or half an answer.
FAULTS = (
    *("400", "429", "500", "503", "hang_before", "reset_before"),
    *("500_after", "hang_after", "reset_after", "cut_after"),
)
Answer = tuple[int, dict[str, Any]]


class Crm:
    """What the CRM knows; one request at a time changes it."""

    def __init__(self, log: TextIO) -> None:
        self._log = log
        self._lock = threading.Lock()
        self._records: dict[str, dict[str, Any]] = defaultdict(dict)
        self._answered: dict[tuple[str, str], tuple[Any, Answer]] = {}
        self._faults: dict[str, deque[str]] = defaultdict(deque)
        self._made = 0

    def fail(self, tenant: str, faults: list[str]) -> Answer:
        with self._lock:
            self._faults[tenant] = deque(faults)
        return 200, {}

    def fault(self, tenant: str) -> str:
        """Return how this request fails, "" where it does not."""
        with self._lock:
            faults = self._faults[tenant]
            return faults.popleft() if faults else ""

    def upsert(self, tenant: str, key: str, fields: dict[str, Any]) -> Answer:
        with self._lock:
            is_new = key not in self._records[tenant]
            if is_new:
                self._effect(tenant, key, fields)
            self._records[tenant][key] = fields
            return (201 if is_new else 200), {"id": key, "success": True, "errors": [], "created": is_new}

    def read(self, tenant: str, key: str) -> Answer:
        with self._lock:
            found = self._records[tenant].get(key)
        return (404, {"errorCode": "NOT_FOUND"}) if found is None else (200, found)

    def create(self, tenant: str, fields: dict[str, Any], idempotency_key: str | None) -> Answer:
        with self._lock:
            if idempotency_key is not None:
                before = self._answered.get((tenant, idempotency_key))
                if before is not None:
                    return before[1] if before[0] == fields else (422, {"title": "Idempotency-Key is already used"})
            self._effect(tenant, idempotency_key or fields.get("reference", ""), fields)
            self._made += 1
            self._records[tenant][f"made{self._made}"] = fields
            answer: Answer = (201, {"id": f"made{self._made}"})
            if idempotency_key is not None:
                self._answered[tenant, idempotency_key] = fields, answer
            return answer

    def count(self, tenant: str, reference: str) -> Answer:
        with self._lock:
            found = [one for one in self._records[tenant].values() if one.get("reference") == reference]
        return 200, {"totalSize": len(found)}

    def _effect(self, tenant: str, key: str, fields: dict[str, Any]) -> None:
        self._log.write(json.dumps({"tenant": tenant, "key": key, "fields": fields}) + "\n")
        self._log.flush()
        os.fsync(self._log.fileno())


class CrmServer(ThreadingHTTPServer):
    """The server of one CRM."""

    daemon_threads = True

    def __init__(self, crm: Crm) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.crm = crm

    def shutdown_request(self, request: Any) -> None:
        """Close a connection at once, with no end said before: else no reset would be one."""
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that were killed: that is what they are there for."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers, or fails, one request after the other of a connection."""

    server: CrmServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def _serve(self) -> None:
        tenant, *path = [unquote(part) for part in urlsplit(self.path).path.strip("/").split("/")]
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")
        if path == ["faults"]:
            return self._answer(*self.server.crm.fail(tenant, body))
        fault = self.server.crm.fault(tenant)
        if fault.isdigit():
            return self._answer(int(fault), {"errorCode": "FAULT"})
        if fault.endswith("_before"):
            return self._break(fault)
        status, answer = self._done(tenant, path, body)
        if fault == "500_after":
            return self._answer(500, {"errorCode": "FAULT"})
        if fault in ("hang_after", "reset_after"):
            return self._break(fault)
        return self._answer(status, answer, cut=fault == "cut_after")

    def _done(self, tenant: str, path: list[str], body: Any) -> Answer:
        if len(path) == 4 and path[2] == "external":
            return (
                self.server.crm.read(tenant, path[3])
                if self.command == "GET"
                else self.server.crm.upsert(tenant, path[3], body)
            )
        if self.command == "GET":
            return self.server.crm.count(tenant, parse_qs(urlsplit(self.path).query)["reference"][0])
        return self.server.crm.create(tenant, body, self.headers.get("Idempotency-Key"))

    def _answer(self, status: int, answer: dict[str, Any], *, cut: bool = False) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status in (429, 503):
            self.send_header("Retry-After", str(RETRY_AFTER_S))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        self.close_connection = cut

    def _break(self, fault: str) -> None:
        if fault.startswith("hang"):
            self.connection.settimeout(LONGEST_HANG_S)
            self.rfile.read(1)  # until the client has had enough
        else:
            # Closed with a linger of nothing, the client gets a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


def main() -> None:
    """Serve until the input ends: it does when whoever started this is gone."""
    with Path(sys.argv[1]).open("a", encoding="utf-8") as log:
        server = CrmServer(Crm(log))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
