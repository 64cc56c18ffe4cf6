"""Texts that would hold up everybody if a form tried every way to read them."""

import time
from contextlib import suppress
from datetime import date

import pytest

from bot.errors import PaperboyError
from bot.parsing import parse_digest

MAIL = "From: a@example.org\nSubject: Daily papers of 6 May 2026\n\n"
LINKED = "### [Owls](https://arxiv.org/abs/2401.00010)\n\n"
LENGTH_CHARS = 60_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!-- a -->" * 40 + "/papers/", id="comments, and no page"),
        pytest.param("<?xml a?>" * 40 + "/papers/", id="declarations, and no feed"),
        pytest.param(f"{MAIL}a{' ' * LENGTH_CHARS}b", id="a mail with a gap"),
        pytest.param(MAIL + ">" * LENGTH_CHARS, id="a mail that quotes nothing"),
        pytest.param("# Papers\n- " + "[a](" * (LENGTH_CHARS // 4), id="links that never end"),
        pytest.param(LINKED + "**a " * (LENGTH_CHARS // 4), id="emphasis that never ends"),
        pytest.param("title,abstract\n" + "a,b\n" * 12_000, id="a long table"),
    ],
)
def test_it_is_read_or_refused_in_no_time(text: str) -> None:
    started = time.process_time()
    with suppress(PaperboyError):
        parse_digest(text, source="a text", today=date(2026, 11, 26))
    assert time.process_time() - started < 2
