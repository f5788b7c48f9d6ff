"""Which of a run's conversations are played: by tag, language and name. `run` takes what it chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nia.errors import AdminError
from nia.evaluation.format.reading import SuiteFile
from nia.evaluation.format.suite import ConversationSpec


@dataclass(frozen=True, slots=True)
class Filter:
    """What to play. `name`: a part of "suite/id". Empty: everything."""

    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    name: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether everything is played."""
        return not (self.tags or self.languages or self.name)

    def holds(self, file: SuiteFile, conversation: ConversationSpec) -> bool:
        """Tell whether this conversation is played. Of several tags one is enough."""
        return (
            (not self.tags or not set(self.tags).isdisjoint(conversation.tags))
            and (not self.languages or file.suite.language in self.languages)
            and self.name.casefold() in f"{file.suite.name}/{conversation.id}".casefold()
        )


@dataclass(frozen=True, slots=True)
class Job:
    """A conversation to play: the numbers of its file and of it in the file, and which attempt it is (from 1)."""

    file: int
    conversation: int
    attempt: int = 1


def jobs(files: Sequence[SuiteFile], wanted: Filter, repeat: int = 1) -> list[Job]:
    """Return what is to be played, in order. Raises `AdminError` where nothing fits, with what there is."""
    found = [
        Job(at, number, attempt)
        for at, file in enumerate(files)
        for number, conversation in enumerate(file.suite.conversations)
        if wanted.holds(file, conversation)
        for attempt in range(1, repeat + 1)
    ]
    if not found:
        tags = sorted({tag for file in files for one in file.suite.conversations for tag in one.tags})
        languages = sorted({file.suite.language for file in files})
        raise AdminError(f"No conversation fits. Languages: {', '.join(languages)}. Tags: {', '.join(tags)}")
    return found
