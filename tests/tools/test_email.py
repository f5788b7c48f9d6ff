"""Reading the mailbox through its tools, on a real store."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from nia.errors import NotFound
from nia.tools.email import get_email, list_emails, summarize_emails
from nia.tools.spec import Result
from tests.world import NOW, World

QUOTE = "Hi Asha,\n\nWe liked the demo on Monday. Please send the revised quote by Friday.\n\nRegards,\nRahul"


def names(result: Result) -> list[str]:
    return [view.name for view in result.records]


@pytest.fixture
async def inbox(world: World) -> World:
    await world.lead(email="rahul@techcorp.example", value=Decimal(800_000), status="proposal")
    rahul = {"sender_email": "rahul@techcorp.example", "body": QUOTE}
    await world.mail("Rahul Verma", "Quote", received_at=NOW - timedelta(hours=1), **rahul)
    await world.mail(
        "Deals Weekly",
        "Webinar for you",
        sender_email="news@deals.example",
        body="Join us. Unsubscribe here.",
        received_at=NOW - timedelta(days=3),
        unread=False,
    )
    await world.mail("Meera Nair", "Plan", sender_email="meera@example.com", body="See below.", owner=world.asha)
    await world.mail("Secret Sender", "For Vikram", sender_email="x@y.example", owner=world.vikram)
    return world


async def test_lists_newest_first_with_priority_and_its_reasons(inbox: World) -> None:
    result = await inbox.run(inbox.asha, list_emails)
    assert names(result) == ["Plan", "Quote", "Webinar for you"]
    plan, quote, bulk = (view.fields for view in result.records)
    assert (plan["priority"], plan["reason"]) == ("high", ["manager"])
    assert quote["priority"] == "high"
    assert quote["reason"] == ["high_value_lead", "word:quote"]
    assert (bulk["priority"], bulk["unread"]) == ("low", False)
    assert quote["received"] == "2026-03-02T08:30:00+05:30"
    assert result.figures == {"mails": 3}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"unread": True}, ["Plan", "Quote"]),
        ({"unread": False}, ["Webinar for you"]),
        ({"priority": "low"}, ["Webinar for you"]),
        ({"sender": "rahul"}, ["Quote"]),
        ({"sender": "TechCorp"}, ["Quote"]),
        ({"sender": "rahul@techcorp.example"}, ["Quote"]),
        ({"sender": "Rahlu Verma"}, ["Quote"]),
        ({"text": "revised quote"}, ["Quote"]),
        ({"since": "2026-03-02"}, ["Plan", "Quote"]),
        ({"until": "2026-02-27"}, ["Webinar for you"]),
        ({"text": "nothing of the kind"}, []),
    ],
)
async def test_filters(inbox: World, asked: dict[str, object], found: list[str]) -> None:
    assert names(await inbox.run(inbox.asha, list_emails, **asked)) == found


async def test_limit_tells_how_many_more(inbox: World) -> None:
    result = await inbox.run(inbox.asha, list_emails, limit=1)
    assert (len(result.records), result.more) == (1, 2)


async def test_mail_is_read_out_as_safe_text(world: World) -> None:
    body = (
        "<p>Hello&nbsp;Asha,</p><script>steal()</script><p>Click <a href='https://evil.example/x'>here</a> or "
        "![logo](https://evil.example/p.png?d=1)\x07\u202e www.evil.example</p>"
    )
    mail_id = await world.mail("Mallory", "Offer\r\nBcc: all", body=body)
    result = await world.run(world.asha, get_email, mail={"kind": "mail", "id": mail_id, "name": "Offer"})
    assert result.untrusted
    assert result.records[0].untrusted
    assert result.records[0].name == "Offer Bcc: all"
    assert result.text == ("Hello Asha,\n\nClick here or logo (hxxps://evil[.]example/p.png?d=1) www[.]evil.example")


async def test_no_one_reads_the_mail_of_another(inbox: World) -> None:
    mail_id = await inbox.mail("X", "Private", owner=inbox.vikram)
    for user in (inbox.asha, inbox.meera, inbox.anil):
        with pytest.raises(NotFound):
            await inbox.run(user, get_email, mail={"kind": "mail", "id": mail_id, "name": "Private"})


async def test_summary_quotes_what_the_mail_asks_for(inbox: World) -> None:
    result = await inbox.run(inbox.asha, summarize_emails, sender="rahul")
    assert result.untrusted
    [summary] = result.values["summaries"]
    assert summary["sentences"] == ["We liked the demo on Monday.", "Please send the revised quote by Friday."]
    assert summary["actions"] == [
        {"mail": result.records[0].id, "quote": "Please send the revised quote by Friday.", "deadline": "by Friday"}
    ]
    assert "→ “Please send the revised quote by Friday.” (by Friday)" in str(result.text)
    assert result.figures == {"mails": 1, "actions": 1}


async def test_summary_of_nothing_is_empty(world: World) -> None:
    result = await world.run(world.asha, summarize_emails, unread=True)
    assert (result.records, result.text, result.values["count"]) == ((), None, 0)


async def test_urgent_words_count_for_more_from_a_lead_than_from_a_stranger(world: World) -> None:
    await world.lead(email="rahul@techcorp.example", value=Decimal(1000))
    await world.mail("Rahul", "Need it ASAP", sender_email="rahul@techcorp.example", body="x")
    await world.mail("Stranger", "Need it ASAP", sender_email="s@s.example", body="x")
    result = await world.run(world.asha, list_emails)
    assert {view.fields["sender"]: view.fields["priority"] for view in result.records} == {
        "Rahul": "urgent",
        "Stranger": "high",
    }
