from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nia.errors import PermissionDenied
from nia.store.tables import Lead, Note
from nia.tools.leads import create_lead, find_leads, get_lead
from nia.tools.slots import Ref
from tests.world import World

JOHN = {"name": "John Mathew", "company": "Zenith Pharma", "phone": "98200 12345"}


def names(result) -> list[str]:
    return [record.name for record in result.records]


def me(person) -> Ref:
    return Ref(kind="user", id=person.id, name=person.name)


async def test_a_created_lead_is_the_users_own_and_new(world: World) -> None:
    result = await world.run(world.asha, create_lead, **JOHN, value={"amount": "500000"})
    [lead] = await world.rows(Lead)
    assert (lead.owner_id, lead.team_id, lead.status) == ("asha", "west", "new")
    assert (lead.phone, lead.value, lead.currency) == ("+919820012345", Decimal(500000), "INR")
    assert lead.search_key == "john mathew zenith pharma"
    assert result.records[0].fields["value"] == {"amount": "500000", "currency": "INR"}
    assert result.records[0].fields["owner"] == "Asha Rao"
    assert result.records[0].fields["created"] == "2026-03-02T09:30:00+05:30"


async def test_its_notes_become_a_note(world: World) -> None:
    await world.run(world.asha, create_lead, **JOHN, notes="Prefers calls after four")
    [note] = await world.rows(Note)
    [lead] = await world.rows(Lead)
    assert (note.lead_id, note.text) == (lead.id, "Prefers calls after four")


async def test_a_follow_up_keeps_whether_a_time_was_said(world: World) -> None:
    await world.run(world.asha, create_lead, **JOHN, next_follow_up="2026-03-06")
    await world.run(world.asha, create_lead, **JOHN, next_follow_up="2026-03-06T00:30:00+05:30")
    day, instant = await world.rows(Lead)
    assert (day.follow_up_on.isoformat(), day.follow_up_at) == ("2026-03-06", None)
    assert instant.follow_up_on.isoformat() == "2026-03-06"
    assert instant.follow_up_at == datetime(2026, 3, 5, 19, 0, tzinfo=UTC)


async def test_a_rep_makes_leads_for_their_team_only(world: World) -> None:
    await world.run(world.asha, create_lead, **JOHN, owner=me(world.vikram))
    assert [lead.owner_id for lead in await world.rows(Lead)] == ["vikram"]
    with pytest.raises(PermissionDenied):
        await world.run(world.asha, create_lead, **JOHN, owner=me(world.zoya))
    await world.run(world.anil, create_lead, **JOHN, owner=me(world.zoya))
    assert {lead.team_id for lead in await world.rows(Lead)} == {"west", "south"}


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Jane", "company": "Elsewhere", "phone": "+919820012345"},
        {"name": "Jane", "company": "Elsewhere", "email": "JOHN@zenith.in"},
        {"name": "john  mathew", "company": "Zenith Pharma Pvt. Ltd.", "phone": "+919811111111"},
        {"name": "John Matthew", "company": "ज़ेनिथ फार्मा", "phone": "+919811111111"},
    ],
)
async def test_a_lead_that_seems_to_exist_is_warned_of(world: World, other: dict[str, str]) -> None:
    await world.lead("John Mathew", "Zenith Pharma", phone="+919820012345", email="john@zenith.in")
    [warn] = await world.warns(world.asha, create_lead, **other)
    assert (warn.kind, [record.name for record in warn.records]) == ("duplicate", ["John Mathew"])


async def test_what_one_may_not_see_is_no_duplicate(world: World) -> None:
    await world.lead("John Mathew", "Zenith Pharma", phone="+919820012345", owner=world.zoya)
    assert await world.warns(world.asha, create_lead, **JOHN) == ()


async def test_a_follow_up_in_the_past_is_warned_of_but_not_one_today(world: World) -> None:
    [warn] = await world.warns(world.asha, create_lead, **JOHN, next_follow_up="2026-03-01")
    assert (warn.kind, warn.values["slot"]) == ("past", "next_follow_up")
    assert await world.warns(world.asha, create_lead, **JOHN, next_follow_up="2026-03-02") == ()


