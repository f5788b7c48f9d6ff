"""Names, companies, amounts and times that the generator puts into frames. Only training reads it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from nia.understanding.entities import ENTITY_LEXICON

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
    "the enterprise licence|industrial pumps|ups systems|raw cotton|pos terminals"
).split("|")
_JOBS = (
    "purchase manager|CEO|managing director|owner|procurement head|vp sales|it manager|cfo|director|store manager|"
    "plant head|founder|office manager|marketing head|chief engineer|accountant"
).split("|")
_CLOCKS = (
    "4 pm|5|11 am|3:30 pm|10.30|noon|half past three|9 in the morning|6 in the evening|2pm|16:00|5 30 pm|"
    "quarter to five|11 o'clock|12|7 pm|1 pm"
).split("|")
_DAYS = (
    "tomorrow|today|friday|monday|next tuesday|this thursday|day after tomorrow|5th march|march 12|the 20th|"
    "wednesday|next friday|saturday|next week|12/04|3 april|25th|tmrw|coming monday"
).split("|")
_PARTS = "morning|afternoon|evening".split("|")
_PAST = (
    "yesterday|today|this morning|last friday|on monday|yesterday evening|an hour ago|last week|two days ago|"
    "this afternoon|yesterday at 4|at 11 today|on tuesday morning|day before yesterday"
).split("|")
_RANGES = (
    "this week|last week|this month|last month|today|yesterday|tomorrow|next week|this quarter|last quarter|"
    "this year|Q2|in january|march|since monday|next month|on friday|between monday and wednesday|last 7 days|"
    "the last two weeks|between 1st and 15th march|q1"
).split("|")
_LENGTHS = "45 minutes|30 minutes|an hour|half an hour|1 hour|90 mins|15 min|two hours|1.5 hours|20 minutes".split("|")
_HINGLISH_TIMES = (
    "kal|aaj|parso|kal 5 baje|kal shaam|somvar ko|friday ko|kal subah 10 baje|shaam 6 baje|agle hafte|"
    "monday 3 baje|aaj shaam|kal dopahar|budhvar ko 11 baje|is hafte|is mahine|agle mahine"
).split("|")
_HINDI_TIMES = "कल|आज|परसों|कल 5 बजे|सोमवार को|शुक्रवार को|कल शाम 5 बजे|इस हफ्ते|इस महीने".split("|")
_DESCRIBED = (
    "the {c} lead|the {c} deal|that lead|the lead from {city}|the second one|the first one|the last one|him|"
    "her|the {c} account|the guy from {c}|that one|the lead at {c}|it|{p} from {c}|the {city} lead|"
    "the lead I added yesterday|the customer from {c}|the third lead"
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
        base = self.pick(
            [self.invented(), self.pick(_FIRST).capitalize(), self.pick(self._words["surname"]).capitalize()]
        )
        roll = self._random.random()
        if roll < 0.5:
            return f"{base} {self.pick(_SUFFIXES).capitalize()}"
        if roll < 0.7:
            return base if self._random.random() < 0.6 else base + self.pick(["Tech", "Corp", "Soft", "Labs"])
        if roll < 0.8:
            return f"{base} {self.pick(['and', '&'])} {self.pick(['Sons', 'Brothers', 'Co', self.invented()])}"
        ending = self.pick(["Pvt Ltd", "Ltd", "Private Limited", "Inc", "LLP", "Group", "India"])
        return f"{base} {self.pick(_SUFFIXES).capitalize()} {ending}"

    def lead(self) -> str:
        """Return how a lead is referred to: mostly by name."""
        roll = self._random.random()
        if roll < 0.6:
            return self.person()
        if roll < 0.72:
            return self.company()
        return self.pick(_DESCRIBED).format(c=self.company(), city=self.city(), p=self.pick(["Rahul", "Meera"]))

    def city(self) -> str:
        """Return a city."""
        return self.pick(self._words["city"]).title() if self._random.random() < 0.9 else self.invented()

    def money(self) -> str:
        """Return an amount as people write it."""
        number = self.pick(["5", "10", "2.5", "12", "50", "3", "1.5", "25", "7", "40", "8"])
        unit = self.pick(["lakh", "lakhs", "lac", "L", "k", "crore", "cr", " thousand rupees"])
        plain = self.pick(["50000", "3,50,000", "1,00,000", "75000", "₹4,00,000", "rs 20000", "₹8 lakh", "$5000"])
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

    def when(self, original: str, bare: bool) -> str:
        """Return a time to come; `bare` without a preposition."""
        if not original.isascii():
            return self.pick(_HINDI_TIMES)
        roll, day, clock = self._random.random(), self.pick(_DAYS), self.pick(_CLOCKS)
        if roll < 0.25:
            return day
        if roll < 0.4:
            return clock if bare else f"at {clock}"
        if roll < 0.5:
            return f"{day} {self.pick(_PARTS)}"
        said = f"{day} {self.pick(['at ', '', '@ ', 'at '])}{clock}"
        relative = day.startswith(("to", "next", "this", "day", "tm", "coming"))
        return said if bare or relative else f"on {said}"

    def drawers(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws the fillers of each slot that the generator varies."""
        return {
            "name": self.person,
            "attendees": self.person,
            "attendee": self.person,
            "sender": self.person,
            "to": self.person,
            "cc": self.person,
            "owner": self.person,
            "assignee": self.person,
            "company": self.company,
            "lead": self.lead,
            "city": self.city,
            "value": self.money,
            "min_value": self.money,
            "max_value": self.money,
            "phone": self.phone,
            "email": self.email,
            "product": lambda: self.pick(_PRODUCTS),
            "minutes": lambda: self.pick(_LENGTHS),
            "at": lambda: self.pick(_PAST),
            "job": lambda: self.pick(_JOBS),
            "hinglish_time": lambda: self.pick(_HINGLISH_TIMES),
            "range": lambda: self.pick(_RANGES),
        }


def words_by_category(folder: Path = ENTITY_LEXICON) -> dict[str, list[str]]:
    """Return the Latin words of the entity lexicon by category, sorted."""
    words: dict[str, set[str]] = {}
    for file in sorted(folder.glob("*.yaml")):
        for category, values in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).items():
            phrases = (phrase for listed in values.values() for phrase in listed if phrase.isascii())
            words.setdefault(category, set()).update(phrases)
    return {category: sorted(phrases) for category, phrases in words.items()}
