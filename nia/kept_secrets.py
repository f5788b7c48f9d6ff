"""Secrets that an installation makes for itself once and keeps in its data folder: of cookies, of the ledger."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nia.errors import StoreError


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """A secret in `file`. `variable` may hold it instead; `damaged` says what to do where the file was spoiled."""

    file: Path
    variable: str
    shortest: int
    damaged: str

    def read(self, make: Callable[[], str]) -> str:
        """Return the secret, made by `make` at the first call; raise `StoreError` where that cannot be."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            return self._made(make()) if not self.file.exists() else self._kept()
        except FileExistsError:
            return self._kept()  # another process was faster
        except OSError as error:
            raise StoreError(
                f"The secret {self.file} cannot be used: {error.strerror}. Set {self.variable} instead"
            ) from error

    def _made(self, secret: str) -> str:
        draft = self.file.with_name(f"{self.file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secret)
        try:
            os.link(draft, self.file)  # whole or not at all, and never over another process's secret
        finally:
            draft.unlink()
        return secret

    def _kept(self) -> str:
        secret = self.file.read_text().strip()
        if len(secret) < self.shortest:
            raise StoreError(f"The secret in {self.file} is damaged. {self.damaged}")
        return secret
