"""A real Redis on loopback."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

DEFAULT_URL = "redis://127.0.0.1:6379/0"


def server_url() -> str:
    """Return the URL of the Redis that tests may write to, under keys of their own."""
    return os.environ.get("NIA_TEST_REDIS_URL") or DEFAULT_URL


def why_not() -> str | None:
    """Return why the server cannot be used, in one line, or None. Speaks the protocol itself: no client is needed."""
    where = urlsplit(server_url())
    address = (where.hostname or "127.0.0.1", where.port or 6379)
    try:
        with socket.create_connection(address, timeout=3) as connection:
            connection.sendall(b"PING\r\n")
            answer = connection.recv(64)
    except OSError as error:
        return f"no Redis answers at {address[0]}:{address[1]} (set NIA_TEST_REDIS_URL): {error}"
    if answer.startswith((b"+PONG", b"-NOAUTH")):
        return None
    return f"what answers at {address[0]}:{address[1]} is no Redis (set NIA_TEST_REDIS_URL)"
