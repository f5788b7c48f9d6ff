"""What a question offers is taken by a bare yes, never written in silence: the mail's company, the likely address."""

from __future__ import annotations

import pytest

from nia.store.tables import Contact, Lead
from tests.agent.chat import Chat
from tests.world import World


@pytest.mark.parametrize(
    ("said", "asked", "yes"),
    [
        (
            "create a lead for Priya Nair, priya@zenithpharma.co.in",
            "Zenith Pharma, from zenithpharma.co.in?",
            "yes",
        ),
        ("Priya Nair ki lead banao, email priya@zenithpharma.in", "Zenith Pharma (zenithpharma.in se)?", "haan"),
        ("प्रिया नायर की लीड बनाओ, ईमेल priya@zenithpharma.in", "Zenith Pharma (zenithpharma.in से)?", "हाँ"),
    ],
)
async def test_the_company_of_the_mail_is_offered_and_a_yes_takes_it(
    chat: Chat, said: str, asked: str, yes: str
) -> None:
    turn = await chat.say(said)
    assert (turn.asks, turn.slots.get("company")) == (("company",), None)
    assert asked in turn.reply
    turn = await chat.say(yes)
    assert turn.proposal is not None
    assert (turn.slots["company"], await chat.rows(Lead)) == ("Zenith Pharma", [])


async def test_a_company_that_is_known_keeps_its_spelling(chat: Chat, world: World) -> None:
    await world.lead("Rahul Verma", "ZenithPharma Pvt Ltd")
    await world.lead("Zubin Irani", "Coast-Lines", owner=world.zoya)
    assert "ZenithPharma Pvt Ltd, from" in (await chat.say("create a lead for Priya Nair, p@zenithpharma.in")).reply
    chat.conversation = "c2"
    assert "Coastlines, from" in (await chat.say("create a lead for Priya Nair, p@coastlines.in")).reply


async def test_a_provider_tells_no_company(chat: Chat) -> None:
    turn = await chat.say("create a lead for Priya Nair, priya@rediffmail.com")
    assert turn.reply == "Which company is Priya Nair from?"
    assert (await chat.say("yes")).proposal is None


async def test_a_no_drops_the_offer_and_the_question_stays(chat: Chat) -> None:
    await chat.say("create a lead for Priya Nair, priya@lotusfoods.in")
    turn = await chat.say("no")
    assert (turn.asks, turn.reply) == (("company",), "Which company is Priya Nair from?")
    assert (await chat.say("Lotus Exports")).slots["company"] == "Lotus Exports"


@pytest.mark.parametrize(
    ("answer", "company"), [("no, Zenith Labs", "Zenith Labs"), ("yes, and 98200 12345", "Lotus Foods")]
)
async def test_an_answer_may_bring_more(chat: Chat, answer: str, company: str) -> None:
    await chat.say("create a lead for Priya Nair, priya@lotusfoods.in")
    turn = await chat.say(answer)
    assert turn.slots["company"] == company
    assert turn.proposal is not None


async def test_a_contact_needs_no_company_but_is_told_of_it_once(chat: Chat) -> None:
    turn = await chat.say("save Leela Iyer as a contact, her mail is leela@lotusfoods.in")
    assert turn.proposal is not None
    assert "company Lotus Foods" in turn.reply
    turn = await chat.say("company Lotus Foods")
    assert "may be" not in turn.reply
    await chat.say("yes")
    assert [row.company for row in await chat.rows(Contact)] == ["Lotus Foods"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("said", "asked", "yes"),
    [
        ("create a lead for Priya Nair from Zenith, email priya@gmial.com", "Did you mean priya@gmail.com?", "yes"),
        ("create a lead for Priya Nair from Zenith, email priya@@gmail.com", "Did you mean priya@gmail.com?", "yes"),
        ("create a lead for Priya Nair from Zenith, email priya@gmailcom", "Did you mean priya@gmail.com?", "yes"),
        ("Zenith Pharma ki Priya Nair ki lead banao, priya@gmail,com", "Kya aapka matlab priya@gmail.com hai?", "haan"),
        ("ज़ेनिथ फार्मा की प्रिया नायर की लीड बनाओ, priya@gmial.com", "क्या आपका मतलब priya@gmail.com है?", "हाँ"),
    ],
)
async def test_an_address_that_looks_wrong_is_questioned(chat: Chat, said: str, asked: str, yes: str) -> None:
    turn = await chat.say(said)
    assert (turn.asks, turn.proposal, turn.slots.get("email")) == (("email",), None, None)
    assert asked in turn.reply
    assert (await chat.say(yes)).slots["email"] == "priya@gmail.com"


@pytest.mark.parametrize("answer", ["no", "priya@gmial.com"])
async def test_who_keeps_to_an_address_gets_it(chat: Chat, answer: str) -> None:
    await chat.say("create a lead for Priya Nair from Zenith, email priya@gmial.com")
    turn = await chat.say(answer)
    assert turn.proposal is not None
    assert turn.slots["email"] == "priya@gmial.com"


async def test_an_address_that_cannot_be_is_refused_again(chat: Chat) -> None:
    await chat.say("create a lead for Priya Nair from Zenith, email priya@@gmail.com")
    turn = await chat.say("no")
    assert (turn.asks, turn.refusal, turn.proposal) == (("email",), "invalid", None)


async def test_a_slip_at_the_card_confirms_nothing(chat: Chat) -> None:
    await chat.say("create a lead for Priya Nair from Zenith, email priya@zenith.in")
    turn = await chat.say("make the email priya@gmial.com")
    assert "priya@gmail.com?" in turn.reply
    turn = await chat.say("yes")
    assert (turn.slots["email"], await chat.rows(Lead)) == ("priya@gmail.com", [])


@pytest.mark.parametrize(
    ("phone", "why"),
    [("98200", "too short"), ("982001234567890", "too many digits"), ("+99912345678", "country code")],
)
async def test_a_phone_that_cannot_be_is_refused_with_the_reason(chat: Chat, phone: str, why: str) -> None:
    await chat.say("create a lead for Priya Nair from Zenith")
    turn = await chat.say(phone)
    assert (turn.asks, turn.refusal) == (("phone",), "invalid")
    assert why in turn.reply
