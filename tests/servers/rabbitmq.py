"""A real RabbitMQ on loopback."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

DEFAULT_URL = "amqp://guest:guest@127.0.0.1:5672/"


def server_url() -> str:
    """Return the URL of the broker in which tests may declare queues and exchanges of their own."""
    return os.environ.get("NIA_TEST_AMQP_URL") or DEFAULT_URL


def why_not() -> str | None:
    """Return why the broker cannot be used, in one line, or None. Speaks AMQP 0-9-1's first frame itself."""
    where = urlsplit(server_url())
    address = (where.hostname or "127.0.0.1", where.port or 5672)
    try:
        with socket.create_connection(address, timeout=3) as connection:
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            answer = connection.recv(16)
    except OSError as error:
        return f"no RabbitMQ answers at {address[0]}:{address[1]} (set NIA_TEST_AMQP_URL): {error}"
    if answer[:1] == b"\x01":  # a method frame: Connection.Start
        return None
    return f"what answers at {address[0]}:{address[1]} is no RabbitMQ (set NIA_TEST_AMQP_URL)"
