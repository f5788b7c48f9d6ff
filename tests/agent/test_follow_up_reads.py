"""A look-up that goes on from the last one, and a list that stays on show while its lines are changed."""

from __future__ import annotations

from nia.store.tables import Lead
from tests.agent.chat import Chat
from tests.world import World


async def test_a_narrower_search_keeps_what_was_asked_before(chat: Chat, world: World) -> None:
    await world.lead("Tara Rao", city="Surat", status="qualified", value_minor=90_000_000)
    await world.lead("Om Sethi", city="Surat", status="new", value_minor=90_000_000)
    await world.lead("Hina Das", city="Pune", status="qualified", value_minor=90_000_000)
    assert len((await chat.say("show my qualified leads")).records) == 2
    narrowed = await chat.say("only those in Surat")
    assert [record.name for record in narrowed.records] == ["Tara Rao"]


async def test_a_write_ends_what_a_look_up_could_go_on_from(chat: Chat, world: World) -> None:
    await world.lead("Tara Rao", city="Surat", status="qualified")
    await chat.say("show my qualified leads")
    await chat.say("mark Tara Rao as won")
    await chat.confirm()
    assert "find_leads" not in (await chat.say("and mine?")).intents


async def test_the_last_line_is_of_the_list_that_was_shown(chat: Chat, world: World) -> None:
    for name in ("Tara Rao", "Om Sethi", "Hina Das"):
        await world.lead(name, city="Surat")
    listed = [record.name for record in (await chat.say("leads in Surat by name")).records]
    for place, name in (("second", listed[1]), ("last", listed[-1])):
        await chat.say(f"mark the {place} one as contacted")
        await chat.confirm()
        rows = [row for row in await chat.rows(Lead) if isinstance(row, Lead)]
        assert {row.name: row.status for row in rows}[name] == "contacted"
