"""Writes mails from templates where no model does: an instruction becomes a greeting, a sentence and a signature."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from nia.yaml_file import read_yaml

LONGEST_SUBJECT = 80
DEFAULT_TONE = "formal"


class Tone(BaseModel):
    """How a mail of this tone is put together; empty lines are left out. `{name}` and `{first}` are the recipient's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    greeting: str
    nobody: str = Field(description="the greeting where no name is known")
    opening: str = ""
    reply_opening: str = ""
    closing: str = ""
    sign: str = ""


class Move(BaseModel):
    """What a mail is written for. `begins`: how such an instruction begins; `{whom}` stands for the recipient there.

    `{point}` in `says` and `subject` is the rest of the instruction, `{Point}` the same as the beginning of a sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    begins: tuple[str, ...] = ()
    says: str
    subject: str = "{Point}"


class Templates(BaseModel):
    """The templates of one language. `swaps` turn words about the recipient into words to them ("he is": "you are")."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tones: Mapping[str, Tone]
    moves: tuple[Move, ...] = Field(min_length=1, description="the first that fits is taken; the last fits all")
    whom: tuple[str, ...] = ()
    swaps: Mapping[str, str] = Field(default_factory=dict)
    stop: str = "."


class TemplateFile(BaseModel):
    """`config/mail/templates.yaml`: templates by language code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    languages: Mapping[str, Templates]

    def of(self, language: str) -> Templates:
        """Return the templates of a language, the English ones where it has none."""
        return self.languages.get(language) or self.languages["en"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a draft is written from. `to`: the recipient's name, if known; `company` is the sender's own."""

    instruction: str
    to: str | None
    sender: str
    company: str = ""
    tone: str = DEFAULT_TONE
    is_reply: bool = False


def write(letter: Letter, templates: Templates) -> tuple[str, str]:
    """Return (subject, body) of a draft. Everything in it is the rep's own instruction or a template's words."""
    move, point = _move(letter, templates)
    tone = templates.tones.get(letter.tone) or templates.tones[DEFAULT_TONE]
    words = {"point": point, "Point": point[:1].upper() + point[1:]}
    said = _filled(move.says, words)
    if said[-1:] not in ".!?।":
        said += templates.stop
    name = letter.to or ""
    greeting = _filled(tone.greeting if name else tone.nobody, {"name": name, "first": name.split(" ")[0]})
    opening = tone.reply_opening if letter.is_reply else tone.opening
    signature = "\n".join(line for line in (tone.sign, letter.sender, letter.company) if line)
    paragraphs = (greeting, " ".join(part for part in (opening, said) if part), tone.closing, signature)
    subject = _filled(move.subject, words).rstrip(".!?। ")
    return _shortened(subject), "\n\n".join(part for part in paragraphs if part)


def _move(letter: Letter, templates: Templates) -> tuple[Move, str]:
    """Find what the instruction asks for, and the point of it."""
    instruction = letter.instruction.strip().rstrip(".")
    names = (letter.to, letter.to.split(" ")[0]) if letter.to else ()
    whom = "|".join(re.escape(one) for one in (*names, *templates.whom)) or r"(?!)"
    for move in templates.moves:
        for begin in sorted(move.begins, key=len, reverse=True):
            pattern = re.escape(begin).replace(r"\{whom\}", f"(?:{whom})").replace(r"\ ", r"\s+")
            found = re.match(rf"(?:{pattern})(?!\w)[\s,:]*", instruction, re.IGNORECASE)
            if found and instruction[found.end() :]:
                return move, _addressed(instruction[found.end() :], templates)
    return templates.moves[-1], _addressed(instruction, templates)


def _addressed(point: str, templates: Templates) -> str:
    """Return the point as said to the recipient."""
    if not templates.swaps:
        return point
    longest_first = sorted(templates.swaps, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in longest_first)})(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda found: templates.swaps[found.group().lower()], point)


def _filled(template: str, words: Mapping[str, str]) -> str:
    """Fill the named places and nothing else: what a rep writes may hold braces of its own."""
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found.group(1), found.group()), template)


def _shortened(subject: str) -> str:
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    return subject[:LONGEST_SUBJECT].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=8)
def _read(path: Path, changed_ns: int) -> TemplateFile:
    return read_yaml(path, TemplateFile)


def templates(config_dir: Path) -> TemplateFile:
    """Return the templates of this installation, read again when their file has changed; raise `ConfigError`."""
    path = config_dir / "mail" / "templates.yaml"
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)
