"""Yes-or-no slots, orders and counts that a word anywhere in the wish tells, in three languages."""

from __future__ import annotations

import pytest

from nia.tools.exports.shapes import shapes
from nia.tools.registry import Registry
from nia.understanding.assign import assign
from nia.understanding.entities import entity_lexicon
from nia.understanding.port import ToolShape
from nia.understanding.tokens import tokenize
from nia.understanding.units import cut

TOOLS = {tool.name: tool for tool in shapes(Registry.load())}
LEXICON = entity_lexicon()


def read(tool: str, text: str) -> dict[str, object]:
    shape: ToolShape = TOOLS[tool]
    return {name: value.value for name, value in assign(shape, text, cut(tokenize(text), (), LEXICON), []).items()}


@pytest.mark.parametrize(
    "text",
    [
        "show my unread mails", "mails I haven't read", "jo mail nahi padhe wo dikhao", "bina padhe mails",
        "जो मेल नहीं पढ़े वो दिखाओ", "किसकी मेल पढ़ी नहीं मैंने", "बिना पढ़ी मेल बताओ", "जो ईमेल अब तक नहीं खोले",
    ],
)  # fmt: skip
def test_mails_that_were_not_read(text: str) -> None:
    assert read("list_emails", text).get("unread") is True


@pytest.mark.parametrize(
    ("text", "online"),
    [
        ("an online meeting", True), ("zoom pe meeting", True), ("ऑनलाइन मीटिंग रख दो", True), ("ज़ूम पर मिलना है", True),
        ("वीडियो कॉल लगा दो", True), ("आमने सामने की मीटिंग", False), ("मीटिंग ऑनलाइन नहीं होगी", False),
        ("मीटिंग रख दो", None),
    ],
)  # fmt: skip
def test_whether_a_meeting_is_online(text: str, online: bool | None) -> None:
    assert read("schedule_meeting", text).get("online") is online


@pytest.mark.parametrize(
    ("text", "order", "limit"),
    [
        ("top 5 leads", "-value", 5), ("पाँच सबसे नई लीड", "-created", 5), ("सबसे बड़ी तीन डील", "-value", 3),
        ("सौदे छोटे से बड़े", "value", None), ("सबसे बड़ी डील दिखा दो", "-value", None),
    ],
)  # fmt: skip
def test_how_many_in_which_order(text: str, order: str, limit: int | None) -> None:
    found = read("find_leads", text)
    assert (found.get("order"), found.get("limit")) == (order, limit)
