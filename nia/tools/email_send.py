"""Sending a mail, and making a task of one. Both are writes: reached through the gate, with a card and a yes."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import OWN, TEAM
from nia.accounts.principal import Principal
from nia.errors import Invalid
from nia.sales.loading import load
from nia.sales.mail import MailDetails, Outgoing, send, strangers
from nia.sales.mail_text import without_quotes
from nia.sales.mail_threads import reply_subject, subject_from
from nia.sales.tasks import ToDo, add_task, assignee_of, details_of
from nia.store.tables import Lead
from nia.tools.email import the_mail
from nia.tools.slots import Addresses, LeadRef, MailRef, Moment, Person, Priority, Ref, ShortText, Text, UserRef
from nia.tools.spec import Effect, Preview, Result, ToolContext, Warn, tool
from nia.tools.tasks import MAY_ASSIGN
from nia.tools.views.mail import mail_view, subject_of
from nia.tools.views.task import task_view
from nia.understanding.port import Json
from nia.understanding.summaries import summarize, summary_words

LONGEST_TITLE = 120


class SendEmail(BaseModel):
    """A mail that is to be sent."""

    model_config = ConfigDict(extra="forbid")

    to: Addresses = Field(title="to", description="who gets it: addresses, or names that have one")
    cc: Addresses | None = Field(None, title="cc", description="who gets a copy")
    bcc: Addresses | None = Field(None, title="bcc", description="who gets a copy that the others do not see")
    subject: ShortText | None = Field(None, title="subject", description="unsaid: the thread's, or the first sentence")
    body: Text = Field(title="message", description="the mail's whole text, as it is to be sent")
    mail: MailRef | None = Field(None, title="reply to", description="the mail that it answers, in its thread")


class EmailToTask(BaseModel):
    """The task that a mail is to become."""

    model_config = ConfigDict(extra="forbid")

    mail: MailRef = Field(title="mail", description="the mail: its subject, sender, or place in a list")
    title: ShortText | None = Field(None, title="task", description="unsaid: what the mail asks for, else its subject")
    due: Moment | None = Field(None, title="due", description="the day or time it must be done by")
    priority: Priority = Field("normal", title="priority", description="how pressing it is")
    assignee: UserRef | None = Field(None, title="assignee", description="who is to do it; unsaid: the user")
    lead: LeadRef | None = Field(None, title="lead", description="unsaid: the lead who sent the mail")


async def new_recipients(context: ToolContext, args: SendEmail) -> Sequence[Warn]:
    """Return a warning that names the addresses nobody wrote to or knows yet; raise `Invalid` where one is missing."""
    addresses = [*_addresses("to", args.to), *_addresses("cc", args.cc), *_addresses("bcc", args.bcc)]
    new = await strangers(context.session, context.user, addresses)
    return (Warn("new_recipient", {"addresses": list(new), "count": len(new)}),) if new else ()


async def show_mail(context: ToolContext, args: SendEmail) -> Preview:
    """Return the subject that the mail will have, and which of its values the mail that it answers supplied."""
    answered = await the_mail(context, args.mail) if args.mail else None
    defaults: dict[str, Json] = {} if args.subject else {"subject": _subject(args, answered)}
    if answered is None:
        return Preview(defaults=defaults)
    untrusted = ["subject"] if _subject(args, answered) == reply_subject(answered.mail.subject) else []
    theirs = answered.mail.sender_email.lower()
    if answered.sender.lead is None and any(person.email == theirs for person in args.to):
        untrusted.append("to")
    return Preview(defaults=defaults, untrusted=tuple(untrusted))


@tool(
    effect=Effect.WRITE,
    right=OWN,
    asks=("to", "body"),
    no_inverse="sent_mail",
    check=new_recipients,
    preview=show_mail,
    examples=(
        "send a mail to [Rahul Verma](to) saying [the quote is ready](body)",
        "email [leela@example.com](to) with subject [Order](subject): [please confirm the order](body)",
        "reply to [Rahul's mail](mail): [the quote will come by friday](body)",
    ),
)
async def send_email(context: ToolContext, args: SendEmail) -> Result:
    """Send a mail, or a reply within its thread. It cannot be taken back."""
    answered = await the_mail(context, args.mail) if args.mail else None
    outgoing = Outgoing(
        to=_addresses("to", args.to),
        cc=_addresses("cc", args.cc),
        bcc=_addresses("bcc", args.bcc),
        subject=args.subject or _subject(args, answered),
        body=args.body,
        answers=answered.mail if answered else None,
    )
    sent = send(context.changes, context.user, outgoing)
    names = [person.name for person in args.to]
    records = (mail_view(answered, context.user),) if answered else ()
    return Result("send_email", {"to": list(names), "subject": sent.subject}, records=records)


async def show_task(context: ToolContext, args: EmailToTask) -> Preview:
    """Return the title and lead that the task will take from the mail. The title is the sender's words."""
    details = await the_mail(context, args.mail)
    await _may_assign(context, args)
    mail = details.mail
    defaults: dict[str, Json] = {}
    if args.title is None:
        defaults["title"] = _title(context, details)
    lead = details.sender.lead
    if args.lead is None and lead is not None:
        defaults["lead"] = Ref(kind="lead", id=lead.id, name=lead.name).model_dump()
    return Preview(
        versions={f"mails:{mail.id}": mail.version},
        defaults=defaults,
        untrusted=("title",) if args.title is None else (),
    )


