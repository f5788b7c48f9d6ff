"""What every test may ask for: real servers (or a skip with its reason), databases of its own, and a guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import hypothesis
import pytest

from tests.servers import loopback, need, postgres, rabbitmq, redis

ROOT = Path(__file__).resolve().parent.parent
FOUND = "found"  # the property of a report that holds the figures of a proof


# The same examples in every run: what is new is looked for in the proofs (`make prove`), not by chance in CI.
hypothesis.settings.register_profile("seeded", derandomize=True)
hypothesis.settings.load_profile("seeded")


#: Where the long modules are. They come first, so that no processor waits for the last of them alone at the end.
#: Those of the browser come when what they start has been compiled and read from the disk once.
LONG = ("crash", "cli", "failures", "history", "lease", "browser", "ui", "project", "evaluation", "agent")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(_folder(item)) if _folder(item) in LONG else len(LONG))


def _folder(item: pytest.Item) -> str:
    """Return the folder of `tests` that a test lies in, "" where it lies elsewhere."""
    parts = item.path.relative_to(ROOT).parts if item.path.is_relative_to(ROOT) else ()
    return parts[1] if parts[:1] == ("tests",) else ""


def pytest_configure() -> None:
    loopback.guard()


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in need.CHECKS:
        if item.get_closest_marker(marker):
            need.demand(marker)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the proofs found, as one table at the end, whichever process ran them."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    found = [(report.nodeid, text) for report in reports for name, text in report.user_properties if name == FOUND]
    if found:
        terminalreporter.section("what was proved")
    for node, text in found:
        terminalreporter.write_line("\n    ".join([node, *text.strip().splitlines()]))


@pytest.fixture
def found(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return what takes the figures of a proof, which are printed at the end."""
    return lambda text: request.node.user_properties.append((FOUND, text))


@pytest.fixture(autouse=True)
def _only_this_machine() -> Iterator[None]:
    loopback.take_attempts()
    yield
    attempts = loopback.take_attempts()
    if attempts:
        pytest.fail(f"the test reached for another host: {', '.join(attempts)}", pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def _engine_loaded_once() -> Iterator[None]:
    """Let all tests of a process share the engine that comes with NIA: it keeps nothing, and takes half a second."""
    from nia.understanding.engine import Engine
    from nia.understanding.weights import SHIPPED

    load = Engine.load
    shipped = cache(load)

    def loaded(examples: Mapping[str, Sequence[str]] | None = None, weights: Path = SHIPPED) -> Engine:
        return shipped() if examples is None and weights == SHIPPED else load(examples, weights)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "load", loaded)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the repository's root."""
    return ROOT


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of a SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'nia.db'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database of this test's own; it is dropped afterwards."""
    need.demand("needs_postgres")
    with postgres.fresh_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of an empty database of this test's own: once on SQLite, once on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def redis_url() -> str:
    """Return the URL of a real Redis; use keys of your own and delete them."""
    need.demand("needs_redis")
    return redis.server_url()


@pytest.fixture
def amqp_url() -> str:
    """Return the URL of a real RabbitMQ; declare queues of your own, exclusive or auto-deleted."""
    need.demand("needs_rabbitmq")
    return rabbitmq.server_url()
