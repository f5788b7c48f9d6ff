"""The secret that signs the browser's cookie: from the settings, or made once for an installation."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from nia.config import Settings
from nia.errors import StoreError

_BYTES = 48


def auth_secret(settings: Settings) -> str:
    """Return `settings.auth_secret`, else the one in `data_dir/auth_secret`, which is made at the first call.

    Raises `StoreError` where the file can be neither read nor made.
    """
    if settings.auth_secret is not None:
        return settings.auth_secret.get_secret_value()
    file = settings.data_dir / "auth_secret"
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        return _make(file) if not file.exists() else _read(file)
    except FileExistsError:
        return _read(file)  # another process was faster
    except OSError as error:
        raise StoreError(f"The secret {file} cannot be used: {error.strerror}. Set NIA_AUTH_SECRET instead") from error


def _make(file: Path) -> str:
    secret = secrets.token_urlsafe(_BYTES)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(secret)
    try:
        os.link(draft, file)  # whole or not at all, and never over another process's secret
    finally:
        draft.unlink()
    return secret


def _read(file: Path) -> str:
    secret = file.read_text().strip()
    if len(secret) < _BYTES:
        raise StoreError(f"The secret in {file} is damaged. Delete the file; everybody then signs in anew")
    return secret
