"""What words mean while a card waits: a yes, a no, a change of the card, or something else. The act reader calls it."""

from __future__ import annotations

from collections.abc import Mapping

from nia.understanding.bulk import is_bulk
from nia.understanding.corrections import CorrectionReader, covered
from nia.understanding.generic import is_generic
from nia.understanding.phrasing import is_change, preamble
from nia.understanding.port import Act, Card, Json, SlotKind, SlotValue, ToolShape, TurnContext
from nia.understanding.reading import Reading, stripped
from nia.understanding.topic import Topic
from nia.understanding.turn import Phrases, Turn, after, rest, turn_of
from nia.understanding.wishes import Wishes, WishReader

_SURE = 0.6
_SURE_BESIDE_ANSWERS = 0.8
_BUT = frozenset("but however except only just though lekin par magar bas instead लेकिन".split())
_THEN = frozenset({"then", "so", "now", "phir", "toh"})
_WRONG = frozenset({"wrong", "incorrect", "galat", "mistake", "गलत"})
_CHANGING = frozenset({"update", "delete"})
_CHANGES = frozenset({"update_lead", "update_meeting", "update_task", "reschedule_meeting", "update_leads"})
_REFERENCES = frozenset({"lead", "meeting", "task", "mail"})
_CANCELS = frozenset({"cancel", "radd", "raddh", "रद्द", "कैंसिल", "कैंसल"})
_RECORDS = frozenset({"lead", "meeting", "task", "mail"})
_DO = frozenset("kar karo kardo karna do de dena dijiye kijiye कर करो दो दे देना दीजिए कीजिए करना".split())
_HALF_YES = frozenset("ok okay k theek thik accha achha acha fine right ठीक अच्छा".split())
_SAME_ACT = (None, Act.CORRECT, Act.DENY, Act.CONFIRM)


class CardReader:
    """Reads replies to a card."""

    def __init__(self, phrases: Phrases, wishes: WishReader, corrections: CorrectionReader) -> None:
        self._phrases = phrases
        self._wishes = wishes
        self._corrections = corrections

    def read(self, reading: Reading, card: Card, context: TurnContext) -> Turn:
        """Return what the words mean at this card."""
        act = self._phrases.act(reading)
        if act is not None:
            return Turn(act=act)
        behind = after(reading, "yes")
        if behind is not None:
            return self._yes(reading, behind, card, context)
        behind = after(reading, "no")
        if behind is not None:
            return self._no(behind, card, context)
        return self._change(reading, card, context) or self._else(reading, card, context)

    def _yes(self, reading: Reading, behind: Reading, card: Card, context: TurnContext) -> Turn:
        if not behind.units:
            return Turn(act=Act.CONFIRM)
        act = self._phrases.act(behind)
        if act is not None:
            return Turn(act=Act.CONFIRM if act is Act.THANKS else act)
        behind = _without_joiners(behind)
        changed = self._changed_behind(behind, card, context)
        if changed is not None:
            return changed
        said = self._wishes.read(behind, context)
        if _is_the_card(said, card):
            return Turn(act=Act.CONFIRM, confidence=said.confidence)
        changed = self._change(behind, card, context) if _means_card(said, card, {}) else None
        if changed is not None:
            return changed
        if said.wishes and said.confidence >= _SURE:
            act = Act.CONFIRM if _is_meant_as_yes(reading, said, context) else None
            return Turn(act=act, wishes=said.wishes, confidence=said.confidence)
        limited = any(unit.folded in _BUT for unit in behind.units[:2])
        otherwise = Turn(act=Act.CORRECT, confidence=0.6) if limited else Turn(act=Act.CONFIRM, confidence=0.8)
        return self._change(behind, card, context, loosely=False) or otherwise

    def _changed_behind(self, behind: Reading, card: Card, context: TurnContext) -> Turn | None:
        """Read a change in any clause behind a yes: "right, that is too early. make it 9:30" confirms nothing."""
        for at, unit in enumerate(behind.units):
            begins = at == 0 or behind.units[at - 1].kind == "sign"
            clause = rest(behind, at)
            if begins and unit.kind != "sign" and (unit.folded in _BUT or is_change(clause.text)):
                without = [rest(behind, at + 1)] if unit.folded in _BUT else []
                changed = next((one for part in [*without, clause] if (one := self._change(part, card, context))), None)
                if changed is not None:
                    return changed
        return None

    def _no(self, behind: Reading, card: Card, context: TurnContext) -> Turn:
        if not behind.units:
            return Turn(act=Act.DENY)
        act = self._phrases.act(behind)
        if act is not None:
            return Turn(act=Act.DENY if act is Act.THANKS else act)
        changed = self._change(behind, card, context, denied=True)
        if changed is not None:
            return changed
        said = self._wishes.read(behind, context)
        if said.wishes and said.confidence >= _SURE:
            return Turn(act=Act.DENY, wishes=said.wishes, confidence=said.confidence)
        return Turn(act=Act.DENY, confidence=0.7)

    def _change(
        self, reading: Reading, card: Card, context: TurnContext, *, denied: bool = False, loosely: bool = True
    ) -> Turn | None:
        """Read a change of the card; None where the words ask for something else. `loosely`: a bare name is one too."""
        tool = context.tool(card.tool)
        announced = preamble(reading.text)
        if announced:
            reading = rest(reading, next((at for at, u in enumerate(reading.units) if u.start >= announced), 0))
        first, last = stripped(reading.units)
        if tool is None or first == last:
            return None
        topic = Topic(tool, card.args)
        answers = self._corrections.correction(reading, topic, context)
        if answers and covered(reading, answers, topic):
            return Turn(act=Act.CORRECT, answers=answers, confidence=0.95)
        said = self._wishes.read(reading, context)
        if _means_card(said, card, answers):
            own = _bulk(said, tool, card) if is_bulk(tool) else _own(said, tool, answers)
            answers = {**own, **answers}
        elif _asks_else(said, answers) and not (denied and answers):
            return None
        if not answers and loosely:
            surely = denied or is_change(reading.text)
            answers = self._corrections.replacement(reading, topic, surely=surely)
        if answers:
            return Turn(act=Act.CORRECT, answers=answers, confidence=0.9)
        return Turn(act=Act.CORRECT, confidence=0.6) if _complains(reading, topic) else None

    def _else(self, reading: Reading, card: Card, context: TurnContext) -> Turn:
        said = self._wishes.read(reading, context)
        if _is_the_card(said, card):
            return Turn(act=Act.CONFIRM, confidence=said.confidence)
        return turn_of(said)


