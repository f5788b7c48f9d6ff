"""Messages reach the other system once and in order, however it fails: a real HTTP server, and real clients."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest

from nia.ledger.changes import Message
from nia.ledger.outbox import State
from nia.ledger.outlets import Outlet
from nia.ledger.sender import Sender
from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.url import parse_url
from tests.ledger.posting import Post
from tests.outlets import Crm, Keyed, Plain, Searching, Upserting, client_of
from tests.servers.crm import Tenant
from tests.servers.fake_crm import RETRY_AFTER_S

TOPICS = ("meeting.scheduled", "meeting.rescheduled", "meeting.cancelled")
UNCLEAR = ("500", "503", "500_after", "reset_before", "reset_after", "cut_after")
SENT, FAILED, UNKNOWN, WAITING = (str(one) for one in (State.SENT, State.FAILED, State.UNKNOWN, State.WAITING))
ONCE = pytest.mark.parametrize("kind", [Keyed, Searching, Upserting])


@pytest.fixture
async def client(tenant: Tenant) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(tenant.url) as opened:
        yield opened


def sender_of(post: Post, outlet: Outlet, topics: tuple[str, ...] = TOPICS, timeout_s: float = 10) -> Sender:
    outlets: Mapping[str, Outlet] = dict.fromkeys(topics, outlet)
    return Sender(post.world.database, outlets, post.world.clock, timeout_s=timeout_s)


def topics_told(tenant: Tenant) -> list[object]:
    fields = [one["fields"] for one in tenant.told()]
    return [one["topic"] for one in fields]  # type: ignore[index]


@pytest.mark.parametrize("kind", [Plain, Upserting])
async def test_each_message_is_told_once_in_order_and_is_marked(
    post: Post, tenant: Tenant, client: httpx.AsyncClient, kind: type[Crm]
) -> None:
    keys = [await post.tell(topic, meeting_id="m") for topic in TOPICS]
    sender = sender_of(post, kind(client))  # type: ignore[arg-type]
    assert await sender.drain() == 3
    assert await sender.drain() == 0
    assert tenant.effects() == dict.fromkeys(keys, 1)
    assert topics_told(tenant) == list(TOPICS)
    assert {(row.state, row.attempts, row.in_doubt) for row in await post.rows()} == {(SENT, 1, False)}
    assert {row.sent_at for row in await post.rows()} == {post.world.clock.now()}


async def test_a_topic_without_an_outlet_is_left_as_it_is_until_there_is_one(
    post: Post, tenant: Tenant, client: httpx.AsyncClient
) -> None:
    for topic in ("mail.send", *TOPICS, "mail.send"):
        await post.tell(topic, meeting_id="m", mail_id="x")
    await sender_of(post, Plain(client)).drain()
    assert [(row.state, row.attempts) for row in await post.rows() if row.topic == "mail.send"] == [(WAITING, 0)] * 2
    await sender_of(post, Plain(client), ("mail.send",)).drain()
    assert topics_told(tenant) == [*TOPICS, "mail.send", "mail.send"]


async def test_what_is_about_one_record_waits_for_what_came_before_and_nothing_else_does(
    post: Post, tenant: Tenant, client: httpx.AsyncClient
) -> None:
    first = await post.tell("meeting.scheduled", meeting_id="a")
    second = await post.tell("meeting.cancelled", meeting_id="a")
    other = await post.tell("meeting.scheduled", meeting_id="b")
    tenant.fail("500")
    sender = sender_of(post, Upserting(client))
    await sender.drain()
    post.pass_by(1)  # the first one's wait is longer
    await sender.drain()
    assert list(tenant.effects()) == [other]
    await post.send_all(sender)
    assert list(tenant.effects()) == [other, first, second]


async def test_the_order_holds_over_topics_that_go_to_different_systems(
    post: Post, tenant: Tenant, client: httpx.AsyncClient
) -> None:
    for topic in (*TOPICS, *TOPICS):
        await post.tell(topic, meeting_id="m")
    outlets: dict[str, Outlet] = {topic: Plain(client) for topic in TOPICS}
    await Sender(post.world.database, outlets, post.world.clock).drain()
    assert topics_told(tenant) == [*TOPICS, *TOPICS]


@pytest.mark.parametrize("kind", [Plain, Upserting])
async def test_a_system_that_has_enough_is_left_alone_for_as_long_as_it_asks(
    post: Post, tenant: Tenant, client: httpx.AsyncClient, kind: type[Crm]
) -> None:
    keys = [await post.tell("meeting.scheduled", meeting_id=one) for one in "ab"]
    tenant.fail("429", "429")
    sender = sender_of(post, kind(client))  # type: ignore[arg-type]
    assert await sender.drain() == 1
    post.pass_by(RETRY_AFTER_S - 1)
    assert await sender.drain() == 0
    assert await post.states() == [(WAITING, "http_429"), (WAITING, None)]
    await post.send_all(sender)
    assert tenant.effects() == dict.fromkeys(keys, 1)


@ONCE
async def test_what_may_have_had_its_effect_has_it_once_where_there_is_a_key_or_a_look_up(
    post: Post, tenant: Tenant, client: httpx.AsyncClient, kind: type[Crm]
) -> None:
    keys = [await post.tell(topic, meeting_id="m") for topic in TOPICS * 2]
    tenant.fail(*(each for fault in UNCLEAR for each in (fault, fault, "", fault)))
    await post.send_all(sender_of(post, kind(client)))  # type: ignore[arg-type]
    assert tenant.effects() == dict.fromkeys(keys, 1)
    assert topics_told(tenant) == list(TOPICS * 2)
    assert await post.states() == [(SENT, None)] * 6


@ONCE
async def test_a_silent_system_is_given_up_in_time_and_asked_again(post: Post, tenant: Tenant, kind: type[Crm]) -> None:
    key = await post.tell("meeting.scheduled", meeting_id="m")
    tenant.fail("hang_after", "hang_before")
    async with client_of(tenant.url) as patient:  # it is the sender's own limit that ends the call
        sender = sender_of(post, kind(patient), timeout_s=0.3)  # type: ignore[arg-type]
        for _ in range(2):
            assert await sender.drain() == 1
            assert await post.states() == [(WAITING, "timeout")]
            post.pass_by(60)
        await post.send_all(sender_of(post, kind(patient)))  # type: ignore[arg-type]
    assert tenant.effects() == {key: 1}


async def test_without_key_and_look_up_it_is_told_at_most_once_and_is_said_to_be_unknown(
    post: Post, tenant: Tenant, client: httpx.AsyncClient
) -> None:
    keys = [await post.tell("meeting.scheduled", meeting_id="m") for _ in (*UNCLEAR, "")]
    tenant.fail(*UNCLEAR)
    await post.send_all(sender_of(post, Plain(client)))
    told = [keys[place] for place, fault in enumerate(UNCLEAR) if fault.endswith("_after")]
    assert tenant.effects() == dict.fromkeys([*told, keys[-1]], 1)
    codes = ("http_500", "http_503", "http_500", "cut", "cut", "cut")
    assert await post.states() == [*((UNKNOWN, code) for code in codes), (SENT, None)]


@pytest.mark.parametrize("kind", [Plain, Upserting])
async def test_what_is_refused_is_marked_as_failed_and_the_next_goes_on(
    post: Post, tenant: Tenant, client: httpx.AsyncClient, kind: type[Crm]
) -> None:
    refused, after = [await post.tell(topic, meeting_id="m") for topic in TOPICS[:2]]
    tenant.fail("400")
    await post.send_all(sender_of(post, kind(client)))  # type: ignore[arg-type]
    assert await post.states() == [(FAILED, "http_400"), (SENT, None)]
    assert tenant.effects() == {after: 1}
    assert refused not in tenant.effects()


async def test_a_refusal_after_a_doubt_is_no_proof_that_nothing_happened(
    post: Post, tenant: Tenant, client: httpx.AsyncClient
) -> None:
    key = await post.tell("meeting.scheduled", meeting_id="m")
    tenant.fail("500_after", "400")
    await post.send_all(sender_of(post, Keyed(client)))
    assert await post.states() == [(UNKNOWN, "http_400")]
    assert tenant.effects() == {key: 1}


class Together(Plain):
    """Waits in its first call until the other sender is in a call too, so that both truly work at once."""

    def __init__(self, client: httpx.AsyncClient, both: asyncio.Barrier) -> None:
        super().__init__(client)
        self._both: asyncio.Barrier | None = both

    async def deliver(self, message: Message, key: str) -> None:
        both, self._both = self._both, None
        if both is not None:
            await both.wait()
        await super().deliver(message, key)


async def test_two_senders_at_once_tell_each_message_once_and_in_order(
    post: Post, tenant: Tenant, client: httpx.AsyncClient, database_url: str
) -> None:
    keys = [await post.tell(topic, meeting_id=f"m{number}") for topic in TOPICS for number in range(8)]
    databases = [Database(engine_for(parse_url(database_url))) for _ in range(2)]
    both = asyncio.Barrier(2)
    senders = [
        Sender(database, dict.fromkeys(TOPICS, Together(client, both)), post.world.clock) for database in databases
    ]
    while await post.waiting():
        await asyncio.gather(*(sender.drain() for sender in senders))
    for database in databases:
        await database.close()
    assert tenant.effects() == dict.fromkeys(keys, 1)
    for number in range(8):
        about = [one["fields"] for one in tenant.told()]
        mine = [one["topic"] for one in about if one["payload"] == {"meeting_id": f"m{number}"}]  # type: ignore[index]
        assert mine == list(TOPICS)
