"""What a user is told where a turn broke off, and why: the database failed, or it took too long. Faces call it."""

from __future__ import annotations

from nia.agent.sentences import Sentences, language_of_tag
from nia.errors import StoreError, VendorError
from nia.memory.lease import LeaseLost


def told_instead(error: Exception, sentences: Sentences, tag: str | None) -> str | None:
    """Return the sentence for an error that `Agent.turn` raised, in the user's language; None for a bug.

    There is no turn that could say it: it may be the database itself that cannot record one.
    """
    if not isinstance(error, (StoreError, VendorError, LeaseLost)):
        return None
    said = sentences.find(language_of_tag(tag or ""), f"errors.{error.code}")
    return said if isinstance(said, str) else None
