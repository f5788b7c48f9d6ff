"""Names, companies, amounts and times that the generator puts into frames. Only training reads it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from nia.understanding.entities import ENTITY_LEXICON
from nia.understanding.training.fillers_hindi import HindiFillers

_ONSETS = "b br ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w y z".split()
_VOWELS = "a a e i o u ai ee oo".split()
_ENDS = ["", "", "n", "r", "l", "m", "s", "t", "x", "sh", "nd", "k"]
_SUFFIXES = (
    "pharma traders industries systems solutions technologies labs logistics foods textiles steel motors exports "
    "enterprises corp inc ltd consulting services realty retail electronics chemicals plastics engineering mills "
    "agro hotels media interiors energy power fabrics software digital networks ventures group infotech cement "
    "healthcare biotech auto transport builders"
).split()
_FIRST = (
    "sunrise metro royal apex orbit blue green star golden silver prime global united national modern allied "
    "eastern western pacific delta omega nova zenith alpha sigma lotus ganga himalaya deccan malabar konkan "
    "vertex summit pioneer crown imperial bright swift urban fresh pure true north south quick smart"
).split()
_PRODUCTS = (
    "crm suite|solar panels|annual maintenance contract|premium plan|packaging machine|cctv cameras|"
    "water purifiers|lubricants|cloud hosting|payroll software|led lights|office chairs|air compressors|"
    "the enterprise licence|industrial pumps|ups systems|raw cotton|pos terminals|erp licences|steel pipes|inverters|"
    "diesel generators|the pro plan|barcode scanners|conveyor belts|water heaters|office furniture|billing software|"
    "cold storage units|a yearly subscription|smart meters|safety shoes|printer cartridges|fleet tracking"
).split("|")
_JOBS = (
    "purchase manager|CEO|managing director|owner|procurement head|vp sales|it manager|cfo|director|store manager|"
    "plant head|founder|office manager|marketing head|chief engineer|accountant|head of procurement|co-founder|coo|"
    "general manager|operations head|hr manager|principal|regional manager|VP Projects|senior buyer|supply chain lead|"
    "managing partner|sales director|admin head"
).split("|")
_PAST = (
    "yesterday|today|this morning|last friday|on monday|yesterday evening|an hour ago|last week|two days ago|"
    "this afternoon|yesterday at 4|at 11 today|on tuesday morning|day before yesterday|last night|just now|last monday|"
    "half an hour ago|earlier today|on the 25th|last month|three days back|a week ago|around noon|on friday evening|"
    "this morning at 10|two weeks ago|on 20 february|yesterday afternoon"
).split("|")
_RANGES = (
    "this week|last week|this month|last month|today|yesterday|tomorrow|next week|this quarter|last quarter|"
    "this year|Q2|in january|march|since monday|next month|on friday|between monday and wednesday|last 7 days|"
    "the last two weeks|between 1st and 15th march|q1|the last 30 days|since last week|from 1 to 10 march|"
    "this financial year|last year|the past month|february|from monday to friday|the first half of march|"
    "the next 3 days|over the weekend|"
    "until friday|the rest of the week|H1|since january|the past quarter"
).split("|")
_WITHIN_TEXT = (
    "before easter|by the 15th|on the 14th at 4|at 6 every morning|before diwali|within 10 days|till 5 pm|in june|"
    "after the 20th|next monday|from 9 to 21 march|by friday evening|on saturdays|after 7 pm|for two hours|until april|"
    "in 6 days|before noon|at half past ten|every tuesday|since march|for 3 months|by end of month|12 lakh|8 percent|"
    "60 days|5 km away|40 trucks|2 crore|400 cartons|14 bar|3 warehouses|the 2nd floor|5000 pieces|1.5 lakh more"
).split("|")
_LENGTHS = (
    "45 minutes|30 minutes|an hour|half an hour|1 hour|90 mins|15 min|two hours|1.5 hours|20 minutes|"
    "an hour and a half|forty five minutes|2 hrs|quarter of an hour|ten minutes|1h|30m|one hour"
).split("|")
_PLAIN_AMOUNTS = (
    "50000|3,50,000|1,00,000|75000|₹4,00,000|rs 20000|₹8 lakh|$5000|INR 6,00,000|Rs. 45,000|90,000 rupees|₹1.2 cr|₹75k|"
    "a crore|half a million dollars|€12,000|2,500,000|ten thousand"
).split("|")


class Fillers:
    """Draws values for slots. Deterministic in its random source."""

    def __init__(self, lexicon: Mapping[str, list[str]], source: random.Random) -> None:
        """Take words by category ("given", "surname", "city")."""
        self._words = lexicon
        self._random = source

    def pick(self, options: list[str]) -> str:
        """Return one of the options."""
        return self._random.choice(options)

    def invented(self) -> str:
        """Return a word that no lexicon knows."""
        parts = [self.pick(_ONSETS) + self.pick(_VOWELS) for _ in range(self._random.choice((1, 2, 2, 3)))]
        return ("".join(parts) + self.pick(_ENDS)).capitalize()

    def person(self) -> str:
        """Return a person's name: first, full, or with a title; sometimes one never heard."""
        given = self.invented() if self._random.random() < 0.25 else self.pick(self._words["given"]).capitalize()
        surname = self.invented() if self._random.random() < 0.25 else self.pick(self._words["surname"]).capitalize()
        roll = self._random.random()
        if roll < 0.42:
            return given
        if roll < 0.9:
            return f"{given} {surname}"
        return (
            f"{self.pick(['Mr', 'Mr.', 'Ms', 'Dr', 'Mrs', 'Shri', 'Col'])} {surname}"
            if roll < 0.95
            else f"{given} {given[0]} {surname}"
        )

    def company(self) -> str:
        """Return a company's name of one to four words."""
        city = self.pick(self._words["city"]).title() if self._random.random() < 0.3 else self.invented()
        base = self.pick([city, self.pick(_FIRST).capitalize(), self.pick(self._words["surname"]).capitalize()])
        roll = self._random.random()
        if roll < 0.5:
            return f"{base} {self.pick(_SUFFIXES).capitalize()}"
        if roll < 0.7:
            return base if self._random.random() < 0.6 else base + self.pick(["Tech", "Corp", "Soft", "Labs"])
        if roll < 0.8:
            return f"{base} {self.pick(['and', '&'])} {self.pick(['Sons', 'Brothers', 'Co', self.invented()])}"
        ending = self.pick(["Pvt Ltd", "Ltd", "Private Limited", "Inc", "LLP", "Group", "India"])
        return f"{base} {self.pick(_SUFFIXES).capitalize()} {ending}"

    def city(self) -> str:
        """Return a city."""
        return self.pick(self._words["city"]).title() if self._random.random() < 0.9 else self.invented()

    def money(self) -> str:
        """Return an amount as people write it."""
        number = self.pick(["5", "10", "2.5", "12", "50", "3", "1.5", "25", "7", "40", "8", "six", "twenty", "3.75"])
        unit = self.pick(["lakh", "lakhs", "lac", "L", "k", "crore", "cr", " thousand rupees", "lakh rupees"])
        unit = "lakh" if number.isalpha() and unit in "kL" else unit
        plain = self.pick(_PLAIN_AMOUNTS)
        return plain if self._random.random() < 0.25 else number + ("" if unit in "kL" else " ") + unit.strip()

    def phone(self) -> str:
        """Return a phone number in one of the usual groupings."""
        digits = self.pick(list("6789")) + "".join(self.pick(list("0123456789")) for _ in range(9))
        return self.pick(
            [digits, f"{digits[:5]} {digits[5:]}", f"+91 {digits[:5]} {digits[5:]}", f"+91{digits}", f"0{digits}"]
        )

    def email(self) -> str:
        """Return a mail address at a reserved domain."""
        return f"{self.pick(self._words['given'])}@{self.invented().lower()}.example"

    def drawers(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws the fillers of each slot that the generator varies, and those of `HindiFillers`."""
        return {
            **HindiFillers(self._random).drawers(),
            "person": self.person,
            "company": self.company,
            "city": self.city,
            "money": self.money,
            "phone": self.phone,
            "email": self.email,
            "product": lambda: self.pick(_PRODUCTS),
            "minutes": lambda: self.pick(_LENGTHS),
            "job": lambda: self.pick(_JOBS),
            "past": lambda: self.pick(_PAST),
            "range": lambda: self.pick(_RANGES),
            "within_text": lambda: self.pick(_WITHIN_TEXT),
        }


def words_by_category(folder: Path = ENTITY_LEXICON) -> dict[str, list[str]]:
    """Return the Latin words of the entity lexicon by category, sorted."""
    words: dict[str, set[str]] = {}
    for file in sorted(folder.glob("*.yaml")):
        for category, values in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).items():
            phrases = (phrase for listed in values.values() for phrase in listed if phrase.isascii())
            words.setdefault(category, set()).update(phrases)
    return {category: sorted(phrases) for category, phrases in words.items()}
