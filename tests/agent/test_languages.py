"""The language files: the three say the same things, and whatever NIA can do or refuse has its text in each."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from nia.accounts.principal import Role
from nia.agent.sentences import Sentences, Text
from nia.sales.mail_priority import Sender
from nia.store.tables import User
from nia.tools.registry import Registry
from nia.tools.spec import Effect, Tool
from nia.understanding.port import Act, Language
from tests.agent.chat import Chat
from tests.agent.codes import calls, constants, field_names, problems, result_keys, view_files

ROOT = Path(__file__).parents[2]
SENTENCES = Sentences.load(ROOT / "config")
EVERYTHING = Registry.load().everything()
TOOLS = [tool for tool in EVERYTHING if not tool.internal]
FORMS = {
    "",
    "time",
    "money",
    "duration",
    "choice",
    "choices",
    "list",
    "or",
    "n",
    "percent",
    "label",
    "inline",
    "created",
    "without",
}
"""The forms that `nia.agent.wording` knows."""
LANGUAGES = pytest.mark.parametrize("language", list(Language))
OF_A_TOOL = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)


def missing(language: Language, names: set[str]) -> set[str]:
    return names - SENTENCES.names(language)


def test_the_three_files_have_the_same_names() -> None:
    english = SENTENCES.names(Language.ENGLISH)
    for language in Language:
        assert SENTENCES.names(language) ^ english == set(), language


@LANGUAGES
def test_a_text_has_the_same_placeholders_in_each_language(language: Language) -> None:
    differing = {
        name: (placeholders(text(language, name)), placeholders(text(Language.ENGLISH, name)))
        for name in SENTENCES.names(Language.ENGLISH) & SENTENCES.names(language)
        if placeholders(text(language, name)) != placeholders(text(Language.ENGLISH, name))
    }
    assert differing == {}


@LANGUAGES
def test_every_form_of_a_placeholder_is_known(language: Language) -> None:
    forms = {form for name in SENTENCES.names(language) for _, form in placeholders(text(language, name))}
    assert forms <= FORMS


@LANGUAGES
def test_a_text_that_depends_on_a_count_has_a_form_for_every_count(language: Language) -> None:
    counted = {name: text(language, name) for name in SENTENCES.names(language)}
    assert [name for name, forms in counted.items() if not isinstance(forms, str) and "other" not in forms] == []


@LANGUAGES
@OF_A_TOOL
def test_a_tool_has_its_texts(tool: Tool, language: Language) -> None:
    wanted = {f"tools.{tool.name}", *(f"labels.{slot.name}" for slot in tool.slots)}
    wanted |= {f"choices.{choice}" for slot in tool.slots for choice in slot.choices}
    if tool.effect is Effect.WRITE:
        wanted.add(f"cards.{tool.name}")
    if tool.no_inverse is not None:
        wanted.add(f"irreversible.{tool.no_inverse}")
    assert missing(language, wanted) == set()


@LANGUAGES
@OF_A_TOOL
def test_a_tool_asks_for_each_slot_in_words_of_its_own(tool: Tool, language: Language) -> None:
    groups = [(slot.name,) for slot in tool.slots if slot.required] + list(tool.one_of)
    for group in groups:
        name = "_or_".join(group) if len(group) <= 2 else "change"  # as nia/agent/nodes/slots.py builds it
        assert SENTENCES.find(language, f"asks.{tool.name}.{name}", f"asks.any.{name}") is not None, name
        assert (
            missing(language, {f"asks.any.{name}"}) == set() or missing(language, {f"asks.{tool.name}.{name}"}) == set()
        )


@LANGUAGES
def test_every_result_has_its_sentence(language: Language) -> None:
    assert missing(language, {f"results.{key}" for key in result_keys(EVERYTHING)}) == set()


def test_no_sentence_of_a_result_is_left_over() -> None:
    said = {name for name in SENTENCES.names(Language.ENGLISH) if name.startswith("results.")}
    assert said - {f"results.{key}" for key in result_keys(EVERYTHING)} == {"results.any"}


@LANGUAGES
def test_every_problem_has_its_sentence(language: Language) -> None:
    assert missing(language, {f"errors.{code}" for code in problems()}) == set()


@LANGUAGES
def test_every_warning_has_its_sentence(language: Language) -> None:
    kinds = {name for call in calls("Warn", "nia/tools") for name in constants(call.args[0])}
    assert {"conflict", "duplicate", "past", "outside_hours", "new_recipient"} <= kinds
    assert missing(language, {f"warns.{kind}" for kind in kinds | {"changed"}}) == set()


@LANGUAGES
def test_every_column_and_every_value_that_is_a_code_has_its_word(language: Language) -> None:
    columns = {name for file in view_files() for name in field_names(file)}
    assert {"company", "received", "remind_at", "outcome", "revenue"} <= columns
    assert missing(language, {f"labels.{name}" for name in columns}) == set()
    codes = {*map(str, Role), "note", "status", "mail", "mail_sent", "meeting", "task"}
    assert missing(language, {f"choices.{code}" for code in codes}) == set()
    assert (
        missing(language, {f"counts.{kind}" for kind in ("call", "visit", "message", "email", "meeting", "task")})
        == set()
    )
    reasons = {str(sender) for sender in Sender if sender not in ("unknown",)} | {"set"}
    assert missing(language, {f"reasons.{reason}" for reason in reasons}) == set()


@LANGUAGES
def test_every_heading_of_a_list_has_its_text(language: Language) -> None:
    headings = {"meetings", "tasks", "follow_ups", "mails", "free", "busy", "other_currencies"}
    headings |= {"pipeline", "conversion", "revenue", "activity", "team"}
    assert missing(language, {f"sections.{heading}" for heading in headings}) == set()


@LANGUAGES
def test_every_act_that_is_answered_by_itself_has_its_answer(language: Language) -> None:
    acts = {Act.GREET, Act.THANKS, Act.GOODBYE, Act.HELP, Act.OUT_OF_SCOPE}
    assert missing(language, {f"says.{act}" for act in acts}) == set()


def test_hindi_is_in_its_own_script_and_hinglish_is_not() -> None:
    for name in SENTENCES.names(Language.HINGLISH):
        assert not re.search("[\u0900-\u097f]", flat(text(Language.HINGLISH, name))), name
    spoken = ("says", "asks", "errors", "results", "cards", "warns")
    for name in SENTENCES.names(Language.HINDI):
        bare = re.sub(r"\{[^}]*\}", "", flat(text(Language.HINDI, name)))
        if name.startswith(spoken) and re.search(r"\w", bare):
            assert re.search("[\u0900-\u097f]", bare), name


def test_she_speaks_of_herself_in_the_feminine() -> None:
    masculine = re.compile(r"ूँगा|सकता हूँ|समझ नहीं पाया|\b\w+unga\b|\bsakta hoon|samajh nahi paaya")
    for language in (Language.HINDI, Language.HINGLISH):
        assert [name for name in SENTENCES.names(language) if masculine.search(flat(text(language, name)))] == []


STRAYS = {
    Language.ENGLISH: r"\b(?:e-mail|todo|appointment)\b",
    Language.HINDI: r"काम(?! के समय| \(\{tool)|का लीड|लीड बन गया|सूची|संपर्क(?! हुआ)|मसौदा|कौन-स|मेल पता|संदेश|विषय|दर्ज"
    r"|कृपया|अनुमति|व्यक्ति|प्रविष्टि|निर्धारित|संक्षेप|अवधि|लिखा गया",
    Language.HINGLISH: r"\b(?:yeh|woh|kaunsa|kaunsi|jyada|please|mail address)\b|kaam(?! \(\{tool)|\bka lead"
    r"|lead ban gaya|likha gaya",
}
"""Other words for what each language calls a task, a lead, a list, a contact or a draft, and words of no office."""


@LANGUAGES
def test_one_word_is_used_for_one_thing(language: Language) -> None:
    stray = re.compile(STRAYS[language], re.IGNORECASE)
    assert [name for name in SENTENCES.names(language) if stray.search(flat(text(language, name)))] == []


def text(language: Language, name: str) -> Text:
    found = SENTENCES.find(language, name)
    assert found is not None, f"{language} lacks {name}"
    return found


def flat(of: Text) -> str:
    return of if isinstance(of, str) else " ".join(of.values())


def placeholders(of: Text) -> set[tuple[str, str]]:
    """Return the placeholders of a text, or of all its forms together, with how each is said."""
    return {(name, form or "") for _, name, form, _ in string.Formatter().parse(flat(of)) if name}


@LANGUAGES
async def test_what_the_help_says_is_understood(chat: Chat, language: Language) -> None:
    examples = re.findall("“([^”]+)”", flat(text(language, "says.help")))
    assert len(examples) >= 5
    for n, example in enumerate(examples):
        chat.conversation = f"c{n}"  # each stands for itself
        turn = await chat.say(example)
        assert turn.intent in {"undo", *(tool.name for tool in TOOLS)}, (example, turn.reply)
        assert turn.language == language or turn.intent == "undo", example


@pytest.mark.parametrize(
    ("tag", "language"), [("hi-en", "hi-en"), ("hi-Latn-IN", "hi-en"), ("hi-IN", "hi"), ("en-IN", "en")]
)
async def test_a_conversation_opens_in_the_users_own_language(tag: str, language: str, chat: Chat) -> None:
    async with chat.agent.database.begin() as session:
        (await session.get_one(User, chat.user)).language = tag
    assert (await chat.say("98200 12345")).language == language
