"""Papers as people's own programs write them: by which names they call what is known.

JSON Lines, lists of JSON objects and tables differ in their marks only. Names are compared by
their letters and digits: `arXiv ID`, `arxiv_id` and `arxivId` are one.
"""

import ast
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from bot.models import DigestEntry, Organization
from bot.parsing.fields import (
    find_count,
    find_day,
    find_line,
    find_organization,
    find_text,
    find_url,
)
from bot.parsing.html_markup import find_linked_arxiv_id
from bot.parsing.shown_days import find_day_line
from bot.text.arxiv_id import find_arxiv_id
from bot.text.display import clean_text
from bot.text.white_space import squeeze

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "papertitle"),
    "abstract": ("abstract", "summary", "text", "description"),
    "arxiv_id": ("arxivid", "arxiv", "paperidarxiv"),
    "id": ("externalid", "id"),
    "paper_id": ("paperid",),
    "link": (
        "url", "link", "arxivurl", "arxivlink", "absurl", "paperurl", "paperlink", "hfurl",
        "pdfurl", "pdflink", "pdf", "entryid",
    ),
    "published_on": (
        "publishedon", "published", "publishedat", "publisheddate", "publishdate",
        "publicationdate", "pubdate", "date", "submittedon", "submitteddate",
    ),
    "published_on_is_inferred": ("publishedonisinferred",),
    "authors": ("authors", "author", "authornames"),
    "author_count": ("authorcount", "authorscount", "numauthors"),
    "organization": ("organization", "organisation", "affiliation"),
    "comment_count": ("commentcount", "comments", "numcomments"),
    "upvotes": ("upvotes", "votes", "likes", "numupvotes", "upvotecount"),
    "keywords": ("keywords", "aikeywords", "tags"),
    "code_url": ("codeurl", "github", "githubrepo", "githuburl", "githublink", "code", "repo"),
}  # fmt: skip

_WHOLE: Final = re.compile(r"([0-9]{1,9})(?:\.0)?")  # pandas writes those of a gappy column so
_YES: Final = frozenset({"true", "1", "1.0", "yes"})
_SLASHED_DAY: Final = re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})\b")


def plain_name(name: str) -> str:
    """A name by its letters and digits: `arXiv ID` becomes `arxivid`."""
    return "".join(filter(str.isalnum, name.casefold()))


def name_facts(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record's values by what they mean; of several that mean the same, the first that says so.

    >>> name_facts({"arXiv ID": "2401.00010", "summary": "", "text": "Owls hunt."})
    {'abstract': 'Owls hunt.', 'arxiv_id': '2401.00010'}
    """
    values = {plain_name(key): value for key, value in record.items() if not _is_empty(value)}
    found = {
        meaning: next((values[name] for name in names if name in values), None)
        for meaning, names in NAMES.items()
    }
    return {meaning: value for meaning, value in found.items() if value is not None}


def read_plain_paper(
    facts: Mapping[str, Any], *, line: int, position: int, is_id_of_arxiv: bool
) -> DigestEntry:
    """Make an entry of named facts, of which the title is a text.

    Args:
        facts: as `name_facts` gives them.
        line: where the record begins.
        position: the record's place in its digest.
        is_id_of_arxiv: whether an id that looks like one of arXiv is one; else it is a name only.
    """
    title, abstract = facts["title"], find_text(facts.get("abstract")) or ""
    names = [_find_id(facts.get(key)) for key in ("arxiv_id", "id", "paper_id")]
    telling = names if is_id_of_arxiv else names[:1]
    found_ids = (find_arxiv_id(name) for name in telling if name is not None)
    linked = find_linked_arxiv_id(find_line(facts.get("link")) or "")
    own_name = names[1] or (names[0] if is_id_of_arxiv else None)
    is_other = own_name is not None and not (is_id_of_arxiv and find_arxiv_id(own_name))
    authors = find_names(facts.get("authors"))
    published_on = find_any_day(facts.get("published_on"))
    return DigestEntry(
        position=position,
        line=line,
        title=clean_text(title),
        title_received=title,
        abstract=clean_text(abstract),
        abstract_received=abstract,
        arxiv_id=next((each for each in found_ids if each is not None), linked),
        external_id=own_name if is_other else None,
        published_on=published_on,
        published_on_is_inferred=(
            published_on is not None and _is_yes(facts.get("published_on_is_inferred"))
        ),
        authors=authors,
        author_count=_find_count(facts.get("author_count")) or len(authors) or None,
        organization=_find_organization(facts.get("organization")),
        comment_count=_find_count(facts.get("comment_count")),
        upvotes=_find_count(facts.get("upvotes")),
        keywords=find_names(facts.get("keywords")),
        code_url=find_url(facts.get("code_url")),
    )


def find_names(value: Any) -> tuple[str, ...]:
    """Names in a list, as texts or as objects with a name; or in one text, with signs between.

    >>> find_names("Ann Span; Bo Arch"), find_names("['Ann O’Span', 'Bo Arch']")
    (('Ann Span', 'Bo Arch'), ('Ann O’Span', 'Bo Arch'))
    """
    if isinstance(value, str):
        return _split_names(value)
    if not isinstance(value, list):
        return ()
    shown = (each.get("name") if isinstance(each, dict) else each
             for each in value if not _is_hidden(each))  # fmt: skip
    return tuple(line for line in map(find_line, shown) if line is not None)


def find_any_day(value: Any) -> date | None:
    """A day in ISO 8601, with slashes for hyphens, or as pages show it, with its year.

    >>> find_any_day("2026/3/4"), find_any_day("March 4, 2026")
    (datetime.date(2026, 3, 4), datetime.date(2026, 3, 4))
    """
    if not isinstance(value, str):
        return None
    slashed = _SLASHED_DAY.match(value.strip())
    if slashed is not None:
        value = f"{slashed[1]}-{slashed[2]:0>2}-{slashed[3]:0>2}"
    if (day := find_day(value)) is not None:
        return day
    shown = find_day_line(value)
    return None if shown is None or not shown.day.year else shown.day.in_year(shown.day.year)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not squeeze(value))


def _is_hidden(author: Any) -> bool:
    return isinstance(author, dict) and author.get("hidden") is True


def _is_yes(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.strip().casefold() in _YES)


def _find_id(value: Any) -> str | None:
    """A name, which may be a whole number; a fraction has lost what it was."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else find_line(value)


def _find_count(value: Any) -> int | None:
    match = _WHOLE.fullmatch(value.strip()) if isinstance(value, str) else None
    return find_count(value if match is None else int(match[1]))


def _find_organization(value: Any) -> Organization | None:
    if isinstance(value, str):
        return find_organization({"name": value}, slug="slug", name="name")
    if isinstance(value, dict) and "fullname" in value:  # as the API of Hugging Face has it
        return find_organization(value, slug="name", name="fullname")
    return find_organization(value, slug="slug", name="name")


def _split_names(text: str) -> tuple[str, ...]:
    """Names with semicolons between, or bars or commas where there is no semicolon; or a list."""
    if (listed := _read_list(text)) is not None:
        return find_names(listed)
    bare = text.strip().removeprefix("[").removesuffix("]")
    parts: Iterable[str] = re.split(r";" if ";" in bare else r",|\|", bare)
    return tuple(filter(None, (squeeze(part).strip("'\"") for part in parts)))


def _read_list(text: str) -> list[Any] | None:
    """A list as JSON or as Python writes it."""
    if not text.lstrip().startswith("["):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(text.strip())
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        if isinstance(found, list):
            return found
    return None
