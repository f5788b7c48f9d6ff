"""docs/tools.md says what the tools' definitions say."""

from __future__ import annotations

from pathlib import Path

from nia.tools.exports.docs import PAGE, english_reasons, render
from nia.tools.registry import Registry

ROOT = Path(__file__).parents[3]
TOOLS = Registry.load().everything()
REASONS = english_reasons(ROOT / "config")


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    assert page == render(TOOLS, REASONS), "run python -m nia.tools.exports.docs"


def test_every_tool_of_users_has_a_section_and_those_of_nia_have_none() -> None:
    page = render(TOOLS, REASONS)
    for tool in TOOLS:
        assert (f"### `{tool.name}`" in page) is not tool.internal


def test_a_write_that_cannot_be_undone_says_why() -> None:
    section = render([one for one in TOOLS if one.name == "send_email"], REASONS)
    assert "- Undo: no. A mail that was sent cannot be taken back." in section


def test_the_slots_of_an_example_make_no_links() -> None:
    page = render(TOOLS, REASONS)
    assert "- mark **him** (`lead`) **qualified** (`status`)" in page
    assert "](where" not in page
