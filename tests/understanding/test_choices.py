"""Closed sets as people say them in three languages: statuses, sources, priorities, kinds, metrics, systems, tones."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nia.understanding.entities import entity_lexicon
from nia.understanding.port import SlotKind, SlotShape, ToolShape
from nia.understanding.tokens import tokenize
from nia.understanding.training.frames import read_frames
from nia.understanding.units import cut
from nia.understanding.values import choice

SAID = {
    ("log_activity", "kind"): {
        "call": "कॉल, काल, रिंग, फ़ोन, बात, वार्ता, called, ring, baat hui",
        "visit": "विज़िट, विजिट, गया था, गई थी, हो आया, होकर आया, gayi, gaye the, visited",
        "meeting": "बैठक, मुलाक़ात, मुलाकात, डेमो, मिलकर आ रहा हूँ, मिलना, मिल लिया, mulaqat, bhent, milna, coffee",
        "message": "व्हाट्सएप, वाट्सएप, व्हाट्सऐप, मैसेज, whatsapp",
        "email": "ईमेल, मेल, mailed",
    },
    ("update_lead", "status"): {
        "new": "नई, नये, नया, naya, new",
        "contacted": "संपर्क हुआ, संपर्क किया, बात हो गई, contacted",
        "qualified": "क्वालीफाइड, क्वालिफाईड, क्वालिफ़ाइड, हॉट, qualifed",
        "proposal": "प्रोपोज़ल, प्रपोज़ल, प्रस्ताव, quotation",
        "negotiation": "नेगोशिएशन, मोलभाव, negotiating",
        "won": "जीत लिया, जीते, जीती, वॉन, jeet liya, jeet gaye, final ho gaya, पक्का हो गया",
        "lost": "लॉस्ट, हाथ से निकल गया, खो दिया, हार गए, गई हाथ से, haath se gayi, haar gaye, kho diya",
    },
    ("create_lead", "source"): {
        "event": "एक्सपो, एग्ज़िबिशन, इवेंट, मेला, ट्रेड फेयर, exhibitions, mela",
        "partner": "पार्टनर, डीलर, dealer, channel partner",
        "cold_call": "कोल्ड कॉल, cold calling",
        "social": "लिंक्डइन, फेसबुक, इंस्टाग्राम, सोशल मीडिया, insta",
        "advertisement": "विज्ञापन, अखबार के विज्ञापन, newspaper ad, akhbar",
        "referral": "रेफ़रल, referred, a friend, दोस्त से",
        "website": "वेबसाइट, website",
    },
    ("create_task", "priority"): {
        "low": "कम, लो, low, kam",
        "normal": "सामान्य, नॉर्मल, medium",
        "high": "उच्च, ऊँची, हाई, ज़्यादा, high, important",
        "urgent": "ज़रूरी, अर्जेंट, तुरंत, zaruri, urgent",
    },
    ("sales_report", "metric"): {
        "revenue": "रेवेन्यू, राजस्व, बिक्री, bikri",
        "conversion": "कन्वर्ज़न, कन्वर्जन, conversion",
        "pipeline": "पाइपलाइन, pipeline",
        "activity": "एक्टिविटी, गतिविधि",
        "team": "टीम, team",
    },
    ("switch_crm", "system"): {
        "salesforce": "सेल्सफोर्स, सेल्सफ़ोर्स, सेल्स फोर्स, Salesforce",
        "sap": "सैप, एसएपी, SAP",
        "creatio": "क्रिएटियो, क्रिएशियो, Creatio",
        "builtin": "बिल्टइन, बिल्ट-इन, अपना वाला, builtin",
    },
    ("draft_email", "tone"): {
        "friendly": "दोस्ताना, फ्रेंडली, मित्रवत, dostana",
        "formal": "औपचारिक, फॉर्मल, formal",
        "short": "छोटा, chhota, संक्षिप्त, shorter",
    },
    ("update_meeting", "status"): {"held": "संपन्न, पूरी, पूरा, हेल्ड, हो चुकी, हो गई, हुई, went ahead, ho gya, complete"},
    ("list_tasks", "status"): {
        "open": "खुले, ओपन, बाकी, पेंडिंग, pending",
        "done": "हो चुके, पूरे, पूरे किए हुए, ho gaye",
        "cancelled": "रद्द, कैंसिल, cancelled",
        "overdue": "ओवरड्यू, छूट गए, overdue",
    },
    ("find_leads", "order"): {
        "-value": "सबसे बड़े, biggest, sabse badi, टॉप",
        "value": "सबसे छोटे, smallest, sabse chhoti",
        "-created": "latest, सबसे नए, हाल के, sabse nayi",
        "created": "purane, पुराने, oldest, सबसे पुरानी",
        "name": "नाम के हिसाब से, alphabetically",
    },
}
EACH = [
    (tool, slot, phrase, value)
    for (tool, slot), values in SAID.items()
    for value, phrases in values.items()
    for phrase in phrases.split(", ")
]
LEXICON = entity_lexicon()
LANGUAGES = Path(__file__).parents[2] / "config" / "languages"
SHOWN = [
    (tool, slot, value, yaml.safe_load((LANGUAGES / f"{language}.yaml").read_text(encoding="utf-8"))["choices"][value])
    for language in ("en", "hi-en", "hi")
    for (tool, slot), values in SAID.items()
    if slot != "order"
    for value in values
]


def chosen(shape: SlotShape, said: str) -> str | None:
    return choice(shape, cut(tokenize(said), (), LEXICON))


def slot_of(tools: tuple[ToolShape, ...], tool: str, name: str) -> SlotShape | None:
    place, _, leaf = name.rpartition(".")
    tool = {"where": "find_leads", "set": "update_lead"}.get(place, tool)
    return next((shape.slot(leaf) for shape in tools if shape.name == tool), None)


@pytest.mark.parametrize(("tool", "slot", "said", "value"), EACH, ids=[f"{slot}-{said}" for _, slot, said, _ in EACH])
def test_what_is_said_for_a_choice(tools: tuple[ToolShape, ...], tool: str, slot: str, said: str, value: str) -> None:
    shape = slot_of(tools, tool, slot)
    assert shape is not None
    assert chosen(shape, said) == value


@pytest.mark.parametrize(("tool", "slot", "value", "shown"), SHOWN)
def test_what_nia_shows_is_understood(
    tools: tuple[ToolShape, ...], tool: str, slot: str, value: str, shown: str
) -> None:
    shape = slot_of(tools, tool, slot)
    assert shape is not None
    assert chosen(shape, shown) == value


def test_nearly_all_that_was_marked_as_a_choice_is_one(tools: tuple[ToolShape, ...]) -> None:
    marked = [
        (shape, frame.text[mark.start : mark.end])
        for frame in read_frames()
        for mark in frame.marks
        if (shape := slot_of(tools, frame.intent, mark.slot)) is not None and shape.kind is SlotKind.CHOICE
    ]
    unknown = [f"{shape.name}: {said}" for shape, said in marked if chosen(shape, said) is None]
    assert len(unknown) <= 0.03 * len(marked), unknown


def test_an_ordinary_word_is_a_choice_only_where_it_was_marked() -> None:
    for word in ("गया", "लो", "कम", "हुई", "bhent", "final"):
        (unit,) = cut(tokenize(word), (), LEXICON)
        assert not {"kind", "priority", "status", "meeting_status"} & set(unit.senses), word


def test_a_word_of_english_in_another_hindi_spelling_is_known_by_its_sound(tools: tuple[ToolShape, ...]) -> None:
    for tool, slot, said, value in (
        ("update_lead", "status", "नेगोसिएशन्स", "negotiation"),
        ("switch_crm", "system", "सैल्सफोर्स", "salesforce"),
        ("create_lead", "source", "एडवरटाइजमेंट", "advertisement"),
    ):
        shape = slot_of(tools, tool, slot)
        assert shape is not None
        assert chosen(shape, said) == value
