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
    kept = KeptSecret(
        settings.data_dir / "ledger_key",
        "NIA_LEDGER_KEY",
        _SHORTEST,
        "Bring it back from a backup: with another key, entries of before do not verify",
    )
    return Signer.from_text(kept.read(lambda: Signer.passing().text()))