def _is_meant_as_yes(reading: Reading, said: Wishes, context: TurnContext) -> bool:
    """Tell whether the yes before another wish is one: "so yeah which tasks do I have" and "right, show …" say none."""
    at = next((at for at, unit in enumerate(reading.units) if "yes" in unit.senses), 0)
    tool = context.tool(said.wishes[0].tool)
    asks = tool is not None and not tool.writes
    hesitant = reading.units[at].folded in _HALF_YES or any(unit.folded in _THEN for unit in reading.units[:at])
    return not (asks and hesitant)


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


def _asks_else(said: Wishes, answers: Mapping[str, SlotValue]) -> bool:
    needed = _SURE_BESIDE_ANSWERS if answers else _SURE
    return said.confidence >= needed and (bool(said.wishes) or said.act not in _SAME_ACT)


def _means_card(said: Wishes, card: Card, answers: Mapping[str, SlotValue]) -> bool:
    """Tell whether a wish to change a record can only mean what the card shows."""
    if len(said.wishes) != 1 or (said.wishes[0].tool != card.tool and said.wishes[0].tool not in _CHANGES):
        return False
    read = {str(value.value).lower() for value in answers.values()}
    references = [str(value.value).lower() for name, value in said.wishes[0].slots.items() if name in _REFERENCES]
    values = " ".join(str(value).lower() for value in card.args.values())
    return all(reference in read or is_generic(_beyond(reference, values)) for reference in references)


def _beyond(reference: str, values: str) -> str:
    """Return the words of a reference that the card does not hold."""
    return " ".join(word for word in reference.replace("'", " ").split() if word not in values)


def _own(said: Wishes, tool: ToolShape, answers: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return the slots of a wish that the card's tool has too, but none that the answers hold already."""
    read = {str(answer.value).lower() for answer in answers.values()}
    return {
        name: value
        for wish in said.wishes
        for name, value in ((_of_same_meaning(name, tool), value) for name, value in wish.slots.items())
        if tool.slot(name) is not None and name not in _REFERENCES and str(value.value).lower() not in read
    }


def _bulk(said: Wishes, tool: ToolShape, card: Card) -> dict[str, SlotValue]:
    """Return a bulk card's changes with what a wish to change one record says instead."""
    name = next(shape.name for shape in tool.slots if shape.kind is SlotKind.CHANGES)
    known = card.args.get(name)
    new = {key: value for key, value in said.wishes[0].slots.items() if key not in _REFERENCES}
    if not new or said.wishes[0].tool == card.tool:
        return {}
    changes: dict[str, Json] = {**(known if isinstance(known, dict) else {}), **{k: v.value for k, v in new.items()}}
    return {name: SlotValue(changes, said.wishes[0].text, None, 0.8)}


def _of_same_meaning(name: str, tool: ToolShape) -> str:
    """Return the slot's name in this tool: a lead's owner is a task's assignee."""
    other = {"assignee": "owner", "owner": "assignee"}.get(name, name)
    return other if tool.slot(name) is None else name


def _is_the_card(said: Wishes, card: Card) -> bool:
    """Tell whether the words ask for just what the card shows: "create the lead", "send it"."""
    if [wish.tool for wish in said.wishes] != [card.tool]:
        return False
    return all(isinstance(value.value, str) and is_generic(value.value) for value in said.wishes[0].slots.values())


def _complains(reading: Reading, topic: Topic) -> bool:
    """Tell whether the words say that a slot is wrong or to be changed, without the right value."""
    named = any(topic.slot_named(unit) is not None for unit in reading.units)
    return named and any(unit.folded in _WRONG or unit.senses.get("concept") in _CHANGING for unit in reading.units)


def _without_joiners(reading: Reading) -> Reading:
    at = 0
    while at < len(reading.units) and (
        "connector" in reading.units[at].senses or reading.units[at].kind == "sign" or reading.units[at].folded in _THEN
    ):
        at += 1
    return rest(reading, at)
