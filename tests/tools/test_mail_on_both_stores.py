"""The mail and memory tools on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nia.store.tables import Mail
from nia.tools.crm import crm_status
from nia.tools.email import list_emails, summarize_emails
from nia.tools.email_send import email_to_task, send_email
from nia.tools.memory import forget, recall, remember
from tests.world import World, open_world

TO = [{"name": "Rahul", "email": "rahul@techcorp.example"}]


@pytest.fixture
async def either(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url) as opened:
        yield opened


async def test_mail_is_found_answered_and_made_a_task(either: World) -> None:
    await either.lead(email="rahul@techcorp.example")
    mail_id = await either.mail("Rahul Verma", "Quote", sender_email="rahul@techcorp.example", body="Please call me.")
    ref = {"kind": "mail", "id": mail_id, "name": "Quote"}
    found = await either.run(either.asha, list_emails, sender="TechCorp", unread=True, since="2026-03-02", text="call")
    assert [view.name for view in found.records] == ["Quote"]
    assert (await either.run(either.asha, summarize_emails, mail=ref)).figures == {"mails": 1, "actions": 1}
    assert await either.warns(either.asha, send_email, to=TO, body="Yes.", mail=ref) == ()
    await either.run(either.asha, send_email, to=TO, body="Yes.", mail=ref)
    assert [mail.outgoing for mail in await either.rows(Mail)].count(True) == 1
    await either.run(either.asha, send_email, to=[{"name": "N", "email": "n@n.example"}], body="Hello.")
    assert await either.warns(either.asha, send_email, to=[{"name": "N", "email": "n@n.example"}], body="x") == ()
    task = await either.run(either.asha, email_to_task, mail=ref)
    assert task.records[0].name == "Please call me"


async def test_memory_and_crm(either: World) -> None:
    await either.run(either.asha, remember, text="चाय पसंद है")
    assert len((await either.run(either.asha, recall, text="chai")).records) == 1
    await either.run(either.asha, forget, text="चाय")
    assert (await either.run(either.asha, recall)).records == ()
    assert (await either.run(either.asha, crm_status)).figures == {"leads": 0}
