"""An opinion beside a wish names nobody: "looks good to me, send it" is not sent to the one who says so."""

from __future__ import annotations

import pytest

from nia.understanding.port import Offer
from tests.understanding.conftest import Read

DRAFT = Offer("draft", "Re: Quote", "d1")


@pytest.mark.parametrize(
    "said",
    [
        "Looks good to me. Please send the mail.",
        "that works for me, send it now",
        "fine by me, send it",
        "sounds good to me, send the mail",
    ],
)
def test_who_thinks_so_is_not_written_to(said: str, read: Read) -> None:
    (wish,) = read(said, focus=(DRAFT,)).wishes
    assert (wish.tool, wish.slots.get("to")) == ("send_email", None)


def test_who_is_named_is(read: Read) -> None:
    (wish,) = read("looks good to me, send it to Ravi", focus=(DRAFT,)).wishes
    assert wish.slots["to"].value == ["Ravi"]
