"""The key that signs an installation's ledger: from the settings, or made once in its data folder."""

from __future__ import annotations

from nia.config import Settings
from nia.kept_secrets import KeptSecret
from nia.ledger.signing import Signer

_SHORTEST = 44  # 32 bytes in base64


def signer_of(settings: Settings) -> Signer:
    """Return what signs the ledger. Processes that share a database share `NIA_LEDGER_KEY` or the data folder.

    Raises `AdminError` where the key is none, `StoreError` where its file can be neither read nor made.
    """
    if settings.ledger_key is not None:
        return Signer.from_text(settings.ledger_key.get_secret_value())
    return Signer.from_text(_kept(settings).read(lambda: Signer.passing().text()))


def known_signer(settings: Settings) -> Signer | None:
    """Return what signs the ledger, or None where no key was made yet; none is made."""
    if settings.ledger_key is None and not _kept(settings).file.exists():
        return None
    return signer_of(settings)


def _kept(settings: Settings) -> KeptSecret:
    return KeptSecret(
        settings.data_dir / "ledger_key",
        "NIA_LEDGER_KEY",
        _SHORTEST,
        "Bring it back from a backup: with another key, entries of before do not verify",
    )
