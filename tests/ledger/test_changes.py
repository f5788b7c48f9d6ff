"""What one action changes, and the inverse that is stored with it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from nia.ledger.changes import Changes
from nia.store.tables import Lead
from tests.ledger.writer import Writer
from tests.world import World


def a_lead(world: World, **values: object) -> Lead:
    return Lead(id="", name="Rahul Verma", company="TechCorp", owner_id="asha", team_id="west", **values)


async def stored(world: World, **values: object) -> str:
    return await world.lead(**values)


def former(changes: Changes) -> list[dict[str, object]]:
    inverse = changes.inverse()
    assert inverse is not None
    assert inverse["tool"] == "restore"
    return inverse["args"]["records"]  # type: ignore[index, no-any-return]


async def test_what_is_added_is_dated_versioned_and_deleted_by_its_inverse(world: World) -> None:
    async with world.acting(world.asha) as context:
        row = context.changes.add(a_lead(world))
    assert (row.version, row.created_at, row.updated_at) == (1, world.clock.now(), world.clock.now())
    assert row.id
    (one,) = former(context.changes)
    assert (one["table"], one["id"], one["version"]) == ("leads", row.id, 1)
    assert one["values"] == {"deleted_at": world.clock.now().isoformat().replace("+00:00", "Z")}


async def test_what_is_set_gets_a_version_and_its_inverse_holds_only_what_changed(world: World) -> None:
    lead = await world.lead(city="Pune", value=Decimal("500000.50"))
    world.clock.move(timedelta(hours=1))
    async with world.acting(world.asha) as context:
        row = await context.session.get_one(Lead, lead)
        context.changes.set(row, city="Mumbai", value=Decimal(7), name="Rahul Verma")
    after = await world.row(Lead, lead)
    assert (after.version, after.city, after.updated_at) == (2, "Mumbai", world.clock.now())
    (one,) = former(context.changes)
    assert one["version"] == 2
    assert one["values"] == {"city": "Pune", "value": "500000.5"}


async def test_values_that_are_there_already_change_nothing(world: World) -> None:
    lead = await world.lead(city="Pune")
    async with world.acting(world.asha) as context:
        context.changes.set(await context.session.get_one(Lead, lead), city="Pune")
    assert context.changes.inverse() is None
    assert (await world.row(Lead, lead)).version == 1


async def test_two_changes_of_one_row_are_undone_to_the_first_values(world: World) -> None:
    lead = await world.lead(city="Pune", status="new")
    async with world.acting(world.asha) as context:
        row = await context.session.get_one(Lead, lead)
        context.changes.set(row, city="Mumbai")
        context.changes.set(row, city="Delhi", status="won")
    (one,) = former(context.changes)
    assert one["version"] == (await world.row(Lead, lead)).version == 3
    assert one["values"] == {"city": "Pune", "status": "new"}


async def test_deleting_hides_and_its_inverse_shows_again(world: World) -> None:
    lead = await world.lead()
    async with world.acting(world.asha) as context:
        context.changes.delete(await context.session.get_one(Lead, lead))
    assert await world.rows(Lead) == []
    (one,) = former(context.changes)
    assert one["values"] == {"deleted_at": None}


async def test_the_inverse_takes_several_records_back_last_first(world: World) -> None:
    first, second = await world.lead("Rahul Verma"), await world.lead("Leela Iyer")
    async with world.acting(world.asha) as context:
        for lead in (first, second, first):
            row = await context.session.get_one(Lead, lead)
            context.changes.set(row, status="won" if row.status == "new" else "lost")
    assert [(one["id"], one["version"]) for one in former(context.changes)] == [(second, 2), (first, 3)]


async def test_the_inverse_of_an_inverse_is_the_change_again(world: World, writer: Writer) -> None:
    lead = await world.lead(city="Pune", value=Decimal("12.50"))
    ref = {"kind": "lead", "id": lead, "name": "Rahul Verma"}
    before = (await world.row(Lead, lead)).model_dump()
    done = await writer.write(world.asha, "update_lead", lead=ref, city="Mumbai", value={"amount": "99"})
    after = (await world.row(Lead, lead)).model_dump()
    undone = await writer.undo_action(world.asha, str(done.action_id))
    moving = {"version", "updated_at"}
    assert _without(await world.row(Lead, lead), moving) == {k: v for k, v in before.items() if k not in moving}
    again = await writer.undo_action(world.asha, str(undone.action_id))
    assert again.undid == "restore"
    assert _without(await world.row(Lead, lead), moving) == {k: v for k, v in after.items() if k not in moving}
    assert (await world.row(Lead, lead)).version == 4


def _without(row: object, names: set[str]) -> dict[str, object]:
    dumped: dict[str, object] = row.model_dump()  # type: ignore[attr-defined]
    return {name: value for name, value in dumped.items() if name not in names}
