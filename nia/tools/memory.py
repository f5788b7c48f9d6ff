"""What NIA remembers of a user: remembering, recalling, forgetting. Only the user's own words get here."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import OWN
from nia.errors import NotFound
from nia.matching.compare import fold
from nia.sales.facts import about, add_fact, facts_of, nearest, sharing
from nia.store.tables import Fact
from nia.tools.references import words as say
from nia.tools.slots import ShortText, Slot, Text
from nia.tools.spec import Effect, RecordView, Result, ToolContext, tool
from nia.understanding.port import SlotKind

_SILENT = say.FILLERS | say.FACTS | say.POINTING | say.PERSONAL
FactText = Annotated[Text, Field(max_length=500), Slot(SlotKind.TEXT)]


class Remember(BaseModel):
    """A fact to remember."""

    model_config = ConfigDict(extra="forbid")

    text: FactText = Field(title="what to remember", description="the fact or preference, in the user's own words")


class Recall(BaseModel):
    """What is to be recalled."""

    model_config = ConfigDict(extra="forbid")

    text: ShortText | None = Field(None, title="about", description="words of what is remembered; unsaid: everything")


class Forget(BaseModel):
    """What is to be forgotten."""

    model_config = ConfigDict(extra="forbid")

    text: ShortText = Field(title="what to forget", description="words of the fact")


@tool(
    effect=Effect.ACT,
    right=OWN,
    asks=("text",),
    examples=(
        "remember that [I prefer calls in the morning](text)",
        "keep in mind that [Lotus Foods pays late](text)",
        "note for yourself: [my target this quarter is 50 lakh](text)",
    ),
)
async def remember(context: ToolContext, args: Remember) -> Result:
    """Remember a fact or preference of the user."""
    words = " ".join(args.text.split())
    known = about(await facts_of(context.session, context.user), words)
    if known and known[0].text.casefold() == words.casefold():
        return Result("remember_known", {"text": known[0].text}, records=(_view(known[0]),))
    fact = add_fact(context.changes, context.user, words, context.turn_id)
    return Result("remember", {"text": fact.text}, records=(_view(fact),))


@tool(
    effect=Effect.READ,
    right=OWN,
    examples=(
        "what do you remember about [Lotus Foods](text)",
        "what do you know about me",
        "what did I tell you about [my target](text)",
    ),
)
async def recall(context: ToolContext, args: Recall) -> Result:
    """Say what the user asked to remember."""
    facts = list(await facts_of(context.session, context.user))
    found = about(facts, args.text) or sharing(facts, args.text) if args.text else facts
    values = {"count": len(found), "about": args.text}
    return Result("recall", values, records=tuple(_view(fact) for fact in found), figures={"facts": len(found)})


@tool(
    effect=Effect.ACT,
    right=OWN,
    asks=("text",),
    examples=("forget that [I prefer calls in the morning](text)", "forget what I said about [Lotus Foods](text)"),
)
async def forget(context: ToolContext, args: Forget) -> Result:
    """Forget a fact that was remembered. Where several fit, show them and forget none."""
    facts = await facts_of(context.session, context.user)
    found = about(facts, _subject(args.text))
    if not found:
        raise NotFound("fact", args.text, nearest(facts, args.text))
    if len(found) > 1:
        return Result("forget_which", {"count": len(found)}, records=tuple(_view(fact) for fact in found))
    context.changes.delete(found[0])
    return Result("forget", {"text": found[0].text})


def _subject(words: str) -> str:
    """Return the words without those that name no fact: of "Nagpur wali baat", "Nagpur"."""
    return " ".join(word for word in words.split() if not _SILENT.issuperset(fold(word).split())) or words


def _view(fact: Fact) -> RecordView:
    return RecordView("fact", fact.id, fact.text)
