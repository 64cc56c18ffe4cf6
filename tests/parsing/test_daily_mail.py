"""The daily mail: its day, its links, and what mail programs make of it."""

from base64 import b64encode
from datetime import date

import pytest

from bot.errors import MalformedDigest
from tests.parsing.reading import load_sample, read, read_sample

PLAIN = """\
From: a@example.org
Subject: Fwd: Daily papers of 30 Apr 2026
MIME-Version: 1.0

> Lighthouses Without Keepers (52 ▲)
> <https://huggingface.co/papers/2604.01234?utm=1>
Salt & Rust https://huggingface.co/papers/2604.01235
"""


def test_a_mail_gives_title_id_and_upvotes() -> None:
    digest = read_sample("mail.eml")
    assert digest.issued_on == date(2026, 5, 6)
    assert [(each.title, each.arxiv_id, each.upvotes) for each in digest.entries] == [
        ("Lighthouses Without Keepers: A Census", "2605.01234", 52),
        ("Salt & Rust", "2605.01235", 1204),
        ("Tides, Again", "2605.01236", None),
    ]
    assert all(entry.abstract == "" and entry.comment_count is None for entry in digest.entries)


def test_a_link_that_is_only_a_picture_is_told() -> None:
    [skipped] = read_sample("mail.eml").skipped
    assert "2605.01237" in skipped.reason


def test_a_forwarded_mail_without_html_is_read() -> None:
    digest = read(PLAIN)
    assert digest.issued_on == date(2026, 4, 30)
    assert [(each.title, each.arxiv_id, each.upvotes) for each in digest.entries] == [
        ("Lighthouses Without Keepers", "2604.01234", 52),
        ("Salt & Rust", "2604.01235", None),
    ]


HEADER = "From: a@example.org\nSubject: Daily papers of 6 May 2026\nMIME-Version: 1.0\n"
PAGE = HEADER + "Content-Type: text/html; charset=utf-8\n\n<html><body>"
URL = "https://huggingface.co/papers/2604.01234?on=2026&at=2026&by=2026"


@pytest.mark.parametrize(
    ("shown", "upvotes"),
    [
        pytest.param(f'<a href="{URL}">Salt &amp; Rust (52 ▲)</a>', 52, id="as it is sent"),
        pytest.param(f'<a href="{URL}">Salt &amp; Rust (1,204&nbsp;▲)</a>', 1204, id="no-break"),
        pytest.param(f'<a href="{URL}">Salt &amp; Rust <b>(▲ 52)</b></a>', 52, id="arrow first"),
        pytest.param(f'<a href="{URL}">Salt &amp; Rust (1.2k ▲)</a>', None, id="rounded"),
        pytest.param(
            f'<p><a href="{URL}">Salt &amp; Rust</a> (52 ▲)</p>', 52, id="behind the link"
        ),
        pytest.param(
            f'<td><b><a href="{URL}">Salt &amp; Rust</a></b> (52 <span>▲</span>)<br>7</td>',
            52,
            id="behind the link's element",
        ),
        pytest.param(f'<p><a href="{URL}">Salt &amp; Rust</a> and more (5 ▲)</p>', None, id="text"),
    ],
)
def test_upvotes_stand_in_brackets(shown: str, upvotes: int | None) -> None:
    [entry] = read(PAGE + shown).entries
    assert (entry.title, entry.arxiv_id) == ("Salt & Rust", "2604.01234")
    assert entry.upvotes == upvotes


def test_a_mail_in_base64_has_the_line_ends_of_mails() -> None:
    body = f"Salt & Rust (52 ▲)\r\n{URL}\r\n\r\nTides\r\n{URL.replace('1234', '1235')}\r\n"
    coded = b64encode(body.encode()).decode()
    mail = f"{HEADER}Content-Transfer-Encoding: base64\n\n{coded}\n"
    assert [(each.title, each.upvotes) for each in read(mail).entries] == [
        ("Salt & Rust", 52),
        ("Tides", None),
    ]


def test_dates_in_links_are_not_taken_for_codes() -> None:
    [entry] = read(f"{HEADER}\nSalt & Rust (52 ▲)\n{URL}\n").entries
    assert (entry.title, entry.arxiv_id, entry.upvotes) == ("Salt & Rust", "2604.01234", 52)


def test_the_day_of_a_forwarded_mail_is_its_own() -> None:
    outer = "From: a@example.org\nSubject: look\nDate: Fri, 8 May 2026 09:00:00 +0000\n\n"
    assert read(f"{outer}{PLAIN}").issued_on == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("subject", "day"),
    [
        pytest.param("Daily papers of 6 May 2026", date(2026, 5, 6), id="as it is sent"),
        pytest.param("Re: daily Papers of 6 September 2025", date(2025, 9, 6), id="answered"),
        pytest.param("Daily papers of Wed, 6 May 2026", date(2026, 5, 6), id="with its weekday"),
        pytest.param("Daily papers of May 7th, 2026", date(2026, 5, 7), id="the month first"),
        pytest.param("=?utf-8?q?Daily_papers_of_7_May_2026?=", date(2026, 5, 7), id="encoded"),
        pytest.param("Daily papers of 31 Feb 2026", date(2026, 5, 6), id="no day: when sent"),
        pytest.param("Your papers", date(2026, 5, 6), id="none: when sent"),
    ],
)
def test_the_day_stands_in_the_subject(subject: str, day: date) -> None:
    mail = load_sample("mail.eml").replace("Daily papers of 6 May 2026", subject, 1)
    assert read(mail).issued_on == day


def test_a_mail_without_papers_is_refused_by_its_subject() -> None:
    with pytest.raises(MalformedDigest, match="found none in “Lunch”"):
        read("From: a@example.org\nSubject: Lunch\nDate: today\n\nAt noon?\n")


def test_a_paper_behind_the_mail_s_end_is_named() -> None:
    mail = load_sample("mail.eml") + '\n<a href=3D"https://huggingface.co/pap=\ners/2605.01299">'
    assert any("2605.01299" in skipped.reason for skipped in read(mail).skipped)
