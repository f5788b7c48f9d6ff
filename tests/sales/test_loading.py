from __future__ import annotations

import pytest

from nia.accounts.permissions import Reach
from nia.errors import NotFound, PermissionDenied
from nia.sales.loading import load
from nia.store.tables import Lead
from tests.world import World


async def test_a_record_of_the_team_is_loaded_within_the_teams_reach(world: World) -> None:
    lead_id = await world.lead(owner=world.vikram)
    async with world.database.read() as session:
        assert (await load(session, world.asha, Lead, lead_id, Reach.TEAM)).name == "Rahul Verma"


async def test_a_record_one_may_know_of_but_not_change_is_denied(world: World) -> None:
    lead_id = await world.lead(owner=world.vikram)
    async with world.database.read() as session:
        with pytest.raises(PermissionDenied):
            await load(session, world.asha, Lead, lead_id, Reach.OWN)


async def test_a_record_of_another_team_is_not_found(world: World) -> None:
    lead_id = await world.lead(owner=world.zoya)
    async with world.database.read() as session:
        with pytest.raises(NotFound):
            await load(session, world.asha, Lead, lead_id, Reach.TEAM)
        assert await load(session, world.anil, Lead, lead_id, Reach.ALL)


async def test_a_deleted_record_is_not_found(world: World) -> None:
    lead_id = await world.lead(deleted_at=world.clock.now())
    async with world.database.read() as session:
        with pytest.raises(NotFound):
            await load(session, world.anil, Lead, lead_id, Reach.ALL)
