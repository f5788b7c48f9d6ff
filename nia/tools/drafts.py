"""Drafting a mail: it is shown and kept in focus, and nothing is written. Reached through the gate."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import OWN
from nia.sales.mail import MailDetails
from nia.sales.mail_threads import reply_subject
from nia.tools.email import the_mail
from nia.tools.slots import Addresses, MailRef, Person, Ref, Slot, Text
from nia.tools.spec import Effect, Result, ToolContext, tool
from nia.tools.views.mail import draft_view
from nia.understanding.drafts import Letter, templates, write
from nia.understanding.port import SlotKind

ToneName = Annotated[Literal["formal", "friendly", "short"], Slot(SlotKind.CHOICE)]


class DraftEmail(BaseModel):
    """What a draft is to say, and to whom."""

    model_config = ConfigDict(extra="forbid")

    to: Addresses | None = Field(None, title="to", description="who it is for: names or addresses")
    mail: MailRef | None = Field(None, title="reply to", description="the mail that it answers, in its thread")
    instruction: Text = Field(title="message", description="what it is to say, in the user's words")
    tone: ToneName = Field("formal", title="tone", description="how it is to sound")


@tool(
    effect=Effect.READ,
    right=OWN,
    asks=("to", "instruction"),
    one_of=(("to", "mail"),),
    timeout_s=8.0,
    examples=(
        "draft a mail to [Rahul Verma](to) [thanking him for the meeting](instruction)",
        "write a [friendly](tone) email to [Leela](to) [asking for the purchase order](instruction)",
        "reply to [Rahul's mail](mail) saying [the quote will come by friday](instruction)",
        "draft a reply to [it](mail) that [we agree to the discount](instruction)",
    ),
)
async def draft_email(context: ToolContext, args: DraftEmail) -> Result:
    """Draft a mail or a reply and show it; nothing is sent."""
    answered = await the_mail(context, args.mail) if args.mail else None
    to = args.to or ([_sender_of(answered)] if answered else [])
    letter = Letter(
        instruction=args.instruction,
        to=to[0].name if len(to) == 1 and "@" not in to[0].name else None,
        sender=context.user.name,
        company=context.company.name,
        tone=args.tone,
        is_reply=answered is not None,
    )
    subject, body = write(letter, templates(context.config_dir).of(context.language))
    ref = None
    if answered is not None and args.mail is not None:
        subject = reply_subject(answered.mail.subject)
        ref = Ref(kind="mail", id=args.mail.id, name=args.mail.name)
    view = draft_view(context.changes.new_id(), to, subject, body, ref)
    names = [person.name for person in to]
    return Result("draft_email", {"to": list(names), "subject": subject}, text=body, focus=(view,))


def _sender_of(details: MailDetails) -> Person:
    """Return whom a reply goes to: the lead whose address it is, else the sender as the mail names them."""
    lead, address = details.sender.lead, details.mail.sender_email or None
    if lead is not None:
        return Person(name=lead.name, email=address, kind="lead", id=lead.id)
    return Person(name=details.sender_name, email=address)
