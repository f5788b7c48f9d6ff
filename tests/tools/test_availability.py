from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from nia.errors import Invalid
from nia.tools.availability import check_availability
from nia.tools.spec import Result
from tests.world import World

INDIA = ZoneInfo("Asia/Kolkata")
VIKRAM = {"name": "Vikram Shah", "kind": "user", "id": "vikram"}
ZOYA = {"name": "Zoya Khan", "kind": "user", "id": "zoya"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


def section(result: Result, name: str) -> list[str]:
    return [one.name for one in dict(result.sections)[name]]


async def test_a_day_shows_its_free_stretches_and_what_fills_the_rest(world: World):
    await world.meeting("Demo", at("03T15:00"), minutes=60)
    result = await world.run(world.asha, check_availability, from_="2026-03-03")
    assert section(result, "free") == ["09:00–15:00", "16:00–19:00"]
    assert section(result, "busy") == ["Demo"]
    assert result.values["count"] == 5
    assert result.values["times"][0] == "2026-03-03T09:00:00+05:30"


async def test_today_begins_now(world: World):
    result = await world.run(world.asha, check_availability, from_="2026-03-02")
    assert section(result, "free") == ["09:30–19:00"]


async def test_a_free_time_is_free(world: World):
    result = await world.run(world.asha, check_availability, from_=at("03T15:00"))
    assert (result.key, result.figures) == ("availability_free", {"free": 1})
    assert result.values["start"] == "2026-03-03T15:00:00+05:30"


async def test_a_busy_time_brings_the_nearest_free_ones(world: World):
    await world.meeting("Demo", at("03T15:00"))
    result = await world.run(world.asha, check_availability, from_=at("03T15:00"))
    assert result.key == "availability_you_busy"
    assert section(result, "free") == ["14:30–15:00", "15:30–16:00", "16:00–16:30"]


async def test_colleagues_are_free_or_busy_but_what_with_is_not_told(world: World):
    await world.meeting("Secret", at("03T15:00"), owner=world.zoya)
    result = await world.run(world.asha, check_availability, from_=at("03T15:00"), attendees=[ZOYA])
    assert (result.key, result.values["names"]) == ("availability_busy", ["Zoya Khan"])
    assert section(result, "busy") == []


async def test_only_the_times_that_suit_everybody_are_free(world: World):
    await world.meeting("Demo", at("03T09:00"), minutes=180)
    await world.meeting("Call", at("03T12:00"), minutes=330, owner=world.vikram)
    result = await world.run(world.asha, check_availability, from_="2026-03-03", minutes=60, attendees=[VIKRAM])
    assert section(result, "free") == ["17:30–19:00"]
    assert result.values["times"] == ["2026-03-03T17:30:00+05:30", "2026-03-03T18:00:00+05:30"]


async def test_a_sunday_has_no_free_time(world: World):
    result = await world.run(world.asha, check_availability, from_="2026-03-08")
    assert (result.values["count"], section(result, "free")) == (0, [])


async def test_a_range_that_ends_before_it_begins_is_refused(world: World):
    with pytest.raises(Invalid):
        await world.run(world.asha, check_availability, from_="2026-03-04", to="2026-03-03")
