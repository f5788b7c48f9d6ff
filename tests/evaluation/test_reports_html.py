from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nia.evaluation.report import html
from nia.evaluation.report.markup import differing, el, tongue
from tests.evaluation.results import HOSTILE, broken, check, conversation, outcomes, rich_run, run, turn

VOID = {"meta", "link", "input"}


class Tree(HTMLParser):
    """The elements of a page; fails where one is not closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text += data


def test_the_page_shows_each_failed_conversation_turn_by_turn() -> None:
    tree = Tree(html.render(rich_run()))
    for said in (
        "13 of 16 conversations passed",
        "create a lead for John Mathew from Zenith Pharma",
        "What is John Mathew's email or phone?",
        "phone has another value",
        "The records afterwards",
        "there is no such lead",
        "1 write took effect without a yes.",
        "the database went away",
    ):
        assert said in tree.text


def test_failed_conversations_are_open_and_passed_ones_closed() -> None:
    found = Tree(html.render(rich_run())).found
    states = [("open" in given, given["class"]) for tag, given in found if "conversation" in (given.get("class") or "")]
    assert states.count((True, "conversation failed")) == 3
    assert states.count((True, "conversation broken")) == 1
    assert states.count((False, "conversation passed")) == 13
    assert len(states) == 17


def test_nothing_that_was_said_becomes_markup() -> None:
    harmless = html.render(run([conversation(turns=(turn(did="say: x", reply="x", checks=(check(False),)),))]))
    failed = check(False, key=HOSTILE, label=HOSTILE, expected=HOSTILE, got={HOSTILE: HOSTILE}, why=HOSTILE)
    hostile = replace(
        conversation(turns=(turn(did=f"say: {HOSTILE}", reply=HOSTILE, intents=(HOSTILE,), checks=(failed,)),)),
        id=HOSTILE,
        suite=HOSTILE,
        file=HOSTILE,
        tags=(HOSTILE,),
        language=HOSTILE,
    )
    page = html.render(run([hostile, broken(HOSTILE)], model=HOSTILE, config=HOSTILE, started=HOSTILE))
    assert page.count("<script") == harmless.count("<script") == 1
    assert "alert('x')" not in re.sub(r"&lt;script&gt;.*?&lt;/script&gt;", "", page)
    assert "\x1b" not in page
    assert "\u202e" not in page
    page.encode()
    Tree(page)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet=st.characters(), max_size=40))
def test_the_page_is_whole_whatever_was_said(said: str) -> None:
    failed = check(False, key=said, expected=said, got=[said], why=said)
    made = conversation("a/1", tags=(said,), turns=(turn(did=f"say: {said}", reply=said, checks=(failed,)),))
    page = html.render(run([made, broken("a/2")]))
    page.encode()
    assert [tag for tag, _ in Tree(page).found].count("script") == 1


def test_the_page_asks_no_host_for_anything() -> None:
    page = html.render(rich_run())
    links = [value for _, given in Tree(page).found for key, value in given.items() if key in ("src", "href", "action")]
    assert all(link and (link.startswith("#") or link == "data:,") for link in links)
    assert "@import" not in page
    assert "url(" not in page


def test_only_its_own_script_and_style_are_allowed() -> None:
    page = html.render(rich_run())
    policy = next(given["content"] for tag, given in Tree(page).found if given.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        inside = page.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        assert f"{tag}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert not [
        given for _, given in Tree(page).found if "style" in given or any(key.startswith("on") for key in given)
    ]


def test_it_can_be_read_out() -> None:
    found = Tree(html.render(rich_run())).found
    tags = [tag for tag, _ in found]
    assert tags.count("h1") == tags.count("main") == tags.count("header") == tags.count("nav") == 1
    assert ("html", {"lang": "en"}) in found
    assert all(given.get("scope") for tag, given in found if tag == "th")
    assert tags.count("caption") == tags.count("table")
    ids = [given["id"] for _, given in found if "id" in given]
    assert len(ids) == len(set(ids))
    assert all(given["href"][1:] in ids for tag, given in found if tag == "a" and given["href"])
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {given["lang"] for _, given in found if "lang" in given} == {"en", "hi", "hi-Latn"}


@pytest.mark.parametrize(
    ("text", "language", "tag"),
    [
        ("नमस्ते", "en", "hi"),
        ("hello", "en", "en"),
        ("naya lead", "hi-en", "hi-Latn"),
        ("ok", "hi", "en"),
        ("", "", "en"),
    ],
)
def test_a_text_has_the_language_of_its_script(text: str, language: str, tag: str) -> None:
    assert tongue(text, language) == tag


def test_repeats_show_each_attempt_and_pass_k() -> None:
    tree = Tree(html.render(outcomes(a="+-+")))
    assert "2 of 3 attempts passed" in tree.text
    assert "Attempt 2: 1 failure" in tree.text
    assert "pass^k" in tree.text


def test_an_empty_run_is_a_page_too() -> None:
    assert "0 of 0 conversations passed" in Tree(html.render(run([]))).text


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_difference_loses_nothing_and_marks_something(expected: str, got: str) -> None:
    left, right = differing(expected, got)
    if expected == got:
        assert "<mark>" not in left + right
    for marked, text in ((left, expected), (right, got)):
        assert re.sub("</?mark>", "", marked) == re.sub("</?mark>", "", el("i", text))[3:-4]


def test_only_the_words_that_differ_are_marked() -> None:
    left, right = differing('{"name": "John", "city": "Pune"}', '{"name": "Joan", "city": "Pune"}')
    assert re.findall("<mark>(.*?)</mark>", left) == ["John"]
    assert re.findall("<mark>(.*?)</mark>", right) == ["Joan"]
