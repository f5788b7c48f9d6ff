"""Results of runs, made by hand: what the tests of measures, baselines and reports judge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nia.evaluation.outcome import Check, ConversationResult, RunResult, TurnResult

#: What would run in a page, end an XML file, or move a terminal's cursor, if a report let it through.
HOSTILE = "<script>alert('x')</script> & \"quoted\" ]]> \x1b[31mred\x1b[0m \x00 \u202egnol \ud83d [bold]no[/bold]"


def check(held: bool = True, key: str = "reply.contains", **given: Any) -> Check:
    defaults = {"expected": "John", "got": "John" if held else None, "why": "" if held else "the reply lacks John"}
    return Check(key=key, held=held, **{**defaults, **given})


def turn(number: int = 1, did: str = "say: hello", **given: Any) -> TurnResult:
    return TurnResult(**{"number": number, "did": did, "reply": "Hello.", "language": "en", **given})


def conversation(name: str = "leads-en/one", held: bool = True, **given: Any) -> ConversationResult:
    suite, _, one = name.partition("/")
    defaults = {
        "language": "en",
        "file": f"evals/suites/en/{suite}.yaml",
        "line": 7,
        "turns": (turn(checks=(check(held),)),),
    }
    return ConversationResult(suite=suite, id=one, **{**defaults, **given})


def broken(name: str = "leads-en/one", **given: Any) -> ConversationResult:
    return conversation(name, error="the database went away", turns=(), **given)


def tried(name: str, passes: str, **given: Any) -> list[ConversationResult]:
    """Return one attempt for each sign: `+` passed, `-` failed, `!` broke."""
    made = {"+": conversation, "-": lambda name, **more: conversation(name, False, **more), "!": broken}
    return [made[sign](name, attempt=number, **given) for number, sign in enumerate(passes, 1)]


def run(conversations: Iterable[ConversationResult], **given: Any) -> RunResult:
    return RunResult(tuple(conversations), **given)


def outcomes(**passes: str) -> RunResult:
    """Return a run of conversations `leads-en/<keyword>`, each with the attempts that `tried` reads."""
    found = [one for name, signs in passes.items() for one in tried(f"leads-en/{name}", signs)]
    return run(found, repeat=max((len(signs) for signs in passes.values()), default=1))


def rich_run() -> RunResult:
    """Return a run that has something of everything a report shows."""
    lead = {"name": "John Mathew", "company": "Zenith Pharma", "phone": "+919820012345"}
    slots = check(
        False, "slots", label="phone", expected="+919820012345", got="+91982001234", why="phone has another value"
    )
    said = turn(
        1,
        "say: create a lead for John Mathew from Zenith Pharma",
        reply="What is John Mathew's email or phone?",
        line=12,
        intents=("create_lead",),
        checks=(check(key="intent", expected="create_lead", got="create_lead"), slots),
        slots_expected=2,
        slots_right=1,
        latency_ms=41.5,
    )
    wrote = turn(
        2,
        "say: yes",
        reply="Done: the lead John Mathew is there.",
        wrote=("create_lead",),
        latency_ms=1320,
        line=18,
        checks=(
            check(
                False,
                "wrote",
                expected=[{"tool": "create_lead", "args": lead}],
                got=[{"tool": "create_lead", "args": {**lead, "company": "Zenith"}}],
                why="create_lead ran otherwise",
            ),
        ),
    )
    later = turn(3, "later: PT18H", reply="")
    records = (check(False, "finally.leads", label="0", expected=lead, got=None, why="there is no such lead"),)
    hindi = turn(
        1,
        "say: राहुल वर्मा का नंबर बदलो",
        reply="नया नंबर क्या है?",
        language="hi",
        model_calls=2,
        cost=0.0123,
        latency_ms=88,
        checks=(check(False, "reply.language", expected="hi-en", got="hi", why="the reply is in Hindi"),),
    )
    hinglish = turn(
        1,
        "say: Rahul ka number badlo",
        reply="Naya number kya hai?",
        language="hi-en",
        latency_ms=30,
        checks=(check(),),
    )
    return run(
        [
            conversation(
                "leads-en/one-shot-then-phone",
                tags=("slot-filling", "correction"),
                turns=(said, wrote, later),
                finally_checks=records,
            ),
            conversation(
                "leads-en/hostile",
                turns=(
                    turn(
                        1,
                        f"say: {HOSTILE}",
                        reply=HOSTILE,
                        unfounded=1,
                        unconfirmed=1,
                        checks=(check(False, expected=HOSTILE, got=HOSTILE + "!", why=HOSTILE),),
                    ),
                ),
                tags=("injection",),
            ),
            conversation("leads-hi/number", language="hi", turns=(hindi,), tags=("correction",)),
            conversation("leads-hi-en/number", language="hi-en", turns=(hinglish,), tags=("correction",)),
            *(conversation(f"meetings-en/plain-{number}", tags=("slot-filling",)) for number in range(12)),
            broken("meetings-en/lost"),
        ],
        seconds=41.2,
        started="2026-03-02T04:00:00Z",
        config="config",
    )
