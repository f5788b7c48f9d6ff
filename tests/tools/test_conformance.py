"""Every registered tool has what a tool must have; and the walk that says so finds what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nia.agent.sentences import Sentences
from nia.config import default_config_dir
from nia.tools.conformance import problems
from nia.tools.registry import Registry
from nia.tools.spec import Effect, Tool
from nia.understanding.port import Language

TOOLS = {tool.name: tool for tool in Registry.load().everything()}
CONTRACT = """create_lead find_leads get_lead lead_history update_lead update_leads add_note log_activity delete_lead
save_contact schedule_meeting list_meetings check_availability reschedule_meeting update_meeting cancel_meeting
create_task list_tasks complete_task update_task cancel_task list_emails get_email summarize_emails draft_email
send_email email_to_task my_day sales_report remember recall forget sync_crm crm_status switch_crm""".split()


def reasons() -> list[str]:
    names = Sentences.load(default_config_dir()).names(Language.ENGLISH)
    return [name.removeprefix("irreversible.") for name in names if name.startswith("irreversible.")]


def test_every_tool_of_the_contract_is_there() -> None:
    assert set(CONTRACT) <= TOOLS.keys()


@pytest.mark.parametrize("name", TOOLS)
def test_a_registered_tool_lacks_nothing(name: str) -> None:
    assert problems(TOOLS[name], reasons()) == []


@pytest.mark.parametrize("name", [name for name, tool in TOOLS.items() if tool.effect is Effect.WRITE])
def test_a_write_can_be_taken_back_or_says_why_not(name: str) -> None:
    tool = TOOLS[name]
    assert tool.no_inverse is None or tool.no_inverse in reasons()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"description": ""}, "what it does"),
        ({"timeout_s": 0}, "timeout"),
        ({"timeout_s": 60}, "timeout"),
        ({"asks": ()}, "never asked"),
        ({"asks": ("name", "company", "colour")}, "no slots colour"),
        ({"no_inverse": "because"}, "because"),
    ],
)
def test_the_walk_finds_what_is_missing(change: dict[str, object], said: str) -> None:
    broken: Tool = replace(TOOLS["create_lead"], **change)
    assert any(said in problem for problem in problems(broken, ["sent_mail"]))
