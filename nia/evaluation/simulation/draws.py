"""Draws the values that goals are made of: people, times, amounts, and how they are said. `goal_drawing` uses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from nia.evaluation.format.records import GivenLead
from nia.evaluation.simulation import whens
from nia.evaluation.simulation.goals import Value
from nia.evaluation.simulation.manner import Manner
from nia.evaluation.simulation.world import World, names, phone

STATUSES = ("contacted", "qualified", "proposal", "negotiation", "won")
_FIRST_NAME = 0.3
_PRONOUN = 0.25


class Draws:
    """Draws values of one persona: its world, its language, and who was spoken of last."""

    def __init__(self, rng: Random, world: World, manner: Manner) -> None:
        self.rng, self.world, self.manner = rng, world, manner
        self.subject: str | None = None

    def lead(self) -> GivenLead:
        """Draw a lead that the persona may change."""
        return self.rng.choice([one for one in self.world.leads if one.owner is None] or list(self.world.leads))

    def lead_value(self) -> Value:
        """Draw a lead and how it is called: by the full name or the first, or "him" where it was spoken of last."""
        lead = self.lead()
        first = lead.name.split()[0]
        before, self.subject = self.subject, lead.name
        if before is not None and self.manner is not Manner.HINGLISH and self.rng.random() < _PRONOUN:
            self.subject = before
            return Value(before, "her" if before.split()[0] in names("women") else "him")
        return Value(lead.name, first if self.rng.random() < _FIRST_NAME else lead.name)

    def phone(self) -> Value:
        """Draw a phone number, said in one of the usual ways."""
        number = phone(self.rng)
        ten = number[3:]
        return Value(number, self.rng.choice([ten, f"{ten[:5]} {ten[5:]}", number]))

    def money(self) -> Value:
        """Draw an amount from 1 to 40 lakh."""
        lakh = self.rng.randrange(1, 41)
        amount = lakh * 100_000
        return Value(amount, self.rng.choice([f"{lakh} lakh", f"{lakh} lakhs", str(amount)]))

    def instant(self) -> Value:
        """Draw a time of the coming days."""
        when = whens.draw_instant(self.rng, self.world.scene.now)
        return Value(when.iso, when.words(self.manner.language))

    def day(self) -> Value:
        """Draw one of the coming days."""
        when = whens.draw_day(self.rng, self.world.scene.now)
        return Value(when.iso, when.words(self.manner.language))

    def one_of(self, kind: str) -> Value:
        """Draw from one of the lists of `worlds.yaml`."""
        word = self.rng.choice(names(kind))
        return Value(word, word)

    def again(self, slot: str) -> Value:
        """Draw another value of a slot that may be changed."""
        draw: Mapping[str, Callable[[], Value]] = {
            "phone": self.phone,
            "value": self.money,
            "start": self.instant,
            "remind_at": self.instant,
            "due": self.day,
            "status": lambda: same_word(self.rng.choice(STATUSES)),
            "text": lambda: self.one_of("topics"),
            "company": lambda: self.one_of("companies"),
            "minutes": lambda: minutes(self.rng),
        }
        return draw[slot]()


def same_word(word: str) -> Value:
    """Return a value that is said as it is kept."""
    return Value(word, word)


def minutes(rng: Random) -> Value:
    """Draw how long a meeting takes."""
    drawn = rng.choice((20, 45, 60, 90))
    return Value(drawn, f"{drawn} minutes")
