"""Seals what an entry holds of people, with a key of the entry's own: who destroys the key, erases it.

A key seals one payload only, so a fixed nonce is safe (AES-256-GCM, RFC 5116).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nia.ledger.chain import canonical, commitment, salt_of

KEY_BYTES = 32
_NONCE = bytes(12)


def new_key() -> bytes:
    """Return a fresh key for one entry."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, entry_id: str, payload: Mapping[str, object]) -> tuple[bytes, str]:
    """Return a payload sealed, and the commitment to it that goes into the chain."""
    plain = canonical(payload)
    return AESGCM(key).encrypt(_NONCE, plain, entry_id.encode()), commitment(salt_of(key, entry_id), plain)


def opened(key: bytes, entry_id: str, sealed: bytes, committed: str) -> dict[str, Any] | None:
    """Return the payload, or None where it is not the one that was committed to."""
    try:
        plain = AESGCM(key).decrypt(_NONCE, sealed, entry_id.encode())
    except (InvalidTag, ValueError):
        return None
    if commitment(salt_of(key, entry_id), plain) != committed:
        return None
    found: dict[str, Any] = json.loads(plain)
    return found
