"""`nia chat`: at a terminal and in a pipe, its keys, who talks, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.person import Person, at_a_terminal

pytestmark = pytest.mark.timeout(180)
LEAD = "create a lead for John Mathew from Zenith Pharma, his number is 98200 12345, worth 5 lakh"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demo data."""
    folder = tmp_path_factory.mktemp("data")
    piped("what's overdue\n", folder, "--demo")
    return folder


def piped(lines: str, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nia.cli", "chat", *arguments],
        input=lines,
        env={**os.environ, "NIA_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def leads(data: Path, name: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(data / "nia.db", timeout=20) as connection:
        sql = "SELECT phone FROM leads WHERE name = ? AND deleted_at IS NULL"
        return connection.execute(sql, (name,)).fetchall()


def signed_in(person: Person) -> None:
    person.read("demo rep: ")
    person.type("")


def test_in_a_pipe_each_line_is_a_turn_and_the_reply_is_plain(demo: Path) -> None:
    done = piped(f"{LEAD}\nno\nundo\n", demo)
    assert done.returncode == 0, done.stderr
    assert "Name: John Mathew" in done.stdout
    assert "\x1b" not in done.stdout
    assert "> " not in done.stdout
    assert leads(demo, "John Mathew") == []


def test_an_empty_line_in_a_pipe_is_answered(demo: Path) -> None:
    done = piped("\n", demo)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_what_one_thinks_of_the_last_reply_is_kept_and_is_no_turn(demo: Path) -> None:
    done = piped("/good\nwhat's overdue\n/good\n/bad the quote to Ravi is missing\nthanks\n", demo, "-c", "judged")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("There is no reply yet") == 1
    assert done.stdout.count("Noted, thank you.") == 2
    with sqlite3.connect(demo / "nia.db", timeout=20) as connection:
        kept = connection.execute(
            "SELECT turns.said, value, reason FROM feedback JOIN turns ON turns.id = turn_id"
        ).fetchall()
        said = connection.execute("SELECT said FROM turns WHERE conversation_id = 'judged' ORDER BY seq").fetchall()
    assert kept == [("what's overdue", -1, "the quote to Ravi is missing")]
    assert said == [("what's overdue",), ("thanks",)]


def test_the_keys_of_a_card(demo: Path) -> None:
    with at_a_terminal(["chat"], {"NIA_DATA_DIR": str(demo)}) as person:
        signed_in(person)
        card = person.type(LEAD.replace("John Mathew", "Jaya Menon"))
        assert re.search(r"Name +Jaya Menon", card)
        assert "[c]" in card
        assert "[x]" in card
        lines = person.type("e", until="Which line? ")
        number = re.search(r"(\d+)\. Phone", lines)
        assert number
        person.type(number[1], until="Phone: ")
        assert "+919999912345" in person.type("99999 12345")
        person.type("c")
        assert leads(demo, "Jaya Menon") == [("+919999912345",)]
        person.type(LEAD.replace("John Mathew", "Kiran Rao").replace("98200 12345", "98200 54321"))
        person.type("x")
        assert leads(demo, "Kiran Rao") == []
        assert "--conversation" in person.type("exit", until="no such prompt")
        assert person.leave() == 0


def test_a_narrow_terminal_gets_numbered_lines_instead_of_broken_columns(demo: Path) -> None:
    with at_a_terminal(["chat"], {"NIA_DATA_DIR": str(demo)}, columns=60) as person:
        signed_in(person)
        assert "2. Send the revised quote to Ravi Kulkarni" in " ".join(person.type("what's overdue").split())


def test_a_conversation_goes_on_and_its_waiting_card_is_shown_again(demo: Path) -> None:
    with at_a_terminal(["chat"], {"NIA_DATA_DIR": str(demo)}) as person:
        signed_in(person)
        person.type(LEAD.replace("John Mathew", "Lata Rao").replace("98200 12345", "98200 11111"))
    with at_a_terminal(["chat"], {"NIA_DATA_DIR": str(demo)}) as person:
        person.read("demo rep: ")
        os.write(person._screen, b"\n")
        os.write(person._screen, b"yes\n")
        shown = person.read("\n> ")
        while "Lata Rao" not in shown:
            shown += person.read("\n> ")
        assert leads(demo, "Lata Rao") == []
        person.type("yes")
        assert len(leads(demo, "Lata Rao")) == 1


def test_another_user_talks_as_themselves(demo: Path) -> None:
    done = piped("what's overdue\n", demo, "--user", "zoya@example.com")
    assert done.returncode == 0, done.stderr
    assert "Send the revised quote to Ravi Kulkarni" not in done.stdout


@pytest.mark.parametrize(("arguments", "words"), [(("--user", "nobody@example.com"), "nia user list"), ((), "--demo")])
def test_where_there_is_no_such_user_one_line_says_what_to_do(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = piped("hello\n", tmp_path, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_database_that_does_not_answer_is_told_and_the_chat_goes_on(demo: Path) -> None:
    with at_a_terminal(["chat"], {"NIA_DATA_DIR": str(demo)}) as person:
        signed_in(person)
        person.type("what's overdue")
        holder = sqlite3.connect(demo / "nia.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        assert "My database does not answer just now" in person.type("what's overdue")
        holder.close()
        assert "overdue" in person.type("what's overdue")


def test_ctrl_c_at_the_prompt_ends_it_cleanly(demo: Path) -> None:
    with at_a_terminal(["chat"], {"NIA_DATA_DIR": str(demo)}) as person:
        signed_in(person)
        person.type("what's overdue")
        person.interrupt()
        assert "Traceback" not in person.read("no such prompt")
        assert person.leave() == 130


def test_sigterm_ends_it_cleanly(demo: Path) -> None:
    with at_a_terminal(["chat"], {"NIA_DATA_DIR": str(demo)}) as person:
        signed_in(person)
        person.type("what's overdue")
        person.process.send_signal(signal.SIGTERM)
        assert "Traceback" not in person.read("no such prompt")
        assert person.leave() == -signal.SIGTERM
