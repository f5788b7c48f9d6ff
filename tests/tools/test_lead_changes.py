from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from nia.errors import Invalid, NotFound, PermissionDenied
from nia.store.tables import Activity, Lead
from nia.tools.lead_changes import delete_lead, update_lead, update_leads
from nia.tools.slots import Ref
from tests.world import World


def of(lead_id: str) -> Ref:
    return Ref(kind="lead", id=lead_id, name="Rahul Verma")


def me(person) -> Ref:
    return Ref(kind="user", id=person.id, name=person.name)


async def test_changes_are_written_and_the_lead_is_found_by_its_new_name(world: World) -> None:
    lead_id = await world.lead(city="Pune")
    result = await world.run(
        world.asha, update_lead, lead=of(lead_id), name="Rahul Sharma", value={"amount": "800000"}, city="Nashik"
    )
    lead = await world.row(Lead, lead_id)
    assert (lead.name, lead.value, lead.city, lead.version) == ("Rahul Sharma", Decimal(800000), "Nashik", 2)
    assert lead.search_key == "rahul sharma techcorp nashik"
    assert set(result.values["changed"]) == {
        "name", "value", "city"
    }  # fmt: skip


async def test_winning_closes_and_reopening_clears(world: World) -> None:
    lead_id = await world.lead()
    await world.run(world.asha, update_lead, lead=of(lead_id), status="lost", lost_reason="price")
    lead = await world.row(Lead, lead_id)
    assert (lead.closed_at, lead.lost_reason) == (world.clock.now(), "price")
    await world.run(world.asha, update_lead, lead=of(lead_id), status="negotiation")
    lead = await world.row(Lead, lead_id)
    assert (lead.status, lead.closed_at, lead.lost_reason) == ("negotiation", None, None)
    assert [activity.text for activity in await world.rows(Activity)] == ["new → lost", "lost → negotiation"]


async def test_a_lead_that_stays_lost_keeps_its_date(world: World) -> None:
    closed = world.clock.now() - timedelta(days=3)
    lead_id = await world.lead(status="lost", closed_at=closed)
    await world.run(world.asha, update_lead, lead=of(lead_id), status="lost", lost_reason="price")
    assert (await world.row(Lead, lead_id)).closed_at == closed
    assert await world.rows(Activity) == []


async def test_the_team_moves_along_with_the_owner(world: World) -> None:
    lead_id = await world.lead()
    for attempt in (world.run, world.warns):
        with pytest.raises(PermissionDenied):
            await attempt(world.asha, update_lead, lead=of(lead_id), owner=me(world.zoya))
    await world.run(world.anil, update_lead, lead=of(lead_id), owner=me(world.zoya))
    lead = await world.row(Lead, lead_id)
    assert (lead.owner_id, lead.team_id) == ("zoya", "south")


async def test_a_time_of_day_gives_way_to_a_day(world: World) -> None:
    lead_id = await world.lead()
    await world.run(world.asha, update_lead, lead=of(lead_id), next_follow_up="2026-03-05T16:00:00+05:30")
    await world.run(world.asha, update_lead, lead=of(lead_id), next_follow_up="2026-03-06")
    lead = await world.row(Lead, lead_id)
    assert (lead.follow_up_on.isoformat(), lead.follow_up_at) == ("2026-03-06", None)


async def test_the_card_shows_what_was_there_and_rests_on_its_version(world: World) -> None:
    lead_id = await world.lead(value=Decimal(500000), status="contacted")
    preview = await world.preview(
        world.asha, update_lead, lead=of(lead_id), value={"amount": "600000"}, status="qualified", city="Pune"
    )
    assert preview.before == {"value": {"amount": "500000", "currency": "INR"}, "status": "contacted"}
    assert preview.versions == {f"leads:{lead_id}": 1}


async def test_another_lead_with_the_new_phone_is_warned_of_but_not_the_lead_itself(world: World) -> None:
    lead_id = await world.lead(phone="+919812345678")
    assert await world.warns(world.asha, update_lead, lead=of(lead_id), phone="98123 45678") == ()
    await world.lead("Asif Ali", "Apex", phone="+919800000001")
    [warn] = await world.warns(world.asha, update_lead, lead=of(lead_id), phone="98000 00001")
    assert [record.name for record in warn.records] == ["Asif Ali"]


async def test_a_lead_of_another_team_is_not_found(world: World) -> None:
    lead_id = await world.lead(owner=world.zoya)
    with pytest.raises(NotFound):
        await world.run(world.asha, update_lead, lead=of(lead_id), status="won")


async def test_a_bulk_change_lists_every_row_and_changes_them(world: World) -> None:
    for name, city in (("A Rao", "Pune"), ("B Rao", "Pune"), ("C Rao", "Delhi")):
        await world.lead(name, "Acme", city=city)
    asked = {"where": {"city": "Pune"}, "set": {"status": "contacted", "owner": me(world.vikram)}}
    preview = await world.preview(world.asha, update_leads, **asked)
    assert sorted(row.name for row in preview.rows) == ["A Rao", "B Rao"]
    assert len(preview.versions) == 2
    result = await world.run(world.asha, update_leads, **asked)
    assert result.figures == {"leads": 2}
    assert [(lead.status, lead.owner_id) for lead in await world.rows(Lead)] == [
        ("contacted", "vikram"), ("contacted", "vikram"), ("new", "asha"),
    ]  # fmt: skip


async def test_a_bulk_change_needs_a_lead_that_fits_and_something_to_change(world: World) -> None:
    with pytest.raises(Invalid, match="no_lead_fits"):
        await world.preview(world.asha, update_leads, where={"city": "Pune"}, set={"status": "won"})
    await world.lead(city="Pune")
    with pytest.raises(Invalid, match="missing"):
        await world.run(world.asha, update_leads, where={"city": "Pune"}, set={})


async def test_deleting_hides_the_lead(world: World) -> None:
    lead_id = await world.lead()
    await world.run(world.meera, delete_lead, lead=of(lead_id))
    assert await world.rows(Lead) == []
    assert (await world.row(Lead, lead_id)).deleted_at == world.clock.now()


async def test_a_rep_may_not_delete(world: World) -> None:
    lead_id = await world.lead()
    with pytest.raises(PermissionDenied):
        await world.run(world.asha, delete_lead, lead=of(lead_id))
