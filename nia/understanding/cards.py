"""What words mean while a card waits: a yes, a no, a change of the card, or something else. The act reader calls it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nia.understanding.bulk import is_bulk
from nia.understanding.corrections import CorrectionReader, covered
from nia.understanding.generic import RECORD_SLOTS, is_generic
from nia.understanding.phrasing import is_change, is_introduced, preamble
from nia.understanding.port import Act, Card, Json, SlotKind, SlotValue, ToolShape, TurnContext
from nia.understanding.reading import Reading, stripped
from nia.understanding.sent_at_once import asked_to_wait
from nia.understanding.told_acts import ToldActs, is_negated, is_sure
from nia.understanding.topic import Topic, at_known_length, takes_back
from nia.understanding.turn import Phrases, Turn, after, rest, turn_of, without_soft
from nia.understanding.wishes import Wishes, WishReader
from nia.understanding.word_lists import listed
from nia.understanding.yes_and import THEN, is_in_spite, is_not_refused, is_yes_too

_SURE = 0.6
_SURE_BESIDE_ANSWERS = 0.8
_CHANGING = frozenset({"update", "delete"})
_CHANGES = frozenset({"update_lead", "update_meeting", "update_task", "reschedule_meeting", "update_leads"})
_SAME_ACT = (None, Act.CORRECT, Act.DENY, Act.CONFIRM)


class CardReader:
    """Reads replies to a card."""

    def __init__(self, phrases: Phrases, wishes: WishReader, corrections: CorrectionReader, told: ToldActs) -> None:
        self._phrases = phrases
        self._wishes = wishes
        self._corrections = corrections
        self._approval = told.approval
        self._told = told

    def read(self, reading: Reading, card: Card, context: TurnContext) -> Turn:
        """Return what the words mean at this card."""
        act = self._phrases.act(reading)
        if act is Act.CONFIRM and "?" in reading.text:
            return Turn(confidence=0.0)  # "right?" asks, and confirms nothing
        if act is not None and not (act is Act.CONFIRM and self._approval.is_other_deed(reading, card)):
            return Turn(act=act)
        ahead = asked_to_wait(reading, card, context)
        if ahead:
            return Turn(act=Act.CORRECT, ahead=ahead)
        spite = self._told.in_spite(reading, card, context)
        if spite is not None:
            return spite
        behind = after(without_soft(reading), "yes")
        if behind is not None:
            return self._yes(reading, behind, card, context)
        behind = after(reading, "no")
        if behind is not None:
            return self._no(reading, behind, card, context)
        changed = self._change(reading, card, context)
        ordered = changed is None or _says_the_same(changed, card)
        if ordered and self._approval.is_order(reading, card) and not self._told.is_else(reading, card, context):
            return Turn(act=Act.CONFIRM)
        if self._told.is_yes(reading, card, context):
            return Turn(act=Act.CONFIRM)
        told = None if is_sure(changed, card, context) else self._told.at_card(reading, card, context)
        return told or changed or self._else(reading, card, context)

    def _yes(self, reading: Reading, behind: Reading, card: Card, context: TurnContext) -> Turn:
        if self._approval.is_whole(behind, card):
            return Turn(act=Act.CONFIRM)
        act = self._phrases.act(behind)
        if act is not None:
            return Turn(act=Act.CONFIRM if act is Act.THANKS else act)
        if self._told.is_yes(reading, card, context):
            return Turn(act=Act.CONFIRM)
        behind = _without_joiners(behind)
        if not any(unit.kind != "sign" for unit in behind.units):
            return Turn(confidence=0.0)  # "yes and": more is to come
        changed = self._changed_behind(behind, card, context)
        if changed is not None:
            return changed
        said = self._wishes.read(behind, context)
        changed = self._change(behind, card, context) if _means_card(said, card, {}) else None
        if changed is not None:
            return changed
        if said.wishes and said.confidence >= _SURE:
            act = Act.CONFIRM if is_yes_too(reading, behind) else None
            return Turn(act=act, wishes=said.wishes, confidence=said.confidence)
        limited = any(unit.folded in listed("light", "but") for unit in behind.units)
        otherwise = Turn(act=Act.CORRECT, confidence=0.6) if limited else self._beside_yes(said)
        told = self._told.at_card(reading, card, context) if not limited else None
        return self._change(behind, card, context, loosely=False) or told or otherwise

    def _beside_yes(self, said: Wishes) -> Turn:
        """Read what stands behind a yes and is no plain approval: it confirms nothing, whatever else it is."""
        told = said.act if said.act not in (*_SAME_ACT, Act.PROCEED, Act.THANKS) else None
        return Turn(act=told, confidence=said.confidence if told else 0.0, alternatives=said.alternatives)

    def _changed_behind(self, behind: Reading, card: Card, context: TurnContext) -> Turn | None:
        """Read a change in any clause behind a yes: "right, that is too early. make it 9:30" confirms nothing."""
        for at, unit in enumerate(behind.units):
            begins = at == 0 or behind.units[at - 1].kind == "sign"
            clause = rest(behind, at)
            if begins and unit.kind != "sign" and (unit.folded in listed("light", "but") or is_change(clause.text)):
                without = [rest(behind, at + 1)] if unit.folded in listed("light", "but") else []
                changed = next((one for part in [*without, clause] if (one := self._change(part, card, context))), None)
                if changed is not None:
                    return changed
        return None

    def _no(self, reading: Reading, behind: Reading, card: Card, context: TurnContext) -> Turn:
        if not behind.units:
            return Turn(act=Act.DENY)
        act = self._phrases.act(behind)
        if act is not None:
            return Turn(act=Act.DENY if act is Act.THANKS else act)
        changed = self._change(behind, card, context, denied=True)
        told = None if is_sure(changed, card, context) else self._told.at_card(reading, card, context)
        if told is not None or changed is not None:
            return told or changed or Turn()
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
        if not answers and _complains(reading, topic):
            return Turn(act=Act.CORRECT, confidence=0.6)
        said = self._wishes.read(reading, context)
        if _means_card(said, card, answers):
            own = _bulk(said, tool, card) if is_bulk(tool) else _own(said, tool, answers)
            answers = {**at_known_length(own, topic, reading.text), **answers}
        elif (
            _asks_else(said, answers)
            and not (answers and (denied or takes_back(reading) or _complains(reading, topic)))
            and not (_only_names(reading) or (is_introduced(reading.text) and _only_refers(said)))
        ):
            return None
        if not answers and loosely:
            surely = denied or is_change(reading.text)
            answers = self._corrections.replacement(reading, topic, surely=surely)
        if answers:
            return Turn(act=Act.CORRECT, answers=answers, confidence=0.9)
        return None

    def _else(self, reading: Reading, card: Card, context: TurnContext) -> Turn:
        said = self._wishes.read(reading, context)
        if said.act is Act.CONFIRM and not self._approval.is_whole(reading, card):
            return Turn(confidence=0.0)
        if said.act is Act.PROCEED and not is_in_spite(reading) and not (card.warnings and is_not_refused(reading)):
            return Turn(confidence=0.0)
        return turn_of(said)


def _says_the_same(changed: Turn, card: Card) -> bool:
    """Tell whether a change only says what the card shows: "won kar do" where it moves a lead to won."""
    return bool(changed.answers) and all(card.args.get(name) == one.value for name, one in changed.answers.items())


def _asks_else(said: Wishes, answers: Mapping[str, SlotValue]) -> bool:
    needed = _SURE_BESIDE_ANSWERS if answers else _SURE
    return said.confidence >= needed and (bool(said.wishes) or said.act not in _SAME_ACT)


def _only_refers(said: Wishes) -> bool:
    """Tell whether a wish to change a record only names one: "it should be Zenith" names the card's new value."""
    return len(said.wishes) == 1 and said.wishes[0].tool in _CHANGES and not set(said.wishes[0].slots) - RECORD_SLOTS


