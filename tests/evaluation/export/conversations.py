"""Conversations as reps have them, to be exported: each is played on a `Chat`, with records of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from tests.agent.chat import Chat
from tests.world import NOW, World

Played = Callable[[Chat, World], Awaitable[None]]


async def say(chat: Chat, *texts: str) -> None:
    for text in texts:
        await chat.say(text)


async def rahul(world: World) -> str:
    values = {"email": "rahul@techcorp.example", "phone": "+919812345678", "value": 500000, "city": "Pune"}
    return await world.lead("Rahul Verma", "TechCorp", **values)


async def created_with_a_correction(chat: Chat, world: World) -> None:
    await say(chat, "create a lead for John Mathew from Zenith Pharma", "his number is 98200 12345")
    await say(chat, "no, make it 15 lakh and Nagpur", "yes")


async def changed_in_bulk(chat: Chat, world: World) -> None:
    await rahul(world)
    await world.lead("Sunita Rao", "Apex Foods", city="Pune", value=900000)
    await world.lead("Kiran Shah", "Delta Motors", city="Nagpur", value=200000)
    await say(chat, "mark all leads from Pune as qualified", "yes")


async def moved_and_undone(chat: Chat, world: World) -> None:
    await rahul(world)
    await say(chat, "schedule a meeting with Rahul tomorrow at 3", "yes", "move it by an hour", "yes", "undo", "yes")


async def answered_a_mail(chat: Chat, world: World) -> None:
    await rahul(world)
    body = "Please send the revised quote by Friday. Call me on 98123 45678."
    await world.mail("Rahul Verma", "Revised quote", sender_email="rahul@techcorp.example", body=body)
    await say(chat, "reply to Rahul's mail: thanks, I will send it tomorrow", "send it", "yes")


async def with_the_buttons(chat: Chat, world: World) -> None:
    await say(chat, "create a lead for Mohan Das from Acme, 98111 22222, worth 4 lakh")
    await chat.edit(value="6 lakh")
    await chat.confirm()
    await say(chat, "create a lead for Gopal Sen from Orbit Labs, 98111 33333")
    await chat.cancel()


async def in_hindi(chat: Chat, world: World) -> None:
    await world.lead("राहुल वर्मा", "TechCorp", phone="+919812345678", value=500000)
    await say(chat, "राहुल का वैल्यू 6 लाख कर दो", "हाँ")


async def in_hinglish(chat: Chat, world: World) -> None:
    await rahul(world)
    await say(chat, "Rahul ko kal 5 baje call karna yaad dilana", "haan")


async def hours_between(chat: Chat, world: World) -> None:
    await rahul(world)
    await chat.say("show me Rahul's lead")
    chat.clock.move(timedelta(hours=18, seconds=30))
    await say(chat, "update his value to 7.5 lakh", "yes")


async def among_several(chat: Chat, world: World) -> None:
    await rahul(world)
    await world.lead("Rahul Sharma", "Lotus Foods", value=300000)
    await say(chat, "update Rahul's value to 8 lakh", "the second one", "yes")


async def in_conflict(chat: Chat, world: World) -> None:
    await rahul(world)
    await world.meeting("Demo with Sunita", NOW + timedelta(days=1, hours=1, minutes=30), ("Sunita Rao",), minutes=60)
    await say(chat, "schedule a meeting with Rahul tomorrow at 11", "yes")


async def refused(chat: Chat, world: World) -> None:
    await rahul(world)
    await say(chat, "delete Rahul's lead", "update Zubin's value to 5 lakh")


PLAYED: dict[str, Played] = {
    one.__name__: one
    for one in (
        created_with_a_correction,
        changed_in_bulk,
        moved_and_undone,
        answered_a_mail,
        with_the_buttons,
        in_hindi,
        in_hinglish,
        hours_between,
        among_several,
        in_conflict,
        refused,
    )
}
