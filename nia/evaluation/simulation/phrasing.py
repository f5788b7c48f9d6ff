"""Finds the words of a simulated user, by seeded choice among `phrases.yaml`. `rule_based` speaks through it."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from nia.evaluation.simulation.goals import Goal, Value
from nia.evaluation.simulation.manner import Manner

_LONG = frozenset({"text", "body", "title", "instruction"})


@cache
def _phrases() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.load(
        Path(__file__).with_name("phrases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    return loaded


@dataclass(frozen=True)
class Phrasing:
    """The words of one persona."""

    rng: Random
    manner: Manner

    @property
    def language(self) -> str:
        """The language that it speaks."""
        return self.manner.language

    def opening(self, goal: Goal, slots: Mapping[str, Value], said: tuple[str, ...]) -> str:
        """Return a sentence that asks for `goal` and holds the slots `said`."""
        words = {name: slots[name].words for name in said if name in slots}
        if goal.tool == "update_lead":
            (changed,) = [name for name in words if name != "lead"] or ["status"]
            change = self._choose(_phrases()["changes"][self.language].get(changed, ["{value}"]))
            words = {"lead": words["lead"], "change": change.format(value=words[changed])}
        template = self._choose(self._fitting(goal.tool, words))
        held = {name for _, name, _, _ in string.Formatter().parse(template) if name}
        rest = [self._added(name, text) for name, text in words.items() if name not in held]
        return self._in_manner(self._filled(template, words), [one for one in rest if one])

    def answer(self, slot: str, value: Value) -> str:
        """Return an answer to the question for `slot`."""
        name = {"phone": "answer_phone", "email": "answer_email"}.get(slot, "answer")
        if slot in _LONG or self.manner is Manner.TERSE:
            name = "answer_long"
        return self.say(name, value=value.words)

    def answers(self, values: Mapping[str, Value], asked: str) -> str:
        """Return an answer to the question for `asked` that tells of other slots too."""
        more = [self._added(slot, value.words) for slot, value in values.items() if slot != asked]
        return ", ".join([self.answer(asked, values[asked]), *(one for one in more if one)])

    def correction(self, slot: str, value: Value) -> str:
        """Return a sentence that gives `slot` another value."""
        return self.say("correct", slot=self.label(slot), value=value.words)

    def say(self, name: str, /, **values: str) -> str:
        """Return one of the sentences `says.<name>`."""
        return self._choose(_phrases()["says"][self.language][name]).format(**values)

    def label(self, slot: str) -> str:
        """Return what people call a slot."""
        return str(_phrases()["labels"][self.language].get(slot, slot.replace("_", " ")))

    def ordinal(self, index: int) -> str | None:
        """Return "first" for 0, and so on; None beyond the fifth."""
        ordinals: list[str] = _phrases()["ordinals"]
        return ordinals[index] if index < len(ordinals) else None

    def _fitting(self, tool: str, words: Mapping[str, str]) -> list[str]:
        """Return the templates of the manner whose slots are all known, those that hold the most of them first."""
        style = self.manner if self.manner in (Manner.TERSE, Manner.HINGLISH) else Manner.PLAIN
        templates: list[str] = _phrases()["opens"][tool][style]
        return [one for one in templates if _slots_of(one) <= words.keys()] or [tool.replace("_", " ")]

    def _added(self, slot: str, words: str) -> str:
        fragments = _phrases()["adds"][self.language].get(slot)
        return self._choose(fragments).format(**{slot: words}) if fragments else ""

    def _filled(self, template: str, words: Mapping[str, str]) -> str:
        """Fill a template; who rambles says "uh" before one of its values."""
        text = _joined(template, words)
        if self.manner is Manner.RAMBLING and words and self.rng.random() < 0.5:
            before = next(iter(words.values()))
            return text.replace(before, f"{self.say('filler')} {before}", 1)
        return text

    def _in_manner(self, sentence: str, rest: list[str]) -> str:
        joint = " " if self.rng.random() < 0.5 else ", "
        said = joint.join([sentence, *rest])
        if self.manner is Manner.RAMBLING:
            said = f"{self.say('lead_in')} {said}"
            return f"{said} {self.say('lead_out')}" if self.rng.random() < 0.2 and not _is_quoting(sentence) else said
        if self.manner is Manner.POLITE:
            if _is_quoting(sentence):  # "thank you" after a dictated text would be part of it
                return f"please {said}"
            return self.say("please", words=said)
        return said

    def _choose(self, among: list[str]) -> str:
        return self.rng.choice(among)


def _slots_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _joined(template: str, words: Mapping[str, str]) -> str:
    """Fill a template; a preposition before a time that has its own ("by on friday") gives way."""
    text = template.format(**words)
    for first in ("by", "due", "to"):
        text = text.replace(f"{first} on ", f"{first} ")
    return text


def _is_quoting(sentence: str) -> bool:
    """Tell whether the sentence ends with dictated words or an appended value would be taken as one."""
    return ":" in sentence or " that " in sentence or " say " in sentence or " ki " in sentence


def says_yes(text: str) -> bool:
    """Tell whether a text, of whoever plays the user, begins with one of the words for yes."""
    words = [
        one for language in ("en", "hi-en") for name in ("yes", "proceed") for one in _phrases()["says"][language][name]
    ]
    said = " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
    firsts = {word.split()[0].strip(",") for word in words}
    return bool(said) and (said.split()[0] in firsts or said in words)
