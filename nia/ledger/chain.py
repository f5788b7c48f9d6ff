"""The arithmetic of receipts: salted commitments, leaves and roots, each hashed in a domain of its own.

The root after entry n covers every entry up to it: root(n) = H("link", n, root(n-1), leaf(n)). A leaf covers what is
known of an entry for ever, and of what may be erased only a commitment, which tells nothing without its salt.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

_DOMAIN = "nia.ledger.v1"
EMPTY = hashlib.sha256(f"{_DOMAIN}.empty".encode()).hexdigest()
"""The root of a ledger without entries."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a ledger of `size` entries is: its root (SHA-256, hex) covers each of them, in their order."""

    size: int
    root: str
    at: datetime

    def signed_bytes(self) -> bytes:
        """Return what a signature of this head is over."""
        return f"{_DOMAIN}.head\n{self.size}\n{self.root}\n{self.at.isoformat()}\n".encode()


def canonical(value: object) -> bytes:
    """Return plain JSON as the one text of it that is hashed."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(
        errors="surrogatepass"
    )


def salt_of(key: bytes, entry_id: str) -> bytes:
    """Return the salt of an entry's commitment; it is gone with the key."""
    return hmac.digest(key, f"{_DOMAIN}.salt\n{entry_id}".encode(), "sha256")


def commitment(salt: bytes, payload: bytes) -> str:
    """Return what the chain keeps of a payload: nobody without the salt can tell which payload it is of."""
    return hmac.new(salt, f"{_DOMAIN}.payload\n".encode() + payload, "sha256").hexdigest()


def leaf(facts: Mapping[str, object], payload_commitment: str) -> str:
    """Return the hash of an entry: the facts that are kept for ever, and the commitment to its payload."""
    return _hash("leaf", canonical(facts), payload_commitment.encode())


def link(size: int, before: str, entry: str) -> str:
    """Return the root after the entry (its leaf), which is number `size` from 1, behind the root `before`."""
    return _hash("link", str(size).encode(), before.encode(), entry.encode())


def _hash(domain: str, *parts: bytes) -> str:
    """Hash parts with their lengths, so that no part can pass for the end of another."""
    found = hashlib.sha256(f"{_DOMAIN}.{domain}".encode())
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
