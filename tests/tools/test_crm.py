"""The CRM tools tell the truth: there is NIA's own store and nothing beside it."""

from __future__ import annotations

import pytest

from nia.errors import Refusal
from nia.store.tables import User
from nia.tools.crm import CrmNotConnected, crm_status, switch_crm, sync_crm
from nia.tools.spec import Tool
from tests.world import World


async def test_status_names_the_builtin_store_and_counts_the_users_leads(world: World) -> None:
    await world.lead()
    await world.lead(name="Other", owner=world.zoya)
    result = await world.run(world.asha, crm_status)
    assert (result.values["system"], result.values["connected"], result.figures) == ("builtin", False, {"leads": 1})
    assert (await world.run(world.asha, crm_status, system="sap")).key == "crm_status_not_connected"


@pytest.mark.parametrize("tool", [switch_crm, sync_crm])
@pytest.mark.parametrize("system", ["salesforce", "creatio", "sap"])
async def test_other_systems_are_refused(world: World, tool: Tool, system: str) -> None:
    with pytest.raises(CrmNotConnected) as raised:
        await world.run(world.asha, tool, system=system)
    assert (raised.value.reason, raised.value.values) == (Refusal.DISABLED, {"system": system})
    async with world.database.read() as session:
        assert (await session.get_one(User, "asha")).crm == "builtin"


async def test_builtin_is_kept_and_needs_no_sync(world: World) -> None:
    assert (await world.run(world.asha, switch_crm, system="builtin")).key == "switch_crm_same"
    assert (await world.run(world.asha, sync_crm)).key == "sync_crm_builtin"
