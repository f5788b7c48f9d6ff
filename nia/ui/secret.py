"""The secret that signs the browser's cookie: from the settings, or made once for an installation."""

from __future__ import annotations

import secrets

from nia.config import Settings
from nia.kept_secrets import KeptSecret

_BYTES = 48


def auth_secret(settings: Settings) -> str:
    """Return `settings.auth_secret`, else the one in `data_dir/auth_secret`, which is made at the first call.

    Raises `StoreError` where the file can be neither read nor made.
    """
    if settings.auth_secret is not None:
        return settings.auth_secret.get_secret_value()
    kept = KeptSecret(
        settings.data_dir / "auth_secret", "NIA_AUTH_SECRET", _BYTES, "Delete the file; everybody then signs in anew"
    )
    return kept.read(lambda: secrets.token_urlsafe(_BYTES))
