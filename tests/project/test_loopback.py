"""The tests' own guard and needs: nothing leaves this machine, and a missing server is a skip or, in CI, a failure."""

from __future__ import annotations

import socket

import pytest

from tests.servers import loopback, need


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost", b"localhost", None, "", "0.0.0.0"])
def test_this_machine_is_here(host: object) -> None:
    assert loopback.is_here(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "2001:db8::1", "example.org", "localhost.example.org"])
def test_any_other_host_is_not(host: object) -> None:
    assert not loopback.is_here(host)


def test_a_connection_to_another_host_is_stopped_and_remembered() -> None:
    with socket.socket() as one, pytest.raises(loopback.OtherHost):
        one.connect(("192.0.2.1", 80))
    with pytest.raises(loopback.OtherHost):
        socket.getaddrinfo("example.org", 443)
    assert loopback.take_attempts() == ["192.0.2.1", "example.org"]


def test_a_missing_server_is_a_skip_with_its_reason(missing_server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIA_REQUIRE_SERVICES", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"no Redis answers at 127\.0\.0\.1:1 "):
        need.demand("needs_redis")


def test_a_missing_server_is_a_failure_where_services_are_required(
    missing_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIA_REQUIRE_SERVICES", "1")
    with pytest.raises(pytest.fail.Exception, match="NIA_REQUIRE_SERVICES=1, but no Redis answers"):
        need.demand("needs_redis")


@pytest.fixture
def missing_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIA_TEST_REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(need, "missing", lambda marker: need.CHECKS[marker]())


@pytest.mark.needs_postgres
def test_a_postgres_database_of_ones_own_is_empty_and_is_dropped(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)


@pytest.mark.needs_redis
def test_redis_answers(redis_url: str) -> None:
    assert redis_url.startswith("redis://")


@pytest.mark.needs_rabbitmq
def test_rabbitmq_answers(amqp_url: str) -> None:
    assert amqp_url.startswith("amqp://")


@pytest.mark.needs_chromium
def test_chromium_is_there() -> None:
    assert need.missing("needs_chromium") is None
