"""The real digests, read a second time by a few lines that share nothing with the parsers."""

import ast
import json
import re
import time
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.models import Digest, DigestEntry, Organization
from bot.parsing import parse_digest
from bot.text.display import clean_text
from bot.text.title_key import title_key
from tests.shared_files import SHARED, needs_shared

pytestmark = needs_shared

TODAY = date(2026, 11, 20)
PAGES = sorted((SHARED / "digests" / "search_pages").glob("*.txt"))
CARD_PAGES, PAIR_PAGE = PAGES[:3], PAGES[3:]
DAYS = sorted((SHARED / "digests" / "daily_api").glob("*.json"))
DIRTY = sorted((SHARED / "digests" / "dirty").glob("*.json"))


def read(path: Path) -> Digest:
    text = path.read_text(encoding="utf-8")
    return parse_digest(text, source=path.name, today=TODAY)


def cards_read_otherwise(page: str) -> list[tuple[Any, ...]]:
    """Title, abstract, authors, organisation, date, inferred, comments; no tolerance at all."""
    blocks = page.rstrip("\n").split("\n\n")[6:]
    cards: list[list[str]] = []
    for block in blocks:
        if "\n·\n" in block or (cards and len(cards[-1]) == 1):
            cards[-1].append(block)
        else:
            cards.append([block])
    return [
        (card[0], card[1], *foot_read_otherwise(card[2] if card[2:] else None)) for card in cards
    ]


def foot_read_otherwise(foot: str | None) -> tuple[Any, ...]:
    if foot is None:
        return None, None, None, False, None
    who, _, when = foot.split("\n")
    authors = re.search(r"• (\d+) authors", who)
    month, day, *rest = when.replace(",", "").split(" ")
    year = rest.pop(0) if "," in when else "2026"
    return (
        int(authors[1]) if authors else None,
        None if authors else Organization(*who.split(" ", 1)),
        datetime.strptime(f"{year} {month} {day}", "%Y %b %d").date(),  # noqa: DTZ007
        "," not in when,
        int(rest[0]) if rest else 0,
    )


@pytest.mark.parametrize("path", CARD_PAGES, ids=lambda path: path.stem[:3])
def test_every_field_of_every_card(path: Path) -> None:
    digest = read(path)
    expected = cards_read_otherwise(path.read_text(encoding="utf-8"))
    assert [
        (
            entry.title_received,
            entry.abstract_received,
            entry.author_count,
            entry.organization,
            entry.published_on,
            entry.published_on_is_inferred,
            entry.comment_count,
        )
        for entry in digest.entries
    ] == expected
    assert digest.skipped == ()
    assert digest.issued_on_is_inferred


@pytest.mark.parametrize("path", PAIR_PAGE, ids=lambda path: path.stem[:3])
def test_every_pair(path: Path) -> None:
    digest = read(path)
    _, _, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    lines[0] = lines[0].removeprefix("Subscribe")
    pairs = [(entry.title_received, entry.abstract_received) for entry in digest.entries]
    assert pairs == list(zip(lines[::2], lines[1::2], strict=True))
    assert digest.skipped == ()


def test_the_pages_hold_what_they_are_known_to_hold() -> None:
    digests = [read(path) for path in PAGES]
    entries = [entry for digest in digests for entry in digest.entries]
    assert [len(digest.entries) for digest in digests] == [18, 46, 55, 119]
    assert len({title_key(entry.title) for entry in entries}) == 214
    issued = [digest.issued_on for digest in digests]
    assert issued == [date(2026, 4, 14), date(2026, 4, 20), date(2026, 4, 14), None]
    assert sum(entry.published_on is None for entry in entries) == 119 + 4


def test_no_day_of_a_page_lies_after_its_capture() -> None:
    for digest in map(read, CARD_PAGES):
        for entry in digest.entries:
            assert digest.issued_on is not None
            assert entry.published_on is None or entry.published_on <= digest.issued_on


