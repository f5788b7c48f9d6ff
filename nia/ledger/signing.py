"""Who vouches for the ledger: an Ed25519 key outside the database. It signs receipts; heads are checked by it."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from nia.errors import AdminError
from nia.ledger.chain import Head

_SEED_BYTES = 32


class Signer:
    """Signs heads. Made from a seed of 32 bytes (`from_text`), or for one process only (`passing`)."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def passing(cls) -> Signer:
        """Return one whose key is gone with the process: for stages, demos and tests."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_text(cls, text: str) -> Signer:
        """Read a seed in base64; raise `AdminError` for anything else."""
        return cls(Ed25519PrivateKey.from_private_bytes(_bytes(text, "signing key")))

    def text(self) -> str:
        """Return the secret seed in base64, as `from_text` reads it."""
        return base64.b64encode(self._key.private_bytes_raw()).decode()

    def sign(self, head: Head) -> str:
        """Return the signature of a head, in base64."""
        return base64.b64encode(self._key.sign(head.signed_bytes())).decode()

    @property
    def public(self) -> Verifier:
        """Return what checks its signatures."""
        return Verifier(self._key.public_key())


class Verifier:
    """Checks signatures by the public key."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key

    @classmethod
    def from_text(cls, text: str) -> Verifier:
        """Read a public key in base64; raise `AdminError` for anything else."""
        return cls(Ed25519PublicKey.from_public_bytes(_bytes(text, "public key")))

    def text(self) -> str:
        """Return the public key in base64."""
        return base64.b64encode(self._key.public_bytes_raw()).decode()

    def vouches_for(self, head: Head, signature: str) -> bool:
        """Tell whether the key's owner signed this head, and the signature is written as `Signer` writes it."""
        try:
            read = base64.b64decode(signature, validate=True)
            self._key.verify(read, head.signed_bytes())
        except (InvalidSignature, binascii.Error, ValueError):
            return False
        return base64.b64encode(read).decode() == signature  # else four bits of its last letter would be free


def head_text(head: Head, signature: str) -> str:
    """Return a signed head as a line of JSON, to be kept outside the database."""
    return json.dumps({"size": head.size, "root": head.root, "at": head.at.isoformat(), "signature": signature})


def read_head(text: str) -> tuple[Head, str]:
    """Read what `head_text` wrote; raise `AdminError` for anything else."""
    try:
        read = json.loads(text)
        return Head(int(read["size"]), str(read["root"]), datetime.fromisoformat(read["at"])), str(read["signature"])
    except (ValueError, KeyError, TypeError) as error:
        raise AdminError("This is no head of a ledger. Give a file that `nia ledger head` wrote") from error


def _bytes(text: str, what: str) -> bytes:
    try:
        found = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if len(found) != _SEED_BYTES:
        raise AdminError(
            f"The {what} of the ledger must be {_SEED_BYTES} bytes in base64, as `nia ledger key` prints it"
        )
    return found
