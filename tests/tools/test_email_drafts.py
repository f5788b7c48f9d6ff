"""Drafting: what an instruction becomes, and that nothing is written."""

from __future__ import annotations

import pytest

from nia.store.tables import Mail
from nia.tools.drafts import draft_email
from nia.tools.email_send import SendEmail
from tests.world import World

RAHUL = {"name": "Rahul Verma", "email": "rahul@techcorp.example", "kind": "lead", "id": "l1"}


async def test_draft_from_template_is_ready_to_be_sent_and_writes_nothing(world: World) -> None:
    result = await world.run(world.asha, draft_email, to=[RAHUL], instruction="thanking him for the meeting")
    assert result.text == (
        "Dear Rahul Verma,\n\nThank you for the meeting.\n\nPlease let me know if you have any questions.\n\n"
        "Best regards,\nAsha Rao"
    )
    [draft] = result.focus
    assert (draft.kind, draft.name) == ("draft", "Thank you for the meeting")
    args = SendEmail.model_validate(draft.fields)
    assert (args.to[0].email, args.body) == ("rahul@techcorp.example", result.text)
    assert await world.rows(Mail) == []
    assert world.last is not None
    assert not world.last.messages


@pytest.mark.parametrize(
    ("instruction", "says"),
    [
        ("asking for the purchase order", "Could you please share the purchase order?"),
        ("ask him to call me tomorrow", "Could you please call me tomorrow?"),
        ("asking if he has received his quote", "Could you please let me know if you have received your quote?"),
        ("tell Rahul that we can give a 5% discount", "We can give a 5% discount."),
        ("that the quote will come by friday", "The quote will come by friday."),
        ("about the new price list", "I am writing to you about the new price list."),
        ("following up on the demo", "I am following up on the demo."),
        ("reminding him about the {invoice}", "This is a gentle reminder about the {invoice}."),
        ("We accept.", "We accept."),
        ("tell", "Tell."),
    ],
)
async def test_instructions(world: World, instruction: str, says: str) -> None:
    result = await world.run(world.asha, draft_email, to=[RAHUL], instruction=instruction, tone="short")
    assert result.text == f"Hi Rahul,\n\n{says}\n\nRegards,\nAsha Rao"


async def test_reply_goes_to_the_sender_within_the_thread(world: World) -> None:
    lead_id = await world.lead(email="rahul@techcorp.example")
    mail_id = await world.mail("R. Verma", "Re: RE: Quote", sender_email="rahul@techcorp.example", body="Send it?")
    ref = {"kind": "mail", "id": mail_id, "name": "Re: RE: Quote"}
    result = await world.run(world.asha, draft_email, mail=ref, instruction="saying we will send it today")
    [draft] = result.focus
    assert draft.name == "Re: Quote"
    assert draft.fields["mail"] == ref
    assert draft.fields["to"] == [
        {"name": "Rahul Verma", "email": "rahul@techcorp.example", "kind": "lead", "id": lead_id}
    ]
    assert "Thank you for your mail. We will send it today." in str(result.text)


async def test_nobody_named_is_greeted_without_a_name(world: World) -> None:
    both = [RAHUL, {"name": "x@y.example", "email": "x@y.example"}]
    result = await world.run(world.asha, draft_email, to=both, instruction="saying hello")
    assert str(result.text).startswith("Dear Sir or Madam,\n\nHello.")
