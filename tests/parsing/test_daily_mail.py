"""The daily mail: its day, its links, and what mail programs make of it."""

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


@pytest.mark.parametrize(
    ("subject", "day"),
    [
        pytest.param("Daily papers of 6 May 2026", date(2026, 5, 6), id="as it is sent"),
        pytest.param("Re: daily Papers of 6 September 2025", date(2025, 9, 6), id="answered"),
        pytest.param("Daily papers of Wed, 6 May 2026", date(2026, 5, 6), id="with its weekday"),
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
