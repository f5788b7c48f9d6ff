"""Contacts: keeping a person who is no lead. Reached through the gate."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import TEAM
from nia.matching.compare import search_key
from nia.sales.duplicates import Somebody, duplicates
from nia.sales.records import Holder, insert
from nia.store.tables import Contact, Lead
from nia.tools.slots import Company, Email, PersonName, Phone, ShortText
from nia.tools.spec import Effect, Result, ToolContext, Warn, tool
from nia.tools.views.contact import contact_view
from nia.tools.views.lead import lead_views


class SaveContact(BaseModel):
    """Who is to be kept."""

    model_config = ConfigDict(extra="forbid")

    name: PersonName = Field(title="name", description="the person's full name")
    email: Email | None = Field(None, title="email", description="a mail address")
    phone: Phone | None = Field(None, title="phone", description="a phone number")
    company: Company | None = Field(None, title="company", description="for whom they work")
    title: ShortText | None = Field(None, title="job title", description="what they are there")


async def warn_of(context: ToolContext, args: SaveContact) -> Sequence[Warn]:
    """Return contacts and leads that seem to be the same person."""
    somebody = Somebody(args.name, args.company, args.email, args.phone)
    contacts = await duplicates(context.session, context.user, Contact, somebody)
    leads = await duplicates(context.session, context.user, Lead, somebody)
    views = (
        *(contact_view(contact) for contact in contacts),
        *await lead_views(context.session, context.user, leads),
    )
    return [Warn("duplicate", {"names": [view.name for view in views]}, views)] if views else []


@tool(
    effect=Effect.WRITE,
    right=TEAM,
    asks=("name", "email", "phone"),
    one_of=(("email", "phone"),),
    check=warn_of,
    examples=(
        "save [Leela Iyer](name) as a contact, her mail is [leela@lotus.in](email)",
        "add a contact [Sameer Khan](name), [98111 22333](phone), he is the [driver](title)",
        "new contact: [Nisha Gupta](name) from [Lotus Foods](company), phone [99300 11223](phone)",
    ),
)
async def save_contact(context: ToolContext, args: SaveContact) -> Result:
    """Keep a person who is no lead, with a phone number or mail address."""
    values = {**args.model_dump(), "search_key": search_key(args.name, args.company)}
    contact = insert(context.changes, Contact, Holder(context.user.id, context.user.team_id), values)
    return Result("save_contact", {"name": contact.name}, (contact_view(contact),))
