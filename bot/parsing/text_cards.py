"""A saved page of Daily Papers as text, with blank lines: a card for each paper.

    Large Owls Are Few-Shot Hunters

    We present an owl that …

      • 6 authors                 or an organisation, slug first: nvidia NVIDIA
    ·
    Aug 21, 2025 2                the number counts comments; none means none

Above the cards stand the page's headings and the day on which it was looked at. No card has an
identifier, names of authors, or upvotes.
"""

import re
from collections.abc import Iterator
from itertools import count
from typing import Final

from bot.models import DigestEntry, SkippedEntry
from bot.parsing.cards import Card, Foot, Page, has_foot, read_page
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.shown_days import Capture, infer_capture
from bot.parsing.text_lines import quote
from bot.text.display import clean_text

# The heading that only these pages have.
_HEADING: Final = re.compile(
    r"^[^\S\n]*by\s?AK and the research community[^\S\n]*$", re.MULTILINE | re.IGNORECASE
)


def is_text_cards(text: str) -> bool:
    """Tell whether a text has a card's foot or the page's heading."""
    return has_foot(text) or _HEADING.search(text) is not None


def parse_text_cards(text: str, known: KnownDays) -> DigestContents:
    """Read the cards of a page.

    Days are shown without their year where that is the year in which the page was looked at; see
    `bot.parsing.shown_days`. A card without its foot has no date, authors or comment count.
    """
    page = read_page(text)
    card_feet = [part.foot for part in page.parts if isinstance(part, Card) and part.foot]
    card_days = [foot.day.day for foot in card_feet if foot.day is not None]
    page_day = None if page.day is None or page.day.day is None else page.day.day.day
    capture = infer_capture(page_day, card_days, known)
    return collect_contents(
        _iter_parts(page, capture),
        issued_on=capture.on,
        issued_on_is_inferred=capture.on_is_inferred,
    )


TEXT_CARDS: Final = DigestFormat(
    name="text_cards",
    description="a page of Daily Papers saved as text, with title, abstract, authors and date",
    is_format=is_text_cards,
    parse=parse_text_cards,
)


def _iter_parts(page: Page, capture: Capture) -> Iterator[DigestEntry | SkippedEntry]:
    if page.day is not None:
        yield from _tell_of_unread_day(page.day, capture, "the page has no day of its own")
    positions = count(1)
    for part in page.parts:
        if isinstance(part, SkippedEntry):
            yield part
            continue
        foot = part.foot or Foot(part.line)
        yield _read_entry(part, foot, next(positions), capture)
        yield from _tell_of_unread_day(foot, capture, "its paper is kept without a date")


def _read_entry(card: Card, foot: Foot, position: int, capture: Capture) -> DigestEntry:
    shown = foot.day.day if foot.day is not None else None
    published_on = capture.resolve(shown) if shown is not None else None
    return DigestEntry(
        position=position,
        line=card.line,
        title=clean_text(card.title),
        title_received=card.title,
        abstract=clean_text(card.abstract),
        abstract_received=card.abstract,
        published_on=published_on,
        published_on_is_inferred=(
            published_on is not None and shown is not None and not capture.is_certain_of(shown)
        ),
        author_count=foot.author_count,
        organization=foot.organization,
        comment_count=foot.day.comment_count if foot.day else None,
    )


def _tell_of_unread_day(foot: Foot, capture: Capture, outcome: str) -> Iterator[SkippedEntry]:
    """Tell of a day that does not exist, and of something else in a day's place."""
    if foot.day_text is None or (foot.day and capture.resolve(foot.day.day)):
        return
    fault = "there is no such day" if foot.day else "expected a day such as “Mar 5”"
    yield SkippedEntry(foot.day_line, f"{fault}: {quote(foot.day_text)}; {outcome}")
