from __future__ import annotations

from nia.store.tables import Contact
from nia.tools.contacts import save_contact
from tests.world import World

LEELA = {"name": "Leela Iyer", "email": "Leela@lotus.example", "company": "Lotus Foods"}


async def test_a_contact_is_kept(world: World) -> None:
    result = await world.run(world.asha, save_contact, **LEELA)
    [contact] = await world.rows(Contact)
    assert (contact.email, contact.team_id) == ("leela@lotus.example", "west")
    assert contact.search_key == "leela iyer lotus foods"
    assert result.records[0].fields == {"company": "Lotus Foods", "email": "leela@lotus.example"}


async def test_somebody_known_as_a_lead_or_contact_is_warned_of(world: World) -> None:
    await world.contact("Leela Iyer", company="Lotus Foods Ltd")
    await world.lead("Leela I", "Lotus", email="leela@lotus.example")
    [warn] = await world.warns(world.asha, save_contact, **LEELA)
    assert [(record.kind, record.name) for record in warn.records] == [("contact", "Leela Iyer"), ("lead", "Leela I")]


async def test_somebody_new_is_not(world: World) -> None:
    assert await world.warns(world.asha, save_contact, **LEELA) == ()
