"""What cannot be opened is told in words that say what to do."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from nia.errors import StoreError
from nia.store.failures import explain
from nia.store.opening import open_database
from nia.store.url import parse_url, shown

URL = "postgresql://nia@db.example/nia"


async def refused(url: str) -> str:
    with pytest.raises(StoreError) as raised:
        await open_database(url)
    return str(raised.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "is not a database URL. Write it like sqlite:///"),
        ("mysql://root@localhost/nia", "does not know the database 'mysql'"),
        ("postgresql+asyncpg://u@h/d", "does not know the database 'postgresql+asyncpg'"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
async def test_a_wrong_url(url: str, said: str) -> None:
    assert said in await refused(url)


def test_a_shown_url_has_no_password() -> None:
    assert shown(parse_url("postgres://nia:secret@db/nia")) == "postgresql://nia:***@db/nia"


async def test_no_server_there() -> None:
    said = await refused("postgresql://nia:secret@127.0.0.1:1/nia")
    assert "no server answers at postgresql://nia:***@127.0.0.1:1/nia" in said.lower()
    assert "secret" not in said


def test_an_unknown_host() -> None:
    error = OSError("failed to resolve host 'db.example': [Errno -2] Name or service not known")
    assert "The host of postgresql://nia@db.example/nia is not known" in str(explain(parse_url(URL), error))


def test_an_error_that_nobody_foresaw_is_told_in_the_driver_s_words() -> None:
    assert "does not work: the moon is in the way" in str(explain(parse_url(URL), OSError("the moon is in the way")))


async def test_a_server_without_that_database(postgres_url: str) -> None:
    url = make_url(postgres_url).set(database="no_such_database").render_as_string(hide_password=False)
    assert "has no such database. Create it" in await refused(url)


async def test_a_server_without_that_user(postgres_url: str) -> None:
    url = make_url(postgres_url).set(username="nobody_here", password="wrong").render_as_string(hide_password=False)
    said = await refused(url)
    assert "the user" in said
    assert "wrong" not in said


async def test_a_folder_is_made(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path}/new/er/nia.db")
    await database.close()
    assert "nia.db" in files(tmp_path / "new/er")


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    write(tmp_path / "file", "")
    assert "cannot be made" in await refused(f"sqlite:///{tmp_path}/file/nia.db")


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert "cannot be opened" in await refused(f"sqlite:///{tmp_path}")


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    write(tmp_path / "nia.db", "dear diary, " * 100)
    assert "is not a database. Move it away" in await refused(f"sqlite:///{tmp_path}/nia.db")


async def test_a_missing_file_without_create(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        await open_database(f"sqlite:///{tmp_path}/nia.db", create=False)
    assert files(tmp_path) == []


async def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nia.store.engines.BUSY_S", 0.05)
    await (await open_database(f"sqlite:///{tmp_path}/nia.db")).close()
    holder = sqlite3.connect(tmp_path / "nia.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert "Another program holds the database file" in await refused(f"sqlite:///{tmp_path}/nia.db")
    finally:
        holder.close()


def write(file: Path, content: str) -> None:
    file.write_text(content)


def files(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """Yield a folder that other users can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_nobody(url: str) -> str:
    """Open `url` in a process that is not root, to whom nothing is forbidden; return the error."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)

    def child() -> None:
        if os.getuid() == 0:
            os.setuid(65534)
        try:
            asyncio.run(open_and_close(url))
        except StoreError as error:
            there.send(str(error))
        else:
            there.send("opened")

    process = fork.Process(target=child)
    process.start()
    process.join(20)
    return str(here.recv()) if here.poll() else f"exit {process.exitcode}"


def test_a_read_only_file(shared_folder: Path) -> None:
    file = shared_folder / "nia.db"
    asyncio.run(open_and_close(f"sqlite:///{file}"))
    file.chmod(0o444)
    shared_folder.chmod(0o555)
    said = as_nobody(f"sqlite:///{file}")
    shared_folder.chmod(0o755)
    assert "Let the user that runs NIA write" in said


def test_a_read_only_folder(shared_folder: Path) -> None:
    shared_folder.chmod(0o555)
    said = as_nobody(f"sqlite:///{shared_folder}/nia.db")
    shared_folder.chmod(0o755)
    assert "cannot be opened. Create its folder, or let the user that runs NIA write there" in said


async def open_and_close(url: str) -> None:
    await (await open_database(url)).close()


async def test_a_password_is_in_no_error_of_a_running_database(postgres_url: str) -> None:
    database = await open_database(postgres_url)
    with pytest.raises(StoreError) as raised:
        async with database.begin() as session:
            await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert "postgresql://" in str(raised.value)
    async with database.read() as session:  # and the next one works
        assert (await session.execute(text("SELECT 1"))).scalar() == 1
    await database.close()
