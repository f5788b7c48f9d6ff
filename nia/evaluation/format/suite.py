"""A suite: a file of conversations with what must come of them. `reading` reads it, `play` plays it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import AwareDatetime, Field, field_validator, model_validator

from nia.evaluation.format.expect import Expect, Finally, Language
from nia.evaluation.format.records import Given, Person, Scene, Text
from nia.evaluation.format.shape import OneOrMore, Shape, Values
from nia.evaluation.format.span import Span

RecordKind = Literal["leads", "meetings", "tasks", "emails", "contacts"]
_DOES = ("say", "press", "voice", "later", "meanwhile")


class Meanwhile(Shape):
    """What someone else changes: records by kind. In `update`, `set` holds the new values, the rest says which."""

    create: dict[RecordKind, OneOrMore[Values]] = Field(default_factory=dict, description="records that are made")
    update: dict[RecordKind, OneOrMore[Values]] = Field(
        default_factory=dict, description="records that change: {leads: {name: Rahul Verma, set: {value: 600000}}}"
    )
    delete: dict[RecordKind, OneOrMore[Values]] = Field(default_factory=dict, description="records that are deleted")
    as_: Text | None = Field(default=None, alias="as", description="the colleague who does it, by name")

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not (self.create or self.update or self.delete):
            raise ValueError("says nothing: write create, update or delete, and the records by kind")
        for records in self.update.values():
            for one in records:
                if not isinstance(one.get("set"), dict) or len(one) < 2:
                    raise ValueError("needs which record it is and what is set: {name: Rahul Verma, set: {value: 5}}")
        return self


class TurnSpec(Shape):
    """A turn: one of `say`, `press`, `voice`, `later`, `meanwhile`, and what must come of it."""

    say: str | None = Field(default=None, description="what the user writes; may be empty")
    press: Literal["confirm", "cancel", "edit"] | None = Field(default=None, description="a button of the card")
    edit: Values | None = Field(default=None, description="new values by slot, with press: edit")
    voice: Text | None = Field(default=None, description="a sound file (WAV), relative to the suite")
    later: Span | None = Field(default=None, description='how far the clock moves on, ISO 8601: "PT18H"')
    session: Literal["new"] | None = Field(default=None, description="new: what follows is another session")
    meanwhile: Meanwhile | None = Field(default=None, description="someone else changes a record")
    as_: Text | None = Field(default=None, alias="as", description="who does it, with meanwhile")
    expect: Expect | None = Field(default=None, description="what must hold after the turn")

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        does = [name for name in _DOES if getattr(self, name) is not None]
        if len(does) != 1:
            said = "nothing" if not does else " and ".join(does)
            raise ValueError(f"does {said}: a turn is exactly one of {', '.join(_DOES)}")
        if (self.edit is not None) != (self.press == "edit"):
            raise ValueError(
                "has edit without its button, or the button without edit: write press: edit, edit: {city: Pune}"
            )
        if self.session is not None and self.later is None:
            raise ValueError('has session without later: write later: "PT1H", session: new')
        if self.as_ is not None and self.meanwhile is None:
            raise ValueError("has as without meanwhile: remove it")
        return self

    @property
    def did(self) -> str:
        """What the turn does, in a line for reports."""
        if self.say is not None:
            return f"say: {self.say}"
        if self.press is not None:
            return f"press: {self.press}" + (f" {self.edit}" if self.edit else "")
        if self.later is not None:
            return f"later: {self.later.text}" + (", session: new" if self.session else "")
        return f"voice: {self.voice}" if self.voice is not None else f"meanwhile: {_brief(self.meanwhile)}"


class ConversationSpec(Shape):
    """A conversation. Its `now` and `user` take the place of the suite's; its `given` is added to the suite's."""

    id: Text = Field(description="unique in the suite")
    description: str = ""
    tags: tuple[Text, ...] = ()
    now: AwareDatetime | None = Field(default=None, description="the clock at the first turn")
    user: Person | None = None
    given: Given = Given()
    turns: tuple[TurnSpec, ...] = Field(description="a list of turns, one at least", json_schema_extra={"minItems": 1})
    finally_: Finally | None = Field(default=None, alias="finally", description="the records afterwards")

    @field_validator("turns")
    @classmethod
    def _has_turns(cls, given: tuple[TurnSpec, ...]) -> tuple[TurnSpec, ...]:
        if not given:
            raise ValueError("holds no turn: write one, - say: show my leads")
        return given


class Suite(Shape):
    """A file of conversations."""

    name: Text = Field(description="unique among suites")
    description: str = ""
    language: Language = Field(default="en", description="en, hi or hi-en")
    now: AwareDatetime | None = Field(default=None, description="the clock at the first turn, quoted, with its offset")
    user: Person | None = Field(default=None, description="whose conversations these are")
    given: Given = Given()
    conversations: tuple[ConversationSpec, ...] = Field(
        description="a list of conversations, one at least", json_schema_extra={"minItems": 1}
    )

    @field_validator("conversations")
    @classmethod
    def _has_conversations(cls, given: tuple[ConversationSpec, ...]) -> tuple[ConversationSpec, ...]:
        if not given:
            raise ValueError("holds no conversation: write one, - id: new-lead, and its turns")
        return given

    @model_validator(mode="after")
    def _begins(self) -> Self:
        for name in ("now", "user"):
            if getattr(self, name) is None and any(getattr(one, name) is None for one in self.conversations):
                raise ValueError(f"has no {name}, and not every conversation has its own: add it at the top")
        return self

    def scene(self, conversation: ConversationSpec) -> Scene:
        """Return what `conversation` begins with."""
        now, user = conversation.now or self.now, conversation.user or self.user
        assert isinstance(now, datetime)
        assert user is not None
        return Scene(now=now, user=user, given=self.given.with_(conversation.given))


def _brief(meanwhile: Meanwhile | None) -> str:
    assert meanwhile is not None
    parts = []
    for verb in ("create", "update", "delete"):
        for kind, records in getattr(meanwhile, verb).items():
            named = ", ".join(
                str(one.get("name") or one.get("title") or one.get("subject") or "one") for one in records
            )
            parts.append(f"{verb} {kind} {named}")
    return "; ".join(parts)