def facts_of_item(item: dict[str, Any]) -> dict[str, Any]:
    """What an entry must hold, straight from the API's item."""
    paper = item["paper"]
    organization = paper.get("organization") or item.get("organization")
    return {
        "arxiv_id": paper["id"],
        "external_id": None,
        "title": clean_text(paper["title"]),
        "title_received": paper["title"],
        "abstract": clean_text(paper["summary"]),
        "abstract_received": paper["summary"],
        "published_on": date.fromisoformat(paper["publishedAt"][:10]),
        "published_on_is_inferred": False,
        "authors": tuple(" ".join(author["name"].split()) for author in paper["authors"]),
        "author_count": len(paper["authors"]),
        "organization": organization
        and Organization(organization["name"], " ".join(organization["fullname"].split())),
        "comment_count": item["numComments"],
        "upvotes": paper["upvotes"],
        "keywords": tuple(" ".join(word.split()) for word in paper.get("ai_keywords", ()) if word),
        "code_url": paper.get("githubRepo"),
    }


def check_items(entries: tuple[DigestEntry, ...], items: list[dict[str, Any]]) -> None:
    assert len(entries) == len(items)
    for position, (entry, item) in enumerate(zip(entries, items, strict=True), start=1):
        expected = facts_of_item(item)
        assert {name: getattr(entry, name) for name in expected} == expected
        assert entry.position == position


@pytest.mark.parametrize("path", DAYS, ids=lambda path: path.stem)
def test_every_field_of_every_paper_of_a_day(path: Path) -> None:
    digest = read(path)
    assert digest.issued_on == date.fromisoformat(path.stem)
    assert (digest.issued_on_is_inferred, digest.skipped) == (False, ())
    check_items(digest.entries, json.loads(path.read_text(encoding="utf-8")))


def test_the_days_hold_all_papers() -> None:
    assert sum(len(read(path).entries) for path in DAYS) == 1273


@pytest.mark.parametrize("path", DIRTY, ids=lambda path: path.stem)
def test_every_field_of_every_paper_that_a_script_saved(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    saved = json.loads(text)
    reprs = saved["data"] if isinstance(saved, dict) else saved
    digest = read(path)
    check_items(digest.entries, [ast.literal_eval(item) for item in reprs])
    lines = text.split("\n")
    for entry in digest.entries:
        assert str(entry.arxiv_id) in lines[entry.line - 1]


@pytest.mark.parametrize("path", [*PAGES, *DAYS, *DIRTY], ids=lambda path: path.stem)
def test_repairs_take_away_nothing_but_commands(path: Path) -> None:
    commands = re.compile(
        r"R?times|textit(?:RL)?|boldsymbol|href|sqrt|[a-z]*arrow|approx|cdot|var[a-z]+|star|circ|bullet"
    )
    for entry in read(path).entries:
        for received, shown in (
            (entry.title_received, entry.title),
            (entry.abstract_received, entry.abstract),
        ):
            lost = words_of(received) - words_of(shown)
            assert {word for word in lost if not commands.fullmatch(word)} == set(), shown


def words_of(text: str) -> set[str]:
    """Words of four letters or more, without accents, and without what follows a link."""
    without_tails = re.sub(r"(https?://[^\s{}]+)\{[^{}]*\}", r"\1", text)
    without_codes = without_tails.replace("x2014", " ").replace("\\'", "")
    without_braces = re.sub(r"\{([A-Z]+)\}", r"\1", without_codes)
    plain = unicodedata.normalize("NFKD", without_braces).replace("\u0301", "")
    return set(re.findall(r"[a-zA-Z]{4,}", plain))


def test_reading_everything_is_quick() -> None:
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in [*PAGES, *DAYS, *DIRTY]]
    started_at = time.perf_counter()
    for name, text in texts:
        parse_digest(text, source=name, today=TODAY)
    assert time.perf_counter() - started_at < 5  # 0.6 s where nothing else runs
