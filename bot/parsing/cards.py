"""The cards of a saved page: which lines belong together, before anything is made of them.

A card is a title, an abstract, and a foot of three lines: who wrote it, `·`, and a day. Only feet
are certain, so a page is first cut at its feet. What stands between two of them is mostly one
card; some cards have lost their foot, some abstracts have several paragraphs, and pages have text
of their own above and below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from bot.models import Organization, SkippedEntry
from bot.parsing.shown_days import DAY_PATTERN, DayLine, find_day_line
from bot.parsing.text_lines import (
    Paragraph,
    is_heading,
    iter_lines,
    iter_paragraphs,
    looks_like_title,
    quote,
)
from bot.text.white_space import squeeze

_INDENT: Final = r"^[^\S\n]*"
_NEXT: Final = r"[^\S\n]*\n\s*"  # any number of blank lines may stand between
_AUTHORS: Final = r"(?:[•·*-][^\S\n]*)?([0-9]{1,6})[^\S\n]authors?"
# The number of comments may have slipped to the line below.
_SLIPPED: Final = r"\n[^\S\n]*[0-9]{1,7}[^\S\n]*(?=\n[^\S\n]*(?:\n|\Z)|\Z)"
_DAY: Final = rf"{DAY_PATTERN}[^\S\n]*(?:{_SLIPPED}|$)"
_FOOT: Final = re.compile(
    rf"""
    {_INDENT} (?P<inline_who> (?!{_DAY}) [^\n·]{{1,100}}+ ) · [^\S\n]* (?P<inline_day> {_DAY} )

  | {_INDENT} (?: •{_NEXT} )? (?:
        (?P<who> {_AUTHORS} | (?!{_DAY}) \S[^\n]{{0,98}}[^\s.] | • [^\S\n]* \S[^\n]{{0,98}} )
        {_NEXT}
        # A name may end in a full stop, as Inc. does; an abstract does not stand so near.
      | (?P<near_who> (?!{_DAY}) \S[^\n]{{0,98}}\. ) [^\S\n]*\n[^\S\n]* (?=·)
    )?
    · [^\S\n]*
    (?: \s* (?P<day> {_DAY} ) | \n[^\S\n]* (?P<no_day> \S[^\n]* ) | $ )

  | {_INDENT} (?P<authors> {_AUTHORS} ) (?: {_NEXT} (?P<authors_day> {_DAY} ) )? [^\S\n]*$

  | {_INDENT} (?P<lone_day> {_DAY} )
    """,
    re.VERBOSE | re.MULTILINE,
)
_WHO_GROUPS: Final = ("inline_who", "who", "near_who", "authors")
_DAY_GROUPS: Final = ("inline_day", "day", "authors_day", "lone_day", "no_day")
_BULLET: Final = re.compile(r"^(?:•\s*|[·*-]\s+)")
# What is longer and stands where a title should is an abstract that has lost its title.
_MAX_TITLE_CHARS: Final = 300
# What is shorter and has no foot is the page's own small print.
_MIN_ABSTRACT_CHARS: Final = 100


@dataclass(frozen=True, slots=True)
class Foot:
    """The lines that close a card. What is None is unknown."""

    line: int  # from 1: where the foot begins
    is_lone_day: bool = False  # a day and nothing else, as the page's own day is
    author_count: int | None = None
    organization: Organization | None = None
    day: DayLine | None = None
    day_text: str | None = None  # what stands where the day should, be it one or not
    day_line: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One paper, in the page's words."""

    line: int
    title: str
    abstract: str
    foot: Foot | None  # None where the page has lost it


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page: its own day, if it shows one, and its cards."""

    day: Foot | None
    parts: Sequence[Card | SkippedEntry]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The paragraphs above a foot, or above the end of the page."""

    paragraphs: Sequence[Paragraph]
    foot: Foot | None
    has_heading: bool


def has_foot(text: str) -> bool:
    """Tell whether a text holds the foot of a card, with its dot and day."""
    return any(match["day"] or match["inline_day"] for match in _FOOT.finditer(text))


def read_page(text: str) -> Page:
    """Take a page apart. Every line but its headings comes back in a card or a skipped entry."""
    stretches = [*_iter_stretches(text)]
    parts: list[Card | SkippedEntry] = []
    day = None
    if stretches and _shows_own_day(stretches[0]):
        head = stretches.pop(0)
        day = head.foot
        parts.extend(_skip(head.paragraphs, "text above the page's day"))
    for stretch in stretches:
        parts.extend(_iter_cards(stretch))
    return Page(day, parts)


