r"""BibTeX: papers for reference managers and LaTeX.

A BibTeX value stands in braces and counts all braces in it, even those behind a backslash; so
what a text holds of LaTeX's signs is written out, `{` as `{\textbraceleft}`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from bot.models import Paper
from bot.text.counting import count_of
from bot.text.day_names import SHORT_MONTHS
from bot.text.white_space import replace_surrogates, squeeze
from bot.text.words import STOP_WORDS, fold_text, iter_word_parts

_SIGNS: Final = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "%&#$_"},
}
_WRITTEN_OUT: Final = str.maketrans(_SIGNS)
# A name of words that BibTeX takes apart into first and last names as people would.
_PERSONAL_NAME: Final = re.compile(r"[^\W\d_]+(?:[ .'’‐-]+[^\W\d_]+)*\.?")
_LIST_WORDS: Final = frozenset({"and", "others"})
_OTHERS: Final = "others"


def iter_bibtex(papers: Iterable[Paper]) -> Iterator[str]:
    """An entry for each paper; no two have the same key.

    What is unknown has no field. Where the year was inferred, or only the number of authors is
    known, a note says so.
    """
    used: set[str] = set()
    for paper in papers:
        key = next(each for each in _iter_keys(paper) if each not in used)
        used.add(key)
        lines = [f"  {name} = {value}," for name, value in _iter_fields(paper)]
        yield "\n".join([f"@misc{{{key},", *lines, "}\n"])


def write_out(text: str) -> str:
    r"""The text on one line, as LaTeX shows it.

    >>> print(write_out("50% of {A} & B"))
    50\% of {\textbraceleft}A{\textbraceright} \& B
    """
    return squeeze(replace_surrogates(text)).translate(_WRITTEN_OUT)


def _iter_fields(paper: Paper) -> Iterator[tuple[str, str]]:
    # The inner braces keep capitals, whatever the style does to titles.
    yield "title", f"{{{{{write_out(paper.title)}}}}}"
    if authors := _list_authors(paper):
        yield "author", f"{{{' and '.join(authors)}}}"
    if paper.published_on is not None:
        yield "year", f"{{{paper.published_on.year}}}"
        yield "month", SHORT_MONTHS[paper.published_on.month - 1].casefold()
    if paper.arxiv_id is not None:
        yield "eprint", f"{{{write_out(paper.arxiv_id)}}}"
        yield "archiveprefix", "{arXiv}"
    yield "url", f"{{{paper.arxiv_url or paper.url}}}"
    if note := "; ".join(_iter_notes(paper)):
        yield "note", f"{{{note}}}"


def _list_authors(paper: Paper) -> list[str]:
    """The names that are known, else the organisation; and whether there are others."""
    names = [_write_name(name) for author in paper.authors if (name := _clean(author))]
    if names:
        return [*names, _OTHERS] if (paper.author_count or 0) > len(names) else names
    organization = paper.organization
    name = _clean(organization.name) or _clean(organization.slug) if organization else ""
    return [f"{{{write_out(name)}}}"] if name else []


def _write_name(name: str) -> str:
    """A name; one that BibTeX would misread, such as "Search and Rescue Lab", as a whole."""
    is_personal = _PERSONAL_NAME.fullmatch(name)
    if is_personal and _LIST_WORDS.isdisjoint(name.casefold().split()):
        return name
    return f"{{{write_out(name)}}}"


def _clean(name: str) -> str:
    return unicodedata.normalize("NFC", squeeze(replace_surrogates(name)))


def _iter_notes(paper: Paper) -> Iterator[str]:
    if paper.published_on is not None and paper.published_on_is_inferred:
        yield "year inferred"
    if paper.author_count and not any(map(_clean, paper.authors)):
        yield count_of(paper.author_count, "author")


def _iter_keys(paper: Paper) -> Iterator[str]:
    """The keys that the paper may have, the best first: `vaswani2017attention`, then with -2."""
    author = next(filter(None, map(_clean, paper.authors)), "").split(" ")[-1]
    slug = "" if paper.organization is None else paper.organization.slug
    who = _fold(author) or _fold(slug) or "paper"
    year = "" if paper.published_on is None else paper.published_on.year
    words = (_fold(word) for word in iter_word_parts(paper.title) if word not in STOP_WORDS)
    key = f"{who}{year}{next(filter(None, words), '')}"
    yield key
    yield from (f"{key}-{number}" for number in count(2))


def _fold(text: str) -> str:
    """Letters and digits that every program takes in a key."""
    return re.sub(r"[^a-z0-9]", "", fold_text(text))
