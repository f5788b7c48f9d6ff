"""intent: what is asked, or which dialogue act it is, in the light of what was just asked or shown."""

from __future__ import annotations

import unicodedata
from typing import Any

from nia.agent import policy, untold
from nia.agent.context import turn_context
from nia.agent.runtime import Runtime
from nia.agent.state import Say, State, Work
from nia.agent.tasks import current, waits_quietly
from nia.errors import Refusal
from nia.ledger import proposals
from nia.understanding.port import Act, Language, SlotValue, Understanding

SOCIAL = {Act.HELP, Act.GREET, Act.THANKS, Act.GOODBYE}
LONGEST = 20_000  # characters; what is longer is a file, not a message


async def intent(state: State, runtime: Runtime) -> dict[str, Any]:
    """Understand the turn and say what it does to the tasks."""
    work = state["work"]
    if work.press is None and not _readable(work):
        return {}
    understood = _pressed(state, work) or await runtime.understander.understand(
        work.said, turn_context(state, work, runtime)
    )
    work.understanding = understood
    language = understood.language if understood.language_is_clear else Language(state["language"])
    state = {**state, "language": str(language)}
    after = policy.apply(state, work, runtime)
    await untold.tell_again(state, work, runtime)
    top = next(iter(after.get("tasks", state["tasks"])), None)
    if top is not None and top["id"] == work.brought:
        work.says.append(Say("says.waited"))
    return {"language": str(language), **after}


def _readable(work: Work) -> bool:
    """Refuse what nobody could act on: nothing at all, or far too much."""
    text = work.said.strip()
    if any(unicodedata.category(char)[0] in "LN" for char in text[:LONGEST]) and len(text) <= LONGEST:
        return True
    problem = "message_too_long" if len(text) > LONGEST else "message_empty"
    work.says.append(Say(f"errors.{problem}", {"limit": LONGEST}))
    work.refusal = Refusal.INVALID
    work.intents.append(Act.OUT_OF_SCOPE)
    return False


def _pressed(state: State, work: Work) -> Understanding | None:
    """Return what a button of the card means; it counts only for the proposal that it was shown on."""
    press = work.press
    if press is None:
        return None
    language = Language(state["language"])
    kind, waits = str(press["kind"]), work.waiting
    if kind == "show" or (work.brought and waits is not None and press.get("proposal") == waits["id"]):
        return Understanding(language, act=Act.REPEAT, language_is_clear=False, by="session")
    if kind == "undo":
        return Understanding(language, act=Act.UNDO, language_is_clear=False, by="button")
    if waits is None or press.get("proposal") != waits["id"] or press.get("hash") != waits["hash"]:
        work.says.append(Say("says.already_done" if work.decided == proposals.State.DONE else "errors.card_gone"))
        return Understanding(language, act=Act.CONFIRM, language_is_clear=False, by="stale")
    waits["delivered"] = True
    if kind == "edit":
        answers = {name: SlotValue(value, str(value)) for name, value in dict(press.get("values") or {}).items()}
        return Understanding(language, act=Act.CORRECT, answers=answers, language_is_clear=False, by="button")
    act = Act.CONFIRM if kind == "confirm" else Act.CANCEL
    return Understanding(language, act=act, language_is_clear=False, by="button")


def next_step(state: State) -> str:
    """Route onwards: a confirmed write or an undo runs, an open task is settled, talk is answered."""
    work, task = state["work"], current(state)
    if work.confirmed or (task is not None and task["tool"] == policy.UNDO):
        return "act"
    act = work.understanding.act if work.understanding else None
    talk_only = work.understanding is None or act in SOCIAL or work.understanding.by == "stale"
    talk_only = talk_only and (task is None or task["id"] != work.brought)
    return "slots" if task is not None and not talk_only and not waits_quietly(task) else "reply"
