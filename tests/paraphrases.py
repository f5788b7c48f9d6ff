"""Reads paraphrases.yaml: the steps of a rep's day in five wordings each, written without sight of the code.

Each wording makes one conversation; the browser and the terminal are tested with the same five.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from nia.accounts.passwords import Passwords
from nia.accounts.principal import Principal
from nia.clock import FrozenClock
from nia.config import Settings
from nia.ids import random_id
from nia.store.opening import open_database
from nia.store.tables import Team, User
from tests.done_when import Flow, Step
from tests.world import World

PASSWORD = "a long day of selling"
EMAIL = "asha@example.com"
BODY = "Hi Asha,\nPlease send the revised quote by Friday. We need it for the board.\nRegards, Rahul"
WORDINGS = 5

_MADE = "SELECT CAST(value AS INTEGER) FROM leads WHERE lower(name) = 'john mathew'"

# What must be seen after each step, and what is pressed before the next one.
SEEN: dict[str, dict[str, Any]] = {
    "create_lead": {"sees": ("phone",)},
    "answer_phone": {"card": {"phone": "+919820012345"}},
    "correct_at_card": {"card": {"value": "12,00,000"}},
    "confirm": {"rows": {"sql": _MADE, "are": [[120000000]]}},
    "find": {"sees": ("15,00,000", "Pune")},
    "qualify": {"card": {"status": "ualified"}, "then": "confirm"},
    "schedule_conflict": {"card": {"attendees": "Rahul", "start": "4:00"}, "sees": ("Demo with Rahul Verma", "4:30")},
    "take_slot": {"card": {"start": "4:30"}, "then": "confirm"},
    "remind": {"card": {"remind_at": "5:00"}, "then": "confirm"},
    "overdue": {"sees": ("Send the quote to Rahul",)},
    "summarise": {"sees": ("Please send the revised quote by Friday",)},
    "mail_to_task": {"card": {"mail": "Quote"}, "then": "confirm"},
    "reply": {"sees": ("Re: Quote", "send it")},
    "send": {"card": {"to": "Rahul"}, "then": "cancel"},
    "undo": {
        "rows": {"sql": "SELECT count(*) FROM tasks WHERE mail_id IS NOT NULL AND deleted_at IS NULL", "are": [[0]]}
    },
}


def sentences() -> dict[str, list[str]]:
    """Return the wordings of each step."""
    loaded: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))["paraphrases"]
    return loaded


def flows() -> list[Flow]:
    """Return a conversation for each wording."""
    return [Flow(f"wording {number + 1}", tuple(_steps(number))) for number in range(WORDINGS)]


def _steps(number: int) -> list[Step]:
    wordings, steps = sentences(), []
    for name, seen in SEEN.items():
        asked = {key: value for key, value in seen.items() if key != "then"}
        steps.append(Step(say=wordings[name][number], **asked))
        if "then" in seen:
            steps.append(Step(press=seen["then"]))
    return steps


async def seed(data: Path) -> None:
    """Make the installation that the wordings were written for, dated around now."""
    database = await open_database(Settings(data_dir=data).url)
    now = datetime.now(UTC)
    hashed = await Passwords().hash(PASSWORD)
    async with database.begin() as session:
        session.add(Team(id="west", name="West"))
        await session.flush()
        # works on every day of the week, so that tomorrow has free times whichever day it is
        user = User(
            id="asha",
            name="Asha Rao",
            email=EMAIL,
            role="sales_rep",
            team_id="west",
            password_hash=hashed,
            working_days="0123456",
            created_at=now,
        )
        session.add(user)
    asha = Principal.of(user)
    world = World(database, FrozenClock(now), asha, asha, asha, asha, asha)
    world.new_id = random_id  # type: ignore[method-assign]
    await _records(world, now.astimezone(asha.zone).date())
    await database.close()


async def _records(world: World, today: date) -> None:
    mail = "rahul@techcorp.example"
    await world.lead("Rahul Verma", "TechCorp", email=mail, phone="+919812345678", city="Pune", value=500000)
    await world.lead("Ravi Kumar", "Orbit Labs", email="ravi@orbit.example", city="Mumbai", value=200000)
    await world.lead("Kiran Joshi", "Deccan Tools", email="kiran@deccan.example", city="Pune", value=1500000)
    await world.task("Send the quote to Rahul", due_on=today - timedelta(days=3), priority="high")
    four = datetime.combine(today + timedelta(days=1), datetime.min.time(), world.asha.zone) + timedelta(hours=16)
    await world.meeting("Demo with Rahul Verma", four, ("Rahul Verma",))
    await world.mail("Rahul Verma", "Quote", sender_email=mail, body=BODY)
