"""Agents that are broken on purpose: an understanding that hears a yes where a no was said."""

from __future__ import annotations

from dataclasses import dataclass

from nia.understanding.port import Act, TurnContext, Understanding, Understands


@dataclass
class HearsYes:
    """Takes every cancellation for a yes."""

    engine: Understands

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        read = await self.engine.understand(utterance, context)
        if read.act in (Act.DENY, Act.CANCEL):
            return Understanding(read.language, act=Act.CONFIRM, language_is_clear=False)
        return read