def _iter_stretches(text: str) -> Iterator[_Stretch]:
    begin, number = 0, 1
    for match in _FOOT.finditer(text):
        above = text[begin : match.start()]
        foot_number = number + above.count("\n")
        foot = _read_foot(match, foot_number)
        stretch = _read_stretch(above, number, foot)
        if foot.organization is not None and not stretch.paragraphs:
            # It is no organisation, but the title of a card that has no abstract.
            title = Paragraph([*iter_lines(_find_who(match), foot_number)])
            stretch = replace(stretch, paragraphs=[title], foot=replace(foot, organization=None))
        yield stretch
        begin, number = match.end(), foot_number + match[0].count("\n")
    yield _read_stretch(text[begin:], number, None)


def _read_foot(match: re.Match[str], number: int) -> Foot:
    day_group = next((group for group in _DAY_GROUPS if match[group]), None)
    day_text = None if day_group is None else match[day_group]
    who = squeeze(_find_who(match))
    authors = re.fullmatch(_AUTHORS, who)
    slug, _, name = _BULLET.sub("", who).partition(" ")
    return Foot(
        line=number,
        is_lone_day=match["lone_day"] is not None,
        author_count=int(authors[1]) if authors else None,
        organization=Organization(slug, name or slug) if who and not authors else None,
        day=None if day_text is None else find_day_line(day_text),
        day_text=day_text,
        day_line=number + match[0][: match.start(day_group or 0) - match.start()].count("\n"),
    )


def _find_who(match: re.Match[str]) -> str:
    return next((match[group] for group in _WHO_GROUPS if match[group]), "")


def _read_stretch(text: str, number: int, foot: Foot | None) -> _Stretch:
    lines = [*iter_lines(text, number)]
    has_heading = any(is_heading(line.text) for line in lines)
    return _Stretch([*iter_paragraphs(lines)], foot, has_heading=has_heading)


def _shows_own_day(stretch: _Stretch) -> bool:
    """Tell the page's day from a card's by its place: under headings, and under no abstract."""
    if stretch.foot is None or not stretch.foot.is_lone_day:
        return False
    has_abstract = any(
        len(paragraph.text) >= _MIN_ABSTRACT_CHARS and not looks_like_title(paragraph.text)
        for paragraph in stretch.paragraphs
    )
    return not has_abstract and (stretch.has_heading or not stretch.paragraphs)


def _iter_cards(stretch: _Stretch) -> Iterator[Card | SkippedEntry]:
    if not stretch.paragraphs:
        if stretch.foot is not None:
            yield SkippedEntry(stretch.foot.line, "authors or date without a title above them")
        return
    *footless, last = _part_cards(stretch.paragraphs)
    for paragraphs in footless:
        yield from _read_card(paragraphs, None)
    end = len(last) if stretch.foot is not None else _find_small_print(last)
    yield from _read_card(last[:end], stretch.foot)
    yield from _skip(last[end:], "text below the papers")


def _find_small_print(paragraphs: Sequence[Paragraph]) -> int:
    """Where the page's own text begins, behind an abstract that no foot closes."""
    end = len(paragraphs)
    if end > 1 and not looks_like_title(paragraphs[1].text):
        while looks_like_title(paragraphs[end - 1].text):
            end -= 1
    return end


def _part_cards(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Part the cards between two feet: one begins where a title stands above an abstract.

    A paragraph right above a foot never begins one: a title without abstract is rarer than an
    abstract that ends in a short paragraph.
    """
    cards: list[list[Paragraph]] = []
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        is_above_abstract = following is not None and not looks_like_title(following.text)
        if not cards or (is_above_abstract and looks_like_title(paragraph.text)):
            cards.append([])
        cards[-1].append(paragraph)
    return cards


def _read_card(paragraphs: Sequence[Paragraph], foot: Foot | None) -> Iterator[Card | SkippedEntry]:
    title, *rest = _part_title(paragraphs)
    abstract = "\n\n".join(paragraph.text for paragraph in rest)
    if len(title.text) > _MAX_TITLE_CHARS:
        yield from _skip(paragraphs, "an abstract without a title")
    elif foot is None and len(abstract) < _MIN_ABSTRACT_CHARS:
        yield from _skip(paragraphs, "neither abstract nor date, so no paper")
    else:
        yield Card(title.number, title.text, abstract, foot)


def _part_title(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Part title and abstract where no blank line does."""
    (first, *more), *rest = [paragraph.lines for paragraph in paragraphs]
    if rest or not more or looks_like_title(paragraphs[0].text):
        return paragraphs
    return [Paragraph([first]), Paragraph(more)]


def _skip(paragraphs: Sequence[Paragraph], reason: str) -> Iterator[SkippedEntry]:
    """Tell of paragraphs that belong to no card."""
    if paragraphs:
        text = " / ".join(squeeze(paragraph.text) for paragraph in paragraphs)
        yield SkippedEntry(paragraphs[0].number, f"{reason}: {quote(text)}")
