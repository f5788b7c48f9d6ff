"""Sending mail and making tasks of mails."""

from __future__ import annotations

from datetime import date

import pytest

from nia.errors import Invalid, NotFound, PermissionDenied
from nia.store.tables import Mail, Task
from nia.tools.email_send import email_to_task, send_email
from tests.world import World

BODY = "Hello,\nthe quote is ready. Bye."


async def incoming(world: World, **values: object) -> dict[str, str]:
    values = {"sender_email": "rahul@techcorp.example", "body": "Hi,\nPlease send the quote by Friday.", **values}
    mail_id = await world.mail("Rahul Verma", "Quote", **values)
    return {"kind": "mail", "id": mail_id, "name": "Quote"}


async def test_sends_into_store_and_outbox(world: World) -> None:
    to = [{"name": "Rahul", "email": "rahul@techcorp.example"}, {"name": "R", "email": "Rahul@TechCorp.example"}]
    result = await world.run(world.asha, send_email, to=to, cc=[{"name": "C", "email": "c@c.example"}], body=BODY)
    [mail] = await world.rows(Mail)
    assert (mail.to, mail.cc, mail.bcc) == (["rahul@techcorp.example"], ["c@c.example"], [])
    assert (mail.outgoing, mail.unread, mail.subject, mail.body) == (True, False, "the quote is ready", BODY)
    assert mail.thread_id == mail.id
    assert mail.sender_email == "asha@example.com"
    assert world.last is not None
    assert [(m.topic, m.payload) for m in world.last.messages] == [("mail.send", {"mail_id": mail.id})]
    assert result.values["subject"] == "the quote is ready"
    assert send_email.no_inverse == "sent_mail"


async def test_reply_keeps_the_thread_and_answers_the_mail(world: World) -> None:
    ref = await incoming(world)
    await world.run(world.asha, send_email, to=[{"name": "R", "email": "rahul@techcorp.example"}], body=BODY, mail=ref)
    sent = next(mail for mail in await world.rows(Mail) if mail.outgoing)
    answered = await world.row(Mail, ref["id"])
    assert (sent.subject, sent.thread_id, sent.in_reply_to) == ("Re: Quote", answered.thread_id, answered.message_id)
    assert (answered.unread, answered.answered_at) == (False, world.clock.now())


async def test_card_names_new_recipients_and_what_the_mail_supplied(world: World) -> None:
    ref = await incoming(world)
    await world.lead(email="known@lead.example")
    to = [{"name": "R", "email": "rahul@techcorp.example"}, {"name": "E", "email": "evil@evil.example"}]
    [warn] = await world.warns(world.asha, send_email, to=to, body=BODY, mail=ref)
    assert (warn.kind, warn.values["addresses"]) == ("new_recipient", ["evil@evil.example"])
    preview = await world.preview(world.asha, send_email, to=to, body=BODY, mail=ref)
    assert preview.defaults == {"subject": "Re: Quote"}
    assert set(preview.untrusted) == {"subject", "to"}
    known = [{"name": "K", "email": "known@lead.example"}]
    assert await world.warns(world.asha, send_email, to=known, body=BODY) == ()
    await world.run(world.asha, send_email, to=to, body=BODY)
    assert await world.warns(world.asha, send_email, to=to, body=BODY) == ()


async def test_name_without_address_is_asked_about(world: World) -> None:
    with pytest.raises(Invalid) as raised:
        await world.warns(world.asha, send_email, to=[{"name": "Ravi"}], body=BODY)
    assert (raised.value.slot, raised.value.problem, raised.value.given) == ("to", "address_missing", "Ravi")


async def test_reply_to_a_foreign_mail_is_not_found(world: World) -> None:
    ref = await incoming(world, owner=world.vikram)
    with pytest.raises(NotFound):
        await world.run(world.asha, send_email, to=[{"name": "x", "email": "x@y.example"}], body=BODY, mail=ref)


async def test_task_takes_title_and_lead_from_the_mail(world: World) -> None:
    lead_id = await world.lead(email="rahul@techcorp.example")
    ref = await incoming(world)
    preview = await world.preview(world.asha, email_to_task, mail=ref)
    assert preview.defaults == {
        "title": "Please send the quote by Friday",
        "lead": {"kind": "lead", "id": lead_id, "name": "Rahul Verma"},
    }
    assert preview.untrusted == ("title",)
    assert preview.versions == {f"mails:{ref['id']}": 1}
    result = await world.run(world.asha, email_to_task, mail=ref, due="2026-03-06", priority="high")
    [task] = await world.rows(Task)
    assert (task.title, task.due_on, task.priority) == ("Please send the quote by Friday", date(2026, 3, 6), "high")
    assert (task.mail_id, task.lead_id, task.owner_id) == (ref["id"], lead_id, "asha")
    assert result.records[0].fields["lead"] == "Rahul Verma"
    assert result.untrusted
    assert world.last is not None
    assert world.last.inverse() is not None


async def test_said_title_is_trusted_and_subject_is_the_last_resort(world: World) -> None:
    ref = await incoming(world, body="")
    assert (await world.preview(world.asha, email_to_task, mail=ref)).defaults == {"title": "Quote"}
    preview = await world.preview(world.asha, email_to_task, mail=ref, title="Call Rahul")
    assert (preview.defaults, preview.untrusted) == ({}, ())


async def test_task_of_a_mail_for_another_team_is_refused(world: World) -> None:
    ref = await incoming(world)
    zoya = {"kind": "user", "id": "zoya", "name": "Zoya Khan"}
    with pytest.raises(PermissionDenied):
        await world.run(world.asha, email_to_task, mail=ref, assignee=zoya)
    vikram = {"kind": "user", "id": "vikram", "name": "Vikram Shah"}
    await world.run(world.asha, email_to_task, mail=ref, assignee=vikram)
    assert [task.owner_id for task in await world.rows(Task)] == ["vikram"]
