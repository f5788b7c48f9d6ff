"""Reading the mailbox: listing, reading out and summarising mails. Reached through the gate."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import OWN, Reach
from nia.sales.loading import load
from nia.sales.mail import MailDetails, MailFilter, details_of, find_mails
from nia.sales.mail_priority import priority_rules
from nia.sales.mail_text import without_quotes
from nia.store.tables import Mail
from nia.tools.slots import Count, Flag, MailRef, PersonName, Priority, RangeEnd, RangeStart, Ref, ShortText
from nia.tools.spec import Effect, RecordView, Result, ToolContext, tool
from nia.tools.views.mail import mail_view
from nia.understanding.port import Json
from nia.understanding.summaries import Summary, summarize, summary_words


class ListEmails(BaseModel):
    """Which mails are asked for."""

    model_config = ConfigDict(extra="forbid")

    sender: PersonName | None = Field(None, title="from", description="who sent them: a name, company or address")
    unread: Flag | None = Field(None, title="unread", description="true: only unread ones; false: only read ones")
    priority: Priority | None = Field(None, title="priority", description="how much they matter")
    since: RangeStart | None = Field(None, title="since", description="received from here on")
    until: RangeEnd | None = Field(None, title="until", description="received until here, the day included")
    text: ShortText | None = Field(None, title="words", description="words of the subject or the mail")
    limit: Count = Field(10, title="limit", description="how many to show")

    def filter(self) -> MailFilter:
        """Return what is asked for, as the mailbox takes it."""
        return MailFilter(self.sender, self.unread, self.priority, self.since, self.until, self.text)


class GetEmail(BaseModel):
    """Which mail is to be read out."""

    model_config = ConfigDict(extra="forbid")

    mail: MailRef = Field(title="mail", description="the mail: its subject, sender, or place in a list")


class SummarizeEmails(ListEmails):
    """Which mails are to be summarised: one, or those that `list_emails` would show."""

    mail: MailRef | None = Field(None, title="mail", description="one mail: its subject, sender, or place in a list")


@tool(
    effect=Effect.READ,
    right=OWN,
    examples=(
        "show my [unread](unread) mails",
        "any [urgent](priority) emails [today](since)",
        "mails from [Rahul Verma](sender) about [the quote](text)",
        "what's in my inbox",
    ),
)
async def list_emails(context: ToolContext, args: ListEmails) -> Result:
    """List received mails, the newest first, with how much each matters and why."""
    found, count = await _wanted(context, args)
    return Result(
        "list_emails",
        {"count": count, "unread": sum(one.mail.unread for one in found)},
        records=tuple(mail_view(one, context.user) for one in found),
        figures={"mails": count},
        more=count - len(found),
    )


@tool(
    effect=Effect.READ,
    right=OWN,
    asks=("mail",),
    examples=("read the mail from [Rahul](mail)", "open [the second one](mail)", "read [the quote mail](mail) to me"),
)
async def get_email(context: ToolContext, args: GetEmail) -> Result:
    """Read one mail out whole, as safe plain text."""
    details = await the_mail(context, args.mail)
    view = mail_view(details, context.user)
    values: dict[str, Json] = {"sender": details.sender_name, "subject": view.name, "received": view.fields["received"]}
    return Result("get_email", values, records=(view,), text=details.text, untrusted=True)


@tool(
    effect=Effect.READ,
    right=OWN,
    examples=(
        "summarise my [unread](unread) mails",
        "summarize the mail from [Rahul](mail)",
        "what do the [urgent](priority) emails want from me",
        "give me a summary of mails [since yesterday](since)",
    ),
)
async def summarize_emails(context: ToolContext, args: SummarizeEmails) -> Result:
    """Summarise mails in their own words, with what each asks for quoted."""
    if args.mail is not None:
        found, count = [await the_mail(context, args.mail)], 1
    else:
        found, count = await _wanted(context, args)
    words = summary_words(context.config_dir)
    summaries = [summarize(without_quotes(one.text), words) for one in found]
    views = tuple(mail_view(one, context.user) for one in found)
    actions = sum(len(summary.actions) for summary in summaries)
    return Result(
        "summarize_emails",
        {
            "count": count,
            "actions": actions,
            "summaries": [_plain(v, s) for v, s in zip(views, summaries, strict=True)],
        },
        records=views,
        figures={"mails": count, "actions": actions},
        text="\n\n".join(_prose(view, summary) for view, summary in zip(views, summaries, strict=True)) or None,
        untrusted=True,
        more=count - len(found),
    )


async def the_mail(context: ToolContext, ref: Ref) -> MailDetails:
    """Load the user's own mail that `ref` names; raise `NotFound`."""
    row = await load(context.session, context.user, Mail, ref.id, Reach.OWN)
    return (await details_of(context.session, context.user, [row], priority_rules(context.config_dir)))[0]


async def _wanted(context: ToolContext, args: ListEmails) -> tuple[list[MailDetails], int]:
    rules = priority_rules(context.config_dir)
    return await find_mails(context.session, context.user, args.filter(), rules, args.limit)


def _plain(view: RecordView, summary: Summary) -> dict[str, Json]:
    """Return a summary as values: each action item is linked to the mail that it quotes."""
    actions: list[Json] = [{"mail": view.id, "quote": one.quote, "deadline": one.deadline} for one in summary.actions]
    return {"mail": view.id, "subject": view.name, "sentences": list(summary.sentences), "actions": actions}


def _prose(view: RecordView, summary: Summary) -> str:
    """Return a summary as lines, in no language but the mail's: its sentences, then each action item after an arrow."""
    quotes = {action.quote for action in summary.actions}
    told = " ".join(sentence for sentence in summary.sentences if sentence not in quotes)
    asked = (f"→ “{one.quote}”" + (f" ({one.deadline})" if one.deadline else "") for one in summary.actions)
    return "\n".join(part for part in (f"{view.fields['sender']}: {view.name}", told, *asked) if part)
