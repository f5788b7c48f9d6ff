"""What is sent to the browser of a card and a table, and that text cannot be markup."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.agent.turn import CardRow, CardView, Table
from nia.config import default_config_dir
from nia.ui import elements
from nia.ui.texts import Texts, load_texts

ROWS = (CardRow("phone", "Phone", "+91 98200 12345", old="1", raw="+919820012345", kind="phone"),)
TABLE = Table("Leads", ("Name",), (("Ravi",),), more=2)
CARD = CardView("p1", "h1", "update_leads", "Change these", ROWS, "Go ahead?", "Yes", "Edit", "No", table=TABLE)


@pytest.fixture
def texts() -> Texts:
    return load_texts(default_config_dir())["en"]


def test_a_card_is_plain_json_with_all_that_its_element_reads(texts: Texts, root: Path) -> None:
    props = json.loads(json.dumps(elements.card_props(CARD, texts)))
    assert props["state"] == "waiting"
    assert (props["proposal"], props["hash"]) == ("p1", "h1")
    assert props["table"]["rows"] == [["Ravi"]]
    jsx = (root / "public/elements" / f"{elements.CARD}.jsx").read_text("utf-8")
    for name in ("title", "position", "receipt", "warnings", "irreversible", "question", "confirm", "edit", "cancel"):
        assert name in props
        assert f"props.{name}" in jsx


def test_a_decided_card_keeps_what_it_said(texts: Texts) -> None:
    before = elements.card_props(CARD, texts)
    after = elements.settled(before, "done", texts)
    assert after["receipt"] == "Confirmed"
    assert {**after, "state": "waiting", "receipt": ""} == before


def test_a_table_says_how_many_more_there_are(texts: Texts) -> None:
    assert elements.table_props(TABLE, texts)["more"] == "2 more"
    assert elements.table_props(Table("", (), ()), texts)["more"] == ""


@pytest.mark.parametrize("name", [elements.CARD, elements.TABLE])
def test_a_wide_table_is_scrolled_by_the_keyboard_too(name: str, root: Path) -> None:
    jsx = (root / "public/elements" / f"{name}.jsx").read_text("utf-8")
    (region,) = re.findall(r'<div className="nia-scroll"[^>]*>', jsx)
    for part in ("tabIndex={0}", 'role="region"', "aria-label={"):
        assert part in region


@given(st.text(alphabet="ab*_`[]()<>#|~!$\\{}\n", max_size=40))
def test_text_is_escaped_so_that_nothing_is_lost_or_marked_up(text: str) -> None:
    shown = elements.plain(text)
    unescaped, at = "", 0
    while at < len(shown):
        if shown[at] == "\\":
            at += 1
        else:
            assert shown[at] not in "\\`*_{}[]<>#|~!$"
        unescaped += shown[at]
        at += 1
    assert unescaped.replace("  \n", "\n") == text
