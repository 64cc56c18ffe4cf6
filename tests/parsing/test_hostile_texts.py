"""Texts that would hold up everybody if a form tried every way to read them."""

import time
from base64 import b64encode
from contextlib import suppress
from datetime import date

import pytest

from bot.errors import MalformedDigest, PaperboyError
from bot.parsing import parse_digest

MAIL = "From: a@example.org\nSubject: Daily papers of 6 May 2026\n\n"
TYPED = "From: a@example.org\nSubject: Daily papers\nContent-Type: text/plain"
FEED = "<rss><channel><item><title>Owls</title><link>https://arxiv.org/abs/2401.00010</link>"
PAGE = '<!doctype html><h3><a href="/papers/2401.00010">Owls</a></h3>'
BARE_CARD = '<h3><a href="/papers/2401.00011">Reeds</a></h3><p>Reeds bend.</p>'
LINKED = "### [Owls](https://arxiv.org/abs/2401.00010)\n\n"
LENGTH_CHARS = 60_000
BLANK = "\n" * LENGTH_CHARS
FORWARDED = "From: a@example.org\nSubject: fwd\nContent-Type: message/rfc822\n\n"


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
        pytest.param(LINKED + "\\[" * (LENGTH_CHARS // 2), id="brackets that are none"),
        pytest.param(LINKED + "[1](" * (LENGTH_CHARS // 4), id="counts that never end"),
        pytest.param(f"{TYPED}{'; a' * (LENGTH_CHARS // 3)}\n\na", id="a mail of a long type"),
        pytest.param(f"<?xml version='1.0'?>{BLANK}{FEED}</item></channel></rss>", id="a gap"),
        pytest.param(f"{PAGE}<x{' a=1' * (LENGTH_CHARS // 4)}>", id="attributes without end"),
        pytest.param(f"{PAGE}{BARE_CARD * 2_000}", id="one card again and again"),
    ],
)
def test_it_is_read_or_refused_in_no_time(text: str) -> None:
    started = time.process_time()
    with suppress(PaperboyError):
        parse_digest(text, source="a text", today=date(2026, 11, 26))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            PAGE + "<blockquote>" * 600,
            "line 1: expected a page of at most 500,000 elements, nested at most 500 deep; "
            "found deeper ones.",
            id="a page without end",
        ),
        pytest.param(
            PAGE + "".join(f"<font size={n}>" for n in range(400)) + "\n<p>a" * 2_000,
            "expected a page of at most 500,000 elements, nested at most 500 deep; found more.",
            id="a page that a parser makes grow",
        ),
        pytest.param(
            f"{MAIL[:-1]}Content-Type: text/html\n\n" + "<div>" * 600,
            "expected HTML in a mail of at most 500,000 elements, nested at most 500 deep; "
            "found deeper ones.",
            id="a mail's page without end",
        ),
        pytest.param(
            FORWARDED * 60 + MAIL + "Owls",
            "expected a mail of Daily Papers, with links to huggingface.co/papers/…; found a mail "
            "that holds more than 50 mails and groups of parts.",
            id="a mail in a mail in a mail",
        ),
        pytest.param(
            f"{FEED}<category>a</category>" + "<b/>" * 4_000,
            "line 1: expected a feed with at most 2,000 elements an item, found more",
            id="an item of thousands of elements",
        ),
        pytest.param(
            f"<rss>\n{FEED[5:]}<media:keywords>{'a,' * 6_000}",
            "line 2: expected a feed with a few keywords an item, found thousands",
            id="an item of thousands of keywords",
        ),
        pytest.param(
            "<feed><entry><textinput></pubDate>",
            "expected a feed of papers, whose items link to their pages; found XML too damaged to "
            "be taken apart.",
            id="a feed that its reader stumbles over",
        ),
        pytest.param(
            '<!DOCTYPE a [\n<!ENTITY b "&a;&a;">]>' + FEED,
            "line 1: expected a feed without entities of its own, found some",
            id="entities of entities",
        ),
        pytest.param(
            '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + FEED,
            "line 2: expected a feed without entities of its own, found some",
            id="entities of files",
        ),
    ],
)
def test_what_would_take_for_ever_is_refused_with_what_was_expected(
    text: str, message: str
) -> None:
    with pytest.raises(MalformedDigest) as caught:
        parse_digest(text, source="a text", today=date(2026, 11, 26))
    assert str(caught.value).endswith(message)


@pytest.mark.parametrize("sign", ["&#xD800;", "&#99999999999;", f"&#{'1' * 5_000};", "&#x110000"])
def test_a_sign_that_there_is_not_costs_only_itself(sign: str) -> None:
    text = f"{FEED.replace('Owls', f'Owls {sign}')}</item><item>"
    [entry] = parse_digest(text, source="a text", today=date(2026, 11, 26)).entries
    assert entry.title == "Owls \ufffd"


@pytest.mark.parametrize("charset", ["idna", "undefined", "rot13", "no-such", "a\0b"])
def test_a_character_set_that_texts_are_not_in_costs_nothing(charset: str) -> None:
    part = f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    link = '<a href="https://huggingface.co/papers/2605.00010">Owls</a>'
    text = MAIL[:-1] + part + b64encode(link.encode()).decode()
    [entry] = parse_digest(text, source="a text", today=date(2026, 11, 26)).entries
    assert entry.title == "Owls"


def test_an_item_that_is_too_deep_costs_only_itself() -> None:
    deep = FEED.partition("<item>")[2].replace("Owls", "&lt;div>" * 600 + "&lt;/div>")
    text = f"{FEED}</item><item>{deep}</item></channel></rss>"
    digest = parse_digest(text, source="a text", today=date(2026, 11, 26))
    assert [entry.title for entry in digest.entries] == ["Owls"]
    assert ["an item" in skipped.reason for skipped in digest.skipped] == [True]


def test_an_element_of_too_many_attributes_costs_only_itself() -> None:
    words = " owls" * 2_000
    page = PAGE.replace("<h3>", f'<div data-props=a{words}"><h3>')
    [entry] = parse_digest(page, source="a text", today=date(2026, 11, 26)).entries
    assert entry.title == "Owls"