def _only_names(reading: Reading) -> bool:
    """Tell whether the words ask for nothing: a bare name changes the card before it looks up whoever is called so."""
    asks = {"command", "concept", "ask"}
    return not any(asks & set(unit.senses) or unit.folded == "?" for unit in reading.units)


def _means_card(said: Wishes, card: Card, answers: Mapping[str, SlotValue]) -> bool:
    """Tell whether a wish to change a record can only mean what the card shows."""
    if len(said.wishes) != 1 or (said.wishes[0].tool != card.tool and said.wishes[0].tool not in _CHANGES):
        return False
    read = {str(value.value).lower() for value in answers.values()}
    references = [str(value.value).lower() for name, value in said.wishes[0].slots.items() if name in RECORD_SLOTS]
    values = " ".join(str(value).lower() for value in card.args.values())
    return all(reference in read or is_generic(_beyond(reference, values)) for reference in references)


def _beyond(reference: str, values: str) -> str:
    """Return the words of a reference that the card does not hold."""
    return " ".join(word for word in reference.replace("'", " ").split() if word not in values)


def _own(said: Wishes, tool: ToolShape, answers: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return the slots of a wish that the card's tool has too, but none of words that an answer was read from."""
    read = {str(answer.value).lower() for answer in answers.values()}
    spans = [answer.span for answer in answers.values() if answer.span is not None]
    return {
        name: value
        for wish in said.wishes
        for name, value in ((_of_same_meaning(name, tool), value) for name, value in wish.slots.items())
        if tool.slot(name) is not None and name not in RECORD_SLOTS
        if str(value.value).lower() not in read and not _overlaps(value, spans)
    }


def _overlaps(value: SlotValue, spans: Sequence[tuple[int, int]]) -> bool:
    return value.span is not None and any(start < value.span[1] and value.span[0] < end for start, end in spans)


def _bulk(said: Wishes, tool: ToolShape, card: Card) -> dict[str, SlotValue]:
    """Return a bulk card's changes with what a wish to change one record says instead."""
    name = next(shape.name for shape in tool.slots if shape.kind is SlotKind.CHANGES)
    known = card.args.get(name)
    new = {key: value for key, value in said.wishes[0].slots.items() if key not in RECORD_SLOTS}
    if not new or said.wishes[0].tool == card.tool:
        return {}
    changes: dict[str, Json] = {**(known if isinstance(known, dict) else {}), **{k: v.value for k, v in new.items()}}
    return {name: SlotValue(changes, said.wishes[0].text, None, 0.8)}


def _of_same_meaning(name: str, tool: ToolShape) -> str:
    """Return the slot's name in this tool: a lead's owner is a task's assignee."""
    other = {"assignee": "owner", "owner": "assignee"}.get(name, name)
    return other if tool.slot(name) is None else name


def _complains(reading: Reading, topic: Topic) -> bool:
    """Tell whether the words say that a slot is wrong or to be changed, without the right value."""
    named = any(topic.slot_named(unit) is not None for unit in reading.units)
    unlike = is_negated(reading) and any(unit.folded in listed("light", "right") for unit in reading.units)
    return named and (
        unlike
        or any(
            unit.folded in listed("light", "wrong") or unit.senses.get("concept") in _CHANGING for unit in reading.units
        )
    )


def _without_joiners(reading: Reading) -> Reading:
    at = 0
    while at < len(reading.units) and (
        "connector" in reading.units[at].senses or reading.units[at].kind == "sign" or reading.units[at].folded in THEN
    ):
        at += 1
    return rest(reading, at)
