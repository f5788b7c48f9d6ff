"""What a yes to a card means with more behind it: "yes, and remind me …", "yes, cancel it". The card reader asks."""

from __future__ import annotations

from nia.understanding.generic import is_generic
from nia.understanding.port import Act, Card
from nia.understanding.reading import Reading, stripped
from nia.understanding.turn import after
from nia.understanding.word_lists import listed

THEN = frozenset({"then", "so", "now", "phir", "toh", "to", "फिर", "तो"})
_ENDS = frozenset(".;!\u0964")
_CANCELS = frozenset({"cancel", "radd", "raddh", "रद्द", "कैंसिल", "कैंसल"})
_RECORDS = frozenset({"lead", "meeting", "task", "mail"})
_DO = frozenset("kar karo kardo karna do de dena dijiye kijiye कर करो दो दे देना दीजिए कीजिए करना".split())
_HALF_YES = frozenset("ok okay k theek thik accha achha acha fine right great good ठीक अच्छा".split())


def is_yes_too(reading: Reading, behind: Reading) -> bool:
    """Tell whether the yes before another wish is one too: a firm one, and an "and" or a full stop between them.

    "so yeah which tasks do I have", "right, show …" and "yes, show …" only begin with a yes-word.
    """
    at = next((at for at, unit in enumerate(reading.units) if "yes" in unit.senses), 0)
    first = behind.units[0].start if behind.units else len(reading.text)
    between = [unit for unit in reading.units[at:] if unit.start < first]
    hesitant = any(unit.folded in THEN for unit in reading.units[:at]) or reading.units[at].folded in _HALF_YES
    joined = any(
        ("connector" in unit.senses and not THEN & set(unit.folded.split())) or unit.folded in _ENDS for unit in between
    )
    asked = any("command" in unit.senses or "concept" in unit.senses for unit in behind.units)  # no bare name
    return asked and joined and not hesitant and not any(unit.folded in THEN for unit in between)


def is_in_spite(reading: Reading) -> bool:
    """Tell whether words that seem to go on in spite of a warning say so ("anyway", "phir bhi") and name nothing."""
    names = any(unit.found is not None or "given" in unit.senses for unit in reading.units)
    forbids = any(unit.folded in listed("light", "forbids") for unit in reading.units)
    return not names and not forbids and any(unit.senses.get("concept") == "anyway" for unit in reading.units)


def is_not_refused(reading: Reading) -> bool:
    """Tell whether words that go on with a card's warning name nobody and hold no "no"."""
    forbids = any(unit.folded in listed("light", "forbids") for unit in reading.units)
    return not forbids and not any("no" in unit.senses or "given" in unit.senses for unit in reading.units)


def yes_to_cancel(reading: Reading, card: Card) -> Act | None:
    """Read "yes, cancel it": a yes where the card is to cancel something, a cancel of any other card."""
    behind = after(reading, "yes")
    first, _ = stripped(reading.units)
    opening = [unit.folded for unit in reading.units[: first + 1] if "yes" in unit.senses]
    if behind is None or not opening or opening[0] in _HALF_YES:
        return None
    words = [unit for unit in behind.units if unit.kind != "sign"]
    plain = all(unit.folded in _CANCELS | _DO or is_generic(unit.folded) or "filler" in unit.senses for unit in words)
    others = {unit.senses.get("concept") for unit in words} & _RECORDS - set(card.tool.split("_"))
    if not plain or others or not any(unit.folded in _CANCELS for unit in words):
        return None
    return Act.CONFIRM if card.tool.startswith("cancel_") else Act.CANCEL
