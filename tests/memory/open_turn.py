"""A turn that is open: the message that began it, and the hold of its process on the conversation."""

from __future__ import annotations

from nia.memory.lease import Hold
from nia.memory.turns import Message, Opened

MESSAGE = Message("c1", "m1", "hello")


def held(opened: Opened) -> Hold:
    """Return the hold of the process that opened a turn of the conversation c1."""
    return Hold(str(MESSAGE.conversation_id), opened.fence, opened.turn_id)
