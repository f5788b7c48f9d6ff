"""HTML that cannot be injected into: whatever is not made here is escaped. The page and its parts call it."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape
from re import compile as pattern

from nia.evaluation.report import wording

_VOID = frozenset(("input", "link", "meta"))
_WORDS = pattern(r"""[^\s"{}\[\],:]+|\s+|.""")
_DEVANAGARI = pattern("[\u0900-\u097f]")
_TOO_LONG = 6000


class Html(str):
    """Markup that is safe as it stands."""

    __slots__ = ()


def el(name: str, /, *children: str | None, **attributes: str | int | bool | None) -> Html:
    """Return an element. Children that are no `Html` are escaped; an attribute of None or False is left out.

    `class_` is `class`, and `data_x` is `data-x`.
    """
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    kept = (
        f" {key}" if value is True else f' {key}="{escape(wording.clean(str(value)))}"'
        for key, value in given.items()
        if value is not None and value is not False
    )
    opened = f"<{name}{''.join(kept)}>"
    return Html(opened if name in _VOID else f"{opened}{join(*children)}</{name}>")


def join(*children: str | None) -> Html:
    """Return the children one after another, escaped where they are no `Html`."""
    return Html("".join(_safe(child) for child in children if child is not None))


def words(text: str, language: str) -> Html:
    """Return what somebody said, marked with its language for those who hear the page read out."""
    return el("span", text, lang=tongue(text, language), dir="auto", class_="words")


def tongue(text: str, language: str) -> str:
    """Return the language tag of a text: by its script, and for Latin letters by the language of its turn."""
    if _DEVANAGARI.search(text):
        return "hi"
    return "hi-Latn" if language == "hi-en" else "en"


def differing(expected: str, got: str) -> tuple[Html, Html]:
    """Return both texts with the words that differ in `mark`; of long texts, or of quite other ones, all of it."""
    if max(len(expected), len(got)) > _TOO_LONG:
        return _mark(expected), _mark(got)
    ours, theirs = (_WORDS.findall(wording.clean(text)) for text in (expected, got))
    left: list[Html] = []
    right: list[Html] = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        for side, tokens in ((left, ours[a:b]), (right, theirs[c:d])):
            text = "".join(tokens)
            side.append(_mark(text) if kind != "equal" else join(text))
    return join(*left), join(*right)


def _mark(text: str) -> Html:
    return el("mark", text) if text.strip() else join(text)


def _safe(child: str) -> str:
    return child if isinstance(child, Html) else escape(wording.clean(child))