@tool(
    effect=Effect.WRITE,
    right=MAY_ASSIGN,
    asks=("mail",),
    preview=show_task,
    examples=(
        "turn [the mail from Rahul](mail) into a task",
        "make a task of [the second one](mail), due [friday](due)",
        "create a [high](priority) priority task from [that mail](mail) for [Vikram](assignee)",
    ),
)
async def email_to_task(context: ToolContext, args: EmailToTask) -> Result:
    """Make a task of a mail: what it asks for becomes the title, and its sender the lead."""
    session, user = context.session, context.user
    details = await the_mail(context, args.mail)
    assignee = await _may_assign(context, args)
    lead_id = details.sender.lead.id if details.sender.lead else None
    if args.lead is not None:
        lead_id = (await load(session, user, Lead, args.lead.id, TEAM.reach_of(user))).id
    title = args.title or _title(context, details)
    todo = ToDo(title, args.due, args.priority, lead_id, mail_id=details.mail.id)
    task = add_task(context.changes, user, assignee, todo)
    await session.flush()
    view = task_view(await details_of(session, user, task), user)
    values = {"title": view.name, "subject": subject_of(details), **view.fields}
    return Result("email_to_task", values, records=(view,), untrusted=args.title is None)


async def _may_assign(context: ToolContext, args: EmailToTask) -> Principal:
    """Return who gets the task; raise `PermissionDenied` for somebody to whom the user may not give any."""
    chosen = args.assignee.id if args.assignee else None
    return await assignee_of(context.session, context.user, chosen, context.right.reach_of(context.user))


def _addresses(slot: str, people: Sequence[Person] | None) -> list[str]:
    """Return the people's addresses, each once; raise `Invalid` for one without."""
    addresses: dict[str, None] = {}
    for person in people or ():
        if not person.email:
            raise Invalid(slot, "address_missing", person.name, name=person.name)
        addresses[person.email.lower()] = None
    return list(addresses)


def _subject(args: SendEmail, answered: MailDetails | None) -> str:
    return args.subject or (reply_subject(answered.mail.subject) if answered else subject_from(args.body))


def _title(context: ToolContext, details: MailDetails) -> str:
    """Return the mail's first action item, else its subject."""
    summary = summarize(without_quotes(details.text), summary_words(context.config_dir))
    title = summary.actions[0].quote if summary.actions else subject_of(details)
    title = " ".join(title.split()).rstrip(".!।")
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