@pytest.fixture
async def pipeline(world: World) -> World:
    day = datetime.fromisoformat
    await world.lead(
        "Rahul Verma", "TechCorp", city="Pune", value=Decimal(1500000), status="qualified", source="referral",
        at=day("2026-02-20T10:00:00+05:30"),
    )  # fmt: skip
    await world.lead(
        "Meena Iyer", "Lotus Foods", city="Bombay", value=Decimal(200000), at=day("2026-03-01T23:45:00+05:30")
    )
    await world.lead(
        "John Mathew", "Zenith Pharma", city="पुणे", value=Decimal(1000000), owner=world.vikram,
        at=day("2026-03-02T00:10:00+05:30"),
    )  # fmt: skip
    await world.lead("Kiran Das", "Orbit Labs", at=day("2026-02-25T10:00:00+05:30"))
    await world.lead("Zubin Irani", "Coast Lines", city="Pune", value=Decimal(9000000), owner=world.zoya)
    return world


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["John Mathew", "Meena Iyer", "Kiran Das", "Rahul Verma"]),
        ({"city": "pune"}, ["John Mathew", "Rahul Verma"]),
        ({"city": "Mumbai"}, ["Meena Iyer"]),
        ({"city": "Pune", "min_value": {"amount": "1200000"}}, ["Rahul Verma"]),
        ({"min_value": {"amount": "1000000"}}, ["John Mathew", "Rahul Verma"]),
        ({"max_value": {"amount": "1000000"}}, ["John Mathew", "Meena Iyer"]),
        ({"status": "qualified"}, ["Rahul Verma"]),
        ({"source": "referral"}, ["Rahul Verma"]),
        ({"company": "techcorp ltd"}, ["Rahul Verma"]),
        ({"text": "zenth pharma"}, ["John Mathew"]),
        ({"text": "राहुल"}, ["Rahul Verma"]),
        ({"text": "nobody"}, []),
        ({"excluded": {"city": "pune"}}, ["Meena Iyer", "Kiran Das"]),
        ({"excluded": {"city": ["Pune", "Mumbai"]}}, ["Kiran Das"]),
        ({"excluded": {"status": "qualified"}}, ["John Mathew", "Meena Iyer", "Kiran Das"]),
        ({"excluded": {"source": "referral"}}, ["John Mathew", "Meena Iyer", "Kiran Das"]),
        ({"excluded": {"company": "techcorp ltd", "text": "किरन"}}, ["John Mathew", "Meena Iyer"]),
        ({"excluded": {"owner": {"kind": "user", "id": "vikram", "name": "V"}}, "city": "Pune"}, ["Rahul Verma"]),
        ({"created_from": "2026-03-01", "created_to": "2026-03-01"}, ["Meena Iyer"]),
        ({"created_from": "2026-03-02"}, ["John Mathew"]),
        ({"order": "-value"}, ["Rahul Verma", "John Mathew", "Meena Iyer", "Kiran Das"]),
        ({"order": "value"}, ["Meena Iyer", "John Mathew", "Rahul Verma", "Kiran Das"]),
        ({"order": "created"}, ["Rahul Verma", "Kiran Das", "Meena Iyer", "John Mathew"]),
        ({"order": "name"}, ["John Mathew", "Kiran Das", "Meena Iyer", "Rahul Verma"]),
    ],
)
async def test_finding_leads_of_the_team(pipeline: World, asked: dict[str, object], found: list[str]) -> None:
    result = await pipeline.run(pipeline.asha, find_leads, **asked)
    assert names(result) == found
    assert result.figures["leads"] == len(found)


async def test_figures_count_all_that_fit_though_fewer_are_shown(pipeline: World) -> None:
    result = await pipeline.run(pipeline.asha, find_leads, limit=1)
    assert len(result.records) == 1
    assert result.more == 3
    assert result.figures == {"leads": 4, "value": 2700000}


async def test_leads_of_a_colleague_within_reach_only(pipeline: World) -> None:
    assert names(await pipeline.run(pipeline.asha, find_leads, owner=me(pipeline.vikram))) == ["John Mathew"]
    with pytest.raises(PermissionDenied):
        await pipeline.run(pipeline.asha, find_leads, owner=me(pipeline.zoya))
    assert names(await pipeline.run(pipeline.anil, find_leads, owner=me(pipeline.zoya))) == ["Zubin Irani"]


async def test_get_lead_shows_its_details(world: World) -> None:
    lead_id = await world.lead(city="Pune", phone="+919812345678")
    result = await world.run(world.asha, get_lead, lead=Ref(kind="lead", id=lead_id, name="Rahul Verma"))
    assert names(result) == ["Rahul Verma"]
    assert result.records[0].fields["city"] == "Pune"


async def test_leads_are_found_by_when_they_are_expected_to_close(world: World) -> None:
    for name, day in (("Rahul Verma", 10), ("Leela Iyer", 31), ("Omar Khan", None)):
        await world.lead(name, expected_close=date(2026, 3, day) if day else None)
    found = await world.run(world.asha, find_leads, closing_from=date(2026, 3, 11), closing_to=date(2026, 3, 31))
    assert [record.name for record in found.records] == ["Leela Iyer"]
    found = await world.run(world.asha, find_leads, closing_to=date(2026, 3, 10))
    assert [record.name for record in found.records] == ["Rahul Verma"]
