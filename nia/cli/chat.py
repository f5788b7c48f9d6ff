"""`nia chat`: a conversation in the terminal, or one line of input a turn where input is piped in."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from nia.cli.terminal import Terminal
from nia.config import Settings
from nia.errors import NiaError

if TYPE_CHECKING:
    from nia.agent.turn import Turn
    from nia.cli.talk import Talk

_LEAVE = {"exit", "quit", "bye"}
_THUMBS: dict[str, Literal[-1, 1]] = {"/good": 1, "/bad": -1}
_THANKS = "(Noted, thank you.)"
_NOTHING_YET = "(There is no reply yet that this could be about.)"
_WHO = "Who are you? Your mail address, or Enter for the demo rep: "
_TOO_EARLY = "(This card was still waiting. What you typed came before it; say it again, or decide the card first.)"

User = Annotated[str | None, typer.Option("--user", "-u", envvar="NIA_USER", help="Mail address of who talks.")]
Conversation = Annotated[str | None, typer.Option("--conversation", "-c", help="Go on with this conversation.")]
Demo = Annotated[bool, typer.Option("--demo", help="Load the demo data first, where there are no users yet.")]


def chat(user: User = None, conversation: Conversation = None, demo: Demo = False) -> None:
    """Talk to NIA in this terminal.

    "/good", or "/bad" and why, says what you think of the last reply. "exit" or Ctrl-D leaves.
    """
    settings, terminal = Settings(), Terminal()
    terminal.greet()
    early = None
    if terminal.interactive:
        loading = threading.Thread(target=_load, daemon=True)
        loading.start()
        user = user or terminal.ask(_WHO).strip() or None
        early = terminal.ask()
        loading.join()  # two threads that import the same modules see them half made
    from nia.cli.talk import open_talk

    with asyncio.Runner() as runner:
        talk = runner.run(open_talk(settings, user, conversation, demo=demo))
        try:
            _converse(runner, talk, terminal, early)
        except EOFError:
            terminal.leave(talk.conversation)
        finally:
            runner.run(talk.close())


def _load() -> None:
    """Import what is heavy, while the user types. What fails here fails again, and is told, where it is used."""
    with contextlib.suppress(Exception):
        import_module("nia.agent.create")


def _converse(runner: asyncio.Runner, talk: Talk, terminal: Terminal, early: str | None) -> None:
    """Take turns until the user leaves; raise EOFError at the end of input."""
    waiting = runner.run(talk.welcome())
    if waiting is not None:
        terminal.show(waiting)
        if early:
            terminal.note(_TOO_EARLY)
            early = None
    while True:
        line = early if early is not None else terminal.ask()
        early = None
        if line.strip().lower() in _LEAVE:
            return terminal.leave(talk.conversation)
        try:
            _answer(runner, talk, terminal, line)
        except NiaError as error:
            if not terminal.interactive:
                raise
            terminal.note(talk.told(error))


def _answer(runner: asyncio.Runner, talk: Talk, terminal: Terminal, line: str) -> None:
    word, *reason = line.split(maxsplit=1) or [""]
    if word.lower() in _THUMBS:
        kept = runner.run(talk.judge(_THUMBS[word.lower()], "".join(reason)))
        terminal.note(_THANKS if kept else _NOTHING_YET)
    elif line.strip() or not terminal.interactive:
        terminal.show(_turn(runner, talk, terminal, line))


def _turn(runner: asyncio.Runner, talk: Talk, terminal: Terminal, line: str) -> Turn:
    card, key = talk.card, line.strip().lower()
    if card is not None and key == "c":
        return runner.run(talk.confirm(card))
    if card is not None and key == "x":
        return runner.run(talk.cancel(card))
    if card is not None and key == "e":
        slot, value = terminal.ask_change(card)
        return runner.run(talk.edit(card, slot, value))
    return runner.run(talk.say(line))
