"""The embedded engine: what a turn means, offline, in milliseconds. The agent calls `Engine.understand`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from nia.understanding.acts import ActReader
from nia.understanding.entities import entity_lexicon
from nia.understanding.intents import IntentModel
from nia.understanding.language import detect
from nia.understanding.port import TurnContext, Understanding
from nia.understanding.reading import Reading, Reader
from nia.understanding.tagger import Tagger
from nia.understanding.wishes import WishReader

WEIGHTS = Path(__file__).parent / "training" / "weights.npz"
LONGEST = 2000  # characters that are read; free text that begins within them is kept whole


class Engine:
    """Understands English, Hindi and Hinglish with no key and no network. Stateless; safe to share between turns."""

    def __init__(self, reader: Reader, wishes: WishReader, acts: ActReader) -> None:
        self._reader = reader
        self._wishes = wishes
        self._acts = acts

    @classmethod
    def load(cls, examples: Mapping[str, Sequence[str]] | None = None, weights: Path = WEIGHTS) -> Engine:
        """Load the lexicon and the weights (about 0.2 s). `examples` are more sentences by tool, which count at once."""
        with np.load(weights) as arrays:
            intents, tagger = IntentModel.from_arrays(arrays), Tagger.from_arrays(arrays)
        reader = Reader(entity_lexicon())
        wishes = WishReader(reader, intents, tagger, examples or {})
        return cls(reader, wishes, ActReader(reader, wishes))

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        """Read `utterance` in the light of `context`. Never raises on any text; is `unsure` instead."""
        return self.read(utterance, context)

    def read(self, utterance: str, context: TurnContext) -> Understanding:
        """Do what `understand` does, without an event loop."""
        ...
