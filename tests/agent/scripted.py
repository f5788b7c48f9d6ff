"""An understander that follows a script, so that the dialogue is tested apart from the understanding."""

from __future__ import annotations

from collections.abc import Mapping

from nia.understanding.port import Act, Language, SlotValue, TurnContext, Understanding, Wish


def slots(**values: object) -> dict[str, SlotValue]:
    """Return slot values for these plain ones; `from_` stands for `from`."""
    return {name.rstrip("_"): SlotValue(value, str(value)) for name, value in values.items()}


def wish(*wishes: tuple[str, dict[str, object]]) -> Understanding:
    """Return the understanding of one or several wishes."""
    return Understanding(Language.ENGLISH, wishes=tuple(Wish(tool, slots(**values)) for tool, values in wishes))


def act(which: Act, /, **answers: object) -> Understanding:
    """Return the understanding of a dialogue act."""
    return Understanding(Language.ENGLISH, act=which, answers=slots(**answers), language_is_clear=False)


def answer(**values: object) -> Understanding:
    """Return the understanding of a bare answer."""
    return Understanding(Language.ENGLISH, answers=slots(**values), language_is_clear=False)


def pick(index: int) -> Understanding:
    """Return the understanding of a choice from the list shown."""
    return Understanding(Language.ENGLISH, picked=index, language_is_clear=False)


class Scripted:
    """Understands just the sentences of its script; anything else it is unsure of. Keeps the contexts it was given."""

    def __init__(self, script: Mapping[str, Understanding]) -> None:
        self._script = script
        self.contexts: list[TurnContext] = []

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        self.contexts.append(context)
        return self._script.get(utterance, Understanding(context.language, language_is_clear=False))
