from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from nia.accounts.principal import Role
from nia.errors import PermissionDenied
from nia.store.tables import Activity
from nia.tools.reports import sales_report
from nia.tools.spec import Result
from tests.world import World

INDIA = ZoneInfo("Asia/Kolkata")
VIKRAM = {"kind": "user", "id": "vikram", "name": "Vikram Shah"}
ZOYA = {"kind": "user", "id": "zoya", "name": "Zoya Khan"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=INDIA)


def lines(result: Result, section: str) -> dict[str, tuple[object, ...]]:
    return {one.name: tuple(_plain(value) for value in one.fields.values()) for one in dict(result.sections)[section]}


def _plain(value: object) -> object:
    return Decimal(value["amount"]) if isinstance(value, dict) else value


async def test_the_pipeline_counts_open_leads_by_stage(world: World):
    await world.lead("A", status="new", value=Decimal(100000))
    await world.lead("B", status="new")
    await world.lead("C", status="proposal", value=Decimal("250000.50"))
    await world.lead("D", status="won", value=Decimal(900000))
    await world.lead("E", status="new", value=Decimal(5000), owner=world.vikram)
    await world.lead("F", status="new", value=Decimal(7000), owner=world.zoya)
    result = await world.run(world.asha, sales_report)
    assert result.figures == {"leads": 4, "value": 355000.5}
    assert lines(result, "pipeline") == {"new": (3, Decimal(105000)), "proposal": (1, Decimal("250000.50"))}
    assert (result.values["counted"], result.values["whose"]) == ("counted_pipeline_now", "whose_team")


async def test_whose_figures_one_sees(world: World):
    await world.lead("A", value=Decimal(100))
    await world.lead("B", value=Decimal(20), owner=world.vikram)
    await world.lead("C", value=Decimal(3), owner=world.zoya)
    assert (await world.run(world.asha, sales_report)).figures["value"] == 120
    assert (await world.run(world.asha, sales_report, owner=VIKRAM)).figures["value"] == 20
    assert (await world.run(world.meera, sales_report)).figures["value"] == 123
    assert (await world.run(world.anil, sales_report, owner=ZOYA)).figures["value"] == 3
    assert (await world.run(replace(world.asha, role=Role.USER), sales_report)).figures["value"] == 100
    with pytest.raises(PermissionDenied):
        await world.run(world.asha, sales_report, owner=ZOYA)
    with pytest.raises(PermissionDenied):
        await world.run(replace(world.asha, role=Role.USER), sales_report, owner=VIKRAM)


async def test_other_currencies_are_shown_but_never_added(world: World):
    await world.lead("A", value=Decimal(100))
    await world.lead("B", value=Decimal(20), currency="USD")
    result = await world.run(world.asha, sales_report)
    assert result.figures == {"leads": 2, "value": 100}
    assert lines(result, "other_currencies") == {"USD": (Decimal(20),)}


async def test_conversion_follows_the_leads_made_in_the_quarter(world: World):
    for name, status in (("A", "won"), ("B", "lost"), ("C", "lost"), ("D", "new")):
        await world.lead(name, status=status, at=at("02-10T10:00"))
    await world.lead("Made before", status="won", at=at("12-10T10:00").replace(year=2025))
    result = await world.run(world.asha, sales_report, metric="conversion")
    assert result.figures == {"leads": 4, "value": 0, "won": 1, "lost": 2, "rate": 25.0, "win_rate": 33.3}
    assert (result.values["from"], result.values["to"]) == ("2026-01-01", "2026-03-31")


async def test_nothing_converts_to_nothing(world: World):
    result = await world.run(world.asha, sales_report, metric="conversion")
    assert (result.figures["rate"], result.figures["win_rate"]) == (0.0, 0.0)


async def test_revenue_counts_what_was_won_in_the_time_by_owner(world: World):
    await world.lead("A", status="won", value=Decimal(100), closed_at=at("02-10T10:00"))
    await world.lead("B", status="won", value=Decimal(50), closed_at=at("02-28T23:30"), owner=world.vikram)
    await world.lead("C", status="won", value=Decimal(7), closed_at=at("03-01T00:30"))
    await world.lead("D", status="lost", value=Decimal(9), closed_at=at("02-11T10:00"))
    result = await world.run(world.asha, sales_report, metric="revenue", from_="2026-02-01", to="2026-02-28")
    assert result.figures == {"leads": 2, "value": 150}
    assert lines(result, "revenue") == {"Asha Rao": (1, Decimal(100)), "Vikram Shah": (1, Decimal(50))}


async def test_activity_counts_what_was_logged_held_sent_and_done(world: World):
    lead_id = await world.lead()
    for kind in ("call", "call", "visit", "status"):
        await world.put(Activity(lead_id=lead_id, kind=kind, at=at("02-20T10:00")))
    await world.put(Activity(lead_id=lead_id, kind="call", at=at("01-20T10:00")))
    await world.meeting("Held", at("02-21T10:00"), status="held")
    await world.meeting("Ahead", at("02-22T10:00"))
    await world.mail("Asha", "Quote", outgoing=True, received_at=at("02-22T10:00"))
    await world.task("Done", status="done", done_at=at("02-23T10:00"))
    result = await world.run(world.asha, sales_report, metric="activity", from_="2026-02-01", to="2026-02-28")
    assert result.figures == {
        "activities": 6,
        "calls": 2,
        "visits": 1,
        "messages": 0,
        "emails": 1,
        "meetings": 1,
        "tasks": 1,
    }
    assert lines(result, "activity")["call"] == (2,)


async def test_the_team_report_has_a_line_for_everybody_in_it(world: World):
    await world.lead("A", value=Decimal(100))
    await world.lead("B", status="won", value=Decimal(40), closed_at=at("02-10T10:00"), owner=world.vikram)
    result = await world.run(world.asha, sales_report, metric="team")
    found = lines(result, "team")
    assert set(found) == {"Anil Desai", "Asha Rao", "Meera Nair", "Vikram Shah"}
    assert found["Asha Rao"] == (1, Decimal(100), 0, Decimal(0), 0)
    assert found["Vikram Shah"] == (0, Decimal(0), 1, Decimal(40), 0)
    assert result.figures == {"leads": 1, "value": 100, "people": 4, "won": 1}
    assert "Zoya Khan" in lines(await world.run(world.meera, sales_report, metric="team"), "team")


async def test_a_deleted_lead_does_not_count(world: World):
    await world.lead("A", value=Decimal(100), deleted_at=at("03-01T10:00"))
    assert (await world.run(world.asha, sales_report)).figures == {"leads": 0, "value": 0}


async def test_a_range_without_a_beginning_is_that_quarter_so_far(world: World):
    result = await world.run(world.asha, sales_report, metric="revenue", to=date(2025, 11, 30))
    assert (result.values["from"], result.values["to"]) == ("2025-10-01", "2025-11-30")
