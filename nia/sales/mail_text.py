"""Mail bodies as safe plain text: no markup, no hidden signs, no live links. All that shows or reads a mail uses it."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

LONGEST = 20_000
_UNSEEN = {"script", "style", "head", "title", "template"}
_BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table"}
_JOINERS = "\u200c\u200d"  # Devanagari needs them
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\(\s*([^()\s]{1,2000})[^()\n]{0,200}\)")
_LINK = re.compile(r"\b(https?|ftp|file)://([^\s<>\"']{1,2000})", re.IGNORECASE)
_DEAD = {"http": "hxxp", "https": "hxxps", "ftp": "fxp", "file": "fxle"}
_WWW = re.compile(r"(?<![\w./])www\.(?=[\w-]+\.)", re.IGNORECASE)
_QUOTE_HEADER = re.compile(r"^(on .{0,200}wrote:|-{2,}\s*original message\s*-{2,}|from: .{0,200})$", re.IGNORECASE)


class _Plain(HTMLParser):
    """Collects the text that a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def safe_text(body: str) -> str:
    """Return `body` as plain text of at most 20,000 characters: no HTML, control signs or live links."""
    text = body[: 4 * LONGEST]
    if _TAG.search(text):
        parser = _Plain()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    text = "".join(c if _shown(c) else " " if c in "\r\x0b\x0c" else "" for c in text.replace("\r\n", "\n"))
    text = defanged(text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:LONGEST]


def safe_line(text: str, longest: int = 200) -> str:
    """Return `text` as one safe line: a subject, a sender's name."""
    return " ".join(safe_text(text[: 4 * longest]).split())[:longest]


def defanged(text: str) -> str:
    """Return `text` with links that can be read but not followed: `hxxps://example[.]com/offer`."""
    text = _MARKDOWN_LINK.sub(r"\1 (\2)", text).replace("](", "] (")
    text = _LINK.sub(_dead, text)
    return _WWW.sub("www[.]", text)


def without_quotes(text: str) -> str:
    """Return what the sender wrote themselves: the text before the quoted mail, without `>` lines."""
    kept: list[str] = []
    for line in text.split("\n"):
        if _QUOTE_HEADER.match(line.strip()) and any(one.strip() for one in kept):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line)
    return "\n".join(kept).strip()


def _shown(c: str) -> bool:
    return c in "\n\t" or c in _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _dead(found: re.Match[str]) -> str:
    scheme, rest = found.groups()
    host, slash, path = rest.partition("/")
    return f"{_DEAD[scheme.lower()]}://{host.replace('.', '[.]')}{slash}{path}"
