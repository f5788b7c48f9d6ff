"""Keeps the tests on this machine: a connection to any other host is stopped, and fails the test that tried it."""

from __future__ import annotations

import ipaddress
import sys
import threading

_attempts: list[str] = []
_lock = threading.Lock()
_names = {"", "localhost", "localhost.localdomain", "ip6-localhost"}


class OtherHost(ConnectionError):
    """A test reached for another host than this one."""


def guard() -> None:
    """Stop connections that leave this machine, in this process, for good: Python's audit hooks cannot be removed."""
    sys.addaudithook(_hook)


def take_attempts() -> list[str]:
    """Return the addresses that were tried since the last call, oldest first."""
    with _lock:
        taken = list(_attempts)
        _attempts.clear()
    return taken


def is_here(host: object) -> bool:
    """Tell whether `host` (a name or an address) is this machine."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name.lower() in _names:
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _hook(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = args[1]
        if isinstance(address, tuple):  # a unix socket's address is a path
            _stop_unless_here(address[0])
    elif event == "socket.getaddrinfo":
        _stop_unless_here(args[0])


def _stop_unless_here(host: object) -> None:
    if is_here(host):
        return
    with _lock:
        _attempts.append(str(host))
    raise OtherHost(f"tests reach no host but this one; this one was tried: {host!s}")
