"""Plays an exported suite, and says what does not hold. `exporting` calls it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nia.evaluation.export.expectations import Fields
from nia.evaluation.format.reading import SuiteFile, read_suite
from nia.evaluation.outcome import Failure
from nia.evaluation.play import play
from nia.evaluation.stage.backdrop import Backdrop

_MUST = "never."


@dataclass(frozen=True, slots=True)
class Proof:
    """What did not hold when the suite was played. `error`: it could not be played at all."""

    failures: Sequence[Failure] = ()
    error: str | None = None

    @property
    def holds(self) -> bool:
        """Tell whether every check held."""
        return not self.failures and self.error is None

    @property
    def broken(self) -> bool:
        """Tell whether it cannot be mended by leaving expectations out."""
        return self.error is not None or any(
            one.check.key.startswith(_MUST) or one.check.key in ("press", "meanwhile") for one in self.failures
        )


async def prove(text: str, backdrop: Backdrop) -> Proof:
    """Play the conversation of a suite, read from the text as it will be written."""
    file = await asyncio.to_thread(_read, text)
    result = await play(file.suite.conversations[0], file, backdrop)
    return Proof(result.failures, result.error)


def _read(text: str) -> SuiteFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exported.yaml"
        path.write_text(text, encoding="utf-8")
        return read_suite(path)


def without(suite: Fields, failures: Sequence[Failure]) -> list[str]:
    """Take the expectations that did not hold out of `suite`; return what was left out, by its key and turn."""
    left_out = []
    for one in failures:
        conversation = _first(suite["conversations"])
        if one.turn is None:
            wanted, holder = one.check.key.removeprefix("finally."), conversation.get("finally")
            place = "afterwards"
        else:
            turns = conversation["turns"]
            assert isinstance(turns, list)
            turn = turns[one.turn - 1]
            assert isinstance(turn, dict)
            wanted, holder, place = one.check.key, turn.get("expect"), f"in turn {one.turn}"
        if isinstance(holder, dict) and _drop(holder, wanted, one.check.label):
            left_out.append(f"{one.check.key}{f' ({one.check.label})' if one.check.label else ''} {place}")
    conversation = _first(suite["conversations"])
    if not conversation.get("finally"):
        conversation.pop("finally", None)
    return left_out


def _drop(holder: Fields, key: str, label: str) -> bool:
    name, _, inner = key.partition(".")
    value = holder.get(name)
    if value is None:
        return False
    part = inner or label
    if isinstance(value, dict) and part in value:
        del value[part]
        if not value:
            del holder[name]
        return True
    del holder[name]
    return True


def _first(conversations: object) -> Fields:
    assert isinstance(conversations, list)
    first = conversations[0]
    assert isinstance(first, dict)
    return first
